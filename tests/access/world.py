"""One case with a row of every kind, and everybody who stands in some relation to it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.http import QueryDict
from django.utils import timezone

from cases import grants
from cases.lettertext import Said
from cases.models import (
    AgendaItem,
    Attachment,
    BreakGlass,
    BreakGlassNotice,
    BreakGlassReason,
    BreakGlassVerdict,
    CandidateList,
    Case,
    CaseGrant,
    ClosingConfirmation,
    Contribution,
    ContributionVersion,
    CriterionJudgement,
    Disclosure,
    Feedback,
    GrantReason,
    Guest,
    KnownMatch,
    Postponement,
    PostponementConsent,
    Received,
    ReceivedContribution,
    Reopening,
    RetentionWarning,
    ScanState,
    State,
    Triage,
    TriageParty,
)  # fmt: skip
from cases.phases import Phase
from cases.workflow import (
    candidates,
    dispute,
    escalation,
    furtheruse,
    furtheruse_answers,
    kept,
    receiving,
    release,
    transfer,
)
from cases.workflow.closing import prepare_closing
from cases.workflow.closing_criteria import Judgement, criteria_in_force
from cases.workflow.completeness import grounds_of
from cases.workflow.consent import note_consent
from cases.workflow.enquiry import answer_enquiry, send_enquiries
from cases.workflow.houseenquiry import Supply, answer_house, ask_house_data, ask_houses, supply_house
from cases.workflow.letterbook import write_letter
from cases.workflow.news import read_news
from cases.workflow.notice import record_no_notice
from cases.workflow.phasechange import start_reassessments
from cases.workflow.plan import adopt_plan
from cases.workflow.savedview import save_view
from cases.workflow.steps import locked
from cases.workflow.support import note_contact
from governance.models import (
    Accession,
    AccessionConsent,
    AgendaPoint,
    Decision,
    Departure,
    Enclosure,
    Holder,
    Referral,
    SignedCopy,
)
from governance.workflow import decisions, voting
from governance.workflow.agenda import hand_in_point, place_point
from governance.workflow.agreed import add_version, note_received
from governance.workflow.enclosing import enclose
from governance.workflow.fulfilment import record_fulfilment
from governance.workflow.held import give_input, note_presence, save_body_minutes
from governance.workflow.meetings import ask_meeting, invite_members
from governance.workflow.signing import keep_signed_copy
from governance.workflow.statements import ask_consent
from governance.workflow.visitors import invite_visitor
from parties.choices import TrackKind
from parties.models import Appointment, Body, ClosingReason, Delegation, Duty, House, Membership, Party, Regime
from parties.roles import Purpose, Role
from privacy import requesting
from privacy.models import (
    AccessLogLine,
    AccessReview,
    ArchivePart,
    ArchiveTransfer,
    ContactPoint,
    DestructionFailure,
    DestructionListing,
    DestructionRecord,
    KeptDisclosure,
    KeyIncident,
    LogCheck,
    LogWatch,
    MalwareIncident,
    ReadingAlert,
    RenewalQuestion,
    RequestMeasure,
    ReviewItem,
    ReviewStep,
    SubjectRequest,
)
from privacy.registers import ALL
from privacy.requestquestions import ask_suppliers
from tests.cases import files, meetings, noting, story
from tests.cases.contribution.story import ask, deliver, open_table
from tests.cases.contribution.story import draft as draft_contribution
from tests.cast import START, Cast, Person, delegate, party_of, staff
from tests.governance import planning
from tests.governance import story as governing
from tests.privacy.registering import breach_of, register_row
from zvh.actor import acting_as
from zvh.models import Job
from zvh.sealing import new_dossier, open_keyring
from zvh.today import today


def everybody(cast: Cast) -> dict[str, Person]:
    """The cast, and those whose second capacity or ended right must not leak into the first."""
    named = (
        "rosa",
        "otto",
        "mara",
        "abel",
        "rik",
        "fatima",
        "petra",
        "zoe",
        "piet",
        "olga",
        "gea",
        "rens",
        "gijs",
        "wil",
    )
    people = {name: getattr(cast, name) for name in named}
    others: dict[str, Callable[[], Person]] = {
        "piet for another party": lambda: _also(cast.piet, cast.gijs.party, cast),
        "piet in the partneroverleg": lambda: _also(cast.piet, cast.piet.party, cast, Purpose.PARTNEROVERLEG),
        "piet as staff of another house": lambda: _employed(cast.piet, cast.other_house, Role.PROCESREGISSEUR),
        "rosa as administrator": lambda: _employed(cast.rosa, cast.house, Role.ADMINISTRATOR),
        "rosa at another house": lambda: _employed(cast.rosa, cast.other_house, Role.PROCESREGISSEUR),
        "colleague of piet": lambda: delegate("Pam", cast.piet.party, cast.house),
        "politie of another house": lambda: delegate("Pol", party_of(cast.other_house, "politie"), cast.other_house),
        "manager for another approach": lambda: named_for_another(cast),
        "fg of another house": lambda: staff("Frans", cast.other_house, Role.FG),
    }
    return people | {name: cast._once(name, make) for name, make in others.items()}


def _also(person: Person, party: Party, cast: Cast, purpose: Purpose = Purpose.CASUSOVERLEG) -> Person:
    membership = party.memberships.get(covenant=cast.house.covenant)
    made = Delegation.objects.create(
        user=person.user, membership=membership, purpose=purpose, from_date=START, secrecy_on=START
    )
    return Person(person.user, made)


def named_for_another(cast: Cast) -> Person:
    """A manager of the house who is not named for the approach of the cases here (00, item 3)."""
    mona = staff("Mona", cast.house, Role.MANAGER)
    assert isinstance(mona.capacity, Appointment)
    mona.capacity.approaches.add(cast.house.approaches.exclude(code=story.APPROACH).first())
    return mona


def _employed(person: Person, house: House, role: Role) -> Person:
    made = Appointment.objects.create(user=person.user, house=house, role=role, from_date=START, secrecy_on=START)
    return Person(person.user, made)


def rich_case(cast: Cast) -> Case:
    """Piet filed it; Piet, Olga and Gea are assigned; Rens was until yesterday, Gijs is from tomorrow; Wil never."""
    case = story.in_triage(cast)
    for person in (cast.piet, cast.olga, cast.gea):
        story.assigned(cast, case, person)
    _in_triage(cast, case)
    Case.objects.filter(pk=case.pk).update(phase=Phase.CASUSOVERLEG)
    case.refresh_from_db()
    _contributions(cast, case)
    _files(cast, case)
    _meeting(cast, case)
    _closing(cast, case)
    _apart(cast, case)
    past = {"opened_at": timezone.now() - timedelta(days=2), "until_at": timezone.now() - timedelta(days=1)}
    for is_judged in (True, False):
        broken_glass(cast, case, verdict=is_judged, **past)
    _grants_out_of_time(cast, case)
    supported(cast)
    offered(cast)
    _received(cast, case)
    candidate_list(cast)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        candidates.choose(candidate_list(cast), [], by=rosa)
    _noted(cast, case)
    meetings.drafted(cast, case)
    governed(cast)
    _referred(cast, case)
    with acting_as(cast.rosa.pk) as rosa:
        save_view("Kanarieweergave", "fase=triage", is_shared=True, is_default=False, by=rosa)
        read_news(timezone.now(), by=rosa)
    return case


def governed(cast: Cast) -> None:
    """The tactical body met: the manager is secretary, Piet for his party and a contact were not there."""
    body = governing.table(cast)
    governing.secretary(cast, body)
    piet = cast._once(
        "piet in the partneroverleg", lambda: _also(cast.piet, cast.piet.party, cast, Purpose.PARTNEROVERLEG)
    )
    held = governing.seated(body, piet, cast.abel, every_party=True)
    contact = governing.contact(body, cast.abel, every_party=True)
    found = governing.meeting(cast, body, today())
    planned = governing.meeting(cast, body)
    with acting_as(piet.pk) as by:
        ask_meeting(body, reason="Kanarieverzoek", by=by)
        hand_in_point(body, subject="Kanariepunt", text="", asks_decision=True, by=by)
    with acting_as(cast.mara.pk) as by:
        placed = hand_in_point(body, subject="Kanarieagenda", text="", asks_decision=False, by=by)
        placed = place_point(placed, found, by=by)
        invite_visitor(planned, name="Kanariegast", office="Gastspreker", mail="gast@voorbeeld.invalid", by=by)
        invite_visitor(
            found, name="Kanariegast", office="Gastspreker", mail="gast@voorbeeld.invalid", points=[placed], by=by
        )
        invite_members(found, by=by)
        note_presence(found, (), by=by)
        give_input(found.attendees.get(holder=contact), "Kanariebrief", by=by)
        save_body_minutes(found, "Kanarieverslag", version=0, by=by)
    _enclosed(cast, placed)
    _decided(cast, body, piet, held)
    _joining(cast)
    _leaving(cast)
    _living(cast)
    planning.planned(cast)


def _enclosed(cast: Cast, point: AgendaPoint) -> None:
    """Two papers with a point; one of them waits for the scanner."""
    with open_keyring(), acting_as(cast.mara.pk) as by:
        enclose([files.sent("Kanariestuk.pdf"), files.sent("Kanariewacht.pdf")], point=point, by=by)
    one = Enclosure.objects.filter(point=point)[0]
    Enclosure.objects.filter(pk=one.pk).update(state=ScanState.CLEAN, scanned_at=timezone.now())


def _referred(cast: Cast, case: Case) -> None:
    """Olga has a dispute about the manager; the tactical body reads it too, the other one does not yet."""
    with open_keyring(), acting_as(cast.olga.pk) as olga:
        made = dispute.raise_dispute(case, about="manager", text="Kanariegeschil", by=olga)
    with open_keyring():
        Referral(
            case=case, turn=made.turns.get(), body=governing.table(cast), about="De manager", source="Kanariebron",
            description="Kanarieomschrijving", by=cast.rosa.user, on=today(),
        ).save(force_insert=True)  # fmt: skip


def _living(cast: Cast) -> None:
    """A duty was done, a version of the work process sent, and consent asked for a statement."""
    with open_keyring(), acting_as(cast.mara.pk) as by:
        duty = Duty.objects.get(covenant=cast.house.covenant, code="verwerkers")
        record_fulfilment(duty, cast.house, on=by.today, result="Kanarielijst", by=by)
        agreed = add_version(
            cast.house,
            kind="werkproces",
            version="2",
            since=by.today,
            changes="Kanariestap",
            place="Kanarieschijf",
            files=[files.sent("Kanarieproces.pdf")],
            by=by,
        )
        note_received(agreed, [cast.piet.party], on=by.today, by=by)
        consent = Duty.objects.get(covenant=cast.house.covenant, code="communicatie")
        ask_consent(cast.house, consent, subject="Nieuws van het huis", text="Tekst voor de krant", by=by)


def _decided(cast: Cast, body: Body, piet: Person, held: Holder) -> None:
    """A decision that was taken, one on which Piet voted, and one for which his party is to be heard."""
    with acting_as(cast.mara.pk) as by:
        closed, voted, prepared = [
            decisions.propose_decision(body, kind="kader", subject=f"Kanariebesluit {word}", text="Kanarie", by=by)
            for word in ("genomen", "in stemming", "in voorbereiding")
        ]
        for one in (closed, voted):
            decisions.say_none_affected(one, by=by)
            voting.open_vote(one, by=by)
        voting.cast_vote(closed, held, "voor", by=by)
        voting.close_vote(closed, by=by)
        decisions.name_affected(prepared, cast.piet.party, by=by)
    with acting_as(piet.pk) as by:
        voting.cast_vote(voted, held, "tegen", by=by)


def _joining(cast: Cast) -> None:
    """Three that want to join: one asks, about one Piet's party is asked, and one was adopted."""
    house = cast.house
    about = {
        "door": house.accession_rule.doors.all()[0],
        "house": house,
        "public_task": "Kanarietaak",
        "by": cast.abel.user,
    }
    days = {"received_on": today(), "at": timezone.now()}
    asks, asked, adopted = [
        Accession.objects.create(
            party=Party.objects.create(slug=f"{word}-{house.slug}", name=f"Organisatie die {word}", source="aanvraag"),
            **about, **days, **({} if word == "vraagt" else {"stage": "instemming", "checked_on": today(), "told_on": today()}),
        )
        for word in ("vraagt", "gevraagd", "aangenomen")
    ]  # fmt: skip
    assert asks.stage == "toets"
    wanted = {"due_on": today(), "source": "keuze van het huis"}
    AccessionConsent.objects.create(accession=asked, party=cast.piet.party, **wanted)
    members = Membership.objects.in_force(today()).filter(covenant=house.covenant)
    said = {"answer": "akkoord", "answered_by": cast.piet.user, "answered_at": timezone.now()}
    AccessionConsent.objects.bulk_create(
        AccessionConsent(accession=adopted, party_id=pk, **wanted, **said)
        for pk in members.order_by().values_list("party", flat=True).distinct()
    )
    decision = _adopted(cast, "toetreding")
    with acting_as(cast.abel.pk):
        Accession.objects.filter(pk=adopted.pk).update(
            stage="besluit", decision=decision, outcome="aangenomen", decided_on=today(), decided_words="besluit 1"
        )
    _signed(cast, adopted)


def _signed(cast: Cast, adopted: Accession) -> None:
    """The covenant came back signed; the copy of a protocol waits for the scanner."""
    protocol = cast.house.covenant.protocols.all()[0]
    with open_keyring(), acting_as(cast.abel.pk) as abel:
        of_covenant = keep_signed_copy(adopted, None, files.sent(), by=abel)
        keep_signed_copy(adopted, protocol, files.sent(), by=abel)
    SignedCopy.objects.filter(pk=of_covenant.pk).update(state=ScanState.CLEAN, scanned_at=timezone.now())


def _adopted(cast: Cast, kind: str) -> Decision:
    """What the board decided, in which nobody here has a seat."""
    board = governing.board(cast)
    return Decision.objects.create(
        body=board, keeper=board, year=today().year, place=board.decisions.count() + 1, kind=kind, subject="Kanarieonderwerp",
        text="Kanarie", state="gesloten", outcome="aangenomen", none_affected=True, decided_on=today(), by=cast.mara.user,
        at=timezone.now(),
    )  # fmt: skip


def _leaving(cast: Cast) -> None:
    """Piet's party gave notice, and that of Gea may be excluded; both take part still."""
    rules = cast.house.covenant.departure_rules
    about = {
        "house": cast.house,
        "noticed_on": today(),
        "reason": "Kanariereden",
        "by": cast.abel.user,
        "at": timezone.now(),
    }
    for person, why, more in (
        (cast.piet, "opzegging", {"stage": "vast", "leaves_on": today() + timedelta(days=200)}),
        (
            cast.gea,
            "uitsluiting",
            {
                "stage": "besluit",
                "outcome": "aangenomen",
                "repair_until": today(),
                "decision": _adopted(cast, "uitsluiting"),
            },
        ),
    ):
        membership = person.party.memberships.get(covenant=cast.house.covenant)
        Departure.objects.create(party=person.party, membership=membership, rule=rules.get(why=why), **about, **more)


def supported(cast: Cast) -> Case:
    """Another case, which the house helps without a casusoverleg; its first contact was made."""
    case = story.at_table(cast)
    Case.objects.filter(pk=case.pk).update(follow_up_on=today() + timedelta(days=14))
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        note_contact(
            case, on=rosa.today, with_whom="Kanariewijkteam", result="Kanariegesprek",
            follow_up_on=rosa.today + timedelta(days=14), by=rosa,
        )  # fmt: skip
    return case


def _received(cast: Cast, case: Case) -> None:
    """As if it had come from another house, with a contribution."""
    about = {"case": case, "from_house": cast.other_house, "at": timezone.now()}
    kind = Contribution.objects.exclude(kind=None)[0].kind
    with open_keyring():
        Received.objects.create(offer_id=uuid4(), ground="Wmo 5.1.1", by=cast.rosa.user, **about)
        ReceivedContribution.objects.create(
            supplier=cast.gea.party, kind=kind, data_class="gewoon", facts="Kanarieontvangen", **about
        )


def offered(cast: Cast) -> tuple[Case, Case]:
    """Two other cases: one waits for the answer of Zoe's house, one went to a third house."""
    House.objects.filter(pk=cast.house.pk).update(allows_digital_transfer=True)
    others = House.objects.exclude(pk__in=[cast.house.pk, cast.other_house.pk])
    third = others.exclude(approaches=None)[0]
    karel = cast._once("Karel", lambda: staff(f"Karel {cast.house.code}", third, Role.PROCESREGISSEUR))
    waiting, gone = story.at_table(cast), story.at_table(cast)
    for case, house in ((waiting, cast.other_house), (gone, third)):
        with open_keyring(), acting_as(cast.rosa.pk) as rosa:
            offer = transfer.Offer(
                house,
                "Kanarieverhuizing",
                "Kanarieomschrijving",
                "Kanariesamenvatting",
                "Wmo 5.1.1",
                list(case.subjects.all()),
            )
            made = transfer.offer_transfer(case, offer, by=rosa)
    with open_keyring(), acting_as(karel.pk) as actor:
        receiving.accept_transfer(made, third.approaches.all()[0], by=actor)
    return waiting, gone


def _noted(cast: Cast, case: Case) -> None:
    """In the logbook, of which one entry was corrected, and in notes, of which one is a draft."""
    noting.logged(cast, case, corrects=noting.logged(cast, case))
    noting.noted(cast, case)
    noting.drafted(cast, case)
    noting.linked(cast, case, story.in_triage(cast))
    added = noting.trend_added(cast)
    noting.trend_noted(cast, case, added)
    noting.undone(cast, noting.trend_noted(cast, case))
    for kind in TrackKind:
        noting.tracked(cast, case, kind)
        own = noting.tracked(cast, case, kind, by=cast.piet)
        noting.tracked(cast, case, kind, by=cast.piet, to_table=True, corrects=own)


def candidate_list(cast: Cast, *surnames: str, by: Person | None = None) -> CandidateList:
    """Piet sent a list for the approach of the stories."""
    by = by or cast.piet
    rows = [
        {"line": 2 + n, "surname": name, "born_on": date(1994, 3, 27)}
        for n, name in enumerate(surnames or ("Kanarielijst",))
    ]
    with open_keyring(), acting_as(by.pk) as actor:
        approach = cast.house.approaches.get(code=story.APPROACH)
        period = actor.today, actor.today + timedelta(days=90)
        party = None if actor.is_delegate else cast.piet.party
        return candidates.send_list(cast.house, approach, rows, period=period, party=party, by=actor)


def _in_triage(cast: Cast, case: Case) -> None:
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        send_enquiries(case, [cast.gea.party, cast.gijs.party, cast.rens.party], by=rosa)
        Triage.objects.create(case=case, reasons="Kanariereden")
        TriageParty.objects.create(case=case, party=cast.olga.party, part=TriageParty.Part.RELEVANT)
        criterion = case.approach.own_criteria()[0]
        CriterionJudgement.objects.create(
            case=case, criterion=criterion, is_met=True, by_id=rosa.user_id, at=timezone.now()
        )
    _asked_elsewhere(cast, case)
    for person, is_known in ((cast.gea, True), (cast.gijs, False)):
        with open_keyring(), acting_as(person.pk) as actor:
            answer_enquiry(case.enquiries.get(party=person.party), is_known=is_known, by=actor)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        other = story.in_triage(cast)
    KnownMatch.objects.create(case=case, other=other, basis=KnownMatch.Basis.NAME_AND_DATE, found_at=timezone.now())
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        case.consultations.create(text="Vraag", from_house=False, by_id=piet.user_id, at=timezone.now())


def _asked_elsewhere(cast: Cast, case: Case) -> None:
    """Two other houses know the person: Zoe's was asked for data, another gave some."""
    others = House.objects.exclude(pk__in=[cast.house.pk, cast.other_house.pk])
    third = others.exclude(approaches=None)[0]
    karel = cast._once("Karel", lambda: staff(f"Karel {cast.house.code}", third, Role.PROCESREGISSEUR))
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        asked = ask_houses(case, [cast.other_house, third], by=rosa)
    for enquiry in asked:
        with open_keyring(), acting_as((karel if enquiry.asked == third else cast.zoe).pk) as actor:
            answer_house(enquiry, is_known=True, by=actor)
        with open_keyring(), acting_as(cast.rosa.pk) as rosa:
            ask_house_data(enquiry, question="Kanarievraag", purpose="Kanariedoel", by=rosa)
        if enquiry.asked == third:
            with open_keyring(), acting_as(karel.pk) as actor:
                supply_house(enquiry, Supply(refusal="Kanariereden"), by=actor)


def _contributions(cast: Cast, case: Case) -> None:
    ask(cast, case, cast.piet, cast.gea)
    draft_contribution(case, cast.piet)
    kept = deliver(case, cast.piet, release_level="huis")
    deliver(case, cast.piet, release_level="tafel")
    chosen = deliver(
        case,
        cast.gea,
        release_level="partijen",
        chosen_party_ids=[cast.olga.party.pk],
        ground=grounds_of(cast.gea.party.pk)[0],
    )
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        start_reassessments(locked(case, by=rosa), Phase.CASUSOVERLEG, by=rosa)
    case.reassessments.filter(contribution=chosen).delete()
    later = deliver(case, cast.piet, release_level="tafel")
    open_table(cast, case, cast.piet, cast.olga)
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        ContributionVersion.objects.create(
            case=case, contribution=chosen, number=1, facts="Eerst", by_id=gea.user_id, at=timezone.now()
        )
        note_consent(case, subject=case.subjects.get(), state="gegeven", on=gea.today, told_of_withdrawal=True, by=gea)
    with acting_as(cast.gea.pk) as gea:
        grants.release(chosen, [cast.olga.party], by=gea, reason=GrantReason.RELEASED_TO_PARTY)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        release.open_before_meeting(later, party=cast.gea.party, consulted=cast.piet.party, by=rosa)
    assert kept.releases.count() == 0
    _further_uses(cast, case, chosen)
    _disputed(cast, case)


def _disputed(cast: Cast, case: Case) -> None:
    """Olga has a dispute about a decision; the house asked the mayor something."""
    with open_keyring(), acting_as(cast.olga.pk) as olga:
        dispute.raise_dispute(case, about="besluit", text="Kanariegeschil", by=olga)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        escalation.escalate(case, question="Kanarievraag", asked_on=rosa.today, gemeente=cast.gea.party, by=rosa)


def _further_uses(cast: Cast, case: Case, given: Contribution) -> None:
    """Of what Gea supplied: Olga's question waits, that of the house may be given."""
    asked = {}
    for person, name in ((cast.olga, "Stichting Een"), (cast.rosa, "Stichting Twee")):
        with open_keyring(), acting_as(person.pk) as actor:
            wanted = furtheruse.Wanted("derde", "Kanariedoel", "Wmo 5.1.1", receiver_name=name)
            asked[person] = furtheruse.ask_further_use(case, [given], wanted, by=actor)[0]
    with open_keyring(), acting_as(cast.gea.pk) as gea:
        furtheruse_answers.answer_further_use(asked[cast.rosa], is_yes=True, conditions="Kanarievoorwaarde", by=gea)
    for person in (cast.piet, cast.olga):
        with open_keyring(), acting_as(person.pk) as actor:
            furtheruse_answers.object_to_further_use(asked[cast.rosa], objects=False, by=actor)


def _files(cast: Cast, case: Case) -> None:
    """Piet sent one along with what is released, and one with his draft that waits for the scanner, as does one of Rosa."""
    of_piet = Contribution.objects.filter(case=case, supplier=cast.piet.party)
    shared = of_piet.filter(state=State.DELIVERED, releases__isnull=False).first()
    assert shared
    scanned(files.sent_along(cast.piet, shared, "Kanariebijlage.pdf"))
    files.sent_along(cast.piet, of_piet.get(state=State.DRAFT))
    files.of_house(cast.rosa, case)


def scanned(attachment: Attachment, state: str = ScanState.CLEAN) -> None:
    """As the job leaves it."""
    Attachment.objects.filter(pk=attachment.pk).update(state=state, scanned_at=timezone.now())


def _meeting(cast: Cast, case: Case) -> None:
    subject = case.subjects.get()
    with open_keyring(), acting_as(cast.olga.pk) as olga:
        record_no_notice(
            case, subject, ground="a", reasons="r", circumstances="c", later_how="l",
            expected_on=olga.today, check_on=olga.today + timedelta(days=1), by=olga,
        )  # fmt: skip
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        write_letter(
            case, subject, "kennisgeving", Said("J. Kanarie", "Laan 1\n1234 AB Stad", "030 000 0000", today()), by=rosa
        )
        meetings.record_notice(case, subject, way=meetings.Notice.Way.LETTER, on=today(), by=rosa)
    item = meetings.on_agenda(cast, case)
    meetings.invited(cast, item, cast.piet, cast.olga)
    meetings.started(cast, item, cast.piet)
    meetings.scored(cast, item)
    with open_keyring():
        Guest.objects.create(
            case=case, item=item, party=cast.wil.party, name="Kanariegast", secrecy_declared_at=timezone.now(),
            by=cast.rosa.user, at=timezone.now(),
        )  # fmt: skip
    meetings.discussed(cast, item)
    meetings.drafted(cast, case)
    meetings.agreed(cast, case, cast.gea)
    meetings.agreed(cast, case)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        adopt_plan(case, version=1, by=rosa)
    meetings.reported(cast, meetings.treated(cast, case, cast.gea), cast.gea)
    meetings.reported(cast, meetings.treated(cast, case), cast.rosa)
    assert AgendaItem.objects.filter(case=case, finished_at__isnull=False).exists()


def _closing(cast: Cast, case: Case) -> None:
    """Piet coordinates the case."""
    Case.objects.filter(pk=case.pk).update(casusregisseur=cast.piet.user, casusregisseur_party=cast.piet.party)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        closing = prepare_closing(
            case, version=0, reason=ClosingReason.objects.get(code="doel-bereikt"), successful=True, decided_on=rosa.today,
            explanation="Kanarieslot", judgements=dict.fromkeys(criteria_in_force(case), Judgement(True)), by=rosa,
        )  # fmt: skip
        said: dict[str, Any] = {"case": case, "by_id": rosa.user_id, "at": timezone.now()}
        ClosingConfirmation.objects.create(closing=closing, part="procesregisseur", version=closing.version, **said)
        Reopening.objects.create(reason="r", decided_on=rosa.today, **said)
    RetentionWarning.objects.create(case=case, destroy_on=today(), at=timezone.now())
    with open_keyring():
        later = Postponement.objects.create(
            case=case, from_on=today(), from_source="r", until=today() + timedelta(days=9), source="r", reason="Kanarieuitstel",
            by=cast.otto.user, at=timezone.now(),
        )  # fmt: skip
        PostponementConsent.objects.create(case=case, postponement=later, party=cast.piet.party, agreed_on=today())


def _apart(cast: Cast, case: Case) -> None:
    """Rows that are not of the dossier of the case."""
    now, house = timezone.now(), cast.house
    with open_keyring():
        for by, party in ((cast.piet.user, cast.piet.party), (cast.rosa.user, None)):
            feedback = Feedback(
                house=house,
                number=str(case.number),
                filed_by=by,
                filed_by_party=party,
                at=now,
                ends_on=today() + timedelta(days=28),
            )
            new_dossier(feedback.pk)
            feedback.text = "Kanarieantwoord"
            feedback.save(force_insert=True)
    Disclosure.objects.create(
        house=house,
        number=str(case.number),
        party=cast.gea.party,
        what=Disclosure.What.HAND_OVER,
        source="art.",
        by=cast.rosa.user,
        at=now,
    )
    for person in (cast.rosa, cast.piet):
        Job.objects.create(name="proef", capacity_id=person.pk, started_by=person.user.pk)
    Job.objects.create(name="van niemand")
    with open_keyring(), acting_as(cast.piet.pk) as piet:
        kept.keep(f"/casussen/{case.number}/", QueryDict("tekst=Kanarietekst"), by=piet)
    dates = {"due_on": today(), "destroyed_on": today(), "key_destroyed_at": now}
    record = DestructionRecord(
        dossier_id=cast.rosa.pk, kind="case", house=house, rule="r", fields=1, rows={"subject": 1}, **dates
    )
    record.checksum = record.computed_checksum()
    record.save()
    DestructionFailure.objects.create(
        dossier_id=cast.rosa.pk, kind="case", house=house, failed_with="DataError", first_at=now, last_at=now
    )
    KeyIncident.objects.create(dossier_id=cast.rosa.pk, house=house, found_at=now)
    MalwareIncident.objects.create(dossier_id=case.pk, house=house, party=cast.piet.party, found="Eicar", found_at=now)
    DestructionListing.objects.create(
        case=case,
        house=house,
        number=str(case.number),
        closed_on=today(),
        destroy_on=today(),
        rule="r",
        needs_release=True,
        listed_on=today(),
    )
    AccessLogLine.objects.create(event_kind="list", action="R", house_id=house.pk)
    LogWatch.objects.update_or_create(pk=1, defaults={"until": now})
    LogCheck.objects.create(at=now, lines=1, with_copy=False)
    alert = ReadingAlert(
        house=house, user=cast.piet.user, hour=now - timedelta(hours=3), files=31, total=31, judge_by=today(),
        ends_on=today() + timedelta(days=9),
    )  # fmt: skip
    new_dossier(alert.pk)
    alert.save(force_insert=True)
    _archived(cast, case)
    RenewalQuestion.objects.create(
        case=case, house=house, number=str(case.number), party=cast.gea.party, last_on=today() + timedelta(days=9),
        until=today() + timedelta(days=99), source="art.", asked_by=cast.rosa.user, asked_at=now,
    )  # fmt: skip
    KeptDisclosure.objects.create(
        house=house, file_id=cast.rosa.pk, supplier=cast.piet.party, receiver="GGD", what="gast", source="art.", on=today(),
        ends_on=today(), ends_source="art.", until_audit=True,
    )  # fmt: skip
    _review(cast)
    breach_of(cast, case)
    for register in ALL:
        register_row(cast.mara, register.name)
    _requests(cast, case)


def _archived(cast: Cast, case: Case) -> None:
    """Otto chose an archive, and the package is there."""
    with open_keyring():
        chosen = ArchiveTransfer.objects.create(
            case=case, house=cast.house, number=str(case.number), archive="Archief", reason="Kanariereden", by=cast.otto.user,
            at=timezone.now(), made_at=timezone.now(), kept_until=today() + timedelta(days=9), files=1, checksum="0" * 64,
        )  # fmt: skip
        part = ArchivePart(
            transfer=chosen, house=cast.house, number=1, size=9, checksum="0" * 64, ends_on=today() + timedelta(days=9)
        )
        new_dossier(part.pk)
        part.content = bytearray(b"Kanariezip")
        part.save(force_insert=True)


def _requests(cast: Cast, case: Case) -> None:
    """Two requests about the person in this case: of one nothing was done, the other waits for its answer."""
    regime = Regime.objects.get(code="rad")
    ContactPoint.objects.create(house=cast.house, regime=regime, name="Meldpunt", source="art.", from_date=START)
    about = {
        "asked_by": "betrokkene",
        "given_names": "Jan",
        "surname": "Kanarie",
        "contact": "Kanarieadres",
        "text": "Kanarievraag",
    }
    with open_keyring(), acting_as(cast.mara.pk) as mara:
        seen, other = [
            requesting.register_request(cast.house, kind=kind, received_on=today(), by=mara, **about)
            for kind in ("correctie", "inzage")
        ]
        for one in (seen, other):
            requesting.link_cases(one, [case], by=mara)
        requesting.check_identity(seen, on=today(), proof="paspoort", by=mara)
        requesting.decide_request(
            seen, version=1, outcome="afgewezen", reason="Kanariereden", heard_on=today(), by=mara
        )
        ask_suppliers(other, by=mara)
        measured: list[tuple[SubjectRequest, str, Person]] = []
        for kind, measure, by in (("verwijdering", "beperking", cast.rosa), ("bezwaar", "verwijdering", cast.mara)):
            one = requesting.register_request(cast.house, kind=kind, received_on=today(), by=mara, **about)
            requesting.link_cases(one, [case], by=mara)
            requesting.check_identity(one, on=today(), proof="paspoort", by=mara)
            requesting.decide_request(one, version=1, outcome="toegewezen", reason="", heard_on=today(), by=mara)
            measured.append((one, measure, by))
    for one, measure, by in measured:
        RequestMeasure.objects.create(
            request=one, house=cast.house, dossier_id=case.pk, number=str(case.number), kind=measure, by=by.user,
            at=timezone.now(), done_on=today() if measure == "beperking" else None,
        )  # fmt: skip


def _review(cast: Cast) -> None:
    """The rights of the house are gone through: one stays, one was suspended, that of the manager waits."""
    house, now = cast.house, timezone.now()
    review = AccessReview.objects.create(
        house=house,
        kind="alle",
        opened_on=today(),
        due_on=today() + timedelta(days=30),
        source="art.",
        due_source="art.",
    )
    waiting = _also(cast.wil, cast.wil.party, cast, Purpose.PARTNEROVERLEG)
    Delegation.objects.filter(pk=waiting.pk).update(suspended_on=today())
    for person, kind in ((cast.olga, "behouden"), (waiting, "opgeschort"), (cast.mara, "")):
        role = getattr(person.capacity, "role", "delegate")
        item = ReviewItem.objects.create(
            review=review, house=house, capacity_id=person.pk, user=person.user, role=role, label="Recht", from_date=START,
            party=person.party if role == "delegate" else None,
        )  # fmt: skip
        if kind:
            by = {"by": cast.mara.user, "by_role": "manager"} if kind == "behouden" else {}
            ReviewStep.objects.create(item=item, house=house, order=1, kind=kind, at=now, **by)


def broken_glass(cast: Cast, case: Case, *, verdict: bool = False, **changes: Any) -> BreakGlass:
    """The manager broke the glass an hour ago, for four hours; it opens something once the case is archived."""
    now = timezone.now()
    row = BreakGlass(
        case_id=case.pk, house=cast.house, number=str(case.number), user=cast.mara.user, capacity_id=cast.mara.pk, kind="geschil",
        opened_at=now - timedelta(hours=1), until_at=now + timedelta(hours=3), judge_by=today(), ends_on=today() + timedelta(days=900),
    )  # fmt: skip
    for name, value in changes.items():
        setattr(row, name, value)
    with open_keyring():
        new_dossier(row.pk)
        row.save(force_insert=True)
        BreakGlassReason.objects.create(case=case, break_glass=row, text="Kanarienood")
        if verdict:
            BreakGlassVerdict.objects.create(break_glass=row, is_justified=True, text="Ja", by=cast.fatima.user, at=now)
    for person, party in ((cast.piet, cast.piet.party), (cast.rosa, None)):
        BreakGlassNotice.objects.create(
            break_glass=row,
            house=cast.house,
            user=person.user,
            party=party,
            opened_at=row.opened_at,
            until_at=row.until_at,
        )
    return row


def _grants_out_of_time(cast: Cast, case: Case) -> None:
    story.assigned(cast, case, cast.rens)
    story.assigned(cast, case, cast.gijs)
    CaseGrant.objects.filter(user=cast.rens.user).update(
        from_date=today() - timedelta(days=9), until_date=today() - timedelta(days=1)
    )
    CaseGrant.objects.filter(user=cast.gijs.user).update(from_date=today() + timedelta(days=1))
    CaseGrant.objects.filter(user=cast.piet.user).update(after_closing=True)
