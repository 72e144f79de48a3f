"""Signing in as people do: through the pages, from an address of one's own."""

import random
import time
from typing import Any

from django.test import Client
from django_otp.oath import hotp
from django_otp.plugins.otp_totp.models import TOTPDevice

from parties.models import User

PASSWORD = "een zin die niemand raadt"


def browser(address: str = "") -> Client:
    """A browser at an address where nobody tried anything before."""
    octets = [random.randint(1, 254) for _ in range(3)]
    return Client(REMOTE_ADDR=address or "10.{}.{}.{}".format(*octets))


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def code_of(user: User) -> str:
    """The next code of the app that was not used yet."""
    device = TOTPDevice.objects.get(user=user)
    return f"{hotp(device.bin_key, max(int(time.time()) // 30, device.last_t + 1)):06d}"


def give_password(client: Client, email: str, password: str = PASSWORD, next_page: str = "/profiel/") -> Any:
    return client.post(f"/inloggen/?next={next_page}", {"email": email, "password": password})


def give_code(client: Client, code: str) -> Any:
    return client.post("/tweede-factor/", {"code": code})


def signed_in(user: User) -> Client:
    """Password and second step given; the capacity chosen where there is only one."""
    client = browser()
    assert give_password(client, user.email).status_code == 302
    assert give_code(client, code_of(user)).status_code == 302
    return client
