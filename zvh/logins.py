"""Roles and databases, made by the superuser of each cluster (docs/architecture.md, "Processes").

Each role is a login of its own, a member of nothing. What it may do stands in sql/access.sql.
`python -m zvh.logins DIRECTORY` makes them from a directory with an address per role (docs/deployment.md).
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import psycopg
from psycopg import sql

EXTENSIONS = ("pg_trgm", "btree_gist")
MAIN_DATABASE = "zvh"
KEYS_DATABASE = "sleutels"
# Every start sets these attributes again, so that a role never keeps a right it once had.
PLAIN = "login nosuperuser nocreaterole noreplication noinherit"
OWNER = f"{PLAIN} createdb nobypassrls"
PROCESS = f"{PLAIN} nocreatedb nobypassrls"
MAIN_ROLES: Mapping[str, str] = {
    "zvh_owner": OWNER,
    "zvh_web": PROCESS,
    "zvh_job": PROCESS,
    "zvh_backup": f"{PLAIN} nocreatedb bypassrls",
}
KEYS_ROLES: Mapping[str, str] = {"keys_owner": OWNER, "keys_web": PROCESS, "keys_job": PROCESS}
READ_ONLY = ("zvh_backup",)
# What each owner may become in tests.
STEP_DOWN: Mapping[str, tuple[str, ...]] = {
    "zvh_owner": ("zvh_web", "zvh_job", "zvh_backup"),
    "keys_owner": ("keys_web", "keys_job"),
}


def login_url(superuser_url: str, role: str, password: str, database: str) -> str:
    parts = urlsplit(superuser_url)
    address = f"{parts.hostname}:{parts.port or 5432}"
    return parts._replace(netloc=f"{role}:{quote(password)}@{address}", path=f"/{database}").geturl()


def prepare_main(superuser_url: str, password: Callable[[str], str]) -> None:
    _prepare(superuser_url, MAIN_ROLES, "zvh_owner", MAIN_DATABASE, password)
    for database in ("template1", MAIN_DATABASE):
        _furnish(superuser_url, database)


def prepare_keys(superuser_url: str, password: Callable[[str], str]) -> None:
    _prepare(superuser_url, KEYS_ROLES, "keys_owner", KEYS_DATABASE, password)


def let_owner_step_down(superuser_url: str, owner: str) -> None:
    """Test clusters only: the owner may `set role` to the roles of the processes, and inherits nothing."""
    roles = sql.SQL(", ").join(map(sql.Identifier, STEP_DOWN[owner]))
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        # Before version 16 the role's own noinherit says the same.
        options = " with inherit false, set true" if connection.info.server_version >= 160000 else ""
        grant = sql.SQL("grant {} to {}" + options)
        connection.execute(grant.format(roles, sql.Identifier(owner)))


def _prepare(
    superuser_url: str, roles: Mapping[str, str], owner: str, database: str, password: Callable[[str], str]
) -> None:
    with psycopg.connect(superuser_url, autocommit=True) as connection:
        for role, attributes in roles.items():
            _ensure_role(connection, role, attributes, password(role))
        _ensure_database(connection, database, owner, roles)


def _ensure_role(connection: psycopg.Connection, role: str, attributes: str, password: str) -> None:
    name = sql.Identifier(role)
    if not connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone():
        connection.execute(sql.SQL("create role {}").format(name))
    verifier = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    connection.execute(sql.SQL("alter role {} " + attributes + " password {}").format(name, sql.Literal(verifier)))
    if role in READ_ONLY:
        connection.execute(sql.SQL("alter role {} set default_transaction_read_only = on").format(name))


def _ensure_database(connection: psycopg.Connection, database: str, owner: str, roles: Mapping[str, str]) -> None:
    name = sql.Identifier(database)
    if not connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone():
        connection.execute(sql.SQL("create database {} owner {}").format(name, sql.Identifier(owner)))
    connection.execute(sql.SQL("revoke all on database {} from public").format(name))
    everyone = sql.SQL(", ").join(map(sql.Identifier, roles))
    connection.execute(sql.SQL("grant connect on database {} to {}").format(name, everyone))


def _furnish(superuser_url: str, database: str) -> None:
    """Extensions, and the schema that the owner makes its tables in. In template1 too: test databases are copies of it."""
    url = urlsplit(superuser_url)._replace(path=f"/{database}").geturl()
    with psycopg.connect(url, autocommit=True) as connection:
        for extension in EXTENSIONS:
            connection.execute(sql.SQL("create extension if not exists {}").format(sql.Identifier(extension)))
        # Before version 16 an owner that inherits nothing does not get it from owning the database.
        connection.execute("alter schema public owner to zvh_owner")


def make_from(directory: Path) -> None:
    """The roles with the passwords in the addresses `*_url`, by the superusers whose addresses stand there too."""
    addresses = {file.name: file.read_text().strip() for file in directory.glob("*_url")}
    known = [urlsplit(address) for address in addresses.values()]
    passwords = {parts.username: unquote(parts.password or "") for parts in known}
    prepare_main(addresses["database_superuser_url"], passwords.__getitem__)
    prepare_keys(addresses["keystore_superuser_url"], passwords.__getitem__)


if __name__ == "__main__":
    make_from(Path(sys.argv[1]))
