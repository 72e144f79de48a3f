"""One at a time per var directory."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zvh.dev.errors import CannotStart


@contextmanager
def only_one(path: Path, holder: str) -> Iterator[None]:
    """Hold this lock; who comes second is told about the holder. It ends with us, however we end."""
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise CannotStart(file.read().strip()) from None
        file.truncate(0)
        file.write(holder)
        file.flush()
        yield
