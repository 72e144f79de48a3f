"""The application's own programs and the environment each of them gets (docs/architecture.md)."""

import http.client
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from zvh.dev.places import Places
from zvh.dev.servers import Servers
from zvh.dev.spawn import Program, base_environment

CELERY = ("-m", "celery", "-A", "zvh.celery")
WORKER = ("worker", "--loglevel", "WARNING", "--without-gossip", "--without-mingle")


@dataclass(frozen=True)
class Application:
    """Demo mode on this port."""

    places: Places
    servers: Servers
    port: int

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}/"

    def env_of(self, name: str, main_role: str, keys_role: str) -> dict[str, str]:
        return base_environment(self._own("home")) | {
            "DJANGO_SETTINGS_MODULE": "zvh.settings",
            "ZVH_PROCESS": name,
            "ZVH_DEMO": "1",
            "ZVH_BASE_URL": self.address.rstrip("/"),
            "ZVH_SECRET_KEY_FILE": str(self.places.secret_key_file()),
            "ZVH_WRAPPING_KEY_FILE": str(self.places.wrapping_key_file()),
            "DATABASE_URL": self.servers.main_url(self.places, main_role),
            "KEYSTORE_URL": self.servers.keys_url(self.places, keys_role),
            "REDIS_URL": self.servers.broker,
            "ZVH_STATIC_ROOT": str(self._own("static")),
            "EMAIL_URL": f"filemail:///{self._own('mail')}",
            "ZVH_LOG_COPY": str(self._own("logkopie")),
            "ZVH_CLAMD": os.environ.get("ZVH_CLAMD", ""),
        }

    def _own(self, name: str) -> Path:
        return self.places.directory(name, self.places.application)

    def manage(self, *arguments: str) -> Program:
        """A command of manage.py with the owners' logins."""
        return self._program("manage", self.env_of("manage", "zvh_owner", "keys_owner"), "manage.py", *arguments)

    def manage_as_web(self, *arguments: str) -> Program:
        """A command of manage.py with the rights of the website."""
        return self._program("manage", self.env_of("manage", "zvh_web", "keys_web"), "manage.py", *arguments)

    def manage_as_job(self, *arguments: str) -> Program:
        """A command of manage.py with the rights of the nightly work."""
        return self._for_system("manage", "manage.py", *arguments)

    def manage_as_backup(self, *arguments: str) -> Program:
        """A command of manage.py that reads the sealed database, and reaches no key."""
        env = self.env_of("manage", "zvh_backup", "keys_web") | {"KEYSTORE_URL": ""}
        return self._program("manage", env, "manage.py", *arguments)

    def programs(self) -> list[Program]:
        schedule = str(self._own("beat") / "schedule")
        beat = (*CELERY, "beat", "--loglevel", "WARNING", "--pidfile=", "-s", schedule)
        return [
            self._for_people("web", *self._gunicorn()),
            self._for_people("people", *CELERY, *WORKER, "-Q", "people", "-n", "people@%h", "-c", "2"),
            self._for_system("system", *CELERY, *WORKER, "-Q", "system", "-n", "system@%h", "-c", "1"),
            self._for_system("beat", *beat),
        ]

    def _for_people(self, name: str, *arguments: str) -> Program:
        return self._program(name, self.env_of(name, "zvh_web", "keys_web"), *arguments)

    def _for_system(self, name: str, *arguments: str) -> Program:
        return self._program(name, self.env_of(name, "zvh_job", "keys_job"), *arguments)

    def _gunicorn(self) -> tuple[str, ...]:
        return (
            *("-m", "gunicorn", "zvh.wsgi", "--bind", f"127.0.0.1:{self.port}", "--workers", "2"),
            *("--threads", "4", "--graceful-timeout", "5", "--log-level", "warning", "--no-control-socket"),
        )

    def _program(self, name: str, env: Mapping[str, str], *arguments: str) -> Program:
        return Program(
            name=name,
            command=(sys.executable, *arguments),
            log=self.places.log(name),
            env=env,
            account=self.places.application,
            # A worker may wait for ever for its broker, which goes too; unfinished tasks are done again.
            orphan_signal=signal.SIGKILL if "worker" in arguments else None,
        )

    def answers(self) -> bool:
        """Does `/klaar/` say yes? Without a proxy that the environment may name."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=3)
        try:
            connection.request("GET", "/klaar/", headers={"Host": f"localhost:{self.port}"})
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()
