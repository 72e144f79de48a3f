-- Disputes before a body: the second line behind governance/workflow/referring.py. Applied after access.sql of this room.

-- The step that a dispute is in waits for its outcome.
create or replace function app.turn_is_open(p_turn uuid, p_case uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.cases_disputeturn t where t.id = p_turn and t.case_id = p_case and t.decided_on is null
    and app.dispute_handled(t.dispute_id)) $$;
-- It is about who acts, or he raised it.
create or replace function app.is_in_dispute(p_turn uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.cases_disputeturn t join public.cases_dispute d on d.id = t.dispute_id
    where t.id = p_turn and (d.about = app.role() or app.user_id() in (d.about_user_id, d.raised_by_id))) $$;

do $$
declare f regprocedure;
begin
  foreach f in array array['app.turn_is_open(uuid, uuid)', 'app.is_in_dispute(uuid)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to zvh_web, zvh_job', f);
  end loop;
end $$;

-- governance_referral: members of the body, and with the dispute. Who handles that writes it, the secretary puts it before the
-- members and writes the ruling, never in a dispute of his own; after the ruling nothing changes
alter table governance_referral enable row level security;
grant select, insert, update (point_id, ruling, ruled_on, ruled_by_id) on governance_referral to zvh_web;
create policy sel on governance_referral for select to zvh_web using (app.has_seat(body_id, false)
  or exists (select from cases_disputeturn t where t.id = turn_id));
create policy ins on governance_referral for insert to zvh_web with check (by_id = app.user_id() and ruled_on is null and point_id is null
  and app.turn_is_open(turn_id, case_id));
create policy upd on governance_referral for update to zvh_web using (ruled_on is null and app.has_seat(body_id, true))
  with check (app.has_seat(body_id, true) and (ruled_on is null or (ruled_by_id = app.user_id() and not app.is_in_dispute(turn_id))));

grant select, insert, update, delete on governance_referral to zvh_job;
drop policy if exists job on governance_referral; -- made by cases/sql/access.sql where row-level security was on before
create policy job on governance_referral to zvh_job using (true) with check (true);
