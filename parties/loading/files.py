"""Reading the data files; every error names the file and the place in it."""

import tomllib
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "data"

Entry = dict[str, Any]


class DataFileError(Exception):
    """A data file says something that cannot be loaded."""

    def __init__(self, file: str, place: str, message: str) -> None:
        super().__init__(f"{file}, {place}: {message}" if place else f"{file}: {message}")


def read(path: Path) -> Entry:
    """The content of one TOML file. Raises DataFileError with the line when it is not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataFileError(path.name, "", f"niet te lezen ({error.strerror})") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataFileError(path.name, "", f"geen geldige TOML ({error})") from error
