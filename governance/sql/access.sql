-- Bodies and their meetings: the second line behind governance/reach.py and policy.py. Applied after cases/sql/access.sql,
-- which dropped every policy and right.

-- Tables at which the acting delegate speaks, as levels of a body.
create or replace function app.levels_of_table() returns text[] language sql stable parallel safe return
  case coalesce(current_setting('app.purpose', true), '')
    when 'partneroverleg' then array['tactisch'] when 'stuurgroep' then array['strategisch', 'bestuur'] else '{}'::text[] end;

-- Who acts has a seat in this body today, in this capacity: staff in the own house, a delegate for the party and table.
create or replace function app.has_seat(p_body bigint, p_as_secretary boolean) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (
    select 1 from public.governance_holder h join public.parties_seat s on s.id = h.seat_id join public.parties_body b on b.id = s.body_id
    where b.id = p_body and h.user_id = app.user_id() and (s.is_secretary or not p_as_secretary)
      and h.from_date <= app.today() and coalesce(h.until_date, app.today()) >= app.today()
      and case when app.role() = 'delegate' then h.party_id = app.party_id() and b.level = any(app.levels_of_table())
        else h.party_id is null and b.house_id = any(app.house_ids()) end);
end $$;

-- Manager and administrator know the bodies of their house; members those in which they sit.
create or replace function app.body_of_house(p_body bigint) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return app.role() in ('manager', 'administrator')
    and exists (select 1 from public.parties_body b where b.id = p_body and b.house_id = any(app.house_ids()));
end $$;

create or replace function app.body_known(p_body bigint) returns boolean language sql stable parallel safe cost 2000
  return app.body_of_house(p_body) or app.has_seat(p_body, false);

create or replace function app.body_of_seat(p_seat bigint) returns bigint language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select body_id from public.parties_seat where id = p_seat $$;

do $$
declare f regprocedure;
begin
  foreach f in array array['app.levels_of_table()', 'app.has_seat(bigint, boolean)', 'app.body_of_house(bigint)',
      'app.body_known(bigint)', 'app.body_of_seat(bigint)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to zvh_web, zvh_job', f);
  end loop;
end $$;

-- governance_holder: with the body. Manager, administrator and secretary fill seats, nobody his own
alter table governance_holder enable row level security;
grant select, insert, update on governance_holder to zvh_web;
create policy sel on governance_holder for select to zvh_web using (app.body_known(app.body_of_seat(seat_id)));
create policy ins on governance_holder for insert to zvh_web with check (by_id = app.user_id() and user_id is distinct from app.user_id()
  and (app.body_of_house(app.body_of_seat(seat_id)) or app.has_seat(app.body_of_seat(seat_id), true)));
create policy upd on governance_holder for update to zvh_web using (user_id is distinct from app.user_id()
  and (app.body_of_house(app.body_of_seat(seat_id)) or app.has_seat(app.body_of_seat(seat_id), true)));

-- governance_bodymeeting: day and place, with the body; the secretary plans
alter table governance_bodymeeting enable row level security;
grant select, insert, update on governance_bodymeeting to zvh_web;
create policy sel on governance_bodymeeting for select to zvh_web using (app.body_known(body_id));
create policy ins on governance_bodymeeting for insert to zvh_web with check (by_id = app.user_id() and app.has_seat(body_id, true));
create policy upd on governance_bodymeeting for update to zvh_web using (app.has_seat(body_id, true));

-- The job role mails, and closes what is over.
do $$
declare t text;
begin
  foreach t in array array['governance_holder', 'governance_bodymeeting'] loop
    execute format('grant select, insert, update, delete on %I to zvh_job', t);
    execute format('drop policy if exists job on %I', t); -- made by cases/sql/access.sql where row-level security was on before
    execute format('create policy job on %I to zvh_job using (true) with check (true)', t);
  end loop;
end $$;
