-- The key store, as it is now; applied whole by `manage.py migrate_keystore` with the owner's login.
create schema if not exists keys;
create table if not exists keys.dossier_key (
  id uuid primary key,
  wrapped bytea not null,
  wrapping_key text not null,
  created_at timestamptz not null default now()
);
create table if not exists keys.tombstone (
  id uuid primary key,
  destroyed_at timestamptz not null default now()
);
-- Dossiers whose destruction has begun: the ledger, outside the main database and its backups (09, 3.6).
create table if not exists keys.intent (
  id uuid primary key,
  root uuid not null,
  at timestamptz not null default now()
);
create index if not exists intent_root on keys.intent (root);
-- Names of the wrapping keys with which a dossier key may come in; before the first rotation any.
create table if not exists keys.wrapping_key (
  name text primary key,
  since timestamptz not null default now()
);

create or replace function keys.put(p_id uuid, p_wrapped bytea, p_wrapping_key text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  lock table keys.dossier_key in row exclusive mode;  -- waits for a rotation, so that the next look sees its end
  if exists (select 1 from keys.tombstone where id = p_id) then
    raise exception 'dossier was destroyed' using errcode = '42501';
  end if;
  if exists (select 1 from keys.wrapping_key) and not exists (select 1 from keys.wrapping_key where name = p_wrapping_key) then
    raise exception 'wrapping key was replaced' using errcode = '55006';
  end if;
  insert into keys.dossier_key (id, wrapped, wrapping_key) values (p_id, p_wrapped, p_wrapping_key);
end $$;

create or replace function keys.fetch(p_ids uuid[]) returns table (id uuid, wrapped bytea, wrapping_key text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select k.id, k.wrapped, k.wrapping_key from keys.dossier_key k where k.id = any(p_ids)
$$;

create or replace function keys.has_tombstone(p_id uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from keys.tombstone where id = p_id)
$$;

-- Which of these have no key, and whether that is because they were destroyed.
create or replace function keys.missing(p_ids uuid[]) returns table (id uuid, is_destroyed boolean)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select i.id, exists (select 1 from keys.tombstone t where t.id = i.id)
  from unnest(p_ids) as i(id) where not exists (select 1 from keys.dossier_key k where k.id = i.id)
$$;

revoke all on schema keys from public;
revoke all on all tables in schema keys from public, keys_web, keys_job;
revoke all on all functions in schema keys from public;
grant usage on schema keys to keys_web, keys_job;
grant execute on all functions in schema keys to keys_web, keys_job;
grant select, delete on keys.dossier_key to keys_job;
grant update (wrapped, wrapping_key) on keys.dossier_key to keys_job;
grant select, insert on keys.tombstone to keys_job;
grant select, insert, delete on keys.intent to keys_job;
grant select, insert, update, delete on keys.wrapping_key to keys_job;
