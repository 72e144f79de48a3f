"""Demo mode: cases in every phase, made by the invented people through the same verbs and rights as the website.

A house is told in one transaction: it has all of its cases or none, and a second time nothing happens.
"""

from collections.abc import Iterable
from datetime import date, time, timedelta
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import transaction

from cases import demo_meetings
from cases.demo_cases import CANDIDATES, HOUSES, LIST_OF, LISTED, Told, Until
from cases.lettertext import Said, address_of, name_of
from cases.models import Case, ContributionRequest, Meeting, ReleaseLevel, Subject, WayOut
from cases.workflow.aanmelding import (
    accept_for_triage,
    declare_correct,
    describe_situation,
    file_aanmelding,
    mark_criterion,
    reject,
    start_draft,
)
from cases.workflow.access import Decision, assign_delegate
from cases.workflow.agenda import plan_meeting
from cases.workflow.asking import ask_contribution
from cases.workflow.breakglass import open_break_glass
from cases.workflow.candidates import send_list
from cases.workflow.closing import close_case, prepare_closing
from cases.workflow.completeness import grounds_of, open_kinds, ways_out
from cases.workflow.contribution import deliver, save_draft, start_contribution
from cases.workflow.houseenquiry import ask_houses
from cases.workflow.letterbook import record_sent, write_letter
from cases.workflow.subject import add_subject
from cases.workflow.triage import Part, criteria_of, decide_triage, judge_criterion, prepare_triage
from parties import demo as people
from parties.choices import Consequence, LetterKind
from parties.models import Appointment, ClosingReason, Delegation, House, Party, TriageOutcome
from parties.roles import Purpose, Role
from zvh.actor import Actor, acting_as
from zvh.sealing import open_keyring
from zvh.today import today

FIRST_MEETING, GLASS_BROKEN, HOUSE_ASKED = timedelta(weeks=4), timedelta(days=3), timedelta(days=2)
LIST_SENT, LIST_PERIOD = timedelta(days=6), timedelta(days=120)
MANAGER = "De manager, telefoon 030 000 00 00\nmanager@voorbeeld.invalid"


def load() -> int:
    """Make people and cases. Returns the number of cases made."""
    if not settings.DEMO:
        raise RuntimeError("invented cases exist in demo mode only")
    people.load()
    return sum(_tell_house(House.objects.get(code=code), stories) for code, stories in HOUSES.items())


@transaction.atomic
def _tell_house(house: House, stories: Iterable[Told]) -> int:
    teller = Teller(house)
    if teller.has_cases():
        return 0
    for told in stories:
        with open_keyring():
            teller.tell(told)
    with open_keyring():
        teller.send_candidates()
    return len(tuple(stories))


class Teller:
    """Tells cases of one house with its invented people, on the days on which things happened."""

    def __init__(self, house: House) -> None:
        self.house = house
        invented = {"user__email__endswith": f"@{people.DOMAIN}"}
        staff = Appointment.objects.filter(house=house, approaches=None, **invented).order_by("from_date", "pk")
        self.regisseur, self.manager = (staff.filter(role=role)[0] for role in (Role.PROCESREGISSEUR, Role.MANAGER))
        found = Delegation.objects.filter(
            membership__houses=house, membership__covenant=house.covenant, purpose=Purpose.CASUSOVERLEG, **invented
        )
        self.delegates = list(found.select_related("user", "membership__party").order_by("user_id"))

    def has_cases(self) -> bool:
        with acting_as(self.regisseur.pk) as actor:
            return Case.objects.visible_to(actor).exists()

    def delegate(self, kind: str) -> Delegation:
        """The invented delegate of a party of this kind."""
        return next(one for one in self.delegates if one.membership.party.kinds.filter(code=kind).exists())

    def parties(self, kinds: Iterable[str]) -> list[Party]:
        return [self.delegate(kind).membership.party for kind in kinds]

    def tell(self, told: Told) -> None:
        """One case, as far as it goes."""
        day = max(today() - timedelta(days=told.days_ago), people.START)
        case = self.register(told, day)
        if told.until == Until.REJECTED:
            self.refuse(case, day)
        if told.until >= Until.TRIAGE:
            case = self.accept(case, day)
        if told.asks_house:
            self.ask_house(case, told.asks_house)
        if told.until == Until.TABLE:
            self.bring_to_table(self.admit(case, told, day), told, day)
        if told.until == Until.ARCHIVED:
            self.break_the_glass(self.close(self.admit(case, told, day), day))

    def close(self, case: Case, day: date) -> Case:
        """Scaled down so long ago that managers no longer read it."""
        with acting_as(self.regisseur.pk, day) as by:
            for subject in case.subjects.all():
                self.inform(case, subject, day, by=by)
            reason = ClosingReason.objects.get(code="doel-bereikt")
            closing = prepare_closing(
                case,
                version=0,
                reason=reason,
                successful=True,
                decided_on=day,
                explanation="Het doel is bereikt.",
                by=by,
            )
            return close_case(case, version=closing.version, by=by)

    def break_the_glass(self, case: Case) -> None:
        """The manager opened it some days ago; nobody judged that yet."""
        with acting_as(self.manager.pk, today() - GLASS_BROKEN) as by:
            assert case.number
            open_break_glass(
                case.number, kind="betrokkene", duration="1", by=by,
                text="Er is een klacht over hoe wij met de gegevens omgingen. Het antwoord kon niet wachten.",
            )  # fmt: skip

    def register(self, told: Told, day: date) -> Case:
        with acting_as(self.delegate(told.reporter).pk, day) as by:
            case = start_draft(self.house, self.house.approaches.get(code=told.approach), by=by)
            add_subject(
                case, by=by, first_names=told.first_names, infix=told.infix, surname=told.surname,
                born_on=told.born_on, place=told.place,
            )  # fmt: skip
            describe_situation(case, by=by, problem=told.problem, tried="Gesprekken en een huisbezoek.")
            if told.until == Until.CONCEPT:
                return case
            for criterion in case.approach.own_criteria():
                mark_criterion(case, criterion.pk, is_met=True, explanation="Blijkt uit de meldingen.", by=by)
            declare_correct(case, by=by)
            return file_aanmelding(case, by=by)

    def send_candidates(self) -> None:
        """Politie sent a list that waits for a choice, where the house has an approach for it."""
        approach = self.house.approaches.filter(code=LIST_OF[0]).first() or self.house.approaches.get(code=LIST_OF[1])
        day = max(today() - LIST_SENT, people.START)
        with acting_as(self.delegate("politie").pk, day) as by:
            rows = [dict(zip(LISTED, row, strict=True), line=line) for line, row in enumerate(CANDIDATES, start=2)]
            send_list(self.house, approach, rows, period=(day, day + LIST_PERIOD), by=by)

    def refuse(self, case: Case, day: date) -> None:
        with acting_as(self.regisseur.pk, day) as by:
            reject(case, feedback="Dit kan de gemeente zelf oplossen. Bel gerust voor overleg.", by=by)

    def accept(self, case: Case, day: date) -> Case:
        with acting_as(self.regisseur.pk, day) as by:
            return accept_for_triage(case, explanation="Meer ketens zijn nodig.", by=by)

    def ask_house(self, case: Case, code: str) -> None:
        """Some days ago, so that the question waits in the other house."""
        with acting_as(self.regisseur.pk, max(today() - HOUSE_ASKED, people.START)) as by:
            ask_houses(case, [House.objects.get(code=code)], by=by)

    def admit(self, case: Case, told: Told, day: date) -> Case:
        """The triage is decided: there will be a casusoverleg."""
        with acting_as(self.regisseur.pk, day) as by:
            for criterion in criteria_of(case):
                judge_criterion(case, criterion, is_met=True, explanation="Ja, zie de aanmelding.", by=by)
            outcomes = TriageOutcome.objects.of_house(self.house)
            prepare_triage(
                case, version=0, outcome=outcomes.filter(consequence=Consequence.CASUSOVERLEG)[0],
                parties=self.parts(told), reasons="De partijen komen er apart niet uit.", by=by,
                purpose="Samen een plan maken.", themes="Wonen, veiligheid en behandeling.",
                feedback="De casus wordt besproken.",
            )  # fmt: skip
            return decide_triage(case, version=1, by=by)

    def parts(self, told: Told) -> dict[Part, Iterable[Party]]:
        public = self.parties(("politie", "om", "gemeente"))
        at_table = [seat.party for seat in self.house.triage_seats.all() if not seat.party.kinds.filter(code="rvdk")]
        return {Part.AGREED: public, Part.TOOK_PART: at_table, Part.RELEVANT: self.parties(told.at_table)}

    def bring_to_table(self, case: Case, told: Told, day: date) -> None:
        """Delegates are assigned, the subject is informed, contributions come in and the table opens."""
        with acting_as(self.regisseur.pk, day) as by:
            for subject in case.subjects.all():
                self.inform(case, subject, day, by=by)
            for kind in told.at_table:
                assign_delegate(case, self.delegate(kind), decision=Decision.TRIAGE, by=by)
            asked = self.parties(told.asked)
            question, purpose = "Wat weet u van de situatie nu?", "Voorbereiden van het overleg."
            requests = ask_contribution(case, parties=asked, question=question, purpose=purpose, by=by)
        for kind in told.delivered:
            self.supply(case, self.delegate(kind), requests, day)
        self.meet(case, [self.delegate(kind) for kind in told.at_table], day)

    def inform(self, case: Case, subject: Subject, day: date, *, by: Actor) -> None:
        """With a letter that stands in the letter book."""
        said = Said(name_of(subject), address_of(subject) or "Adres bekend bij het huis", MANAGER, day)
        letter = write_letter(case, subject, LetterKind.NOTICE, said, by=by)
        record_sent(letter, on=day, version=letter.version, by=by)

    def meet(self, case: Case, people: list[Delegation], day: date) -> None:
        """A case that is there for some weeks had its meeting; every case is on the agenda of today."""
        if today() - day >= FIRST_MEETING:
            with acting_as(self.regisseur.pk, day) as by:
                demo_meetings.held(case, self.house, people, day, by=by)
        with acting_as(self.regisseur.pk) as by:
            demo_meetings.agenda_item(case, self.meeting, people, by=by)

    @cached_property
    def meeting(self) -> Meeting:
        """The casusoverleg of today."""
        with acting_as(self.regisseur.pk) as by:
            return plan_meeting(self.house, on=by.today, starts_at=time(13, 30), place="Vergaderzaal 2", by=by)

    def supply(self, case: Case, delegate: Delegation, requests: list[ContributionRequest], day: date) -> None:
        party = delegate.membership.party
        request = next(one for one in requests if one.party_id == party.pk)
        with acting_as(delegate.pk, day) as by:
            started = start_contribution(case, request=request, by=by)
            values = {**_content(case, party), "release_level": ReleaseLevel.TABLE}
            draft = save_draft(started, values=values, version=started.version, by=by)
            deliver(draft, version=draft.version, by=by)


def _content(case: Case, party: Party) -> dict[str, Any]:
    """What an invented party supplies, with its ground and what lifts its secrecy."""
    ground = next(iter(grounds_of(party.pk)), None)
    way = next((one for one in ways_out(party) if one != WayOut.CONSENT), "")
    return {
        "kind": open_kinds(case)[0],
        "facts": "In het afgelopen halfjaar waren er zeven contacten, waarvan drie in de nacht.",
        "opinion": "De situatie wordt erger als er niets verandert.",
        "ground": ground,
        "way_out": way,
        "way_out_reason": "Zonder deze gegevens kan niemand veilig helpen." if way else "",
    }
