"""What the pages of the closing show in words: the decision, what is missing, and until when the data stay."""

from django.urls import reverse
from django.utils.formats import date_format

from cases.casepage import CasePage
from cases.models import Closing, ClosingCriterion, Postponement, Transfer
from cases.phases import Phase
from cases.workflow.closing import missing_to_close
from parties.choices import Word
from zvh.components import Answer, Missing

PLACES = {"bevestiging": "afschalen-bevestigen", "scores": "casus-overleg", "overdracht": "overdragen"}


def is_casusregisseur(page: CasePage) -> bool:
    """Whether the actor coordinates this case for a party."""
    named = (page.case.casusregisseur_id, page.case.casusregisseur_party_id)
    return named == (page.actor.user_id, page.actor.party_id)


def is_open_to(page: CasePage) -> bool:
    """House staff and the casusregisseur, from the casusoverleg on."""
    in_phase = page.case.phase in (Phase.CASUSOVERLEG, Phase.AFSCHALING)
    return in_phase and (page.actor.reads_cases or is_casusregisseur(page))


def closings(page: CasePage) -> tuple[Closing | None, list[Closing]]:
    """The closing that is being prepared, and those that were decided, newest first."""
    rows = list(
        Closing.objects.visible_to(page.actor)
        .filter(case=page.case)
        .select_related("reason", "by")
        .prefetch_related("criteria")
    )
    prepared = next((row for row in rows if not row.is_decided), None)
    return prepared, [row for row in rows if row.is_decided]


def missing(page: CasePage) -> list[Missing]:
    """What must be there before the case can be closed, each with the page on which it is filled in."""
    number = page.case.number
    return [
        Missing(text, f"{reverse(PLACES.get(part, 'afschalen-besluit'), args=[number])}#id_{part}")
        for text, part in missing_to_close(page.case, today=page.actor.today)
    ]


def answers(page: CasePage, closing: Closing) -> list[Answer]:
    """The decision in the order of the form; what was left empty is left out."""
    result = {True: "ja", False: "nee", None: ""}[closing.successful]
    rows = [
        *(Answer(f"Criterium: {one.text}", _in_words(one)) for one in closing.criteria.all()),
        Answer("Reden", str(closing.reason or "")),
        Answer("Met succes afgesloten", result),
        Answer("Besloten op", date_format(closing.decided_on) if closing.decided_on else ""),
        Answer("Toelichting", closing.explanation),
        Answer("Verslag", closing.minutes),
        Answer(f"Nodig voor de {page.case.house.word(Word.CASUSREGISSEUR)}", closing.handover),
        Answer("Afgesloten door", str(closing.by or "")),
    ]
    return [row for row in rows if row.answer]


def _in_words(one: ClosingCriterion) -> str:
    met = {True: "Bereikt", False: "Niet bereikt", None: "Nog niet beoordeeld"}[one.is_met]
    return f"{met}. {one.explanation}" if one.explanation else met


def transfers(page: CasePage) -> list[Answer]:
    """To which houses the case was offered, and how that ended; for house staff."""
    found = Transfer.objects.visible_to(page.actor).filter(case=page.case).select_related("to_house")
    return [Answer(str(one.to_house), f"{one.state}, {date_format(one.closed_at or one.at)}") for one in found]


def postponed(asked: Postponement) -> list[Answer]:
    """What was asked: until when, on what ground, why, and which suppliers agreed."""
    consents = [Answer(str(one.party), f"stemde in op {date_format(one.agreed_on)}") for one in asked.consents.all()]
    return [
        Answer("Bewaren tot en met", f"{date_format(asked.until)} ({asked.source})"),
        Answer("Zonder uitstel", f"{date_format(asked.from_on)} ({asked.from_source})"),
        Answer("Reden", asked.reason),
        Answer("Gevraagd door", f"{asked.by}, {date_format(asked.at)}"),
        *consents,
    ]


def dates(page: CasePage) -> list[Answer]:
    """Until when the data of a closed case stay, who reads them then, and by which rule."""
    case = page.case
    if case.destroy_on is None:
        return []
    roles = ", ".join(case.house.role_word(role) for role in case.archive_readers)
    archive = (
        [Answer(f"Vanaf {date_format(case.archive_on)}", f"alleen nog te lezen door {roles}")]
        if case.archive_on
        else []
    )
    return [*archive, Answer("Uiterlijk vernietigd op", f"{date_format(case.destroy_on)} ({case.destroy_source})")]
