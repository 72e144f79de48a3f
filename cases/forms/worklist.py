"""The filters of the worklist, as GET parameters: a view is an address (10, pattern 2)."""

from typing import Any

from django import forms

from cases.phases import Phase
from cases.words import phase_name
from cases.worklist import EVERYBODY, LATE, NOBODY, WAITING
from parties.models import Approach, House, User
from parties.roles import Role
from zvh.actor import Actor
from zvh.forms import Form

SHOWN = (Phase.AANMELDING, Phase.TRIAGE, Phase.CASUSOVERLEG, Phase.AFSCHALING, Phase.ENDED)


class WorklistFilter(Form):
    """Phase, approach, procesregisseur and what is waited for. Empty means: open cases, and one's own for a procesregisseur."""

    says_optional = False
    fase = forms.MultipleChoiceField(
        label="Fase",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Niets gekozen: alle open casussen",
    )
    aanpak = forms.ChoiceField(label="Aanpak", required=False)
    regisseur = forms.ChoiceField(label="Procesregisseur", required=False)

    bijdragen = forms.ChoiceField(
        label="Bijdragen",
        required=False,
        choices=[("", "Alle"), (WAITING, "Wacht op bijdrage"), (LATE, "Bijdrage te laat")],
    )

    def __init__(self, data: Any, actor: Actor, houses: list[House]) -> None:
        super().__init__(data)
        shown = [phase for phase in SHOWN if not (actor.is_delegate and phase == Phase.ENDED)]
        self.fields["fase"].choices = [(phase.value, _name(houses, phase)) for phase in shown]
        approaches = Approach.objects.filter(houses__in=houses).distinct()
        self.fields["aanpak"].choices = [("", "Alle"), *((one.code, one.name) for one in approaches)]
        if actor.is_delegate:
            del self.fields["regisseur"]
        else:
            self.fields["regisseur"].choices = regisseurs(actor)

    def show_counts(self, counts: dict[str, int]) -> None:
        """Say behind every phase how many cases it holds."""
        self.fields["fase"].choices = [
            (phase, f"{name} ({counts.get(phase, 0)})") for phase, name in self.fields["fase"].choices
        ]


def regisseurs(actor: Actor) -> list[tuple[str, str]]:
    """Choices, the first one in force when nothing is chosen: a procesregisseur begins with the own cases."""
    people = User.objects.filter(appointments__house__in=actor.house_ids, appointments__role=Role.PROCESREGISSEUR)
    others = people.exclude(pk=actor.user_id).distinct().order_by("name")
    mine = [("", "Ik, en nog niet toegewezen")] if actor.role == Role.PROCESREGISSEUR else []
    return [
        *mine,
        (EVERYBODY, "Iedereen"),
        (NOBODY, "Nog niet toegewezen"),
        *((str(one.pk), one.name) for one in others),
    ]


def _name(houses: list[House], phase: Phase) -> str:
    """The word of the house; the general one where a delegate has several houses with different words."""
    words = {phase_name(house, phase) for house in houses}
    return words.pop() if len(words) == 1 else phase.label
