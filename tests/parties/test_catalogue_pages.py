import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from parties.models import Covenant, House, Party, PartyKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def rosa(cast):
    return cast.rosa.client()


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_of_a_house_by_kind(rosa):
    page = text(rosa.get(reverse("partijen"), {"huis": "RU", "soort": "woningcorporatie"}))
    assert "8 partijen" in page
    assert "Mitros" in page
    assert "Ymere" not in page


def test_the_whole_list_is_paged_and_sorted(rosa):
    page = text(rosa.get(reverse("partijen"), {"sorteer": "-naam", "pagina": "4"}))
    assert "197 partijen" in page
    assert page.index("DC Schiphol") < page.index("Altrecht")


def test_a_name_that_nobody_has(rosa):
    assert "Geen partij gevonden" in text(rosa.get(reverse("partijen"), {"naam": "bestaat niet"}))


@pytest.mark.parametrize("query", [{"huis": "XX"}, {"soort": "' or 1=1"}, {"sorteer": "wachtwoord"}, {"pagina": "-9"}])
def test_a_strange_question_narrows_nothing(rosa, query):
    assert "197 partijen" in text(rosa.get(reverse("partijen"), query))


def test_an_unknown_house_gets_a_message_at_the_field(rosa):
    assert 'id="id_huis_error"' in text(rosa.get(reverse("partijen"), {"huis": "XX"}))


def test_the_list_asks_the_same_number_of_queries_for_one_and_for_fifty(rosa):
    def queries(query):
        rosa.get(reverse("partijen"), query)
        with CaptureQueriesContext(connection) as captured:
            text(rosa.get(reverse("partijen"), query))
        return len(captured)

    assert queries({"naam": "Mitros"}) == queries({})


def test_a_party_shows_kind_ground_and_membership_with_their_sources(rosa):
    page = text(rosa.get(reverse("partij", args=["politie-midden-nederland"])))
    for piece in (
        "Wpg 20",
        "protocol art. 6.4 d",
        "Flevoland",
        "Midden-Nederland",
        "Stuurgroep Regio Utrecht",
    ):
        assert piece in page


def test_the_kinds_say_tasks_grounds_secrecy_and_desk(rosa):
    page = text(rosa.get(reverse("partijen-soorten")))
    for kind in PartyKind.objects.prefetch_related("grounds"):
        for piece in (
            kind.name,
            kind.tasks,
            kind.secrecy,
            kind.subject_request_desk,
            *(one.text for one in kind.grounds.all()),
        ):
            assert piece in page


def test_a_party_that_is_no_member_says_so(rosa):
    page = text(rosa.get(reverse("partij", args=["centrum-seksueel-geweld-utrecht"])))
    assert "Nog na te gaan" in page
    assert "geen lid" in page


def test_a_house_shows_its_own_words_and_stages(rosa):
    page = text(rosa.get(reverse("huis", args=["kennemerland"])))
    for piece in ("procescoördinator", "weging", "Geschoond en afgesloten", "convenant bijlage 3"):
        assert piece in page


def test_top_x_warns_that_it_deviates_from_the_protocol(rosa):
    assert "Wijkt af van het protocol" in text(rosa.get(reverse("huis", args=["regio-utrecht"])))
    assert "Wijkt af van het protocol" not in text(rosa.get(reverse("huis", args=["flevoland"])))


def test_a_house_names_who_may_take_part(rosa):
    page = text(rosa.get(reverse("huis", args=["regio-utrecht"])))
    for piece in ("Alleen voor", "Vaste partners", "Criterium T1"):
        assert piece in page
    assert "alleen bij minderjarigen" in text(rosa.get(reverse("huis", args=["kennemerland"])))


def test_every_page_of_the_catalogue_opens(rosa):
    pages = [reverse("huizen")]
    pages += [reverse("huis", args=[house.slug]) for house in House.objects.all()]
    pages += [reverse("convenant", args=[covenant.code]) for covenant in Covenant.objects.all()]
    pages += [reverse("partij", args=[party.slug]) for party in Party.objects.filter(name__startswith="D")]
    assert len(pages) > 20
    assert {rosa.get(page).status_code for page in pages} == {200}


@pytest.mark.parametrize(
    "address",
    [
        "/partijen/",
        "/partijen/altrecht/",
        "/huizen/",
        "/huizen/regio-utrecht/",
        "/convenanten/midden-nederland/",
    ],
)
def test_for_a_delegate_these_pages_do_not_exist(cast, client, address):
    assert cast.rosa.client().get(address).status_code == 200
    assert cast.piet.client().get(address).status_code == 404
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("address", ["/partijen/niemand/", "/huizen/nergens/", "/convenanten/geen/"])
def test_what_does_not_exist_is_not_found(rosa, address):
    assert rosa.get(address).status_code == 404
