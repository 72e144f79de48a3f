"""No task of a procesregisseur or a delegate takes more clicks or screens than its budget (10, section 9).

"Put cases on the agenda", "run a meeting" and "remind all late parties" are counted where those pages are tested.
"""

import re
from datetime import timedelta

import pytest

from cases.models import Action, Case, Contribution, ContributionRequest, DomainScore, Invitation, State
from cases.phases import Phase
from cases.workflow.completeness import grounds_of
from cases.workflow.triage import criteria_of, judge_criteria
from parties.models import ClosingReason, LifeDomain, TriageOutcome
from tests.cases import meetings, story
from tests.cases.contribution.story import FACTS, deliver
from tests.cases.contribution.story import draft as draft_contribution
from tests.cast import Cast, Person
from tests.pages.clicks import Clicks
from tests.pages.window import Window
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(db: None) -> Cast:
    """Nobody but who is named: what stands on the start page is what the task is about."""
    return Cast()


def begins(window: Window, person: Person) -> Clicks:
    window.client = person.client()
    return Clicks(window)


# --- procesregisseur ----------------------------------------------------------------------------------------


def test_see_what_is_late_and_open_it(cast: Cast, window: Window) -> None:
    late = story.in_triage(cast)
    story.in_triage(cast)
    Case.objects.filter(pk=late.pk).update(phase_since=today() - timedelta(days=30))
    task = begins(window, cast.rosa).sees("te laat")
    task.press("Beoordelen", within="te laat").reads(f"Casus {late.number}")
    task.took(clicks=1, screens=2)


def test_judge_a_referral_and_take_it_up(cast: Cast, window: Window) -> None:
    case = story.filed(cast)
    task = begins(window, cast.rosa).press("Beoordelen").press("In behandeling nemen")
    task.press("Neem de casus in behandeling").sees("De casus is in behandeling").took(clicks=3, screens=3)
    assert Case.objects.get(pk=case.pk).phase == Phase.TRIAGE


def test_judge_a_referral_and_reject_it(cast: Cast, window: Window) -> None:
    story.filed(cast)
    task = begins(window, cast.rosa).press("Beoordelen").press("Niet in behandeling nemen")
    task.fill_in(feedback="Dit hoort bij het wijkteam.").press("Neem de casus niet in behandeling")
    task.took(clicks=3, screens=3)
    assert not Case.objects.filter(phase=Phase.AANMELDING).exists()


def test_decide_the_triage(cast: Cast, window: Window) -> None:
    case = story.in_triage(cast)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        judge_criteria(case, [(one, True, "ja") for one in criteria_of(case)], by=rosa)
    outcome = TriageOutcome.objects.of_house(case.house).get(code="geen-aanpak")
    task = begins(window, cast.rosa).press("Naar het besluit")
    task.fill_in((str(outcome),), redenen="Te licht", terugkoppeling="Vraag het wijkteam.")
    task.press("Besluit controleren").press("Besluit nemen").sees("Het besluit is genomen").took(clicks=3, screens=3)
    assert not Case.objects.filter(phase=Phase.TRIAGE).exists()


def test_ask_five_parties_for_a_contribution(cast: Cast, window: Window) -> None:
    case = story.at_table(cast, cast.piet, cast.olga, cast.gea, cast.rens, cast.gijs)
    task = begins(window, cast.rosa).press("Naar de casus").press("Bijdragen opvragen").press("Versturen")
    task.sees("aan 5 partijen").took(clicks=3, screens=3)
    assert ContributionRequest.objects.filter(case=case).count() == 5


def test_update_the_score_of_a_life_domain(cast: Cast, window: Window) -> None:
    item = meetings.on_agenda(cast, meetings.informed(cast, cast.gea))
    meetings.invited(cast, item, cast.gea)
    domain: LifeDomain = meetings.scored(cast, meetings.started(cast, item, cast.gea), "rood")
    task = begins(window, cast.rosa).press("Naar de casus").unfold("Scores wijzigen")
    task.select(f"score-{domain.code}", "groen").press("Scores bewaren").sees("De scores zijn bewaard", "Groen")
    task.took(clicks=3, screens=2)
    assert DomainScore.objects.get().level == "groen"


def test_scale_down_and_close(cast: Cast, window: Window) -> None:
    case = story.at_table(cast, cast.piet)
    reason = ClosingReason.objects.get(code="doel-bereikt")
    task = begins(window, cast.rosa).press("Naar de casus").press("Afschaling")
    task.fill_in(
        (str(reason), "Ja"),
        besloten_op=today().isoformat(),
        toelichting="Klaar",
        verslag="Besloten",
        overdracht="Niets",
    )
    task.press("Besluit controleren").press("Casus afschalen").sees("De casus is afgeschaald")
    task.took(clicks=4, screens=4)
    assert Case.objects.get(pk=case.pk).phase == Phase.AFSCHALING


# --- delegate of a party ------------------------------------------------------------------------------------


def asked(cast: Cast, person: Person) -> ContributionRequest:
    return story.asked(story.at_table(cast, person), person, cast.rosa, today() + timedelta(days=7))


def test_deliver_a_contribution(cast: Cast, window: Window) -> None:
    request = asked(cast, cast.gea)
    task = begins(window, cast.gea).press("Bijdrage invullen")
    task.select("soort", str(window.page.locator('[name="soort"] option').nth(1).get_attribute("value")))
    task.fill_in(("Gewone persoonsgegevens", "Onze eigen taak", "Alleen het huis"), feiten=FACTS)
    window.page.locator('label[for="id_grondslag_0"]').click()
    task.press("Naar de controle").press("Versturen").sees("Uw bijdrage is verstuurd").took(clicks=3, screens=3)
    assert request.contributions.get().state == State.DELIVERED


def test_continue_a_draft(cast: Cast, window: Window) -> None:
    request = asked(cast, cast.gea)
    draft_contribution(request.case, cast.gea, request)
    task = begins(window, cast.gea).press("Verder gaan").reads("Bijdrage invullen")
    assert window.page.locator('[name="feiten"]').input_value() == FACTS
    task.took(clicks=1, screens=2)


def test_continue_a_contribution_that_nobody_asked_for(cast: Cast, window: Window) -> None:
    draft_contribution(story.at_table(cast, cast.gea), cast.gea)
    task = begins(window, cast.gea).press("Verder gaan").reads("Bijdrage invullen")
    assert window.page.locator('[name="feiten"]').input_value() == FACTS
    task.took(clicks=1, screens=2)


def test_continue_a_registration(cast: Cast, window: Window) -> None:
    story.draft(cast, cast.piet)
    task = begins(window, cast.piet).press("Verder gaan").reads("Situatie")
    task.took(clicks=1, screens=2)


def test_answer_that_there_is_no_information(cast: Cast, window: Window) -> None:
    request = asked(cast, cast.gea)
    task = begins(window, cast.gea).press("Niets te leveren").choose("Wij hebben niets te leveren").press("Versturen")
    task.sees("Uw antwoord is verstuurd").took(clicks=3, screens=2)
    assert request.contributions.get().state == State.NOTHING


def agreed(cast: Cast, person: Person) -> Action:
    case = meetings.informed(cast, person)
    meetings.drafted(cast, case)
    return meetings.agreed(cast, case, person)


def test_see_the_plan_and_my_actions(cast: Cast, window: Window) -> None:
    agreed(cast, cast.gea)
    begins(window, cast.gea).press("Naar het plan").reads("Afspraken", "Kanarieactie").took(clicks=2, screens=2)


def test_report_an_action_done_in_place(cast: Cast, window: Window) -> None:
    action = agreed(cast, cast.gea)
    task = begins(window, cast.gea)
    assert not window.page.get_by_text("Kanarieactie").is_visible(), "what it is about shows when it is asked for"
    task.unfold("Melden").sees("Kanarieactie").press("Gedaan").sees("Doorgegeven").took(clicks=2, screens=1)
    assert task.screens == ["/mijn-werk/"]
    assert Action.objects.get(pk=action.pk).state == Action.State.DONE


def test_confirm_attendance(cast: Cast, window: Window) -> None:
    item = meetings.on_agenda(cast, meetings.informed(cast, cast.gea))
    meetings.invited(cast, item, cast.gea)
    task = begins(window, cast.gea).press("Antwoorden").press("Ik kom").sees("Uw antwoord is doorgegeven")
    task.took(clicks=2, screens=2)
    assert Invitation.objects.get().answer == Invitation.Answer.YES


def test_refer_a_new_case(cast: Cast, window: Window) -> None:
    def whole(form: Clicks) -> None:
        form.select("aanpak", str(cast.house.approaches.get(code=story.APPROACH).pk)).press("Begin een concept")
        form.fill_in(surname="Kanarie").press("Bewaar deze betrokkene").press("Verder met de situatie")
        form.fill_in(problem="Zorgen").press("Bewaar en ga naar de criteria")
        for answer in window.page.locator("label", has_text=re.compile(r"^\s*Ja\s*$")).all():
            answer.click()

    task = begins(window, cast.gea).press("Casus aanmelden").form(whole)
    task.press("Bewaar en controleer de aanmelding")
    task.fill_in(("Ik heb de gegevens gecontroleerd: ze zijn juist en nodig voor deze aanmelding",))
    task.press("Verstuur de aanmelding").sees("De aanmelding is verstuurd").took(clicks=3, screens=3)
    assert Case.objects.get().phase == Phase.AANMELDING


def test_correct_a_sent_contribution(cast: Cast, window: Window) -> None:
    sent = deliver(
        story.at_table(cast, cast.gea), cast.gea, release_level="huis", ground=grounds_of(cast.gea.party.pk)[0]
    )
    task = begins(window, cast.gea).press("Bijdragen").press("Verbeteren")
    task.fill_in(feiten="Kanarie zong vier keer", reden="Het klopte niet").press("Verbetering versturen")
    task.sees("De bijdrage is verbeterd").took(clicks=3, screens=3)
    with open_keyring():
        assert Contribution.objects.get(pk=sent.pk).facts == "Kanarie zong vier keer"
