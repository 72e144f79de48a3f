import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    """A var directory of its own. pytest's own directories are closed to the account PostgreSQL runs as."""
    directory = Path(tempfile.mkdtemp(prefix="zvh-"))
    directory.chmod(0o755)
    yield directory
    shutil.rmtree(directory)
