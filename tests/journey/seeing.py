"""Who sees what: in the browser, in the mail, in the log, and in a copy of the machine."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

import psycopg
import redis

from tests.journey import canary
from tests.journey.person import Person
from tests.journey.running import Running
from tests.privacy.scanner import Scanner

PLACE = "Vergaderzaal 2"  # of the meeting: not personal, so it stands in clear in database and mail


def only(path: str, *, who: Iterable[Person], not_who: Iterable[Person]) -> None:
    """These people open this page; for the others it does not exist."""
    found = {person.name: person.status(path) for person in who}
    assert found == dict.fromkeys(found, 200), (path, found)
    others = {person.name: person.status(path) for person in not_who}
    assert others == dict.fromkeys(others, 404), (path, others)


def mail_says_nothing(running: Running, number: str, *, invited: Sequence[str]) -> None:
    """Everybody got an invitation with place and link; no mail at all holds a person or a case number."""
    running.wait_for_jobs()
    for name in invited:
        [invitation] = [one for one in running.mails_to(name) if one["Subject"] == "Uitnodiging voor een overleg"]
        assert PLACE in whole(invitation) and "/overleggen/" in whole(invitation)
    for message in running.mails():
        told = [word for word in (number, *canary.words()) if word.lower() in whole(message).lower()]
        assert told == [], (message["Subject"], told)


def whole(message: Any) -> str:
    """Headers and every part, decoded."""
    parts = [part.get_content() for part in message.walk() if not part.is_multipart()]
    return "\n".join([str(message["Subject"]), *(part if isinstance(part, str) else part.decode() for part in parts)])


def writes_one_line(running: Running, person: Person, path: str) -> None:
    """Opening this page writes one line to the log, with who, for which party and on what ground."""
    before = lines_of(running, person.name)
    person.open(path)
    [line] = lines_of(running, person.name)[len(before) :]
    assert line == ("dossier-view", "ok", "casus", True)


def lines_of(running: Running, name: str) -> list[tuple[Any, ...]]:
    return running.ask(
        "select event_kind, outcome, rule, actor_party_id > 0 from privacy_accesslogline"
        " where actor_id = (select id from parties_user where name = %s) order by event_time",
        name,
    )


def stands_nowhere_in_clear(running: Running) -> None:
    """Not in data files, WAL, logs, key store, broker or mail; the place of the meeting shows that the scan does find."""
    write_to_disk(running)
    found = Scanner([PLACE, *canary.words()]).in_directory(running.var)
    places = found.pop(PLACE)
    for start in ("postgres/base/", "postgres/pg_wal/", "mail/"):
        assert any(place.startswith(start) for place in places), (start, places)
    assert found == {}


def destroyed_after_its_last_date(running: Running, number: str) -> None:
    """A day before it is there; the day after no row of it is left, and its key can not be fetched.

    Nobody went through the rights in the years between: who may see what is asked here of people whose rights still stand.
    """
    [(case, last_date)] = running.ask("select id, destroy_on from cases_case where number = %s", number)
    running.ask("update privacy_accessreview set due_on = %s returning id", last_date + timedelta(days=1))
    running.nightly(last_date - timedelta(days=1))
    assert rows_of(running, case) and has_key(running, case)
    running.nightly(last_date)
    assert rows_of(running, case) == [] and not has_key(running, case)
    assert running.ask("select 1 from cases_statisticsfact"), "what is counted was noted while the case lived"
    stands_nowhere_in_clear(running)


def rows_of(running: Running, case: Any) -> list[tuple[Any, ...]]:
    return running.ask(
        "select id from cases_case where id = %s union select id from cases_subject where case_id = %s"
        " union select id from cases_contribution where case_id = %s union select id from cases_plan where case_id = %s",
        case, case, case, case,
    )  # fmt: skip


def has_key(running: Running, case: Any) -> bool:
    """No key is only believed with a tombstone (00, item 20)."""
    with psycopg.connect(running.database_url(of_keys=True)) as connection:
        [(keys, tombstones)] = connection.execute(
            "select (select count(*) from keys.dossier_key where id = %s), (select count(*) from keys.tombstone where id = %s)",
            [case, case],
        ).fetchall()
    assert keys + tombstones == 1
    return bool(keys)


def write_to_disk(running: Running) -> None:
    """What the servers still have in memory stands in their files afterwards."""
    for of_keys in (False, True):
        with psycopg.connect(running.database_url(of_keys=of_keys), autocommit=True) as connection:
            connection.execute("checkpoint")
    redis.Redis.from_url(running.servers.broker).save()
