-- Nobody acts in an installation that was put back, before its erasures are replayed (09, 3.6): app.begin_as asks this first.
create or replace function app.timeline() returns text language sql volatile set search_path = pg_catalog, pg_temp as $$
  select left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)
$$;
create or replace function app.is_open() returns boolean language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.privacy_opening where timeline = app.timeline())
$$;
revoke all on function app.timeline(), app.is_open() from public;
grant execute on function app.timeline(), app.is_open() to zvh_web, zvh_job;

alter table privacy_opening enable row level security;
grant select, insert on privacy_opening to zvh_job;
grant usage on sequence privacy_opening_id_seq to zvh_job;
drop policy if exists job on privacy_opening;
create policy job on privacy_opening to zvh_job using (true) with check (true);
