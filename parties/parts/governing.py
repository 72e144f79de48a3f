"""The covenant itself, its houses, who takes part and who governs."""

from parties import models
from parties.models import Covenant
from parties.parts.section import Group, Section

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
    ("Het huis", ("name", "code", "managing_organisation", "managing_source", "manager_contact")),
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

GOVERNING: tuple[Section, ...] = (
    Section(
        "protocollen", models.Protocol, "De privacyprotocollen onder het convenant.",
        (("", ("name", "purpose", "version", "status", "in_force_from", "source")),),
        ("name", "purpose", "status", "source"), coded_by="name",
    ),
    Section(
        "huizen", models.House, "De huizen onder het convenant, met wat per huis verschilt.",
        HOUSE, ("name", "code", "managing_organisation"), coded_by="name", code="slug",
        in_use=("manager_contact", "words"),
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
)  # fmt: skip
