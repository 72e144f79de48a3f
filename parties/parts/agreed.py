"""What parties agreed with each other: duties, disputes, joining and leaving, papers and letters."""

from parties import models
from parties.parts.section import Section

AGREED: tuple[Section, ...] = (
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
)  # fmt: skip
