"""Notes of the house: a draft is its author's, what was placed is the house's, and nobody overwrites another."""

import pytest
from django.db import transaction

from cases.models import Case, Note
from cases.phases import Phase, StepNotAllowed
from cases.policy import NotAllowed
from cases.workflow.note import change_note, place_note, save_note_draft
from tests.cases import noting, story
from tests.cases.test_worklist import queries
from tests.cast import Cast, Person
from zvh.actor import acting_as
from zvh.sealing import open_keyring
from zvh.versions import Overtaken


def read(person: Person, case: Case) -> str:
    answer = person.client().get(f"/casussen/{case.number}/notities/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_draft_is_its_authors_alone_until_it_is_placed(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    draft = noting.drafted(cast, case)
    assert "Kanarieconcept" in read(cast.rosa, case)
    for person in (cast.otto, cast.mara):
        assert "Kanarieconcept" not in read(person, case)
        with acting_as(person.pk) as actor:
            assert not Note.objects.visible_to(actor).exists() and not Note.objects.exists()
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        place_note(case, text="Kanarieklaar", version=draft.version, by=rosa)
    for person in (cast.rosa, cast.otto, cast.mara):
        assert "Kanarieklaar" in read(person, case)
        assert "Kanarieklaar" in person.client().get(f"/casussen/{case.number}/").content.decode()
    for person in (cast.gea, cast.zoe, cast.fatima):
        assert person.client().get(f"/casussen/{case.number}/notities/").status_code == 404
        with acting_as(person.pk) as actor:
            assert not Note.objects.visible_to(actor).exists() and not Note.objects.exists()
    assert "Notitie" not in cast.gea.client().get(f"/casussen/{case.number}/").content.decode()


def test_the_draft_saves_itself_and_is_placed_on_the_same_page(cast: Cast) -> None:
    case, rosa = story.at_table(cast), cast.rosa.client()
    address = f"/casussen/{case.number}/notities/"
    saved = rosa.post(address, {"notitie": "Kanarieha", "versie": 0})
    assert (saved.status_code, saved["X-Versie"]) == (204, "1")
    assert rosa.post(address, {"notitie": "", "versie": 1, "plaats": "1"}).status_code == 422
    assert rosa.post(address, {"notitie": "Kanariehalf", "versie": 1, "bewaar": "1"}).status_code == 302
    assert rosa.post(address, {"notitie": "Kanarieheel", "versie": 2, "plaats": "1"}).status_code == 302
    with open_keyring():
        assert [(one.text, one.placed_at is None) for one in Note.objects.all()] == [("Kanarieheel", False)]
    assert rosa.post(address, {"notitie": "Kanariealweer", "versie": 3}).status_code == 409  # a window that stayed open


def test_the_house_improves_what_was_placed_without_overwriting(cast: Cast) -> None:
    case = story.at_table(cast)
    note = noting.noted(cast, case)
    with open_keyring(), acting_as(cast.otto.pk) as otto:
        changed = change_note(note, text="Kanarieverbeterd", version=note.version, by=otto)
        assert (changed.by, changed.saved_by) == (cast.rosa.user, cast.otto.user)
        with pytest.raises(StepNotAllowed):
            change_note(note, text="", version=changed.version, by=otto)
    with open_keyring(), acting_as(cast.rosa.pk) as rosa, pytest.raises(Overtaken):
        change_note(note, text="Kanarieanders", version=note.version, by=rosa)
    assert "Gewijzigd door Otto" in read(cast.rosa, case)


def test_who_may_not_write_does_not(cast: Cast) -> None:
    case = story.at_table(cast, cast.gea)
    note, draft = noting.noted(cast, case), noting.drafted(cast, case)
    for person in (cast.mara, cast.gea, cast.zoe):
        with open_keyring(), acting_as(person.pk) as actor:
            for step in (save_note_draft, place_note):
                with pytest.raises(NotAllowed):
                    step(case, text="x", version=0, by=actor)
            with pytest.raises(NotAllowed):
                change_note(note, text="x", version=note.version, by=actor)
            assert Note.objects.update(version=9) == 0
            with pytest.raises(Exception, match="row-level security"), transaction.atomic():
                Note.objects.create(case=case, text="x", by=person.user, at=note.at)
    with open_keyring(), acting_as(cast.otto.pk) as otto:
        with pytest.raises(NotAllowed):
            change_note(draft, text="x", version=draft.version, by=otto)
        assert Note.objects.filter(pk=draft.pk).update(version=9) == 0
    Case.objects.filter(pk=case.pk).update(phase=Phase.AFSCHALING)
    assert (
        cast.rosa.client().post(f"/casussen/{case.number}/notities/", {"notitie": "x", "versie": 0}).status_code == 404
    )
    assert "Kanarienotitie" in read(cast.rosa, case)


def test_as_many_queries_for_one_as_for_thirty(cast: Cast) -> None:
    case = story.at_table(cast)
    noting.noted(cast, case)
    few = len(queries(cast.rosa, f"/casussen/{case.number}/notities/"))
    for _ in range(29):
        noting.noted(cast, case)
    assert len(queries(cast.rosa, f"/casussen/{case.number}/notities/")) == few
