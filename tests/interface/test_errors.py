"""Error pages: Dutch, without blame, with a reference, and standing without session or database."""

import re

import pytest
from django.test import RequestFactory

from zvh import pages


@pytest.fixture
def request_():
    return RequestFactory().get("/x/")


@pytest.mark.parametrize("status", sorted(pages.ERRORS))
def test_page_says_what_happened_and_has_a_reference(request_, status):
    answer = pages.error_page(request_, status)
    text = answer.content.decode()
    assert answer.status_code == status
    assert pages.ERRORS[status].title in text
    assert re.search(r"Kenmerk voor de helpdesk: <span class=\"z-num\">[0-9a-f]{8}<", text)
    assert answer["Cache-Control"] == "no-store"


def test_reference_of_the_request_is_used(request_):
    request_.id = "abc123"
    assert "abc123" in pages.error_page(request_, 500).content.decode()


def test_what_one_may_not_do_looks_like_what_is_not_there(request_):
    """03-access: absent and forbidden are the same page."""
    request_.id = "same"
    assert pages.permission_denied(request_).content == pages.not_found(request_).content


def test_expired_form_is_403(request_):
    assert pages.csrf_failure(request_, "CSRF token missing").status_code == 403


def test_the_address_asked_is_not_repeated():
    request = RequestFactory().get("/casussen/<script>/")
    assert "casussen" not in pages.not_found(request).content.decode()
