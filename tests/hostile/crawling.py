"""Every form of every page, as everybody who gets it, in every phase of a case."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models.signals import post_save
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from cases.models import Case
from tests.access import asking
from tests.access.test_matrix import ADDRESSES, GET, PHASES, in_phase, lines
from tests.cast import Cast
from tests.files import made
from tests.hostile.pageforms import Control, Data, PageForm, forms_in
from zvh.sealing import open_keyring

LOGS = ("privacy.AccessLogLine", "privacy.AuditEntry", "parties.Session")
FORM = "application/x-www-form-urlencoded"
PDF = made.pdf()
SHELL = ("/uitloggen/", "/sessie/blijven/", "/privacyscherm/")  # on every page, of the session


@dataclass
class Place:
    """A form, who has it before him, and where it is sent."""

    who: str
    client: Client
    page: str
    route: str
    form: PageForm
    acts: bool = True  # signed in, and so throughout

    @property
    def kind(self) -> tuple[str, frozenset[str]]:
        """The form, of whichever case it is."""
        return self.route, frozenset(self.form.controls)

    @property
    def target(self) -> str:
        return urljoin(self.page, self.form.action or self.page)

    @contextmanager
    def sent(self, data: Data | str, kind: str = FORM, **headers: Any) -> Iterator["Sent"]:
        """The answer and what was saved; at the end of the block that is undone."""
        saved: list[Any] = []

        def note(instance: Any, **kwargs: Any) -> None:
            saved.append(instance)

        point = transaction.savepoint()
        post_save.connect(note)
        try:
            body, kind = (data, kind) if isinstance(data, str) else self._body(data)
            answer = self.client.generic("POST", self.target, body, content_type=kind, **headers)
            led_out = answer.status_code == 302 and answer.url.startswith("/inloggen/")
            assert not (self.acts and led_out), f"signed out by {self}"
            yield Sent(self, answer, [one for one in saved if one._meta.label not in LOGS])
        finally:
            post_save.disconnect(note)
            transaction.savepoint_rollback(point)

    def _body(self, data: Data) -> tuple[str | bytes, str]:
        """As a browser sends it: a form with a file in it goes in parts."""
        files = self.form.of_kind("file")
        if not files:
            return urlencode(data, doseq=True), FORM
        sent: dict[str, Any] = {name: [_file(name, one) for one in data.get(name, [])] for name in files}
        return encode_multipart(BOUNDARY, data | sent), MULTIPART_CONTENT

    def __str__(self) -> str:
        return f"{self.route} as {self.who} {sorted(self.form.controls)}"


def _file(control: str, text: str) -> SimpleUploadedFile:
    """What this control takes: a table with the text, or a document."""
    name, content = ("brief.pdf", PDF) if control in ("bestanden", "exemplaar") else ("lijst.csv", text.encode())
    return SimpleUploadedFile(name, content)


@dataclass
class Sent:
    """What came of sending a form."""

    place: Place
    answer: Any
    saved: list[Any]

    @property
    def status(self) -> int:
        return int(self.answer.status_code)

    @property
    def html(self) -> str:
        return str(self.answer.content.decode(errors="replace"))  # a file is no text

    @property
    def is_taken(self) -> bool:
        """Accepted: led onward, kept without a page, or answered with a document in the place of the form."""
        return self.status in (204, 302) or (self.status == 200 and not self.shown_again())

    def blames(self, name: str) -> bool:
        """Whether the page has a message at this control."""
        field = re.sub("_(dag|maand|jaar)$", "", name)
        return f'id="id_{field}_error"' in self.html

    def shown_again(self) -> dict[str, Control]:
        """The same form as it came back, or, refused, a form on another page with everything that was to be filled in."""
        names, found = set(self.place.form.controls), [form.controls for form in forms_in(self.html)]
        same = [one for one in found if set(one) == names]
        filled_in = names - set(self.place.form.of_kind("hidden"))
        roomy = [one for one in found if self.status == 422 and filled_in <= set(one)]
        return next(iter(same + roomy), {})

    def texts_saved(self) -> str:
        """Every value of every row that was saved."""
        with open_keyring():
            values = [getattr(row, field.attname) for row in self.saved for field in row._meta.concrete_fields]
        return "\0".join(str(value) for value in values)


def places(cast: Cast, case: Case, phase: str, ids: dict[str, Any] | None = None) -> list[Place]:
    """Forms with the same controls at the same page are one; the first who has it sends it."""
    if phase == "everything":
        addresses, given, letters = dict(ADDRESSES), ids or asking.ids(cast, case), GET
        addresses["toewijzen"] += f"?partij={cast.wil.party.slug}"
    else:
        addresses, given = in_phase(cast, case, phase)
        letters = {name: "".join(row) for name, row in lines(PHASES[phase], 1).items()}
    people = {name: person.client() for name, person in asking.people(cast).items()}
    found: dict[Any, Place] = {}
    for route, row in letters.items():
        address = addresses[route].format(**given)
        for who, letter in zip(people, row, strict=True):
            if letter == "y":
                for place in forms_at(who, people[who], address, route):
                    found.setdefault((route, urlsplit(place.target).path, frozenset(place.form.controls)), place)
    return list(found.values())


def forms_at(who: str, client: Client, address: str, route: str) -> list[Place]:
    client.raise_request_exception = False
    answer = client.get(address)
    page = answer.content.decode() if answer["Content-Type"].startswith("text/html") else ""  # a file has no form
    return [Place(who, client, address, route, form) for form in forms_in(page) if form.action not in SHELL]
