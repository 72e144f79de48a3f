"""Guessing is slowed per account and address together, so that nobody can lock a colleague out (S03)."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

from zvh import pages


@dataclass(frozen=True)
class Limit:
    """At most `most` tries in each window of `seconds`. What guards a secret is closed while tries can not be counted."""

    name: str
    most: int
    seconds: int = 15 * 60
    guards_secret: bool = True


ACCOUNT_AT_ADDRESS = Limit("account", 10)
ADDRESS = Limit("address", 200)  # a whole house may share one address
FACTOR_AT_ADDRESS = Limit("factor", 10)
RESET_AT_ADDRESS = Limit("reset", 30, guards_secret=False)


class TooManyTries(Exception):
    """Wait `seconds` before the next try."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"wait {seconds} seconds")
        self.seconds = seconds


class NotCounted(Exception):
    """The counters are away: whoever guesses would not be slowed."""


def count(limit: Limit, *who: str) -> None:
    """Count a try before it is judged, so that a hundred at once are a hundred. Raises TooManyTries or NotCounted."""
    key = _key(limit, who)
    try:
        cache.add(key, 0, limit.seconds)
        tries = cache.incr(key)
    except RedisError:
        if limit.guards_secret:
            raise NotCounted from None
        return
    if tries > limit.most:
        raise TooManyTries(limit.seconds - int(time.time()) % limit.seconds)


def forget(limit: Limit, *who: str) -> None:
    """The right secrets were given: earlier mistakes do not count any more."""
    cache.delete(_key(limit, who))


def take_back(limit: Limit, *who: str) -> None:
    """This one try was right and does not count."""
    key = _key(limit, who)
    if cache.get(key):
        cache.decr(key)


def slowed(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that answers 429 with Retry-After when there were too many tries, and 503 while they can not be counted."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except TooManyTries as tries:
            response = pages.error_page(request, 429)
            response["Retry-After"] = str(tries.seconds)
            return response
        except NotCounted:
            return pages.unavailable(request)

    return wrapped


def _key(limit: Limit, who: tuple[str, ...]) -> str:
    """Keyed, so that the cache holds no address or account; a new window is a new key."""
    window = int(time.time()) // limit.seconds
    digest = salted_hmac("parties.throttle", "\n".join((limit.name, *who)), algorithm="sha256").hexdigest()
    return f"tries:{digest[:40]}:{window}"
