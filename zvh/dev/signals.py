import signal
import sys
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def end_cleanly() -> None:
    """The first signal leaves through every `with`; a second must not leave half of it running."""
    for each in ENDING:
        if each != signal.SIGHUP or signal.getsignal(each) != signal.SIG_IGN:  # nohup stays nohup
            signal.signal(each, _leave)


def _leave(number: int, frame: FrameType | None) -> None:
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)
    sys.exit(0)
