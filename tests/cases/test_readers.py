"""Wie kan dit lezen: it says the same as the policy, for everybody and in every state of a case."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.grants import release
from cases.models import Case, Contribution, GrantReason, ReleaseLevel, State
from cases.phases import Phase
from cases.readers import readers_now, readers_of_case, readers_of_contribution
from parties.models import Appointment, Delegation, Membership, Vetting
from parties.roles import Purpose, Role
from tests.access.world import named_for_another
from tests.cases import story
from tests.cast import Cast, Person, delegate
from zvh.actor import acting_as
from zvh.today import today


def everybody(cast: Cast) -> list[Person]:
    names = [
        "rosa",
        "otto",
        "mara",
        "abel",
        "rik",
        "fatima",
        "petra",
        "zoe",
        "piet",
        "olga",
        "gea",
        "rens",
        "gijs",
        "wil",
    ]
    return [*(getattr(cast, name) for name in names), named_for_another(cast)]


def who_see(case: Case, people: list[Person]) -> set[object]:
    """The capacities to which the policy shows this case."""
    seen = set()
    for person in people:
        with acting_as(person.pk) as actor:
            if Case.objects.visible_to(actor).filter(pk=case.pk).exists():
                seen.add(person.pk)
    return seen


def who_read(contribution: Contribution, people: list[Person]) -> set[object]:
    seen = set()
    for person in people:
        with acting_as(person.pk) as actor:
            if Contribution.objects.visible_to(actor).filter(pk=contribution.pk).exists():
                seen.add(person.pk)
    return seen


def listed(case: Case) -> set[object]:
    return {reader.capacity.pk for reader in readers_of_case(case, today())}


def test_equal_in_every_phase(cast: Cast) -> None:
    people = everybody(cast)
    case = story.draft(cast, cast.piet)
    assert listed(case) == who_see(case, people) == {cast.piet.pk}
    case = story.filed(cast, by=cast.piet)
    staff = {cast.rosa.pk, cast.otto.pk, cast.mara.pk}
    assert listed(case) == who_see(case, people) == staff | {cast.piet.pk}
    story.assigned(cast, case, cast.gea)
    assert listed(case) == who_see(case, people) == staff | {cast.piet.pk, cast.gea.pk}
    Case.objects.filter(pk=case.pk).update(phase=Phase.TRIAGE)
    case.refresh_from_db()
    assert listed(case) == who_see(case, people) == staff | {cast.gea.pk}


def test_equal_after_closing_archiving_and_the_last_date(cast: Cast) -> None:
    people = everybody(cast)
    case = story.at_table(cast, cast.gea)
    story.assigned(cast, case, cast.olga, after_closing=True, reason=GrantReason.CASUSREGISSEUR)
    staff = {cast.rosa.pk, cast.otto.pk, cast.mara.pk}
    assert listed(case) == who_see(case, people) == staff | {cast.gea.pk, cast.olga.pk}
    changes = [
        ({"phase": Phase.AFSCHALING}, staff | {cast.olga.pk}),
        ({"archive_on": today(), "archive_readers": ["manager"]}, {cast.mara.pk, cast.olga.pk}),
        ({"destroy_on": today()}, {cast.mara.pk, cast.olga.pk}),
        ({"destroy_on": today() - timedelta(days=1)}, set()),
        ({"destroy_on": None, "archive_on": None}, staff | {cast.olga.pk}),
        ({"blocked_at": timezone.now()}, set()),
    ]
    for change, expected in changes:
        Case.objects.filter(pk=case.pk).update(**change)
        case.refresh_from_db()
        assert listed(case) == who_see(case, people) == expected, change


@pytest.mark.parametrize("lost", ["VOG", "geheimhouding", "deelname", "tweede stap", "account", "einddatum", "toegang"])
def test_equal_when_something_is_missing(cast: Cast, lost: str) -> None:
    case = story.at_table(cast, cast.gea)
    assert cast.gea.pk in listed(case) & who_see(case, [cast.gea])
    user, yesterday = cast.gea.user, today() - timedelta(days=1)
    if lost == "VOG":
        Vetting.objects.filter(user=user).update(valid_until=yesterday)
    elif lost == "geheimhouding":
        Delegation.objects.filter(user=user).update(secrecy_on=None)
    elif lost == "deelname":
        Membership.objects.filter(party=cast.gea.party).update(until_date=yesterday)
    elif lost == "tweede stap":
        user.totpdevice_set.update(confirmed=False)
    elif lost == "account":
        user.is_active = False
        user.save()
    elif lost == "einddatum":
        Delegation.objects.filter(user=user).update(until_date=yesterday)
    else:
        case.grants.update(until_date=yesterday, from_date=yesterday)
    assert cast.gea.pk not in listed(case) | who_see(case, [cast.gea])


def test_a_grant_counts_for_its_own_party_only(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    membership = Membership.objects.get(party=cast.gijs.party, covenant=cast.house.covenant)
    start = timezone.localdate() - timedelta(days=9)
    second = Delegation.objects.create(user=cast.gea.user, membership=membership, from_date=start, secrecy_on=start)
    people = [cast.gea, Person(cast.gea.user, second)]
    assert listed(case) & {person.pk for person in people} == who_see(case, people) == {cast.gea.pk}


def test_equal_for_contributions(cast: Cast) -> None:
    people = everybody(cast)
    colleague = delegate("Guus", cast.gijs.party, cast.house)
    case = story.at_table(cast, cast.gea, cast.gijs, colleague)
    people.append(colleague)
    staff = {cast.rosa.pk, cast.otto.pk, cast.mara.pk}
    draft = story.delivered(case, cast.gea, state=State.DRAFT)
    assert {one.capacity.pk for one in readers_now(draft, today())} == who_read(draft, people) == {cast.gea.pk}
    given = story.delivered(case, cast.gea)
    assert {one.capacity.pk for one in readers_now(given, today())} == who_read(given, people) == staff | {cast.gea.pk}
    preview = readers_of_contribution(given, ReleaseLevel.PARTIES, [cast.gijs.party, cast.olga.party], today())
    with acting_as(cast.gea.pk) as gea:
        release(given, [cast.gijs.party, cast.olga.party], by=gea, reason=GrantReason.RELEASED_TO_PARTY)
    now = {one.capacity.pk for one in readers_now(given, today())}
    expected = staff | {cast.gea.pk, cast.gijs.pk, colleague.pk}
    assert now == {one.capacity.pk for one in preview} == who_read(given, people) == expected
    house = readers_of_contribution(given, ReleaseLevel.HOUSE, [cast.gijs.party], today())
    assert {one.capacity.pk for one in house} == staff | {cast.gea.pk}


def test_a_draft_of_the_house_belongs_to_who_may_file(cast: Cast) -> None:
    case = story.draft(cast, cast.otto)
    assert listed(case) == who_see(case, everybody(cast)) == {cast.otto.pk}
    manager = Person(cast.otto.user, Appointment.objects.create(
        user=cast.otto.user, house=cast.house, role=Role.MANAGER, from_date=today(), secrecy_on=today()
    ))  # fmt: skip
    assert listed(case) == who_see(case, [cast.otto, manager]) == {cast.otto.pk}


@pytest.mark.parametrize("purpose", [Purpose.PARTNEROVERLEG, Purpose.STUURGROEP])
def test_only_delegates_to_the_casusoverleg_read(cast: Cast, purpose: Purpose) -> None:
    case = story.at_table(cast, cast.gea)
    other = Delegation.objects.create(
        user=cast.gea.user,
        membership=cast.gea.capacity.membership,
        purpose=purpose,
        from_date=today(),
        secrecy_on=today(),
    )
    people = [cast.gea, Person(cast.gea.user, other)]
    assert listed(case) & {one.pk for one in people} == who_see(case, people) == {cast.gea.pk}
    assert people[1].client().get("/casussen/").status_code == 404
