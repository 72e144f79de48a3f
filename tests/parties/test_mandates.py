"""One party speaks for another: after accession, with written consent, within its scope and its days (annex on mandate; 002 annex 6)."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from parties.choices import TrainingTopic
from parties.models import Mandate, Membership, RegisterChange, Training
from parties.policy import NotAllowed
from parties.workflow.mandate import NoMember, end_mandate, give_mandate
from tests.cast import START, Cast, delegate, party_of
from tests.parties.mandates import mandate_given
from zvh.actor import acting_as
from zvh.today import today

DAY = timedelta(days=1)


def words(answer: Any) -> str:
    return unescape(answer.content.decode())


def given(cast: Cast, **changes: Any) -> Mandate:
    with acting_as(cast.abel.pk) as abel:
        return give_mandate(cast.gea.party, mandate_given(cast.olga.party, **changes), by=abel)


def sent(cast: Cast, **changes: Any) -> dict[str, Any]:
    form = mandate_given(cast.olga.party)
    filled = {name: getattr(value, "pk", value) for name, value in form.items() if value is not None}
    return {
        **filled,
        **{name: value.isoformat() for name, value in filled.items() if name in ("consent_on", "from_date")},
        **changes,
    }


def test_a_mandate_is_shown_at_both_parties_with_consent_and_scope(cast: Cast) -> None:
    giver, holder = cast.gea.party, cast.olga.party
    assert cast.abel.client().post(f"/partijen/{giver.slug}/mandaten/nieuw/", sent(cast)).status_code == 302
    rosa = cast.rosa.client()
    for party, says in (
        (giver, f"{holder} spreekt namens deze partij"),
        (holder, f"Deze partij spreekt namens {giver}"),
    ):
        page = words(rosa.get(f"/partijen/{party.slug}/"))
        for text in (says, "Besluiten over het jaarplan", "brief 7", "alle organen van het convenant"):
            assert text in page
        assert RegisterChange.objects.filter(party=party, what__startswith="Mandaat").count() == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"consent_on": ""}, "Vul schriftelijk ingestemd op in"),
        ({"consent_reference": ""}, "Vul brief of besluit in"),
        ({"scope": ""}, "Vul waarover in"),
        ({"consent_on": "2026-02-01"}, "Het mandaat begint niet voor de dag waarop is ingestemd"),
        ({"consent_on": "2031-01-01", "from_date": "2031-01-01"}, "Deze dag is nog niet geweest"),
        ({"until_date": "2025-01-01"}, "De laatste dag ligt voor de eerste dag"),
        ({"from_date": "2015-01-01", "consent_on": "2015-01-01"}, "neemt op deze dag niet deel aan het convenant"),
    ],
)
def test_no_mandate_without_consent_scope_and_membership(cast: Cast, changes: dict[str, str], message: str) -> None:
    answer = cast.abel.client().post(f"/partijen/{cast.gea.party.slug}/mandaten/nieuw/", sent(cast, **changes))
    assert answer.status_code == 422 and message in words(answer)
    assert not Mandate.objects.exists()


def test_sent_twice_it_stands_there_once(cast: Cast) -> None:
    path, abel = f"/partijen/{cast.gea.party.slug}/mandaten/nieuw/", cast.abel.client()
    assert abel.post(path, sent(cast)).status_code == 302
    again = abel.post(path, sent(cast))
    assert again.status_code == 422 and "Dit mandaat staat er al" in words(again)
    assert Mandate.objects.count() == 1


def test_a_mandate_in_another_covenant_is_not_his(cast: Cast) -> None:
    made, giver = given(cast), cast.gea.party
    Mandate.objects.filter(pk=made.pk).update(covenant=cast.other_house.covenant)
    path = f"/partijen/{giver.slug}/mandaten/{made.pk}/"
    abel = cast.abel.client()
    assert path not in words(abel.get(f"/partijen/{giver.slug}/"))
    assert abel.get(path).status_code == 404 and abel.post(path, {"versie": 0}).status_code == 404


def test_a_party_speaks_for_none_but_members_of_the_house(cast: Cast) -> None:
    other = party_of(cast.other_house, "om")
    answer = cast.abel.client().post(f"/partijen/{cast.gea.party.slug}/mandaten/nieuw/", sent(cast, holder=other.pk))
    assert answer.status_code == 422 and "iets uit de lijst" in words(answer)
    with acting_as(cast.abel.pk) as abel, pytest.raises(NotAllowed):
        give_mandate(cast.gea.party, mandate_given(other), by=abel)
    with acting_as(cast.abel.pk) as abel, pytest.raises(NoMember):
        give_mandate(cast.gea.party, mandate_given(cast.olga.party, from_date=START.replace(year=2015)), by=abel)


@pytest.mark.parametrize(
    ("changes", "holds"),
    [
        ({}, True),
        ({"until_date": 0 * DAY}, True),
        ({"until_date": -DAY}, False),
        ({"from_date": DAY}, False),
    ],
)
def test_it_counts_on_its_days(cast: Cast, changes: dict[str, timedelta], holds: bool) -> None:
    made = given(cast, **{bound: today() + days for bound, days in changes.items()})
    assert Mandate.objects.in_force(today()).filter(pk=made.pk).exists() is holds


@pytest.mark.parametrize("who", ["gea", "olga"])
def test_it_ends_with_the_membership_of_either(cast: Cast, who: str) -> None:
    made = given(cast)
    membership = getattr(cast, who).capacity.membership_id
    Membership.objects.filter(pk=membership).update(until_date=today() - DAY)
    assert not Mandate.objects.in_force(today()).filter(pk=made.pk).exists()


def test_it_counts_in_its_body_or_in_all(cast: Cast) -> None:
    first, second = cast.house.covenant.bodies.all()[:2]
    everywhere, here = given(cast), given(cast, body=first)
    assert set(Mandate.objects.for_body(first)) == {everywhere, here}
    assert set(Mandate.objects.for_body(second)) == {everywhere}
    assert not Mandate.objects.for_body(cast.other_house.covenant.bodies.all()[0]).exists()


def test_it_is_ended_and_that_stays_known(cast: Cast) -> None:
    made = given(cast)
    with acting_as(cast.abel.pk) as abel:
        end_mandate(made, today(), version=None, by=abel)
    with acting_as(cast.abel.pk), pytest.raises(DatabaseError), transaction.atomic():
        Mandate.objects.filter(pk=made.pk).update(scope="iets anders")
    assert RegisterChange.objects.filter(party=cast.olga.party, what__endswith="laatste dag").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandate.objects.create(giver=made.giver, covenant=made.covenant, **mandate_given(made.giver))


def test_the_delegates_of_a_party_with_what_stands_in_their_way(cast: Cast) -> None:
    piet = cast.piet
    page = words(cast.abel.client().get(f"/partijen/{piet.party.slug}/gedelegeerden/"))
    assert f"/beheer/mensen/{piet.user.pk}/rol/{piet.pk}/" in page and "geldt" in page
    invite = f"/beheer/mensen/uitnodigen/?deelname={piet.capacity.membership_id}"
    assert invite in page
    form = words(cast.abel.client().get(invite))
    assert f'<option value="{piet.capacity.membership_id}" selected>' in form
    piet.user.vettings.all().delete()
    assert "Uw VOG of screening ontbreekt" in words(
        cast.abel.client().get(f"/partijen/{piet.party.slug}/gedelegeerden/")
    )


def test_one_more_delegate_costs_no_more_queries(cast: Cast) -> None:
    path, abel = f"/partijen/{cast.piet.party.slug}/gedelegeerden/", cast.abel.client()
    counts = []
    for name in ("Pia", "Pim"):
        delegate(name, cast.piet.party, cast.house)
        with CaptureQueriesContext(connection) as captured:
            assert name in words(abel.get(path))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_page_of_a_party_costs_the_same_for_every_party(cast: Cast) -> None:
    abel = cast.abel.client()
    given(cast)
    counts = set()
    for party in (cast.gea.party, cast.olga.party):
        given(cast)
        with CaptureQueriesContext(connection) as captured:
            assert abel.get(f"/partijen/{party.slug}/").status_code == 200
        counts.add(len(captured))
    assert len(counts) == 1


def test_training_is_put_on_file_once(cast: Cast) -> None:
    path, abel = f"/beheer/mensen/{cast.piet.user.pk}/scholing/", cast.abel.client()
    sending = {"topic": TrainingTopic.SECURITY, "followed_on": "2026-03-02"}
    assert abel.post(path, sending).status_code == 302
    again = abel.post(path, sending)
    assert again.status_code == 422 and "Deze scholing staat er al" in words(again)
    assert Training.objects.count() == 1
    assert "Informatiebeveiliging, 2 maart 2026" in words(abel.get(f"/beheer/mensen/{cast.piet.user.pk}/"))
