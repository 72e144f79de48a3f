"""A drawn life, done: every step by who takes it, on its day, through the workflow."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.db import transaction

from cases.demo import MANAGER, Teller
from cases.lettertext import Said, address_of, name_of
from cases.models import Action, AgendaItem, Case, CaseGrant, ContributionRequest, Meeting, ReleaseLevel, State
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
from cases.workflow.action import add_action, report_action
from cases.workflow.agenda import plan_meeting, put_on_agenda
from cases.workflow.asking import ask_contribution, parties_to_ask
from cases.workflow.closing import close_case, confirm_closing, decided_by_both, prepare_closing
from cases.workflow.closing_criteria import Judgement
from cases.workflow.completeness import grounds_of, open_kinds, ways_out
from cases.workflow.contribution import answer_without, deliver, save_draft, start_contribution
from cases.workflow.invitation import invite
from cases.workflow.lawful import parties_to_assign
from cases.workflow.letterbook import record_sent, write_letter
from cases.workflow.meeting import finish_item, record_attendance, save_minutes, start_item
from cases.workflow.plan import adopt_plan, name_casusregisseur, save_plan, score_domain
from cases.workflow.planroles import Part as Role
from cases.workflow.planroles import parties_in
from cases.workflow.subject import add_subject
from cases.workflow.trend import note_trend
from cases.workflow.triage import Part, criteria_of, decide_triage, judge_criterion, prepare_triage
from cases.workflow.triageparts import choices
from parties.choices import Consequence, LetterKind
from parties.models import ClosingReason, Delegation, House, LifeDomain, Party, Trend, TriageOutcome
from zvh.actor import Actor, acting_as
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.simulation.life import Answer, Life, Talk, Task, Way

ABOUT_MAIL = ("send_letter", "send_digest")
BEGINS = time(9)
CRITERION = "Drie maanden geen meldingen."


class Casework:
    """The work of one house. A case of which a step can not be taken stops there, and says so."""

    def __init__(self, house: House, teller: Teller) -> None:
        self.house, self.teller = house, teller
        self.regisseur = teller.regisseur
        self.domains = list(LifeDomain.objects.all())
        self._meetings: dict[date, Meeting] = {}

    @transaction.atomic
    def live(self, life: Life) -> Case:
        """The whole life in one transaction; letters of a time that is over are not sent."""
        with open_keyring():
            case = self._filed(life)
            if life.judged_on:
                case = self._judged(case, life)
        Job.objects.filter(finished_at=None, name__startswith="mail_").delete()
        Job.objects.filter(finished_at=None, name__in=ABOUT_MAIL).delete()
        return case

    def _filed(self, life: Life) -> Case:
        with acting_as(self.teller.delegate(life.reporter).pk, life.filed_on) as by:
            case = start_draft(self.house, self.house.approaches.get(code=life.approach), by=by)
            add_subject(
                case, by=by, first_names="Simul", surname=life.person.surname, born_on=life.person.born_on, place="Voorbeeldstad"
            )  # fmt: skip
            describe_situation(case, by=by, problem="Er zijn meldingen uit drie ketens.", tried="Gesprekken.")
            for place, criterion in enumerate(case.approach.own_criteria()):
                is_met = place != life.unmet
                mark_criterion(case, criterion.pk, is_met=is_met, explanation="Blijkt uit de meldingen.", by=by)
            declare_correct(case, by=by)
            return file_aanmelding(case, by=by)

    def _judged(self, case: Case, life: Life) -> Case:
        assert life.judged_on
        with acting_as(self.regisseur.pk, life.judged_on) as by:
            if life.way == Way.REJECTED:
                return reject(case, feedback="Dit kan de gemeente zelf oplossen.", by=by)
            case = accept_for_triage(case, explanation="Meer ketens zijn nodig.", by=by)
        return self._decided(case, life) if life.decided_on else case

    def _decided(self, case: Case, life: Life) -> Case:
        assert life.decided_on
        admitted = life.way == Way.AT_TABLE
        wanted = Consequence.CASUSOVERLEG if admitted else Consequence.DATA_REMOVED
        outcome = TriageOutcome.objects.of_house(self.house).filter(consequence=wanted, forwards_locally=False)[0]
        with acting_as(self.regisseur.pk, life.decided_on) as by:
            for trend in Trend.objects.filter(code__in=life.trends):
                note_trend(case, trend, by=by)
            for place, criterion in enumerate(criteria_of(case)):
                judge_criterion(case, criterion, is_met=place != life.unmet, explanation="Zie de aanmelding.", by=by)
            prepare_triage(
                case, version=0, outcome=outcome, parties=self._parts(case, life), reasons="Zie het verslag.", by=by,
                purpose="Samen een plan maken.", themes="Wonen en veiligheid.", feedback="Wij hebben besloten.",
            )  # fmt: skip
            case = decide_triage(case, version=1, by=by)
        return self._at_table(case, life) if life.asked_on else case

    def _parts(self, case: Case, life: Life) -> dict[Part, Iterable[Party]]:
        """Who decides by the rules of the house, and of who is drawn those who may sit at this table."""
        offered = choices(case, today=life.decided_on)  # type: ignore[arg-type]
        needed = {one.party.pk for one in self._people(life.partners)}
        return {
            Part.AGREED: offered[Part.AGREED],
            Part.TOOK_PART: offered[Part.TOOK_PART],
            Part.RELEVANT: [party for party in offered[Part.RELEVANT] if party.pk in needed],
        }

    def _people(self, kinds: Iterable[str]) -> list[Delegation]:
        return [self.teller.delegate(kind) for kind in kinds]

    def _at_table(self, case: Case, life: Life) -> Case:
        assert life.asked_on
        with acting_as(self.regisseur.pk, life.asked_on) as by:
            self._inform(case, life.asked_on, by)
            lawful = {party.pk for party in parties_to_assign(case, today=by.today)}
            people = {
                kind: one for kind in life.partners if (one := self.teller.delegate(kind)).party.pk in lawful
            }  # fmt: skip
            for delegation in people.values():
                assign_delegate(case, delegation, decision=Decision.TRIAGE, by=by)
            parties = [one for one in parties_to_ask(case, by.today) if one in {each.party for each in people.values()}]
            requests = ask_contribution(case, parties=parties, question="Wat speelt er?", purpose="Plan.", by=by)
        self._answer(case, life, people, requests)
        for number, talk in enumerate(life.talks):
            self._discuss(case, talk, people, is_first=number == 0)
        return self._closed(case, life, people) if life.closed_on else case

    def _inform(self, case: Case, on: date, by: Actor) -> None:
        for subject in case.subjects.all():
            said = Said(name_of(subject), address_of(subject) or "Adres bekend bij het huis", MANAGER, on)
            letter = write_letter(case, subject, LetterKind.NOTICE, said, by=by)
            record_sent(letter, on=on, version=letter.version, by=by)

    def _answer(
        self, case: Case, life: Life, people: dict[str, Delegation], requests: list[ContributionRequest]
    ) -> None:
        asked = {request.party_id: request for request in requests}
        for kind, answer, on in life.answers:
            if answer == Answer.SILENT or kind not in people:
                continue
            with acting_as(people[kind].pk, on) as by:
                request = asked[people[kind].party.pk]
                if answer == Answer.NOTHING:
                    answer_without(request, state=State.NOTHING, reason="Niet bekend bij ons.", by=by)
                else:
                    self._deliver(case, people[kind].party, request, by)

    def _deliver(self, case: Case, party: Party, request: ContributionRequest, by: Actor) -> None:
        way = next((one for one in ways_out(party) if one != "toestemming"), "")
        values: dict[str, Any] = {
            "kind": open_kinds(case)[0], "facts": "Drie contacten in een maand.", "opinion": "Het wordt erger.",
            "ground": next(iter(grounds_of(party.pk)), None), "way_out": way, "way_out_reason": "Nodig voor hulp." if way else "",
            "release_level": ReleaseLevel.TABLE,
        }  # fmt: skip
        started = start_contribution(case, request=request, by=by)
        draft = save_draft(started, values=values, version=started.version, by=by)
        deliver(draft, version=draft.version, by=by)

    def _meeting(self, on: date, by: Actor) -> Meeting:
        """All cases of a day are discussed in one meeting."""
        if on not in self._meetings:
            self._meetings[on] = plan_meeting(self.house, on=on, starts_at=BEGINS, place="Vergaderzaal 1", by=by)
        return self._meetings[on]

    def _discuss(self, case: Case, talk: Talk, people: dict[str, Delegation], *, is_first: bool) -> None:
        invited = {kind: people[kind] for kind in talk.invited if kind in people}
        with acting_as(self.regisseur.pk, talk.on) as by:
            case.refresh_from_db()
            item = put_on_agenda(case, self._meeting(talk.on, by), purpose="Hoe gaat het nu?", by=by)
            invite(item, invited.values(), by=by)
            kinds = {one.user_id: kind for kind, one in invited.items()}
            for seat in item.invitations.all():
                is_there = kinds[seat.user_id] not in talk.absent
                record_attendance(item, seat, is_present=is_there, declared=is_there, by=by)
            item = start_item(item, by=by)
            for domain, level in zip(self.domains, talk.levels, strict=True):
                score_domain(item, domain, level=level, by=by)
            agreed = [self._agree(case, task, invited, item, by) for task in talk.tasks]
            if is_first:
                self._plan(case, people["gemeente"], by)
            save_minutes(
                item, texts=dict.fromkeys(("picture", "judgement", "decision"), "Zie het plan."), version=0, by=by
            )
            finish_item(item, by=by)
        for task, action in agreed:
            self._report(task, action, people)

    def _agree(
        self, case: Case, task: Task, people: dict[str, Delegation], item: AgendaItem, by: Actor
    ) -> tuple[Task, Action]:
        one = people.get(task.party) or people["gemeente"]
        action = add_action(
            case, what="Gaat in gesprek.", due_on=task.due_on, party=one.party, user=one.user, item=item, by=by
        )  # fmt: skip
        return task, action

    def _report(self, task: Task, action: Action, people: dict[str, Delegation]) -> None:
        if task.reported_on:
            one = people.get(task.party) or people["gemeente"]
            with acting_as(one.pk, task.reported_on) as by:
                report_action(action, state=task.state, result="Besproken.", by=by)

    def _plan(self, case: Case, leader: Delegation, by: Actor) -> None:
        grant = CaseGrant.objects.get(content_object=case, user=leader.user, party=leader.party)
        name_casusregisseur(case, grant, by=by)
        texts = {"goal": "Rust.", "criteria": CRITERION, "zsm_advice": ""}
        roles = {party.pk: Role("Doet mee.", "Nieuwe meldingen.") for party in parties_in(case)}
        save_plan(case, texts=texts, roles=roles, version=0, by=by)
        adopt_plan(case, version=1, by=by)

    def _closed(self, case: Case, life: Life, people: dict[str, Delegation]) -> Case:
        assert life.closed_on
        case.refresh_from_db()
        with acting_as(self.regisseur.pk, life.closed_on) as by:
            closing = prepare_closing(
                case, version=0, reason=ClosingReason.objects.get(code=life.reason), successful=life.successful,
                decided_on=life.closed_on, explanation="Zie het plan.", handover="Houdt contact.",
                judgements={CRITERION: Judgement(life.successful, "Zie het plan.")}, by=by,
            )  # fmt: skip
        if decided_by_both(case):
            for one in (self.regisseur, people["gemeente"]):
                with acting_as(one.pk, life.closed_on) as by:
                    confirm_closing(case, version=closing.version, by=by)
        with acting_as(self.regisseur.pk, life.closed_on) as by:
            return close_case(case, version=closing.version, by=by)
