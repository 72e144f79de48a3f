"""Work that is killed with SIGKILL right after one of its steps: the nightly run of DAY, or without a day the watch over the log.

`python -m tests.privacy.killed STEP [DAY]`
"""

import os
import signal
import sys
from datetime import date
from importlib import import_module
from typing import Any

import django


def kill_after(place: str) -> None:
    """Let the named function do its work, and then end this process as a power cut would."""
    module_name, name = place.rsplit(".", 1)
    module = import_module(module_name)
    original = getattr(module, name)

    def then_die(*args: Any, **kwargs: Any) -> None:
        original(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(module, name, then_die)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zvh.settings")
    django.setup()
    from privacy import nightly, tasks

    kill_after(sys.argv[1])
    if sys.argv[2:]:
        nightly.run(date.fromisoformat(sys.argv[2]))
    else:
        tasks.watch_log()
