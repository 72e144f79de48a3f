"""Overviews over the cases that one may see, and the account per supplier (Wpg 32, Wjsg 39j; protocol 7.2, 13.7, 16.7; S65)."""

import pytest
from django.utils import timezone

from cases.models import Case, Consent, Disclosure
from cases.workflow.consent import note_consent
from privacy.models import AccessLogLine
from tests.cases import story
from tests.cast import Cast, staff
from zvh.actor import acting_as
from zvh.sealing import open_keyring

pytestmark = pytest.mark.django_db
HOME = "/privacy/overzichten/"
NAMES = ("verstrekkingen", "toestemmingen", "verder-gebruik", "niet-ingelicht")


def disclosed(cast: Cast, case: Case, supplier: str, what: str) -> None:
    Disclosure.objects.create(
        house=cast.house, number=str(case.number), party=cast.gea.party, supplier=getattr(cast, supplier).party, what=what,
        source="Wpg art. 20", by=cast.rosa.user, at=timezone.now(),
    )  # fmt: skip


def test_the_account_of_one_supplier_holds_its_rows_only(cast: Cast) -> None:
    case = story.at_table(cast)
    disclosed(cast, case, "piet", "verder-gebruik")
    disclosed(cast, case, "olga", "overdracht-lokaal")
    client, slug = cast.fatima.client(), cast.piet.party.slug
    both = client.get(f"{HOME}verstrekkingen/").content.decode()
    assert "een bijdrage voor verder gebruik" in both and "aan de lokale aanpak" in both
    one = client.get(f"{HOME}verstrekkingen/?leverancier={slug}").content.decode()
    assert "een bijdrage voor verder gebruik" in one and "aan de lokale aanpak" not in one
    answer = client.post(f"{HOME}verstrekkingen/downloaden/", {"vorm": "csv", "leverancier": slug})
    said = answer.content.decode("utf-8-sig")
    assert said.count("\n") == 2 and "Wpg art. 20" in said and "Rosa" in said and str(case.number) in said
    assert slug in answer.headers["content-disposition"]
    assert AccessLogLine.objects.filter(
        rule="overzicht-downloaden", object_type="verstrekkingen", result_count=1
    ).exists()


def test_consents_are_shown_across_the_cases_with_every_word(cast: Cast) -> None:
    case = story.at_table(cast, cast.gijs)
    with open_keyring(), acting_as(cast.gijs.pk) as gijs:
        for state in (Consent.State.GIVEN, Consent.State.WITHDRAWN):
            note_consent(
                case, subject=case.subjects.get(), state=state, on=gijs.today, told_of_withdrawal=True, by=gijs
            )
    said = cast.rosa.client().get(f"{HOME}toestemmingen/").content.decode()
    assert "ingetrokken" in said and "gegeven" in said and said.count(f"/casussen/{case.number}/") == 2


@pytest.mark.parametrize("name", NAMES)
def test_who_reads_cases_opens_them_and_of_another_house_nothing_shows(cast: Cast, name: str) -> None:
    case = story.at_table(cast)
    disclosed(cast, case, "piet", "verder-gebruik")
    for person in (cast.rosa, cast.otto, cast.mara):
        assert person.client().get(f"{HOME}{name}/").status_code == 200
    for person in (cast.piet, cast.abel, cast.rik):
        assert person.client().get(f"{HOME}{name}/").status_code == 404
    is_open = 200 if name == "verstrekkingen" else 404
    assert cast.fatima.client().get(f"{HOME}{name}/").status_code == is_open
    frans = staff("Frans", cast.other_house, "fg")
    for person in (cast.zoe, frans):
        assert str(case.number) not in person.client().get(f"{HOME}{name}/").content.decode()


def test_a_register_that_is_none_is_not_there(cast: Cast) -> None:
    assert cast.rosa.client().get(f"{HOME}geheim/").status_code == 404
    assert cast.rosa.client().get("/privacy/registers/geheim/").status_code == 404
