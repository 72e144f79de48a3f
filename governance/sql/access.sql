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

-- governance_holder: with the body. Manager, administrator and secretary fill seats, nobody his own
alter table governance_holder enable row level security;
grant select, insert, update on governance_holder to zvh_web;
create policy sel on governance_holder for select to zvh_web using (app.body_known(app.body_of_seat(seat_id)));
create policy ins on governance_holder for insert to zvh_web with check (by_id = app.user_id() and user_id is distinct from app.user_id()
  and (mandate_id is null or exists (select 1 from parties_mandate m where m.id = mandate_id and m.giver_id = party_id))
  and (app.body_of_house(app.body_of_seat(seat_id)) or app.has_seat(app.body_of_seat(seat_id), true)));
create policy upd on governance_holder for update to zvh_web using (user_id is distinct from app.user_id()
  and (app.body_of_house(app.body_of_seat(seat_id)) or app.has_seat(app.body_of_seat(seat_id), true)));

-- governance_bodymeeting: day and place, with the body; the secretary plans
alter table governance_bodymeeting enable row level security;
grant select, insert, update on governance_bodymeeting to zvh_web;
create policy sel on governance_bodymeeting for select to zvh_web using (app.body_known(body_id));
create policy ins on governance_bodymeeting for insert to zvh_web with check (by_id = app.user_id() and app.has_seat(body_id, true));
create policy upd on governance_bodymeeting for update to zvh_web using (app.has_seat(body_id, true));

-- What is discussed: members and the secretary (not public, conv. 4 and 6).
create or replace function app.body_of_meeting(p_meeting uuid) returns bigint language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select body_id from public.governance_bodymeeting where id = p_meeting $$;
create or replace function app.meeting_of_attendee(p_attendee uuid) returns uuid language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select meeting_id from public.governance_attendee where id = p_attendee $$;
create or replace function app.is_own_holder(p_holder uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select exists (select 1 from public.governance_holder where id = p_holder and user_id = app.user_id()) $$;
-- Another body of the same house, of which who acts is secretary.
create or replace function app.sends_from(p_from bigint, p_to bigint) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select app.has_seat(p_from, true) and exists (select 1 from public.parties_body f join public.parties_body t on t.house_id = f.house_id
    where f.id = p_from and t.id = p_to and f.id <> t.id) $$;

-- governance_meetingrequest: a member asks for his party; the secretary plans one for it
alter table governance_meetingrequest enable row level security;
grant select, insert, update on governance_meetingrequest to zvh_web;
create policy sel on governance_meetingrequest for select to zvh_web using (app.has_seat(body_id, false));
create policy ins on governance_meetingrequest for insert to zvh_web with check (by_id = app.user_id() and meeting_id is null
  and party_id = app.party_id() and app.has_seat(body_id, false));
create policy upd on governance_meetingrequest for update to zvh_web using (app.has_seat(body_id, true));

-- governance_agendapoint: members hand in, and the secretary of another body; the secretary puts it on the agenda
alter table governance_agendapoint enable row level security;
grant select, insert, update on governance_agendapoint to zvh_web;
create policy sel on governance_agendapoint for select to zvh_web using (app.has_seat(body_id, false)
  or (by_id = app.user_id() and app.has_seat(from_body_id, false)));
create policy ins on governance_agendapoint for insert to zvh_web with check (by_id = app.user_id() and meeting_id is null
  and (app.has_seat(body_id, false) or app.sends_from(from_body_id, body_id)));
create policy upd on governance_agendapoint for update to zvh_web using (app.has_seat(body_id, true))
  with check (app.has_seat(body_id, true) and (meeting_id is null or app.body_of_meeting(meeting_id) = body_id));

-- governance_attendee: the secretary invites and notes who is there
alter table governance_attendee enable row level security;
grant select, insert, update on governance_attendee to zvh_web;
create policy sel on governance_attendee for select to zvh_web using (app.has_seat(app.body_of_meeting(meeting_id), false));
create policy ins on governance_attendee for insert to zvh_web with check (by_id = app.user_id() and app.has_seat(app.body_of_meeting(meeting_id), true));
create policy upd on governance_attendee for update to zvh_web using (app.has_seat(app.body_of_meeting(meeting_id), true));

-- governance_writteninput: by who was invited himself, or by the secretary from a letter; once
alter table governance_writteninput enable row level security;
grant select, insert on governance_writteninput to zvh_web;
create policy sel on governance_writteninput for select to zvh_web using (
  app.has_seat(app.body_of_meeting(app.meeting_of_attendee(attendee_id)), false));
create policy ins on governance_writteninput for insert to zvh_web with check (by_id = app.user_id() and exists (
  select 1 from governance_attendee a where a.id = attendee_id and a.is_present = false
    and (app.is_own_holder(a.holder_id) or app.has_seat(app.body_of_meeting(a.meeting_id), true))));

-- governance_bodyminutes: the secretary writes; members read what was sent round, and nobody changes that
alter table governance_bodyminutes enable row level security;
grant select, insert, update on governance_bodyminutes to zvh_web;
create policy sel on governance_bodyminutes for select to zvh_web using (app.has_seat(app.body_of_meeting(meeting_id), distributed_on is null));
create policy ins on governance_bodyminutes for insert to zvh_web with check (by_id = app.user_id() and app.has_seat(app.body_of_meeting(meeting_id), true));
create policy upd on governance_bodyminutes for update to zvh_web using (distributed_on is null and app.has_seat(app.body_of_meeting(meeting_id), true))
  with check (app.has_seat(app.body_of_meeting(meeting_id), true));

-- governance_visitor: who is invited without a seat; by the secretary, and for which points
alter table governance_visitor enable row level security;
grant select, insert, update (is_present, withdrawn_at) on governance_visitor to zvh_web;
create policy sel on governance_visitor for select to zvh_web using (app.has_seat(app.body_of_meeting(meeting_id), false));
create policy ins on governance_visitor for insert to zvh_web with check (by_id = app.user_id() and app.has_seat(app.body_of_meeting(meeting_id), true));
create policy upd on governance_visitor for update to zvh_web using (app.has_seat(app.body_of_meeting(meeting_id), true));
alter table governance_visitor_points enable row level security;
grant select, insert on governance_visitor_points to zvh_web;
create policy sel on governance_visitor_points for select to zvh_web using (exists (select from governance_visitor v where v.id = visitor_id));
create policy ins on governance_visitor_points for insert to zvh_web with check (exists (
  select from governance_visitor v join governance_agendapoint p on p.meeting_id = v.meeting_id
  where v.id = visitor_id and p.id = agendapoint_id and app.has_seat(p.body_id, true)));

-- Nobody but the processes may call these.
do $$
declare f regprocedure;
begin
  foreach f in array array['app.levels_of_table()', 'app.has_seat(bigint, boolean)', 'app.body_of_house(bigint)',
      'app.body_known(bigint)', 'app.body_of_seat(bigint)', 'app.body_of_meeting(uuid)', 'app.meeting_of_attendee(uuid)',
      'app.is_own_holder(uuid)', 'app.sends_from(bigint, bigint)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to zvh_web, zvh_job', f);
  end loop;
end $$;

-- The job role mails, and closes what is over.
do $$
declare t text;
begin
  foreach t in array array['governance_holder', 'governance_bodymeeting', 'governance_meetingrequest', 'governance_agendapoint',
      'governance_attendee', 'governance_writteninput', 'governance_bodyminutes', 'governance_visitor', 'governance_visitor_points'] loop
    execute format('grant select, insert, update, delete on %I to zvh_job', t);
    execute format('drop policy if exists job on %I', t); -- made by cases/sql/access.sql where row-level security was on before
    execute format('create policy job on %I to zvh_job using (true) with check (true)', t);
  end loop;
end $$;
