"""Saved views: an address under a name, of one person in one capacity, shared with the role (10, pattern 2)."""

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.models import SavedView
from cases.policy import NotAllowed
from cases.workflow.savedview import change_view, delete_view, save_view
from parties.models import Appointment
from parties.roles import Role
from tests.cases import story
from tests.cast import START, Cast, Person, staff
from zvh.actor import acting_as

KEEP = "/casussen/weergaven/bewaren/"


def keep(person: Person, query: str, name: str = "Mijn triage", **given: str) -> Any:
    return person.client().post(f"{KEEP}?{query}", {"naam": name, **given})


def page(person: Person, address: str = "/casussen/?regisseur=alle") -> str:
    return unescape(person.client().get(address).content.decode())


def test_a_view_is_kept_and_is_an_address(cast: Cast) -> None:
    case = story.in_triage(cast)
    answer = keep(cast.rosa, "fase=triage&regisseur=alle&sorteer=-nummer")
    assert answer.url == "/casussen/?fase=triage&regisseur=alle&sorteer=-nummer"
    html = page(cast.rosa, answer.url)
    assert case.number in html and "is bewaard" not in html
    assert '<a href="?fase=triage&regisseur=alle&sorteer=-nummer" aria-current="page">Mijn triage</a>' in html


def test_what_somebody_typed_in_the_address_is_not_kept(cast: Cast) -> None:
    """Only what can be chosen: a name in the address, or a filter that does not exist, stays out."""
    keep(cast.rosa, "fase=triage&fase=Jansen&aanpak=Jansen&zoek=Jansen&pagina=3&sorteer=Jansen")
    assert SavedView.objects.get().query == "fase=triage"
    assert keep(cast.rosa, "zoek=Jansen").url == "/casussen/"
    assert SavedView.objects.count() == 1


@pytest.mark.parametrize("name", ["Triage", "triage", "Mijn casussen", "WACHT OP BIJDRAGE"])
def test_no_two_chips_are_called_the_same(cast: Cast, name: str) -> None:
    answer = keep(cast.rosa, "fase=triage", name)
    assert answer.status_code == 422 and not SavedView.objects.exists()
    assert "Deze naam staat al boven de lijst" in answer.content.decode()
    assert keep(cast.gea, "fase=triage", name).status_code == 302, "a delegate has other chips"
    keep(cast.rosa, "fase=triage")
    view = SavedView.objects.get(user=cast.rosa.user)
    assert cast.rosa.client().post(f"/casussen/weergaven/{view.pk}/", {"naam": name}).status_code == 422


def test_what_stands_twice_in_the_address_is_kept_once(cast: Cast) -> None:
    """Of a filter with one answer the last one counts, as on the list itself."""
    several = "&".join(["fase=triage", "fase=aanmelding"] * 40)
    assert keep(cast.rosa, f"{several}&regisseur=alle&regisseur=niemand").status_code == 302
    assert SavedView.objects.get().query == "fase=triage&fase=aanmelding&regisseur=niemand"


@pytest.mark.parametrize("name", ["Zaak 999999011", "Geboren 06-05-1994", "tel 0612345678", "", "x" * 61])
def test_a_name_that_looks_like_a_person_is_refused(cast: Cast, name: str) -> None:
    answer = keep(cast.rosa, "fase=triage", name)
    assert answer.status_code == 422 and not SavedView.objects.exists()
    assert name in answer.content.decode()


def test_it_is_of_one_person_in_one_capacity(cast: Cast) -> None:
    keep(cast.rosa, "fase=triage", "Van Rosa")
    keep(cast.gea, "fase=casusoverleg", "Van Gea")
    other = staff("Rita", cast.house, Role.PROCESREGISSEUR)
    for person in (cast.otto, other, cast.zoe, cast.piet):
        html = page(person) + page(person, "/casussen/weergaven/")
        assert "Van Rosa" not in html and "Van Gea" not in html
    assert "Van Rosa" in page(cast.rosa) and "Van Gea" in page(cast.gea)
    assert SavedView.objects.get(name="Van Gea").party == cast.gea.party


def test_it_is_shared_with_the_role_in_the_house(cast: Cast) -> None:
    keep(cast.rosa, "fase=triage", "Gedeelde", gedeeld="on")
    colleague = staff("Rita", cast.house, Role.PROCESREGISSEUR)
    assert "Gedeelde" in page(colleague) and "gedeeld door Rosa" in page(colleague, "/casussen/weergaven/")
    for person in (cast.otto, cast.mara, cast.zoe, cast.gea):
        assert "Gedeelde" not in page(person), person.user
    view = SavedView.objects.get()
    for verb in ("", "verwijderen/"):
        assert colleague.client().post(f"/casussen/weergaven/{view.pk}/{verb}", {"naam": "Anders"}).status_code == 404


def test_a_shared_view_shows_who_opens_it_the_own_cases_only(cast: Cast) -> None:
    """A view is a question, not an answer."""
    case, foreign = story.at_table(cast, cast.gea), story.at_table(cast, cast.olga)
    keep(cast.rosa, "fase=casusoverleg&regisseur=alle", "Alles", gedeeld="on")
    address = f"/casussen/?{SavedView.objects.get().query}"
    assert case.number in page(cast.rosa, address) and foreign.number in page(cast.rosa, address)
    assert case.number in page(cast.gea, address) and foreign.number not in page(cast.gea, address)
    assert case.number not in page(cast.zoe, address)


def test_a_delegate_shares_with_nobody(cast: Cast) -> None:
    assert "gedeeld" not in cast.gea.client().get(f"{KEEP}?fase=triage").context["form"].fields
    keep(cast.gea, "fase=triage", gedeeld="on")
    assert not SavedView.objects.get().is_shared


def test_the_list_begins_with_the_view_that_was_chosen(cast: Cast) -> None:
    keep(cast.rosa, "fase=triage", "Eerst", standaard="on", gedeeld="on")
    keep(cast.rosa, "fase=aanmelding", "Nu", standaard="on")
    assert cast.rosa.client().get("/casussen/").url == "/casussen/?fase=aanmelding"
    assert cast.rosa.client().get("/casussen/?fase=").status_code == 200, "the other views are still to be had"
    assert staff("Rita", cast.house, Role.PROCESREGISSEUR).client().get("/casussen/").status_code == 200
    assert SavedView.objects.filter(is_default=True).count() == 1


def test_a_view_is_renamed_and_thrown_away(cast: Cast) -> None:
    keep(cast.rosa, "fase=triage", "Oud", gedeeld="on", standaard="on")
    view, client = SavedView.objects.get(), cast.rosa.client()
    assert client.get(f"/casussen/weergaven/{view.pk}/").context["form"].initial["naam"] == "Oud"
    client.post(f"/casussen/weergaven/{view.pk}/", {"naam": "Nieuw"})
    view.refresh_from_db()
    assert (view.name, view.is_shared, view.is_default, view.query) == ("Nieuw", False, False, "fase=triage")
    client.post(f"/casussen/weergaven/{view.pk}/verwijderen/")
    assert not SavedView.objects.exists()
    assert client.post(f"/casussen/weergaven/{view.pk}/verwijderen/").status_code == 404


def test_the_step_itself_changes_the_own_view_in_the_own_capacity_only(cast: Cast) -> None:
    """Also not one's own of another role or party, nor one that was thrown away meanwhile: it would come back."""
    keep(cast.rosa, "fase=triage", gedeeld="on")
    view = SavedView.objects.get()
    colleague = staff("Rita", cast.house, Role.PROCESREGISSEUR)
    second = Appointment.objects.create(
        user=cast.rosa.user, house=cast.house, role=Role.PROCESONDERSTEUNER, from_date=START, secrecy_on=START
    )
    for person in (colleague, Person(cast.rosa.user, second), cast.otto, cast.zoe, cast.gea, cast.fatima):
        with acting_as(person.pk) as actor:
            with pytest.raises(NotAllowed):
                change_view(view, "Anders", is_shared=False, is_default=True, by=actor)
            with pytest.raises(NotAllowed):
                delete_view(view, by=actor)
    with acting_as(cast.fatima.pk) as fatima, pytest.raises(NotAllowed):
        save_view("Van de FG", "fase=triage", is_shared=False, is_default=False, by=fatima)
    with acting_as(cast.rosa.pk) as rosa:
        delete_view(view, by=rosa)
        with pytest.raises(NotAllowed):
            change_view(view, "Terug", is_shared=False, is_default=False, by=rosa)
    assert not SavedView.objects.exists()


def test_the_database_shows_nobody_the_views_of_others(cast: Cast) -> None:
    keep(cast.rosa, "fase=triage", "Eigen")
    keep(cast.rosa, "fase=triage", "Gedeeld", gedeeld="on")
    colleague = staff("Rita", cast.house, Role.PROCESREGISSEUR)
    seen = {}
    for person in (cast.rosa, colleague, cast.otto, cast.zoe, cast.gea, cast.fatima):
        with acting_as(person.pk):
            seen[person.user.name] = set(SavedView.objects.values_list("name", flat=True))
            changed = SavedView.objects.update(name="x") if person is not cast.rosa else 0
        assert changed == 0
    nothing = dict.fromkeys(("Otto", "Zoe", "Gea", "Fatima"), set())
    assert seen == {"Rosa": {"Eigen", "Gedeeld"}, "Rita": {"Gedeeld"}, **nothing}


def test_the_number_of_queries_does_not_grow_with_views(cast: Cast) -> None:
    counted = []
    for _ in range(2):
        for number in range(5):
            keep(cast.rosa, "fase=triage", f"Weergave {number}")
        client = cast.rosa.client()
        with CaptureQueriesContext(connection) as asked:
            client.get("/casussen/?regisseur=alle")
            client.get("/casussen/weergaven/")
        counted.append(len(asked))
    assert counted[0] == counted[1]
