"""How cases are worked on, and how long what is known of them is kept."""

from parties import models
from parties.choices import Deadline
from parties.parts.section import Section

WORK: tuple[Section, ...] = (
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
        guarded=frozenset({Deadline.ACCESS_REVIEW, Deadline.SPECIAL_REVIEW, Deadline.REVIEW_ANSWER}),
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
