"""Putting a backup back, with the owners' logins: the installation is closed from the first moment until its erasures are replayed."""

from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from privacy.backup import checked
from privacy.keybackup import DUMP, WRAPPING
from zvh import pgprograms
from zvh.wrapping import write_wrapping_keys

# Everything of ours goes, also what is newer than the backup; what belongs to the extensions is not ours.
EMPTY = b"""
set client_min_messages = warning;
drop schema if exists app cascade;
create schema app;
do $$
declare r record;
begin
  for r in select c.oid::regclass as name from pg_class c
           where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
             and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e') loop
    execute format('drop table if exists %s cascade', r.name);
  end loop;
end $$;
"""
EMPTY_KEYS = b"set client_min_messages = warning;\ndrop schema if exists keys cascade;\ncreate schema keys;\n"


def put_back(dump: Path) -> None:
    """The database as it was, in one transaction: all of it or nothing. Raises NotABackup or ProgramFailed."""
    checked(dump)
    connection.close()
    script = pgprograms.run(
        "pg_restore", pgprograms.of_database(), "--no-owner", "--schema=public", "--schema=app", "--file=-", dump
    )
    _carry_out(pgprograms.of_database(), EMPTY + script)
    call_command("migrate", verbosity=0)


def put_keys_back(copy: Path) -> None:
    """Only where the key store itself was lost: one that still stands knows better what was destroyed."""
    checked(copy / DUMP)
    script = pgprograms.run(
        "pg_restore", pgprograms.of_key_store(), "--no-owner", "--schema=keys", "--file=-", copy / DUMP
    )
    _carry_out(pgprograms.of_key_store(), EMPTY_KEYS + script)
    write_wrapping_keys(settings.WRAPPING_KEY_FILE, (copy / WRAPPING).read_text().splitlines())
    call_command("migrate_keystore", verbosity=0)


def _carry_out(at: pgprograms.Address, script: bytes) -> None:
    pgprograms.run(
        "psql", at, "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-", given=script
    )
