"""The servers the application stands on: main database, key store, broker. Embedded, or given."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from zvh import logins
from zvh.dev.binaries import postgres_binaries
from zvh.dev.errors import CannotStart
from zvh.dev.places import Places
from zvh.dev.postgres import Cluster, cluster
from zvh.dev.supervisor import Supervisor
from zvh.dev.valkey import valkey

START_SECONDS = 45.0


@dataclass(frozen=True)
class Servers:
    """Superuser addresses of both clusters, and the broker's; `fresh`: a cluster was made just now."""

    main: str
    keys: str
    broker: str
    fresh: bool = False

    def main_url(self, places: Places, role: str) -> str:
        return logins.login_url(self.main, role, places.password(role), logins.MAIN_DATABASE)

    def keys_url(self, places: Places, role: str) -> str:
        return logins.login_url(self.keys, role, places.password(role), logins.KEYS_DATABASE)

    def prepare(self, places: Places) -> None:
        logins.prepare_main(self.main, places.password)
        logins.prepare_keys(self.keys, places.password)


def given() -> Servers | None:
    """Real servers for tests: a superuser's address of PostgreSQL 15+, and one of Redis or Valkey."""
    database, broker = os.environ.get("ZVH_TEST_DATABASE_URL"), os.environ.get("ZVH_TEST_REDIS_URL")
    if not database and not broker:
        return None
    if not database or not broker:
        raise CannotStart("Geef ZVH_TEST_DATABASE_URL en ZVH_TEST_REDIS_URL samen, of geen van beide.")
    return Servers(main=database, keys=database, broker=broker)


def embedded(supervisor: Supervisor, places: Places, connections: int, *, disposable: bool = False) -> Servers:
    """Start all three and wait until they answer. A disposable cluster that fails is made again."""
    binaries = postgres_binaries(places.servers)
    main = cluster("postgres", places, binaries, connections, disposable=disposable)
    keys = cluster("keystore", places, binaries, connections, disposable=disposable)
    broker = valkey(places)
    fresh = [_start_cluster(supervisor, each) for each in (main, keys)]
    supervisor.start(broker.program())
    supervisor.wait_until(broker.is_ready, START_SECONDS, _not_starting(broker.log))
    return Servers(main.url, keys.url, broker.url, fresh=any(fresh))


def _start_cluster(supervisor: Supervisor, cluster: Cluster) -> bool:
    """Says whether its data are new."""
    new = cluster.is_new()
    if new:
        cluster.initialise()
    supervisor.start(cluster.program())
    try:
        supervisor.wait_until(cluster.is_ready, START_SECONDS, _not_starting(cluster.log))
    except CannotStart:
        if not cluster.disposable or new:
            raise
        supervisor.stop_last()
        shutil.rmtree(cluster.data)
        return _start_cluster(supervisor, cluster)
    return new


def _not_starting(log: Path) -> str:
    return f"Een server start niet. Zie {log}"
