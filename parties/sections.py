"""The parts of a covenant, in the order in which one fills them: the table from which the pages, the copy and the check are made.

What a part asks, its labels and its limits stand in the model; here stands what the model cannot say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import ForeignKey, ManyToManyField, Model, QuerySet, TextChoices

from parties import models
from parties.choices import Deadline
from parties.models import Covenant

Group = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Section:
    """One part. `covenant` is how a row leads to its covenant, `under` the field that names the row it hangs under."""

    slug: str
    model: type[Model]
    intro: str
    groups: tuple[Group, ...]
    columns: tuple[str, ...]
    covenant: str = "covenant"
    under: str = ""
    coded_by: str = ""  # the field from which a code is made that no person has to think up
    choices: Mapping[str, type[TextChoices]] = field(default_factory=dict)
    in_use: tuple[str, ...] = ()  # what may change once the covenant is in use: it gives nobody rights, shortens no retention
    grows: bool = False  # whether rows may be added then
    title: str = ""

    @property
    def name(self) -> str:
        text = self.title or str(self.model._meta.verbose_name_plural)
        return text[:1].upper() + text[1:]

    @property
    def one(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def fields(self) -> tuple[str, ...]:
        return tuple(name for _, names in self.groups for name in names)

    @cached_property
    def owner(self) -> str:
        """The field of a row that is never asked: the row above it, or its covenant."""
        return self.under or self.covenant

    def rows(self, covenant: Covenant) -> "QuerySet[Any]":
        """Of this covenant, with what a list shows of them."""
        found = self.model._default_manager.filter(**{self.covenant: covenant})
        kinds = {name: self.model._meta.get_field(name) for name in (*self.columns, *filter(None, [self.under]))}
        one = [name for name, kind in kinds.items() if isinstance(kind, ForeignKey)]
        many = [name for name, kind in kinds.items() if isinstance(kind, ManyToManyField)]
        return found.select_related(*one).prefetch_related(*many) if one else found.prefetch_related(*many)

    def children(self) -> "Iterator[Section]":
        """The parts that hang under a row of this one."""
        above = tuple(one.related_model for one in self.model._meta.related_objects)
        for section in SECTIONS:
            if section.under and section.model in above and section.model._meta.get_field(section.under).related_model is self.model:
                yield section


ALL = (("", ()),)
WHERE_IT_STANDS = "Geef bij elke regel het artikel. Staat het nergens, schrijf dan: keuze van het huis."

GENERAL = Section(
    "algemeen", Covenant, "Hoe het convenant heet, vanaf wanneer het geldt en hoe lang.",
    (
        ("Het convenant", ("name", "in_force_from", "in_force_note")),
        ("Looptijd", ("first_term_months", "renewal_months", "notice_months", "evaluation_months", "term_source")),
        ("Criteria", ("criteria_expression", "criteria_source")),
        ("Woorden", ("words",)),
    ),
    ("name",), covenant="pk", in_use=("words",), title="algemeen en woorden",
)  # fmt: skip

HOUSE: tuple[Group, ...] = (
    ("Het huis", ("code", "slug", "name", "managing_organisation", "managing_source", "manager_contact")),
    ("Bekendheid", ("enquiry_phase", "enquiry_sent_by", "enquiry_source")),
    ("Aanmelding en triage", (
        "consultation_opens_in", "consultation_source", "triage_decided_by", "triage_table_weekly", "triage_source",
    )),
    ("Casusoverleg", (
        "requires_casusregisseur", "casusregisseur_source", "delegates_read_case", "delegates_read_source",
        "gives_zsm_advice", "zsm_advice_source",
    )),
    ("Afschaling en overdracht", (
        "closing_decided_by", "casusregisseur_starts_closing", "closing_source", "allows_digital_transfer", "transfer_source",
    )),
    ("Noodtoegang", ("break_glass_hours", "break_glass_judged_in", "break_glass_kept_years", "break_glass_source")),
    ("Woorden", ("words",)),
)  # fmt: skip

SECTIONS: tuple[Section, ...] = (
    Section(
        "protocollen", models.Protocol, "De privacyprotocollen onder het convenant.",
        (("", ("name", "purpose", "version", "status", "in_force_from", "source")),),
        ("name", "purpose", "status", "source"), coded_by="name",
    ),
    Section(
        "huizen", models.House, "De huizen onder het convenant, met wat per huis verschilt.",
        HOUSE, ("name", "code", "managing_organisation"), in_use=("manager_contact", "words"),
    ),
    Section(
        "partijen", models.Membership, "Welke partijen meedoen, in welke huizen en onder welke protocollen. "
        "Een partij die nog niet in het register staat, voegt u daar eerst toe.",
        (("", ("party", "houses", "protocols", "signed_on", "from_date", "source")),),
        ("party", "houses", "from_date", "source"), title="partijen en hun deelname",
    ),
    Section(
        "vaste-plaatsen", models.TriageSeat, "Partijen die altijd aan de tafel van de triage zitten.",
        (("", ("party", "source")),), ("party", "source"), covenant="house__covenant", under="house",
    ),
    Section(
        "organen", models.Body, "De organen die besturen, van een huis, van het hele convenant of van buiten.",
        (
            ("Het orgaan", ("name", "house", "level", "tasks", "is_public", "source")),
            ("Besluiten", ("voting", "stuck_goes_to", "stuck_source")),
        ),
        ("name", "house", "level", "source"), coded_by="name",
    ),
    Section(
        "zetels", models.Seat, "Een zetel is een ambt, nooit een persoon.",
        (
            ("De zetel", ("order", "office", "organisation", "party", "speaks_for", "every_party")),
            ("Rol en stemmen", ("is_chair", "is_secretary", "votes", "source")),
        ),
        ("office", "party", "votes", "source"), covenant="body__covenant", under="body",
    ),
    Section(
        "vergaderplichten", models.MeetingDuty, "Hoe vaak dit orgaan minstens vergadert.",
        (("", ("times_a_year", "every_weeks", "on_request", "with_whom", "source")),),
        ("times_a_year", "every_weeks", "with_whom", "source"), covenant="body__covenant", under="body", coded_by="with_whom",
    ),
    Section(
        "informatieplichten", models.InformationDuty, "Wie van de besluiten van dit orgaan hoort.",
        (("", ("tells", "about", "source")),), ("tells", "about", "source"), covenant="body__covenant", under="body",
    ),
    Section(
        "uitzonderingen", models.VotingException, "Besluiten die dit orgaan op een andere manier neemt.",
        (("", ("kind", "voting", "source")),), ("kind", "voting", "source"), covenant="body__covenant", under="body",
    ),
    Section(
        "aanpakken", models.Approach, "De aanpakken, met wie aan tafel mag zitten.",
        (
            ("De aanpak", ("name", "houses", "protocol", "regime", "criteria_expression", "source")),
            ("Wie aan tafel zit", ("allowed_kinds", "minor_only_kinds", "fixed_partners", "fixed_partners_reason")),
            ("Wat wordt bijgehouden", ("tracks", "tracks_source", "attachment_kinds", "attachment_source")),
        ),
        ("name", "houses", "regime", "source"), coded_by="name",
    ),
    Section(
        "eigen-criteria", models.Criterion, "Alleen als deze aanpak een eigen formule heeft.",
        (("", ("code", "order", "text", "source")),), ("code", "text", "source"),
        covenant="approach__covenant", under="approach", title="eigen criteria",
    ),
    Section(
        "telregels", models.CountingRule, "Hoe vaak iemand verdachte moet zijn voordat een criterium geldt.",
        (
            ("Voor wie", ("order", "theme", "age_from", "age_to")),
            ("Wat telt", ("times", "all_within_year", "any_kind", "kinds", "note", "source")),
        ),
        ("theme", "age_from", "age_to", "times"), covenant="approach__covenant", under="approach", coded_by="theme",
    ),
    Section(
        "criteria", models.Criterion, "De criteria voor een complexe casus. De formule staat bij Algemeen.",
        (("", ("code", "order", "text", "source")),), ("code", "text", "source"),
    ),
    Section(
        "uitkomsten", models.TriageOutcome, "Waar de triage op kan uitkomen, en wat daarvan het gevolg is.",
        (("", ("label", "explanation", "consequence", "forwards_locally", "house", "order", "source")),),
        ("label", "consequence", "house", "source"), coded_by="label",
    ),
    Section(
        "termijnen", models.Term, "Hoe lang het werk mag duren. Elk huis heeft elke termijn nodig.",
        (("", ("code", "house", "name", "amount", "unit", "source")),), ("name", "amount", "unit", "house", "source"),
        choices={"code": Deadline}, in_use=("name", "amount", "unit", "source"), grows=True,
    ),
    Section(
        "verplichtingen", models.Duty, "Wat telkens weer, of één keer, moet gebeuren. De pagina Naleving houdt het bij.",
        (
            ("De plicht", ("name", "explanation", "house", "source")),
            ("Wanneer en hoe het blijkt", ("kind", "decision_kind", "amount", "unit")),
        ),
        ("name", "kind", "house", "source"), coded_by="name",
        in_use=("name", "explanation", "amount", "unit", "source"), grows=True, title="verplichtingen",
    ),
    Section(
        "spelregels", models.Rule, "Wat het convenant verder zegt, in uw eigen woorden.",
        (("", ("subject", "text", "source")),), ("subject", "source"), coded_by="subject",
        in_use=("subject", "text", "source"), grows=True,
    ),
    Section(
        "geschillen", models.DisputeStep, "Naar wie een geschil gaat, stap voor stap.",
        (("", ("about", "order", "goes_to", "source")),), ("about", "order", "goes_to", "source"), title="geschilladder",
    ),
    Section(
        "toetreding", models.AccessionRule, "Hoe een partij toetreedt: wie inlicht, wie instemt, wie besluit en wie tekent.",
        (
            ("Inlichten en instemmen", ("house", "told_by", "told_source", "needs_consent", "consent_source")),
            ("Besluiten en tekenen", ("decided_by", "source", "signed_by", "signed_source", "analysis_source")),
        ),
        ("house", "decided_by", "source"), title="toetreding",
    ),
    Section(
        "loketten", models.AccessionDoor, "Waar een organisatie haar aanvraag kan doen.",
        (("", ("order", "name", "body", "source")),), ("name", "body", "source"), covenant="rule__covenant", under="rule",
        title="waar een aanvraag binnenkomt",
    ),
    Section(
        "vertrek", models.DepartureRule, "Hoe een partij vertrekt: op welke dag, en aan of door wie.",
        (("", ("why", "leaves_on", "notice_months", "addressed_to", "note", "source")),),
        ("why", "leaves_on", "addressed_to", "source"), title="vertrek",
    ),
    Section(
        "blijvende-plichten", models.LastingDuty, "Wat blijft gelden voor een partij die weg is.",
        (("", ("order", "text", "source")),), ("text", "source"), in_use=("order", "text", "source"), grows=True,
    ),
    Section(
        "stukken", models.PaperRule, "Plan, begroting en jaarrekening: wie ze opstelt, vaststelt en krijgt.",
        (
            ("Het stuk", ("kind", "name", "years", "drafted_by", "adopted_by", "source")),
            ("Voorleggen en rondsturen", ("shown_to", "shown_source", "sent_to", "sent_source")),
            ("Geld, voor een begroting", ("key", "key_source", "payers", "prepaid_by_month", "prepaid_source")),
        ),
        ("name", "kind", "adopted_by", "source"), title="plan, begroting en rekening",
        in_use=(
            "name", "drafted_by", "source", "shown_to", "shown_source", "sent_to", "sent_source", "key_source",
            "prepaid_by_month", "prepaid_source",
        ),
    ),
    Section(
        "hoofdstukken", models.PaperChapter, "Wat er in moet staan.",
        (("", ("order", "title", "every_years", "source")),), ("title", "every_years", "source"),
        covenant="rule__covenant", under="rule", in_use=("title", "every_years", "source"), grows=True,
    ),
    Section(
        "brieven", models.LetterText, "Alleen wat anders is dan in de gewone brieven.",
        (("", ("template", "part", "house", "regime", "order", "heading", "text", "source")),),
        ("template", "part", "house", "source"), in_use=("heading", "text", "source"), grows=True,
    ),
    Section(
        "bewaartermijnen", models.RetentionPolicy, "Wat met een afgeschaalde casus gebeurt, per huis en aanpak.",
        (
            ("Waarvoor", ("house", "approach", "source", "deviates_note")),
            ("Na afschalen", (
                "feedback_days", "warning_months", "release_by_record_manager", "keeps_values", "may_postpone",
                "may_move_to_archive", "casusregisseur_keeps_access",
            )),
        ),
        ("house", "approach", "source"), covenant="house__covenant",
    ),
    Section(
        "stappen", models.RetentionStage, "De laatste stap is de vernietiging.",
        (("", ("order", "after_months", "name", "readers", "reader_roles", "source")),),
        ("name", "after_months", "readers", "source"), covenant="policy__house__covenant", under="policy",
    ),
)  # fmt: skip

# As a person reads them: which parts stand together.
CHAPTERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Het convenant en de huizen", ("algemeen", "protocollen", "huizen")),
    ("Wie meedoet en wie bestuurt", ("partijen", "organen")),
    ("Het werk aan casussen", ("aanpakken", "criteria", "uitkomsten", "termijnen", "bewaartermijnen")),
    ("Afspraken", ("verplichtingen", "spelregels", "geschillen", "toetreding", "vertrek", "blijvende-plichten")),
    ("Stukken en brieven", ("stukken", "brieven")),
)
BY_SLUG = {section.slug: section for section in (GENERAL, *SECTIONS)}
