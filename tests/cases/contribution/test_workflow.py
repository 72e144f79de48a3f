"""A contribution is its supplier's: asked, delivered, released, re-assessed, corrected, withdrawn (03, R3 and R4)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from cases.models import (
    Case,
    Consent,
    Contribution,
    ContributionRelease,
    ContributionRequest,
    ContributionVersion,
    GrantHistory,
    Reassessment,
    ReleaseRequest,
    State,
)
from cases.nightly import remind_suppliers
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow import completeness, release
from cases.workflow import contribution as work
from cases.workflow.asking import ask_contribution
from cases.workflow.consent import note_consent
from cases.workflow.letters import send_letter
from cases.workflow.reassessment import answer_reassessment
from tests.cases.contribution import story
from tests.cases.contribution.story import FACTS, ask, deliver, draft, open_table, to_casusoverleg, who_reads
from tests.cast import Cast, party_of
from zvh.actor import acting_as, acting_as_system
from zvh.models import Job
from zvh.sealing import open_keyring
from zvh.versions import Overtaken

HOUSE = {"rosa", "otto", "mara"}


def test_asking_gives_each_party_its_own_request_with_the_term(cast: Cast, triage: Case) -> None:
    asked = ask(cast, triage, cast.piet, cast.gea)
    with acting_as(cast.rosa.pk) as rosa:
        assert {one.due_on for one in asked} == {rosa.today + timedelta(days=14)}
        assert {one.due_source for one in asked} == {"keuze van het huis"}
        assert ContributionRequest.objects.visible_to(rosa).count() == 2
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        mine = ContributionRequest.objects.visible_to(piet).get()
        assert (mine.party, mine.question) == (cast.piet.party, "Wat is er bekend?")
        assert ContributionRequest.objects.count() == 1
    with acting_as(cast.gijs.pk) as gijs:
        assert not ContributionRequest.objects.visible_to(gijs).exists()
        assert not ContributionRequest.objects.exists()


def test_a_party_without_delegate_in_the_case_can_not_be_asked(cast: Cast, triage: Case) -> None:
    assert cast.wil.party
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(StepNotAllowed):
        ask_contribution(triage, parties=[cast.wil.party], question="v", purpose="d", by=rosa)


@pytest.mark.parametrize("name", ["mara", "piet", "zoe", "abel"])
def test_only_casework_staff_of_the_house_ask(cast: Cast, triage: Case, name: str) -> None:
    party = cast.gea.party
    with open_keyring(), acting_as(getattr(cast, name).pk) as actor, pytest.raises(NotAllowed):
        ask_contribution(triage, parties=[party], question="v", purpose="d", by=actor)


def test_a_draft_is_the_partys_own(cast: Cast, triage: Case) -> None:
    assert who_reads(cast, draft(triage, cast.piet)) == {"piet"}


def test_delivered_is_read_by_the_house_and_nobody_else(cast: Cast, triage: Case) -> None:
    for level in ("huis", "tafel"):
        assert who_reads(cast, deliver(triage, cast.piet, release_level=level)) == HOUSE | {"piet"}


def test_what_is_missing_is_named_and_stops_delivery(cast: Cast, triage: Case) -> None:
    made = draft(triage, cast.gea, facts="", kind="woonsituatie", release_level="partijen")
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        fields = [field for _, field in completeness.missing_to_deliver(made)]
        assert fields == ["kind", "facts", "ground", "chosen_party_ids"]
        with pytest.raises(StepNotAllowed):
            work.deliver(made, version=made.version, by=gea)


def test_what_was_checked_is_what_is_sent(cast: Cast, triage: Case) -> None:
    made = draft(triage, cast.piet)
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        work.save_draft(made, values={"facts": "anders"}, version=made.version, by=piet)
        with pytest.raises(Overtaken) as stale:
            work.deliver(made, version=made.version, by=piet)
        assert stale.value.stored.facts == "anders"


def test_a_care_party_names_its_way_out_of_secrecy(cast: Cast, triage: Case) -> None:
    def missing(**changes: Any) -> list[str]:
        made = draft(triage, cast.gijs, **changes)
        with open_keyring(), acting_as(cast.gijs.pk):
            return [field for _, field in completeness.missing_to_deliver(made)]

    assert missing() == ["way_out"]
    assert missing(way_out="goede-zorg") == ["way_out_reason"]
    assert missing(way_out="goede-zorg", way_out_reason="gevaar voor een kind") == []
    assert missing(way_out="toestemming") == ["way_out"]
    _say(cast, triage, Consent.State.GIVEN)
    assert missing(way_out="toestemming") == []
    _say(cast, triage, Consent.State.WITHDRAWN)
    assert missing(way_out="toestemming") == ["way_out"]


def _say(cast: Cast, case: Case, state: str, told: bool = True) -> None:
    with open_keyring(), acting_as(cast.gijs.pk) as gijs:
        subject = case.subjects.get()
        note_consent(case, subject=subject, state=state, on=gijs.today, told_of_withdrawal=told, by=gijs)


def test_victim_support_has_one_way_out(cast: Cast) -> None:
    party = party_of(cast.house, "slachtofferhulp")
    assert [way.value for way in completeness.ways_out(party)] == ["toestemming"]
    assert completeness.ways_out(cast.piet.party) == []


def test_consent_counts_only_for_who_knows_it_can_be_withdrawn(cast: Cast, triage: Case) -> None:
    with pytest.raises(StepNotAllowed):
        _say(cast, triage, Consent.State.GIVEN, told=False)


def test_withdrawn_consent_closes_what_rested_on_it(cast: Cast, triage: Case) -> None:
    _say(cast, triage, Consent.State.GIVEN)
    open_table(cast, triage, cast.piet, cast.gijs)
    made = deliver(triage, cast.gijs, release_level="tafel", way_out="toestemming")
    assert who_reads(cast, made) == HOUSE | {"gijs", "piet"}
    assert _letters("toestemming-ingetrokken") == []
    _say(cast, triage, Consent.State.WITHDRAWN)
    assert who_reads(cast, made) == HOUSE | {"gijs"}
    assert _letters("toestemming-ingetrokken") == [cast.piet.user.pk], "who could read it is told (protocol 13.7)"


def test_consent_is_read_by_the_party_that_asked_it_and_the_house(cast: Cast, triage: Case) -> None:
    _say(cast, triage, Consent.State.GIVEN)
    seen = {}
    for name in ("gijs", "rosa", "piet", "zoe"):
        with acting_as(getattr(cast, name).pk) as actor:
            seen[name] = (Consent.objects.visible_to(actor).count(), Consent.objects.count())
    assert seen == {"gijs": (1, 1), "rosa": (1, 1), "piet": (0, 0), "zoe": (0, 0)}


def test_nothing_or_a_refusal_with_its_reason_is_an_answer(cast: Cast, triage: Case) -> None:
    first, second = ask(cast, triage, cast.piet, cast.gea)
    by_party = {first.party_id: first, second.party_id: second}
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        asked = by_party[gea.party_id]
        with pytest.raises(StepNotAllowed):
            work.answer_without(asked, state=State.REFUSED, reason="", by=gea)
        work.answer_without(asked, state=State.REFUSED, reason="geen grond", by=gea)
        with pytest.raises(StepNotAllowed):
            work.answer_without(asked, state=State.NOTHING, reason="", by=gea)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        answers = {one.pk: one.is_answered for one in ContributionRequest.objects.visible_to(rosa).with_answer()}
        assert answers[by_party[cast.gea.party.pk].pk] is True
        assert answers[by_party[cast.piet.party.pk].pk] is False
        assert Contribution.objects.visible_to(rosa).get().refusal == "geen grond"
    with acting_as(cast.piet.pk) as piet:
        assert not Contribution.objects.visible_to(piet).exists()


def test_another_party_can_not_answer(cast: Cast, triage: Case) -> None:
    (asked,) = ask(cast, triage, cast.piet)
    with open_keyring(), acting_as(cast.gea.pk) as gea, pytest.raises(NotAllowed):
        work.answer_without(asked, state=State.NOTHING, reason="", by=gea)


# --- release ----------------------------------------------------------------------------------------------------------


def test_the_table_opens_for_the_parties_at_the_meeting_only(cast: Cast, triage: Case) -> None:
    shared, kept = (
        deliver(triage, cast.piet, release_level="tafel"),
        deliver(triage, cast.piet, release_level="huis"),
    )
    assert who_reads(cast, shared) == HOUSE | {"piet"}
    open_table(cast, triage, cast.piet, cast.olga)
    assert who_reads(cast, shared) == HOUSE | {"piet", "olga"}
    assert who_reads(cast, kept) == HOUSE | {"piet"}


def test_a_party_invited_later_needs_the_suppliers_yes(cast: Cast, triage: Case) -> None:
    shared = deliver(triage, cast.piet, release_level="tafel")
    open_table(cast, triage, cast.piet, cast.olga)
    open_table(cast, triage, cast.piet, cast.olga, cast.gea)
    assert who_reads(cast, shared) == HOUSE | {"piet", "olga"}
    _answer_all(cast, is_yes=True)
    assert who_reads(cast, shared) == HOUSE | {"piet", "olga", "gea"}


def _answer_all(cast: Cast, *, is_yes: bool) -> None:
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        for asked in ReleaseRequest.objects.visible_to(piet).open():
            release.answer_release(asked, is_yes=is_yes, by=piet)


def test_what_comes_in_after_the_opening_reaches_the_table_at_once(cast: Cast, triage: Case) -> None:
    open_table(cast, triage, cast.piet, cast.olga)
    assert who_reads(cast, deliver(triage, cast.piet, release_level="tafel")) == HOUSE | {"piet", "olga"}


def test_chosen_parties_read_from_the_opening_on_and_no_others(cast: Cast, triage: Case) -> None:
    chosen = [cast.gea.party.pk]
    made = deliver(triage, cast.piet, release_level="partijen", chosen_party_ids=chosen)
    assert who_reads(cast, made) == HOUSE | {"piet"}
    open_table(cast, triage, cast.piet, cast.olga, cast.gea)
    assert who_reads(cast, made) == HOUSE | {"piet", "gea"}


def test_opening_before_the_meeting_takes_both_the_procesregisseur_and_the_supplier(cast: Cast, triage: Case) -> None:
    made = deliver(triage, cast.piet, release_level="huis")
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        with pytest.raises(StepNotAllowed):
            release.open_before_meeting(made, party=cast.olga.party, consulted=None, by=rosa)
        release.open_before_meeting(made, party=cast.olga.party, consulted=cast.piet.party, by=rosa)
    assert who_reads(cast, made) == HOUSE | {"piet"}
    _answer_all(cast, is_yes=False)
    assert who_reads(cast, made) == HOUSE | {"piet"}


def test_the_suppliers_yes_opens_it_before_the_meeting(cast: Cast, triage: Case) -> None:
    made = deliver(triage, cast.piet, release_level="huis")
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        release.open_before_meeting(made, party=cast.olga.party, consulted=cast.piet.party, by=rosa)
    _answer_all(cast, is_yes=True)
    assert who_reads(cast, made) == HOUSE | {"piet", "olga"}


@pytest.mark.parametrize("name", ["otto", "mara", "olga"])
def test_only_the_procesregisseur_opens_before_the_meeting(cast: Cast, triage: Case, name: str) -> None:
    made = deliver(triage, cast.piet)
    with open_keyring(), acting_as(getattr(cast, name).pk) as actor, pytest.raises(NotAllowed):
        release.open_before_meeting(made, party=cast.gea.party, consulted=cast.piet.party, by=actor)


def test_the_supplier_narrows_at_any_time(cast: Cast, triage: Case) -> None:
    made = deliver(triage, cast.piet, release_level="tafel")
    open_table(cast, triage, cast.piet, cast.olga, cast.gea)
    assert who_reads(cast, made) == HOUSE | {"piet", "olga", "gea"}
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        release.set_release(made, level="partijen", party_ids=[cast.gea.party.pk], by=piet)
    assert who_reads(cast, made) == HOUSE | {"piet", "gea"}
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        release.set_release(made, level="huis", by=piet)
    assert who_reads(cast, made) == HOUSE | {"piet"}
    with acting_as(cast.rosa.pk):
        given = GrantHistory.objects.filter(kind="contributionrelease", object_id=made.pk)
        assert (given.filter(given=True).count(), given.filter(given=False).count()) == (2, 2)


@pytest.mark.parametrize("name", ["rosa", "mara", "olga", "zoe"])
def test_nobody_but_the_supplier_releases(cast: Cast, triage: Case, name: str) -> None:
    made = deliver(triage, cast.piet)
    with open_keyring(), acting_as(getattr(cast, name).pk) as actor, pytest.raises(NotAllowed):
        release.set_release(made, level="tafel", by=actor)


def test_a_party_that_6_4_does_not_name_reads_by_name_and_with_a_ground_only(cast: Cast, triage: Case) -> None:
    from tests.cast import delegate

    corporatie = delegate("Cor", party_of(cast.house, "woningcorporatie"), cast.house)
    with acting_as(cast.rosa.pk) as rosa:
        story.assign(triage, corporatie, rosa)
    made = deliver(triage, cast.piet, release_level="tafel")
    open_table(cast, triage, corporatie, cast.olga)

    def reads() -> bool:
        with acting_as(corporatie.pk) as actor:
            return Contribution.objects.visible_to(actor).exists()

    assert who_reads(cast, made) == HOUSE | {"piet", "olga"} and not reads()
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        named = {"level": "partijen", "party_ids": [corporatie.party.pk]}
        with pytest.raises(StepNotAllowed):
            release.set_release(made, **named, by=piet)
        release.set_release(made, **named, unnamed_ground="afspraak 3 in het plan", by=piet)
        assert "strafrechtelijke gegevens" in _warning(made, corporatie.party)
    assert reads()


def _warning(made: Contribution, party: Any) -> str:
    made.data_class = "strafrechtelijk"
    (text,) = release.release_warnings(made, [party])
    return text


# --- the second line --------------------------------------------------------------------------------------------------


def _release_in_sql(person: Any, contribution: Contribution, group_id: int) -> int:
    """Rows that this person can insert behind the back of the workflow."""
    with acting_as(person.pk) as actor, connection.cursor() as cursor:
        try:
            with transaction.atomic():
                cursor.execute(
                    "insert into cases_contributionrelease (content_object_id, group_id, permission_id, phase, reason,"
                    " granted_by_id, granted_at) select %s, %s, app.permission('contribution', 'read_contribution'),"
                    " 'triage', 'tafel', %s, now()",
                    [contribution.pk, group_id, actor.user_id],
                )
                return cursor.rowcount
        except ProgrammingError:
            return 0


def test_staff_release_in_the_database_only_on_the_suppliers_yes(cast: Cast, triage: Case) -> None:
    kept, shared = (
        deliver(triage, cast.piet, release_level="huis"),
        deliver(triage, cast.piet, release_level="tafel"),
    )
    group = cast.olga.party.group_id
    assert _release_in_sql(cast.rosa, shared, group) == 1
    assert _release_in_sql(cast.rosa, kept, group) == 0
    assert _release_in_sql(cast.olga, kept, group) == 0
    assert _release_in_sql(cast.zoe, shared, cast.gea.party.group_id) == 0


def test_nobody_else_changes_the_text_in_the_database(cast: Cast, triage: Case) -> None:
    made = deliver(triage, cast.piet, release_level="tafel")
    open_table(cast, triage, cast.olga)
    changed = {}
    for name in ("piet", "rosa", "olga", "zoe"):
        with acting_as(getattr(cast, name).pk), connection.cursor() as cursor:
            cursor.execute("update cases_contribution set version = version where id = %s", [made.pk])
            changed[name] = cursor.rowcount
    assert changed == {"piet": 1, "rosa": 0, "olga": 0, "zoe": 0}


@pytest.mark.parametrize("way", ["delivered", "nothing", "refused", "closed"])
def test_who_was_asked_is_reminded_every_term_until_there_is_an_answer(cast: Cast, triage: Case, way: str) -> None:
    (request,) = ask(cast, triage, cast.piet)
    draft(triage, cast.piet, request)
    letters = Job.objects.filter(name="send_letter", arguments__letter="bijdrage-te-laat")

    def reminded(days: int) -> tuple[int, int]:
        with open_keyring(), acting_as_system():
            return remind_suppliers(request.due_on + timedelta(days=days)), letters.count()

    assert reminded(-1) == (0, 0)
    assert reminded(0) == (1, 1), "a draft is no answer"
    assert reminded(0) == reminded(1) == (0, 1)
    assert reminded(60) == (1, 2)
    assert {one.arguments["user_id"] for one in letters} == {str(cast.piet.user.pk)}
    ended(cast, triage, request, way)
    assert reminded(200) == (0, 2)


def ended(cast: Cast, case: Case, request: ContributionRequest, way: str) -> None:
    if way == "closed":
        Case.objects.filter(pk=case.pk).update(phase="afschaling")
    elif way == "delivered":
        deliver(case, cast.piet, request=request)
    else:
        state = State.NOTHING if way == "nothing" else State.REFUSED
        with open_keyring(), acting_as(cast.piet.pk) as piet:
            work.answer_without(request, state=state, reason="geen grond", by=piet)


def test_a_colleague_of_the_supplier_who_is_not_assigned_sees_nothing(cast: Cast, triage: Case) -> None:
    from tests.cast import delegate

    colleague = delegate("Pam", cast.piet.party, cast.house)
    made = deliver(triage, cast.piet)
    assert who_reads(cast, made) == HOUSE | {"piet"}
    with open_keyring(), acting_as(colleague.pk) as pam:
        assert not Contribution.objects.visible_to(pam).exists()
        assert not Contribution.objects.exists()
        with pytest.raises(NotAllowed):
            work.withdraw(made, by=pam)


# --- afterwards -------------------------------------------------------------------------------------------------------


def test_a_correction_keeps_the_old_text_for_supplier_and_house(cast: Cast, triage: Case) -> None:
    made = deliver(triage, cast.piet, release_level="tafel")
    open_table(cast, triage, cast.olga)
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        made = work.correct(
            made,
            values={"facts": "Kanarie zong twee keer", "opinion": ""},
            reason="telfout",
            version=made.version,
            by=piet,
        )
    assert who_reads(cast, made) == HOUSE | {"piet", "olga"}
    for name, texts in {"piet": [FACTS], "rosa": [FACTS], "olga": []}.items():
        with open_keyring(), acting_as(getattr(cast, name).pk) as actor:
            assert [one.facts for one in ContributionVersion.objects.visible_to(actor)] == texts
            assert ContributionVersion.objects.count() == len(texts)
    assert _letters("bijdrage-verbeterd") == [cast.rosa.user.pk]


def _letters(letter: str) -> list[int]:
    jobs = Job.objects.filter(name="send_letter", arguments__letter=letter)
    return sorted(int(job.arguments["user_id"]) for job in jobs)


def test_withdrawing_leaves_a_stub_without_text_and_tells_who_could_read_it(cast: Cast, triage: Case) -> None:
    made = deliver(triage, cast.piet, release_level="tafel", opinion="Mening", conditions="Niet voor de krant")
    open_table(cast, triage, cast.olga)
    assert who_reads(cast, made) == HOUSE | {"piet", "olga"}
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        work.correct(made, values={"facts": "b", "opinion": "c"}, reason="d", version=made.version, by=piet)
        made = work.withdraw(made, by=piet)
    assert who_reads(cast, made) == HOUSE | {"piet"}
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        stub = Contribution.objects.visible_to(rosa).get()
        assert (stub.state, stub.facts, stub.opinion, stub.conditions) == (State.WITHDRAWN, "", "", "")
        assert not ContributionVersion.objects.exists() and not ContributionRelease.objects.exists()
    assert _letters("bijdrage-ingetrokken") == sorted([cast.olga.user.pk, cast.rosa.user.pk])


def test_letters_say_nothing_but_where_to_look(cast: Cast, triage: Case, mailoutbox: list[Any]) -> None:
    ask(cast, triage, cast.piet)
    job = Job.objects.get(name="send_letter", arguments__letter="bijdrage-gevraagd")
    send_letter(**job.arguments)
    (mail,) = mailoutbox
    assert mail.to == [cast.piet.user.email]
    assert triage.number not in mail.subject + mail.body and "Jansen" not in mail.body
    assert "/mijn-werk/" in mail.body
    cast.piet.user.is_active = False
    cast.piet.user.save()
    send_letter(**job.arguments)
    assert len(mailoutbox) == 1


# --- a next phase -----------------------------------------------------------------------------------------------------


def test_a_next_phase_closes_everything_until_the_supplier_speaks(cast: Cast, triage: Case) -> None:
    shared = deliver(triage, cast.piet, release_level="tafel")
    draft(triage, cast.gea)
    open_table(cast, triage, cast.olga, cast.gea)
    assert who_reads(cast, shared) == HOUSE | {"piet", "olga", "gea"}
    case = to_casusoverleg(cast, triage)
    assert who_reads(cast, shared) == HOUSE | {"piet"}
    with acting_as(cast.rosa.pk) as rosa:
        waiting = Reassessment.objects.visible_to(rosa).get()
        assert (waiting.contribution, waiting.phase) == (shared, "casusoverleg")
        assert waiting.due_on == rosa.today + timedelta(days=7)
    open_table(cast, case, cast.olga, cast.gea)
    assert who_reads(cast, shared) == HOUSE | {"piet"}
    assert _release_in_sql(cast.rosa, shared, cast.olga.party.group_id) == 0
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        answer_reassessment(shared, answer="delen", level="tafel", by=piet)
        with pytest.raises(StepNotAllowed):
            answer_reassessment(shared, answer="huis", by=piet)
    assert who_reads(cast, shared) == HOUSE | {"piet", "olga", "gea"}


@pytest.mark.parametrize(("answer", "facts"), [("huis", FACTS), ("niet-nodig", "")])
def test_needed_by_the_house_only_or_no_longer_needed(cast: Cast, triage: Case, answer: str, facts: str) -> None:
    made = deliver(triage, cast.piet, release_level="tafel")
    case = to_casusoverleg(cast, triage)
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        made = answer_reassessment(made, answer=answer, by=piet)
    open_table(cast, case, cast.olga)
    assert made.facts == facts
    assert who_reads(cast, made) == HOUSE | {"piet"}


@pytest.mark.parametrize("name", ["rosa", "olga", "zoe"])
def test_nobody_else_answers_the_reassessment(cast: Cast, triage: Case, name: str) -> None:
    made = deliver(triage, cast.piet)
    to_casusoverleg(cast, triage)
    with open_keyring(), acting_as(getattr(cast, name).pk) as actor, pytest.raises(NotAllowed):
        answer_reassessment(made, answer="delen", level="tafel", by=actor)


def test_an_opening_before_the_meeting_does_not_outlive_its_phase(cast: Cast, triage: Case) -> None:
    made = deliver(triage, cast.piet)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        asked = release.open_before_meeting(made, party=cast.olga.party, consulted=cast.piet.party, by=rosa)
    to_casusoverleg(cast, triage)
    with open_keyring(), acting_as(cast.piet.pk) as piet, pytest.raises(StepNotAllowed):
        release.answer_release(asked, is_yes=True, by=piet)


def test_kinds_open_with_their_phase(cast: Cast, triage: Case) -> None:
    def codes(case: Case) -> set[str]:
        return {kind.code for kind in completeness.open_kinds(case)}

    assert "politieregistraties" in codes(triage) and "woonsituatie" not in codes(triage)
    assert "woonsituatie" in codes(to_casusoverleg(cast, triage))


def test_a_date_chosen_by_the_house_says_so(cast: Cast, triage: Case) -> None:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        (asked,) = ask_contribution(
            triage, parties=[cast.gea.party], question="v", purpose="d", due_on=date(2026, 12, 31), by=rosa
        )
    assert (asked.due_on, asked.due_source) == (date(2026, 12, 31), "datum gekozen door het huis")
