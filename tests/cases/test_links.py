"""Linked cases: seen from both sides by who may read both, and by nobody else; linked once and apart again."""

import re
from html import unescape

import pytest
from django.db import IntegrityError, ProgrammingError, transaction
from django.utils import timezone

from cases.models import Case, CaseLink
from cases.phases import Phase, StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.aanmelding import discard_draft, start_draft
from cases.workflow.link import link_cases, start_beside, unlink_cases
from privacy.models import AccessLogLine
from tests.access import twolines
from tests.access.world import named_for_another
from tests.cases import meetings, noting, story
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring

GONE = "Er is geen open casus van uw huis met dit nummer"


@pytest.fixture
def pair(cast: Cast) -> tuple[Case, Case]:
    """Gea is in both cases, Olga in the first, Gijs in the second."""
    first = story.at_table(cast, cast.gea, cast.olga, surname="Zilverreiger")
    return first, story.at_table(cast, cast.gea, cast.gijs, surname="Blauwborst")


def page(person: Person, case: Case, part: str = "") -> str:
    answer = person.client().get(f"/casussen/{case.number}/{part}")
    assert answer.status_code == 200
    html = unescape(re.sub(r'value="[^"]*"', "", answer.content.decode()))
    return html[html.index("<main") : html.index("</main>")]


def seen(person: Person) -> int:
    """How many links this person sees."""
    return len(twolines.seen(person, CaseLink))


def test_both_sides_show_it_to_who_reads_both_and_nothing_to_who_reads_one(cast: Cast, pair: tuple[Case, Case]) -> None:
    first, second = pair
    people = [(cast.olga, first), (cast.gijs, second)]
    assert all((cast.rosa, cast.otto, cast.mara))  # who works in the house stands on the page
    before = [page(person, case) + page(person, case, "tijdlijn/") for person, case in people]
    noting.linked(cast, first, second)
    for person in (cast.rosa, cast.otto, cast.mara, cast.gea):
        for one, other in (pair, pair[::-1]):
            assert str(other.number) in page(person, one), person
            assert f"Gekoppeld met {other.number}" in page(person, one, "tijdlijn/")
        assert seen(person) == 1
    assert "B. (" in page(cast.gea, first) or "J. B." in page(cast.gea, first)
    assert "Blauwborst" not in page(cast.gea, first)
    after = [page(person, case) + page(person, case, "tijdlijn/") for person, case in people]
    for then, now in zip(before, after, strict=True):
        assert set(now.splitlines()) == set(then.splitlines())
    assert [seen(one) for one in (cast.olga, cast.gijs, cast.zoe, cast.wil, cast.fatima, cast.abel)] == [0] * 6


def test_a_manager_of_another_approach_does_not_see_it(cast: Cast, pair: tuple[Case, Case]) -> None:
    first, second = pair
    mona = named_for_another(cast)
    approach = mona.capacity.approaches.get()  # type: ignore[union-attr]
    Case.objects.filter(pk=second.pk).update(approach=approach)
    noting.linked(cast, first, second)
    assert seen(mona) == 0 and str(first.number) not in page(mona, second)


def test_linked_on_the_page_and_apart_again_with_a_reason(cast: Cast, pair: tuple[Case, Case]) -> None:
    first, second = pair
    rosa, address = cast.rosa.client(), f"/casussen/{first.number}/koppelen/"
    given = {"nummer": f" {str(second.number).lower()} ", "soort": "gezin", "reden": "Kanariereden"}
    assert rosa.post(address, {**given, "reden": ""}).status_code == 422
    assert rosa.post(address, given).url == f"/casussen/{first.number}/"
    assert "Deze casussen zijn al gekoppeld" in rosa.post(address, given).content.decode()
    back = {**given, "nummer": first.number}
    assert "Deze casussen zijn al gekoppeld" in rosa.post(f"/casussen/{second.number}/koppelen/", back).content.decode()
    assert "Kanariereden" in page(cast.rosa, second, "koppelen/")
    for one in pair:  # the log of either case tells it
        assert AccessLogLine.objects.filter(rule="link_cases", dossier_id=one.pk).count() == 1
    page(cast.rosa, first)
    assert AccessLogLine.objects.get(event_kind="list", rule="casus").shown_ids == [second.pk]
    link = CaseLink.objects.get()
    apart = f"/casussen/{second.number}/koppelen/{link.pk}/losmaken/"
    assert rosa.post(apart, {"reden": ""}).status_code == 422
    assert rosa.post(apart, {"reden": "Kanarieslot"}).url == f"/casussen/{second.number}/"
    assert rosa.post(apart, {"reden": "Nog eens"}).status_code == 404
    assert str(second.number) not in page(cast.rosa, first)
    history = page(cast.rosa, first, "tijdlijn/")
    assert "Kanariereden" in history and "Kanarieslot" in history and f"Losgemaakt van {second.number}" in history
    assert rosa.post(address, given).status_code == 302  # again, as a new decision


def test_what_can_not_be_linked_is_answered_alike(cast: Cast, pair: tuple[Case, Case]) -> None:
    first, second = pair
    rosa, address = cast.rosa.client(), f"/casussen/{first.number}/koppelen/"
    elsewhere = story.at_table(cast)
    Case.objects.filter(pk=elsewhere.pk).update(house=cast.other_house)
    numbers = [elsewhere.number, "RU-2026-9999", "x"]
    Case.objects.filter(pk=second.pk).update(phase=Phase.AFSCHALING)
    for number in [*numbers, second.number]:
        answer = rosa.post(address, {"nummer": number, "soort": "gezin", "reden": "Kanariereden"})
        assert answer.status_code == 422 and GONE in answer.content.decode(), number
        assert "Kanariereden" in answer.content.decode()
    own = rosa.post(address, {"nummer": first.number, "soort": "gezin", "reden": "r"})
    assert "Dit is het nummer van deze casus" in own.content.decode()


def test_only_a_procesregisseur_links_and_nobody_does_so_twice(cast: Cast, pair: tuple[Case, Case]) -> None:
    first, second = pair
    for person in (cast.otto, cast.mara, cast.gea, cast.zoe):
        with open_keyring(), acting_as(person.pk) as actor, pytest.raises(NotAllowed):
            link_cases(first, second, kind="gezin", reason="r", by=actor)
        with (
            open_keyring(),
            acting_as(person.pk),
            pytest.raises(Exception, match="row-level security"),
            transaction.atomic(),
        ):
            CaseLink.objects.create(
                case=first, other=second, kind="gezin", reason="r", by=person.user, at=timezone.now()
            )
    link = noting.linked(cast, first, second)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        for one, other in (pair, pair[::-1]):
            with pytest.raises(StepNotAllowed):
                link_cases(one, other, kind="groep", reason="r", by=rosa)
            with pytest.raises(IntegrityError, match="cases_linked_once"), transaction.atomic():
                CaseLink.objects.create(
                    case=one, other=other, kind="gezin", reason="r", by=cast.rosa.user, at=timezone.now()
                )
        with pytest.raises(StepNotAllowed):
            link_cases(first, first, kind="groep", reason="r", by=rosa)
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            CaseLink.objects.update(kind="groep")
    for person in (cast.otto, cast.gea):
        with open_keyring(), acting_as(person.pk) as actor:
            with pytest.raises(NotAllowed):
                unlink_cases(link, reason="r", by=actor)
            assert CaseLink.objects.update(ended_at=timezone.now()) == 0
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        unlink_cases(link, reason="r", by=rosa)
        with pytest.raises(StepNotAllowed):
            unlink_cases(link, reason="r", by=rosa)


def test_a_link_can_end_when_one_of_the_cases_is_closed(cast: Cast, pair: tuple[Case, Case]) -> None:
    link = noting.linked(cast, *pair)
    Case.objects.filter(pk=pair[0].pk).update(phase=Phase.AFSCHALING)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        link.refresh_from_db()
        assert unlink_cases(link, reason="r", by=rosa).ended_by_id == cast.rosa.user.pk


def test_an_agenda_says_which_of_its_cases_are_linked(cast: Cast) -> None:
    held = meetings.meeting(cast)
    cases = [meetings.informed(cast) for _ in range(3)]
    for one in cases:
        meetings.on_agenda(cast, one, held)
    address = f"/overleggen/{held.pk}/"
    assert "Gekoppeld met" not in cast.rosa.client().get(address).content.decode()
    few = len(queries(cast.rosa, address))
    noting.linked(cast, cases[0], cases[2])
    assert cast.rosa.client().get(address).content.decode().count("Gekoppeld met") == 2
    assert len(queries(cast.rosa, address)) == few


def test_as_many_queries_for_one_as_for_thirty(cast: Cast, pair: tuple[Case, Case]) -> None:
    first, second = pair
    noting.linked(cast, first, second)
    addresses = [f"/casussen/{first.number}/{part}" for part in ("", "koppelen/", "tijdlijn/")]
    few = [len(queries(cast.rosa, one)) for one in addresses]
    for _ in range(6):
        noting.linked(cast, story.at_table(cast), first)
    assert [len(queries(cast.rosa, one)) for one in addresses] == few


def begun(cast: Cast, case: Case) -> Case:
    """The concept that Rosa began from this case, through the page."""
    approach, client = cast.house.approaches.get(code=story.APPROACH), cast.rosa.client()
    sent = {"aanpak": approach.pk, "partij": cast.olga.party.pk, "soort": "gezin", "reden": "Broer van"}
    answer = client.post(f"/casussen/{case.number}/koppelen/aanmelden/", sent)
    assert answer.status_code == 302
    draft = Case.objects.get(phase=Phase.CONCEPT)
    assert str(draft.pk) in answer["Location"]
    return draft


def test_somebody_of_the_family_is_registered_from_a_case_with_nothing_of_it(
    cast: Cast, pair: tuple[Case, Case]
) -> None:
    first, _ = pair
    draft = begun(cast, first)
    assert draft.subjects.count() == 0 and not draft.aanmelding.problem
    assert (draft.house_id, draft.on_behalf_of_id) == (first.house_id, cast.olga.party.pk)
    assert seen(cast.rosa) == 1 and seen(cast.otto) == seen(cast.mara) == seen(cast.gea) == 0
    for part in ("", "tijdlijn/", "koppelen/"):  # a concept is nobody's but its author's, and has no number yet
        for person in (cast.rosa, cast.otto):
            if person is cast.rosa or part != "koppelen/":
                assert "Gekoppeld met" not in page(person, first, part)
    check = cast.rosa.client().get(f"/casussen/aanmelden/{draft.pk}/controle/").content.decode()
    assert "gekoppeld met" in check and str(first.number) in check
    Case.objects.filter(pk=draft.pk).update(phase=Phase.AANMELDING, number="RU-2026-9999", opened_at=timezone.now())
    assert seen(cast.rosa) == seen(cast.otto) == 1
    assert "RU-2026-9999" in page(cast.otto, first)


def test_a_concept_that_is_thrown_away_leaves_no_link(cast: Cast, pair: tuple[Case, Case]) -> None:
    draft = begun(cast, pair[0])
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        discard_draft(draft, by=rosa)
    assert not CaseLink.objects.exists() and not Case.objects.filter(pk=draft.pk).exists()


def test_only_the_procesregisseur_begins_one_with_the_reason(cast: Cast, pair: tuple[Case, Case]) -> None:
    first, approach = pair[0], cast.house.approaches.get(code=story.APPROACH)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(StepNotAllowed):
        start_beside(first, approach, kind="gezin", reason="", by=rosa)
    for person in (cast.otto, cast.gea, cast.zoe):
        with open_keyring(), acting_as(person.pk) as actor, pytest.raises(NotAllowed):
            start_beside(first, approach, kind="gezin", reason="r", by=actor)
    with open_keyring(), acting_as(cast.otto.pk) as otto:  # by plain rows neither, though the concept is his own
        draft = start_draft(cast.house, approach, by=otto)
        with pytest.raises(ProgrammingError), transaction.atomic():
            CaseLink.objects.create(
                case=first, other=draft, kind="gezin", reason="r", by_id=otto.user_id, at=timezone.now()
            )
    answer = cast.rosa.client().post(f"/casussen/{first.number}/koppelen/aanmelden/", {"soort": "gezin"})
    assert answer.status_code == 422 and not Case.objects.filter(phase=Phase.CONCEPT).exclude(pk=draft.pk).exists()
