-- Statistics facts: what happened, written by the database in the transaction in which it happened (00, item 28; 09, 3.5).
-- A trigger and not the workflow: what is counted then follows the rows themselves, whoever writes them, and no process needs the
-- right to write or read a fact. A fact knows a quarter, never a day; it names no case and no person, and two facts of one case have
-- nothing in common that an other case does not have.

-- cases_statisticsfact: nobody reads or writes rows, the jobs neither
alter table cases_statisticsfact enable row level security;
revoke all on cases_statisticsfact from zvh_web, zvh_job;

create or replace function app.quarter_of(p_day date) returns int language sql immutable parallel safe
  return extract(year from p_day)::int * 4 + extract(quarter from p_day)::int - 1;

-- The day on which somebody acts; of rows that are written without anybody, the day that stands in them.
create or replace function app.fact_day(p_otherwise date) returns date language sql stable parallel safe
  return coalesce(nullif(current_setting('app.today', true), '')::date, p_otherwise);
create or replace function app.fact_day(p_otherwise timestamptz) returns date language sql stable parallel safe
  return app.fact_day((p_otherwise at time zone 'Europe/Amsterdam')::date);

-- `p_measure` in weeks, hours or quarters, as the kind says; the key decides for good how the cells with this fact are rounded.
create or replace function app.note_fact(p_house bigint, p_day date, p_kind text, p_value text default '', p_detail text default '',
  p_party bigint default null, p_measure bigint default null, p_approach bigint default null, p_gemeente bigint default null,
  p_age text default 'onbekend', p_number int default 1) returns void language sql volatile security definer
set search_path = pg_catalog, pg_temp as $$
  insert into public.cases_statisticsfact
    (id, house_id, quarter, kind, value, detail, party_id, measure, approach_id, gemeente_id, age_band, number, key)
  values (gen_random_uuid(), p_house, app.quarter_of(p_day), p_kind, p_value, p_detail, p_party,
          case when p_measure is not null then least(greatest(p_measure, 0), 32767) end,
          p_approach, p_gemeente, p_age, p_number, floor(random() * 5)::int);
$$;

-- About a case: with its approach, and the age band and gemeente of the person with whom it began.
create or replace function app.note_case_fact(p_case uuid, p_day date, p_kind text, p_value text default '', p_detail text default '',
  p_party bigint default null, p_measure bigint default null, p_number int default 1) returns void language sql volatile security definer
set search_path = pg_catalog, pg_temp as $$
  select app.note_fact(c.house_id, p_day, p_kind, p_value, p_detail, p_party, p_measure, c.approach_id, s.gemeente_id,
                       coalesce(s.age_band, 'onbekend'), p_number)
  from public.cases_case c left join lateral (
    select x.gemeente_id, x.age_band from public.cases_subject x where x.case_id = c.id order by x."order", x.id limit 1) s on true
  where c.id = p_case;
$$;

-- A registration is filed: of whom it came, its themes, and each person in it. Who was registered before is known as long as the data
-- are there (blind index); of a person the fact keeps how many quarters ago that was, and how long after a case of him ended.
create or replace function app.note_filing(p_case uuid, p_day date) returns void language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare c public.cases_case; s record; v_before date; v_ended date;
begin
  select * into c from public.cases_case k where k.id = p_case;
  perform app.note_case_fact(p_case, p_day, 'aangemeld', p_party => coalesce(c.filed_by_party_id, c.on_behalf_of_id));
  perform app.note_case_fact(p_case, p_day, 'thema', d) from public.cases_aanmelding a, unnest(a.life_domains) d where a.case_id = p_case;
  for s in select * from public.cases_subject x where x.case_id = p_case loop
    select max(k.opened_at at time zone 'Europe/Amsterdam')::date,
           max(case k.phase when 'afschaling' then k.closed_on when 'beeindigd' then k.phase_since end)
      into v_before, v_ended
    from public.cases_subject o join public.cases_case k on k.id = o.case_id
    where k.house_id = c.house_id and k.id <> p_case and k.opened_at is not null
      and (o.bsn_index = s.bsn_index or o.name_birth_index = s.name_birth_index);
    perform app.note_fact(c.house_id, p_day, 'persoon', p_measure => app.quarter_of(p_day) - app.quarter_of(v_before),
      p_approach => c.approach_id, p_gemeente => s.gemeente_id, p_age => s.age_band);
    if v_ended > p_day - interval '24 months' then
      perform app.note_fact(c.house_id, p_day, 'terug', case when v_ended > p_day - interval '6 months' then '6-maanden'
        when v_ended > p_day - interval '12 months' then '12-maanden' else '24-maanden' end,
        p_approach => c.approach_id, p_gemeente => s.gemeente_id, p_age => s.age_band);
    end if;
  end loop;
end $$;

-- What the triage decided; of what it did not admit, the criteria that were not met and to which gemeente it went.
create or replace function app.note_outcome(p_case public.cases_case, p_day date) returns void language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_case_fact(p_case.id, p_day, 'uitkomst', o.code, p_measure => (p_day - (p_case.opened_at at time zone 'Europe/Amsterdam')::date) / 7)
    from public.parties_triageoutcome o where o.id = p_case.outcome_id;
  perform app.note_case_fact(p_case.id, p_day, 'criterium', lower(k.code))
    from public.cases_criterionjudgement j join public.parties_criterion k on k.id = j.criterion_id
    where j.case_id = p_case.id and not j.is_met and p_case.phase = 'beeindigd';
  perform app.note_case_fact(p_case.id, p_day, 'doorgegeven', p_party => t.forward_to_id)
    from public.cases_triage t where t.case_id = p_case.id and t.forward_to_id is not null and p_case.phase = 'beeindigd';
end $$;

-- A case is closed: why, with what success, after how many weeks, and of each life domain its first and its last score.
create or replace function app.note_closing(p_case public.cases_case, p_day date) returns void language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_case_fact(p_case.id, p_day, 'afgesloten', coalesce((select r.code from public.parties_closingreason r where r.id = p_case.closing_reason_id), ''),
    case when p_case.successful then 'ja' when not p_case.successful then 'nee' else '' end, p_case.casusregisseur_party_id,
    (p_day - (p_case.opened_at at time zone 'Europe/Amsterdam')::date) / 7);
  perform app.note_case_fact(p_case.id, p_day, 'leefgebied', d.code, s.first || '-' || s.last)
    from (select x.domain_id, (array_agg(x.level order by x.at))[1] as first, (array_agg(x.level order by x.at desc))[1] as last
          from public.cases_domainscore x where x.case_id = p_case.id group by x.domain_id) s
      join public.parties_lifedomain d on d.id = s.domain_id;
end $$;

-- In and out of the three phases of a running case: opening + in - out = closing, in whatever period.
create or replace function app.fact_of_case() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_running text[] := array['aanmelding', 'triage', 'casusoverleg'];
  v_old text := case when tg_op = 'UPDATE' then old.phase else 'concept' end;
  v_day date := app.fact_day(coalesce(new.phase_since, (new.opened_at at time zone 'Europe/Amsterdam')::date));
begin
  if v_day is null then
    return null;
  end if;
  if v_old = 'concept' and new.phase <> 'concept' then
    perform app.note_filing(new.id, v_day);
  end if;
  if v_old = any(v_running) then -- in the name of what it was: the approach or the house may be what changed
    perform app.note_fact(old.house_id, v_day, 'eruit', v_old, case when new.phase = v_old then 'andere-aanpak' else '' end,
      p_approach => old.approach_id, p_measure => case when new.phase <> v_old then (v_day - old.phase_since) / 7 end);
  end if;
  if new.phase = any(v_running) then
    perform app.note_fact(new.house_id, v_day, 'erin', new.phase, case when new.phase = v_old then 'andere-aanpak' else '' end,
      p_approach => new.approach_id);
  end if;
  if new.phase = v_old then
    return null;
  end if;
  if v_old = 'aanmelding' then
    perform app.note_case_fact(new.id, v_day, 'beoordeling', case new.phase when 'beeindigd' then 'afgewezen' else 'in-behandeling' end);
  elsif v_old = 'triage' then
    perform app.note_outcome(new, v_day);
  elsif v_old = 'casusoverleg' and new.phase = 'afschaling' then
    perform app.note_closing(new, v_day);
  elsif v_old = 'afschaling' and new.phase = 'casusoverleg' then
    perform app.note_case_fact(new.id, v_day, 'heropend');
  end if;
  return null;
end $$;
create or replace trigger fact after update on cases_case for each row
  when ((old.phase, old.approach_id, old.house_id) is distinct from (new.phase, new.approach_id, new.house_id) and new.phase <> 'concept')
  execute function app.fact_of_case();
create or replace trigger fact_of_new after insert on cases_case for each row when (new.phase <> 'concept') execute function app.fact_of_case();

create or replace function app.fact_of_casusregie() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_case_fact(new.id, app.fact_day(new.phase_since), 'casusregie', p_party => new.casusregisseur_party_id);
  return null;
end $$;
create or replace trigger fact_of_casusregie after update of casusregisseur_party_id on cases_case for each row
  when (new.casusregisseur_party_id is not null and new.casusregisseur_party_id is distinct from old.casusregisseur_party_id)
  execute function app.fact_of_casusregie();

-- A case was discussed; who was invited was there or not, and had or had not answered what was asked of it before that day.
-- Undone at once (the button takes back the end), it is taken back.
create or replace function app.fact_of_discussion() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_number int := case when new.finished_at is null then -1 else 1 end;
  v_day date := app.fact_day(coalesce(new.finished_at, old.finished_at));
  v_on date := (select m."on" from public.cases_meeting m where m.id = new.meeting_id);
begin
  perform app.note_case_fact(new.case_id, v_day, 'besproken', p_number => v_number);
  perform app.note_case_fact(new.case_id, v_day, 'aanwezig', case when exists (
      select 1 from public.cases_attendance a where a.item_id = new.id and a.party_id = p.party_id and a.is_present) then 'ja' else 'nee' end,
    p_party => p.party_id, p_number => v_number)
    from (select distinct i.party_id from public.cases_invitation i where i.item_id = new.id) p;
  perform app.note_case_fact(new.case_id, v_day, 'voorbereid', case when q.open = 0 then 'ja' else 'nee' end,
    p_party => q.party_id, p_number => v_number)
    from (select r.party_id, count(*) filter (where not exists (
            select 1 from public.cases_contribution c where c.request_id = r.id and c.state <> 'concept')) as open
          from public.cases_contributionrequest r where r.case_id = new.case_id and r.due_on <= v_on
            and r.party_id in (select i.party_id from public.cases_invitation i where i.item_id = new.id)
          group by r.party_id) q;
  return null;
end $$;
create or replace trigger fact after update of finished_at on cases_agendaitem for each row
  when ((old.finished_at is null) <> (new.finished_at is null)) execute function app.fact_of_discussion();

create or replace function app.fact_of_score() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_case_fact(new.case_id, app.fact_day(new.at), 'score', d.code, new.level)
    from public.parties_lifedomain d where d.id = new.domain_id;
  return null;
end $$;
create or replace trigger fact after insert on cases_domainscore for each row execute function app.fact_of_score();

create or replace function app.fact_of_request() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_case_fact(new.case_id, app.fact_day(new.at), 'gevraagd', p_party => new.party_id);
  return null;
end $$;
create or replace trigger fact after insert on cases_contributionrequest for each row execute function app.fact_of_request();

create or replace function app.fact_of_contribution() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_due date; v_day date := app.fact_day(coalesce(new.delivered_at, now()));
begin
  select r.due_on into v_due from public.cases_contributionrequest r where r.id = new.request_id;
  perform app.note_case_fact(new.case_id, v_day, 'bijdrage', new.state,
    case when v_due is null then 'ongevraagd' when v_day <= v_due then 'op-tijd' else 'te-laat' end, new.supplier_id);
  return null;
end $$;
create or replace trigger fact_of_new after insert on cases_contribution for each row
  when (new.state in ('geleverd', 'niets', 'geweigerd')) execute function app.fact_of_contribution();
create or replace trigger fact after update of state on cases_contribution for each row
  when (old.state = 'concept' and new.state in ('geleverd', 'niets', 'geweigerd')) execute function app.fact_of_contribution();

create or replace function app.fact_of_action() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform app.note_case_fact(new.case_id, app.fact_day(new.at), 'actie', 'afgesproken', p_party => new.party_id);
  elsif old.state = 'open' and new.state <> 'open' then
    perform app.note_case_fact(new.case_id, app.fact_day(coalesce(new.reported_at, now())), 'actie', new.state,
      case when app.fact_day(coalesce(new.reported_at, now())) <= new.due_on then 'op-tijd' else 'te-laat' end, new.party_id);
  elsif old.late_told_on is null and new.late_told_on is not null then
    perform app.note_case_fact(new.case_id, new.late_told_on, 'actie', 'te-laat', p_party => new.party_id);
  end if;
  return null;
end $$;
create or replace trigger fact after insert or update of state, late_told_on on cases_action for each row execute function app.fact_of_action();

create or replace function app.fact_of_plan() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_case_fact(new.case_id, app.fact_day(new.adopted_at), 'plan');
  if octet_length(new.zsm_advice) > 0 then
    perform app.note_case_fact(new.case_id, app.fact_day(new.adopted_at), 'zsm');
  end if;
  return null;
end $$;
create or replace trigger fact after update of adopted_at on cases_plan for each row
  when (old.adopted_at is null and new.adopted_at is not null) execute function app.fact_of_plan();

create or replace function app.fact_of_notice() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_table_name = 'cases_notice' then
    perform app.note_case_fact(new.case_id, app.fact_day(new.at), 'ingelicht', new.way, p_party => new.party_id);
  else
    perform app.note_case_fact(new.case_id, app.fact_day(new.at), 'niet-ingelicht', new.ground, p_party => new.party_id);
  end if;
  return null;
end $$;
create or replace trigger fact after insert on cases_notice for each row execute function app.fact_of_notice();
create or replace trigger fact after insert on cases_nonotice for each row execute function app.fact_of_notice();

create or replace function app.fact_of_dispute() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_case_fact(new.case_id, app.fact_day(new.at), 'geschil', new.about);
  return null;
end $$;
create or replace trigger fact after insert on cases_dispute for each row execute function app.fact_of_dispute();

create or replace function app.fact_of_escalation() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_case_fact(new.case_id, app.fact_day(new.at), 'opschaling', case when new.body_id is null then 'burgemeester' else 'orgaan' end);
  return null;
end $$;
create or replace trigger fact after insert on cases_escalation for each row execute function app.fact_of_escalation();

-- What stands out in a case, in which phase. Taken back while the case is open it does not count in the quarter in which it was noted;
-- destruction takes the row and leaves the fact.
create or replace function app.fact_of_trend() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_noted date := (new.at at time zone 'Europe/Amsterdam')::date;
begin
  perform app.note_case_fact(new.case_id, v_noted, 'trend', t.code, new.phase,
    p_number => case when tg_op = 'INSERT' then 1 else -1 end) from public.parties_trend t where t.id = new.trend_id;
  return null;
end $$;
create or replace trigger fact_of_new after insert on cases_notedtrend for each row execute function app.fact_of_trend();
create or replace trigger fact after update of undone_at on cases_notedtrend for each row
  when (old.undone_at is null and new.undone_at is not null) execute function app.fact_of_trend();

-- The registers of a house, which outlive the case: without the case.
create or replace function app.fact_of_disclosure() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_fact(new.house_id, app.fact_day(new.at), 'verstrekking', new.what, p_party => new.supplier_id);
  return null;
end $$;
create or replace trigger fact after insert on cases_disclosure for each row execute function app.fact_of_disclosure();

create or replace function app.fact_of_break_glass() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_fact(new.house_id, app.fact_day(new.opened_at), 'noodtoegang', new.kind);
  return null;
end $$;
create or replace trigger fact after insert on cases_breakglass for each row execute function app.fact_of_break_glass();

create or replace function app.fact_of_postponement() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_case_fact(new.case_id, app.fact_day(new.confirmed_at), 'uitgesteld');
  return null;
end $$;
create or replace trigger fact after update of confirmed_at on cases_postponement for each row
  when (old.confirmed_at is null and new.confirmed_at is not null) execute function app.fact_of_postponement();

-- A right was ended after the last day of who held it: how many days it stood open. What has a last day in advance ends by itself, and
-- is no fact. Of a delegate and a party in every house where they take part.
create or replace function app.fact_of_withdrawal() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_day date := app.fact_day(new.until_date);
  v_days int := greatest(v_day - new.until_date - 1, 0); -- the day after the last one is the first without it
begin
  if new.until_date is null or v_day <= new.until_date or old.until_date < v_day then -- it runs on, or had ended
    return null;
  end if;
  perform app.note_fact(h.house_id, v_day, 'ingetrokken', tg_argv[0], case when v_days <= 28 then 'op-tijd' else 'te-laat' end, p_measure => v_days)
  from (select (to_jsonb(new) ->> 'house_id')::bigint as house_id where tg_argv[0] = 'medewerker'
        union all select mh.house_id from public.parties_membership_houses mh
        where mh.membership_id = (to_jsonb(new) ->> case tg_argv[0] when 'gedelegeerde' then 'membership_id' when 'partij' then 'id' end)::bigint) h;
  return null;
end $$;
create or replace trigger fact after update of until_date on parties_appointment for each row
  when (new.until_date is distinct from old.until_date) execute function app.fact_of_withdrawal('medewerker');
create or replace trigger fact after update of until_date on parties_delegation for each row
  when (new.until_date is distinct from old.until_date) execute function app.fact_of_withdrawal('gedelegeerde');
create or replace trigger fact after update of until_date on parties_membership for each row
  when (new.until_date is distinct from old.until_date) execute function app.fact_of_withdrawal('partij');

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'app' and (p.proname like 'note\_%fact' or p.proname in ('note_filing', 'note_outcome', 'note_closing', 'quarter_of', 'fact_day')) loop
    execute format('revoke all on function %s from public', f);
  end loop;
end $$;
