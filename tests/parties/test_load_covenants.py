import shutil
from io import StringIO

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from parties.loading.covenants import load
from parties.loading.files import DATA, DataFileError
from parties.models import House, Party, RetentionPolicy, Term

pytestmark = pytest.mark.django_db


def dump():
    return {
        model.__name__: serializers.serialize("json", model.objects.order_by("pk"))
        for model in apps.get_app_config("parties").get_models()
    }


def test_loading_twice_changes_nothing():
    before = dump()
    assert Party.objects.exists()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = load()
    writes = [q["sql"] for q in queries if not q["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert writes == []
    assert not report.added and not report.changed
    assert dump() == before


def test_a_changed_row_is_put_back_and_reported():
    House.objects.filter(code="RU").update(name="Iets anders")
    out = StringIO()
    call_command("load_covenants", stdout=out)
    assert "House: 0 nieuw, 1 gewijzigd, 5 ongewijzigd" in out.getvalue()
    assert House.objects.get(code="RU").name == "Veiligheidshuis Regio Utrecht"


def test_a_lost_set_is_put_back():
    Party.objects.get(slug="arkin").kinds.clear()
    assert load().changed == {"Party": 1}
    assert Party.objects.get(slug="arkin").kinds.count() == 2


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('code = "KL"', 'code = "kl"', "kennemerland.toml, houses 1: "),
        (
            'kinds = ["om"]',
            'kinds = ["oom"]',
            "kennemerland.toml, party_lists 2, regel 2, kinds: “oom” bestaat niet",
        ),
        (
            'protocol = "integrale',
            'protocl = "integrale',
            "kennemerland.toml, approaches 1, protocl: Approach kent dit veld niet",
        ),
        (
            "in_force_from = 2019-03-01",
            'in_force_from = "ooit"',
            "kennemerland.toml, covenant, in_force_from",
        ),
        ('level = "extern"', 'level = "hoog"', "kennemerland.toml, bodies 1: level"),
        (
            '"A and B and (C or D)"',
            '"A and B and (C or Z)"',
            "kennemerland.toml: de formule noemt criteria die er niet zijn: Z",
        ),
        ("[covenant]", "[covenant", "kennemerland.toml: geen geldige TOML"),
        ("[[bodies]]", "[[organen]]", "kennemerland.toml: onbekend onderdeel: organen"),
    ],
)
def test_a_mistake_in_a_file_names_file_and_place(tmp_path, old, new, message):
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "kennemerland.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    before = dump()
    with pytest.raises(DataFileError, match="kennemerland.toml") as caught:
        load(tmp_path)
    assert str(caught.value).startswith(message)
    assert dump() == before


def test_the_command_gives_the_message_and_no_traceback(monkeypatch, tmp_path):
    (tmp_path / "leeg.toml").write_text("dit is geen toml", encoding="utf-8")
    monkeypatch.setattr("parties.management.commands.load_covenants.load", lambda: load(tmp_path))
    with pytest.raises(CommandError, match="leeg.toml: geen geldige TOML"):
        call_command("load_covenants")


def without(tmp_path, line):
    shutil.copytree(DATA, tmp_path, dirs_exist_ok=True)
    file = tmp_path / "haaglanden.toml"
    text = file.read_text(encoding="utf-8")
    assert line in text
    file.write_text(text.replace(line, ""), encoding="utf-8")
    return tmp_path


def test_a_house_that_misses_a_term_is_refused(tmp_path):
    line = next(row for row in (DATA / "haaglanden.toml").read_text().splitlines() if '"vervolgoverleg"' in row)
    Term.objects.filter(covenant__code="haaglanden", code="vervolgoverleg").delete()
    with pytest.raises(DataFileError, match="haaglanden.toml: HG mist de termijnen vervolgoverleg"):
        load(without(tmp_path, line))


def test_an_approach_without_retention_is_refused(tmp_path):
    RetentionPolicy.objects.filter(house__code="HG", approach__code="jeugdgroepen").delete()
    with pytest.raises(DataFileError, match="HG mist bewaartermijnen voor Problematische"):
        load(without(tmp_path, ', "jeugdgroepen"'))
