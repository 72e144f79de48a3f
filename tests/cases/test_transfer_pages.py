"""The pages of a transfer: from the closing of one house to the registration of the other."""

import pytest

from cases.models import Case, Contribution, Transfer
from parties.models import House
from tests.cases import story
from tests.cases.test_transfer import GROUND, agreed
from tests.cases.test_triage_pages import text
from tests.cast import Cast


@pytest.fixture
def case(cast: Cast) -> Case:
    House.objects.filter(pk=cast.house.pk).update(allows_digital_transfer=True)
    return story.at_table(cast, cast.piet, cast.olga, cast.gea)


@pytest.fixture
def given(cast: Cast, case: Case) -> Contribution:
    return agreed(cast, case)


def sent(cast: Cast, case: Case, **about: object) -> dict[str, object]:
    return {
        "huis": cast.other_house.pk, "reden": "De betrokkene verhuist", "omschrijving": "Een volwassene met zorgen thuis",
        "grond": GROUND, "personen": [str(one.pk) for one in case.subjects.all()], "samenvatting": "Kanariesamenvatting", **about,
    }  # fmt: skip


def test_from_one_house_to_the_other(cast: Cast, case: Case, given: Contribution) -> None:
    rosa, zoe, address = cast.rosa.client(), cast.zoe.client(), f"/casussen/{case.number}/afschalen/overdragen/"
    wrong = rosa.post(address, sent(cast, case, omschrijving="Zorgen over Kanarie", grond="de wet", personen=[]))
    assert wrong.status_code == 422 and "Zorgen over Kanarie" in wrong.content.decode()
    wrong = rosa.post(address, sent(cast, case, omschrijving="Zorgen over Kanarie", grond="de wet"))
    assert "Hier staat een naam: Kanarie" in text(wrong) and "Noem de wet met het artikel" in text(wrong)
    assert rosa.post(address, sent(cast, case, bijdragen=[str(given.pk)])).status_code == 302
    assert "wacht op antwoord" in text(rosa.get(address))
    offer = f"/overdrachten/{Transfer.objects.get().pk}/"
    work = zoe.get("/mijn-werk/").content.decode()
    assert offer in work and str(case.number) not in work
    shown = zoe.get(offer).content.decode()
    assert "Een volwassene met zorgen thuis" in shown
    for secret in ("Kanarie", str(case.number), given.facts):
        assert secret not in shown
    assert "Kies de aanpak" in text(zoe.post(offer, {"antwoord": "ja"}))
    assert "Schrijf waarom" in text(zoe.post(offer, {"antwoord": "nee"}))
    approach = cast.other_house.approaches.all()[0]
    answer = zoe.post(offer, {"antwoord": "ja", "aanpak": approach.pk}, follow=True)
    made = Case.objects.get(house=cast.other_house)
    assert (
        answer.status_code == 200
        and f"Ontvangen van {cast.house}" in text(answer)
        and "Kanariesamenvatting" in text(answer)
    )
    received = text(zoe.get(f"/casussen/{made.number}/ontvangen/"))
    assert str(cast.gea.party) in received and "Kanarievoorwaarde" in received
    assert zoe.get(offer).status_code == zoe.post(offer, {"antwoord": "nee", "reden": "r"}).status_code == 404
    assert zoe.get(f"/casussen/{case.number}/").status_code == 404
    assert cast.rosa.client().get(f"/casussen/{made.number}/ontvangen/").status_code == 404
    assert "aangenomen" in text(rosa.get(address))


def test_refused_and_withdrawn(cast: Cast, case: Case) -> None:
    rosa, zoe, address = cast.rosa.client(), cast.zoe.client(), f"/casussen/{case.number}/afschalen/overdragen/"
    for method in (rosa.get, rosa.post):
        assert "Er staat geen aanbod open" in text(method(f"{address}intrekken/", follow=True))
    rosa.post(address, sent(cast, case))
    offer = f"/overdrachten/{Transfer.objects.get().pk}/"
    assert zoe.post(offer, {"antwoord": "nee", "reden": "Geen <b>plaats</b> {{ x }} O'Neill"}).status_code == 302
    assert offer not in zoe.get("/mijn-werk/").content.decode()
    assert "Geen &lt;b&gt;plaats&lt;/b&gt; {{ x }} O&#x27;Neill" in rosa.get(address).content.decode()
    rosa.post(address, sent(cast, case))
    assert rosa.post(address, sent(cast, case)).status_code == 302 and Transfer.objects.count() == 2
    assert rosa.post(f"{address}intrekken/").status_code == 302
    assert not Transfer.objects.open().exists()


def test_suppliers_are_asked_from_here(cast: Cast, case: Case) -> None:
    made = story.delivered(case, cast.gea)
    rosa, address = cast.rosa.client(), f"/casussen/{case.number}/afschalen/overdragen/vragen/"
    given = {"huis": cast.other_house.pk, "bijdragen": [str(made.pk)], "doel": "Kanariedoel", "grond": "de wet"}
    assert "Noem de wet met het artikel" in text(rosa.post(address, given))
    assert rosa.post(address, {**given, "grond": GROUND}).status_code == 302
    asked = made.further_uses.get()
    assert (asked.why, asked.receiver_house) == ("overdracht", cast.other_house)
    assert str(cast.other_house) in text(cast.gea.client().get(f"/casussen/{case.number}/verder-gebruik/{asked.pk}/"))
    assert rosa.get(f"/casussen/{case.number}/verder-gebruik/{asked.pk}/geven/").status_code == 404


def test_off_there_is_no_page(cast: Cast, case: Case) -> None:
    House.objects.filter(pk=cast.house.pk).update(allows_digital_transfer=False)
    for place in ("", "vragen/"):
        assert cast.rosa.client().get(f"/casussen/{case.number}/afschalen/overdragen/{place}").status_code == 404
