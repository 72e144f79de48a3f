"""What the database itself says: every table is protected or open with a reason, and no process stands above the rules (00, item 9)."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import connection

from parties.models import User
from zvh.actor import acting_as
from zvh.fields import SealedModel

LOGINS = ("zvh_web", "zvh_job", "zvh_backup")
TABLES = """select c.relname, c.relrowsecurity from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = 'public' and c.relkind in ('r', 'p')"""


def ask(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


@pytest.mark.django_db
def test_every_table_is_protected_or_open_with_a_reason_and_never_both() -> None:
    tables = dict(ask(TABLES))
    protected = {name for name, is_protected in tables.items() if is_protected}
    opened = {name for name, reason in ask("select name, reason from app.open_table") if reason}
    assert protected | opened == set(tables), "a table stands in neither list of cases/sql/access.sql"
    assert protected & opened == set()
    with_policy = {name for (name,) in ask("select distinct tablename from pg_policies where schemaname = 'public'")}
    assert with_policy == protected


@pytest.mark.django_db
def test_every_model_of_casework_and_privacy_is_protected() -> None:
    protected = {name for name, is_protected in ask(TABLES) if is_protected}
    counters = {"cases_casenumber"}
    for label in ("cases", "privacy", "governance", "zvh"):
        models = apps.get_app_config(label).get_models()
        assert {model._meta.db_table for model in models} - counters <= protected
    sealed = {model._meta.db_table for model in apps.get_models() if issubclass(model, SealedModel)}
    assert sealed <= protected


@pytest.mark.django_db
def test_no_login_of_a_process_stands_above_the_rules() -> None:
    roles = ask("select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles")
    found = {name: rights for name, *rights in roles if name in (*LOGINS, "zvh_owner")}
    assert set(found) == {*LOGINS, "zvh_owner"}
    assert [name for name, rights in found.items() if rights[0] or rights[2] or rights[4]] == []
    assert [name for name, rights in found.items() if rights[1]] == ["zvh_backup"]
    assert [name for name in LOGINS if found[name][3]] == []


@pytest.mark.django_db
def test_no_process_owns_anything_or_is_a_member_of_anybody() -> None:
    owners = {name for (name,) in ask(
        "select distinct r.rolname from pg_class c join pg_roles r on r.oid = c.relowner join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname in ('public', 'app')"
    )}  # fmt: skip
    assert owners and owners.isdisjoint(LOGINS)
    functions = {name for (name,) in ask(
        "select distinct r.rolname from pg_proc p join pg_roles r on r.oid = p.proowner join pg_namespace n on n.oid = p.pronamespace"
        " where n.nspname = 'app'"
    )}  # fmt: skip
    assert functions == owners
    members = ask(
        "select m.rolname, g.rolname from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles g on g.oid = a.roleid"
        " where m.rolname like 'zvh\\_%%'"
    )
    # The owner of a test cluster may become the roles of the processes; it inherits nothing from them.
    assert {member for member, _ in members} <= {"zvh_owner"}
    for name in LOGINS:
        assert ask("select pg_has_role('zvh_owner', %s, 'usage')", name) == [(False,)]


@pytest.mark.django_db
def test_the_web_login_gets_no_more_than_rows() -> None:
    rights = {right for (right,) in ask(
        "select distinct privilege_type from information_schema.role_table_grants where grantee = any(%s) and table_schema = 'public'",
        ["zvh_web", "zvh_job"],
    )}  # fmt: skip
    assert rights == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    backup = {right for (right,) in ask(
        "select distinct privilege_type from information_schema.role_table_grants where grantee = 'zvh_backup'"
    )}  # fmt: skip
    assert backup == {"SELECT"}
    public = ask(
        "select table_name from information_schema.role_table_grants where grantee = 'PUBLIC' and table_schema = 'public'"
    )
    assert public == []


@pytest.mark.django_db
def test_no_view_shows_more_than_its_reader_may_see() -> None:
    views = ask(
        "select c.relname, c.relkind, coalesce(c.reloptions::text, '') from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname in ('public', 'app') and c.relkind in ('v', 'm')"
    )
    assert [name for name, kind, options in views if kind == "m" or "security_invoker=true" not in options] == []


@pytest.mark.django_db
def test_definer_functions_can_not_be_led_astray() -> None:
    """A function with the rights of its owner names its search path, and nobody but the processes may call it."""
    loose = ask(
        "select proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'app' and p.prosecdef"
        " and coalesce(p.proconfig::text, '') not like '%%search_path=pg_catalog, pg_temp%%'"
    )
    assert loose == []
    assert ask("select 1 from pg_proc where pronamespace = 'app'::regnamespace and prosecdef limit 1") == [(1,)]
    callable_by_all = ask(
        "select proname from pg_proc p where p.pronamespace = 'app'::regnamespace and has_function_privilege('public', p.oid, 'execute')"
        " and p.prorettype <> 'trigger'::regtype"
    )
    assert callable_by_all == []


@pytest.mark.django_db
def test_rights_are_per_object_only(cast) -> None:
    """guardian's generic tables stay empty, and nobody holds a right over a whole model (12, section 6)."""
    assert cast.rosa and cast.piet
    for table in (
        "guardian_userobjectpermission", "guardian_groupobjectpermission", "auth_group_permissions",
        "parties_user_user_permissions", "parties_user_groups",
    ):  # fmt: skip
        assert ask(f"select count(*) from {table}") == [(0,)], table
    assert Permission.objects.filter(codename__in=("view_case", "change_case", "view_contribution")).count() == 0
    assert User.objects.filter(is_superuser=True).count() == 0


def test_identity_is_never_left_behind_in_a_connection() -> None:
    """Only transaction-local settings: what is set for a session would meet the next person (12, section 7)."""
    wrong = re.compile(r"set\s+session|set_config\([^)]*,\s*false\s*\)", re.IGNORECASE)
    root = Path(settings.BASE_DIR)
    sources = [
        p
        for app in ("zvh", "parties", "cases", "privacy", "governance")
        for p in (root / app).rglob("*")
        if p.suffix in (".py", ".sql")
    ]
    assert wrong.search("select set_config('app.user_id', '1', false)")
    assert [str(path) for path in sources if wrong.search(path.read_text())] == []


# Who takes part in what is no secret (annex 1), and is read to choose in which capacity to act; to write them one acts.
READ_BEFORE_ACTING = {
    "parties_party", "parties_party_kinds", "parties_partyunit", "parties_desk", "parties_membership", "parties_membership_houses",
    "parties_membership_protocols", "parties_mandate",
    # What was agreed is public: houses and covenants are read to choose a capacity.
    "parties_accessiondoor", "parties_accessionrule", "parties_approach", "parties_approach_allowed_kinds",
    "parties_approach_attachment_kinds", "parties_approach_fixed_partners", "parties_approach_houses",
    "parties_approach_minor_only_kinds", "parties_body", "parties_body_stuck_goes_to", "parties_countingrule",
    "parties_countingrule_kinds", "parties_covenant", "parties_criterion", "parties_departurerule", "parties_disputestep",
    "parties_duty", "parties_house", "parties_informationduty", "parties_lastingduty", "parties_lettertext", "parties_meetingduty",
    "parties_paperchapter", "parties_paperrule", "parties_paperrule_adopted_by", "parties_paperrule_payers", "parties_protocol",
    "parties_retentionpolicy", "parties_retentionstage", "parties_rule", "parties_seat", "parties_term", "parties_triageoutcome",
    "parties_triageseat", "parties_votingexception",
}  # fmt: skip


@pytest.mark.django_db
def test_without_an_actor_there_is_an_error_not_an_empty_page(cast) -> None:
    """S35: as the role of the web, before anybody said who acts, no protected table answers."""
    from django.db import DatabaseError, transaction

    protected = sorted(name for name, is_protected in ask(TABLES) if is_protected and name not in READ_BEFORE_ACTING)
    silent = []
    for table in protected:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("select set_config('role', 'zvh_web', true)")
                cursor.execute(f"select count(*) from {table}")
                silent.append((table, cursor.fetchone()[0]))
        except DatabaseError:
            continue
    assert [found for found in silent if found[1]] == []
    with acting_as(cast.rosa.pk):
        assert ask("select count(*) from cases_case") == [(0,)]
