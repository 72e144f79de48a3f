-- Who may do what in the database: the second line behind cases/policy.py (03-access; 12, section 8; 00, item 9).
-- Applied whole by `manage.py apply_access` after every migrate. Policies and grants are dropped before; row-level security stays on.

create schema if not exists app;

-- 1. What the database knows about who acts ------------------------------------------------------------------------

-- Publishes the acting capacity for this transaction and answers what it amounts to; a capacity not in force is nobody.
-- What lasts hours is judged here, once per transaction, so that no policy needs a clock.
-- Roles that manage rights or destruction, or read the log, need a security key (S01): the session was opened with one
-- (p_with_key), or where there is no session (null) the person has one.
drop function if exists app.begin_as(uuid, date, timestamptz, boolean); -- what a function returns can not be replaced
create or replace function app.begin_as(p_capacity uuid, p_today date, p_now timestamptz, p_with_key boolean)
returns table (user_id bigint, role text, party_id bigint, group_id bigint, purpose text, house_ids bigint[], break_glass uuid[],
               approach_ids bigint[])
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare found record;
begin
  if not app.is_open() then -- privacy/sql/opening.sql
    raise exception 'closed until the erasures are replayed' using errcode = 'ZVC01';
  end if;
  select u.id as user_id, c.role, c.party_id, c.group_id, c.purpose, c.house_ids into found
  from (
    select a.user_id, a.role::text as role, 0::bigint as party_id, 0::bigint as group_id, ''::text as purpose,
           array[a.house_id] as house_ids
    from public.parties_appointment a
      join public.parties_house h on h.id = a.house_id
      join public.parties_covenant k on k.id = h.covenant_id and not k.in_preparation -- a house that is being entered has nobody
    where a.id = p_capacity and a.from_date <= p_today and coalesce(a.until_date, p_today) >= p_today
      and a.secrecy_on <= p_today and (a.suspended_on is null or a.suspended_on > p_today)
    union all
    select d.user_id, 'delegate', m.party_id, p.group_id::bigint, d.purpose::text, '{}'::bigint[]
    from public.parties_delegation d
      join public.parties_membership m on m.id = d.membership_id
      join public.parties_party p on p.id = m.party_id
      join public.parties_covenant k on k.id = m.covenant_id and not k.in_preparation
    where d.id = p_capacity and d.from_date <= p_today and coalesce(d.until_date, p_today) >= p_today
      and d.secrecy_on <= p_today and (d.suspended_on is null or d.suspended_on > p_today)
      and m.from_date <= p_today and coalesce(m.until_date, p_today) >= p_today
      and not (m.exchange_waits and d.purpose = 'casusoverleg') -- no data before the legal analysis is carried out (protocol 28.2)
  ) c join public.parties_user u on u.id = c.user_id
  where u.is_active
    and exists (select 1 from public.parties_vetting v
                where v.user_id = u.id and v.issued_on <= p_today and v.valid_until >= p_today)
    and (exists (select 1 from public.otp_totp_totpdevice t where t.user_id = u.id and t.confirmed)
      or exists (select 1 from public.parties_securitykey k where k.user_id = u.id and k.confirmed))
    and (c.role not in ('administrator', 'recordmanager', 'privacyadviseur', 'fg')
      or coalesce(p_with_key, exists (select 1 from public.parties_securitykey k where k.user_id = u.id and k.confirmed)));

  user_id := coalesce(found.user_id, 0);
  role := coalesce(found.role, '');
  party_id := coalesce(found.party_id, 0);
  group_id := coalesce(found.group_id, 0);
  purpose := coalesce(found.purpose, '');
  house_ids := coalesce(found.house_ids, '{}');
  approach_ids := case when role = 'manager' then app.approaches_of(p_capacity) else '{}' end;
  break_glass := case when role = 'manager'
    then app.break_glass_of(user_id, p_capacity, house_ids, approach_ids, p_today, p_now) else '{}' end;
  perform set_config('app.user_id', user_id::text, true), set_config('app.role', coalesce(nullif(role, ''), 'nobody'), true),
          set_config('app.party_id', party_id::text, true), set_config('app.group_id', group_id::text, true),
          set_config('app.purpose', purpose, true), set_config('app.house_ids', house_ids::text, true),
          set_config('app.today', p_today::text, true), set_config('app.break_glass', break_glass::text, true),
          set_config('app.approach_ids', approach_ids::text, true),
          set_config('app.capacity_id', case when found.user_id is null then '' else p_capacity::text end, true),
          set_config('app.read_case', app.permission('case', 'read_case')::text, true);
  return next;
end $$;

-- After a nested block: nobody has said who acts.
create or replace function app.end_as() returns void language sql volatile set search_path = pg_catalog, pg_temp as $$
  select set_config('app.user_id', '', true), set_config('app.role', '', true), set_config('app.today', '', true),
    set_config('app.break_glass', '', true), set_config('app.approach_ids', '', true);
$$;

-- What was published; an error, not an empty page, where nobody said who acts.
create or replace function app.need(p_name text) returns text language plpgsql stable parallel safe
set search_path = pg_catalog, pg_temp as $$
declare v text := current_setting('app.' || p_name, true); begin
  if v is null or v = '' then
    raise exception 'nobody acts in this transaction (app.% is not set)', p_name
      using errcode = '42501', hint = 'use acting_as(capacity)';
  end if;
  return v;
end $$;

create or replace function app.permission(p_model text, p_codename text) returns int language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select coalesce((select p.id from public.auth_permission p join public.django_content_type t on t.id = p.content_type_id
                   where t.app_label = 'cases' and t.model = p_model and p.codename = p_codename), 0);
$$;

create or replace function app.user_id() returns bigint language sql stable parallel safe return app.need('user_id')::bigint;
create or replace function app.party_id() returns bigint language sql stable parallel safe return app.need('party_id')::bigint;
create or replace function app.group_id() returns bigint language sql stable parallel safe return app.need('group_id')::bigint;
create or replace function app.today() returns date language sql stable parallel safe return app.need('today')::date;
create or replace function app.role() returns text language sql stable parallel safe return app.need('role');
-- Null where nobody acts.
create or replace function app.capacity_id() returns uuid language sql stable parallel safe
  return nullif(current_setting('app.capacity_id', true), '')::uuid;
-- Delegates for the casusoverleg file registrations, and procesregisseur and procesondersteuner of a house (04, phase 1).
create or replace function app.may_file() returns boolean language sql stable parallel safe return
  app.role() in ('procesregisseur', 'procesondersteuner')
  or (app.role() = 'delegate' and coalesce(current_setting('app.purpose', true), '') = 'casusoverleg');
create or replace function app.house_ids() returns bigint[] language sql stable parallel safe return app.need('house_ids')::bigint[];
-- Houses whose cases the actor reads: content roles only (00, item 3).
create or replace function app.case_houses() returns bigint[] language sql stable parallel safe
  return case when app.role() in ('procesregisseur', 'procesondersteuner', 'manager') then app.house_ids() else '{}'::bigint[] end;
-- Houses in whose cases the actor works: managers read only (03, R9).
create or replace function app.casework_houses() returns bigint[] language sql stable parallel safe
  return case when app.role() in ('procesregisseur', 'procesondersteuner') then app.house_ids() else '{}'::bigint[] end;
-- Houses whose registers and log the actor supervises.
create or replace function app.supervised_houses() returns bigint[] language sql stable parallel safe
  return case when app.role() in ('fg', 'privacyadviseur') then app.house_ids() else '{}'::bigint[] end;

-- Break-glass: cases closed to the acting manager that he holds open (03, R13).
create or replace function app.break_glass() returns uuid[] language sql stable parallel safe return app.need('break_glass')::uuid[];
-- The approaches that the acting manager is named for; empty is all of the house, as for everybody else (00, item 3).
create or replace function app.approach_ids() returns bigint[] language sql stable parallel safe return app.need('approach_ids')::bigint[];

-- Houses whose destruction the actor accounts for, or supervises.
create or replace function app.accountable_houses() returns bigint[] language sql stable parallel safe
  return case when app.role() in ('manager', 'recordmanager', 'fg', 'privacyadviseur') then app.house_ids() else '{}'::bigint[] end;

-- Houses whose access reviews the actor reads: who reviews, and who supervises (03, R12).
create or replace function app.review_houses() returns bigint[] language sql stable parallel safe
  return case when app.role() in ('manager', 'administrator', 'fg', 'privacyadviseur') then app.house_ids() else '{}'::bigint[] end;

-- A decision about an authorisation: never about oneself; a manager keeps, and an administrator keeps what is a manager's (annex 4).
-- After the clock suspended it, it is resumed or ended.
create or replace function app.may_review(p_item uuid, p_house bigint, p_order int, p_kind text) returns boolean language plpgsql stable
security definer set search_path = pg_catalog, pg_temp as $$
begin
  return app.role() in ('manager', 'administrator') and exists (
    select 1 from public.privacy_reviewitem i
    where i.id = p_item and i.house_id = p_house and i.house_id = any(app.house_ids()) and i.user_id is distinct from app.user_id()
      and case p_order
        when 1 then p_kind = 'beeindigd' or (p_kind = 'behouden' and (app.role() = 'manager' or i.role = 'manager' or i.is_of_manager))
        else p_kind in ('hervat', 'beeindigd') and exists (
          select 1 from public.privacy_reviewstep s where s.item_id = i.id and s."order" = 1 and s.kind = 'opgeschort') end);
end $$;

-- What was written once stays, also for the owner of the table.
create or replace function app.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'a row of % is written once', tg_table_name using errcode = '42501';
end $$;

-- 2. Questions about a case that other tables ask -------------------------------------------------------------------

-- Who acts and today stand in variables: in a condition they would be asked again for every row.
create or replace function app.granted_case_ids(p_after_closing boolean) returns setof uuid language plpgsql stable security definer
parallel safe cost 1 rows 10 set search_path = pg_catalog, pg_temp as $$
declare
  v_user bigint := app.user_id(); v_party bigint := app.party_id(); v_today date := app.today();
  v_right int := app.need('read_case');
begin
  if current_setting('app.purpose', true) = 'casusoverleg' then
    return query select g.content_object_id from public.cases_casegrant g
    where g.user_id = v_user and g.permission_id = v_right and g.party_id = v_party
      and g.from_date <= v_today and (g.until_date is null or g.until_date >= v_today)
      and (g.after_closing or not p_after_closing);
  end if;
end $$;

-- Something stops the destruction of this case: a dispute, a request of a subject, a breach (`privacy/holds.py`; a test compares).
-- It says that it costs little, because it stands last in an `or` and is asked of next to no case.
create or replace function app.case_held(p_case uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_dispute d where d.case_id = p_case and d.ended_on is null)
    or exists (select 1 from public.privacy_requestcase l join public.privacy_subjectrequest r on r.id = l.request_id
               where l.case_id = p_case and r.ended_on is null)
    or exists (select 1 from public.privacy_breachcase l join public.privacy_breach b on b.id = l.breach_id
               where l.case_id = p_case and b.closed_at is null);
end $$;

-- The file is readable: an assigned delegate (R2) or house staff (R1, R7). A delegate has no houses, and house staff no grants,
-- so that each is asked one question only: a probe, where the set would be read whole for every row that asks.
create or replace function app.case_readable(p_case uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
declare
  v_role text := app.role(); v_today date := app.today();
  v_user bigint; v_party bigint; v_right int; v_houses bigint[];
begin
  if v_role = 'delegate' then
    v_user := app.user_id(); v_party := app.party_id(); v_right := app.need('read_case');
    perform from public.cases_casegrant g join public.cases_case c on c.id = g.content_object_id
    where g.content_object_id = p_case and g.user_id = v_user and g.permission_id = v_right and g.party_id = v_party
      and g.from_date <= v_today and (g.until_date is null or g.until_date >= v_today) and c.blocked_at is null
      and (c.phase in ('aanmelding', 'triage', 'casusoverleg')
        or (c.phase = 'afschaling' and g.after_closing and (c.destroy_on is null or c.destroy_on >= v_today)));
    return found and current_setting('app.purpose', true) = 'casusoverleg';
  end if;
  v_houses := app.case_houses();
  perform from public.cases_case c
  where c.id = p_case and c.blocked_at is null and c.house_id = any(v_houses) and c.phase <> 'concept'
    and (((c.archive_on is null or c.archive_on > v_today or v_role = any(c.archive_readers))
        and (v_role <> 'manager' or app.approach_ids() = '{}' or c.approach_id = any(app.approach_ids())))
      or p_case = any(app.break_glass()))
    and (c.destroy_on is null or c.destroy_on >= v_today or app.case_held(p_case));
  return found;
end $$;

-- The same, by number: for registers, which outlive the case.
create or replace function app.numbered_readable(p_number text) returns boolean language plpgsql stable security definer
parallel safe cost 1500 set search_path = pg_catalog, pg_temp as $$
declare v_case uuid;
begin
  select c.id into v_case from public.cases_case c where c.number = p_number;
  return found and app.case_readable(v_case);
end $$;

-- The common file (plan, minutes) is readable: some covenants keep it to house staff.
create or replace function app.case_framed(p_case uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1500 set search_path = pg_catalog, pg_temp as $$
begin
  return app.case_readable(p_case) and (app.role() <> 'delegate' or exists (
    select 1 from public.cases_case c join public.parties_house h on h.id = c.house_id where c.id = p_case and h.delegates_read_case));
end $$;

-- The own draft, or the own registration until it is decided.
create or replace function app.case_filed_by_me(p_case uuid, p_phases text[]) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_case c where c.id = p_case and app.mine(c.filed_by_id, c.filed_by_party_id, c.house_id)
    and c.blocked_at is null and c.phase = any(p_phases));
end $$;

-- The acting party takes part in this house; a house may exclude it by itself (01).
create or replace function app.takes_part_in(p_house bigint) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.parties_membership m join public.parties_membership_houses h on h.membership_id = m.id
    where m.party_id = app.party_id() and h.house_id = p_house);
end $$;

create or replace function app.mine(p_user bigint, p_party bigint, p_house bigint) returns boolean language sql stable parallel safe
  return p_user = app.user_id() and app.may_file()
    and case when app.party_id() > 0 then p_party = app.party_id() and app.takes_part_in(p_house) else p_party is null and p_house = any(app.case_houses()) end;

-- The house is one in which the acting party takes part, or the own house of staff.
create or replace function app.may_file_in(p_house bigint) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return app.may_file() and (p_house = any(app.case_houses()) or exists (
    select 1 from public.parties_membership m join public.parties_membership_houses h on h.membership_id = m.id
    where m.party_id = app.party_id() and h.house_id = p_house
      and m.from_date <= app.today() and coalesce(m.until_date, app.today()) >= app.today()));
end $$;

create or replace function app.registration_readable(p_case uuid) returns boolean language sql stable parallel safe cost 2000
  return app.case_readable(p_case) or app.case_filed_by_me(p_case,
    case when app.role() = 'delegate' then array['concept', 'aanmelding'] else array['concept'] end);

-- Some houses first judge a registration without talking to who filed it; nobody talks about a draft or after the triage.
create or replace function app.consultation_opened(p_case uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_case c join public.parties_house h on h.id = c.house_id where c.id = p_case
    and c.phase in ('aanmelding', 'triage')
    and array_position(array['aanmelding', 'triage', 'casusoverleg', 'afschaling'], c.phase::text)
      >= array_position(array['aanmelding', 'triage', 'casusoverleg', 'afschaling'], h.consultation_opens_in::text));
end $$;

-- House staff who work in the case (not managers reading along): may write in its file.
create or replace function app.case_of_house(p_case uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_case c where c.id = p_case and c.phase <> 'concept' and c.restricted_on is null
    and c.house_id = any(app.casework_houses()));
end $$;

-- The row is one of this case: for a table whose rows point at each other, of which a policy can not read itself.
create or replace function app.is_row_of(p_table regclass, p_row uuid, p_case uuid) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare v_found boolean;
begin
  execute format('select exists (select 1 from %s where id = $1 and case_id = $2)', p_table) into v_found using p_row, p_case;
  return v_found;
end $$;

-- A track of this case that the actor may correct: the supplier its own, the house what it wrote down itself (03, R3); what was withdrawn, nobody.
create or replace function app.corrects_track(p_table regclass, p_row uuid, p_case uuid) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare v_found boolean;
begin
  execute format('select exists (select 1 from %s where id = $1 and case_id = $2 and withdrawal = ''''
    and case when $3 then supplier_id = $4 else from_house end)',
    p_table) into v_found using p_row, p_case, app.role() = 'delegate', app.party_id();
  return v_found;
end $$;

-- Another row stands in its place.
create or replace function app.is_corrected(p_table regclass, p_row uuid) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare v_found boolean;
begin
  execute format('select exists (select 1 from %s where corrects_id = $1)', p_table) into v_found using p_row;
  return v_found;
end $$;

-- Released since the case is in the phase it is in now (R4).
create or replace function app.released_in_phase(p_case uuid, p_on date) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_case c where c.id = p_case and p_on >= c.phase_since);
end $$;

-- The delegate who coordinates the case for the acting party.
create or replace function app.casusregisseur_of(p_case uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_case c where c.id = p_case
    and c.casusregisseur_id = app.user_id() and c.casusregisseur_party_id = app.party_id());
end $$;

-- He may begin the decision to scale down, where the house says so.
create or replace function app.starts_closing(p_case uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return app.casusregisseur_of(p_case) and app.case_readable(p_case) and exists (
    select 1 from public.cases_case c join public.parties_house h on h.id = c.house_id
    where c.id = p_case and c.phase = 'casusoverleg' and h.casusregisseur_starts_closing);
end $$;

create or replace function app.contribution_readable(p_contribution uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1500 set search_path = pg_catalog, pg_temp as $$
declare c record;
begin
  select case_id, supplier_id, state into c from public.cases_contribution where id = p_contribution;
  return found and app.contribution_shown(p_contribution, c.supplier_id, c.state) and app.case_readable(c.case_id);
end $$;

create or replace function app.contribution_shown(p_id uuid, p_supplier bigint, p_state text) returns boolean language plpgsql stable
security definer parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
declare v_group bigint;
begin
  if app.role() <> 'delegate' then
    return p_state <> 'concept';
  elsif p_supplier = app.party_id() then
    return true;
  end if;
  v_group := app.group_id();
  perform from public.cases_contributionrelease r where r.content_object_id = p_id and r.group_id = v_group;
  return found and p_state <> 'concept';
end $$;

create or replace function app.contribution_of_me(p_contribution uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_contribution c where c.id = p_contribution and c.supplier_id = app.party_id());
end $$;

-- An enquiry was put to the acting party, for the casusoverleg (00, item 7).
create or replace function app.acts_in_casusoverleg() returns boolean language sql stable parallel safe
  return coalesce(current_setting('app.purpose', true), '') = 'casusoverleg';

create or replace function app.asked_of_me(p_party bigint) returns boolean language sql stable parallel safe
  return app.role() = 'delegate' and p_party = app.party_id() and current_setting('app.purpose', true) = 'casusoverleg';

create or replace function app.enquiry_denied(p_enquiry uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_enquiryanswer a where a.enquiry_id = p_enquiry and not a.is_known);
end $$;

-- Still to be answered by the acting party; the answer itself is refused a second time.
create or replace function app.enquiry_answerable(p_enquiry uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_enquiry e where e.id = p_enquiry and e.closed_at is null and app.asked_of_me(e.party_id)
    and app.takes_part_in(e.house_id)
    and not exists (select 1 from public.cases_enquiryanswer a where a.enquiry_id = e.id));
end $$;

-- A question of another house (WGS 2.28): put to the own house, and not answered with "niet bekend".
create or replace function app.house_enquiry_denied(p_enquiry uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_houseanswer a where a.enquiry_id = p_enquiry and not a.is_known);
end $$;

-- Step 1: still to be answered by the own house.
create or replace function app.house_enquiry_answerable(p_enquiry uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_houseenquiry e where e.id = p_enquiry and e.closed_at is null
    and e.asked_id = any(app.casework_houses())
    and not exists (select 1 from public.cases_houseanswer a where a.enquiry_id = e.id));
end $$;

-- Step 2: the person is known and data were asked; the procesregisseur decides, once.
create or replace function app.house_data_asked(p_enquiry uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return app.role() = 'procesregisseur' and exists (
    select 1 from public.cases_houseenquiry e join public.cases_houseanswer a on a.enquiry_id = e.id and a.is_known
    where e.id = p_enquiry and e.closed_at is null and e.data_asked_at is not null and e.asked_id = any(app.house_ids())
      and not exists (select 1 from public.cases_housesupply s where s.enquiry_id = e.id));
end $$;

-- For supervisors, who open no case: under which dossiers the log speaks of a case of their house. Nobody else gets an answer.
create or replace function app.dossiers_of_case(p_number text) returns setof uuid language plpgsql stable security definer
parallel safe set search_path = pg_catalog, pg_temp as $$
declare v_case uuid;
begin
  select c.id into v_case from public.cases_case c where c.number = p_number and c.house_id = any(app.supervised_houses());
  return query select v_case where v_case is not null union all select e.id from public.cases_enquiry e where e.case_id = v_case
    union all select h.id from public.cases_houseenquiry h where h.case_id = v_case
    union all select t.id from public.cases_transfer t where t.case_id = v_case;
end $$;

-- The supplier's standing yes covers this party, and no re-assessment waits (03, R3 and R4).
create or replace function app.released_by_supplier(p_contribution uuid, p_group bigint) returns boolean language plpgsql stable
security definer parallel safe cost 1500 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (
    select 1 from public.cases_contribution c join public.parties_party p on p.group_id = p_group
    where c.id = p_contribution and c.state = 'geleverd'
      and (c.release_level = 'tafel' or (c.release_level = 'partijen' and p.id = any(c.chosen_party_ids)))
      and not exists (select 1 from public.cases_reassessment r where r.contribution_id = c.id and r.answer = 'open'));
end $$;

-- A view of the worklist that somebody keeps is his own, in the house or for the party acted for.
create or replace function app.own_view(p_user bigint, p_role text, p_house bigint, p_party bigint) returns boolean
language sql stable parallel safe return p_user = app.user_id() and p_role = app.role()
  and case when p_role = 'delegate' then p_party = app.party_id() and app.acts_in_casusoverleg() else p_house = any(app.case_houses()) end;

-- Further use (03, R5). The supplier still may answer this question, or another party in the case object to it.
create or replace function app.further_use_answerable(p_use uuid, p_says text) returns boolean language plpgsql stable security definer
parallel safe cost 1500 set search_path = pg_catalog, pg_temp as $$
begin
  return app.role() = 'delegate' and exists (select 1 from public.cases_furtheruse f where f.id = p_use and f.due_on >= app.today()
    and case when p_says in ('ja', 'nee') then f.needs_yes and f.supplier_id = app.party_id()
        else f.asks_participants and f.given_on is null and f.supplier_id <> app.party_id() and f.party_id is distinct from app.party_id() end
    and app.case_readable(f.case_id));
end $$;

-- It may be given now: it was not withdrawn, a yes that stands where one is needed, no objection, and every participant spoke or the term is past.
create or replace function app.further_use_givable(p_use uuid) returns boolean language plpgsql stable security definer
parallel safe cost 2000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_furtheruse f where f.id = p_use and f.given_on is null and f.receiver_house_id is null
    and exists (select 1 from public.cases_contribution c where c.id = f.contribution_id and c.state = 'geleverd')
    and (not f.needs_yes or exists (select 1 from public.cases_furtheruseanswer a where a.further_use_id = f.id
      and a.party_id = f.supplier_id and a.says = 'ja' and a.stopped_at is null and coalesce(a.until, app.today()) >= app.today()))
    and not exists (select 1 from public.cases_furtheruseanswer a where a.further_use_id = f.id and a.says = 'bezwaar')
    and (not f.asks_participants or f.due_on < app.today() or not exists (
      select 1 from public.cases_casegrant g where g.content_object_id = f.case_id
        and g.from_date <= app.today() and coalesce(g.until_date, app.today()) >= app.today()
        and g.party_id <> f.supplier_id and g.party_id is distinct from f.party_id
        and not exists (select 1 from public.cases_furtheruseanswer a where a.further_use_id = f.id and a.party_id = g.party_id)))
    and app.case_readable(f.case_id)
    and case when f.is_inside then f.supplier_id = app.party_id()
        else app.role() = 'procesregisseur' and app.case_of_house(f.case_id) end);
end $$;

-- Transfer to another house (04). The offer stands, and the acting procesregisseur of that house answers it; once.
create or replace function app.transfer_answerable(p_transfer uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return app.role() = 'procesregisseur' and exists (
    select 1 from public.cases_transfer t join public.parties_house h on h.id = t.to_house_id and h.allows_digital_transfer
    where t.id = p_transfer and t.closed_at is null and t.due_on >= app.today() and t.to_house_id = any(app.house_ids())
      and not exists (select 1 from public.cases_transferanswer a where a.transfer_id = t.id));
end $$;
-- What goes over may be read by who accepted it, until the copy is made: that is within the transaction that accepts.
create or replace function app.parcel_open(p_transfer uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return app.role() = 'procesregisseur' and exists (
    select 1 from public.cases_transfer t join public.cases_transferanswer a on a.transfer_id = t.id and a.is_accepted
    where t.id = p_transfer and a.by_id = app.user_id() and t.to_house_id = any(app.house_ids())
      and not exists (select 1 from public.cases_received r where r.offer_id = t.id));
end $$;
create or replace function app.transferred_subjects(p_transfer uuid) returns setof public.cases_subject language plpgsql stable
security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select s.* from public.cases_subject s join public.cases_transferpart p on p.subject_id = s.id
    where p.transfer_id = p_transfer and app.parcel_open(p_transfer) order by s."order";
end $$;
create or replace function app.transferred_summaries(p_transfer uuid) returns setof public.cases_transferpart language plpgsql stable
security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select p.* from public.cases_transferpart p
    where p.transfer_id = p_transfer and p.subject_id is null and p.contribution_id is null and app.parcel_open(p_transfer);
end $$;
-- The suppliers' yes, as it is at this moment: what was stopped, objected to or withdrawn since the offer does not go over.
create or replace function app.transferred_uses(p_transfer uuid) returns setof public.cases_furtheruse language plpgsql stable
security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select distinct on (f.contribution_id) f.* from public.cases_furtheruse f
    join public.cases_transferpart p on p.contribution_id = f.contribution_id and p.transfer_id = p_transfer
    join public.cases_transfer t on t.id = p.transfer_id and t.to_house_id = f.receiver_house_id and t.case_id = f.case_id
    join public.cases_contribution c on c.id = f.contribution_id and c.state = 'geleverd'
    join public.cases_furtheruseanswer a on a.further_use_id = f.id and a.party_id = f.supplier_id and a.says = 'ja'
      and a.stopped_at is null and coalesce(a.until, app.today()) >= app.today()
    where f.given_on is null and app.parcel_open(p_transfer)
      and not exists (select 1 from public.cases_furtheruseanswer o where o.further_use_id = f.id and o.says = 'bezwaar')
    order by f.contribution_id, a.at desc;
end $$;
create or replace function app.transferred_yeses(p_transfer uuid) returns setof public.cases_furtheruseanswer language plpgsql stable
security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select a.* from public.cases_furtheruseanswer a join app.transferred_uses(p_transfer) f on f.id = a.further_use_id
    and f.supplier_id = a.party_id;
end $$;
create or replace function app.transferred_contributions(p_transfer uuid) returns setof public.cases_contribution language plpgsql stable
security definer set search_path = pg_catalog, pg_temp as $$
begin
  return query select c.* from public.cases_contribution c join app.transferred_uses(p_transfer) f on f.contribution_id = c.id;
end $$;

-- Disputes: written by procesregisseur or manager of the house, never by whom it is about or who raised it.
create or replace function app.dispute_handled(p_dispute uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return app.role() in ('procesregisseur', 'manager') and exists (
    select 1 from public.cases_dispute d where d.id = p_dispute and d.ended_on is null and d.house_id = any(app.house_ids())
      and (app.approach_ids() = '{}' or d.approach_id = any(app.approach_ids()))
      and d.about <> app.role() and d.about_user_id is distinct from app.user_id() and d.raised_by_id <> app.user_id());
end $$;
-- An administrator keeps the parties of his house, and those that take part nowhere yet.
create or replace function app.keeps_party(p_party bigint) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return app.role() = 'administrator' and (
    not exists (select 1 from public.parties_membership m
                join public.parties_covenant k on k.id = m.covenant_id and not k.in_preparation where m.party_id = p_party)
    or exists (select 1 from public.parties_membership m join public.parties_membership_houses h on h.membership_id = m.id
               where m.party_id = p_party and h.house_id = any(app.house_ids())));
end $$;

create or replace function app.keeps_membership(p_membership bigint) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return app.role() = 'administrator' and exists (
    select 1 from public.parties_membership_houses h where h.membership_id = p_membership and h.house_id = any(app.house_ids()));
end $$;

create or replace function app.covenant_is_mine(p_covenant bigint) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return app.role() = 'administrator' and exists (
    select 1 from public.parties_house h where h.covenant_id = p_covenant and h.id = any(app.house_ids()));
end $$;

-- Its first step is written with it, by who raised it.
create or replace function app.dispute_begins(p_dispute uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_dispute d where d.id = p_dispute and d.raised_by_id = app.user_id())
    and not exists (select 1 from public.cases_disputeturn t where t.dispute_id = p_dispute);
end $$;

-- Casusoverleg: the acting party is invited for this case, or for any case of the meeting.
create or replace function app.invited_to(p_item uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_invitation i where i.item_id = p_item and i.party_id = app.party_id());
end $$;

create or replace function app.invited_to_meeting(p_meeting uuid) returns boolean language plpgsql stable security definer
parallel safe cost 2000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_agendaitem a where a.meeting_id = p_meeting and app.invited_to(a.id) and app.case_readable(a.case_id));
end $$;

-- The acting party was there when the case was discussed, and the discussion is over.
create or replace function app.was_at(p_item uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_attendance t join public.cases_agendaitem a on a.id = t.item_id
    where t.item_id = p_item and t.party_id = app.party_id() and t.is_present and a.finished_at is not null);
end $$;

-- Break-glass (03, R13; 00, item 3): a manager reads a case of his house that is closed to him, for some hours ------------------

-- The approaches that this appointment names; none is all of the house.
create or replace function app.approaches_of(p_capacity uuid) returns bigint[] language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select array(select a.approach_id from public.parties_appointment_approaches a where a.appointment_id = p_capacity order by 1);
$$;

-- Closed to a manager who is named for these approaches: it is of another one, or its archive date is past. Its data are still there.
create or replace function app.closed_to_manager(c public.cases_case, p_approaches bigint[], p_today date) returns boolean
language sql stable parallel safe set search_path = pg_catalog, pg_temp as $$
  select (c.destroy_on is null or c.destroy_on >= p_today) and c.blocked_at is null and c.phase <> 'concept'
    and ((p_approaches <> '{}' and not c.approach_id = any(p_approaches))
      or (c.archive_on <= p_today and not 'manager' = any(c.archive_readers)));
$$;

-- What this manager holds open at this moment.
create or replace function app.break_glass_of(
  p_user bigint, p_capacity uuid, p_houses bigint[], p_approaches bigint[], p_today date, p_now timestamptz)
returns uuid[] language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select array(
    select c.id from public.cases_breakglass b join public.cases_case c on c.id = b.case_id
    where b.user_id = p_user and b.capacity_id = p_capacity and b.closed_at is null and b.opened_at <= p_now and b.until_at > p_now
      and c.house_id = any(p_houses) and app.closed_to_manager(c, p_approaches, p_today));
$$;

-- For the manager, who can not see it: the case that has this number, if break-glass may open it. No row says nothing more: there is
-- no such case, it is of another house, destroyed or closed, or he can read it anyhow.
create or replace function app.closed_case(p_number text) returns table (case_id uuid, house_id bigint) language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select c.id, c.house_id from public.cases_case c
  where c.number = p_number and app.role() = 'manager' and c.house_id = any(app.house_ids())
    and app.closed_to_manager(c, app.approach_ids(), app.today());
$$;

-- Houses whose register of break-glass the actor reads.
create or replace function app.break_glass_houses() returns bigint[] language sql stable parallel safe
  return case when app.role() in ('manager', 'fg', 'privacyadviseur') then app.house_ids() else '{}'::bigint[] end;

-- Lists of candidates: of the own house, for a manager of his approaches, or sent by the acting delegate; until their last day.
create or replace function app.candidates_known(p_list uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.cases_candidatelist l where l.id = p_list and l.choose_by >= app.today()
    and ((l.house_id = any(app.case_houses()) and (app.approach_ids() = '{}' or l.approach_id = any(app.approach_ids())))
      or (app.role() = 'delegate' and not l.is_from_house and app.mine(l.sent_by_id, l.party_id, l.house_id))));
end $$;
-- Until a choice was made; from then on nobody reads who is on it, until the job has destroyed it.
create or replace function app.candidates_open(p_list uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1500 set search_path = pg_catalog, pg_temp as $$
begin
  return app.candidates_known(p_list) and not exists (select 1 from public.cases_candidatechoice c where c.list_id = p_list);
end $$;
-- Who picks: the procesregisseur of the house (04, phase 1).
create or replace function app.candidates_to_choose(p_list uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1500 set search_path = pg_catalog, pg_temp as $$
begin
  return app.role() = 'procesregisseur' and app.candidates_open(p_list)
    and exists (select 1 from public.cases_candidatelist l where l.id = p_list and l.house_id = any(app.house_ids()));
end $$;
-- Who sent it, in the capacity in which that was.
create or replace function app.candidates_sent_by_me(p_list uuid) returns boolean language plpgsql stable security definer
parallel safe cost 1500 set search_path = pg_catalog, pg_temp as $$
begin
  return app.candidates_open(p_list) and exists (select 1 from public.cases_candidatelist l where l.id = p_list
    and app.mine(l.sent_by_id, case when l.is_from_house then null else l.party_id end, l.house_id));
end $$;
-- Lists are of politie: its delegate sends one, or the procesregisseur for it.
create or replace function app.may_send_candidates(p_party bigint, p_from_house boolean, p_house bigint) returns boolean
language plpgsql stable security definer parallel safe cost 1000 set search_path = pg_catalog, pg_temp as $$
begin
  return app.may_file_in(p_house) and p_from_house = (app.role() = 'procesregisseur')
    and (p_from_house or (app.role() = 'delegate' and p_party = app.party_id()))
    and exists (select 1 from public.parties_party_kinds k join public.parties_partykind n on n.id = k.partykind_id
                where k.party_id = p_party and n.code = 'politie');
end $$;

-- For the worker, before anybody acts: in whose name a job runs, and that it failed.
create or replace function app.job_capacity(p_job uuid) returns uuid language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select capacity_id from public.zvh_jobs where id = p_job and finished_at is null $$;
create or replace function app.job_failed(p_job uuid, p_error text) returns void language sql volatile security definer
set search_path = pg_catalog, pg_temp as $$
  -- What was to follow the commit failed: then it is not done either.
  update public.zvh_jobs set attempts = attempts + 1, failed_with = left(p_error, 60), last_attempt_at = now(), finished_at = null
  where id = p_job;
$$;

-- 3. Start from nothing: no rights, no policies, row-level security stays on -------------------------------------------

do $$
declare r record;
begin
  for r in select tablename, policyname from pg_policies where schemaname = 'public' loop
    execute format('drop policy %I on public.%I', r.policyname, r.tablename);
  end loop;
  for r in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'public' and c.relkind in ('r', 'p') loop
    execute format('revoke all on public.%I from public, zvh_web, zvh_job, zvh_backup', r.relname);
  end loop;
end $$;
revoke all on schema public from public;
revoke create on schema public from zvh_web, zvh_job, zvh_backup;
grant usage on schema public, app to zvh_web, zvh_job;
grant usage on schema public, app to zvh_backup;
grant usage on all sequences in schema public to zvh_web, zvh_job;
revoke all on all functions in schema app from public;
grant execute on all functions in schema app to zvh_web, zvh_job;
grant select on all tables in schema public to zvh_backup;
grant select on all sequences in schema public to zvh_backup;

-- 4. Open tables: no row-level security, with the reason ---------------------------------------------------------------

-- What a covenant consists of: covenants.sql.
drop table if exists app.covenant_table;
create table app.covenant_table (name text primary key, covenant text not null, grows boolean not null default false, changes text[]);
insert into app.covenant_table (name, covenant) values
  ('parties_covenant', 'id'),
  ('parties_protocol', 'covenant_id'),
  ('parties_house', 'covenant_id'),
  ('parties_triageseat', '(select x.covenant_id from parties_house x where x.id = house_id)'),
  ('parties_body', 'covenant_id'),
  ('parties_body_stuck_goes_to', '(select x.covenant_id from parties_body x where x.id = from_body_id)'),
  ('parties_seat', '(select x.covenant_id from parties_body x where x.id = body_id)'),
  ('parties_meetingduty', '(select x.covenant_id from parties_body x where x.id = body_id)'),
  ('parties_informationduty', '(select x.covenant_id from parties_body x where x.id = body_id)'),
  ('parties_votingexception', '(select x.covenant_id from parties_body x where x.id = body_id)'),
  ('parties_approach', 'covenant_id'),
  ('parties_approach_houses', '(select x.covenant_id from parties_approach x where x.id = approach_id)'),
  ('parties_approach_allowed_kinds', '(select x.covenant_id from parties_approach x where x.id = approach_id)'),
  ('parties_approach_minor_only_kinds', '(select x.covenant_id from parties_approach x where x.id = approach_id)'),
  ('parties_approach_fixed_partners', '(select x.covenant_id from parties_approach x where x.id = approach_id)'),
  ('parties_approach_attachment_kinds', '(select x.covenant_id from parties_approach x where x.id = approach_id)'),
  ('parties_criterion', 'coalesce(covenant_id, (select x.covenant_id from parties_approach x where x.id = approach_id))'),
  ('parties_countingrule', '(select x.covenant_id from parties_approach x where x.id = approach_id)'),
  ('parties_countingrule_kinds',
   '(select x.covenant_id from parties_approach x join parties_countingrule y on y.approach_id = x.id where y.id = countingrule_id)'),
  ('parties_triageoutcome', 'covenant_id'),
  ('parties_disputestep', 'covenant_id'),
  ('parties_accessionrule', 'covenant_id'),
  ('parties_accessiondoor', '(select x.covenant_id from parties_accessionrule x where x.id = rule_id)'),
  ('parties_departurerule', 'covenant_id'),
  ('parties_paperrule', 'covenant_id'),
  ('parties_paperrule_adopted_by', '(select x.covenant_id from parties_paperrule x where x.id = paperrule_id)'),
  ('parties_paperrule_payers', '(select x.covenant_id from parties_paperrule x where x.id = paperrule_id)'),
  ('parties_retentionpolicy', '(select x.covenant_id from parties_house x where x.id = house_id)'),
  ('parties_retentionstage',
   '(select x.covenant_id from parties_house x join parties_retentionpolicy y on y.house_id = x.id where y.id = policy_id)');
-- What may still be added once the covenant is in use: it gives nobody rights and shortens no retention (docs/decisions/covenant-data.md).
insert into app.covenant_table (name, covenant, grows) values
  ('parties_term', 'covenant_id', true),
  ('parties_duty', 'covenant_id', true),
  ('parties_rule', 'covenant_id', true),
  ('parties_lastingduty', 'covenant_id', true),
  ('parties_paperchapter', '(select x.covenant_id from parties_paperrule x where x.id = rule_id)', true),
  ('parties_lettertext', 'covenant_id', true);
-- And which columns may still change then.
update app.covenant_table t set changes = v.changes || '{saved_by_id,saved_at}'::text[] from (values
  ('parties_covenant', '{words}'::text[]),
  ('parties_house', '{manager_contact,words}'),
  ('parties_term', '{name,amount,unit,source}'),
  ('parties_duty', '{name,explanation,amount,unit,source}'),
  ('parties_rule', '{subject,text,source}'),
  ('parties_lastingduty', '{order,text,source}'),
  ('parties_paperrule', '{name,drafted_by,source,shown_to,shown_source,sent_to,sent_source,key_source,prepaid_by_month,prepaid_source}'),
  ('parties_paperchapter', '{order,title,every_years,source}'),
  ('parties_lettertext', '{heading,text,source}')) v (name, changes) where v.name = t.name;
grant select on app.covenant_table to zvh_backup;

drop table if exists app.open_table;
create table app.open_table (name text primary key, reason text not null);
grant select on app.open_table to zvh_backup;
grant select on app.open_table to zvh_web, zvh_job;
insert into app.open_table values
  ('auth_group', 'one group per party, no personal data'),
  ('auth_group_permissions', 'empty: rights are per object'),
  ('auth_permission', 'names of permissions'),
  ('django_content_type', 'names of models'),
  ('django_migrations', 'names of migrations'),
  ('guardian_groupobjectpermission', 'empty: only direct grants are used'),
  ('guardian_userobjectpermission', 'empty: only direct grants are used'),
  ('auditlog_logentry', 'empty: privacy_auditentry takes its place'),
  ('otp_static_staticdevice', 'read before anybody acts: sign-in'),
  ('otp_static_statictoken', 'read before anybody acts: sign-in'),
  ('otp_totp_totpdevice', 'read before anybody acts: sign-in'),
  ('parties_user', 'read before anybody acts: sign-in; names of colleagues are no case data'),
  ('parties_user_groups', 'empty: groups are of parties'),
  ('parties_user_user_permissions', 'empty: rights are per object'),
  ('parties_securitykey', 'read before anybody acts: sign-in; public keys only'),
  ('parties_session', 'read before anybody acts: sign-in'),
  ('parties_appointment', 'read before anybody acts: choosing a capacity'),
  ('parties_appointment_approaches', 'read before anybody acts: begin_as judges it'),
  ('parties_delegation', 'read before anybody acts: choosing a capacity'),
  ('parties_vetting', 'read before anybody acts: begin_as judges it'),
  ('parties_training', 'beside the VOG: who was trained in what; no case data'),
  ('cases_casenumber', 'counters without personal data');
insert into app.open_table
  select c.relname, 'covenant data: houses, parties, bodies and rules, without persons'
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'r' and c.relname like 'parties\_%'
    and c.relname not in (select name from app.covenant_table)
    and c.relname not in ('parties_party', 'parties_party_kinds', 'parties_partyunit', 'parties_desk', 'parties_membership', 'parties_membership_houses',
                          'parties_membership_protocols', 'parties_mandate', 'parties_registerchange', 'parties_trend') -- section 5
  on conflict do nothing;

do $$
declare r record;
begin
  for r in select name from app.open_table join pg_class on relname = name loop
    execute format('grant select on public.%I to zvh_web, zvh_job', r.name);
  end loop;
end $$;
grant insert, update on parties_user, parties_appointment, parties_delegation, parties_vetting, cases_casenumber to zvh_web;
grant insert on parties_training, auth_group to zvh_web; -- a new party has its group
grant insert, delete on parties_appointment_approaches to zvh_web;
grant insert, update, delete on parties_session, parties_securitykey, otp_static_staticdevice, otp_static_statictoken, otp_totp_totpdevice to zvh_web;
grant delete on parties_session to zvh_job;
grant update (suspended_on, saved_by_id, saved_at) on parties_appointment, parties_delegation to zvh_job;

-- 5. Protected tables ------------------------------------------------------------------------------------------------
-- Per table: what the web role may, on which rows; then the job role.

-- The register of parties: everybody reads who takes part; an administrator writes what concerns his own house (03, R9).
alter table parties_party enable row level security;
grant select, insert, update on parties_party to zvh_web;
grant select on parties_party to zvh_job;
create policy sel on parties_party for select using (true);
create policy ins on parties_party for insert to zvh_web with check (app.role() = 'administrator');
create policy upd on parties_party for update to zvh_web using (app.keeps_party(id));

alter table parties_party_kinds enable row level security;
grant select, insert, delete on parties_party_kinds to zvh_web;
grant select on parties_party_kinds to zvh_job;
create policy sel on parties_party_kinds for select using (true);
create policy ins on parties_party_kinds for insert to zvh_web with check (app.keeps_party(party_id));
create policy del on parties_party_kinds for delete to zvh_web using (app.keeps_party(party_id));

alter table parties_partyunit enable row level security;
grant select, insert, delete on parties_partyunit to zvh_web;
grant select on parties_partyunit to zvh_job;
create policy sel on parties_partyunit for select using (true);
create policy ins on parties_partyunit for insert to zvh_web with check (app.keeps_party(party_id));
create policy del on parties_partyunit for delete to zvh_web using (app.keeps_party(party_id));

alter table parties_desk enable row level security;
grant select, insert, update, delete on parties_desk to zvh_web;
grant select on parties_desk to zvh_job;
create policy sel on parties_desk for select using (true);
create policy ins on parties_desk for insert to zvh_web with check (app.keeps_party(party_id));
create policy upd on parties_desk for update to zvh_web using (app.keeps_party(party_id));
create policy del on parties_desk for delete to zvh_web using (app.keeps_party(party_id));

-- Who takes part in what and since when is not written over: only how it was signed and how it ends.
alter table parties_membership enable row level security;
grant select, insert, delete, update (signed_on, until_date, ended_because, ended_note, exchange_waits, saved_by_id, saved_at,
  party_id, from_date, source) on parties_membership to zvh_web; -- the last three before the covenant is in use: app.agreed_stays
grant select on parties_membership to zvh_job;
create policy sel on parties_membership for select using (true);
create policy ins on parties_membership for insert to zvh_web with check (app.covenant_is_mine(covenant_id) and app.keeps_party(party_id));
create policy upd on parties_membership for update to zvh_web using (app.keeps_membership(id));

alter table parties_membership_houses enable row level security;
grant select, insert, delete on parties_membership_houses to zvh_web;
grant select on parties_membership_houses to zvh_job;
create policy sel on parties_membership_houses for select using (true);
create policy del on parties_membership_houses for delete to zvh_web
  using (house_id = any(app.house_ids()) and app.keeps_membership(membership_id));
create policy ins on parties_membership_houses for insert to zvh_web
  with check (house_id = any(app.house_ids())
    and exists (select 1 from parties_membership m where m.id = membership_id and app.covenant_is_mine(m.covenant_id)));

alter table parties_membership_protocols enable row level security;
grant select, insert, update (signed_on, from_date, until_date, ended_because, saved_by_id, saved_at) on parties_membership_protocols to zvh_web;
grant select on parties_membership_protocols to zvh_job;
create policy sel on parties_membership_protocols for select using (true);
create policy ins on parties_membership_protocols for insert to zvh_web with check (app.keeps_membership(membership_id));
create policy upd on parties_membership_protocols for update to zvh_web using (app.keeps_membership(membership_id));

alter table parties_mandate enable row level security;
grant select, insert, update (until_date, saved_by_id, saved_at) on parties_mandate to zvh_web;
grant select on parties_mandate to zvh_job;
create policy sel on parties_mandate for select using (true);
create policy ins on parties_mandate for insert to zvh_web
  with check (app.covenant_is_mine(covenant_id) and app.keeps_party(giver_id) and app.keeps_party(holder_id));
create policy upd on parties_mandate for update to zvh_web using (app.covenant_is_mine(covenant_id) and app.keeps_party(giver_id));

-- What was changed stands there in the name of who did it, and stays.
alter table parties_registerchange enable row level security;
grant select, insert on parties_registerchange to zvh_web;
create policy sel on parties_registerchange for select to zvh_web using ((select app.role()) = 'administrator');
create policy ins on parties_registerchange for insert to zvh_web with check (app.role() = 'administrator' and by_id = app.user_id());

-- cases_case
alter table cases_case enable row level security;
grant select, insert, update, delete on cases_case to zvh_web;
-- A case whose key is gone without being destroyed is closed to all (00, item 20).
create policy blocked on cases_case as restrictive for select to zvh_web using (blocked_at is null);
create policy staff on cases_case for select to zvh_web using (
  house_id = any((select app.case_houses())::bigint[]) and phase <> 'concept'
  and (archive_on is null or archive_on > (select app.today()) or (select app.role()) = any(archive_readers))
  and ((select app.approach_ids()) = '{}' or approach_id = any((select app.approach_ids())::bigint[]))
  and (destroy_on is null or destroy_on >= (select app.today()) or app.case_held(id)));
create policy under_break_glass on cases_case for select to zvh_web using (id = any((select app.break_glass())::uuid[]));
create policy filer on cases_case for select to zvh_web using (
  phase in ('concept', 'aanmelding') and app.mine(filed_by_id, filed_by_party_id, house_id)
  and (phase = 'concept' or (select app.role()) = 'delegate'));
create policy granted on cases_case for select to zvh_web using (
  phase in ('aanmelding', 'triage', 'casusoverleg') and id in (select app.granted_case_ids(false)));
create policy granted_after_closing on cases_case for select to zvh_web using (
  phase = 'afschaling' and (destroy_on is null or destroy_on >= (select app.today())) and id in (select app.granted_case_ids(true)));
create policy ins on cases_case for insert to zvh_web with check (
  phase = 'concept' and app.mine(filed_by_id, filed_by_party_id, house_id) and app.may_file_in(house_id));
create policy upd on cases_case for update to zvh_web using (
  house_id = any((select app.casework_houses())::bigint[]) or (phase = 'concept' and app.mine(filed_by_id, filed_by_party_id, house_id)))
  with check (house_id = any((select app.casework_houses())::bigint[]) or app.mine(filed_by_id, filed_by_party_id, house_id));
create policy del on cases_case for delete to zvh_web using (phase = 'concept' and app.mine(filed_by_id, filed_by_party_id, house_id));

-- The registration: read with the case and by its filer; written by the filer as a draft, by the house afterwards.
do $$
declare t text;
begin
  foreach t in array array['cases_subject', 'cases_aanmelding', 'cases_criterionmark'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update, delete on %I to zvh_web', t);
    execute format('create policy sel on %I for select to zvh_web using (app.registration_readable(case_id))', t);
    execute format('create policy ins on %I for insert to zvh_web with check (app.case_of_house(case_id) or app.case_filed_by_me(case_id, array[''concept'']))', t);
    execute format('create policy upd on %I for update to zvh_web using (app.case_of_house(case_id) or app.case_filed_by_me(case_id, array[''concept'']))', t);
    execute format('create policy del on %I for delete to zvh_web using (app.case_filed_by_me(case_id, array[''concept'']))', t);
  end loop;
end $$;

-- cases_consultation: a thread between reporter and house; nobody changes what was said
alter table cases_consultation enable row level security;
grant select, insert on cases_consultation to zvh_web;
create policy sel on cases_consultation for select to zvh_web using (
  app.registration_readable(case_id) and ((select app.role()) <> 'delegate'
    or app.case_filed_by_me(case_id, array['concept', 'aanmelding', 'triage', 'casusoverleg', 'afschaling'])));
create policy ins on cases_consultation for insert to zvh_web with check (
  by_id = app.user_id() and from_house = (app.role() <> 'delegate') and app.consultation_opened(case_id)
  and (app.case_of_house(case_id) or (app.case_filed_by_me(case_id, array['aanmelding', 'triage']) and app.registration_readable(case_id))));

-- cases_phasetransition: read with the file; written once
alter table cases_phasetransition enable row level security;
grant select, insert on cases_phasetransition to zvh_web;
create policy sel on cases_phasetransition for select to zvh_web using (app.registration_readable(case_id));
create policy ins on cases_phasetransition for insert to zvh_web with check (
  by_id = app.user_id() and (app.case_of_house(case_id) or app.case_filed_by_me(case_id, array['concept', 'aanmelding'])));

-- cases_assessment: read with the file, by house staff and who is assigned; written by the house
alter table cases_assessment enable row level security;
grant select, insert on cases_assessment to zvh_web;
create policy sel on cases_assessment for select to zvh_web using (app.case_readable(case_id));
create policy ins on cases_assessment for insert to zvh_web with check (by_id = app.user_id() and app.case_of_house(case_id));

-- cases_feedback: for who filed, until its end date (00, item 22); the house writes it
alter table cases_feedback enable row level security;
grant select, insert on cases_feedback to zvh_web;
create policy sel on cases_feedback for select to zvh_web using (
  app.mine(filed_by_id, filed_by_party_id, house_id) and ends_on >= (select app.today()));
create policy ins on cases_feedback for insert to zvh_web with check (house_id = any((select app.casework_houses())::bigint[]));

-- Lists of candidates: who is on them is read by the house and who sent them until the choice, which is written once; the job destroys.
alter table cases_candidatelist enable row level security;
grant select, insert on cases_candidatelist to zvh_web;
create policy sel on cases_candidatelist for select to zvh_web using (app.candidates_known(id));
create policy ins on cases_candidatelist for insert to zvh_web with check (
  sent_by_id = app.user_id() and app.may_send_candidates(party_id, is_from_house, house_id));
alter table cases_candidate enable row level security;
grant select, insert, update (is_chosen) on cases_candidate to zvh_web;
create policy sel on cases_candidate for select to zvh_web using (app.candidates_open(list_id));
create policy ins on cases_candidate for insert to zvh_web with check (app.candidates_sent_by_me(list_id) and not is_chosen);
create policy upd on cases_candidate for update to zvh_web using (app.candidates_to_choose(list_id));
alter table cases_candidatechoice enable row level security;
grant select, insert on cases_candidatechoice to zvh_web;
create policy sel on cases_candidatechoice for select to zvh_web using (app.candidates_known(list_id));
create policy ins on cases_candidatechoice for insert to zvh_web with check (
  by_id = app.user_id() and carried_out_at is null
  and ((not is_withdrawn and app.candidates_to_choose(list_id))
    or (is_withdrawn and app.role() = 'delegate' and app.candidates_sent_by_me(list_id))));

-- cases_knownmatch: house staff only; written by the job
alter table cases_knownmatch enable row level security;
grant select on cases_knownmatch to zvh_web;
create policy sel on cases_knownmatch for select to zvh_web using ((select app.role()) <> 'delegate' and app.case_readable(case_id) and app.case_readable(other_id));

-- Enquiries, triage and notice -----------------------------------------------------------------------------------------

-- cases_enquiry: the house with the case; the asked party until "niet bekend" or closed. It never opens the case.
alter table cases_enquiry enable row level security;
grant select, insert, update on cases_enquiry to zvh_web;
create policy house on cases_enquiry for select to zvh_web using ((select app.role()) <> 'delegate' and app.case_readable(case_id));
create policy asked on cases_enquiry for select to zvh_web using (
  closed_at is null and app.asked_of_me(party_id) and app.takes_part_in(house_id) and not app.enquiry_denied(id));
create policy ins on cases_enquiry for insert to zvh_web with check (by_id = app.user_id() and app.case_of_house(case_id));
create policy upd on cases_enquiry for update to zvh_web using (app.case_of_house(case_id));

-- cases_enquiryanswer: read with its enquiry; only the asked party writes it, once
alter table cases_enquiryanswer enable row level security;
grant select, insert on cases_enquiryanswer to zvh_web;
create policy sel on cases_enquiryanswer for select to zvh_web using (
  exists (select 1 from cases_enquiry e where e.id = enquiry_id));
create policy ins on cases_enquiryanswer for insert to zvh_web with check (by_id = app.user_id() and app.enquiry_answerable(enquiry_id));

-- The triage itself: house staff only
do $$
declare t text;
begin
  foreach t in array array['cases_triage', 'cases_triageparty', 'cases_criterionjudgement'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update on %I to zvh_web', t);
    execute format('create policy sel on %I for select to zvh_web using (
      (select app.role()) <> ''delegate'' and app.case_readable(case_id))', t);
    execute format('create policy ins on %I for insert to zvh_web with check (app.case_of_house(case_id))', t);
    execute format('create policy upd on %I for update to zvh_web using (app.case_of_house(case_id))', t);
  end loop;
end $$;
grant delete on cases_triageparty to zvh_web;
create policy del on cases_triageparty for delete to zvh_web using (app.case_of_house(case_id));

-- cases_supportcontact: written once by who works in the case
alter table cases_supportcontact enable row level security;
grant select, insert on cases_supportcontact to zvh_web;
create policy sel on cases_supportcontact for select to zvh_web using (
  (select app.role()) <> 'delegate' and app.case_readable(case_id));
create policy ins on cases_supportcontact for insert to zvh_web with check (
  by_id = app.user_id() and app.case_of_house(case_id) and exists (
    select from cases_case c where c.id = case_id and c.phase = 'casusoverleg' and c.follow_up_on is not null));

-- cases_notice: every party in the case sees when and how (protocol 16.2); written once, for the own party
alter table cases_notice enable row level security;
grant select, insert on cases_notice to zvh_web;
create policy sel on cases_notice for select to zvh_web using (app.case_readable(case_id));
create policy ins on cases_notice for insert to zvh_web with check (
  by_id = app.user_id() and (app.case_of_house(case_id) or (app.case_readable(case_id) and party_id = (select app.party_id()))));

-- cases_nonotice: house staff, and the party that gave the reason
alter table cases_nonotice enable row level security;
grant select, insert on cases_nonotice to zvh_web;
create policy sel on cases_nonotice for select to zvh_web using (
  app.case_readable(case_id) and ((select app.role()) <> 'delegate' or party_id = (select app.party_id())));
create policy ins on cases_nonotice for insert to zvh_web with check (
  by_id = app.user_id() and (app.case_of_house(case_id) or (app.case_readable(case_id) and party_id = (select app.party_id()))));

-- cases_letter: house staff; written by the house, and once it was sent nothing of it changes
alter table cases_letter enable row level security;
grant select, insert, update, delete on cases_letter to zvh_web;
create policy sel on cases_letter for select to zvh_web using (
  (select app.role()) <> 'delegate' and app.case_readable(case_id));
create policy ins on cases_letter for insert to zvh_web with check (
  by_id = app.user_id() and sent_on is null and app.case_of_house(case_id));
create policy upd on cases_letter for update to zvh_web using (sent_on is null and app.case_of_house(case_id))
  with check ((sent_by_id is null or sent_by_id = app.user_id()) and app.case_of_house(case_id));
create policy del on cases_letter for delete to zvh_web using (sent_on is null and app.case_of_house(case_id));

-- cases_logentry: house staff; written once, a correction is a row of its own in the same case
alter table cases_logentry enable row level security;
grant select, insert on cases_logentry to zvh_web;
create policy sel on cases_logentry for select to zvh_web using (
  (select app.role()) <> 'delegate' and app.case_readable(case_id));
create policy ins on cases_logentry for insert to zvh_web with check (
  by_id = app.user_id() and app.case_of_house(case_id)
  and (corrects_id is null or app.is_row_of('cases_logentry', corrects_id, case_id)));

-- cases_caselink: who reads the files of both cases; made and ended by the procesregisseur of both, and nothing else changes
alter table cases_caselink enable row level security;
-- A concept that was begun from a case is linked with it from the start; only its author knows, until it is filed.
grant select, insert, update (ended_by_id, ended_at, end_reason), delete on cases_caselink to zvh_web;
create policy sel on cases_caselink for select to zvh_web using (
  app.case_readable(case_id) and (app.case_readable(other_id) or app.case_filed_by_me(other_id, array['concept'])));
create policy ins on cases_caselink for insert to zvh_web with check (
  by_id = app.user_id() and ended_at is null and (select app.role()) = 'procesregisseur'
  and app.case_of_house(case_id) and (app.case_of_house(other_id) or app.case_filed_by_me(other_id, array['concept'])));
create policy del on cases_caselink for delete to zvh_web using (app.case_filed_by_me(other_id, array['concept']));
create policy upd on cases_caselink for update to zvh_web using (
  ended_at is null and (select app.role()) = 'procesregisseur' and app.case_of_house(case_id) and app.case_of_house(other_id))
  with check (ended_by_id = app.user_id() and ended_at is not null);

-- cases_note: house staff; a draft is its author's alone
alter table cases_note enable row level security;
grant select, insert, update on cases_note to zvh_web;
create policy sel on cases_note for select to zvh_web using (
  (select app.role()) <> 'delegate' and app.case_readable(case_id) and (placed_at is not null or by_id = (select app.user_id())));
create policy ins on cases_note for insert to zvh_web with check (by_id = app.user_id() and app.case_of_house(case_id));
create policy upd on cases_note for update to zvh_web using (
  app.case_of_house(case_id) and (placed_at is not null or by_id = (select app.user_id())));

-- parties_trend: whoever acts reads the lists; the manager adds to that of his house, and ends what he added
alter table parties_trend enable row level security;
grant select, insert, update (ended_on) on parties_trend to zvh_web;
grant select on parties_trend to zvh_job;
create policy sel on parties_trend for select to zvh_web using ((select app.role()) <> 'nobody');
create policy ins on parties_trend for insert to zvh_web with check (
  app.role() = 'manager' and house_id = any(app.house_ids()) and ended_on is null);
create policy upd on parties_trend for update to zvh_web using (app.role() = 'manager' and house_id = any(app.house_ids()));

-- cases_notedtrend: house staff; noted in the phase of the open case from the list of its house, taken back as long as it is open
alter table cases_notedtrend enable row level security;
grant select, insert, update (undone_by_id, undone_at) on cases_notedtrend to zvh_web;
create policy sel on cases_notedtrend for select to zvh_web using ((select app.role()) <> 'delegate' and app.case_readable(case_id));
create policy ins on cases_notedtrend for insert to zvh_web with check (
  by_id = app.user_id() and undone_at is null and app.case_of_house(case_id) and exists (
    select 1 from cases_case c join parties_trend t on t.id = trend_id and coalesce(t.house_id, c.house_id) = c.house_id
    where c.id = case_id and c.phase = cases_notedtrend.phase and c.phase in ('aanmelding', 'triage', 'casusoverleg') and t.ended_on is null));
create policy upd on cases_notedtrend for update to zvh_web using (undone_at is null and app.case_of_house(case_id) and exists (
    select 1 from cases_case c where c.id = case_id and c.phase in ('aanmelding', 'triage', 'casusoverleg')))
  with check (undone_by_id = app.user_id() and undone_at is not null);

-- cases_houseenquiry: the house with the case; casework of the asked house until "niet bekend" or closed. It opens no case.
alter table cases_houseenquiry enable row level security;
grant select, insert, update on cases_houseenquiry to zvh_web;
create policy house on cases_houseenquiry for select to zvh_web using ((select app.role()) <> 'delegate' and app.case_readable(case_id));
create policy asked on cases_houseenquiry for select to zvh_web using (
  closed_at is null and asked_id = any((select app.casework_houses())::bigint[]) and not app.house_enquiry_denied(id));
create policy ins on cases_houseenquiry for insert to zvh_web with check (
  by_id = app.user_id() and (select app.role()) = 'procesregisseur' and app.case_of_house(case_id)
  and house_id = any((select app.casework_houses())::bigint[]));
create policy upd on cases_houseenquiry for update to zvh_web using (app.case_of_house(case_id));

-- cases_houseanswer, cases_housesupply: read with the question; only the asked house writes them, once
alter table cases_houseanswer enable row level security;
grant select, insert on cases_houseanswer to zvh_web;
create policy sel on cases_houseanswer for select to zvh_web using (exists (select 1 from cases_houseenquiry e where e.id = enquiry_id));
create policy ins on cases_houseanswer for insert to zvh_web with check (by_id = app.user_id() and app.house_enquiry_answerable(enquiry_id));
alter table cases_housesupply enable row level security;
grant select, insert on cases_housesupply to zvh_web;
create policy sel on cases_housesupply for select to zvh_web using (exists (select 1 from cases_houseenquiry e where e.id = enquiry_id));
create policy ins on cases_housesupply for insert to zvh_web with check (by_id = app.user_id() and app.house_data_asked(enquiry_id));

-- cases_transfer: the house with the case; the procesregisseur of the other house while the offer stands. It opens no case.
alter table cases_transfer enable row level security;
grant select, insert, update (ended_as, closed_at) on cases_transfer to zvh_web;
create policy house on cases_transfer for select to zvh_web using ((select app.role()) <> 'delegate' and app.case_readable(case_id));
create policy offered on cases_transfer for select to zvh_web using (
  closed_at is null and due_on >= (select app.today()) and (select app.role()) = 'procesregisseur'
  and to_house_id = any((select app.house_ids())::bigint[]));
create policy ins on cases_transfer for insert to zvh_web with check (
  by_id = app.user_id() and closed_at is null and app.role() = 'procesregisseur' and app.case_of_house(case_id)
  and house_id = any((select app.casework_houses())::bigint[])
  and (select count(*) from parties_house h where h.id in (house_id, to_house_id) and h.allows_digital_transfer) = 2);
create policy upd on cases_transfer for update to zvh_web using (
  closed_at is null and app.role() = 'procesregisseur' and app.case_of_house(case_id)) with check (ended_as = 'ingetrokken');

-- cases_transferpart: written with the offer, of the case that is offered; the other house gets it by accepting, and never here
alter table cases_transferpart enable row level security;
grant select, insert on cases_transferpart to zvh_web;
create policy sel on cases_transferpart for select to zvh_web using ((select app.role()) <> 'delegate' and app.case_readable(case_id));
create policy ins on cases_transferpart for insert to zvh_web with check (
  app.role() = 'procesregisseur' and app.case_of_house(case_id)
  and exists (select from cases_transfer t where t.id = transfer_id and t.case_id = cases_transferpart.case_id and t.closed_at is null)
  and (subject_id is null or exists (select from cases_subject s where s.id = subject_id and s.case_id = cases_transferpart.case_id))
  and (contribution_id is null or exists (select from cases_contribution c
    where c.id = contribution_id and c.case_id = cases_transferpart.case_id)));

-- cases_transferanswer: read with the offer; only the other house writes it, once
alter table cases_transferanswer enable row level security;
grant select, insert on cases_transferanswer to zvh_web;
create policy sel on cases_transferanswer for select to zvh_web using (exists (select 1 from cases_transfer t where t.id = transfer_id));
create policy ins on cases_transferanswer for insert to zvh_web with check (by_id = app.user_id() and app.transfer_answerable(transfer_id));

-- cases_received, cases_receivedcontribution: written once, by who accepted; read by the house that received
alter table cases_received enable row level security;
grant select, insert on cases_received to zvh_web;
create policy sel on cases_received for select to zvh_web using ((select app.role()) <> 'delegate' and app.case_readable(case_id));
create policy ins on cases_received for insert to zvh_web with check (
  by_id = app.user_id() and app.parcel_open(offer_id) and app.case_of_house(case_id));
alter table cases_receivedcontribution enable row level security;
grant select, insert on cases_receivedcontribution to zvh_web;
create policy sel on cases_receivedcontribution for select to zvh_web using ((select app.role()) <> 'delegate' and app.case_readable(case_id));
create policy ins on cases_receivedcontribution for insert to zvh_web with check (
  app.role() = 'procesregisseur' and app.case_of_house(case_id) and not from_house_id = any((select app.house_ids())::bigint[])
  and not exists (select from cases_received r where r.case_id = cases_receivedcontribution.case_id));

-- cases_disclosure: a register without persons; the house writes it, the house and its supervisors read it. A supplier registers what it
-- let go itself, and reads that with the case.
alter table cases_disclosure enable row level security;
grant select, insert on cases_disclosure to zvh_web;
create policy sel on cases_disclosure for select to zvh_web using (
  house_id = any((select app.case_houses())::bigint[]) or house_id = any((select app.supervised_houses())::bigint[])
  or (supplier_id = (select app.party_id()) and app.numbered_readable(number)));
create policy ins on cases_disclosure for insert to zvh_web with check (
  by_id = app.user_id() and (house_id = any((select app.case_houses())::bigint[])
    or (supplier_id = app.party_id() and what = 'verder-gebruik' and app.numbered_readable(number))));

-- Casusoverleg and plan --------------------------------------------------------------------------------------------------

-- cases_meeting: no personal text; the house, and who is invited for one of its cases
alter table cases_meeting enable row level security;
grant select, insert, update on cases_meeting to zvh_web;
create policy sel on cases_meeting for select to zvh_web using (
  house_id = any((select app.case_houses())::bigint[]) or ((select app.role()) = 'delegate' and app.invited_to_meeting(id)));
create policy ins on cases_meeting for insert to zvh_web with check (
  by_id = app.user_id() and house_id = any((select app.casework_houses())::bigint[]));
create policy upd on cases_meeting for update to zvh_web using (house_id = any((select app.casework_houses())::bigint[]));

-- cases_agendaitem: the house; delegates of one case never see the other cases of the evening
alter table cases_agendaitem enable row level security;
create policy sel on cases_agendaitem for select to zvh_web using (
  app.case_readable(case_id) and ((select app.role()) <> 'delegate' or app.invited_to(id)));

-- who is invited and who was there: the own party, and with the common file everybody
do $$
declare t text;
begin
  foreach t in array array['cases_invitation', 'cases_attendance'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy sel on %I for select to zvh_web using (
      app.case_framed(case_id) and ((select app.role()) <> ''delegate'' or app.invited_to(item_id))
      or ((select app.role()) = ''delegate'' and party_id = (select app.party_id()) and app.case_readable(case_id)))', t);
  end loop;
end $$;
create policy answer on cases_invitation for update to zvh_web using (
  user_id = (select app.user_id()) and party_id = (select app.party_id()) and app.case_readable(case_id));

-- cases_guest: house staff; before the text is given, and never after
alter table cases_guest enable row level security;
grant select, insert, update on cases_guest to zvh_web;
create policy sel on cases_guest for select to zvh_web using ((select app.role()) <> 'delegate' and app.case_readable(case_id));
create policy ins on cases_guest for insert to zvh_web with check (
  by_id = app.user_id() and given_at is null and app.case_of_house(case_id));
create policy upd on cases_guest for update to zvh_web using (given_at is null and app.case_of_house(case_id))
  with check (app.case_of_house(case_id));

-- cases_minutes: the house, and afterwards the parties that were there
alter table cases_minutes enable row level security;
create policy sel on cases_minutes for select to zvh_web using (
  app.case_framed(case_id) and ((select app.role()) <> 'delegate' or app.was_at(item_id)));

-- the plan and the scores: the common file
do $$
declare t text;
begin
  foreach t in array array['cases_plan', 'cases_planrole', 'cases_domainscore'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy sel on %I for select to zvh_web using (app.case_framed(case_id))', t);
  end loop;
end $$;

-- cases_action: the common file; a party always its own, and it reports on those
alter table cases_action enable row level security;
create policy sel on cases_action for select to zvh_web using (
  app.case_framed(case_id) or ((select app.role()) = 'delegate' and party_id = (select app.party_id()) and app.case_readable(case_id)));
create policy report on cases_action for update to zvh_web using (
  (select app.role()) = 'delegate' and party_id = (select app.party_id()) and app.case_readable(case_id));

-- cases_intervention: likewise; how it goes is written by who carries it out, once
alter table cases_intervention enable row level security;
create policy sel on cases_intervention for select to zvh_web using (
  app.case_framed(case_id) or ((select app.role()) = 'delegate' and party_id = (select app.party_id()) and app.case_readable(case_id)));
create policy report on cases_intervention for update to zvh_web using (
  (select app.role()) = 'delegate' and party_id = (select app.party_id()) and app.case_readable(case_id));
alter table cases_progress enable row level security;
grant select, insert on cases_progress to zvh_web;
create policy sel on cases_progress for select to zvh_web using (
  exists (select from cases_intervention i where i.id = intervention_id));
create policy ins on cases_progress for insert to zvh_web with check (
  by_id = app.user_id() and exists (
    select from cases_intervention i where i.id = intervention_id and i.case_id = cases_progress.case_id
      and ((cases_progress.party_id is null and app.case_of_house(i.case_id))
           or ((select app.role()) = 'delegate' and i.party_id = (select app.party_id())
               and cases_progress.party_id = i.party_id and app.case_readable(i.case_id)))));

-- tracks: the house; the supplier its own; others what stands there now, while its release of this phase covers them (R3, R4).
-- Written once: by the house, which releases nothing, or by the supplier; a correction or a withdrawal is a row of its own in the same case.
do $$
declare t text;
begin
  foreach t in array array['cases_detention', 'cases_helpquestion', 'cases_conversation'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert on %I to zvh_web', t);
    execute format('create policy sel on %1$I for select to zvh_web using (app.case_readable(case_id) and (
      (select app.role()) <> ''delegate'' or supplier_id = (select app.party_id())
      or (reader_ids @> array[(select app.party_id())] and app.released_in_phase(case_id, released_on) and not app.is_corrected(%1$L, id))))', t);
    execute format('create policy ins on %1$I for insert to zvh_web with check (by_id = app.user_id()
      and (corrects_id is null or app.corrects_track(%1$L, corrects_id, case_id))
      and ((from_house and reader_ids = ''{}'' and app.case_of_house(case_id))
        or (not from_house and supplier_id = app.party_id() and app.role() = ''delegate'' and app.case_readable(case_id))))', t);
  end loop;
end $$;

-- all of this is written by the house with the case
do $$
declare t text;
begin
  foreach t in array array['cases_agendaitem', 'cases_invitation', 'cases_attendance', 'cases_minutes',
                           'cases_domainscore', 'cases_action', 'cases_intervention'] loop
    execute format('grant select, insert, update on %I to zvh_web', t);
    execute format('create policy ins on %I for insert to zvh_web with check (app.case_of_house(case_id))', t);
    execute format('create policy upd on %I for update to zvh_web using (app.case_of_house(case_id))', t);
  end loop;
end $$;
-- cases_plan: a draft until it is adopted; from then on nobody changes it, nor the roles in it
grant select, insert, update on cases_plan to zvh_web;
create policy ins on cases_plan for insert to zvh_web with check (app.case_of_house(case_id));
create policy upd on cases_plan for update to zvh_web using (adopted_at is null and app.case_of_house(case_id))
  with check (app.case_of_house(case_id));
grant select, insert, delete on cases_planrole to zvh_web;
create policy ins on cases_planrole for insert to zvh_web with check (app.case_of_house(case_id) and exists (
  select from cases_plan p where p.id = plan_id and p.case_id = cases_planrole.case_id and p.adopted_at is null));
create policy del on cases_planrole for delete to zvh_web using (app.case_of_house(case_id) and exists (
  select from cases_plan p where p.id = plan_id and p.adopted_at is null));
-- taken off the agenda before it began: what hangs on it goes along; what was said and scored has no policy and stays
grant delete on cases_agendaitem, cases_invitation, cases_attendance, cases_minutes, cases_domainscore to zvh_web;
create policy del on cases_agendaitem for delete to zvh_web using (started_at is null and app.case_of_house(case_id));
create policy del on cases_invitation for delete to zvh_web using (app.case_of_house(case_id));
create policy del on cases_attendance for delete to zvh_web using (app.case_of_house(case_id));

-- cases_contributionrequest: the house and the asked party
alter table cases_contributionrequest enable row level security;
grant select, insert, update on cases_contributionrequest to zvh_web;
create policy sel on cases_contributionrequest for select to zvh_web using (
  app.case_readable(case_id) and ((select app.role()) <> 'delegate' or party_id = (select app.party_id())));
create policy ins on cases_contributionrequest for insert to zvh_web with check (by_id = app.user_id() and app.case_of_house(case_id));
create policy upd on cases_contributionrequest for update to zvh_web using (app.case_of_house(case_id));

-- cases_contribution: R3
alter table cases_contribution enable row level security;
grant select, insert, update, delete on cases_contribution to zvh_web;
create policy sel on cases_contribution for select to zvh_web using (
  app.contribution_shown(id, supplier_id, state) and app.case_readable(case_id));
create policy ins on cases_contribution for insert to zvh_web with check (supplier_id = (select app.party_id()) and app.case_readable(case_id));
create policy upd on cases_contribution for update to zvh_web using (
  supplier_id = (select app.party_id()) and app.case_readable(case_id));
create policy del on cases_contribution for delete to zvh_web using (
  state = 'concept' and supplier_id = (select app.party_id()) and app.case_readable(case_id));

-- earlier texts: the supplier and the house; the supplier writes, and removes them with the contribution
alter table cases_contributionversion enable row level security;
grant select, insert, delete on cases_contributionversion to zvh_web;
create policy sel on cases_contributionversion for select to zvh_web using (
  app.contribution_readable(contribution_id) and ((select app.role()) <> 'delegate' or app.contribution_of_me(contribution_id)));
create policy ins on cases_contributionversion for insert to zvh_web with check (
  by_id = app.user_id() and app.contribution_readable(contribution_id) and app.contribution_of_me(contribution_id));
create policy del on cases_contributionversion for delete to zvh_web using (
  app.contribution_readable(contribution_id) and app.contribution_of_me(contribution_id));

-- cases_attachment: with a contribution to who reads that, else to house staff. Waiting when it comes in; only the job of the scan
-- changes it. Who brought it takes it away.
alter table cases_attachment enable row level security;
grant select, insert, delete on cases_attachment to zvh_web;
create policy sel on cases_attachment for select to zvh_web using (
  case when contribution_id is null then (select app.role()) <> 'delegate' and app.case_readable(case_id)
    else app.contribution_readable(contribution_id) end);
create policy ins on cases_attachment for insert to zvh_web with check (
  by_id = app.user_id() and state = 'wacht' and case when contribution_id is null then app.case_of_house(case_id)
    else supplier_id = app.party_id() and app.contribution_readable(contribution_id) and app.contribution_of_me(contribution_id)
      and exists (select from cases_contribution c where c.id = contribution_id and c.case_id = cases_attachment.case_id) end);
create policy del on cases_attachment for delete to zvh_web using (
  case when contribution_id is null then app.case_of_house(case_id)
    else app.contribution_readable(contribution_id) and app.contribution_of_me(contribution_id) end);
-- cases_attachmentfile: what is in it opens once the scanner said that it is clean, whatever page asks (S47)
alter table cases_attachmentfile enable row level security;
grant select, insert, delete on cases_attachmentfile to zvh_web; -- no policy to delete: the trigger below does it
create policy sel on cases_attachmentfile for select to zvh_web using (
  exists (select from cases_attachment a where a.id = attachment_id and a.state = 'schoon'));
create policy ins on cases_attachmentfile for insert to zvh_web with check (
  exists (select from cases_attachment a where a.id = attachment_id and a.case_id = cases_attachmentfile.case_id
    and a.by_id = app.user_id() and a.state = 'wacht'));

-- re-assessments and questions for a release: the house asks, the supplier answers (03, R3 and R4)
do $$
declare t text;
begin
  foreach t in array array['cases_reassessment', 'cases_releaserequest'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update on %I to zvh_web', t);
    execute format('create policy sel on %I for select to zvh_web using (app.contribution_readable(contribution_id)
      and ((select app.role()) <> ''delegate'' or app.contribution_of_me(contribution_id)))', t);
    execute format('create policy ins on %I for insert to zvh_web with check (answer = ''open'' and app.case_of_house(case_id)
      and app.contribution_readable(contribution_id))', t);
    execute format('create policy upd on %I for update to zvh_web using (app.contribution_readable(contribution_id)
      and app.contribution_of_me(contribution_id))', t);
  end loop;
end $$;

-- cases_furtheruse: asked by a party of what it reads or by the procesregisseur; read by the house, who asks, who supplied it, who
-- gets it and who may object. Giving is written once, when it is allowed.
alter table cases_furtheruse enable row level security;
grant select, insert, update (given_on, given_by_id, way, rac) on cases_furtheruse to zvh_web;
create policy sel on cases_furtheruse for select to zvh_web using (app.case_readable(case_id) and ((select app.role()) <> 'delegate'
  or (select app.party_id()) in (party_id, supplier_id, receiver_party_id) or asks_participants));
create policy ins on cases_furtheruse for insert to zvh_web with check (
  by_id = app.user_id() and given_on is null and app.contribution_readable(contribution_id)
  and exists (select from cases_contribution c where c.id = contribution_id and c.case_id = cases_furtheruse.case_id
    and c.supplier_id = cases_furtheruse.supplier_id and c.kind_id = cases_furtheruse.kind_id and c.state = 'geleverd')
  and case when app.role() = 'delegate' then party_id = app.party_id() and supplier_id <> app.party_id() and needs_yes
      else app.role() = 'procesregisseur' and app.case_of_house(case_id) and party_id is null end);
create policy upd on cases_furtheruse for update to zvh_web using (app.further_use_givable(id)) with check (given_by_id = app.user_id());

-- cases_furtheruseanswer: each party once, in its own name; the supplier may take its yes back
alter table cases_furtheruseanswer enable row level security;
grant select, insert, update (stopped_at, stopped_by_id) on cases_furtheruseanswer to zvh_web;
create policy sel on cases_furtheruseanswer for select to zvh_web using (app.case_readable(case_id) and ((select app.role()) <> 'delegate'
  or party_id = (select app.party_id()) or exists (select from cases_furtheruse f where f.id = further_use_id
    and (select app.party_id()) in (f.party_id, f.supplier_id, f.receiver_party_id))));
create policy ins on cases_furtheruseanswer for insert to zvh_web with check (
  by_id = app.user_id() and party_id = app.party_id() and stopped_at is null and app.further_use_answerable(further_use_id, says));
create policy upd on cases_furtheruseanswer for update to zvh_web using (
  says = 'ja' and stopped_at is null and party_id = (select app.party_id()) and app.case_readable(case_id))
  with check (stopped_by_id = app.user_id() and stopped_at is not null);

-- cases_tableopening: who sits at the table is known at the table; the house decides it, nobody changes it
alter table cases_tableopening enable row level security;
grant select, insert on cases_tableopening to zvh_web;
create policy sel on cases_tableopening for select to zvh_web using (app.case_readable(case_id));
create policy ins on cases_tableopening for insert to zvh_web with check (by_id = app.user_id() and app.case_of_house(case_id));

-- cases_consent: the party that asked it, and the house; what was said stays
alter table cases_consent enable row level security;
grant select, insert on cases_consent to zvh_web;
create policy sel on cases_consent for select to zvh_web using (
  app.case_readable(case_id) and ((select app.role()) <> 'delegate' or party_id = (select app.party_id())));
create policy ins on cases_consent for insert to zvh_web with check (
  by_id = app.user_id() and party_id = app.party_id() and app.case_readable(case_id));

-- cases_casegrant: nobody grants himself anything; casework staff of the house do
alter table cases_casegrant enable row level security;
grant select, insert, update, delete on cases_casegrant to zvh_web;
create policy sel on cases_casegrant for select to zvh_web using (
  (user_id = (select app.user_id()) and party_id = (select app.party_id()) and permission_id = (select app.need('read_case')::int)
    and from_date <= (select app.today()) and (until_date is null or until_date >= (select app.today()))
    and (select app.acts_in_casusoverleg()))
  or app.case_readable(content_object_id));
create policy ins on cases_casegrant for insert to zvh_web with check (
  app.case_of_house(content_object_id) and user_id <> (select app.user_id()) and granted_by_id = (select app.user_id()));
create policy upd on cases_casegrant for update to zvh_web using (app.case_of_house(content_object_id))
  with check (app.case_of_house(content_object_id) and user_id <> (select app.user_id()));
create policy del on cases_casegrant for delete to zvh_web using (app.case_of_house(content_object_id));

-- cases_contributionrelease: the supplier's delegate, or the house on the supplier's standing yes
alter table cases_contributionrelease enable row level security;
grant select, insert, delete on cases_contributionrelease to zvh_web;
create policy sel on cases_contributionrelease for select to zvh_web using (app.contribution_readable(content_object_id));
create policy ins on cases_contributionrelease for insert to zvh_web with check (
  granted_by_id = (select app.user_id()) and app.contribution_readable(content_object_id)
  and (app.contribution_of_me(content_object_id)
    or (cardinality((select app.casework_houses())) > 0 and app.released_by_supplier(content_object_id, group_id))));
create policy del on cases_contributionrelease for delete to zvh_web using (
  app.contribution_readable(content_object_id)
  and (cardinality((select app.casework_houses())) > 0 or app.contribution_of_me(content_object_id)));

-- Closing, retention and destruction -------------------------------------------------------------------------------------

-- The decision to scale down: house staff, and the casusregisseur, who goes on with it; the house writes, he confirms.
do $$
declare t text;
begin
  foreach t in array array['cases_closing', 'cases_closingcriterion', 'cases_closingconfirmation', 'cases_reopening', 'cases_retentionwarning'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy sel on %I for select to zvh_web using (
      app.case_readable(case_id) and ((select app.role()) <> ''delegate'' or app.casusregisseur_of(case_id)))', t);
  end loop;
end $$;
grant select, insert, update on cases_closing to zvh_web;
create policy ins on cases_closing for insert to zvh_web with check (app.case_of_house(case_id) or app.starts_closing(case_id));
create policy upd on cases_closing for update to zvh_web using (
  app.case_of_house(case_id) or (app.starts_closing(case_id) and at is null));
-- cases_closingcriterion: written anew with the decision, until that was taken
grant select, insert, delete on cases_closingcriterion to zvh_web;
create policy ins on cases_closingcriterion for insert to zvh_web with check ((app.case_of_house(case_id) or app.starts_closing(case_id)) and exists (
  select from cases_closing c where c.id = closing_id and c.case_id = cases_closingcriterion.case_id and c.at is null));
create policy del on cases_closingcriterion for delete to zvh_web using ((app.case_of_house(case_id) or app.starts_closing(case_id)) and exists (
  select from cases_closing c where c.id = closing_id and c.at is null));
grant select, insert on cases_closingconfirmation, cases_reopening to zvh_web;
create policy ins on cases_closingconfirmation for insert to zvh_web with check (by_id = app.user_id() and (
  (part = 'procesregisseur' and app.case_of_house(case_id))
  or (part = 'casusregisseur' and app.case_readable(case_id) and app.casusregisseur_of(case_id))));
create policy ins on cases_reopening for insert to zvh_web with check (by_id = app.user_id() and app.case_of_house(case_id));
grant select on cases_retentionwarning to zvh_web;

-- cases_postponement: asked by one of the house, confirmed by another (09, S32), ended by either; the consents come with the question
do $$
declare t text;
begin
  foreach t in array array['cases_postponement', 'cases_postponementconsent'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy sel on %I for select to zvh_web using (
      app.case_readable(case_id) and ((select app.role()) <> ''delegate'' or app.casusregisseur_of(case_id)))', t);
  end loop;
end $$;
grant select, insert, update (confirmed_by_id, confirmed_at, ended_by_id, ended_at) on cases_postponement to zvh_web;
create policy ins on cases_postponement for insert to zvh_web with check (
  by_id = app.user_id() and confirmed_at is null and ended_at is null and app.case_of_house(case_id));
create policy upd on cases_postponement for update to zvh_web using (ended_at is null and app.case_of_house(case_id))
  with check (ended_by_id = (select app.user_id()) or (ended_at is null and confirmed_by_id = (select app.user_id())));
grant select, insert on cases_postponementconsent to zvh_web;
create policy ins on cases_postponementconsent for insert to zvh_web with check (
  app.case_of_house(case_id) and app.is_row_of('cases_postponement', postponement_id, case_id));

-- cases_escalation: as the closing; the house writes the question, and once the answer
alter table cases_escalation enable row level security;
grant select, insert, update (answer, answered_on, answered_by_id) on cases_escalation to zvh_web;
create policy sel on cases_escalation for select to zvh_web using (
  app.case_readable(case_id) and ((select app.role()) <> 'delegate' or app.casusregisseur_of(case_id)));
create policy ins on cases_escalation for insert to zvh_web with check (
  by_id = app.user_id() and answered_on is null and app.case_of_house(case_id));
create policy upd on cases_escalation for update to zvh_web using (answered_on is null and app.case_of_house(case_id))
  with check (answered_by_id = app.user_id());

-- cases_dispute: who raised it, whom it is about, procesregisseur and manager; also when the case is closed to them. Who handles it
-- writes what came of a step, never whom it is about or who raised it.
alter table cases_dispute enable row level security;
grant select, insert, update (description, ended_on, is_solved) on cases_dispute to zvh_web;
create policy sel on cases_dispute for select to zvh_web using (
  (raised_by_id = (select app.user_id()) and party_id = (select app.party_id()) and (select app.acts_in_casusoverleg()))
  or (about_user_id = (select app.user_id()) and about_party_id = (select app.party_id()) and (select app.acts_in_casusoverleg()))
  or ((select app.role()) in ('procesregisseur', 'manager') and house_id = any((select app.house_ids())::bigint[])
    and ((select app.approach_ids()) = '{}' or approach_id = any((select app.approach_ids())::bigint[]))));
create policy ins on cases_dispute for insert to zvh_web with check (
  raised_by_id = app.user_id() and ended_on is null and app.case_readable(case_id)
  and exists (select from cases_case c where c.id = case_id and c.house_id = cases_dispute.house_id
    and c.approach_id = cases_dispute.approach_id and c.number = cases_dispute.number)
  and case when app.role() = 'delegate' then party_id = app.party_id() and app.acts_in_casusoverleg()
      else party_id is null and app.role() = 'procesregisseur' and app.case_of_house(case_id) end);
create policy upd on cases_dispute for update to zvh_web using (app.dispute_handled(id))
  with check (house_id = any((select app.house_ids())::bigint[]));
alter table cases_disputeturn enable row level security;
grant select, insert, update (outcome, decided_on) on cases_disputeturn to zvh_web;
create policy sel on cases_disputeturn for select to zvh_web using (exists (select from cases_dispute d where d.id = dispute_id));
create policy ins on cases_disputeturn for insert to zvh_web with check (by_id = app.user_id() and decided_on is null
  and exists (select from cases_dispute d where d.id = dispute_id and d.case_id = cases_disputeturn.case_id)
  and (app.dispute_handled(dispute_id) or app.dispute_begins(dispute_id)));
create policy upd on cases_disputeturn for update to zvh_web using (decided_on is null and app.dispute_handled(dispute_id))
  with check (decided_on is not null);

-- Break-glass ------------------------------------------------------------------------------------------------------------

-- cases_breakglass: the manager opens in his own name, no longer than the house allows, and closes it; nothing else changes.
-- Read by who keeps the register, and with the file: it is no secret.
alter table cases_breakglass enable row level security;
grant select, insert, update (closed_at) on cases_breakglass to zvh_web;
create policy sel on cases_breakglass for select to zvh_web using (
  house_id = any((select app.break_glass_houses())::bigint[]) or app.case_readable(case_id));
create policy ins on cases_breakglass for insert to zvh_web with check (
  user_id = app.user_id() and capacity_id = app.capacity_id() and closed_at is null
  and exists (select 1 from app.closed_case(number) a where a.case_id = cases_breakglass.case_id and a.house_id = cases_breakglass.house_id)
  and until_at <= opened_at + (select make_interval(hours => h.break_glass_hours) from parties_house h where h.id = house_id));
create policy upd on cases_breakglass for update to zvh_web using (
  user_id = (select app.user_id()) and capacity_id = (select app.capacity_id())) with check (closed_at is not null);

-- cases_breakglassreason: who opened writes it, once
alter table cases_breakglassreason enable row level security;
grant select, insert on cases_breakglassreason to zvh_web;
create policy sel on cases_breakglassreason for select to zvh_web using (exists (
  select 1 from cases_breakglass b where b.id = break_glass_id and b.house_id = any((select app.break_glass_houses())::bigint[])));
create policy ins on cases_breakglassreason for insert to zvh_web with check (exists (
  select 1 from cases_breakglass b where b.id = break_glass_id and b.case_id = cases_breakglassreason.case_id
    and b.user_id = app.user_id() and b.capacity_id = app.capacity_id()));

-- cases_breakglassverdict: FG or another manager of the house, never who opened (09, 2.4)
alter table cases_breakglassverdict enable row level security;
grant select, insert on cases_breakglassverdict to zvh_web;
create policy sel on cases_breakglassverdict for select to zvh_web using (exists (
  select 1 from cases_breakglass b where b.id = break_glass_id and b.house_id = any((select app.break_glass_houses())::bigint[])));
create policy ins on cases_breakglassverdict for insert to zvh_web with check (
  by_id = app.user_id() and app.role() in ('fg', 'manager') and exists (
    select 1 from cases_breakglass b where b.id = break_glass_id and b.house_id = any(app.house_ids()) and b.user_id <> app.user_id()));

-- cases_breakglassnotice: who was told, in the capacity in which it concerns him; written by the job
alter table cases_breakglassnotice enable row level security;
grant select on cases_breakglassnotice to zvh_web;
create policy sel on cases_breakglassnotice for select to zvh_web using (
  house_id = any((select app.break_glass_houses())::bigint[])
  or (user_id = (select app.user_id()) and party_id is null and house_id = any((select app.case_houses())::bigint[]))
  or (user_id = (select app.user_id()) and party_id = (select app.party_id()) and current_setting('app.purpose', true) = 'casusoverleg'));

-- cases_statisticsfact: one row can point at one person, so only jobs read and write rows
alter table cases_statisticsfact enable row level security;
alter table cases_figurecell enable row level security; -- what facts add up to: figurecells.sql

-- Certificates, incidents and the list: who accounts for destruction in the house. The list is written by the job,
-- released by the record manager only, who opens no case.
do $$
declare t text;
begin
  foreach t in array array['privacy_destructionrecord', 'privacy_keyincident', 'privacy_malwareincident', 'privacy_destructionlisting',
                           'privacy_destructionfailure'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select on %I to zvh_web', t);
    execute format('grant select, insert, update, delete on %I to zvh_job', t);
    execute format('create policy sel on %I for select to zvh_web using (
      house_id = any((select app.accountable_houses())::bigint[]))', t);
  end loop;
end $$;
-- once, by somebody else than who closed the case (09, S32), and not while a dispute holds it back (05)
grant update (released_by_id, released_at) on privacy_destructionlisting to zvh_web;
create policy upd on privacy_destructionlisting for update to zvh_web using (
  (select app.role()) = 'recordmanager' and house_id = any((select app.house_ids())::bigint[])
  and needs_release and not is_held and released_at is null and closed_by_id is distinct from (select app.user_id()))
  with check (released_by_id = (select app.user_id()) and released_at is not null);

-- privacy_readingalert: noticed by the job; another supervisor than who it is about judges, once (09, 2.4)
alter table privacy_readingalert enable row level security;
grant select, update (is_justified, remark, judged_by_id, judged_at) on privacy_readingalert to zvh_web;
grant select, insert, update, delete on privacy_readingalert to zvh_job;
create policy sel on privacy_readingalert for select to zvh_web using (house_id = any((select app.supervised_houses())::bigint[]));
create policy upd on privacy_readingalert for update to zvh_web using (
  house_id = any((select app.supervised_houses())::bigint[]) and user_id is distinct from (select app.user_id()) and judged_at is null)
  with check (judged_by_id = (select app.user_id()) and judged_at is not null);

-- Access reviews (03, R12): begun by the job; who reviews decides in his own name, once. Nothing is changed afterwards.
alter table privacy_accessreview enable row level security;
grant select on privacy_accessreview to zvh_web;
grant select, insert, delete, update (reminded_on, escalated_on, settled_on, keep_until) on privacy_accessreview to zvh_job;
create policy sel on privacy_accessreview for select to zvh_web using (house_id = any((select app.review_houses())::bigint[]));
alter table privacy_reviewitem enable row level security;
grant select on privacy_reviewitem to zvh_web;
grant select, insert, delete on privacy_reviewitem to zvh_job;
create policy sel on privacy_reviewitem for select to zvh_web using (house_id = any((select app.review_houses())::bigint[]));
alter table privacy_reviewstep enable row level security;
grant select, insert on privacy_reviewstep to zvh_web, zvh_job;
grant delete on privacy_reviewstep to zvh_job;
create policy sel on privacy_reviewstep for select to zvh_web using (house_id = any((select app.review_houses())::bigint[]));
create policy ins on privacy_reviewstep for insert to zvh_web with check (
  by_id = app.user_id() and by_role = app.role() and app.may_review(item_id, house_id, "order", kind));
-- The proof stays as long as its term, whoever deletes; then it goes as a whole.
create or replace function app.keep_review() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_review uuid := case tg_table_name when 'privacy_accessreview' then (to_jsonb(old) ->> 'id')::uuid
    when 'privacy_reviewitem' then (to_jsonb(old) ->> 'review_id')::uuid
    else (select i.review_id from public.privacy_reviewitem i where i.id = (to_jsonb(old) ->> 'item_id')::uuid) end;
  v_today date := coalesce(nullif(current_setting('app.today', true), '')::date, (now() at time zone 'Europe/Amsterdam')::date);
begin
  if not exists (select 1 from public.privacy_accessreview w where w.id = v_review and w.keep_until < v_today) then
    raise exception 'a row of % is written once', tg_table_name using errcode = '42501';
  end if;
  return old;
end $$;
do $$
declare t text;
begin
  foreach t in array array['privacy_accessreview', 'privacy_reviewitem', 'privacy_reviewstep'] loop
    execute format('create or replace trigger kept before delete on %I for each row execute function app.keep_review()', t);
    if t <> 'privacy_accessreview' then
      execute format('create or replace trigger written_once before update on %I for each row execute function app.refuse_change()', t);
    end if;
  end loop;
end $$;

-- privacy_logwatch: one time, of the job
alter table privacy_logwatch enable row level security;
grant select, insert, update on privacy_logwatch to zvh_job;

-- privacy_keptvalues: opened by nobody (09, section 0)
alter table privacy_keptvalues enable row level security;
grant select, insert, update, delete on privacy_keptvalues to zvh_job;

-- privacy_nightlyrun: dates and counts
alter table privacy_nightlyrun enable row level security;
grant select, insert, update on privacy_nightlyrun to zvh_job;

-- cases_granthistory: written by the triggers; read with the file by the house, and by supervisors
alter table cases_granthistory enable row level security;
grant select on cases_granthistory to zvh_web;
create policy sel on cases_granthistory for select to zvh_web using (
  (select app.role()) <> 'delegate' and app.case_readable(case_id));

-- zvh_jobs: ids only; who started it sees it
alter table zvh_jobs enable row level security;
grant select, insert, update on zvh_jobs to zvh_web;
create policy sel on zvh_jobs for select to zvh_web using (started_by = (select app.user_id()) and capacity_id = (select app.capacity_id()));
create policy ins on zvh_jobs for insert to zvh_web with check (started_by = (select app.user_id()));
create policy upd on zvh_jobs for update to zvh_web using (started_by = (select app.user_id()) and capacity_id = (select app.capacity_id()));

-- cases_savedview: one's own, in the house or for the party acted for; staff also what colleagues in the same role share
alter table cases_savedview enable row level security;
grant select, insert, update, delete on cases_savedview to zvh_web;
create policy sel on cases_savedview for select to zvh_web using (app.own_view(user_id, role, house_id, party_id)
  or (is_shared and role = (select app.role()) and house_id = any((select app.case_houses())::bigint[])));
create policy ins on cases_savedview for insert to zvh_web with check (app.own_view(user_id, role, house_id, party_id));
create policy upd on cases_savedview for update to zvh_web using (app.own_view(user_id, role, house_id, party_id));
create policy del on cases_savedview for delete to zvh_web using (app.own_view(user_id, role, house_id, party_id));

-- cases_lastvisit: one's own, per capacity
alter table cases_lastvisit enable row level security;
grant select, insert, update on cases_lastvisit to zvh_web;
create policy sel on cases_lastvisit for select to zvh_web using (
  user_id = (select app.user_id()) and capacity_id = (select app.capacity_id()));
create policy ins on cases_lastvisit for insert to zvh_web with check (user_id = app.user_id() and capacity_id = app.capacity_id());
create policy upd on cases_lastvisit for update to zvh_web using (
  user_id = (select app.user_id()) and capacity_id = (select app.capacity_id()));

-- cases_keptdraft: one's own, in the capacity in which it was written
alter table cases_keptdraft enable row level security;
grant select, insert, delete on cases_keptdraft to zvh_web;
create policy own on cases_keptdraft for select to zvh_web using (
  user_id = (select app.user_id()) and capacity_id = (select app.capacity_id()));
create policy ins on cases_keptdraft for insert to zvh_web with check (
  user_id = app.user_id() and capacity_id = app.capacity_id());
create policy del on cases_keptdraft for delete to zvh_web using (
  user_id = (select app.user_id()) and capacity_id = (select app.capacity_id()));

-- privacy_accesslogline: everybody writes in his own name, supervisors read
alter table privacy_accesslogline enable row level security;
grant select, insert on privacy_accesslogline to zvh_web;
grant select, insert on privacy_accesslogline to zvh_job;
create policy ins on privacy_accesslogline for insert to zvh_web with check (actor_id = app.user_id() or app.user_id() = 0);
create policy sel on privacy_accesslogline for select to zvh_web using (house_id = any((select app.supervised_houses())::bigint[]));

-- privacy_auditentry: append-only, in one's own name; no page reads it yet, so no process of the web may
alter table privacy_auditentry enable row level security;
grant insert on privacy_auditentry to zvh_web;
grant select, insert on privacy_auditentry to zvh_job;
create policy ins on privacy_auditentry for insert to zvh_web with check (actor_id is null or actor_id = (select app.user_id()));

-- 6. The job role: retention, mail, statistics work on every house, in the tables that they need ---------------------

do $$
declare r record;
begin
  for r in select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
           where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity loop
    if r.relname like 'cases\_%' or r.relname = 'zvh_jobs' then
      execute format('grant select, insert, update, delete on %I to zvh_job', r.relname);
    end if;
    execute format('create policy job on %I to zvh_job using (true) with check (true)', r.relname);
  end loop;
end $$;

-- 7. What no process may undo -----------------------------------------------------------------------------------------

create or replace function app.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;
create or replace trigger append_only before update or delete on privacy_accesslogline for each row execute function app.refuse_change();
create or replace trigger append_only_truncate before truncate on privacy_accesslogline for each statement execute function app.refuse_change();
create or replace trigger append_only before update or delete on privacy_auditentry for each row execute function app.refuse_change();
create or replace trigger append_only_truncate before truncate on privacy_auditentry for each statement execute function app.refuse_change();

-- Grants carry the immutable sort key of their case, and leave a history whoever writes them.
create or replace function app.case_grant_sort_key() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.case_opened_at := (select coalesce(opened_at, now()) from public.cases_case where id = new.content_object_id);
  return new;
end $$;
create or replace trigger sort_key before insert on cases_casegrant for each row execute function app.case_grant_sort_key();

create or replace function app.note_case_grant() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare g public.cases_casegrant := case when tg_op = 'DELETE' then old else new end;
begin
  insert into public.cases_granthistory (at, kind, given, case_id, object_id, user_id, group_id, party_id, reason, by_id)
  values (now(), 'casegrant', tg_op = 'INSERT', g.content_object_id, g.content_object_id, g.user_id, null, g.party_id, g.reason,
          coalesce(nullif(current_setting('app.user_id', true), '')::bigint, 0));
  return null;
end $$;
create or replace trigger history after insert or delete on cases_casegrant for each row execute function app.note_case_grant();

create or replace function app.note_release() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare r public.cases_contributionrelease := case when tg_op = 'DELETE' then old else new end;
begin
  insert into public.cases_granthistory (at, kind, given, case_id, object_id, user_id, group_id, party_id, reason, by_id)
  select now(), 'contributionrelease', tg_op = 'INSERT', coalesce(c.case_id, '00000000-0000-0000-0000-000000000000'), r.content_object_id,
         null, r.group_id, p.id, r.reason, coalesce(nullif(current_setting('app.user_id', true), '')::bigint, 0)
  from (select 1) one left join public.cases_contribution c on c.id = r.content_object_id
    left join public.parties_party p on p.group_id = r.group_id;
  return null;
end $$;
create or replace trigger history after insert or delete on cases_contributionrelease for each row execute function app.note_release();

-- A file that was not judged can not be seen by who takes it away: it goes with what is told of it.
create or replace function app.drop_attachment_file() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.cases_attachmentfile where attachment_id = old.id;
  return null;
end $$;
create or replace trigger drop_file after delete on cases_attachment for each row execute function app.drop_attachment_file();

-- Closing a case takes every grant that does not outlive it (00, item 5), whoever closes it.
create or replace function app.close_grants() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.cases_casegrant where content_object_id = new.id and (new.phase = 'beeindigd' or not after_closing);
  return null;
end $$;
create or replace trigger close_grants after update of phase on cases_case for each row
  when (new.phase in ('afschaling', 'beeindigd') and old.phase is distinct from new.phase) execute function app.close_grants();

-- A party that is excluded by one house of a covenant is out of its cases at once, and stays in those of the other houses.
create or replace function app.leave_house() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.cases_casegrant g using public.cases_case c, public.parties_membership m
    where c.id = g.content_object_id and c.house_id = old.house_id and m.id = old.membership_id and g.party_id = m.party_id;
  return null;
end $$;
create or replace trigger leave_house after delete on parties_membership_houses for each row execute function app.leave_house();

-- Transfer to another house -------------------------------------------------------------------------------------------
-- However an offer ends, it is emptied in the same statement; what was refused, withdrawn or expired leaves no parts.
create or replace function app.empty_transfer() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.description := ''::bytea;
  new.reason := ''::bytea;
  if new.ended_as <> 'aangenomen' then
    delete from public.cases_transferpart where transfer_id = new.id;
  end if;
  return new;
end $$;
create or replace trigger empty_transfer before update of closed_at on cases_transfer for each row
  when (old.closed_at is null and new.closed_at is not null) execute function app.empty_transfer();

-- The answer ends it; who answers can not see it any more.
create or replace function app.end_transfer() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.cases_transfer set closed_at = new.at, ended_as = case when new.is_accepted then 'aangenomen' else 'geweigerd' end
  where id = new.transfer_id;
  return null;
end $$;
create or replace trigger end_transfer after insert on cases_transferanswer for each row execute function app.end_transfer();

-- Who accepts makes the copy, in the same transaction.
create or replace function app.need_received() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.is_accepted and not exists (select 1 from public.cases_received r where r.offer_id = new.transfer_id) then
    raise exception 'an accepted transfer without its case' using errcode = '23514';
  end if;
  return null;
end $$;
drop trigger if exists need_received on cases_transferanswer;
create constraint trigger need_received after insert on cases_transferanswer deferrable initially deferred
  for each row execute function app.need_received();

-- What went over stands in the register of the house that let it go, per supplier; the receiving house can not write there.
create or replace function app.register_transfer() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.cases_disclosure (house_id, number, to_house_id, receiver, supplier_id, what, source, by_id, at)
  select t.house_id, c.number, t.to_house_id, '', s.supplier_id, 'overdracht-huis', t.ground, new.by_id, new.at
  from public.cases_transfer t join public.cases_case c on c.id = t.case_id,
    lateral (select null::bigint as supplier_id union all select distinct f.supplier_id from app.transferred_uses(t.id) f) s
  where t.id = new.offer_id;
  update public.cases_furtheruse u set given_on = app.today(), given_by_id = new.by_id, way = 'hier'
  from public.cases_transfer t, lateral app.transferred_uses(t.id) f where t.id = new.offer_id and u.id = f.id;
  return new;
end $$;
create or replace trigger register_transfer before insert on cases_received for each row execute function app.register_transfer();

-- A case is not closed while it is offered.
create or replace function app.refuse_offered() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select 1 from public.cases_transfer t where t.case_id = new.id and t.closed_at is null) then
    raise exception 'the case is offered to another house' using errcode = '23514';
  end if;
  return new;
end $$;
create or replace trigger refuse_offered before update of phase on cases_case for each row
  when (new.phase = 'afschaling' and old.phase is distinct from new.phase) execute function app.refuse_offered();

-- Who runs a case is the procesregisseur's to say, by accepting it or by handing it over (04; 03).
create or replace function app.keep_procesregisseur() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if current_user = 'zvh_web' and app.role() is distinct from 'procesregisseur' then
    raise exception 'only a procesregisseur says who runs a case' using errcode = '42501';
  end if;
  return new;
end $$;
create or replace trigger keep_procesregisseur before update of procesregisseur_id on cases_case for each row
  when (new.procesregisseur_id is distinct from old.procesregisseur_id) execute function app.keep_procesregisseur();
