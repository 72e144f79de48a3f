"""A request that was granted is carried out: corrected by the supplier, standing still, removed with the proof of destruction (S66)."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from cases.models import Case, Contribution, ContributionVersion, Dispute, LogEntry
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed, may
from cases.workflow.contribution import deliver, start_contribution
from privacy import carryingout, dossiers, nightly
from privacy.models import AccessLogLine, Breach, DestructionRecord, RequestMeasure, RequestQuestion, SubjectRequest
from tests.access.world import rich_case
from tests.cases import story
from tests.cast import Cast, Person, staff
from tests.privacy.registering import breach_of
from tests.privacy.stories import is_readable
from tests.privacy.test_requests import BORN, REGISTER, decided, letters, linked, registered, seen, sent
from zvh import keystore
from zvh.actor import acting_as, acting_as_system
from zvh.sealing import open_keyring
from zvh.today import today

pytestmark = pytest.mark.django_db
TEXT = "Feit"


@pytest.fixture
def case(cast: Cast) -> Case:
    """At the table, with a contribution of the gemeente and one of politie."""
    made = story.at_table(cast, cast.gea, cast.piet, born=BORN)
    for person in (cast.gea, cast.piet):
        story.delivered(made, person)
    return made


def granted(cast: Cast, case: Case, kind: str, outcome: str = "toegewezen") -> SubjectRequest:
    made = linked(cast, registered(cast, kind), case)
    seen(cast, made)
    heard = today() if made.goes_to_body else None
    return decided(cast, made, outcome, heard_on=heard, reason="Omdat" if outcome == "deels" else "")


def of(case: Case, person: Person) -> Contribution:
    return Contribution.objects.get(case=case, supplier=person.party)


def asked(cast: Cast, request: SubjectRequest, case: Case) -> RequestQuestion:
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        return carryingout.ask_change(request, of(case, cast.gea), what="Kanarieverbetering", by=mara)


def restricted(cast: Cast, request: SubjectRequest, case: Case) -> RequestMeasure:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        return carryingout.restrict_case(request, case, by=rosa)


def removal(cast: Cast, request: SubjectRequest, case: Case) -> RequestMeasure:
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        return carryingout.ask_removal(request, case, by=mara)


def confirmed(cast: Cast, measure: RequestMeasure, by: Person | None = None) -> None:
    with acting_as((by or cast.rik).pk) as actor:
        carryingout.confirm_removal(measure, by=actor)


# --- correction -------------------------------------------------------------------------------------------------------------


def test_a_supplier_corrects_in_the_browser_and_the_old_text_stays_a_version(cast: Cast, case: Case) -> None:
    request, mara, gea = granted(cast, case, "correctie"), cast.mara.client(), cast.gea.client()
    address = f"{REGISTER}{request.pk}/"
    assert "Voer het besluit uit" in mara.get(address).content.decode()
    assert mara.post(address, {"verstuurd_op": today().isoformat()}).status_code == 404, "not carried out"
    page = mara.get(f"{address}verbeteren/").content.decode()
    assert str(of(case, cast.gea).pk) in page and str(of(case, cast.piet).pk) not in page, "politie has its own desk"
    given = {"bijdrage": str(of(case, cast.gea).pk), "wat": "De datum klopt niet"}
    assert mara.post(f"{address}verbeteren/", {**given, "wat": ""}).status_code == 422
    assert mara.post(f"{address}verbeteren/", given).status_code == 302
    question = RequestQuestion.objects.get()
    assert letters("verzoek-verbeteren") == {cast.gea.user.pk}
    assert "Klopt dit nog?" in gea.get("/mijn-werk/").content.decode()
    page = gea.get(f"{REGISTER}vragen/{question.pk}/").content.decode()
    assert "De datum klopt niet" in page and "Kanarieverzoek" not in page and "Kanarieadres" not in page
    version = str(of(case, cast.gea).version)
    answer = {"versie": version, "antwoord": "ja", "feiten": TEXT, "oordeel": "", "reden": ""}
    refused = gea.post(f"{REGISTER}vragen/{question.pk}/", answer)
    assert refused.status_code == 422 and "Er is nog niets verbeterd" in refused.content.decode()
    assert gea.post(f"{REGISTER}vragen/{question.pk}/", {**answer, "feiten": "Beter"}).status_code == 302
    assert of(case, cast.gea).facts == "Beter"
    kept = ContributionVersion.objects.get()
    assert kept.facts == TEXT and "protocol artikel 19" in kept.reason
    measure = RequestMeasure.objects.get()
    assert (measure.kind, measure.state, measure.party, measure.done_on) == (
        "correctie",
        "verbeterd",
        cast.gea.party,
        today(),
    )
    page = mara.get(address).content.decode()
    assert "Verbeterd" in page and "Voer het besluit uit" not in page
    assert mara.post(address, {"verstuurd_op": today().isoformat()}).status_code == 302


def test_who_does_not_correct_says_why(cast: Cast, case: Case) -> None:
    question, gea = asked(cast, granted(cast, case, "correctie"), case), cast.gea.client()
    address, said = (
        f"{REGISTER}vragen/{question.pk}/",
        {"versie": "1", "antwoord": "nee", "feiten": TEXT, "oordeel": ""},
    )
    assert gea.post(address, said).status_code == 422
    assert gea.post(address, {**said, "reden": "Het klopt"}).status_code == 302
    assert of(case, cast.gea).facts == TEXT and not ContributionVersion.objects.exists()
    assert RequestMeasure.objects.get().state == "niet verbeterd"
    assert gea.post(address, {**said, "reden": "Het klopt"}).status_code == 404, "once"


def test_a_text_that_changed_meanwhile_is_not_overwritten(cast: Cast, case: Case) -> None:
    question = asked(cast, granted(cast, case, "correctie"), case)
    said = {"versie": "77", "antwoord": "ja", "feiten": "Beter", "oordeel": "", "reden": ""}
    answer = cast.gea.client().post(f"{REGISTER}vragen/{question.pk}/", said)
    assert answer.status_code == 422 and "Iemand anders veranderde" in answer.content.decode()
    assert of(case, cast.gea).facts == TEXT


def test_only_the_supplier_is_asked_and_only_once(cast: Cast, case: Case) -> None:
    request = granted(cast, case, "correctie")
    question = asked(cast, request, case)
    with pytest.raises(StepNotAllowed):
        asked(cast, request, case)
    with open_keyring(), acting_as(cast.mara.pk) as mara, pytest.raises(StepNotAllowed):
        carryingout.ask_change(request, of(case, cast.piet), what="x", by=mara)
    for name in ("piet", "olga", "zoe"):
        assert getattr(cast, name).client().get(f"{REGISTER}vragen/{question.pk}/").status_code == 404
    with pytest.raises(StepNotAllowed):
        sent(cast, request)


def test_what_was_refused_is_not_carried_out(cast: Cast, case: Case) -> None:
    request = linked(cast, registered(cast, "correctie"), case)
    decided(cast, request, "afgewezen", heard_on=today(), reason="Omdat")
    for part in ("verbeteren", "beperken", "verwijderen"):
        assert cast.mara.client().get(f"{REGISTER}{request.pk}/{part}/").status_code == 404


# --- restriction and objection ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ("beperking", "bezwaar"))
def test_a_restricted_case_stands_still_visibly_and_goes_on_again(cast: Cast, case: Case, kind: str) -> None:
    request, rosa = granted(cast, case, kind), cast.rosa.client()
    address = f"{REGISTER}{request.pk}/"
    assert cast.mara.client().get(f"{address}beperken/").status_code == 404, "the procesregisseur does it"
    assert rosa.post(f"{address}beperken/", {}).status_code == 422
    assert rosa.post(f"{address}beperken/", {"casus": str(case.pk)}).status_code == 302
    for person in (cast.rosa, cast.gea):
        page = person.client().get(f"/casussen/{case.number}/").content.decode()
        assert "Het gebruik van deze gegevens is beperkt" in page, person
    for part in ("tijdlijn/schrijven", "toegang/toewijzen", "bijdragen/opvragen", "afschalen/besluit"):
        assert rosa.get(f"/casussen/{case.number}/{part}/").status_code == 404, part
    assert cast.gea.client().post(f"/casussen/{case.number}/bijdragen/beginnen/").status_code == 404
    case.refresh_from_db()
    with acting_as(cast.rosa.pk) as actor:
        assert {name for name in ("offer_transfer", "open_table", "withdraw_delegate", "restrict_case") if may(actor, name, case)} == {
            "withdraw_delegate", "restrict_case",
        }  # fmt: skip
    sent(cast, SubjectRequest.objects.get())
    measure = RequestMeasure.objects.get()
    assert "Opheffen" in rosa.get(address).content.decode()
    assert cast.mara.client().post(f"{REGISTER}maatregelen/{measure.pk}/opheffen/").status_code == 404
    assert rosa.post(f"{REGISTER}maatregelen/{measure.pk}/opheffen/").status_code == 302
    measure.refresh_from_db()
    assert measure.lifted_on == today() and Case.objects.get().restricted_on is None
    assert rosa.get(f"/casussen/{case.number}/tijdlijn/schrijven/").status_code == 200
    assert {"restrict_case", "lift_restriction"} <= set(AccessLogLine.objects.values_list("rule", flat=True))


def test_the_database_lets_nothing_be_added_either(cast: Cast, case: Case) -> None:
    restricted(cast, granted(cast, case, "beperking"), case)
    with open_keyring(), acting_as(cast.rosa.pk), pytest.raises(DatabaseError), transaction.atomic():
        LogEntry.objects.create(
            case=case, kind=LogEntry.Kind.values[0], text="x", by=cast.rosa.user, at="2026-01-01T10:00Z", on=today()
        )


def test_a_draft_is_not_delivered_to_a_case_that_stands_still(cast: Cast, case: Case) -> None:
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        draft = start_contribution(case, by=gea)
    restricted(cast, granted(cast, case, "beperking"), case)
    with open_keyring(), acting_as(cast.gea.pk) as gea, pytest.raises(NotAllowed):
        deliver(draft, version=draft.version, by=gea)


def test_two_restrictions_are_both_lifted_before_work_goes_on(cast: Cast, case: Case) -> None:
    first = restricted(cast, granted(cast, case, "beperking"), case)
    second = restricted(cast, granted(cast, case, "bezwaar"), case)
    for measure, stands_still in ((first, True), (second, False)):
        with acting_as(cast.rosa.pk) as rosa:
            carryingout.lift(measure, by=rosa)
        assert (Case.objects.get().restricted_on is not None) is stands_still


# --- removal ----------------------------------------------------------------------------------------------------------------


def test_removal_by_two_people_with_the_proof_of_destruction(cast: Cast, case: Case) -> None:
    """S66: the same engine, its own ground. The twin stays."""
    twin = story.at_table(cast, cast.gea, born=BORN)
    request, mara, rik = granted(cast, case, "verwijdering"), cast.mara.client(), cast.rik.client()
    address = f"{REGISTER}{request.pk}/"
    assert mara.post(f"{address}verwijderen/", {"casus": str(case.pk)}).status_code == 302
    measure = RequestMeasure.objects.get()
    with pytest.raises(StepNotAllowed):
        sent(cast, request)
    nightly.run(today())
    assert Case.objects.filter(pk=case.pk).exists(), "nobody confirmed it"
    confirm = f"/vernietiging/verwijdering/{measure.pk}/"
    assert confirm in rik.get("/vernietiging/").content.decode()
    for person in (cast.mara, cast.rosa, cast.fatima, staff("Rob", cast.other_house, "recordmanager")):
        assert person.client().post(confirm).status_code == 404
    assert str(case.number) in rik.get(confirm).content.decode()
    assert rik.post(confirm).status_code == 302 and rik.post(confirm).status_code == 404
    sent(cast, request)
    nightly.run(today() + timedelta(days=1))
    assert not Case.objects.filter(pk=case.pk).exists() and keystore.fetch([case.pk]) == {}
    assert keystore.missing([case.pk]) == {case.pk: True}, "a tombstone"
    assert is_readable(cast, twin)
    record = DestructionRecord.objects.get(dossier_id=case.pk)
    assert "op verzoek van de betrokkene" in record.rule and record.released_by == cast.rik.user.pk
    assert record.checksum == record.computed_checksum()
    measure.refresh_from_db()
    assert measure.done_on == today() + timedelta(days=1) and measure.number == ""
    page = mara.get(address).content.decode()
    assert "Verwijderd" in page and f"/vernietiging/verklaringen/{record.pk}/" in page and str(case.number) not in page


def test_the_request_that_asks_it_does_not_hold_it_back_but_another_does(cast: Cast, case: Case) -> None:
    request = granted(cast, case, "verwijdering")
    confirmed(cast, removal(cast, request, case))
    other = linked(cast, registered(cast), case)
    nightly.run(today())
    assert Case.objects.filter(pk=case.pk).exists(), "somebody else asked to see it"
    decided(cast, other, "ingetrokken")
    nightly.run(today() + timedelta(days=1))
    assert not Case.objects.filter(pk=case.pk).exists()


def test_a_breach_holds_it_back(cast: Cast, case: Case) -> None:
    breach_of(cast, case)
    confirmed(cast, removal(cast, granted(cast, case, "verwijdering"), case))
    nightly.run(today())
    assert Case.objects.filter(pk=case.pk).exists()


def test_everything_of_a_full_case_goes(cast: Cast) -> None:
    """The case of the world, with a row in every table, by the other trigger."""
    case = rich_case(cast)
    SubjectRequest.objects.all().delete()
    for row in case.subjects.all():
        assert row.surname
    request = granted(cast, case, "verwijdering")
    confirmed(cast, removal(cast, request, case))
    with acting_as_system():
        Dispute.objects.all().delete()
        Breach.objects.all().delete()
    nightly.run(today())
    assert [model.__name__ for model in dossiers.lookups_to(Case) if dossiers.rows_of(model, case).exists()] == []
    assert not Case.objects.filter(pk=case.pk).exists()


def test_who_asked_it_does_not_confirm_it(cast: Cast, case: Case) -> None:
    measure = removal(cast, granted(cast, case, "verwijdering"), case)
    with pytest.raises(NotAllowed):
        confirmed(cast, measure, cast.mara)
    with pytest.raises(IntegrityError), transaction.atomic():
        RequestMeasure.objects.filter(pk=measure.pk).update(confirmed_by=cast.mara.user)
    with acting_as(cast.mara.pk):
        assert RequestMeasure.objects.filter(pk=measure.pk).update(confirmed_by=cast.rik.user) == 0


@pytest.mark.parametrize("name", ("otto", "abel", "gea", "zoe", "fatima"))
def test_others_carry_nothing_out(cast: Cast, case: Case, name: str) -> None:
    request, client = granted(cast, case, "bezwaar"), getattr(cast, name).client()
    for part in ("verbeteren", "beperken", "verwijderen"):
        assert client.post(f"{REGISTER}{request.pk}/{part}/", {"casus": str(case.pk)}).status_code == 404


def test_measures_go_with_their_request(cast: Cast, case: Case) -> None:
    request = granted(cast, case, "beperking")
    restricted(cast, request, case)
    sent(cast, request)
    SubjectRequest.objects.filter(pk=request.pk).update(ends_on=today() - timedelta(days=1))
    nightly.run(today())
    assert not RequestMeasure.objects.exists()
