"""docker-compose.yml agrees with the settings, and every container has no more than it needs. No container engine needed."""

import re
import shlex
import subprocess
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.management import get_commands

from deploy import make_secrets
from tests.deploy.compose import COMPOSE, SERVICES, environment
from zvh import logins
from zvh.dev.binaries import package, postgres_binaries
from zvh.dev.places import ROOT

APPLICATION = [name for name, service in SERVICES.items() if service["image"].startswith("casusportaal:")]
SETTING_UP = ["logins", "migrate"]
BY_HAND = ["backup", "backup-keys"]
WITH_SETTINGS = [name for name in APPLICATION if name != "logins"]
SERVERS = ["database", "keystore"]
NEEDED = {
    "ZVH_BASE_URL", "ZVH_SECRET_KEY", "ZVH_WRAPPING_KEY_FILE", "DATABASE_URL", "KEYSTORE_URL", "REDIS_URL", "EMAIL_URL",
    "ZVH_MAIL_FROM", "ZVH_TRUSTED_PROXIES",
}  # fmt: skip
READ_ELSEWHERE = {"ZVH_CA_FILE": "zvh/health.py"}


def variables_of_settings() -> set[str]:
    return set(re.findall(r'env(?:\.\w+)?\(\s*"(\w+)"', (ROOT / "zvh" / "settings.py").read_text()))


def plain(name: str) -> str:
    """Without `_FILE`, unless the setting itself is called so."""
    return name if name in variables_of_settings() or name in READ_ELSEWHERE else name.removesuffix("_FILE")


def words(service: str) -> list[str]:
    """Its command and its health check, every word of it."""
    check = SERVICES[service].get("healthcheck", {}).get("test", [])
    return [part for word in [*SERVICES[service].get("command", []), *check] for part in shlex.split(str(word))]


def secrets(service: str) -> list[str]:
    return list(SERVICES[service].get("secrets", []))


def test_every_part_is_there() -> None:
    assert set(SERVICES) == {
        "database", "keystore", "redis", "logins", "migrate", "web", "people", "system", "beat", "proxy", "clamav", "freshclam",
        *BY_HAND,
    }  # fmt: skip


@pytest.mark.parametrize("name", WITH_SETTINGS)
def test_every_variable_is_read_and_every_needed_one_is_set(name: str) -> None:
    given = environment(name)
    read = variables_of_settings()
    assert {plain(variable) for variable in given} - read == {v for v in given if v in READ_ELSEWHERE}
    assert NEEDED - {plain(variable) for variable in given} == set()
    for variable, place in READ_ELSEWHERE.items():
        assert variable in (ROOT / place).read_text()


def test_the_needed_ones_are_told_to_operators() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text()
    assert [name for name in sorted(NEEDED) if f"`{name}`" not in told] == []


@pytest.mark.parametrize("name", list(SERVICES))
def test_a_container_has_no_more_rights_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    uid, gid = service["user"].split(":")
    assert int(uid) > 0 and int(gid) > 0
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"] and "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service and "network_mode" not in service and "env_file" not in service
    assert any(place.startswith("/tmp:") for place in service["tmpfs"])
    assert service["logging"]["options"].keys() == {"max-size", "max-file"}


@pytest.mark.parametrize("name", list(SERVICES))
def test_whether_it_is_well_is_asked(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    if name in SETTING_UP + BY_HAND:
        assert check == {"disable": True} and SERVICES[name]["restart"] == "no"
    else:
        assert check["test"][0] in ("CMD", "CMD-SHELL") and check["interval"]


@pytest.mark.parametrize("name", list(SERVICES))
def test_an_image_has_a_version(name: str) -> None:
    image = re.sub(r"\$\{\w+:-([^}]+)\}", r"\1", SERVICES[name]["image"])
    assert re.fullmatch(r"[a-z]+(/[a-z]+)?:\d+\.\d+(\.\d+)?(-\w+)?", image)


def test_the_images_of_the_build_have_one_too() -> None:
    stages = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert len(stages) == 2 and len(set(stages)) == 1
    assert re.fullmatch(r"python:3\.1[1-9]\.\d+-slim-\w+", stages[0])


def test_the_image_is_built_by_hash_and_runs_as_nobody_special() -> None:
    text = (ROOT / "Dockerfile").read_text()
    assert "--require-hashes --no-deps -r requirements.txt" in text and "zvh.dev.frontend" in text
    last = text.rpartition("FROM ")[2]
    assert re.findall(r"^USER (\S+)", last, re.MULTILINE) == [SERVICES["web"]["user"]]
    for file in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.MULTILINE):
        assert all((ROOT / one).exists() for one in file.split())


@pytest.mark.parametrize("name", list(SERVICES))
def test_every_secret_file_is_given_and_no_other(name: str) -> None:
    used = set(re.findall(r"/run/secrets/([\w.]+)", " ".join([*words(name), *environment(name).values()])))
    for file in ("deploy/nginx.conf",) if name == "proxy" else ():
        used |= set(re.findall(r"/run/secrets/([\w.]+)", (ROOT / file).read_text()))
    if name == "redis":
        used |= set(re.findall(r"/run/secrets/([\w.]+)", make_secrets.REDIS_CONF))
    if name == "logins":  # reads all addresses that are there
        used = {secret for secret in secrets(name) if secret.endswith("_url")}
    assert used - set(secrets(name)) == set()
    assert set(secrets(name)) - used <= {"ca.pem"}, "the addresses name it"
    assert set(secrets(name)) <= COMPOSE["secrets"].keys()


def test_every_secret_is_made_or_brought(tmp_path: Any) -> None:
    make_secrets.make(tmp_path, "smtp+tls://login:wachtwoord@mail.voorbeeld.nl:587")
    made = {file.name for file in tmp_path.iterdir()}
    assert {name: secret["file"] for name, secret in COMPOSE["secrets"].items()} == {
        name: f"secrets/{name}" for name in [*made, "site.pem", "site.key"]
    }
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    make_secrets.make(tmp_path, "smtp+tls://iets-anders")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    open_to_others = {file.name for file in tmp_path.iterdir() if file.stat().st_mode & 0o077}
    assert open_to_others == {name for name in made if name.endswith(".pem")}


@pytest.mark.parametrize(("name", "address"), list(make_secrets.LOGINS.items()))
def test_an_address_names_a_server_of_compose_and_verifies_it(
    tmp_path: Any, name: str, address: tuple[str, str]
) -> None:
    make_secrets.make(tmp_path, "smtp+tls://m")
    role, server = address
    parts = urlsplit((tmp_path / name).read_text())
    assert parts.hostname in SERVICES and parts.hostname == server
    assert parse_qs(parts.query) == {"sslmode": ["verify-full"], "sslrootcert": ["/run/secrets/ca.pem"]}
    assert role == "postgres" or role in {**logins.MAIN_ROLES, **logins.KEYS_ROLES}


def test_there_is_an_address_for_every_role() -> None:
    made = {role for role, _ in make_secrets.LOGINS.values()}
    assert made == {"postgres", *logins.MAIN_ROLES, *logins.KEYS_ROLES}


@pytest.mark.parametrize("name", [name for name in WITH_SETTINGS if name not in BY_HAND])
def test_each_process_has_the_logins_of_its_own_role(name: str) -> None:
    role = {"migrate": "owner", "web": "web", "people": "web"}.get(name, "job")
    given = environment(name)
    assert given["DATABASE_URL_FILE"] == f"/run/secrets/database_{role}_url"
    assert given["KEYSTORE_URL_FILE"] == f"/run/secrets/keystore_{role}_url"
    assert {secret for secret in secrets(name) if "_url" in secret} == {
        f"database_{role}_url", f"keystore_{role}_url", "redis_url", "email_url",
    }  # fmt: skip


def test_nothing_that_makes_a_backup_reaches_both_database_and_keys() -> None:
    database, keys = (environment(name) for name in BY_HAND)
    assert database["DATABASE_URL_FILE"] == "/run/secrets/database_backup_url" and "KEYSTORE_URL_FILE" not in database
    assert keys["KEYSTORE_URL_FILE"] == "/run/secrets/keystore_job_url" and "DATABASE_URL_FILE" not in keys
    assert {name: SERVICES[name]["networks"] for name in BY_HAND} == {"backup": ["data"], "backup-keys": ["keys"]}
    places = {place.partition(":")[0] for name in BY_HAND for place in SERVICES[name]["volumes"]}
    assert places == {"backup", "backup-keys", "wrapping-key"}
    assert all(SERVICES[name]["profiles"] == ["operator"] for name in BY_HAND), "not started by up"
    logins_of = [{secret for secret in secrets(name) if re.match("database|keystore", secret)} for name in BY_HAND]
    assert logins_of == [{"database_backup_url"}, {"keystore_job_url"}]


def test_who_reaches_what() -> None:
    networks = {name: set(service["networks"]) for name, service in SERVICES.items()}
    assert {name for name, held in networks.items() if "keys" in held} == {
        "keystore", "logins", "migrate", "web", "people", "system", "backup-keys",
    }  # fmt: skip
    assert networks["keystore"] == {"keys"} and networks["database"] == networks["redis"] == {"data"}
    assert {name for name, held in networks.items() if "front" in held} == {"proxy", "web"}
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"proxy"}
    assert networks["clamav"] == {"scan"} and networks["freshclam"] == {"updates"}
    assert [name for name in ("data", "keys", "scan") if not COMPOSE["networks"][name]["internal"]] == []
    assert set().union(*networks.values()) == COMPOSE["networks"].keys()


def test_forwarded_headers_are_believed_from_the_network_of_the_proxy_only() -> None:
    (subnet,) = COMPOSE["networks"]["front"]["ipam"]["config"]
    assert {environment(name)["ZVH_TRUSTED_PROXIES"] for name in WITH_SETTINGS} == {subnet["subnet"]}


def test_only_the_worker_that_replaces_the_wrapping_key_may_write_it() -> None:
    places = {name: SERVICES[name].get("volumes", []) for name in WITH_SETTINGS}
    assert places == {
        "migrate": ["wrapping-key:/keys"], "web": ["wrapping-key:/keys:ro"], "people": ["wrapping-key:/keys:ro"],
        "system": ["wrapping-key:/keys", "signatures:/var/lib/clamav:ro", "log-copy:/logcopy"], "beat": [],
        "backup": ["backup:/backup"], "backup-keys": ["wrapping-key:/keys:ro", "backup-keys:/backup-keys"],
    }  # fmt: skip


@pytest.mark.parametrize("name", list(SERVICES))
def test_what_is_mounted_or_waited_for_exists(name: str) -> None:
    service = SERVICES[name]
    for volume in service.get("volumes", []):
        assert volume.partition(":")[0] in COMPOSE["volumes"]
    for config in service.get("configs", []):
        assert (ROOT / COMPOSE["configs"][config["source"]]["file"]).is_file()
        assert config["target"] in " ".join(words(name))
    assert set(service.get("depends_on", {})) <= SERVICES.keys()
    for other, how in service.get("depends_on", {}).items():
        ended = how["condition"] == "service_completed_successfully"
        assert ended is (other in SETTING_UP)


@pytest.mark.parametrize("name", APPLICATION)
def test_every_command_exists(name: str) -> None:
    said = " ".join(words(name))
    for command in re.findall(r"manage\.py ([a-z_]+)", said):
        assert command in get_commands()
    for module in re.findall(r"-m ([\w.]+)|--app=([\w.]+)|gunicorn ([\w.]+)", said):
        assert (ROOT / f"{''.join(module).replace('.', '/')}.py").is_file()
    for program in re.findall(r" -- (\w+)", said):
        assert (package("django").parents[3] / "bin" / program).exists()


@pytest.mark.parametrize("name", SERVERS)
def test_the_server_knows_every_option(name: str) -> None:
    asked = [word.partition("=")[0] for word in words(name) if re.fullmatch(r"[a-z_]+=\S+", word)]
    described = subprocess.run(
        [postgres_binaries(None) / "postgres", "--describe-config"], capture_output=True, text=True, check=True
    ).stdout
    known = {line.partition("\t")[0] for line in described.splitlines()}
    assert len(asked) >= 6 and set(asked) - known <= {"hba_file"}
    assert {"ssl", "ssl_cert_file", "ssl_key_file", "log_error_verbosity", "log_min_error_statement"} <= set(asked)


def test_the_key_store_keeps_no_past() -> None:
    assert {"wal_level=minimal", "max_wal_senders=0", "archive_mode=off"} <= set(words("keystore"))


def test_the_network_is_served_with_tls_only() -> None:
    rules = [line.split() for line in (ROOT / "deploy/pg_hba.conf").read_text().splitlines() if line[:1] not in "#"]
    assert {rule[0] for rule in rules} == {"local", "hostssl"}
    assert {rule[-1] for rule in rules} == {"scram-sha-256"}
    assert "port 0\n" in make_secrets.REDIS_CONF and "requirepass" in make_secrets.REDIS_CONF


def test_files_are_scanned_over_a_socket_and_by_nobody_else() -> None:
    """No file crosses a network to be looked through, and the scanner reaches none."""
    given = {name: environment(name).get("ZVH_CLAMD") for name in WITH_SETTINGS}
    assert {name for name, place in given.items() if place} == {"system"}
    conf = dict(
        line.split(" ", 1) for line in (ROOT / "deploy/clamd.conf").read_text().splitlines() if line[:1].isalpha()
    )
    assert conf["LocalSocket"] == given["system"] and not {"TCPSocket", "TCPAddr"} & conf.keys()
    assert conf["AlertExceedsMax"] == "yes", "what was not looked through whole is not clean"
    assert [name for name, held in SERVICES.items() if "scan" in held["networks"]] == ["clamav"]
