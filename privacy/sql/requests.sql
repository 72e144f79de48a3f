-- Requests of subjects: the second line behind privacy/requests.py and privacy/requesting.py (protocol 17-20).

-- Manager and supervisors read the register of the house; a procesregisseur what is about a case that he runs.
create or replace function app.request_readable(p_request uuid, p_house bigint) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return p_house = any(app.house_ids()) and (app.role() in ('manager', 'fg', 'privacyadviseur')
    or (app.role() = 'procesregisseur' and exists (
      select 1 from public.privacy_requestcase r join public.cases_case c on c.id = r.case_id
      where r.request_id = p_request and c.procesregisseur_id = app.user_id())));
end $$;
-- Who works on it: supervisors read only.
create or replace function app.request_handled(p_request uuid, p_house bigint) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return app.role() in ('manager', 'procesregisseur') and app.request_readable(p_request, p_house);
end $$;
create or replace function app.request_runs(p_request uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.privacy_subjectrequest r where r.id = p_request and r.ended_on is null) $$;

create or replace function app.case_is_over(p_case uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.cases_case c where c.id = p_case and c.phase not in ('aanmelding', 'triage', 'casusoverleg')) $$;

do $$
declare f regprocedure;
begin
  foreach f in array array['app.request_readable(uuid, bigint)', 'app.request_handled(uuid, bigint)', 'app.request_runs(uuid)',
    'app.case_is_over(uuid)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to zvh_web, zvh_job', f);
  end loop;
end $$;

-- privacy_subjectrequest: a manager writes it down in his own name; after it ended nothing changes
alter table privacy_subjectrequest enable row level security;
grant select, insert, update (identity_on, identity_by_id, identity_proof, heard_on, outcome, reason, decided_on, decided_by_id, answered_on,
  ended_on, ends_on, route, route_source, version) on privacy_subjectrequest to zvh_web;
create policy sel on privacy_subjectrequest for select to zvh_web using (app.request_readable(id, house_id));
create policy ins on privacy_subjectrequest for insert to zvh_web with check (
  ((app.role() = 'manager' and house_id = any(app.house_ids()))
    or (app.role() = 'delegate' and passed_on_by_id = app.party_id() and app.works_in(house_id))) and by_id = app.user_id()
  and identity_on is null and decided_on is null and ended_on is null);
create policy upd on privacy_subjectrequest for update to zvh_web using (ended_on is null and app.request_handled(id, house_id))
  with check (app.request_handled(id, house_id));

-- A decision is the manager's, in his own name; so is who was seen, of who saw it.
create or replace function app.keep_request() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if current_user <> 'zvh_web' then
    return new;
  end if;
  if (new.decided_on, new.decided_by_id, new.outcome, new.answered_on, new.ended_on)
      is distinct from (old.decided_on, old.decided_by_id, old.outcome, old.answered_on, old.ended_on)
    and app.role() <> 'manager' then
    raise exception 'a manager decides about a request' using errcode = '42501';
  end if;
  if new.decided_by_id is distinct from old.decided_by_id and new.decided_by_id <> app.user_id()
    or new.identity_by_id is distinct from old.identity_by_id and (old.identity_by_id is not null or new.identity_by_id <> app.user_id()) then
    raise exception 'in the own name, once' using errcode = '42501';
  end if;
  return new;
end $$;
revoke all on function app.keep_request() from public;
create or replace trigger keep_request before update on privacy_subjectrequest for each row execute function app.keep_request();

-- privacy_requestcase: cases that the manager can read, while the request runs
alter table privacy_requestcase enable row level security;
grant select, insert, delete on privacy_requestcase to zvh_web;
create policy sel on privacy_requestcase for select to zvh_web using (app.request_readable(request_id, house_id));
create policy ins on privacy_requestcase for insert to zvh_web with check (app.role() = 'manager'
  and app.request_handled(request_id, house_id) and app.request_runs(request_id) and app.case_readable(case_id));
create policy del on privacy_requestcase for delete to zvh_web using (app.role() = 'manager'
  and app.request_handled(request_id, house_id) and app.request_runs(request_id) and app.case_readable(case_id));

-- privacy_requestquestion: who handles the request asks; the supplier answers, once, while it reads the case. Of a case that is closed to
-- delegates the house writes its answer down.
alter table privacy_requestquestion enable row level security;
grant select, insert, update (answer, text, reason, is_by_house, by_id, at) on privacy_requestquestion to zvh_web;
create policy sel on privacy_requestquestion for select to zvh_web using (app.case_readable(case_id)
  and ((app.role() = 'delegate' and party_id = app.party_id() and ended_on is null) or app.request_handled(request_id, house_id)));
create policy ins on privacy_requestquestion for insert to zvh_web with check (at is null and by_id is null
  and app.case_readable(case_id) and app.request_handled(request_id, house_id) and app.request_runs(request_id));
create policy upd on privacy_requestquestion for update to zvh_web using (at is null and app.request_runs(request_id) and app.case_readable(case_id)
  and ((app.role() = 'delegate' and party_id = app.party_id()) or (app.request_handled(request_id, house_id) and app.case_is_over(case_id))))
  with check (by_id = app.user_id() and at is not null and is_by_house = (app.role() <> 'delegate'));

create or replace function app.end_request_questions() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.privacy_requestquestion set ended_on = new.ended_on where request_id = new.id;
  return null;
end $$;
revoke all on function app.end_request_questions() from public;
create or replace trigger end_questions after update of ended_on on privacy_subjectrequest for each row
  when (old.ended_on is distinct from new.ended_on) execute function app.end_request_questions();

-- privacy_contactpoint: an office, no person; the manager says which
alter table privacy_contactpoint enable row level security;
grant select, insert, update (until_date) on privacy_contactpoint to zvh_web;
create policy sel on privacy_contactpoint for select to zvh_web using (house_id = any((select app.house_ids())::bigint[]));
create policy ins on privacy_contactpoint for insert to zvh_web with check (app.role() = 'manager' and house_id = any(app.house_ids()));
create policy upd on privacy_contactpoint for update to zvh_web using (
  (select app.role()) = 'manager' and house_id = any((select app.house_ids())::bigint[]));

do $$
declare t text;
begin
  foreach t in array array['privacy_subjectrequest', 'privacy_requestcase', 'privacy_requestquestion', 'privacy_contactpoint'] loop
    execute format('grant select, insert, update, delete on %I to zvh_job', t);
    execute format('drop policy if exists job on %I', t);
    execute format('create policy job on %I to zvh_job using (true) with check (true)', t);
  end loop;
end $$;

-- privacy_requestmeasure: a handler in his own name; a removal is the manager's to ask and the record manager's to confirm (S66); what a
-- supplier answered is noted by a trigger, because it sees no request
alter table privacy_requestmeasure enable row level security;
grant select, insert, update (confirmed_by_id, confirmed_at, lifted_by_id, lifted_on) on privacy_requestmeasure to zvh_web;
create policy sel on privacy_requestmeasure for select to zvh_web using (app.request_readable(request_id, house_id)
  or (kind = 'verwijdering' and (select app.role()) = 'recordmanager' and house_id = any((select app.house_ids())::bigint[])));
create policy ins on privacy_requestmeasure for insert to zvh_web with check (by_id = app.user_id() and confirmed_at is null and lifted_on is null
  and app.request_runs(request_id) and app.request_handled(request_id, house_id) and app.case_readable(dossier_id)
  and case kind when 'verwijdering' then app.role() = 'manager' and done_on is null
    when 'beperking' then app.role() = 'procesregisseur' else false end);
create policy upd on privacy_requestmeasure for update to zvh_web using (
    (kind = 'verwijdering' and confirmed_at is null and by_id <> (select app.user_id()) and (select app.role()) = 'recordmanager'
      and house_id = any((select app.house_ids())::bigint[]))
    or (kind = 'beperking' and lifted_on is null and (select app.role()) = 'procesregisseur' and house_id = any((select app.house_ids())::bigint[])))
  with check (confirmed_by_id = (select app.user_id()) or lifted_by_id = (select app.user_id()));

create or replace function app.note_correction() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.privacy_requestmeasure (id, request_id, house_id, dossier_id, number, kind, party_id, result, by_id, at, done_on)
  select gen_random_uuid(), new.request_id, new.house_id, new.case_id, coalesce(c.number, ''), 'correctie', new.party_id, new.answer, new.by_id,
    new.at, (new.at at time zone 'Europe/Amsterdam')::date
  from public.cases_case c where c.id = new.case_id;
  return null;
end $$;
revoke all on function app.note_correction() from public;
create or replace trigger note_correction after update of at on privacy_requestquestion for each row
  when (new.is_change and old.at is null and new.at is not null) execute function app.note_correction();

drop policy if exists job on privacy_requestmeasure;
create policy job on privacy_requestmeasure to zvh_job using (true) with check (true);
grant select, insert, update, delete on privacy_requestmeasure to zvh_job;

-- privacy_renewalquestion: asked by who works on the case; answered once by a delegate of the party, also after closing
alter table privacy_renewalquestion enable row level security;
grant select, insert, update (answer, by_id, at) on privacy_renewalquestion to zvh_web;
grant select, insert, update, delete on privacy_renewalquestion to zvh_job;
create policy sel on privacy_renewalquestion for select to zvh_web using (case when (select app.role()) = 'delegate'
  then party_id = (select app.party_id()) else app.case_readable(case_id) end);
create policy ins on privacy_renewalquestion for insert to zvh_web with check (asked_by_id = app.user_id() and at is null and by_id is null
  and answer = '' and app.case_of_house(case_id));
create policy upd on privacy_renewalquestion for update to zvh_web using (
  at is null and (select app.role()) = 'delegate' and party_id = (select app.party_id()) and last_on >= (select app.today()))
  with check (by_id = (select app.user_id()) and at is not null and answer in ('ja', 'nee'));
drop policy if exists job on privacy_renewalquestion;
create policy job on privacy_renewalquestion to zvh_job using (true) with check (true);
