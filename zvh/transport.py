"""Every connection to another machine is encrypted and its other end verified (S60)."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

LOOPBACK = ("localhost", "127.0.0.1", "::1")
VERIFIED = ("required", "CERT_REQUIRED")


def unverified(settings: dict[str, Any]) -> list[str]:
    """One line per connection that could be listened to, or answered by somebody else."""
    found = []
    if not _database_is_verified(settings["DATABASE_URL"]):
        found.append("DATABASE_URL must carry sslmode=verify-full")
    if not _database_is_verified(settings["KEYSTORE_URL"]):
        found.append("KEYSTORE_URL must carry sslmode=verify-full")
    if not _broker_is_verified(settings["REDIS_URL"]):
        found.append("REDIS_URL must begin with rediss:// and carry ssl_cert_reqs=required")
    if not _stays_here(urlsplit(settings.get("CLAMD", "")).hostname):
        found.append("ZVH_CLAMD must be a socket or an address of this machine: clamd speaks no TLS")
    if not (settings.get("EMAIL_USE_TLS") or settings.get("EMAIL_USE_SSL") or _stays_here(settings.get("EMAIL_HOST"))):
        found.append("EMAIL_URL must begin with smtp+tls:// or smtp+ssl://")
    return found


def _database_is_verified(url: str) -> bool:
    parts = urlsplit(url)
    return _stays_here(parts.hostname) or parse_qs(parts.query).get("sslmode") == ["verify-full"]


def _broker_is_verified(url: str) -> bool:
    parts = urlsplit(url)
    asked = parse_qs(parts.query).get("ssl_cert_reqs", [""])
    return _stays_here(parts.hostname) or (parts.scheme == "rediss" and asked[0] in VERIFIED)


def _stays_here(host: str | None) -> bool:
    return not host or host in LOOPBACK
