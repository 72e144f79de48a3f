"""The clusters of ./test: kept between runs, made again when they are broken."""

from pathlib import Path

import psycopg
import pytest

from zvh.dev import servers as module
from zvh.dev import supervisor as supervising
from zvh.dev.errors import CannotStart
from zvh.dev.places import places
from zvh.dev.servers import embedded
from zvh.dev.supervisor import Supervisor


def test_a_broken_cluster_is_made_again_only_when_disposable(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "START_SECONDS", 20.0)
    monkeypatch.setattr(supervising, "MOST_DEATHS", 1)
    here = places(var)
    with Supervisor(print) as supervisor:
        assert embedded(supervisor, here, 20, disposable=True).fresh
    with Supervisor(print) as supervisor:
        assert not embedded(supervisor, here, 20, disposable=True).fresh

    (var / "postgres" / "global" / "pg_control").write_bytes(b"damaged")
    with Supervisor(print) as supervisor, pytest.raises(CannotStart, match="postgres blijft stoppen"):
        embedded(supervisor, here, 20)
    with Supervisor(print) as supervisor:
        servers = embedded(supervisor, here, 20, disposable=True)
        assert servers.fresh
        with psycopg.connect(servers.main) as connection:
            assert connection.execute("select 1").fetchone() == (1,)
