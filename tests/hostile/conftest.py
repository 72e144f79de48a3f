"""The world of the access tests: a case in every phase, and everybody."""

from tests.access.conftest import case, cast, world

__all__ = ["case", "cast", "world"]
