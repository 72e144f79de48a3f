"""Who takes part and what was agreed: parties, houses and covenants, each fact with its source."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from parties.choices import Word
from parties.criteria import in_words
from parties.forms.catalogue import PartyFilter
from parties.models import Covenant, House, Membership, Party, PartyKind, TriageOutcome
from parties.roles import Role
from privacy import accesslog
from zvh.components import Column, Link
from zvh.http import Request
from zvh.today import today

SORTS = {"naam": "name", "zetel": "seat", "regio": "region"}
PAGE = 50
PARTY_COLUMNS = [Column("Partij", "naam"), Column("Soort"), Column("Zetel", "zetel"), Column("Huizen")]
HOUSE_COLUMNS = [Column("Huis"), Column("Convenant"), Column("Beheer"), Column("Partijen")]
SETTING_COLUMNS = [Column("Afspraak"), Column("In dit huis"), Column("Bron")]
STAGE_COLUMNS = [Column("Stap"), Column("Begint na"), Column("Wie kan nog lezen"), Column("Bron")]
TERM_COLUMNS = [Column("Termijn"), Column("Lengte"), Column("Geldt voor"), Column("Bron")]
SEAT_COLUMNS = [Column("Ambt"), Column("Partij"), Column("Stemmen"), Column("Bron")]
OUTCOME_COLUMNS = [Column("Uitkomst"), Column("Gevolg"), Column("Bron")]

View = Callable[..., HttpResponse]


def for_staff(view: View) -> View:
    """House staff browse all of it; for a delegate these pages do not exist."""

    @require_safe
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.actor.is_delegate:  # type: ignore[attr-defined]
            raise Http404
        accesslog.nothing_shown()  # what was agreed is public; names of people do not stand in it
        return view(request, *args, **kwargs)

    return guarded


@for_staff
def parties(request: Request) -> HttpResponse:
    form = PartyFilter(request.GET)
    wanted = request.GET.get("sorteer", "naam")
    order = SORTS.get(wanted.removeprefix("-"), "name")
    running = Prefetch("memberships", Membership.objects.in_force(today()).prefetch_related("houses"))
    found = form.narrow(Party.objects.prefetch_related("kinds", running))
    found = found.order_by(f"-{order}" if wanted.startswith("-") else order, "pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("pagina"))
    result = f"{page.paginator.count} {'partij' if page.paginator.count == 1 else 'partijen'}"
    context = {
        "form": form,
        "page": page,
        "result": result,
        "columns": PARTY_COLUMNS,
        "may_keep": request.actor.role == Role.ADMINISTRATOR,
    }
    return render(request, "parties/catalogue/parties.html", context)


@for_staff
def kinds(request: HttpRequest) -> HttpResponse:
    """/partijen/soorten/: what each kind of party does, on which grounds, and under which secrecy."""
    found = PartyKind.objects.prefetch_related("grounds")
    way_back = [Link("Partijen", reverse("partijen"))]
    return render(request, "parties/catalogue/kinds.html", {"kinds": found, "way_back": way_back})


@for_staff
def houses(request: Request) -> HttpResponse:
    running = Prefetch("memberships", Membership.objects.in_force(today()))
    shown = House.objects.select_related("covenant").prefetch_related(running)
    may_enter = request.actor.role == Role.ADMINISTRATOR
    context = {"houses": shown, "columns": HOUSE_COLUMNS, "may_enter": may_enter}
    return render(request, "parties/catalogue/houses.html", context)


@for_staff
def house(request: HttpRequest, slug: str) -> HttpResponse:
    shown = get_object_or_404(House.objects.select_related("covenant"), slug=slug)
    policies = shown.retention_policies.select_related("approach__regime").prefetch_related(
        "stages",
        "approach__criteria",
        "approach__counting_rules__kinds",
        "approach__allowed_kinds",
        "approach__minor_only_kinds",
        "approach__fixed_partners",
    )
    context = {
        "house": shown,
        "facts": _facts(shown),
        "words": [(Word(code).label.capitalize(), shown.word(code)) for code in Word.values],
        "settings": _settings(shown),
        "policies": policies,
        "outcomes": TriageOutcome.objects.of_house(shown),
        "way_back": [Link("Huizen", reverse("huizen"))],
        "setting_columns": SETTING_COLUMNS,
        "stage_columns": STAGE_COLUMNS,
        "outcome_columns": OUTCOME_COLUMNS,
    }
    return render(request, "parties/catalogue/house.html", context)


def _facts(house: House) -> list[tuple[str, str]]:
    return [
        ("Code", house.code),
        ("Beheer", f"{house.managing_organisation} ({house.managing_source})"),
        ("Bereikbaar", house.manager_contact or "nog niet ingevuld"),
    ]


def _settings(house: House) -> list[tuple[str, str, str]]:
    """(agreement, how it is here, source)."""
    needed = "altijd" if house.requires_casusregisseur else "mag, hoeft niet"
    reading = "ja" if house.delegates_read_case else "alleen de eigen bijdragen, vragen en acties"
    return [
        ("Besluit van de triage", house.get_triage_decided_by_display(), house.triage_source),
        *_triage_table(house),
        ("Vraag of iemand bekend is", house.get_enquiry_phase_display(), house.enquiry_source),
        (
            "Overleg met de melder begint in",
            house.get_consultation_opens_in_display(),
            house.consultation_source,
        ),
        ("Casusregisseur", needed, house.casusregisseur_source),
        ("Besluit om af te schalen", house.get_closing_decided_by_display(), house.closing_source),
        (
            "De casusregisseur kan dat besluit voorbereiden",
            "ja" if house.casusregisseur_starts_closing else "nee",
            house.closing_source,
        ),
        ("Partijen lezen het dossier van hun casus", reading, house.delegates_read_source),
        ("Advies aan ZSM bij het plan", "ja" if house.gives_zsm_advice else "nee", house.zsm_advice_source),
        ("Digitale overdracht", "ja" if house.allows_digital_transfer else "nee", house.transfer_source),
    ]


def _triage_table(house: House) -> list[tuple[str, str, str]]:
    """The parties with a fixed seat, where the house has a table."""
    parties = ", ".join(seat.party.name for seat in house.triage_seats.select_related("party"))
    how_often = "Elke week" if house.triage_table_weekly else "Per casus"
    return [("Aan tafel bij de triage", f"{how_often}: {parties}", house.triage_source)] if parties else []


@for_staff
def covenant(request: HttpRequest, code: str) -> HttpResponse:
    shown = get_object_or_404(Covenant.objects.all(), code=code)
    bodies = shown.bodies.prefetch_related("seats__party", "meeting_duties", "information_duties", "stuck_goes_to")
    context = {
        "covenant": shown,
        "facts": _term_facts(shown),
        "expression": in_words(shown.criteria_expression),
        "bodies": bodies,
        "terms": shown.terms.select_related("house"),
        "disputes": shown.dispute_steps.all(),
        "papers": shown.paper_rules.prefetch_related("adopted_by", "chapters"),
        "way_back": [Link("Huizen", reverse("huizen"))],
        "term_columns": TERM_COLUMNS,
        "seat_columns": SEAT_COLUMNS,
    }
    return render(request, "parties/catalogue/covenant.html", context)


def _term_facts(covenant: Covenant) -> list[tuple[str, str]]:
    def months(number: int | None, otherwise: str) -> str:
        return f"{number} maanden" if number else otherwise

    day = date_format(covenant.in_force_from)
    return [
        ("Geldt vanaf", f"{day}. {covenant.in_force_note}" if covenant.in_force_note else day),
        ("Eerste looptijd", months(covenant.first_term_months, "onbepaalde tijd")),
        ("Verlenging per", months(covenant.renewal_months, "niet van toepassing")),
        ("Opzegtermijn", months(covenant.notice_months, "staat niet in de bron")),
        ("Bron", covenant.term_source),
    ]
