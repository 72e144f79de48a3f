-- What a covenant consists of (app.covenant_table in access.sql): everybody reads it, an administrator of the house in which it is
-- entered writes it until it is in use. After that an administrator of a house of it changes what gives nobody rights.

create or replace function app.in_preparation(p_covenant bigint) returns boolean language sql stable security definer parallel safe
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.parties_covenant k where k.id = p_covenant and k.in_preparation) $$;

create or replace function app.sets_up(p_covenant bigint) returns boolean language plpgsql stable security definer parallel safe
cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return app.role() = 'administrator' and exists (
    select 1 from public.parties_covenant k where k.id = p_covenant and k.in_preparation and k.prepared_in_id = any(app.house_ids()));
end $$;

create or replace function app.keeps_covenant(p_covenant bigint) returns boolean language plpgsql stable security definer parallel safe
cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return app.covenant_is_mine(p_covenant) and not app.in_preparation(p_covenant);
end $$;
revoke execute on function app.in_preparation, app.sets_up, app.keeps_covenant from public;
grant execute on function app.in_preparation, app.sets_up, app.keeps_covenant to zvh_web, zvh_job;

-- Once in use a row keeps what it says, but for the columns that are named. Loaders are no process and may.
create or replace function app.agreed_stays() returns trigger language plpgsql as $$
declare
  v_row jsonb := to_jsonb(old);
  v_covenant bigint;
begin
  if current_user <> 'zvh_web' then return new; end if;
  execute format('select %s from (select ($1).*) as row_of_it', tg_argv[0]) using old into v_covenant;
  if not app.in_preparation(v_covenant) and v_row - tg_argv[1]::text[] is distinct from to_jsonb(new) - tg_argv[1]::text[] then
    raise exception 'what was agreed stays as it is once the covenant is in use (%)', tg_table_name using errcode = '42501';
  end if;
  return new;
end $$;

do $$
declare r record;
begin
  for r in select * from app.covenant_table loop
    execute format('alter table public.%I enable row level security', r.name);
    execute format('grant select, insert, update, delete on public.%I to zvh_web', r.name);
    execute format('grant select on public.%I to zvh_job', r.name);
    execute format('create policy sel on public.%I for select using (true)', r.name);
    execute format('create policy del on public.%I for delete to zvh_web using (app.sets_up(%s))', r.name, r.covenant);
    if r.name <> 'parties_covenant' then
      execute format('create policy ins on public.%I for insert to zvh_web with check (app.sets_up(%s)%s)', r.name, r.covenant,
        case when r.grows then format(' or app.keeps_covenant(%s)', r.covenant) else '' end);
    end if;
    execute format('create policy upd on public.%I for update to zvh_web using (app.sets_up(%s)%s)', r.name, r.covenant,
      case when r.changes is not null then format(' or app.keeps_covenant(%s)', r.covenant) else '' end);
    if r.changes is not null then
      execute format('create or replace trigger agreed_stays before update on public.%I for each row execute function app.agreed_stays(%L, %L)',
        r.name, r.covenant, r.changes);
    end if;
  end loop;
end $$;

-- One begins in preparation, in the own house.
create policy ins on parties_covenant for insert to zvh_web with check (
  app.role() = 'administrator' and in_preparation and prepared_in_id = any(app.house_ids()));

-- How often rights are gone through is not changed by whose rights they are.
create policy guards on parties_term as restrictive for insert to zvh_web with check (
  app.in_preparation(covenant_id) or code not in ('autorisaties-nalopen', 'bijzondere-rechten-nalopen', 'autorisaties-bevestigen'));
create policy guards_too on parties_term as restrictive for update to zvh_web using (
  app.in_preparation(covenant_id) or code not in ('autorisaties-nalopen', 'bijzondere-rechten-nalopen', 'autorisaties-bevestigen'));

-- Who takes part in it is entered with it.
create policy entered on parties_membership for insert to zvh_web with check (app.sets_up(covenant_id));
create policy entered_changes on parties_membership for update to zvh_web using (app.sets_up(covenant_id));
create policy entered_goes on parties_membership for delete to zvh_web using (app.sets_up(covenant_id));
create or replace trigger agreed_stays before update on parties_membership for each row execute function app.agreed_stays(
  'covenant_id', '{signed_on,until_date,ended_because,ended_note,exchange_waits,saved_by_id,saved_at}');
grant delete on parties_membership_houses, parties_membership_protocols to zvh_web;
create policy entered on parties_membership_houses for insert to zvh_web with check (
  app.sets_up((select m.covenant_id from parties_membership m where m.id = membership_id)));
create policy entered_goes on parties_membership_houses for delete to zvh_web using (
  app.sets_up((select m.covenant_id from parties_membership m where m.id = membership_id)));
create policy entered on parties_membership_protocols for insert to zvh_web with check (
  app.sets_up((select m.covenant_id from parties_membership m where m.id = membership_id)));
create policy entered_goes on parties_membership_protocols for delete to zvh_web using (
  app.sets_up((select m.covenant_id from parties_membership m where m.id = membership_id)));
