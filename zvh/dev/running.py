"""What a running `./run` tells others of its account: process ids, where its servers are, and each role's login.

All of it stands in `var/run/`, and is gone when the application stops.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

from zvh.dev.application import Application
from zvh.dev.errors import CannotStart
from zvh.dev.places import Places
from zvh.dev.servers import Servers
from zvh.logins import KEYS_ROLES, MAIN_ROLES

NOT_RUNNING = "De applicatie draait niet. Start haar eerst met ./run"


@contextmanager
def told(application: Application) -> Iterator[None]:
    """Written for as long as the application runs."""
    servers, services = _servers_file(application.places), directory(application.places) / "pg_service.conf"
    try:
        _write(servers, json.dumps(asdict(application.servers) | {"port": application.port}))
        _write(services, "".join(_services(application)))
        yield
    finally:
        servers.unlink(missing_ok=True)
        services.unlink(missing_ok=True)


def running(places: Places) -> Application:
    """The application that runs in this directory. Raises CannotStart when there is none."""
    try:
        known = json.loads(_servers_file(places).read_text())
    except FileNotFoundError:
        raise CannotStart(NOT_RUNNING) from None
    port = known.pop("port")
    application = Application(places, Servers(**known), port)
    if not application.answers():
        raise CannotStart(NOT_RUNNING)  # it was killed, and could not tidy up
    return application


def directory(places: Places) -> Path:
    return places.directory("run", None)


def _servers_file(places: Places) -> Path:
    return directory(places) / "servers.json"


def _services(application: Application) -> Iterator[str]:
    """For libpq: with PGSERVICEFILE set, `service=zvh_web` is a whole address."""
    for role in MAIN_ROLES:
        yield _service(role, application.servers.main_url(application.places, role))
    for role in KEYS_ROLES:
        yield _service(role, application.servers.keys_url(application.places, role))


def _service(role: str, url: str) -> str:
    at = urlsplit(url)
    lines = [f"host={at.hostname}", f"port={at.port}", f"dbname={at.path[1:]}", f"user={role}"]
    return "\n".join([f"[{role}]", *lines, f"password={unquote(at.password or '')}", "", ""])


def _write(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.touch(0o600)
    path.write_text(text)
