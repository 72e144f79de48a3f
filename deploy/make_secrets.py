"""Make the directory `secrets/` that docker-compose.yml reads: passwords, keys, addresses and own certificates.

    python deploy/make_secrets.py secrets --mail 'smtp+tls://login:password@mail.example.nl:587'

Nothing that stands there is replaced: run it again to add what is missing. As root it gives each file to the account of the
container that reads it. The certificate of the website itself (site.pem, site.key) is not made here.
"""

import argparse
import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

LOGINS = {
    "database_superuser_url": ("postgres", "database"),
    "database_owner_url": ("zvh_owner", "database"),
    "database_web_url": ("zvh_web", "database"),
    "database_job_url": ("zvh_job", "database"),
    "database_backup_url": ("zvh_backup", "database"),
    "keystore_superuser_url": ("postgres", "keystore"),
    "keystore_owner_url": ("keys_owner", "keystore"),
    "keystore_web_url": ("keys_web", "keystore"),
    "keystore_job_url": ("keys_job", "keystore"),
}
DATABASES = {"database": "zvh", "keystore": "sleutels"}
SERVERS = ("database", "keystore", "redis", "web")
YEARS = 2
# Who reads what in its container; the rest is for the application.
APPLICATION, POSTGRES, REDIS = 10001, 999, 999
READERS = {
    "database.key": POSTGRES, "keystore.key": POSTGRES, "redis.key": REDIS, "redis_conf": REDIS, "redis_password": REDIS,
    "database_superuser_password": POSTGRES, "keystore_superuser_password": POSTGRES, "site.key": 101,
}  # fmt: skip
REDIS_CONF = """\
port 0
tls-port 6379
tls-cert-file /run/secrets/redis.pem
tls-key-file /run/secrets/redis.key
tls-ca-cert-file /run/secrets/ca.pem
tls-auth-clients no
requirepass {password}
dir /data
appendonly yes
save ""
maxmemory-policy noeviction
"""


def make(directory: Path, mail: str) -> None:
    """Everything that is not there yet."""
    directory.mkdir(mode=0o755, exist_ok=True)
    _passwords(directory)
    _addresses(directory, mail)
    _certificates(directory)
    for file in directory.iterdir():
        file.chmod(0o644 if file.suffix == ".pem" else 0o600)
        if os.geteuid() == 0:
            os.chown(file, READERS.get(file.name, APPLICATION), -1)


def _once(file: Path, content: Callable[[], str]) -> str:
    if not file.exists():
        file.touch(0o600)
        file.write_text(content())
    return file.read_text()


def _passwords(directory: Path) -> None:
    _once(directory / "secret_key", lambda: secrets.token_urlsafe(60))
    password = _once(directory / "redis_password", lambda: secrets.token_urlsafe(32))
    _once(directory / "redis_conf", lambda: REDIS_CONF.format(password=password))


def _addresses(directory: Path, mail: str) -> None:
    for name, (role, server) in LOGINS.items():
        if role == "postgres":
            password = _once(directory / f"{server}_superuser_password", lambda: secrets.token_urlsafe(32))
        else:
            password = secrets.token_urlsafe(32)
        database = "postgres" if role == "postgres" else DATABASES[server]
        login = f"postgresql://{role}:{quote(password)}@{server}:5432/{database}"
        _once(directory / name, lambda login=login: f"{login}?sslmode=verify-full&sslrootcert=/run/secrets/ca.pem")  # type: ignore[misc]
    broker = f"rediss://:{quote((directory / 'redis_password').read_text())}@redis:6379/0"
    _once(directory / "redis_url", lambda: f"{broker}?ssl_cert_reqs=required&ssl_ca_certs=/run/secrets/ca.pem")
    _once(directory / "email_url", lambda: mail)


def _certificates(directory: Path) -> None:
    """A certificate per server, signed by an authority whose key is thrown away: renewing replaces all of them."""
    if (directory / "ca.pem").exists():
        return
    authority_key = ec.generate_private_key(ec.SECP256R1())
    name = _name(f"Casusportaal {secrets.token_hex(4)}")  # each authority its own: no server takes one for another
    authority = _builder(name, name, authority_key.public_key()).add_extension(
        x509.BasicConstraints(ca=True, path_length=0), critical=True
    )
    own = x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key())
    authority = authority.add_extension(own, critical=False)
    signed = authority.add_extension(_usage(), critical=True).sign(authority_key, hashes.SHA256())
    _write_certificate(directory / "ca.pem", signed)
    for server in SERVERS:
        key = ec.generate_private_key(ec.SECP256R1())
        leaf = _builder(_name(server), name, key.public_key()).add_extension(_names(server), critical=False)
        leaf = leaf.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        leaf = leaf.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False
        )
        _write_certificate(directory / f"{server}.pem", leaf.sign(authority_key, hashes.SHA256()))
        _write_key(directory / f"{server}.key", key)


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1))
    return builder.not_valid_after(now + timedelta(days=365 * YEARS))


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _names(server: str) -> x509.SubjectAlternativeName:
    """Its name in the network of the containers, and its own machine for health checks."""
    return x509.SubjectAlternativeName([x509.DNSName(server), x509.DNSName("localhost")])


def _usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False, key_cert_sign=True, crl_sign=True, content_commitment=False, key_encipherment=False,
        data_encipherment=False, key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _write_certificate(file: Path, certificate: x509.Certificate) -> None:
    file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _write_key(file: Path, key: ec.EllipticCurvePrivateKey) -> None:
    file.touch(0o600)
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Maak wat in de map secrets/ ontbreekt.")
    parser.add_argument("directory", type=Path)
    parser.add_argument("--mail", required=True, help="smtp+tls://login:wachtwoord@server:587")
    given = parser.parse_args()
    make(given.directory, given.mail)
