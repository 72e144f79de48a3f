"""Registering and using a security key (WebAuthn; S01). What a key signs holds our own address, so a false page gets nothing."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from fido2.cose import CoseKey
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    AuthenticatorData,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

from parties.models import SecurityKey, User
from parties.presence import moment, remember_moment
from parties.workflow.sign_in import note_own_change

LASTS = timedelta(minutes=5)
MOST_KEYS = 10
Result = TypeVar("Result")


class KeyRefused(Exception):
    """What came back is not the answer of a key of this person to our last challenge on our own address."""


def ask_new(request: HttpRequest, user: User) -> dict[str, Any]:
    """What the browser needs to make a new key; the challenge counts once."""
    me = PublicKeyCredentialUserEntity(id=str(user.pk).encode(), name=user.email, display_name=user.name)
    options, state = _server().register_begin(me, _known(user), user_verification=UserVerificationRequirement.PREFERRED)
    _remember(request, "nieuw", state)
    return dict(options.public_key)


def ask(request: HttpRequest, user: User) -> dict[str, Any]:
    """What the browser needs to have a key of this person sign; the challenge counts once."""
    options, state = _server().authenticate_begin(_known(user), user_verification=UserVerificationRequirement.PREFERRED)
    _remember(request, "gebruik", state)
    return dict(options.public_key)


@transaction.atomic
def register(request: HttpRequest, user: User, answer: str, name: str) -> SecurityKey:
    """Add the key that answered. Raises KeyRefused."""
    state = _challenge(request, "nieuw")
    made: AuthenticatorData = _judged(lambda: _server().register_complete(state, _read(answer)))
    credential = made.credential_data
    if credential is None or credential.public_key.ALGORITHM not in CoseKey.supported_algorithms():
        raise KeyRefused("a kind of key that we can not judge")
    if SecurityKey.objects.filter(credential_id=credential.credential_id).exists():
        raise KeyRefused("this key is registered already")
    key: SecurityKey = SecurityKey.objects.create(
        user=user, name=name, credential_id=credential.credential_id, credential=bytes(credential), sign_count=made.counter
    )  # fmt: skip
    note_own_change(user, key, rule="sleutel-toevoegen")
    return key


@transaction.atomic
def verify(request: HttpRequest, user: User, answer: str, *, in_person: bool = False) -> SecurityKey:
    """The key of this person that signed our challenge. Raises KeyRefused.

    `in_person`: the key itself must have asked for finger, face or PIN; having it lie on the desk is not enough.
    """
    state = _challenge(request, "gebruik")
    if in_person:
        state = {**state, "user_verification": UserVerificationRequirement.REQUIRED}
    keys = {bytes(key.credential_id): key for key in SecurityKey.objects.of(user.pk).select_for_update()}
    known = [AttestedCredentialData(bytes(key.credential)) for key in keys.values()]
    given = _judged(lambda: AuthenticationResponse.from_dict(_read(answer)))
    used = _judged(lambda: _server().authenticate_complete(state, known, given))
    key: SecurityKey = keys[bytes(used.credential_id)]
    _count_up(key, given.response.authenticator_data.counter)
    return key


@transaction.atomic
def remove(user: User, key: SecurityKey) -> None:
    """A key that is lost or replaced. Sessions that were opened with it ask the second step again."""
    note_own_change(user, key, rule="sleutel-verwijderen")
    key.delete()


def _server() -> Fido2Server:
    address = urlsplit(settings.BASE_URL)
    ours = f"{address.scheme}://{address.netloc}"
    house = PublicKeyCredentialRpEntity(name=settings.OTP_TOTP_ISSUER, id=address.hostname)
    return Fido2Server(house, verify_origin=lambda origin: origin == ours)


def _known(user: User) -> list[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(key.credential)) for key in SecurityKey.objects.of(user.pk)]


def _remember(request: HttpRequest, purpose: str, state: dict[str, Any]) -> None:
    request.session["key_challenge"] = {"for": purpose, "state": state}
    remember_moment(request, "key_challenge_at")


def _challenge(request: HttpRequest, purpose: str) -> dict[str, Any]:
    """The last challenge, which is hereby used."""
    asked = request.session.pop("key_challenge", None)
    at = moment(request, "key_challenge_at")
    if not asked or asked["for"] != purpose or at is None or timezone.now() - at > LASTS:
        raise KeyRefused("no challenge waits for an answer")
    state: dict[str, Any] = asked["state"]
    return state


def _read(answer: str) -> dict[str, Any]:
    found = json.loads(answer)
    if not isinstance(found, dict):
        raise KeyRefused("not an answer of a browser")
    return found


def _judged(judge: Callable[[], Result]) -> Result:
    """Whatever the library stumbles over was not made by a browser and a key: it is a refusal, never an error."""
    try:
        return judge()
    except KeyRefused:
        raise
    except Exception as fault:
        raise KeyRefused(type(fault).__name__) from fault


def _count_up(key: SecurityKey, count: int) -> None:
    """A counter that does not go up means a copy of the key; keys that do not count say zero for ever."""
    if (count or key.sign_count) and count <= key.sign_count:
        raise KeyRefused("the counter of this key went back: there may be a copy of it")
    key.sign_count, key.last_used_at = count, timezone.now()
    key.save()
