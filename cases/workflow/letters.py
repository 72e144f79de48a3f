"""Mail about casework: no personal data and no case number, only that there is something to do (00, item 26)."""

from collections.abc import Iterable

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from cases.models import Case, CaseGrant
from parties.models import User
from zvh.jobs import later, work

LETTERS = {
    "bijdrage-gevraagd": "Er is een bijdrage van u gevraagd",
    "bijdrage-te-laat": "Uw bijdrage is nog niet binnen",
    "bijdrage-binnen": "Er is een antwoord op een gevraagde bijdrage",
    "bijdrage-verbeterd": "Een bijdrage is verbeterd",
    "bijdrage-ingetrokken": "Een bijdrage is ingetrokken",
    "herbeoordeling": "Is uw bijdrage nog nodig?",
    "bestand-geweigerd": "Een bestand is geweigerd door de virusscan",
    "bewaartermijn": "Een bewaartermijn loopt binnenkort af",
    "wettelijke-termijn": "Een casus is nog open en de wettelijke termijn loopt binnenkort af",
    "uitstel": "Er staat een uitstel van de vernietiging klaar om te bevestigen",
    "archief": "Een casus is gekozen voor een archief",
    "archief-klaar": "Een archiefpakket is klaar",
    "verlenging": "Mogen gegevens van uw organisatie langer blijven?",
    "verlenging-antwoord": "Een leverancier gaf antwoord over langer bewaren",
    "afschaling": "Er is een besluit tot afschaling voorbereid",
    "bevestiging": "Er staat een besluit klaar om te bevestigen",
    "sleutel": "Er is een storing die u nu moet bekijken",
    "vernietiging-mislukt": "Vernietigen lukte niet: er is een storing die u nu moet bekijken",
    "nacht-mislukt": "De nachtelijke verwerking stopte: er is een storing die u nu moet bekijken",
    "klok-stil": "De klok staat stil: er is een storing die u nu moet bekijken",
    "actie-bijna": "Een actie van u moet binnenkort klaar zijn",
    "actie-te-laat": "Een actie van u is te laat",
    "actie-afgesproken": "Er is een actie met u afgesproken",
    "interventie-afgesproken": "Er is een interventie met u afgesproken",
    "overgedragen": "Een casus is overgedragen",
    "noodtoegang": "Een manager gebruikte noodtoegang",
    "noodtoegang-beoordelen": "Er is een noodtoegang te beoordelen",
    "noodtoegang-te-laat": "Het oordeel over een noodtoegang is te laat",
    "verzoek": "Er is een verzoek van een betrokkene",
    "verzoek-verbeteren": "Klopt wat u over een betrokkene schreef?",
    "verwijdering": "Een casus moet op verzoek worden verwijderd",
    "verzoek-leverancier": "Mag een betrokkene uw bijdrage zien?",
    "verzoek-bijna": "Een verzoek van een betrokkene moet binnen een week zijn beantwoord",
    "verzoek-te-laat": "Een verzoek van een betrokkene is niet op tijd beantwoord",
    "veel-gelezen": "Er is een signaal uit het logboek te beoordelen",
    "signaal-te-laat": "Het oordeel over een signaal uit het logboek is te laat",
    "logboek": "Er is iets mis met het logboek",
    "datalek": "Er is een datalek gemeld",
    "toestemming-ingetrokken": "Toestemming om gegevens te delen is er niet meer",
    "toegang-nalopen": "De toegang van mensen in uw huis moet worden nagelopen",
    "toegang-bijna": "De toegang van mensen in uw huis is nog niet nagelopen",
    "rol-opgeschort": "Rollen in uw huis zijn opgeschort",
    "toegang-niet-nagelopen": "De toegang van mensen in uw huis is niet op tijd nagelopen",
    "kandidaten": "Er is een lijst met kandidaten om uit te kiezen",
    "kandidaten-gekozen": "Het huis koos uit uw lijst met kandidaten",
    "huisvraag": "Een ander huis heeft een vraag aan uw huis",
    "huisvraag-antwoord": "Een ander huis gaf antwoord op uw vraag",
    "overdracht-aangeboden": "Een ander huis biedt uw huis een casus aan",
    "overdracht-antwoord": "Er is een antwoord op een overdracht naar een ander huis",
    "geschil": "Er is iets nieuws in een geschil",
    "geschil-orgaan": "Een geschil is aan een orgaan voorgelegd",
    "verder-gebruik-gevraagd": "Er is een verzoek om verder gebruik van een bijdrage",
    "verder-gebruik-bijna": "U kunt nog kort antwoorden op een verzoek om verder gebruik",
    "verder-gebruik-bezwaar": "Heeft u bezwaar tegen verder gebruik van een bijdrage?",
    "verder-gebruik-bezwaar-bijna": "U kunt nog kort bezwaar maken tegen verder gebruik van een bijdrage",
    "verder-gebruik-antwoord": "Er is een antwoord op een verzoek om verder gebruik",
    "verder-gebruik-gestopt": "Verder gebruik van een bijdrage is gestopt",
    "voorstel-ingetrokken": "Een voorstel is ingetrokken",
    "instemming-gevraagd": "Stemt uw partij in met een bericht naar buiten?",
    "vrijgave-gevraagd": "Mag een partij uw bijdrage lezen?",
}


def write_to(user_ids: Iterable[int | None], letter: str) -> None:
    """Send this letter to these people, once each, after the commit."""
    for user_id in sorted({user_id for user_id in user_ids if user_id}):
        later("send_letter", letter=letter, user_id=user_id)


def write_to_delegates(case: Case, party_ids: Iterable[int], letter: str) -> None:
    """Send this letter to the delegates of these parties who are assigned to the case."""
    assigned = CaseGrant.objects.filter(content_object=case, party__in=list(party_ids))
    write_to(assigned.values_list("user_id", flat=True), letter)


@work("send_letter")
def send_letter(letter: str, user_id: str) -> None:
    """To an active person; who was switched off meanwhile gets nothing."""
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None:
        return
    subject = LETTERS[letter]
    context = {"subject": subject, "url": f"{settings.BASE_URL}{reverse('mijn-werk')}"}
    send_mail(subject, render_to_string("cases/mail/letter.txt", context), None, [user.email])
