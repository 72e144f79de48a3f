"""The pages of phase 1, as people see them."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone

from cases.models import Aanmelding, Case, Consultation, Feedback, Subject
from cases.phases import Phase
from parties.models import Appointment, Delegation
from parties.roles import Purpose, Role
from privacy.models import AccessLogLine
from tests.cast import START, Cast, Person

BSN = "123456782"
HOSTILE = ["\x00", "a\u202eb", "x" * 50_001, "<script>alert(1)</script>"]


def start(client: Client, cast: Cast, **more: object) -> str:
    """Begin a concept; gives the address of its situation page."""
    approach = cast.house.approaches.get(code="complexe-casuistiek")
    answer = client.post("/casussen/aanmelden/", {"huis": cast.house.pk, "aanpak": approach.pk, **more})
    assert answer.status_code == 302, answer.content.decode()
    found = re.fullmatch(r"(/casussen/aanmelden/[0-9a-f-]+/)betrokkenen/nieuw/", answer.url)
    assert found
    return found[1]


def fill_in(client: Client, draft: str, surname: str = "Kanarie") -> None:
    """Everything that is needed to send the concept."""
    person = {"surname": surname, "first_names": "Jan", "born_on_0": "3", "bewaar": "1"}
    person |= {"born_on_dag": "3", "born_on_maand": "4", "born_on_jaar": "1990", "bsn": BSN}
    assert client.post(f"{draft}betrokkenen/nieuw/", person).url == f"{draft}betrokkenen/"
    situation = {"problem": "Kanarieprobleem", "life_domains": ["huisvesting", "verslaving"], "verder": "1"}
    assert client.post(draft, situation).url == f"{draft}criteria/"
    case = Case.objects.get(pk=UUID(draft.split("/")[-2]))
    marks = {f"met_{c.pk}": "ja" for c in case.approach.own_criteria()}
    marks |= {f"why_{c.pk}": "Kanarietoelichting" for c in case.approach.own_criteria()}
    assert client.post(f"{draft}criteria/", {**marks, "verder": "1"}).url == f"{draft}controle/"


def send(client: Client, draft: str) -> str:
    answer = client.post(f"{draft}controle/", {"juist": "on", "verstuur": "1"})
    assert answer.status_code == 302, answer.content.decode()
    return answer.url.split("/")[2]


def filed(client: Client, cast: Cast, **more: object) -> str:
    draft = start(client, cast, **more)
    fill_in(client, draft)
    return send(client, draft)


def test_a_delegate_files_a_registration_and_reads_it_until_it_is_decided(cast: Cast) -> None:
    piet, rosa = cast.piet.client(), cast.rosa.client()
    draft = start(piet, cast)
    fill_in(piet, draft)
    check = piet.get(f"{draft}controle/").content.decode()
    assert "Kanarieprobleem" in check and "Huisvesting" in check and "Kanarietoelichting" in check
    assert "geboren op 3 april 1990" in check and "De criteria wijzen op een casus" in check
    number = send(piet, draft)
    assert number == f"RU-{timezone.localdate().year}-0001"
    assert number in piet.get(f"/casussen/{number}/aanmelding/verstuurd/").content.decode()
    for reader in (piet, rosa):
        assert "Kanarieprobleem" in reader.get(f"/casussen/{number}/aanmelding/").content.decode()
    answer = rosa.post(f"/casussen/{number}/aanmelding/in-behandeling/", {"explanation": "Past"})
    assert answer.status_code == 302
    assert Case.objects.get(number=number).phase == Phase.TRIAGE
    assert piet.get(f"/casussen/{number}/aanmelding/").status_code == 404
    assert rosa.get(f"/casussen/{number}/aanmelding/").status_code == 200
    assert piet.get(draft).status_code == 404


def test_the_house_files_for_a_party_that_phones(cast: Cast) -> None:
    rosa = cast.rosa.client()
    party = cast.gijs.party
    assert "Partij die meldt" in rosa.get("/casussen/aanmelden/").content.decode()
    assert "Partij die meldt" not in cast.piet.client().get("/casussen/aanmelden/").content.decode()
    number = filed(rosa, cast, partij=party.pk)
    case = Case.objects.get(number=number)
    assert (case.reporting_party, case.filed_by_party) == (party, None)
    assert party.name in rosa.get(f"/casussen/{number}/aanmelding/").content.decode()
    assert cast.gijs.client().get(f"/casussen/{number}/aanmelding/").status_code == 404


def test_a_concept_is_its_authors_in_the_capacity_in_which_it_was_begun(cast: Cast) -> None:
    piet = cast.piet
    draft = start(piet.client(), cast)
    fill_in(piet.client(), draft)
    person = Subject.objects.get(case=UUID(draft.split("/")[-2]))
    pages = [
        "",
        "betrokkenen/",
        "betrokkenen/nieuw/",
        f"betrokkenen/{person.pk}/",
        f"betrokkenen/{person.pk}/weghalen/",
        "criteria/",
        "controle/",
        "weggooien/",
    ]
    at_house = Appointment.objects.create(
        user=piet.user, house=cast.house, role=Role.PROCESREGISSEUR, from_date=START, secrecy_on=START
    )
    at_body = Delegation.objects.create(
        user=piet.user,
        membership=piet.capacity.membership,
        purpose=Purpose.PARTNEROVERLEG,
        from_date=START,
        secrecy_on=START,
    )
    others = [Person(piet.user, at_house), Person(piet.user, at_body), cast.rosa, cast.wil, cast.zoe]
    for page in pages:
        assert piet.client().get(draft + page).status_code == 200, page
        for other in others:
            assert other.client().get(draft + page).status_code == 404, page
            assert (
                other.client().post(draft + page, {"surname": "X", "problem": "X", "juist": "on"}).status_code == 404
            ), page
    assert "J. K. (1990)" in piet.client().get("/casussen/aanmelden/").content.decode()
    for other in (cast.rosa, cast.gijs):
        assert "J. K. (1990)" not in other.client().get("/casussen/aanmelden/").content.decode()


def test_a_concept_keeps_itself(cast: Cast) -> None:
    piet = cast.piet.client()
    draft = start(piet, cast)
    assert piet.post(draft, {"problem": "Vanzelf bewaard"}).status_code == 204
    assert "Vanzelf bewaard" in piet.get(draft).content.decode()
    assert piet.post(draft, {"problem": "a\u202eb"}).status_code == 422
    page = piet.post(draft, {"problem": "a\u202eb", "tried": "Blijft staan", "bewaar": "1"}).content.decode()
    assert "onzichtbaar teken" in page and "Blijft staan" in page
    assert "Vanzelf bewaard" in piet.get(draft).content.decode()
    answer = piet.post(draft, {"problem": "Met de knop", "bewaar": "1"}, follow=True)
    assert "Het concept is bewaard" in answer.content.decode() and "Met de knop" in answer.content.decode()


def test_going_on_asks_for_what_sending_needs_and_keeping_does_not(cast: Cast) -> None:
    piet = cast.piet.client()
    draft = start(piet, cast)
    page = piet.post(draft, {"tried": "Blijft staan", "verder": "1"}).content.decode()
    assert "Vul in wat er aan de hand is" in page and "Blijft staan" in page
    assert piet.post(draft, {"tried": "Bewaard", "bewaar": "1"}).status_code == 302
    first, second, *_ = Case.objects.get(pk=UUID(draft.split("/")[-2])).approach.own_criteria()
    some = {f"met_{first.pk}": "nee", f"why_{first.pk}": "Omdat"}
    page = piet.post(f"{draft}criteria/", {**some, "verder": "1"}).content.decode()
    assert f"Kies ja of nee bij criterium {second.code}" in page and "Omdat" in page
    assert piet.post(f"{draft}criteria/", {**some, "bewaar": "1"}).status_code == 302
    page = piet.get(f"{draft}criteria/").content.decode()
    assert "Omdat" in page and "De criteria wijzen niet op een casus" in page


def test_what_is_missing_is_said_with_a_link_and_nothing_is_sent(cast: Cast) -> None:
    piet = cast.piet.client()
    draft = start(piet, cast)
    page = piet.get(f"{draft}controle/").content.decode()
    for text, part in (
        ("Vul in om wie het gaat", "betrokkenen/"),
        ("Vul in wat er aan de hand is", ""),
        ("Beantwoord elk criterium", "criteria/"),
    ):
        assert re.search(rf'href="{draft}{part}"[^>]*>{text}', page), text
    page = piet.post(f"{draft}controle/", {"juist": "on"}).content.decode()
    assert "nog niet verstuurd" in page
    fill_in(piet, draft)
    page = piet.post(f"{draft}controle/", {}).content.decode()
    assert "vink aan dat ze juist zijn" in page
    case = Case.objects.get(pk=UUID(draft.split("/")[-2]))
    assert case.is_concept and case.number is None and case.aanmelding.declared_correct_at is None
    send(piet, draft)
    assert Aanmelding.objects.get(case=case).declared_correct_at is not None


def test_who_already_sent_it_is_led_to_the_registration(cast: Cast) -> None:
    piet = cast.piet.client()
    draft = start(piet, cast)
    fill_in(piet, draft)
    number = send(piet, draft)
    assert piet.get(f"{draft}controle/").url == f"/casussen/{number}/aanmelding/"
    answer = piet.post(draft, {"problem": "Te laat", "bewaar": "1"}, follow=True)
    assert "al verstuurd" in answer.content.decode() and "Te laat" not in answer.content.decode()


def test_persons_are_added_changed_and_taken_out(cast: Cast) -> None:
    piet = cast.piet.client()
    draft = start(piet, cast)
    wrong = {
        "surname": "",
        "bsn": "123456789",
        "postcode": "99",
        "email": "x",
        "born_on_dag": "31",
        "born_on_maand": "2",
        "born_on_jaar": "1990",
        "street": "Blijft",
    }
    page = piet.post(f"{draft}betrokkenen/nieuw/", wrong).content.decode()
    for message in (
        "Vul achternaam in",
        "BSN van 9 cijfers",
        "zoals 1234 AB",
        "zoals naam@voorbeeld.nl",
        "Deze datum bestaat niet",
        "Blijft",
    ):
        assert message in page, message
    assert Subject.objects.count() == 0
    for name in ("Eerste", "Tweede"):
        piet.post(f"{draft}betrokkenen/nieuw/", {"surname": name, "bsn": BSN})
    first = Subject.objects.order_by("order").first()
    assert first is not None
    piet.post(f"{draft}betrokkenen/{first.pk}/", {"surname": "Derde", "infix": "van"})
    page = piet.get(f"{draft}betrokkenen/").content.decode()
    assert "van Derde" in page and "Tweede" in page and "Eerste" not in page
    piet.post(f"{draft}betrokkenen/{first.pk}/weghalen/")
    assert "Derde" not in piet.get(f"{draft}betrokkenen/").content.decode()
    assert Subject.objects.count() == 1


def test_a_person_of_another_concept_is_not_found_under_this_one(cast: Cast) -> None:
    piet = cast.piet.client()
    mine, other = start(piet, cast), start(piet, cast)
    piet.post(f"{other}betrokkenen/nieuw/", {"surname": "Elders"})
    person = Subject.objects.get()
    assert piet.get(f"{other}betrokkenen/{person.pk}/").status_code == 200
    assert piet.get(f"{mine}betrokkenen/{person.pk}/").status_code == 404


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_refused_at_the_field_or_shown_harmless(cast: Cast, text: str) -> None:
    piet = cast.piet.client()
    draft = start(piet, cast)
    for page, field in (("", "problem"), ("betrokkenen/nieuw/", "surname")):
        answer = piet.post(draft + page, {field: text, "bewaar": "1"}, follow=True)
        assert answer.status_code in (200, 400, 422)  # saved and followed, or sent back
        assert b"<script>alert" not in answer.content
    answer = piet.post(f"{draft}criteria/", {"met_999999": "ja", "bewaar": text})
    assert answer.status_code in (302, 400)
    answer = piet.post("/casussen/aanmelden/", {"huis": text, "aanpak": "-1"})
    assert answer.status_code in (302, 400, 422)


def test_one_files_only_where_the_own_party_takes_part(cast: Cast) -> None:
    piet = cast.piet.client()
    elsewhere = cast.other_house.approaches.first()
    answer = piet.post("/casussen/aanmelden/", {"huis": cast.other_house.pk, "aanpak": elsewhere.pk})
    assert "Kies bij huis iets uit de lijst" in answer.content.decode()
    start(piet, cast)
    assert cast.fatima.client().get("/casussen/aanmelden/").status_code == 404


def test_a_rejected_registration_leaves_the_answer_for_who_filed(cast: Cast, mailoutbox: list) -> None:
    piet, rosa = cast.piet.client(), cast.rosa.client()
    number = filed(piet, cast)
    page = rosa.get(f"/casussen/{number}/aanmelding/niet-in-behandeling/").content.decode()
    assert "vannacht vernietigd" in page and "28 dagen" in page
    assert (
        "Vul terugkoppeling"
        in rosa.post(f"/casussen/{number}/aanmelding/niet-in-behandeling/", {"feedback": " "}).content.decode()
    )
    assert Case.objects.get(number=number).phase == Phase.AANMELDING
    answer = rosa.post(f"/casussen/{number}/aanmelding/niet-in-behandeling/", {"feedback": "Kanarieantwoord"})
    assert answer.status_code == 302
    case = Case.objects.get(number=number)
    assert (case.phase, case.destroy_on) == (Phase.ENDED, timezone.localdate())
    given = Feedback.objects.get()
    address = f"/terugkoppelingen/{given.pk}/"
    assert "Kanarieantwoord" in piet.get(address).content.decode()
    for other in (cast.rosa, cast.olga, cast.zoe):
        assert other.client().get(address).status_code == 404
    assert piet.get(f"/casussen/{number}/aanmelding/").status_code == 404


def test_house_and_reporter_talk_where_the_house_opened_that(cast: Cast) -> None:
    piet, rosa = cast.piet.client(), cast.rosa.client()
    number = filed(piet, cast)
    address = f"/casussen/{number}/aanmelding/"
    assert cast.house.consultation_opens_in == "triage"
    assert "Overleg over de aanmelding" not in piet.get(address).content.decode()
    assert piet.post(address, {"text": "Mag nog niet"}).status_code == 404
    type(cast.house).objects.filter(pk=cast.house.pk).update(consultation_opens_in="aanmelding")
    assert rosa.post(address, {"text": "Kanarievraag"}).status_code == 302
    assert piet.post(address, {"text": "Kanarieantwoord"}).status_code == 302
    assert "Vul uw bericht in" in piet.post(address, {"text": "\u200b"}).content.decode()
    for reader in (piet, rosa):
        page = reader.get(address).content.decode()
        assert "Kanarievraag" in page and "Kanarieantwoord" in page
    assert Consultation.objects.count() == 2


def test_every_page_is_read_in_the_log(cast: Cast) -> None:
    piet = cast.piet.client()
    number = filed(piet, cast)
    case = Case.objects.get(number=number)
    cast.rosa.client().get(f"/casussen/{number}/aanmelding/")
    line = AccessLogLine.objects.get(actor_id=cast.rosa.user.pk)
    assert (line.dossier_id, line.action, line.rule) == (case.pk, "R", "house")
    assert line.parts == ["betrokkenen", "situatie", "criteria"]


@pytest.mark.parametrize("amount", [1, 3])
def test_the_list_of_concepts_costs_the_same_for_one_and_three(
    cast: Cast, amount: int, django_assert_num_queries
) -> None:
    piet = cast.piet.client()
    for _ in range(amount):
        draft = start(piet, cast)
        piet.post(f"{draft}betrokkenen/nieuw/", {"surname": "Kanarie"})
    with django_assert_num_queries(QUERIES_OF_START):
        page = piet.get("/casussen/aanmelden/")
    assert page.content.decode().count("Verder gaan") == amount


QUERIES_OF_START = 19
