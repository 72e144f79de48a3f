"""A party whose only delegate left: it stays in the case, but nothing is asked of it, and pages say why."""

from datetime import timedelta

import pytest

from cases.models import Action, Case, CaseGrant, ContributionRequest, Enquiry, Invitation
from cases.phases import StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.action import add_action
from cases.workflow.asking import ask_contribution
from cases.workflow.enquiry import send_enquiries
from cases.workflow.intervention import add_intervention
from cases.workflow.invitation import invite
from cases.workflow.plan import name_casusregisseur
from parties.models import Delegation, LifeDomain
from tests.cases import meetings, story
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.today import today

NOBODY = "Voor deze partij kan nu niemand antwoorden"


def leave(person: Person) -> None:
    Delegation.objects.filter(pk=person.pk).update(until_date=today() - timedelta(days=1))


@pytest.fixture
def case(cast: Cast) -> Case:
    """Gea and Olga are in it; Gea was the only one of her party."""
    found = meetings.informed(cast, cast.gea, cast.olga)
    leave(cast.gea)
    return found


def test_the_workflow_asks_nothing_of_a_party_without_anybody(cast: Cast, case: Case) -> None:
    party, user, due = cast.gea.party, cast.gea.user, today() + timedelta(days=7)
    agreed = {
        "domain": LifeDomain.objects.first(), "problem": "", "goal": "rust", "what": "bezoek", "party": party,
        "user": None, "from_date": today(), "until_date": None,
    }  # fmt: skip
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        for attempt in (
            lambda: ask_contribution(case, parties=[party], question="Wat?", purpose="Plan", by=rosa),
            lambda: add_action(case, what="bellen", due_on=due, party=party, by=rosa),
            lambda: add_action(case, what="bellen", due_on=due, party=party, user=user, by=rosa),
            lambda: add_intervention(case, agreed=agreed, by=rosa),
            lambda: name_casusregisseur(case, CaseGrant.objects.get(content_object=case, party=party), by=rosa),
        ):
            with pytest.raises(StepNotAllowed):
                attempt()
        assert len(ask_contribution(case, parties=[cast.olga.party], question="Wat?", purpose="Plan", by=rosa)) == 1
    assert not Action.objects.exists()


def test_nobody_is_invited_for_it(cast: Cast, case: Case) -> None:
    item = meetings.on_agenda(cast, case)
    delegation = Delegation.objects.get(pk=cast.gea.pk)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(NotAllowed):
        invite(item, [delegation], by=rosa)
    assert not Invitation.objects.exists()
    page = cast.rosa.client().get(f"/casussen/{case.number}/overleg/{item.pk}/uitnodigen/").content.decode()
    assert cast.gea.user.name not in page
    assert "Partijen die u nu niet kunt kiezen" in page and cast.gea.party.name in page


def test_an_enquiry_goes_to_who_can_answer_it(cast: Cast) -> None:
    case = story.in_triage(cast)
    assert cast.gea.party != cast.olga.party
    leave(cast.gea)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        with pytest.raises(StepNotAllowed):
            send_enquiries(case, [cast.gea.party, cast.olga.party], by=rosa)
        assert not Enquiry.objects.exists()
        assert len(send_enquiries(case, [cast.olga.party], by=rosa)) == 1
    client, url = cast.rosa.client(), f"/casussen/{case.number}/bekendheid/"
    page = client.get(url).content.decode()
    assert f'value="{cast.gea.party.pk}"' not in page and cast.gea.party.name in page


def test_pages_name_the_party_with_the_reason_and_refuse_it_at_the_field(cast: Cast, case: Case) -> None:
    client, root, party = cast.rosa.client(), f"/casussen/{case.number}", cast.gea.party
    for url in ("bijdragen/opvragen/", "plan/acties/nieuw/", "plan/interventies/nieuw/", "plan/casusregisseur/"):
        page = client.get(f"{root}/{url}").content.decode()
        assert f"Niet te kiezen, want niemand kan nu voor deze partij antwoorden: {party.name}." in page, url
    sent = {"partijen": [party.pk], "vraag": "Wat?", "doel": "Plan", "uiterlijk": "", "naar": "versturen"}
    answer = client.post(f"{root}/bijdragen/opvragen/", sent)
    assert answer.status_code == 422 and NOBODY in answer.content.decode()
    sent = {"actie-wat": "bellen", "actie-wie": f"{party.pk}-partij", "actie-uiterlijk": str(today())}
    answer = client.post(f"{root}/plan/acties/nieuw/", sent)
    assert answer.status_code == 422 and NOBODY in answer.content.decode()
    assert not ContributionRequest.objects.exists() and not Action.objects.exists()


def test_an_assignment_that_ended_speaks_for_nobody(cast: Cast) -> None:
    case = story.at_table(cast, cast.olga)
    CaseGrant.objects.filter(content_object=case).update(until_date=today() - timedelta(days=1))
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(StepNotAllowed):
        ask_contribution(case, parties=[cast.olga.party], question="Wat?", purpose="Plan", by=rosa)
