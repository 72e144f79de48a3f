"""A dry run tells of every dossier what would happen to it, and changes nothing: no row of any table, no key."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cases.models import Case, Dispute
from cases.workflow.aanmelding import reject
from parties.dates import add_months
from tests.cases.story import filed
from tests.privacy.stories import closed_case, is_readable
from tests.privacy.test_nightly import lose_key
from zvh import keydestruction, keystore
from zvh.actor import acting_as
from zvh.sealing import open_keyring

pytestmark = pytest.mark.django_db


def everything() -> dict[str, tuple[int, str]]:
    """Every row of every table, and of the key store."""
    with connection.cursor() as cursor:
        found = {name: _sum(cursor, f'public."{name}"') for name in connection.introspection.table_names()}
    with keystore.connection().connection() as conn:
        for name in ("dossier_key", "tombstone", "intent", "wrapping_key"):
            found[f"keys.{name}"] = _sum(conn, f"keys.{name}")
    return found


def _sum(source, table):
    told = source.execute(
        f"select count(*), coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {table} t"
    )
    return (told or source).fetchone()


def dry(day) -> list[str]:
    out = StringIO()
    call_command("nightly", date=day, dry_run=True, stdout=out)
    return out.getvalue().splitlines()


def test_every_fate_is_told_and_nothing_changes(cast):
    gone, held, soon, stays = (closed_case(cast) for _ in range(4))
    day = gone.destroy_on
    Case.objects.filter(pk=soon.pk).update(destroy_on=add_months(day, 1))
    Case.objects.filter(pk=stays.pk).update(destroy_on=add_months(day, 2))
    with open_keyring():
        Dispute(
            case=held, house=held.house, approach=held.approach, number=held.number, about="besluit",
            raised_by=cast.rosa.user, text="Kanariegeschil", at=timezone.now(),
        ).save(force_insert=True)  # fmt: skip
    with open_keyring(), acting_as(cast.rosa.pk) as rosa:
        rejected = reject(filed(cast), feedback="Kanarie", by=rosa)
    before = everything()
    *lines, total = dry(day)
    assert everything() == before

    rule = gone.destroy_source
    assert f"{gone.pk} | casus | vernietigd | {day} | {rule}" in lines
    assert f"{held.pk} | casus | tegengehouden | {day} | {rule} | want er loopt een geschil" in lines
    assert f"{soon.pk} | casus | aangekondigd | {add_months(day, 1)} | {rule}" in lines
    assert [line for line in lines if str(rejected.pk) in line and "vernietigd" in line]
    assert [line for line in lines if " | terugkoppeling | vernietigd | " in line], "what was told to who filed it"
    assert not [line for line in lines if str(stays.pk) in line]
    assert re.search(rf"^{day}: .*3 vernietigd, 1 tegengehouden\. Er is niets veranderd\.$", total), total
    told = "\n".join(lines)
    assert not [case.number for case in (gone, held, soon) if case.number in told], "random ids only"

    call_command("nightly", date=day, stdout=StringIO())
    left = {case.pk for case in (gone, held, soon, stays, rejected)} & set(Case.objects.values_list("pk", flat=True))
    assert left == {held.pk, soon.pk, stays.pk}, "and so it went"


def test_a_day_too_early_nothing_goes_and_what_was_begun_or_lost_is_told(cast):
    case, keyless, begun = closed_case(cast), closed_case(cast), closed_case(cast)
    lose_key(keyless)
    keydestruction.intend(begun.pk, [])
    keydestruction.destroy(begun.pk)  # its rows came back from a backup
    before = everything()
    *lines, total = dry(case.destroy_on - timedelta(days=1))
    assert everything() == before and is_readable(cast, case)
    assert f"{keyless.pk} | casus | zonder sleutel, gesloten" in lines
    assert f"{begun.pk} | casus | opnieuw vernietigd" in lines
    assert not [line for line in lines if " | vernietigd | " in line]
    assert total.endswith("Er is niets veranderd.")


def test_the_number_of_questions_to_announce_does_not_grow(cast, django_assert_max_num_queries):
    for _ in range(3):
        case = closed_case(cast)
    with django_assert_max_num_queries(80):
        assert len(dry(add_months(case.destroy_on, -1))) == 4
