"""A security key in software: signs like one, and wrongly where a test asks for it."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.test import Client
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)  # fmt: skip

FLAG = AuthenticatorData.FLAG


@dataclass
class SoftKey:
    """`origin`, `rp_id` and `count` are what an attacker would have to change."""

    origin: str = field(default_factory=lambda: str(settings.BASE_URL))
    rp_id: str = "localhost"
    count: int = 1
    is_verified: bool = True
    credential_id: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    private: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def _flags(self, more: Any = 0) -> Any:
        return FLAG.UP | (FLAG.UV if self.is_verified else 0) | more

    def _client_data(self, kind: str, challenge: str) -> CollectedClientData:
        return CollectedClientData.create(kind, websafe_decode(challenge), self.origin)

    def made(self, options: dict[str, Any]) -> str:
        """The answer to a request for a new key."""
        public = ES256.from_cryptography_key(self.private.public_key())
        credential = AttestedCredentialData.create(Aaguid(bytes(16)), self.credential_id, public)
        data = AuthenticatorData.create(sha256(self.rp_id.encode()), self._flags(FLAG.AT), self.count, credential)
        response = {
            "clientDataJSON": self._client_data("webauthn.create", options["challenge"]).b64,
            "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
        }
        return self._as_json(response)

    def signed(self, options: dict[str, Any]) -> str:
        """The answer to a challenge."""
        self.count += 1
        data = AuthenticatorData.create(sha256(self.rp_id.encode()), self._flags(), self.count)
        said = self._client_data("webauthn.get", options["challenge"])
        signature = self.private.sign(data + said.hash, ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": said.b64,
            "authenticatorData": websafe_encode(data),
            "signature": websafe_encode(signature),
        }
        return self._as_json(response)

    def _as_json(self, response: dict[str, Any]) -> str:
        name = websafe_encode(self.credential_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})


def challenge(client: Client, purpose: str = "gebruik") -> dict[str, Any]:
    answer = client.post("/sleutel/opdracht/", {"voor": purpose})
    assert answer.status_code == 200, answer.status_code
    return json.loads(answer.content)


def add_key(client: Client, key: SoftKey | None = None, name: str = "sleutelbos") -> SoftKey:
    """Through the pages, with a recent second step."""
    key = key or SoftKey()
    answer = client.post("/profiel/sleutels/nieuw/", {"name": name, "sleutel": key.made(challenge(client, "nieuw"))})
    assert answer.status_code == 302, answer.content.decode()
    return key


def give_key(client: Client, key: SoftKey) -> Any:
    """At sign-in, as the second step."""
    return client.post("/tweede-factor/", {"sleutel": key.signed(challenge(client))})
