-- Facts are added up every night: how many are alike in a quarter of a house, along no line and along each line of the page of figures. The
-- facts stay; the cells say the same in fewer rows, and ever fewer the busier the house, so that a page takes about as long after ten years
-- as after one, and reads of the facts only those of today (docs/decisions/figures.md).

-- cases_figurecell: nobody reads or writes rows
revoke all on cases_figurecell from zvh_web, zvh_job;

-- Where a fact stands on a line of the page; '' where that is not known, and where there is no line.
create or replace function app.fact_member(t public.cases_statisticsfact, p_line text) returns text language sql immutable parallel safe
  return coalesce(case p_line when '' then '' when 'approach' then (t).approach_id::text when 'gemeente' then (t).gemeente_id::text
                  when 'party' then (t).party_id::text when 'age' then (t).age_band end, '');

create or replace function app.is_told_per_party(p_kind text) returns boolean language sql immutable parallel safe
  return p_kind in ('aangemeld', 'doorgegeven', 'aanwezig', 'voorbereid', 'bijdrage', 'actie', 'casusregie');
create or replace function app.is_timed(p_kind text) returns boolean language sql immutable parallel safe
  return p_kind in ('eruit', 'uitkomst', 'afgesloten', 'datalek', 'datalek-gemeld', 'ingetrokken');

revoke all on function app.fact_member(public.cases_statisticsfact, text), app.is_told_per_party(text), app.is_timed(text) from public;

-- Puts the facts that are in no cell yet in one of each line. Gives their number. One statement: what is killed halfway did nothing, and two
-- that run at once count no fact twice.
create or replace function app.add_up_facts() returns bigint language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp as $$
declare v_count bigint;
begin
  with fresh as (
    update public.cases_statisticsfact set added_up = true where not added_up returning *),
  cells as (
    insert into public.cases_figurecell as c (house_id, line, quarter, member, kind, value, detail, party_id, measure, number, keys)
    select t.house_id, l.line, t.quarter, app.fact_member(t, l.line), t.kind, t.value, t.detail,
      case when app.is_told_per_party(t.kind) then t.party_id end,
      case when t.kind = 'persoon' or app.is_timed(t.kind) then t.measure end, sum(t.number), sum(t.key)
    from fresh t cross join (values (''), ('approach'), ('gemeente'), ('party'), ('age')) l(line)
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    on conflict on constraint cell_once do update set number = c.number + excluded.number, keys = c.keys + excluded.keys)
  select count(*) into v_count from fresh;
  return v_count;
end $$;
revoke all on function app.add_up_facts() from public;
grant execute on function app.add_up_facts() to zvh_job;

-- Of when quarters that were over were added up as a whole.
drop trigger if exists reopen on cases_statisticsfact;
drop function if exists app.reopen_quarters(), app.add_up_quarters(int), app.open_quarters(bigint, int, int);
