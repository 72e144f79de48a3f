-- A quarter that is over is added up: what was counted of a house, along no line and along each line of the page of figures. The facts stay;
-- the cells say the same in fewer rows, and ever fewer the busier the house, so that a page takes about as long after ten years as after one
-- (docs/decisions/figures.md).

-- cases_figurequarter and cases_figurecell: nobody reads or writes rows
revoke all on cases_figurequarter, cases_figurecell from zvh_web, zvh_job;

-- Where a fact stands on a line of the page; '' where that is not known, and where there is no line.
create or replace function app.fact_member(t public.cases_statisticsfact, p_line text) returns text language sql immutable parallel safe
  return coalesce(case p_line when '' then '' when 'approach' then (t).approach_id::text when 'gemeente' then (t).gemeente_id::text
                  when 'party' then (t).party_id::text when 'age' then (t).age_band end, '');

create or replace function app.is_told_per_party(p_kind text) returns boolean language sql immutable parallel safe
  return p_kind in ('aangemeld', 'doorgegeven', 'aanwezig', 'voorbereid', 'bijdrage', 'actie', 'casusregie');
create or replace function app.is_timed(p_kind text) returns boolean language sql immutable parallel safe
  return p_kind in ('eruit', 'uitkomst', 'afgesloten', 'datalek', 'datalek-gemeld', 'ingetrokken');

revoke all on function app.fact_member(public.cases_statisticsfact, text), app.is_told_per_party(text), app.is_timed(text) from public;

-- The quarters of which the facts themselves are to be counted. Not in plain SQL, which would dissolve into its reader: PostgreSQL would
-- then expect a thousand quarters, and read all facts of all years instead of those of the one or two there are.
create or replace function app.open_quarters(p_house bigint, p_first int, p_last int) returns setof int language plpgsql stable rows 2 as $$
begin
  return query
  select generate_series(greatest(p_first, f.first), p_last)
  from (select min(t.quarter) as first from public.cases_statisticsfact t where t.house_id = p_house) f where f.first is not null
  except select q.quarter from public.cases_figurequarter q where q.house_id = p_house;
end $$;
revoke all on function app.open_quarters(bigint, int, int) from public;

-- Adds up the quarters before this one of which that was not done, or that changed since. Gives their number.
create or replace function app.add_up_quarters(p_before int) returns int language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare q record; v_count int := 0;
begin
  for q in
    insert into public.cases_figurequarter (house_id, quarter)
    select h.id, o.quarter from public.parties_house h cross join lateral app.open_quarters(h.id, 0, p_before - 1) o(quarter)
    on conflict do nothing returning id, house_id, quarter
  loop
    insert into public.cases_figurecell (of_id, line, member, kind, value, detail, party_id, measure, number, keys)
    select q.id, l.line, app.fact_member(t, l.line), t.kind, t.value, t.detail, case when app.is_told_per_party(t.kind) then t.party_id end,
      case when t.kind = 'persoon' or app.is_timed(t.kind) then t.measure end, sum(t.number), sum(t.key)
    from public.cases_statisticsfact t cross join (values (''), ('approach'), ('gemeente'), ('party'), ('age')) l(line)
    where t.house_id = q.house_id and t.quarter = q.quarter
    group by 2, 3, 4, 5, 6, 7, 8;
    v_count := v_count + 1;
  end loop;
  return v_count;
end $$;
revoke all on function app.add_up_quarters(int) from public;
grant execute on function app.add_up_quarters(int) to zvh_job;

-- A fact of a quarter that was added up already: its cells go, and the next night makes them anew.
create or replace function app.reopen_quarters() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.cases_figurecell c using public.cases_figurequarter q
  where c.of_id = q.id and exists (select 1 from added n where n.house_id = q.house_id and n.quarter = q.quarter);
  delete from public.cases_figurequarter q where exists (select 1 from added n where n.house_id = q.house_id and n.quarter = q.quarter);
  return null;
end $$;
create or replace trigger reopen after insert on cases_statisticsfact referencing new table as added
for each statement execute function app.reopen_quarters();
