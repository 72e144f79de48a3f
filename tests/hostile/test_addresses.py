"""Addresses, queries, headers and methods against the table of bad input (09, section 5; S14, S38, S56)."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from cases.models import Case
from privacy.models import AccessLogLine
from tests.access import asking
from tests.access.test_grants import masked
from tests.access.test_matrix import ADDRESSES, GET, POST
from tests.cast import Cast
from tests.hostile import values
from zvh.wsgi import application

ROOT = Path(settings.BASE_DIR)


@pytest.fixture
def pages(cast: Cast, case: Case) -> dict[str, tuple[Client, str]]:
    """Every page that exists in the casusoverleg, with one who gets it."""
    given, clients = asking.ids(cast, case), [person.client() for person in asking.people(cast).values()]
    for client in clients:
        client.raise_request_exception = False
    return {
        name: (next(c for c, letter in zip(clients, row, strict=True) if letter in "y>"), ADDRESSES[name].format(**given))
        for name, row in GET.items() if set(row) & {"y", ">"}
    }  # fmt: skip


# --- numbers in addresses -------------------------------------------------------------------------------------------------


def test_a_number_that_is_none_is_a_page_that_is_not_there(cast: Cast, case: Case) -> None:
    """404 with the same page as for any address that does not exist; for reading and for sending."""
    given, client = asking.ids(cast, case), cast.rosa.client()
    client.raise_request_exception = False
    absent = masked(client.get("/bestaat-niet/"))
    tried = 0
    for name, address in ADDRESSES.items():
        for key in re.findall(r"{(\w+)}", address):
            own = str(given[key])
            wrong = {*values.IDS, own.upper(), own.lower(), f"{own}%00", f" {own}", f"{own}/..", "x" * 5000} - {own}
            for value in wrong:
                path = address.format(**{**given, key: quote(value, safe="/%")})
                answer = client.get(path) if tried % 5 else client.post(path)
                tried += 1
                assert answer.status_code in (400, 404, 405), (name, value, answer.status_code)
                assert answer.status_code != 404 or masked(answer) == absent, (name, value)
    assert tried > 800


# --- queries --------------------------------------------------------------------------------------------------------------


def names_in_queries() -> set[str]:
    """What the views read from an address."""
    sources = [
        path.read_text()
        for app in ("cases", "parties", "privacy", "governance", "zvh")
        for path in (ROOT / app).rglob("*.py")
    ]
    return {name for source in sources for name in re.findall(r'GET\.get(?:list)?\("([\w-]+)"', source)}


def names_of(html: str) -> set[str]:
    """The controls of forms that make an address, and the keys in links of the page to itself."""
    forms = " ".join(re.findall(r'<form[^>]*method="get".*?</form>', html, re.S))
    links = " ".join(re.findall(r'href="\?([^"]*)"', html)).replace("&amp;", "&")
    return set(re.findall(r'name="([\w-]+)"', forms)) | set(re.findall(r"([\w-]+)=", links))


def test_what_is_no_text_in_a_query_is_a_bad_request_everywhere(pages: dict[str, tuple[Client, str]]) -> None:
    for name, (client, address) in pages.items():
        for raw in ("%00", *values.RAW):
            for query in (f"x={raw}", raw, f"a=1&{raw}={raw}"):
                assert client.get(f"{address}?{query}").status_code == 400, (name, query)


def text_of(answer: Any) -> str:
    """Of a page; a file has none."""
    return str(answer.content.decode()) if answer["Content-Type"].startswith("text/html") else ""


def test_no_query_breaks_a_page(pages: dict[str, tuple[Client, str]]) -> None:
    """Names that the page knows with every value, on other pages one of each; double keys too. Nothing foreign appears."""
    known = names_in_queries()
    assert {"pagina", "sorteer", "partij", "next"} - known <= {"partij"}
    reading = 0
    for name, (client, address) in pages.items():
        html = text_of(client.get(address))
        own = names_of(html) | (known if "?" in html and names_of(html) else set())
        reading += bool(own)
        tries = [*values.SEARCHES, *values.IDS[:-1], *values.DATES[:-1], *values.MARKUP] if own else values.MARKUP[:1]
        for value in tries:
            keys = own or {*known, "x"}
            answer = client.get(f"{address}?{urlencode([(key, one) for key in sorted(keys) for one in (value, 'x')])}")
            assert answer.status_code in (200, 302), (name, value, answer.status_code)
            page = text_of(answer)
            assert [raw for raw in values.RAW_MARKUP[:3] if raw in page] == [], (name, value)
    assert reading >= 3


# --- headers --------------------------------------------------------------------------------------------------------------

LONG = "x" * 60_000
GARBAGE = (
    "",
    "\x00",
    "\x7f",
    "caf\xe9",
    "%00%ED%A0%80",
    LONG,
    "<script>kwaad()</script>",
    "' OR 1=1--",
    "{{7*7}}",
    "../../etc",
)
SESSION, CSRF = settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME
# With an octal escape between quotes a cookie holds what no header may: NUL, or half a character.
MADE = "abcdefgh" * 4  # as long as a key of a session
KEYS = tuple(MADE + end for end in ("\x00", "%00", "../../x", LONG, "caf\xe9", "' OR 1=1--")) + (
    f'"{MADE}\\000"', f'"{MADE}\\355\\240\\200"', f'"\\000{MADE}"', "x", "",
)  # fmt: skip
HEADERS = {
    "HTTP_COOKIE": (*GARBAGE, "=;;;=", "messages=x", *(f"{name}={key}" for name in (SESSION, CSRF) for key in KEYS)),
    "HTTP_REFERER": (*GARBAGE, "http://[", "//", "javascript:kwaad()"),
    "HTTP_ACCEPT_LANGUAGE": (*GARBAGE, "nl;q=abc", "xx-" * 2000, "*;q=9", "nl-NL-x-\x00"),
    "HTTP_ACCEPT": (*GARBAGE, "*/*;q=x", "application/json"),
    "HTTP_USER_AGENT": GARBAGE,
    "HTTP_ORIGIN": (*GARBAGE, "null", "http://["),
    "HTTP_X_FORWARDED_FOR": (*GARBAGE, "1.2.3.4, , x", "::1%eth0", "1.2.3.4\r\nX: y"),
    "HTTP_X_FORWARDED_HOST": (*GARBAGE, "kwaad.example"),
    "HTTP_X_FORWARDED_PROTO": GARBAGE,
    "HTTP_X_POLL": GARBAGE,
    "HTTP_HX_REQUEST": ("true", *GARBAGE),
    "HTTP_HX_CURRENT_URL": (*GARBAGE, "http://["),
    "HTTP_IF_MODIFIED_SINCE": (*GARBAGE, "Mon, 99 Foo 99999 99:99:99 GMT"),
    "HTTP_IF_NONE_MATCH": GARBAGE,
    "HTTP_RANGE": (*GARBAGE, "bytes=0-", "bytes=-99999999999999"),
    "HTTP_X_CSRFTOKEN": GARBAGE,
    "HTTP_X_HTTP_METHOD_OVERRIDE": ("DELETE",),
    "CONTENT_TYPE": (*GARBAGE, "multipart/form-data", "text/html; charset=x", "a/b; c=\"",
        "application/x-www-form-urlencoded; charset=utf-16"),
    "CONTENT_LENGTH": ("abc", "-1", "9" * 30),
    "REMOTE_ADDR": ("", "unix:", "1.2.3.4.5", "::1%eth0"),
}  # fmt: skip


@pytest.mark.parametrize("header", HEADERS)
def test_no_header_breaks_a_page(cast: Cast, header: str) -> None:
    """A page of somebody signed in, the page of who is not, and a form that is sent; nothing of it comes back raw."""
    for value in HEADERS[header]:
        asked = {header: value}
        for client in (cast.rosa.client(), Client()):
            client.raise_request_exception = False
            if header == "HTTP_COOKIE":
                client.cookies.clear()
            for address in ("/casussen/", "/inloggen/"):
                answer = client.get(address, **asked)
                assert answer.status_code in (200, 302, 304, 400, 401), (value, answer.status_code)
                assert "<script>kwaad" not in answer.content.decode()
            answer = client.generic("POST", "/inloggen/", "email=a&password=b", **{"CONTENT_TYPE": "x", **asked})
            assert answer.status_code < 500, value


HOSTS = (
    "kwaad.example",
    "testserver.kwaad.example",
    "testserver:x",
    "a b",
    "[::1",
    "testserver@kwaad.example",
    "\x00",
    "x" * 9000,
)


@pytest.mark.parametrize("host", HOSTS)
def test_another_host_is_a_bad_request(cast: Cast, host: str) -> None:
    """S56. Our own page, which names neither."""
    client = cast.rosa.client()
    client.raise_request_exception = False
    assert client.get("/casussen/").status_code == 200
    answer = client.get("/casussen/", HTTP_HOST=host)
    assert answer.status_code == 400
    assert "Wij begrijpen deze aanvraag niet" in answer.content.decode()
    assert "kwaad" not in answer.content.decode()


def test_forwarding_headers_of_who_is_no_proxy_are_not_believed(cast: Cast, settings: Any) -> None:
    """S56: the log holds the real address; the proxy's word counts once it is trusted."""
    client, forged = (
        cast.rosa.client(),
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9", "HTTP_X_FORWARDED_HOST": "kwaad.example"},
    )

    def origin() -> str:
        answer = client.get("/casussen/", REMOTE_ADDR="198.51.100.7", **forged)
        assert answer.status_code == 200 and "kwaad" not in answer.content.decode()
        return AccessLogLine.objects.filter(rule="casussen").order_by("event_time", "pk").last().origin

    lines = AccessLogLine.objects.filter(rule="casussen")
    assert origin() == "198.51.100.7"
    assert not lines.filter(origin="203.0.113.9").exists()
    settings.TRUSTED_PROXIES = ["198.51.100.0/24"]
    origin()
    assert lines.filter(origin="203.0.113.9").count() == 1


# --- methods --------------------------------------------------------------------------------------------------------------


def test_other_methods_are_not_allowed(pages: dict[str, tuple[Client, str]]) -> None:
    """S56, also TRACE; HEAD answers as GET without a body."""
    for name, (client, address) in pages.items():
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "KWAAD"):
            assert client.generic(method, address).status_code == 405, (name, method)
        answer = client.head(address)
        assert (answer.status_code, answer.content) == (client.get(address).status_code, b""), name


def test_nothing_is_sent_without_the_token_of_the_form(cast: Cast, case: Case) -> None:
    """S14: 403 for every page that takes something, whoever sends it."""
    given, people = asking.ids(cast, case), list(asking.people(cast).values())
    taking = [name for name, row in POST.items() if set(row) & {"y", ">"}]
    assert len(taking) > 40
    for name in taking:
        who = next(person for person, letter in zip(people, POST[name], strict=True) if letter in "y>")
        client = who.client()
        client.handler.enforce_csrf_checks = True
        assert client.post(ADDRESSES[name].format(**given), {"a": "b"}).status_code == 403, name


@pytest.mark.parametrize("charset", ["rot13", "niets", "utf-16", "\x00"])
def test_an_encoding_that_is_no_text_is_refused_where_gunicorn_begins(charset: str) -> None:
    """Before any middleware: Django reads a query in the encoding that the header names."""
    begun: list[str] = []
    environ = RequestFactory()._base_environ(
        REQUEST_METHOD="POST", PATH_INFO="/inloggen/", QUERY_STRING="a=b", CONTENT_TYPE=f"text/plain; charset={charset}"
    )
    body = b"".join(application(environ, lambda status, headers: begun.append(status)))
    assert begun == ["400 Bad Request"]
    assert "Wij begrijpen deze aanvraag niet" in body.decode()
