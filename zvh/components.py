"""What pages hand to the components of the interface. Plain values: nothing here reads the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

SOON = 5  # days before a deadline from which it stands out


@dataclass(frozen=True)
class Link:
    """A place to go, with the words on it. `count` and `is_current` are for navigation."""

    text: str
    url: str
    count: int | None = None
    is_current: bool = False


@dataclass(frozen=True)
class Deadline:
    """A day on which something must be done, seen from `today`; `source` is the article it follows from."""

    on: date
    today: date
    source: str = ""

    @property
    def days_left(self) -> int:
        return (self.on - self.today).days

    @property
    def words(self) -> str:
        days = self.days_left
        if days == 0:
            return "vandaag"
        unit = "dag" if abs(days) == 1 else "dagen"
        return f"nog {days} {unit}" if days > 0 else f"{-days} {unit} te laat"

    @property
    def tone(self) -> str:
        if self.days_left < 0:
            return "err"
        return "warn" if self.days_left <= SOON else ""


@dataclass(frozen=True)
class Column:
    """A column of a table; `sort` is its key in `?sorteer=`, empty when one can not sort on it."""

    title: str
    sort: str = ""
    is_hidden: bool = False


@dataclass(frozen=True)
class Phase:
    """One of the four phases of a case. `state` is done, current or todo."""

    name: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class Audience:
    """Who may see something: in words, per organisation, and the article that says so."""

    summary: str
    organisations: tuple[str, ...] = ()
    is_limited: bool = False
    source: str = ""


@dataclass(frozen=True)
class Origin:
    """The party that supplied something. What politie and OM supply never stands without its mark."""

    party: str
    kind: str = ""

    @property
    def mark(self) -> str:
        return SECRECY_MARKS.get(self.kind, "")


# Rule R6: the duty of secrecy goes along with the data (protocol 7.1 and 13.5).
SECRECY_MARKS = {
    "politie": "Politiegegevens: de geheimhouding van de Wet politiegegevens gaat mee",
    "om": "Gegevens van het OM: de geheimhouding van de Wjsg gaat mee",
}


@dataclass(frozen=True)
class Contribution:
    """What one party supplied to a case, as the reader may see it."""

    origin: Origin
    text: str
    received: str
    audience: Audience | None  # None only where nobody can open it: a screen in a room
    links: tuple[Link, ...] = ()
    kind: str = ""
    parts: tuple[tuple[str, str], ...] = ()  # what stands apart from the facts: opinion, conditions
    files: tuple[str, ...] = ()  # names of what was sent along


@dataclass(frozen=True)
class Event:
    """Something that happened in a case: what, who, when, and where more of it stands."""

    title: str
    at: datetime
    by: str = ""
    note: str = ""
    url: str = ""
    link: str = "Bekijken"
    mark: str = ""  # what became of it later, in a word
    is_whole_day: bool = False  # it has no hour


@dataclass(frozen=True)
class Press:
    """What may be reported where it stands: about what, the button, where it posts, and what goes along."""

    about: str
    button: str
    url: str
    sent: Mapping[str, str | int]


@dataclass(frozen=True)
class Task:
    """Something a person has to do, with the button that starts it; `also` is the other way, `press` saves going there."""

    title: str
    action: Link
    note: str = ""
    deadline: Deadline | None = None
    is_first: bool = False
    also: Link | None = None
    press: Press | None = None


@dataclass(frozen=True)
class Tile:
    """A key figure. `figure` is text: small cells are already replaced by words."""

    figure: str
    label: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Answer:
    """A question with the answer given, for a page that asks to confirm."""

    question: str
    answer: str
    change: Link | None = None


@dataclass(frozen=True)
class Difference:
    """A field that someone else changed meanwhile: what is stored now, and what this person wrote."""

    label: str
    stored: str
    mine: str


@dataclass(frozen=True)
class FileItem:
    """A stored file; `size` is in bytes."""

    name: str
    url: str
    size: int
    note: str = ""


@dataclass(frozen=True)
class Series:
    """One row of bars: a figure per category, None where it may not be shown (fewer than ten)."""

    name: str
    figures: tuple[int | None, ...]


@dataclass(frozen=True)
class Chart:
    """A bar chart and the table that says the same."""

    title: str
    description: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    first_column: str = "Jaar"


@dataclass(frozen=True)
class Trend:
    """A score through time, oldest first: groen, oranje or rood, empty where there was none."""

    name: str
    levels: tuple[str, ...]


@dataclass(frozen=True)
class Missing:
    """Something that must be there before a step can be taken."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Article:
    """What the covenant or the law says about a field."""

    title: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Shell:
    """The frame around a page: who is signed in, as what, and where this person can go.

    `capacity` names role and house, or party and table, as the person chose it; `menu` is (label, url name);
    `colour` is empty (follow the system), licht or donker.
    """

    person: str = ""
    capacity: str = ""
    menu: tuple[tuple[str, str], ...] = ()
    can_change_capacity: bool = False
    is_demo: bool = False
    colour: str = ""
