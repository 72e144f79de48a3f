-- Naleving: the second line behind governance/policy.py and fulfilment; and what every duty counts by. Applied after decisions.sql.

-- Who may read what a house must do and did: manager, administrator and supervisors of the house, and a secretary of one of its bodies.
create or replace function app.secretary_of(p_house bigint) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.parties_body b where b.house_id = p_house and app.has_seat(b.id, true));
end $$;

create or replace function app.keeps_duties(p_house bigint) returns boolean language sql stable
  return (app.role() in ('manager', 'administrator') and p_house = any(app.house_ids())) or app.secretary_of(p_house);
create or replace function app.reads_duties(p_house bigint) returns boolean language sql stable
  return (app.role() in ('fg', 'privacyadviseur') and p_house = any(app.house_ids())) or app.keeps_duties(p_house);

-- A duty counts in every house of its covenant, or in one.
create or replace function app.duty_in(p_duty bigint, p_house bigint) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.parties_duty d join public.parties_house h on h.id = p_house and h.covenant_id = d.covenant_id
    where d.id = p_duty and (d.house_id is null or d.house_id = p_house) and d.kind in ('vastleggen', 'per-partij', 'na-besluit')) $$;

-- governance_fulfilment: written down once; who made a mistake takes it back, with the reason
alter table governance_fulfilment enable row level security;
grant select, insert, update (withdrawn_at, withdrawn_by_id, withdrawn_because) on governance_fulfilment to zvh_web;
create policy sel on governance_fulfilment for select to zvh_web using (app.reads_duties(house_id));
create policy ins on governance_fulfilment for insert to zvh_web with check (by_id = app.user_id() and withdrawn_at is null
  and done_on <= app.today() and app.keeps_duties(house_id) and app.duty_in(duty_id, house_id)
  and (decision_id is null or app.has_seat(app.keeper_of(decision_id), false)));
create policy upd on governance_fulfilment for update to zvh_web using (withdrawn_at is null and app.keeps_duties(house_id))
  with check (withdrawn_by_id = app.user_id());
grant select, insert, update, delete on governance_fulfilment to zvh_job;
drop policy if exists job on governance_fulfilment; -- made by cases/sql/access.sql where row-level security was on before
create policy job on governance_fulfilment to zvh_job using (true) with check (true);

-- What the duties of a house count by: days and numbers, never a case or a person. The same for everybody who may read it, whatever
-- rows he sees himself; to others it is empty. `ref` is the duty it is about; done_on the last time, due_on the first day by which
-- something that is open must be done, of `total` are `open` open, and `late` of those late.
drop function if exists app.duty_facts(bigint, int); -- what a function returns can not be replaced
create or replace function app.duty_facts(p_house bigint, p_topics int)
returns table (fact text, ref bigint, done_on date, due_on date, total bigint, open bigint, late bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare d date := nullif(current_setting('app.today', true), '')::date;
begin
  if d is null then -- nobody acts
    return;
  end if;
  if not app.reads_duties(p_house) then
    return;
  end if;
  return query
  with staff as (
    select a.user_id, a.secrecy_on, a.from_date from public.parties_appointment a join public.parties_user u on u.id = a.user_id and u.is_active
    where a.house_id = p_house and a.from_date <= d and coalesce(a.until_date, d) >= d
    union all
    select g.user_id, g.secrecy_on, g.from_date from public.parties_delegation g join public.parties_user u on u.id = g.user_id and u.is_active
      join public.parties_membership m on m.id = g.membership_id
      join public.parties_membership_houses h on h.membership_id = m.id and h.house_id = p_house
    where g.from_date <= d and coalesce(g.until_date, d) >= d and m.from_date <= d and coalesce(m.until_date, d) >= d),
  people as (select s.user_id, min(s.from_date) as since, bool_and(s.secrecy_on is not null) as signed from staff s group by s.user_id),
  parties as (
    select m.id, m.party_id, m.signed_on from public.parties_membership m join public.parties_membership_houses h on h.membership_id = m.id
    where h.house_id = p_house and m.from_date <= d and coalesce(m.until_date, d) >= d),
  newest as (
    select distinct on (a.kind, a.protocol_id) a.id, a.kind, a.protocol_id, a.from_date from public.governance_agreedversion a
    where a.house_id = p_house and a.from_date <= d order by a.kind, a.protocol_id, a.from_date desc, a.at desc),
  noted as (
    select f.duty_id, f.party_id, f.done_on from public.governance_fulfilment f where f.house_id = p_house and f.withdrawn_at is null
    union all -- that a plan was sent round is noted with the plan
    select u.id, null::bigint, p.sent_on from public.governance_paper p join public.parties_paperrule r on r.id = p.rule_id and r.kind = 'plan'
      join public.parties_duty u on u.covenant_id = r.covenant_id and u.kind = 'na-besluit' and u.decision_kind = 'plan'
    where p.house_id = p_house and p.sent_on is not null),
  done as (select f.duty_id, f.party_id, max(f.done_on) as day from noted f group by f.duty_id, f.party_id),
  topics as (
    select p.user_id, t.topic, max(t.followed_on) as day from people p left join public.parties_training t on t.user_id = p.user_id
    group by p.user_id, t.topic),
  trained as (select t.user_id, count(t.topic) as topics, min(t.day) as day from topics t group by t.user_id),
  vetted as (select p.user_id, max(v.valid_until) filter (where v.issued_on <= d) as day
    from people p left join public.parties_vetting v on v.user_id = p.user_id group by p.user_id),
  running as (select k.id, k.phase, k.due_on from public.cases_case k
    where k.house_id = p_house and k.phase in ('aanmelding', 'triage', 'casusoverleg')),
  waits (fact, due_on) as (
    select case r.phase when 'aanmelding' then 'eerste-beoordeling' when 'triage' then 'triage' else 'vervolgoverleg' end, r.due_on from running r
    union all
    select 'bijdrage', q.due_on from public.cases_contributionrequest q join running r on r.id = q.case_id
    where not exists (select 1 from public.cases_contribution c where c.request_id = q.id and c.state <> 'concept')
    union all
    select 'antwoord-bekendheid', e.due_on from public.cases_enquiry e
    where e.house_id = p_house and e.closed_at is null and not exists (select 1 from public.cases_enquiryanswer x where x.enquiry_id = e.id)
    union all
    select 'toets-inlichten', n.check_on from public.cases_nonotice n join running r on r.id = n.case_id
    where not exists (select 1 from public.cases_nonotice l where l.subject_id = n.subject_id and l.at > n.at)
      and not exists (select 1 from public.cases_notice i where i.subject_id = n.subject_id)
    union all
    select 'inlichten-besluit', i.due_on from public.governance_informing i join public.governance_decision x on x.id = i.decision_id
      join public.parties_body b on b.id = x.keeper_id where b.house_id = p_house and i.done_on is null
    union all
    select 'autorisaties-bevestigen', w.due_on from public.privacy_accessreview w where w.house_id = p_house and w.settled_on is null
    union all
    select 'noodtoegang', g.judge_by from public.cases_breakglass g
    where g.house_id = p_house and not exists (select 1 from public.cases_breakglassverdict v where v.break_glass_id = g.id)
    union all
    select 'signaal', a.judge_by from public.privacy_readingalert a where a.house_id = p_house and a.judged_at is null
    union all -- breaches that the authority must be told of, or that are not decided about; what the registers must look at again
    select 'datalek', (b.authority_by at time zone 'Europe/Amsterdam')::date from public.privacy_breach b
    where b.house_id = p_house and b.closed_at is null and (b.to_authority is null or (b.to_authority and b.sent_at is null))
    union all
    select 'klachten', x.review_on from public.privacy_complaint x where x.house_id = p_house and x.review_on is not null and x.answered_on is null
    union all
    select 'aanwijzingen', x.review_on from public.privacy_instruction x
    where x.house_id = p_house and x.review_on is not null and x.followed_on is null
    union all
    select 'onderzoek', x.review_on from public.privacy_research x where x.house_id = p_house and x.review_on is not null and x.finished_on is null
    union all
    select 'verwerkingen', x.review_on from public.privacy_processingactivity x where x.house_id = p_house and x.review_on is not null
    union all
    select 'verwerkers', x.review_on from public.privacy_processor x where x.house_id = p_house and x.review_on is not null and x.ended_on is null
    union all
    select 'dpia', x.review_on from public.privacy_dpia x where x.house_id = p_house and x.review_on is not null
    union all
    select 'audits', x.review_on from public.privacy_auditfinding x where x.house_id = p_house and x.review_on is not null and x.solved_on is null
    union all
    select 'artikel-20', x.review_on from public.privacy_policedecision x where x.house_id = p_house and x.review_on is not null
    union all
    select 'instemming', s.answer_by from public.governance_statement s
    where s.house_id = p_house and s.said_on is null and s.dropped_on is null
      and exists (select 1 from public.governance_statementanswer a where a.statement_id = s.id and a.choice = '')
    union all
    select 'bewaartermijn', k.destroy_on from public.cases_case k
    where k.house_id = p_house and k.phase = 'afschaling' and k.destroy_on is not null
      and not exists (select 1 from public.cases_dispute x where x.case_id = k.id and x.ended_on is null)
      and not exists (select 1 from public.privacy_breachcase x join public.privacy_breach b on b.id = x.breach_id
                      where x.case_id = k.id and b.closed_at is null))
  select 'vergadering', m.duty_id, m."on", null::date, 0::bigint, 0::bigint, 0::bigint
  from public.governance_bodymeeting m join public.parties_body b on b.id = m.body_id
  where b.house_id = p_house and m.cancelled_at is null and m.duty_id is not null and m."on" >= make_date(extract(year from d)::int - 1, 1, 1)
  union all
  select 'besluit:' || x.kind, null, max(x.decided_on), null, count(*), 0, 0
  from public.governance_decision x join public.parties_body b on b.id = x.keeper_id
  where b.house_id = p_house and x.outcome = 'aangenomen' and not exists ( -- accounts with the report; a budget is another paper
    select 1 from public.governance_paper p join public.parties_paperrule r on r.id = p.rule_id
    where p.id = x.paper_id and r.kind = 'begroting') group by x.kind
  union all
  select 'plicht', f.duty_id, max(f.day), null, count(*), 0, 0 from done f group by f.duty_id
  union all
  select 'per-partij', y.id, min(f.day), null, count(*), count(*) filter (where f.day is null), 0
  from public.parties_duty y cross join parties p left join done f on f.duty_id = y.id and f.party_id = p.party_id
  where y.kind = 'per-partij' and app.duty_in(y.id, p_house) group by y.id
  union all
  select w.fact, null, null, min(w.due_on), count(*), count(*), count(*) filter (where w.due_on < d) from waits w group by w.fact
  union all
  select 'autorisaties-nalopen', null, max(w.opened_on), null, count(*), 0, 0 from public.privacy_accessreview w
  where w.house_id = p_house and w.kind = 'alle' having count(*) > 0
  union all
  select 'bijzondere-rechten-nalopen', null, max(w.opened_on), null, count(*), 0, 0 from public.privacy_accessreview w
  where w.house_id = p_house having count(*) > 0
  union all
  select 'rechten', null, min(p.since), null, count(*), 0, 0 from people p having count(*) > 0
  union all
  select 'vog', null, null, min(v.day), count(*), count(*) filter (where v.day is null), count(*) filter (where v.day is null or v.day < d) from vetted v
  union all
  select 'geheimhouding', null, null, null, count(*), count(*) filter (where not p.signed), 0 from people p
  union all
  select 'scholing', null, min(t.day) filter (where t.topics >= p_topics), null, count(*), count(*) filter (where t.topics < p_topics), 0 from trained t
  union all
  select 'ondertekening', null, max(case when n.id is null then p.signed_on else r."on" end), null, count(*),
    count(*) filter (where case when n.id is null then p.signed_on is null else r.id is null end), 0
  from parties p left join newest n on n.kind = 'convenant' left join public.governance_received r on r.agreed_id = n.id and r.party_id = p.party_id
  union all
  select 'protocol', null, max(case when n.id is null then x.signed_on else r."on" end), null, count(*),
    count(*) filter (where case when n.id is null then x.signed_on is null else r.id is null end), 0
  from parties p join public.parties_membership_protocols x on x.membership_id = p.id and coalesce(x.until_date, d) >= d
    join public.parties_protocol q on q.id = x.protocol_id and q.status = 'vastgesteld'
    left join newest n on n.kind = 'protocol' and n.protocol_id = q.id
    left join public.governance_received r on r.agreed_id = n.id and r.party_id = p.party_id
  union all
  select 'kopie', null, n.from_date, null, count(*), count(*) filter (where r.id is null), 0
  from newest n cross join parties p left join public.governance_received r on r.agreed_id = n.id and r.party_id = p.party_id
  where n.kind = 'werkproces' group by n.from_date
  union all -- budgets and accounts that were adopted, and whether they were sent to whom the covenant names
  select 'rondsturen', p.rule_id, max(p.sent_on), min(p.sent_due_on) filter (where p.sent_on is null), count(*),
    count(*) filter (where p.sent_on is null), count(*) filter (where p.sent_on is null and p.sent_due_on < d)
  from public.governance_paper p where p.house_id = p_house and p.state = 'vastgesteld' group by p.rule_id
  union all
  select 'nachtwerk', null, max(n.day), null, count(*), 0, 0 from public.privacy_nightlyrun n where n.finished_at is not null having count(*) > 0;
end $$;

do $$
declare f regprocedure;
begin
  foreach f in array array['app.secretary_of(bigint)', 'app.keeps_duties(bigint)', 'app.reads_duties(bigint)', 'app.duty_in(bigint, bigint)',
      'app.duty_facts(bigint, int)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to zvh_web, zvh_job', f);
  end loop;
end $$;
