"""What pages say about a registration, as plain values for the components."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format

from cases.models import Case, Subject
from cases.workflow.aanmelding import criteria_advice
from parties.criteria import in_words
from parties.models import Appointment, LifeDomain
from zvh.actor import CONTENT_ROLES, Actor
from zvh.components import Answer, Audience, Column, Link

DRAFT_COLUMNS = [
    Column("Over wie"),
    Column("Huis"),
    Column("Aanpak"),
    Column("Begonnen op"),
    Column("Verder", is_hidden=True),
]
SUBJECT_COLUMNS = [Column("Naam"), Column("Geboortedatum"), Column("Wijzigen", is_hidden=True)]
SITUATION = (
    ("Wat is er aan de hand?", "problem"),
    ("Wat is al geprobeerd?", "tried"),
    ("Waarom nu?", "urgency"),
    ("Welke organisaties zijn betrokken?", "involved"),
)


def subject_line(subject: Subject) -> str:
    """A person with everything that was filled in."""
    street = " ".join(part for part in (subject.street, subject.house_number) if part)
    town = " ".join(part for part in (subject.postcode, subject.place) if part)
    born = f"geboren op {date_format(subject.born_on)}" if subject.born_on else ""
    lines = (
        subject.full_name,
        f"voornamen: {subject.first_names}" if subject.first_names and subject.nickname else "",
        " ".join(part for part in (born, f"in {subject.born_in}" if subject.born_in else "") if part),
        f"BSN {subject.bsn}" if subject.bsn else "",
        ", ".join(part for part in (street, town) if part),
        ", ".join(part for part in (subject.phone, subject.email) if part),
    )
    return "\n".join(line for line in lines if line)


def registration(case: Case, *, change: bool = False) -> list[Answer]:
    """Everything in the registration; with links to change it while it is a concept."""
    return [*_subjects(case, change), *_situation(case, change), *_criteria(case, change)]


def _subjects(case: Case, change: bool) -> list[Answer]:
    link = _link("Wijzigen", "aanmelding-betrokkenen", case) if change else None
    found = [Answer("Betrokkene", subject_line(subject), link) for subject in case.subjects.all()]
    return found or [Answer("Betrokkene", "", link)]


def _situation(case: Case, change: bool) -> list[Answer]:
    link = _link("Wijzigen", "aanmelding-concept", case) if change else None
    aanmelding = case.aanmelding
    names = dict(LifeDomain.objects.values_list("code", "name"))
    domains = "\n".join(names.get(code, code) for code in aanmelding.life_domains)
    return [
        *(Answer(label, getattr(aanmelding, name), link) for label, name in SITUATION),
        Answer("Op welke leefgebieden spelen de problemen?", domains, link),
    ]


def _criteria(case: Case, change: bool) -> list[Answer]:
    link = _link("Wijzigen", "aanmelding-criteria", case) if change else None
    marks = {mark.criterion_id: mark for mark in case.criterionmarks.all()}
    answers = []
    for criterion in case.approach.own_criteria():
        mark = marks.get(criterion.pk)
        words = "\n".join(part for part in ("Ja" if mark.is_met else "Nee", mark.explanation) if part) if mark else ""
        answers.append(Answer(f"Criterium {criterion.code}. {criterion.text}", words, link))
    return answers


def advice(case: Case) -> dict[str, Any]:
    """What the covenant's formula says of the marked criteria: advice, a person decides (annex 2)."""
    formula = case.approach.criteria_expression or case.approach.covenant.criteria_expression
    return {"advice": criteria_advice(case), "formula": in_words(formula) if formula else ""}


def readers_when_filed(case: Case, actor: Actor) -> Audience:
    """Who will read the registration once it is sent: house staff by name, and who files it."""
    staff = Appointment.objects.running(actor.today).filter(house=case.house, role__in=CONTENT_ROLES)
    names = [
        f"{one.user.name}, {case.house.role_word(one.role)}"
        for one in staff.select_related("user").order_by("user__name")
    ]
    mine = "uzelf, tot het huis heeft beslist" if actor.is_delegate else ""
    return Audience(
        f"de medewerkers van {case.house.name}", (*names, *((mine,) if mine else ())), True,
        "Andere partijen zien niets, ook niet dat deze casus bestaat (convenant art. 3.5 en 12.2).",
    )  # fmt: skip


def _link(text: str, name: str, case: Case) -> Link:
    return Link(text, reverse(name, args=[case.pk]))
