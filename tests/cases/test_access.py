"""Assigning and withdrawing delegates; the page that says who can see a case and why."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cases.models import Case, CaseGrant
from cases.phases import Phase
from cases.policy import NotAllowed
from cases.workflow.access import assign_delegate, withdraw_delegate
from cases.workflow.lawful import parties_to_assign, regime_of
from parties.models import Vetting
from privacy.models import AccessLogLine, EventKind
from tests.cases import story
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person, party_of
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

DECISION = "verzoek van de partij"


def offered(cast: Cast, case: Case) -> set[str]:
    """Slugs of the parties that may be assigned."""
    with open_keyring(), acting_as(cast.rosa.pk):
        return {party.slug for party in parties_to_assign(case, today=today())}


def assign(cast: Cast, case: Case, person: Person, by: Person | None = None, until: date | None = None) -> None:
    with open_keyring(), acting_as((by or cast.rosa).pk) as actor:
        assign_delegate(case, person.capacity, decision=DECISION, until=until, by=actor)


def test_an_assigned_delegate_reads_the_case(cast: Cast) -> None:
    case = story.at_table(cast)
    assert cast.gea.client().get(f"/casussen/{case.number}/").status_code == 404
    assign(cast, case, cast.gea)
    assert cast.gea.client().get(f"/casussen/{case.number}/").status_code == 200
    line = AccessLogLine.objects.get(event_kind=EventKind.RIGHTS, rule="assign_delegate")
    assert (line.recipient, line.reason, line.actor_id) == (
        str(cast.gea.user.pk),
        DECISION,
        cast.rosa.user.pk,
    )


def test_only_casework_staff_of_the_house_assign(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    for person in (cast.mara, cast.gea, cast.zoe, cast.wil):
        with pytest.raises(NotAllowed):
            assign(cast, case, cast.olga, by=person)
    assign(cast, case, cast.olga, by=cast.otto)
    assert CaseGrant.objects.filter(user=cast.olga.user).exists()


def test_radicalisering_takes_its_own_kinds_only(cast: Cast) -> None:
    case = story.at_table(cast, approach="radicalisering")
    slugs = offered(cast, case)
    assert {cast.olga.party.slug, cast.gea.party.slug, cast.piet.party.slug} <= slugs
    assert cast.gijs.party.slug not in slugs
    other = story.at_table(cast)
    assert cast.gijs.party.slug in offered(cast, other)
    with pytest.raises(NotAllowed):
        assign(cast, case, cast.gijs)
    assign(cast, other, cast.gijs)
    page = cast.rosa.client().get(f"/casussen/{case.number}/toegang/toewijzen/?partij={cast.gijs.party.slug}")
    assert "Kies bij partij iets uit de lijst" in page.content.decode()


@pytest.mark.parametrize(("born", "may"), [(date(2015, 1, 1), True), (date(1990, 1, 1), False), (None, False)])
def test_in_triage_some_kinds_only_where_a_minor_is_concerned(db: None, born: date | None, may: bool) -> None:
    cast = Cast("KL", "RU")
    case = story.in_triage(cast, born=born)
    council = party_of(cast.house, "rvdk")
    assert (council.slug in offered(cast, case)) is may
    assert cast.gea.party.slug in offered(cast, case)
    Case.objects.filter(pk=case.pk).update(phase=Phase.CASUSOVERLEG)
    case.refresh_from_db()
    assert council.slug in offered(cast, case)


def test_where_the_law_keeps_to_participants_others_have_no_account(cast: Cast) -> None:
    """A housing corporation is told things (a Disclosure) but reads no case under the WGS (03, R11; BGS 2.21)."""
    landlord = party_of(cast.house, "woningcorporatie")
    case = story.at_table(cast)
    assert regime_of(case).code == "wgs"
    assert cast.gea.party.slug in offered(cast, case)
    assert landlord.slug not in offered(cast, case)
    before_the_law = datetime(2025, 2, 1, tzinfo=UTC)
    Case.objects.filter(pk=case.pk).update(opened_at=before_the_law)
    case.refresh_from_db()
    assert regime_of(case).code == "convenant"
    assert landlord.slug in offered(cast, case)


def test_parties_of_other_houses_and_ended_memberships_are_not_offered(cast: Cast) -> None:
    case = story.at_table(cast)
    assert cast.gea.party.slug in offered(cast, case)
    assert cast.other_house.memberships.exclude(
        party__memberships__houses=cast.house
    ).first().party.slug not in offered(cast, case)
    cast.gea.capacity.membership.until_date = today() - timedelta(days=1)
    cast.gea.capacity.membership.save()
    assert cast.gea.party.slug not in offered(cast, case)


def test_a_delegate_without_complete_file_is_not_assigned(cast: Cast) -> None:
    case = story.at_table(cast)
    url = f"/casussen/{case.number}/toegang/toewijzen/?partij={cast.gea.party.slug}"
    assert str(cast.gea.pk) in cast.rosa.client().get(url).content.decode()
    Vetting.objects.filter(user=cast.gea.user).update(valid_until=today() - timedelta(days=1))
    html = cast.rosa.client().get(url).content.decode()
    assert str(cast.gea.pk) not in html
    assert "Deze partij heeft nog niemand die u kunt toewijzen" in html
    with pytest.raises(NotAllowed):
        assign(cast, case, cast.gea)


def test_assigning_through_the_pages(cast: Cast) -> None:
    case, client = story.at_table(cast), cast.rosa.client()
    url = f"/casussen/{case.number}/toegang/toewijzen/"
    assert cast.gea.party.name in client.get(url).content.decode()
    url += f"?partij={cast.gea.party.slug}"
    until = today() + timedelta(days=30)
    answer = client.post(url, {"gedelegeerde": cast.gea.pk, "besluit": DECISION, "tot": until.isoformat()})
    assert (answer.status_code, answer.url) == (302, f"/casussen/{case.number}/toegang/")
    grant = CaseGrant.objects.get()
    assert (grant.user, grant.party, grant.decision, grant.until_date) == (
        cast.gea.user,
        cast.gea.party,
        DECISION,
        until,
    )
    html = client.get(answer.url).content.decode()
    for words in (
        "Gea",
        "toegewezen door de procesregisseur",
        "door Rosa",
        DECISION,
        "Intrekken",
        "kreeg toegang",
    ):
        assert words in html, words


@pytest.mark.parametrize(
    "wrong",
    [{"gedelegeerde": "x"}, {"gedelegeerde": ""}, {"besluit": "eigen tekst"},
     {"tot": "gisteren"}, {"tot": "2020-01-01"},
     {"tot": "0001-01-01"},
     {"tot": "9999-12-31"}, {"gedelegeerde": "00000000-0000-0000-0000-000000000000"}],
)  # fmt: skip
def test_bad_input_is_refused_with_a_message(cast: Cast, wrong: dict[str, str]) -> None:
    case = story.at_table(cast)
    url = f"/casussen/{case.number}/toegang/toewijzen/?partij={cast.gea.party.slug}"
    good = {"gedelegeerde": str(cast.gea.pk), "besluit": DECISION, "tot": ""}
    answer = cast.rosa.client().post(url, {**good, **wrong})
    assert answer.status_code == 422
    assert "ams-error-message" in answer.content.decode()
    assert not CaseGrant.objects.exists()


def test_a_delegate_of_another_party_in_the_form_is_refused(cast: Cast) -> None:
    case = story.at_table(cast)
    url = f"/casussen/{case.number}/toegang/toewijzen/?partij={cast.gea.party.slug}"
    answer = cast.rosa.client().post(url, {"gedelegeerde": str(cast.gijs.pk), "besluit": DECISION})
    assert answer.status_code == 422
    assert not CaseGrant.objects.exists()


def test_withdrawing_shows_what_follows_and_does_it(cast: Cast) -> None:
    case, client = story.at_table(cast, cast.gea), cast.rosa.client()
    Case.objects.filter(pk=case.pk).update(casusregisseur=cast.gea.user, casusregisseur_party=cast.gea.party)
    story.asked(case, cast.gea, cast.rosa, today())
    url = f"/casussen/{case.number}/toegang/{CaseGrant.objects.get().pk}/intrekken/"
    html = client.get(url).content.decode()
    for words in (
        "Gea leest deze casus niet meer",
        "kan deze casus dan nog lezen",
        "geen casusregisseur meer",
        "staat nog open",
    ):
        assert words in html, words
    assert CaseGrant.objects.exists()
    assert client.post(url).status_code == 302
    assert not CaseGrant.objects.exists()
    case.refresh_from_db()
    assert case.casusregisseur is None
    assert cast.gea.client().get(f"/casussen/{case.number}/").status_code == 404
    assert "heeft geen toegang meer" in client.get(f"/casussen/{case.number}/toegang/").content.decode()
    assert client.post(url).status_code == 404


def test_a_grant_of_another_case_is_not_withdrawn(cast: Cast) -> None:
    story.at_table(cast, cast.gea)
    other = story.at_table(cast)
    grant = CaseGrant.objects.get()
    assert cast.rosa.client().post(f"/casussen/{other.number}/toegang/{grant.pk}/intrekken/").status_code == 404
    with acting_as(cast.rosa.pk) as rosa, pytest.raises(NotAllowed):
        withdraw_delegate(other, grant, by=rosa)
    assert CaseGrant.objects.exists()


def test_the_page_shows_delegates_the_people_and_not_the_history(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea, cast.gijs)
    assert (
        "Gegeven en ingetrokken toegang" in cast.rosa.client().get(f"/casussen/{case.number}/toegang/").content.decode()
    )
    html = cast.gea.client().get(f"/casussen/{case.number}/toegang/").content.decode()
    assert "Gijs" in html
    assert "Rosa" in html
    assert "Gegeven en ingetrokken toegang" not in html
    assert "Intrekken" not in html


def test_the_number_of_queries_does_not_grow(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    url = f"/casussen/{case.number}/toegang/"
    few = len(queries(cast.rosa, url))
    for person in (cast.gijs, cast.olga, cast.rens):
        story.assigned(cast, case, person)
    assert few == len(queries(cast.rosa, url)) == QUERIES_OF_ACCESS


QUERIES_OF_ACCESS = 15
