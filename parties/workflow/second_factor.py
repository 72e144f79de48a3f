"""The second step: an app that shows codes (TOTP), and ten recovery codes for when it is lost."""

import secrets
from base64 import b32encode
from binascii import unhexlify
from urllib.parse import quote

import segno
from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_otp.models import Device
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from parties.models import SecurityKey, Session, User
from parties.standing import has_key

RECOVERY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that look alike


def has_factor(user: User) -> bool:
    """An app or a security key."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists()) or has_key(user)


def new_secret() -> str:
    """A secret for an app, as hexadecimal text."""
    return secrets.token_hex(20)


def secret_as_text(secret: str) -> str:
    """As people type it into their app."""
    text = b32encode(unhexlify(secret)).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def secret_as_picture(user: User, secret: str) -> str:
    """The QR code as SVG without style attributes, so that the content security policy holds."""
    text = secret_as_text(secret).replace(" ", "")
    issuer = quote(settings.OTP_TOTP_ISSUER)
    address = f"otpauth://totp/{issuer}:{quote(user.email)}?secret={text}&issuer={issuer}&digits=6&period=30"
    return str(segno.make(address, error="m").svg_inline(omitsize=True, light="#fff", svgclass=None, lineclass=None))


@transaction.atomic
def enrol(user: User, secret: str, code: str) -> TOTPDevice | None:
    """Make this app the second step, in place of an earlier one; None when the code does not belong to it."""
    device = TOTPDevice(user=user, name="app", key=secret, confirmed=True)
    if not device.verify_token(code):  # saves the device when the code is right
        TOTPDevice.objects.filter(user=user, key=secret).delete()
        return None
    TOTPDevice.objects.filter(user=user).exclude(pk=device.pk).delete()
    return device


@transaction.atomic
def verify(user: User, code: str) -> Device | None:
    """The device this code belongs to. A code works once: the row is locked while it is judged (S05)."""
    if code.isascii() and code.isdigit():
        apps = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=True)
        return next((app for app in apps if app.verify_token(code)), None)
    lists = StaticDevice.objects.select_for_update().filter(user=user, confirmed=True)
    return next((one for one in lists if one.verify_token(_digest(code))), None)


@transaction.atomic
def give_recovery_codes(user: User) -> list[str]:
    """Ten new codes; earlier ones stop working. Only digests are kept, so they can be shown once."""
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="herstelcodes", confirmed=True)
    codes = [_new_code() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=_digest(code)) for code in codes)
    return [f"{code[:5]}-{code[5:]}" for code in codes]


@transaction.atomic
def forget_factor(user: User) -> None:
    """App, security keys and recovery codes gone, every session ended: the person sets up the second step again."""
    TOTPDevice.objects.filter(user=user).delete()
    SecurityKey.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    Session.objects.filter(user=user).delete()


def _new_code() -> str:
    """Ten characters, the first a letter: so a recovery code is never taken for a code of the app."""
    first = secrets.choice(LETTERS[:23])
    return first + "".join(secrets.choice(LETTERS) for _ in range(9))


def _digest(code: str) -> str:
    return salted_hmac("parties.recovery", code, algorithm="sha256").hexdigest()[:16]
