"""What somebody smuggles into a page does not run, under the policy that our answers carry (S17)."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

HOME = "http://casusportaal.test"
SMUGGLED = {
    "script": "<script>document.title = 'gelukt'</script>",
    "handler": "<img src='/niets' onerror=\"document.title = 'gelukt'\">",
    "elsewhere": "<script src='http://elders.test/x.js'></script>",
    "frame": "<iframe srcdoc=\"<script>parent.document.title = 'gelukt'</script>\"></iframe>",
}


def title_with(page: Any, markup: str, *, keeps_policy: bool) -> str:
    """The title of the sign-in page after this stood in it for a moment."""

    def fulfil(route: Any) -> None:
        address = urlsplit(route.request.url)
        if address.hostname == "elders.test":
            route.fulfill(body="document.title = 'gelukt'", content_type="text/javascript")
            return
        answer = Client().get(address.path)
        headers = {name: value for name, value in answer.headers.items() if name != "Content-Length"}
        if not keeps_policy:
            headers.pop("Content-Security-Policy", None)
        body = b"".join(answer)
        if address.path == "/inloggen/":
            assert b"</main>" in body
            body = body.replace(b"</main>", markup.encode() + b"</main>")
        route.fulfill(status=answer.status_code, body=body, headers=headers)

    page.route("**/*", fulfil)
    page.goto(f"{HOME}/inloggen/", wait_until="networkidle")
    return str(page.title())


@pytest.mark.parametrize("kind", SMUGGLED)
def test_it_does_not_run(page: Any, kind: str) -> None:
    assert title_with(page, SMUGGLED[kind], keeps_policy=True).startswith("Inloggen")


@pytest.mark.parametrize("kind", SMUGGLED)
def test_without_the_policy_it_would(page: Any, kind: str) -> None:
    assert title_with(page, SMUGGLED[kind], keeps_policy=False) == "gelukt"
