"""What must hold before the application may start outside demo mode, and what demo mode may never be."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from zvh.transport import unverified

LOOPBACK = ["localhost", "127.0.0.1"]


def hosts(base_url: str, demo: bool) -> list[str]:
    """The host names that requests may carry."""
    host = urlsplit(base_url).hostname
    return LOOPBACK if demo else [host] if host else []


def problems(settings: dict[str, Any]) -> list[str]:
    """One line per unsafe value."""
    address = urlsplit(settings["BASE_URL"])
    if settings["DEMO"]:
        outside = address.hostname not in LOOPBACK or set(settings["ALLOWED_HOSTS"]) - set(LOOPBACK)
        return ["ZVH_DEMO=1 may only serve this machine itself (localhost)"] if outside else []
    found = []
    if len(settings["SECRET_KEY"]) < 50:
        found.append("ZVH_SECRET_KEY must have at least 50 characters")
    if address.scheme != "https" or not address.hostname:
        found.append("ZVH_BASE_URL must be an https address")
    if "*" in settings["ALLOWED_HOSTS"]:
        found.append("ZVH_ALLOWED_HOSTS may not be *")
    if not settings["KEYSTORE_URL"] or not settings["WRAPPING_KEY_FILE"]:
        found.append("KEYSTORE_URL and ZVH_WRAPPING_KEY_FILE are needed: nothing personal is kept unsealed")
    if settings["DATABASES"]["default"].get("USER") in ("postgres", ""):
        found.append("DATABASE_URL must use the login of this process, not a superuser")
    return found + unverified(settings)


def refuse_unsafe(settings: dict[str, Any]) -> None:
    """Raise ImproperlyConfigured with every unsafe value named."""
    if found := problems(settings):
        raise ImproperlyConfigured("refusing to start: " + "; ".join(found))
