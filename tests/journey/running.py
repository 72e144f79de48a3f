"""The whole application as `./run` starts it: every process with its own login, on its own directory and port."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, LiteralString
from urllib.parse import urlsplit

import psycopg

from tests.dev.processes import eventually
from tests.stock import furnish
from zvh.dev.application import Application
from zvh.dev.places import places
from zvh.dev.postgres import free_port
from zvh.dev.run import ANSWER_SECONDS, CONNECTIONS, build_frontend, finish
from zvh.dev.servers import Servers, embedded
from zvh.dev.spawn import Program
from zvh.dev.supervisor import Supervisor
from zvh.logins import KEYS_DATABASE, MAIN_DATABASE


@dataclass(frozen=True)
class Running:
    """The application at work, and what lies behind it: database, key store, broker, mail."""

    application: Application
    supervisor: Supervisor
    seen: set[tuple[str, bool]] = field(default_factory=set)  # pages that were looked at, with or without scripts
    requested: list[str] = field(default_factory=list)  # the address of every request of everybody

    @property
    def address(self) -> str:
        return self.application.address.rstrip("/")

    @property
    def var(self) -> Path:
        return self.application.places.var

    @property
    def servers(self) -> Servers:
        return self.application.servers

    def web_log(self) -> list[str]:
        return self.application.places.log("web").read_text(errors="replace").splitlines()

    def database_url(self, *, of_keys: bool = False) -> str:
        """As superuser, who sees past every policy."""
        url, name = (self.servers.keys, KEYS_DATABASE) if of_keys else (self.servers.main, MAIN_DATABASE)
        return urlsplit(url)._replace(path=f"/{name}").geturl()

    def ask(self, query: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.database_url()) as connection:
            return connection.execute(query, values).fetchall()

    def party_of(self, name: str) -> str:
        """The party for which this invented person is a delegate in the casusoverleg."""
        [(party,)] = self.ask(
            "select p.name from parties_delegation d join parties_membership m on m.id = d.membership_id"
            " join parties_party p on p.id = m.party_id join parties_user u on u.id = d.user_id"
            " where u.name = %s and d.purpose = 'casusoverleg'",
            name,
        )
        return str(party)

    def mails_to(self, name: str) -> list[EmailMessage]:
        """Mail that was sent to this invented person."""
        return [message for message in self.mails() if f"{name.lower()}@" in message["To"]]

    def mails(self) -> list[EmailMessage]:
        """Everything the file backend wrote, whoever it is for."""
        found: list[EmailMessage] = []
        for file in sorted((self.var / "mail").iterdir()):
            for one in file.read_bytes().split(b"-" * 79 + b"\n"):
                if one.strip():
                    found.append(message_from_bytes(one.lstrip(b"\n"), policy=policy.default))  # type: ignore[arg-type]
        return found

    def wait_for_jobs(self) -> None:
        """Until the workers did all deferred work."""
        assert eventually(lambda: not self.ask("select 1 from zvh_jobs where finished_at is null"), seconds=120), (
            self.ask("select name, attempts, failed_with from zvh_jobs where finished_at is null")
        )

    def nightly(self, day: date) -> None:
        finish(self.application.manage_as_job("nightly", "--date", day.isoformat()))


@contextmanager
def started(var: Path, *, dies: Sequence[str] = ()) -> Iterator[Running]:
    """Servers, schema, covenants, invented people, and every program of `./run`; `dies`: what the supervisor says on the way."""
    build_frontend()
    furnish(var, with_people=True)
    here = places(var)
    said: list[str] = []
    with Supervisor(said.append) as supervisor:
        servers = embedded(supervisor, here, CONNECTIONS)
        application = Application(here, servers, free_port())
        supervisor.start(*(_noting_requests(program) for program in application.programs()))
        supervisor.wait_until(application.answers, 2 * ANSWER_SECONDS, f"no answer, see {here.log('web')}")
        yield Running(application, supervisor)
        supervisor.check()
    assert said == list(dies), "a program died on the way"


def _noting_requests(program: Program) -> Program:
    """The website writes each request line and its Referer to the log, as the proxy of an operator does."""
    return replace(program, env={**program.env, "GUNICORN_CMD_ARGS": "--access-logfile -"})
