-- Breaches and registers of the house: the second line behind privacy/breaches.py and privacy/registering.py. Applied after access.sql.

-- Houses of which the actor reads the breaches, and those of which he keeps breaches and registers (03, R9; protocol 14.3).
create or replace function app.breach_houses() returns bigint[] language sql stable parallel safe
  return case when app.role() in ('manager', 'privacyadviseur', 'fg', 'procesregisseur') then app.house_ids() else '{}'::bigint[] end;
create or replace function app.register_houses() returns bigint[] language sql stable parallel safe
  return case when app.role() in ('manager', 'privacyadviseur', 'fg') then app.house_ids() else '{}'::bigint[] end;
create or replace function app.kept_houses() returns bigint[] language sql stable parallel safe
  return case when app.role() in ('manager', 'privacyadviseur') then app.house_ids() else '{}'::bigint[] end;
-- Where the actor works, or his party takes part: anybody there may report a breach.
create or replace function app.works_in(p_house bigint) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select case when app.role() = 'delegate' then exists (
      select 1 from public.parties_membership m join public.parties_membership_houses h on h.membership_id = m.id
      where m.party_id = app.party_id() and h.house_id = p_house and m.from_date <= app.today() and coalesce(m.until_date, app.today()) >= app.today())
    else p_house = any(app.house_ids()) end $$;
create or replace function app.open_breach(p_breach uuid, p_houses bigint[]) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.privacy_breach b where b.id = p_breach and b.closed_at is null and b.house_id = any(p_houses)) $$;

do $$
declare f regprocedure;
begin
  foreach f in array array['app.breach_houses()', 'app.register_houses()', 'app.kept_houses()', 'app.works_in(bigint)',
      'app.open_breach(uuid, bigint[])']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to zvh_web, zvh_job', f);
  end loop;
end $$;

-- privacy_breach: reported by anybody of the house, kept by manager and privacy adviser until it is closed; what was reported stays
alter table privacy_breach enable row level security;
grant select, insert, update (to_authority, authority_reason, reported_nature, people, data, unreadable, advice, consequences, sent_at, subjects,
  subjects_reason, subjects_decided_on, mandated_id, subjects_text, subjects_told_on, measures, lessons, closed_at, closed_by_id, ends_on,
  saved_by_id, saved_at) on privacy_breach to zvh_web;
create policy sel on privacy_breach for select to zvh_web using (house_id = any((select app.breach_houses())::bigint[]));
create policy ins on privacy_breach for insert to zvh_web with check (reported_by_id = app.user_id() and app.works_in(house_id)
  and (party_id is null) = (app.role() <> 'delegate') and (party_id is null or party_id = app.party_id())
  and to_authority is null and subjects = '' and closed_at is null);
create policy upd on privacy_breach for update to zvh_web
  using (closed_at is null and house_id = any((select app.kept_houses())::bigint[]))
  with check (saved_by_id = (select app.user_id()) and (closed_at is null or closed_by_id = (select app.user_id())));

-- privacy_breachtold: written down once
alter table privacy_breachtold enable row level security;
grant select, insert on privacy_breachtold to zvh_web;
create policy sel on privacy_breachtold for select to zvh_web using (exists (select 1 from privacy_breach b where b.id = breach_id));
create policy ins on privacy_breachtold for insert to zvh_web with check (by_id = app.user_id() and "on" <= app.today()
  and app.open_breach(breach_id, app.kept_houses()));

-- privacy_breachcase: by who reads the case; taken away while the breach runs
alter table privacy_breachcase enable row level security;
grant select, insert, delete on privacy_breachcase to zvh_web;
create policy sel on privacy_breachcase for select to zvh_web using (exists (select 1 from privacy_breach b where b.id = breach_id));
create policy ins on privacy_breachcase for insert to zvh_web with check (by_id = app.user_id()
  and app.role() in ('manager', 'procesregisseur') and app.open_breach(breach_id, app.breach_houses())
  and exists (select 1 from cases_case k join privacy_breach b on b.id = breach_id
              where k.id = case_id and k.house_id = b.house_id and k.number = privacy_breachcase.number));
create policy del on privacy_breachcase for delete to zvh_web using (app.role() in ('manager', 'procesregisseur')
  and app.open_breach(breach_id, app.breach_houses()));

-- The registers of the house: kept by manager and privacy adviser, read by the FG too; instructions also by who may give them.
do $$
declare t text;
begin
  foreach t in array array['complaint', 'research', 'processingactivity', 'processor', 'dpia', 'auditfinding', 'policedecision'] loop
    execute format('alter table privacy_%s enable row level security', t);
    execute format('grant select, insert, update on privacy_%s to zvh_web', t);
    execute format('create policy sel on privacy_%s for select to zvh_web using (house_id = any((select app.register_houses())::bigint[]))', t);
    execute format('create policy ins on privacy_%s for insert to zvh_web with check (by_id = app.user_id() and house_id = any(app.kept_houses()))', t);
    execute format('create policy upd on privacy_%s for update to zvh_web using (house_id = any((select app.kept_houses())::bigint[]))'
      ' with check (by_id = (select app.user_id()) and house_id = any((select app.kept_houses())::bigint[]))', t);
  end loop;
end $$;
alter table privacy_instruction enable row level security;
grant select, insert, update on privacy_instruction to zvh_web;
create policy sel on privacy_instruction for select to zvh_web using (house_id = any((select app.breach_houses())::bigint[]));
create policy ins on privacy_instruction for insert to zvh_web with check (by_id = app.user_id() and house_id = any(app.breach_houses()));
create policy upd on privacy_instruction for update to zvh_web using (house_id = any((select app.breach_houses())::bigint[]))
  with check (by_id = (select app.user_id()) and house_id = any((select app.breach_houses())::bigint[]));

-- privacy_registerversion: written once with each change; who reads the register reads them
alter table privacy_registerversion enable row level security;
grant select, insert on privacy_registerversion to zvh_web;
create policy sel on privacy_registerversion for select to zvh_web using (house_id = any((select app.register_houses())::bigint[])
  or (kind = 'instruction' and house_id = any((select app.breach_houses())::bigint[])));
create policy ins on privacy_registerversion for insert to zvh_web with check (by_id = app.user_id()
  and (house_id = any(app.kept_houses()) or (kind = 'instruction' and house_id = any(app.breach_houses()))));

-- The job finds what is due, and destroys what is past its last day.
do $$
declare t text;
begin
  foreach t in array array['breach', 'breachtold', 'breachcase', 'complaint', 'instruction', 'research', 'processingactivity', 'processor', 'dpia',
      'auditfinding', 'policedecision', 'registerversion'] loop
    execute format('grant select, insert, update, delete on privacy_%s to zvh_job', t);
    execute format('drop policy if exists job on privacy_%s', t); -- made by cases/sql/access.sql where row-level security was on before
    execute format('create policy job on privacy_%s to zvh_job using (true) with check (true)', t);
  end loop;
end $$;

-- privacy_keptdisclosure: written and cleared by the job; read as the register of cases that are there
alter table privacy_keptdisclosure enable row level security;
grant select on privacy_keptdisclosure to zvh_web;
grant select, insert, update, delete on privacy_keptdisclosure to zvh_job;
create policy sel on privacy_keptdisclosure for select to zvh_web using (
  house_id = any((select app.case_houses())::bigint[]) or house_id = any((select app.supervised_houses())::bigint[]));
drop policy if exists job on privacy_keptdisclosure;
create policy job on privacy_keptdisclosure to zvh_job using (true) with check (true);
