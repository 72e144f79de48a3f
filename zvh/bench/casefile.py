"""One invented case with everything in its file, as unsaved rows: what `build` writes in bulk."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db import models
from django.utils import timezone

from cases.models import (
    Aanmelding,
    Case,
    CaseGrant,
    Closing,
    Contribution,
    ContributionRelease,
    ContributionRequest,
    GrantReason,
    PhaseTransition,
    ReleaseLevel,
    State,
    Subject,
)
from cases.phases import Phase
from parties.dates import add_months
from parties.models import ClosingReason, ContributionKind
from zvh.bench.people import Crew, Person, some

PHASES = {
    Phase.CONCEPT: 2, Phase.AANMELDING: 8, Phase.TRIAGE: 17,
    Phase.CASUSOVERLEG: 35, Phase.AFSCHALING: 37, Phase.ENDED: 1,
}  # fmt: skip
STEPS = (
    (Phase.CONCEPT, "file_aanmelding", Phase.AANMELDING),
    (Phase.AANMELDING, "accept_for_triage", Phase.TRIAGE),
    (Phase.TRIAGE, "admit_to_casusoverleg", Phase.CASUSOVERLEG),
    (Phase.CASUSOVERLEG, "close_case", Phase.AFSCHALING),
)
GIVEN = ("Jan", "Fatma", "Piet", "Anouk", "Samira", "Kees", "Lotte", "Youssef")
SURNAMES = ("Kanarie", "Zilverreiger", "Ooievaar", "Kievit", "Boerenzwaluw", "IJsvogel", "Wielewaal", "Grutto")
SENTENCE = "Er zijn zorgen over wonen, werk en schulden; de buren melden overlast en de hulp komt niet binnen. "


@dataclass(frozen=True)
class Lists:
    """What rows of every case point at."""

    kind: ContributionKind
    reason: ClosingReason
    read_case: Permission
    read_contribution: Permission


def lists() -> Lists:
    kind, reason = ContributionKind.objects.first(), ClosingReason.objects.first()
    assert kind is not None and reason is not None
    rights = Permission.objects.filter(content_type__app_label="cases")
    return Lists(kind, reason, rights.get(codename="read_case"), rights.get(codename="read_contribution"))


@dataclass
class CaseFile:
    """Rows of one case, in the order in which they can be written."""

    case: Case
    rows: list[models.Model] = field(default_factory=list)


@dataclass
class Writer:
    """Writes invented cases from one source of chance, so that the same seed gives the same cases."""

    rng: Random
    today: date
    lists: Lists

    def case_file(self, crew: Crew, number: int, *, is_full: bool) -> CaseFile:
        """A case of this house; a full one is at the table with a contribution of every party."""
        phase = Phase.CASUSOVERLEG if is_full else self.rng.choices(list(PHASES), list(PHASES.values()))[0]
        author = self.rng.choice(crew.delegates)
        file = CaseFile(self._case(crew, number, phase, author))
        self._add_registration(file)
        self._add_steps(file, author, crew)
        if phase in (Phase.TRIAGE, Phase.CASUSOVERLEG):
            self._add_table(file, crew, is_full=is_full)
        return file

    def uuid(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def _case(self, crew: Crew, number: int, phase: Phase, author: Person) -> Case:
        assert author.party is not None
        began = self.today - timedelta(days=self.rng.randrange(1, 500))
        since = began + timedelta(days=self.rng.randrange((self.today - began).days + 1))
        case = Case(
            pk=self.uuid(), house=crew.house, approach=self.rng.choice(crew.approaches), phase=phase,
            number=None if phase == Phase.CONCEPT else f"{crew.house.code}-{began.year}-{number:06d}",
            filed_by=author.user, filed_by_party=author.party, opened_at=moment(began), phase_since=since,
        )  # fmt: skip
        if phase not in (Phase.CONCEPT, Phase.AANMELDING):
            case.procesregisseur = self.rng.choice(crew.regisseurs).user
        if phase == Phase.AFSCHALING:
            case.closing_reason, case.successful, case.closed_on = self.lists.reason, True, since
            case.archive_on, case.archive_readers = add_months(since, 6), ["procesregisseur", "procesondersteuner"]
            case.destroy_on, case.destroy_source = add_months(since, 12), "protocol art. 11.2"
        return case

    def _add_registration(self, file: CaseFile) -> None:
        case = file.case
        for order in range(self.rng.choices((1, 2, 3), (90, 8, 2))[0]):
            born = date(1950, 1, 1) + timedelta(days=self.rng.randrange(20_000))
            subject = Subject(  # type: ignore[misc]  # a sealed date is a text field to the plugin
                pk=self.uuid(), case=case, first_names=self.rng.choice(GIVEN), surname=self.rng.choice(SURNAMES),
                born_on=born, street="Voorbeeldstraat", house_number="1", place="Voorbeeldstad", order=order,
            )  # fmt: skip
            subject.set_indexes()
            file.rows.append(subject)
        texts = {name: SENTENCE * self.rng.randrange(1, 6) for name in ("problem", "tried", "urgency", "involved")}
        file.rows.append(Aanmelding(pk=self.uuid(), case=case, declared_correct_at=case.opened_at, **texts))

    def _add_steps(self, file: CaseFile, author: Person, crew: Crew) -> None:
        case, order = file.case, [target for _, _, target in STEPS]
        began = case.opened_at or moment(case.phase_since)
        reached = order.index(Phase(case.phase)) + 1 if case.phase in order else 0
        for source, verb, target in STEPS[:reached]:
            at = moment(case.phase_since) if target == case.phase else began
            file.rows.append(PhaseTransition(case=case, verb=verb, source=source, target=target, by=author.user, at=at))

    def _add_table(self, file: CaseFile, crew: Crew, *, is_full: bool) -> None:
        """Delegates, questions and contributions, released to every party at the table."""
        few = some(self.rng, crew.delegates, self.rng.randint(4, 8))
        seated = one_per_party(crew.delegates)[:12] if is_full else few
        file.rows += [self.grant(file.case, one) for one in seated]
        if file.case.phase != Phase.CASUSOVERLEG:
            return
        for one in seated if is_full else seated[: self.rng.randint(0, 4)]:
            self._add_contribution(file, one, seated, is_delivered=is_full or self.rng.random() < 0.7)

    def _add_contribution(self, file: CaseFile, one: Person, seated: list[Person], *, is_delivered: bool) -> None:
        assert one.party is not None
        case, at = file.case, moment(file.case.phase_since)
        due_on = self.today + timedelta(days=self.rng.randint(-30, 30))
        asked = ContributionRequest(
            pk=self.uuid(), case=case, party=one.party, phase=case.phase, question=SENTENCE, purpose="het plan",
            due_on=due_on, due_source="bench", remind_on=due_on, by=one.user, at=at,
        )  # fmt: skip
        file.rows.append(asked)
        if not is_delivered:
            return
        given = Contribution(
            pk=self.uuid(), case=case, request=asked, supplier=one.party, kind=self.lists.kind, phase=case.phase,
            state=State.DELIVERED, facts=SENTENCE * 6, opinion=SENTENCE * 2, release_level=ReleaseLevel.TABLE,
            author=one.user, delivered_at=at,
        )  # fmt: skip
        file.rows.append(given)
        groups = {other.party.group_id for other in seated if other.party} - {one.party.group_id}
        file.rows += [self._release(given, group, one) for group in sorted(groups)]

    def _release(self, given: Contribution, group: int, by: Person) -> ContributionRelease:
        return ContributionRelease(
            group_id=group, permission=self.lists.read_contribution, content_object=given, phase=given.phase,
            reason=GrantReason.RELEASED_TO_TABLE, granted_by=by.user, granted_at=moment(given.case.phase_since),
        )  # fmt: skip

    def grant(self, case: Case, one: Person) -> CaseGrant:
        assert one.party is not None and case.opened_at is not None
        return CaseGrant(
            user=one.user, permission=self.lists.read_case, content_object=case, party=one.party,
            reason=GrantReason.ASSIGNED, granted_by=one.user, granted_at=case.opened_at,
            from_date=timezone.localdate(case.opened_at), case_opened_at=case.opened_at,
        )  # fmt: skip

    def closing(self, case: Case) -> Closing:
        """A complete decision that waits for the procesregisseur."""
        return Closing(
            pk=self.uuid(), case=case, reason=self.lists.reason, successful=True, decided_on=self.today,
            explanation=SENTENCE, minutes=SENTENCE * 4, handover=SENTENCE, version=1,
        )  # fmt: skip


def moment(day: date | None) -> datetime:
    """Noon of that day."""
    assert day is not None
    return timezone.make_aware(datetime.combine(day, time(12)))


def one_per_party(people: list[Person]) -> list[Person]:
    return list({one.party.pk: one for one in people if one.party}.values())
