"""Which filters of the worklist are on, as an address and in words; and the views that are offered above it (10, pattern 2)."""

from django.forms import MultipleChoiceField
from django.http import QueryDict
from django.urls import reverse

from cases.forms.worklist import WorklistFilter
from cases.models import SavedView
from cases.phases import Phase
from cases.visibility import CASEWORK
from cases.words import phase_name
from cases.worklist import ORDERS
from parties.models import House
from parties.roles import Role
from zvh.actor import Actor
from zvh.components import Link


def query_of(query: QueryDict, form: WorklistFilter) -> str:
    """The filters that are on and the order, as an address holds them: only what can be chosen, once, never what somebody typed."""
    kept = QueryDict(mutable=True)
    for name, field in form.fields.items():
        sent = query.getlist(name) if isinstance(field, MultipleChoiceField) else query.getlist(name)[-1:]
        kept.setlist(name, list(dict.fromkeys(value for value in sent if value and field.valid_value(value))))
    if (order := query.get("sorteer", "")) in ORDERS:
        kept["sorteer"] = order
    return kept.urlencode()


def address_of(view: SavedView) -> str:
    return f"{reverse('casussen')}?{view.query}"


ALL = "fase="  # an address with nothing chosen, which is another one than that of the page: that may begin with a view


def ready_made(actor: Actor) -> list[tuple[str, str]]:
    """Sets of filters that everybody in this role has: name and address."""
    made = [("Mijn casussen", "")] if actor.role == Role.PROCESREGISSEUR else []
    if actor.is_delegate:
        made = [("Open casussen", "")]
    else:
        made += [("Open casussen", "regisseur=alle"), ("Aanmeldingen", "fase=aanmelding&regisseur=alle")]
    if actor.role in CASEWORK:
        made.append(("Wacht op bijdrage", "bijdragen=wacht"))
    if not actor.is_delegate:
        made.append(("Afgeschaald", "fase=afschaling&regisseur=alle"))
    return made


def offered(actor: Actor, saved: list[SavedView], now: str) -> list[Link]:
    """Ready-made sets of filters, and those that were saved; a view is an address."""
    made = [*ready_made(actor), *((one.name, one.query) for one in saved)]
    same = QueryDict(now)
    return [Link(text, f"?{query or ALL}", is_current=QueryDict(query) == same) for text, query in made]


def taken_names(actor: Actor, house: House | None) -> set[str]:
    """What stands above the worklist already, so that no two chips are called the same."""
    table = {phase_name(house, Phase.TRIAGE)} if house and actor.reads_cases else set()
    return {name for name, _ in ready_made(actor)} | table
