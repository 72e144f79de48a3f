"""Forms of the triage: the criteria one by one, the decision as it is prepared, and the confirmation."""

from typing import Any

from django import forms

from cases.models import Case, Triage, TriageParty
from cases.workflow.triage import JUDGEMENT, criteria_of, decides_together, deciding_kinds
from cases.workflow.triageparts import choices, receivers
from parties.models import Party, TriageOutcome
from zvh.actor import Actor
from zvh.forms import Form
from zvh.inputs import LongTextField, VersionField
from zvh.versions import version_of

Part = TriageParty.Part
PARTS = {"besliste_mee": Part.TOOK_PART, "stemde_in": Part.AGREED, "in_overleg": Part.RELEVANT}
TEXTS = {"redenen": "reasons", "doel": "purpose", "themas": "themes", "terugkoppeling": "feedback"}


class CriteriaForm(Form):
    """Every criterion: met or not, and why."""

    versie = VersionField(required=False)

    def __init__(self, case: Case, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria_of(case)
        judged = {row.criterion_id: row for row in case.criterionjudgements.all()}
        self.fields["versie"].initial = version_of(judged.values(), *JUDGEMENT)
        for criterion in self.criteria:
            row = judged.get(criterion.pk)
            self.fields[f"criterium_{criterion.pk}"] = forms.ChoiceField(
                label=f"{criterion.code}. {criterion.text}",
                help_text=criterion.source,
                choices=[("ja", "Van toepassing"), ("nee", "Niet van toepassing")],
                widget=forms.RadioSelect,
                initial=row and ("ja" if row.is_met else "nee"),
                error_messages={
                    "required": f"Kies of criterium {criterion.code} ({criterion.source}) van toepassing is"
                },
            )
            self.fields[f"toelichting_{criterion.pk}"] = LongTextField(
                label=f"Toelichting bij {criterion.code}, {criterion.source}",
                required=False,
                max_length=2000,
                rows=2,
                initial=row.explanation if row else "",
            )

    def judgements(self) -> list[tuple[Any, bool, str]]:
        """Criterion, whether it is met, explanation."""
        found = self.cleaned_data
        return [
            (criterion, found[f"criterium_{criterion.pk}"] == "ja", found[f"toelichting_{criterion.pk}"])
            for criterion in self.criteria
        ]


def _parties(parties: list[Party], label: str, help_text: str) -> "forms.ModelMultipleChoiceField[Party]":
    return forms.ModelMultipleChoiceField(
        Party.objects.filter(pk__in=[party.pk for party in parties]),
        label=label,
        help_text=help_text,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class DecisionForm(Form):
    """The decision as far as it is now. A concept may be empty; the confirmation says what its outcome still asks."""

    uitkomst = forms.ModelChoiceField(
        TriageOutcome.objects.none(), label="Uitkomst", widget=forms.RadioSelect, empty_label=None
    )
    redenen = LongTextField(label="Redenen van het besluit", max_length=8000)
    terugkoppeling = LongTextField(
        label="Terugkoppeling aan de melder",
        required=False,
        max_length=4000,
        help_text="Schrijf niet meer dan de melder moet weten.",
    )
    versie = VersionField()
    needed = {
        "terugkoppeling": "nodig als de gegevens worden verwijderd",
        "stemde_in": "nodig als de casus wordt toegelaten",
        "gaat_naar": "nodig bij overdracht aan de lokale aanpak",
    }

    def __init__(self, case: Case, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "bewaar" in self.data:
            self.fields["uitkomst"].required = self.fields["redenen"].required = False
        outcomes = TriageOutcome.objects.of_house(case.house)
        self.fields["uitkomst"].queryset = outcomes
        self.offered = choices(case, today=actor.today)
        self._ask_purpose(case)
        self._ask_deciders(case)
        if any(outcome.forwards_locally for outcome in outcomes):
            self._ask_receiver(case)
        self.order_fields(["uitkomst", "redenen", "besliste_mee", "stemde_in", "doel", "themas", "in_overleg"])

    def _ask_purpose(self, case: Case) -> None:
        meeting = case.house.word("casusoverleg")
        asked = dict.fromkeys(("doel", "themas", "in_overleg"), f"nodig als er een {meeting} komt")
        self.needed = {**self.needed, **asked}
        self.fields["doel"] = LongTextField(label=f"Doel van het {meeting}", required=False, max_length=4000, rows=3)
        self.fields["themas"] = LongTextField(
            label=f"Thema's van het {meeting}", required=False, max_length=4000, rows=3
        )
        self.fields["in_overleg"] = _parties(
            self.offered[Part.RELEVANT],
            f"Partijen die nodig zijn in het {meeting}",
            "Alleen partijen die mogen meedoen staan in de lijst.",
        )

    def _ask_deciders(self, case: Case) -> None:
        if decides_together(case):
            self.fields["besliste_mee"] = _parties(
                self.offered[Part.TOOK_PART],
                "Partijen die mee beslisten",
                case.house.triage_source,
            )
        if deciding_kinds(case):
            self.fields["stemde_in"] = _parties(
                self.offered[Part.AGREED],
                "Overheidspartijen die instemmen met toelating",
                "Zij beslissen of de casus wordt toegelaten.",
            )

    def _ask_receiver(self, case: Case) -> None:
        self.fields["gaat_naar"] = forms.ModelChoiceField(
            receivers(case),
            label="Gemeente die de lokale aanpak doet",
            required=False,
            empty_label="Kies een gemeente",
        )

    def prepared(self) -> dict[str, Any]:
        """What `prepare_triage` takes."""
        found = self.cleaned_data
        return {
            "version": found["versie"],
            "outcome": found["uitkomst"],
            "forward_to": found.get("gaat_naar"),
            "parties": {part: found.get(name, ()) for name, part in PARTS.items()},
            **{target: found[name] for name, target in TEXTS.items()},
        }


def initial_of(case: Case, triage: Triage | None) -> dict[str, Any]:
    """The prepared decision as the form shows it."""
    if triage is None:
        return {"versie": 0}
    chosen = case.triagepartys.values_list("part", "party_id")
    return {
        "uitkomst": triage.outcome_id,
        "gaat_naar": triage.forward_to_id,
        "versie": triage.version,
        **{name: getattr(triage, source) for name, source in TEXTS.items()},
        **{name: [party for part, party in chosen if part == wanted] for name, wanted in PARTS.items()},
    }
