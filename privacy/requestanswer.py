"""The answer to a request as a letter: the decision, the overview of protocol 18.1, and a copy of what suppliers cleared (18.5)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format

from cases.lettertext import in_blocks, in_words, regime_of, taking_part
from cases.models import Case, Disclosure, Subject
from cases.retention import policy_of
from parties.choices import DeskFor, Mark
from parties.models import Desk, House, Party, PartyKind
from privacy.models import RequestQuestion, SubjectRequest
from privacy.requestquestions import Answer, said_of
from privacy.requests import Kind, Outcome
from zvh.documents import Block, Document, heading, items, paragraph

RIGHTS = (
    "onjuiste gegevens te laten verbeteren (protocol artikel 19)",
    "gegevens te laten verwijderen die niet nodig zijn of in strijd met de wet worden gebruikt (protocol artikel 19.3)",
    "het gebruik van uw gegevens te laten beperken (AVG artikel 18)",
    "bezwaar te maken tegen het gebruik van uw gegevens (protocol artikel 20)",
)
GIVES = (Outcome.GRANTED, Outcome.PARTLY)


def compose_answer(request: SubjectRequest, cases: Sequence[Case], today: date) -> Document:
    """What stands in it follows from the rows; nobody writes it but for the reasons."""
    house = request.house
    blocks = [paragraph(f"Geachte {request.full_name},"), *_decision(request)]
    if request.kind == Kind.ACCESS and request.outcome in GIVES:
        for case in cases:
            blocks += _overview(case, today)
        blocks += _copy(request, cases)
    blocks += [heading("Gegevens van politie en Openbaar Ministerie"), *referral(house)]
    blocks += [heading("Uw rechten"), paragraph("U kunt ons vragen:"), items(RIGHTS)]
    blocks += [
        paragraph(
            "Bent u het niet eens met dit antwoord, of heeft u een klacht? Neem dan contact op met het huis. U kunt ook een klacht "
            "indienen bij de Autoriteit Persoonsgegevens."
        )
    ]
    return Document(
        title=f"Antwoord op uw verzoek: {request.get_kind_display()}",
        sender=(house.name, house.managing_organisation),
        recipient=(request.full_name, *request.contact.splitlines()),
        facts=(("Datum", date_format(today, "j F Y")), ("Uw verzoek van", date_format(request.received_on, "j F Y"))),
        blocks=tuple(blocks),
    )


def _decision(request: SubjectRequest) -> list[Block]:
    words = {
        Outcome.GRANTED: "Wij wijzen uw verzoek toe.",
        Outcome.PARTLY: "Wij wijzen uw verzoek voor een deel toe. Hieronder staat waarom niet helemaal.",
        Outcome.REFUSED: "Wij wijzen uw verzoek af. Hieronder staat waarom.",
        Outcome.NO_DATA: "Het huis heeft geen gegevens over u.",
    }
    return [heading("Besluit"), paragraph(words[Outcome(request.outcome)]), *in_blocks(request.reason)]


def _overview(case: Case, today: date) -> list[Block]:
    """What protocol 18.1 a-d and g-h ask, of one case."""
    given = (
        Disclosure.objects.filter(house=case.house_id, number=case.number)
        .select_related("party", "to_house")
        .order_by("at")
    )
    outside = [f"{one.party or one.to_house or one.receiver}: {one.get_what_display()}" for one in given]
    kept = f"Tot uiterlijk {date_format(case.destroy_on, 'j F Y')}." if case.destroy_on else (
        f"Tot {in_words(policy_of(case).destroyed_after_months)} na de afsluiting" + _ceiling(case, today)
    )  # fmt: skip
    return [
        heading(f"Overzicht van uw gegevens in casus {case.number}"),
        paragraph(f"Waarvoor: {case.approach.name}. Partijen werken daarin samen aan hulp, zorg en veiligheid rond u."),
        paragraph("Welke gegevens: wie u bent en waar u woont, de aanmelding, en wat partijen over u inbrachten."),
        paragraph("Wie gegevens kan krijgen: de partijen die aan deze aanpak deelnemen."),
        items(party.name for party in taking_part(case, today)),
        *([paragraph("Buiten de casus gaf het huis gegevens aan:"), items(outside)] if outside else []),
        paragraph("Uw gegevens gaan niet naar landen buiten de Europese Unie."),
        paragraph(f"Hoe lang: {kept}"),
        paragraph("Waar de gegevens vandaan komen, staat hieronder bij elk deel van de kopie."),
        paragraph("Niemand neemt besluiten over u zonder dat een mens ernaar kijkt. Er worden geen profielen gemaakt."),
    ]


def _ceiling(case: Case, today: date) -> str:
    months = regime_of(case, today).ceiling_months
    return f", en niet langer dan {in_words(months)} volgens de wet." if months else "."


def _copy(request: SubjectRequest, cases: Iterable[Case]) -> list[Block]:
    """Everything that may be given. What a supplier keeps back is named with its reason (18.3)."""
    blocks = [heading("Kopie van uw gegevens")]
    questions = (
        request.questions.exclude(at=None)
        .select_related("party", "contribution", "case__aanmelding")
        .order_by("asked_at", "pk")
    )
    for case in cases:
        blocks.append(heading(f"Casus {case.number}: wie u bent"))
        blocks += [items(_about(subject)) for subject in case.subjects.all() if _is_same(subject, request)]
        for question in questions:
            if question.case_id == case.pk:
                blocks += _of_supplier(question)
    return blocks


def _is_same(subject: Subject, request: SubjectRequest) -> bool:
    """The person who asks, of the persons in a case: others are not his to read about."""
    return subject.surname.casefold() == request.surname.casefold() and (
        request.born_on is None or subject.born_on is None or subject.born_on == request.born_on
    )


def _about(subject: Subject) -> list[str]:
    lines = {
        "Naam": " ".join(part for part in (subject.first_names or subject.initials, subject.infix, subject.surname) if part),
        "Burgerservicenummer": subject.bsn, "Geboren op": date_format(subject.born_on, "j F Y") if subject.born_on else "",
        "Geboren in": subject.born_in, "Adres": f"{subject.street} {subject.house_number}".strip(),
        "Postcode en plaats": f"{subject.postcode} {subject.place}".strip(), "Telefoon": subject.phone, "E-mail": subject.email,
    }  # fmt: skip
    return [f"{name}: {value}" for name, value in lines.items() if value]


def _of_supplier(question: RequestQuestion) -> list[Block]:
    what = "bijdrage" if question.contribution else "aanmelding"
    blocks = [heading(f"Van {question.party.name}: {what}")]
    if question.answer == Answer.YES:
        for name, text in said_of(question):
            blocks += [paragraph(f"{name}:"), *in_blocks(text)]
    elif question.answer == Answer.PARTLY:
        blocks += in_blocks(question.text)
    if question.reason:
        blocks += [paragraph(f"Niet alles wordt gegeven. De reden: {question.reason}")]
    return blocks


def referral(house: House) -> list[Block]:
    """The same words whether such data are there or not: so they tell nothing (17.5, 17.6)."""
    kinds = PartyKind.objects.filter(mark__in=(Mark.POLITIE, Mark.OM)).order_by("name")
    here = Party.objects.filter(memberships__houses=house, kinds__in=kinds).distinct()
    desks = (
        Desk.objects.filter(party__in=here, kind=DeskFor.SUBJECT_REQUESTS)
        .select_related("party")
        .order_by("party__name")
    )
    named = [", ".join(word for word in (f"{one.party}: {one.name}", one.email, one.phone) if word) for one in desks]
    return [
        paragraph("Voor gegevens van de politie en van het Openbaar Ministerie gelden andere wetten. Die staan niet in dit antwoord, "
                  "ook niet als ze er zijn. Vraag ze op bij hun eigen loket (protocol artikel 17.5 en 17.6):"),
        items(named or [f"{kind.name}: {kind.subject_request_desk}" for kind in kinds]),
    ]  # fmt: skip
