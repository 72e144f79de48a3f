-- The last day of the term of a case's phase stands in the case itself, so that every list is sorted by an index. It follows the
-- case and the terms of covenant and house, whoever changes them. `cases/deadlines.py` says which rule it comes from.

create or replace function app.phase_deadline(p_house bigint, p_phase text, p_since date, p_otherwise date) returns date
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select coalesce((
    select (p_since + make_interval(
      days => case t.unit when 'dagen' then t.amount else 0 end, weeks => case t.unit when 'weken' then t.amount else 0 end,
      months => case t.unit when 'maanden' then t.amount else 0 end, years => case t.unit when 'jaren' then t.amount else 0 end))::date
    from public.parties_term t join public.parties_house h on h.id = p_house and h.covenant_id = t.covenant_id
    where t.code = case p_phase when 'aanmelding' then 'eerste-beoordeling' when 'triage' then 'triage' when 'casusoverleg' then 'vervolgoverleg' end
      and (t.house_id is null or t.house_id = p_house)
    order by t.house_id nulls last limit 1), p_otherwise) $$;
revoke execute on function app.phase_deadline from public;

-- Without a casusoverleg the house itself says when it looks again.
create or replace function app.case_deadline(p_house bigint, p_phase text, p_since date, p_follow_up date, p_otherwise date) returns date
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case when p_phase = 'casusoverleg' and p_follow_up is not null then p_follow_up
    else app.phase_deadline(p_house, p_phase, p_since, p_otherwise) end $$;
revoke execute on function app.case_deadline from public;

create or replace function app.set_case_deadline() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  new.due_on := app.case_deadline(new.house_id, new.phase, new.phase_since, new.follow_up_on, new.destroy_on);
  return new;
end $$;
create or replace trigger deadline before insert or update of house_id, phase, phase_since, follow_up_on, destroy_on on cases_case
  for each row execute function app.set_case_deadline();

create or replace function app.recount_deadlines() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare v_covenants bigint[] := array[case when tg_op <> 'INSERT' then old.covenant_id end, case when tg_op <> 'DELETE' then new.covenant_id end];
begin
  update public.cases_case c set due_on = d.due_on
  from (select k.id, app.case_deadline(k.house_id, k.phase, k.phase_since, k.follow_up_on, k.destroy_on) as due_on
        from public.cases_case k join public.parties_house h on h.id = k.house_id where h.covenant_id = any(v_covenants)) d
  where d.id = c.id and d.due_on is distinct from c.due_on;
  return null;
end $$;
create or replace trigger deadlines after insert or delete on parties_term for each row execute function app.recount_deadlines();
create or replace trigger deadlines_changed after update on parties_term for each row
  when (old.* is distinct from new.*) execute function app.recount_deadlines();
