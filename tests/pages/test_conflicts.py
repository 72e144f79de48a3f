"""Two windows on the same form: who saves second is shown both texts, loses nothing, and saves what was chosen (10, pattern 7)."""

import re
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from html import unescape
from typing import Any

import pytest
from django.http import QueryDict

from cases.models import AgendaItem, Case
from tests.access import asking
from tests.access.test_matrix import POST
from tests.cases import story
from tests.cast import Cast
from tests.hostile.pageforms import PageForm, forms_in
from zvh.conflicts import settled
from zvh.differences import merged

THEIRS, MINE = "Wat de ander bewaarde.", "Wat ik zelf typte."
THEIR_DAY, MY_DAY = "2027-05-01", "2027-06-01"


@dataclass(frozen=True)
class Shared:
    """A form that two people fill in: who opens it, where, the field in which they differ, and what else is sent."""

    who: str
    address: str
    field: str
    more: dict[str, Any] = dataclass_field(default_factory=dict)
    theirs: str = THEIRS
    mine: str = MINE  # empty: a box that is not ticked
    shown: tuple[str, str] = ("", "")  # as a person reads both, where that is not what is sent
    own: bool = False  # only its author writes it, in two windows


DRAFT = "/casussen/aanmelden/{concept}/"
TABLE = "/overleggen/{meeting}/vergaderen/{item}/"
FORMS = {
    "plan-schrijven": Shared("rosa", "/casussen/{number}/plan/schrijven/", "doel", {"bewaar": "1"}),
    "plan-schrijven: rol": Shared("rosa", "/casussen/{number}/plan/schrijven/", "rol_{olga_party}", {"bewaar": "1"}),
    "casusregisseur-kiezen": Shared(
        "rosa", "/casussen/{number}/plan/casusregisseur/", "wie", {}, "{olga}", "{gea}", ("Olga, ", "Gea, ")
    ),
    "vergaderen": Shared("rosa", TABLE, "beeld", {"deel": "verslag"}),
    "vergaderen: scores": Shared(
        "rosa", TABLE, "score-huisvesting-uitleg", {"deel": "scores", "score-huisvesting": "rood"}
    ),
    "vergaderen: aanwezig": Shared(
        "rosa", TABLE, "aanwezig-stoel-{seat}", {"deel": "aanwezig"}, "on", "", ("Ja", "Nee")
    ),
    "afschalen-besluit": Shared("rosa", "/casussen/{number}/afschalen/besluit/", "toelichting", {"bewaar": "1"}),
    "triage-besluit": Shared("rosa", "/casussen/{triage}/triage/besluit/", "redenen", {"bewaar": "1"}),
    "triage-criteria": Shared("rosa", "/casussen/{triage}/triage/criteria/", "toelichting_{criterion}", {"every": "ja"}),
    "actie-melden": Shared("gea", "/acties/{action}/", "resultaat", {"stand": "open"}),
    "overleg-wijzigen": Shared("rosa", "/overleggen/{planned}/wijzigen/", "plaats"),
    "vergadering-wijzigen": Shared("mara", "/bestuur/vergaderingen/{komend}/wijzigen/", "plaats"),
    "begroting-post": Shared("mara", "/bestuur/posten/{post}/", "bedrag", {}, "20,00", "30,00"),
    "begroting-bijdragen": Shared("mara", "/bestuur/stukken/{budget}/bijdragen/", "anders_0_bedrag", {}, "20,00", "30,00"),
    "begroting-betaald": Shared(
        "mara", "/bestuur/bijdragen/{share}/", "betaald", {}, "2026-05-01", "2026-06-01", ("1 mei 2026", "1 juni 2026")
    ),
    "stuk-hoofdstuk": Shared("mara", "/bestuur/hoofdstukken/{chapter}/", "tekst"),
    "besluit-wijzigen": Shared("mara", "/bestuur/besluiten/{prepared}/wijzigen/", "onderwerp"),
    "vergadering-houden": Shared(
        "mara", "/bestuur/vergaderingen/{vergadering}/houden/", "verslag", {"deel": "verslag"}
    ),
    "interventie-wijzigen": Shared("rosa", "/interventies/{intervention}/wijzigen/", "wat"),
    "interventie-stand": Shared("gea", "/interventies/{intervention}/stand/", "resultaat", {"stand": "loopt"}),
    "bijdrage": Shared("piet", "/bijdragen/{draft}/", "feiten", {"naar": "bewaar"}),
    "bijdrage-verbeteren": Shared("piet", "/bijdragen/{shared}/verbeteren/", "feiten", {"reden": "Het klopte niet"}),
    "bijdrage-vrijgave": Shared(
        "piet", "/bijdragen/{shared}/vrijgave/", "vrijgave", {"partijen": "{olga_party}", "bevestigd": "1"}, "huis", "partijen",
        ("Alleen het huis", "De partijen die ik kies"),
    ),
    "aanmelding-concept": Shared("piet", DRAFT, "problem", {"bewaar": "1"}, own=True),
    "aanmelding-criteria": Shared(
        "piet", f"{DRAFT}criteria/", "why_{criterion}", {"bewaar": "1", "met_{criterion}": "ja"}, own=True
    ),
    "aanmelding-betrokkene": Shared("piet", f"{DRAFT}betrokkenen/{{person}}/", "surname", own=True),
    "logboek-verbeteren": Shared("rosa", "/casussen/{number}/tijdlijn/{entry}/verbeteren/", "inhoud"),
    "casus-notities": Shared("rosa", "/casussen/{number}/notities/", "notitie", {"bewaar": "1"}, own=True),
    "notitie": Shared("rosa", "/casussen/{number}/notities/{note}/", "notitie"),
    "traject-verbeteren": Shared("piet", "/casussen/{number}/trajecten/detentie/{detention}/verbeteren/", "inrichting"),
    "brief-wijzigen": Shared("rosa", "/casussen/{number}/brieven/{letter}/wijzigen/", "eigen_tekst"),
    "mens-rol-wijzigen": Shared(
        "abel", "/beheer/mensen/{colleague}/rol/{role}/", "until_date", {"secrecy_on": "2026-01-01"}, THEIR_DAY, MY_DAY,
        ("1 mei 2027", "1 juni 2027"),
    ),
    "datalek-maatregelen": Shared("mara", "/privacy/datalekken/{breach}/maatregelen/", "maatregelen"),
    "datalek-autoriteit": Shared("mara", "/privacy/datalekken/{breach}/autoriteit/", "reden", {"melden": "nee"}),
    "datalek-betrokkenen": Shared(
        "mara", "/privacy/datalekken/{breach}/betrokkenen/", "reden", {"keuze": "geen-hoog-risico", "besluit": "{day}"}
    ),
    "register-wijzigen": Shared("mara", "/privacy/registers/aanwijzingen/{instruction}/wijzigen/", "text"),
    "partij-wijzigen": Shared("abel", "/partijen/{party}/wijzigen/", "seat"),
    "partij-loket": Shared("abel", "/partijen/{party}/loketten/privacy/", "note", {"name": "Loket privacy"}),
    "partij-deelname-wijzigen": Shared(
        "abel", "/partijen/{party}/deelname/{membership}/", "ended_note", {"until_date": "2027-07-01", "ended_because": "opzegging"}
    ),
    "partij-mandaat-wijzigen": Shared(
        "abel", "/partijen/{party}/mandaten/{mandate}/", "until_date", {}, THEIR_DAY, MY_DAY, ("1 mei 2027", "1 juni 2027")
    ),
    "partij-protocol": Shared(
        "abel", "/partijen/{party}/deelname/{membership}/protocollen/{protocol}/", "signed_on", {}, THEIR_DAY, MY_DAY,
        ("1 mei 2027", "1 juni 2027"),
    ),
}  # fmt: skip

# Every other address that takes a form, and why nobody overwrites there what he did not see. A test says that none is missing.
MAKES = "makes a row of its own; what was there stays"
ONCE = "a step that is taken once: who is second gets 404 with his own words, or finds it done"
NAMES_VERSION = "names the version that was read; another one is shown again"
OWN = "about the person who acts, or the own session"
SAME = "says which, not what: pressed twice it is the same"
READS = "changes nothing"
FILE = "a file says of every line what it becomes; what was there stands in the history"
OTHERWISE = {
    "mens-uitnodigen": MAKES, "mens-rol": MAKES, "mens-vog": MAKES, "mens-opnieuw": SAME, "mens-tweede-stap": SAME,
    "mens-sessies": SAME, "mens-sluiten": SAME,
    "partij-nieuw": MAKES, "partij-mandaat": MAKES, "partij-huis": SAME, "mens-scholing": MAKES, "partij-deelname": ONCE,
    "partijen-invoer": FILE, "mensen-invoer": FILE,
    "toegangscontrole-beslissen": ONCE, "toegangscontrole-downloaden": READS, "toegang-hervatten": ONCE,
    "toewijzen": MAKES, "intrekken": SAME, "bijdragen-opvragen": MAKES, "bijdrage-beginnen": MAKES, "bijdrage-gevraagd": MAKES,
    "bijdrage-geen": ONCE, "vrijgave-gevraagd": ONCE, "bijdrage-controle": NAMES_VERSION, "bijdrage-weggooien": SAME,
    "bijdrage-vooraf": MAKES, "bijdrage-intrekken": SAME, "bijdrage-herbeoordeling": ONCE, "casus-toestemming": MAKES,
    "casus-afdrukken": MAKES,
    "aanmelden": MAKES, "aanmelding-betrokkenen": OWN, "aanmelding-betrokkene-nieuw": MAKES,
    "aanmelding-betrokkene-weghalen": SAME, "aanmelding-controle": ONCE, "aanmelding-weggooien": SAME,
    "casus-aanmelding": MAKES, "casus-aanmelding-verstuurd": SAME, "casus-in-behandeling": ONCE,
    "casus-niet-in-behandeling": ONCE,
    "triage-bevestigen": NAMES_VERSION, "casus-ondersteuning": MAKES, "casus-bekendheid": MAKES, "bekendheidsvraag": ONCE,
    "inlichten-vastleggen": MAKES, "inlichten-later": MAKES, "afschalen-bevestigen": NAMES_VERSION, "heropenen": ONCE,
    "overleg-nieuw": MAKES, "overleg": NAMES_VERSION, "overleg-afgelasten": NAMES_VERSION,
    "logboek-schrijven": MAKES, "casus-koppelen": MAKES, "gekoppeld-aanmelden": MAKES, "traject-nieuw": MAKES, "koppeling-losmaken": ONCE,
    "traject-intrekken": NAMES_VERSION,
    "agenderen": MAKES, "samen-agenderen": MAKES, "hamerstukken": NAMES_VERSION, "zonder-account": ONCE, "aanwezig": NAMES_VERSION,
    "uitnodigen": MAKES, "plan-vaststellen": NAMES_VERSION,
    "interventie-nieuw": MAKES, "interventie": MAKES,
    "actie-nieuw": MAKES, "noodtoegang": MAKES, "noodtoegang-sluiten": SAME, "noodtoegang-beoordelen": ONCE,
    "zoeken": READS, "weergave": OWN, "weergave-bewaren": MAKES, "weergave-verwijderen": SAME, "meldingen": OWN,
    "casussen-herinneren": SAME, "casussen-overdragen": NAMES_VERSION,
    "bewaard-weggooien": SAME, "vernietiging-vrijgeven": ONCE, "logboek": OWN, "signaal": ONCE,
    "verder-gebruik-vragen": MAKES, "verder-gebruik": ONCE, "verder-gebruik-geven": ONCE, "verder-gebruik-stoppen": ONCE,
    "overdragen": ONCE, "overdragen-vragen": MAKES, "overdragen-intrekken": ONCE, "overdracht": ONCE,
    "afschalen-ander-huis": MAKES, "geschil-nieuw": MAKES, "geschil": NAMES_VERSION, "casus-opschaling": MAKES, "opschaling-antwoord": ONCE,
    "casus-huizen": MAKES, "casus-huis": ONCE, "huisvraag": ONCE, "huisvraag-gegevens": ONCE,
    "kandidaten-aanleveren": MAKES, "kandidaten": ONCE, "kandidaten-intrekken": ONCE,
    "document-toevoegen": MAKES, "document-verwijderen": SAME, "bijdrage-bijlagen": MAKES,
    "vergadering-nieuw": MAKES, "vergadering-vragen": MAKES, "punt-inbrengen": MAKES, "vergadering": SAME,
    "vergadering-gast": MAKES, "gast-intrekken": SAME, "punt-stukken": MAKES, "bijlage-verwijderen": SAME, "afspraak-tekst": MAKES,
    "vergadering-afgelasten": NAMES_VERSION,
    "begroting-post-nieuw": MAKES, "begroting-sleutel": NAMES_VERSION, "begroting-betaaldatum": SAME, "begroting-uitgave": MAKES,
    "stuk-nieuw": MAKES, "stuk": ONCE, "stuk-inbreng-vragen": SAME, "stuk-hoofdstuk-nieuw": MAKES, "stuk-weggooien": SAME,
    "stuk-cijfers": READS, "stuk-publicatie": READS, "stuk-hoofdstuk-verwijderen": SAME, "stuk-inbreng": ONCE,
    "schriftelijke-inbreng": ONCE, "besluit-voorstellen": MAKES, "besluit": ONCE, "besluit-intrekken": ONCE,
    "toetreding-nieuw": MAKES, "toetreding": ONCE, "toetreding-deelname": ONCE,
    "toetreding-getekend-toevoegen": MAKES, "toetreding-getekend-verwijderen": SAME, "toetreding-antwoord": NAMES_VERSION,
    "partij-uittreden": ONCE, "partij-in-gebreke": ONCE, "uittreding": ONCE, "uittreding-uitsluiten": ONCE,
    "uittreding-intrekken": ONCE, "geschil-voorleggen": ONCE, "voorgelegd-geschil": ONCE,
    "partij-horen": ONCE, "stemmen": OWN, "zetel-bezetten": MAKES, "zetel-beeindigen": ONCE,
    "datalek-melden": MAKES, "datalekken-downloaden": READS, "datalek": MAKES, "datalek-casussen": SAME, "datalek-afsluiten": ONCE,
    "register-toevoegen": MAKES, "register-downloaden": READS, "overzicht-downloaden": READS,
    "naleving-downloaden": READS, "rapportage-downloaden": READS, "landelijk-downloaden": READS,
    "trends": MAKES, "trend": SAME, "trend-advies": MAKES,
    "casus-trends": MAKES, "trend-terugnemen": ONCE, "rapportage-bestanden": MAKES, "rapportage-bestand-downloaden": READS,
    "plicht": MAKES, "vastgelegd-intrekken": ONCE,
    "afspraak-nieuw": MAKES, "afspraak": MAKES, "bericht-nieuw": MAKES, "bericht": ONCE,
    "verzoek-leveranciers": MAKES, "verzoek-vraag": ONCE, "verzoek-nieuw": MAKES, "verzoek": ONCE,
    "verzoek-casussen": SAME, "verzoek-identiteit": ONCE, "verzoek-gezien": READS,
    "verzoek-besluit": NAMES_VERSION, "verzoek-verbeteren": MAKES, "verzoek-beperken": ONCE, "verzoek-verwijderen": ONCE,
    "beperking-opheffen": ONCE, "verwijdering-bevestigen": ONCE,
    "contactpunt": MAKES, "contactpunt-beeindigen": ONCE, "verzoek-doorsturen": MAKES,
    "archief": MAKES, "verlenging": MAKES, "verlenging-antwoord": ONCE, "archiefpakket": ONCE, "archiefpakket-maken": ONCE, 
    "archiefpakket-deel": READS,
    "uitstel": MAKES, "uitstel-beoordelen": ONCE,
    "inrichting-nieuw": MAKES, "inrichting-rij-nieuw": MAKES, "inrichting-onder-nieuw": MAKES, "inrichting-rij": NAMES_VERSION,
    "inrichting-rij-weghalen": SAME, "inrichting-weggooien": SAME, "inrichting-in-gebruik": ONCE, "inrichting-beheerder": ONCE,
    "brief-kennisgeving": MAKES, "brief-afsluiting": MAKES, "brief": NAMES_VERSION, "brief-weggooien": SAME,
}  # fmt: skip


def test_of_every_form_is_said_why_nobody_overwrites_what_he_did_not_see() -> None:
    taking = {name for name, letters in POST.items() if set(letters) - {"x"}}
    forms = {name.split(":")[0] for name in FORMS}
    assert taking == forms | set(OTHERWISE)
    assert not forms & set(OTHERWISE)


def the_form(page: str, field: str) -> PageForm:
    """The form that has this field: a page may hold more than one."""
    return next(one for one in forms_in(page) if field in one.controls)


@pytest.fixture
def given(cast: Cast, case: Case) -> dict[str, Any]:
    found, olga = asking.ids(cast, case), cast.olga
    seats = {one.user_id: one.pk for one in AgendaItem.objects.get(pk=found["item"]).invitations.all()}
    return {
        **found, "criterion": case.approach.own_criteria()[0].pk, "triage": story.in_triage(cast).number, "role": olga.pk,
        "olga": f"{olga.user.pk}-{olga.party.pk}", "gea": f"{cast.gea.user.pk}-{cast.gea.party.pk}",
        "olga_party": olga.party.pk, "seat": seats[olga.user.pk],
    }  # fmt: skip


def first_sent(form: PageForm, shared: Shared, given: dict[str, Any]) -> dict[str, Any]:
    """The form as it is shown, with what this form needs; without the field in which the two differ."""
    more = {key.format(**given): str(value).format(**given) for key, value in shared.more.items() if key != "every"}
    every = dict.fromkeys(form.of_kind("radio"), shared.more["every"]) if "every" in shared.more else {}
    return (
        {name: value for name, value in form.as_shown().items() if name != shared.field.format(**given)} | more | every
    )


@pytest.mark.parametrize("name", FORMS)
def test_who_saves_second_sees_both_texts_and_saves_his_choice(cast: Cast, given: dict[str, Any], name: str) -> None:
    shared = FORMS[name]
    who = getattr(cast, shared.who)
    client, address, field = who.client(), shared.address.format(**given), shared.field.format(**given)
    theirs, mine = shared.theirs.format(**given), shared.mine.format(**given)
    opened = the_form(client.get(address).content.decode(), field)
    sent = first_sent(opened, shared, given)
    assert [key for key in sent if key.endswith("versie")], "the form says which version was read"
    assert client.post(address, {**sent, field: theirs}).status_code == 302

    conflict = client.post(address, {**sent, **({field: mine} if mine else {})})
    page = unescape(conflict.content.decode())
    assert conflict.status_code == 409
    assert f"{'U, in een ander venster,' if shared.own else who.user.name} bewaarde dit" in page
    for words in shared.shown if all(shared.shown) else (theirs, mine):
        assert words in re.sub(r"</?(ins|del|br)[^>]*>", "", page)
    assert theirs in the_form(client.get(address).content.decode(), field).controls[field].values, "nothing was written"

    found = hidden(page)
    found[f"keuze-{field}"] = "mijn"
    assert client.post(address, found.urlencode(), "application/x-www-form-urlencoded").status_code == 302
    assert the_form(client.get(address).content.decode(), field).controls[field].values == ([mine] if mine else [])


@pytest.mark.parametrize("name", FORMS)
def test_the_choice_for_what_is_stored_changes_nothing(cast: Cast, given: dict[str, Any], name: str) -> None:
    shared = FORMS[name]
    client, address = getattr(cast, shared.who).client(), shared.address.format(**given)
    field, theirs, mine = (text.format(**given) for text in (shared.field, shared.theirs, shared.mine))
    sent = first_sent(the_form(client.get(address).content.decode(), field), shared, given)
    assert client.post(address, {**sent, field: theirs}).status_code == 302
    conflict = client.post(address, {**sent, **({field: mine} if mine else {})})
    found = hidden(conflict.content.decode())
    found[f"keuze-{field}"] = "opgeslagen"
    assert client.post(address, found.urlencode(), "application/x-www-form-urlencoded").status_code == 302
    assert the_form(client.get(address).content.decode(), field).controls[field].values == [theirs]


def hidden(page: str) -> QueryDict:
    """What travels unseen in the form."""
    found = QueryDict(mutable=True)
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page):
        parts = dict(re.findall(r'(name|value)="([^"]*)"', tag))
        found.appendlist(unescape(parts["name"]), unescape(parts.get("value", "")))
    return found


def _version(page: str, field: str) -> dict[str, str]:
    """The version of the form that has this field."""
    return {key: values[0] for key, values in the_form(page, field).as_shown().items() if key.endswith("versie")}


def test_the_stored_text_can_be_kept_and_texts_can_be_merged() -> None:
    sent = QueryDict(
        "keuze-doel=opgeslagen&opgeslagen-doel=A&mijn-doel=B&samen-doel=C&keuze-rol=samen&samen-rol=D&mijn-rol=E"
        "&keuze-wie=opgeslagen&mijn-wie=1&mijn-wie=2&opgeslagen-wie=3&opgeslagen-wie=4&keuze-doelgroep=mijn&mijn-doelgroep=F"
    )
    found = settled(sent)
    assert (found["doel"], found["rol"], found["doelgroep"]) == ("A", "D", "F")
    assert found.getlist("wie") == ["3", "4"]


def test_without_a_choice_the_own_text_stays() -> None:
    assert settled(QueryDict("mijn-doel=B&opgeslagen-doel=A"))["doel"] == "B"


def test_merging_loses_no_line() -> None:
    assert merged("a\nb\nc", "a\nx\nc\nd") == "a\nb\nx\nc\nd"


def test_a_third_save_meanwhile_is_a_conflict_again(cast: Cast, given: dict[str, Any]) -> None:
    rosa, otto = cast.rosa.client(), cast.otto.client()
    address = f"/casussen/{given['number']}/plan/schrijven/"
    version = _version(rosa.get(address).content.decode(), "doel")
    rosa.post(address, {**version, "doel": THEIRS, "bewaar": "1"})
    page = otto.post(address, {**version, "doel": MINE, "bewaar": "1"}).content.decode()
    assert "Rosa bewaarde dit" in page
    rosa.post(
        address, {**_version(rosa.get(address).content.decode(), "doel"), "doel": "Nog weer anders", "bewaar": "1"}
    )
    found = hidden(page)
    found["keuze-doel"] = "samen"
    found["samen-doel"] = f"{THEIRS} {MINE}"
    again = otto.post(address, found.urlencode(), "application/x-www-form-urlencoded")
    assert again.status_code == 409
    kept = hidden(again.content.decode())
    assert (kept["opgeslagen-doel"], kept["mijn-doel"]) == ("Nog weer anders", f"{THEIRS} {MINE}")


def test_what_was_typed_for_a_step_that_was_taken_already_is_still_there(cast: Cast) -> None:
    """A first assessment is made once: who is second gets his own words back."""
    case = story.filed(cast)
    address = f"/casussen/{case.number}/aanmelding/in-behandeling/"
    rosa, second = cast.rosa.client(), cast.rosa.client()
    assert rosa.post(address, {"explanation": THEIRS}).status_code == 302
    answer = second.post(address, {"explanation": "Een lange toelichting die niemand wil kwijtraken"})
    assert answer.status_code == 404  # the page of the step is gone with the step
    assert "Een lange toelichting die niemand wil kwijtraken" in answer.content.decode()
