-- What may be read of the statistics facts: counts of a house, never a row. Every function gives what a page needs in one question;
-- zvh/smallcells.py makes of it what may be shown. `keys` is the sum of the keys of what was counted. A filter that is null asks nothing.

-- Who reads the figures of a house: who runs it and its cases, and who supervises it (03, R9). To others every answer is empty.
create or replace function app.reads_figures(p_house bigint) returns boolean language sql stable
  return app.role() in ('manager', 'procesregisseur', 'fg', 'privacyadviseur') and p_house = any(app.house_ids());

-- Of each quarter and kind how many, by value and detail; of persons also by how many quarters ago they were registered before, so that
-- one who comes twice in a period can be counted once. Periods are sums of quarters: governance/figures/numbers.py makes them.
drop function if exists app.figure_totals(bigint, int, int, bigint, bigint, bigint, text); -- what a function returns can not be replaced
create or replace function app.figure_totals(p_house bigint, p_first int, p_last int, p_approach bigint, p_gemeente bigint,
  p_party bigint, p_age text)
returns table (quarter int, kind text, value text, detail text, before int, number bigint, keys bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  select t.quarter::int, t.kind::text, t.value::text, t.detail::text, case when t.kind = 'persoon' then t.measure::int end, sum(t.number), sum(t.key)
  from public.cases_statisticsfact t
  where t.house_id = p_house and t.quarter between p_first and p_last
    and (p_approach is null or t.approach_id = p_approach) and (p_gemeente is null or t.gemeente_id = p_gemeente)
    and (p_party is null or t.party_id = p_party) and (p_age is null or t.age_band = p_age)
  group by t.quarter, t.kind, t.value, t.detail, case when t.kind = 'persoon' then t.measure::int end;
end $$;

-- In one period: of what is told per party, by value and detail.
drop function if exists app.figure_parties(bigint, int, int, bigint, bigint, bigint, text);
create or replace function app.figure_parties(p_house bigint, p_first int, p_last int, p_approach bigint, p_gemeente bigint, p_party bigint,
  p_age text)
returns table (kind text, value text, detail text, party bigint, number bigint, keys bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  select t.kind::text, t.value::text, t.detail::text, t.party_id, sum(t.number), sum(t.key)
  from public.cases_statisticsfact t
  where t.house_id = p_house and t.quarter between p_first and p_last
    and t.kind in ('aangemeld', 'doorgegeven', 'aanwezig', 'voorbereid', 'bijdrage', 'actie', 'casusregie')
    and (p_approach is null or t.approach_id = p_approach) and (p_gemeente is null or t.gemeente_id = p_gemeente)
    and (p_party is null or t.party_id = p_party) and (p_age is null or t.age_band = p_age)
  group by t.kind, t.value, t.detail, t.party_id;
end $$;

-- In one period, of registrations and persons: per gemeente, approach and age band. `line` says which, by what `grouping` leaves out.
drop function if exists app.figure_lines(bigint, int, int, bigint, bigint, bigint, text);
create or replace function app.figure_lines(p_house bigint, p_first int, p_last int, p_approach bigint, p_gemeente bigint, p_party bigint,
  p_age text)
returns table (kind text, line int, gemeente bigint, approach bigint, age text, number bigint, keys bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  select t.kind::text, grouping(t.gemeente_id, t.approach_id, t.age_band), t.gemeente_id, t.approach_id, t.age_band::text, sum(t.number), sum(t.key)
  from public.cases_statisticsfact t
  where t.house_id = p_house and t.quarter between p_first and p_last and t.kind in ('aangemeld', 'persoon')
    and (p_approach is null or t.approach_id = p_approach) and (p_gemeente is null or t.gemeente_id = p_gemeente)
    and (p_party is null or t.party_id = p_party) and (p_age is null or t.age_band = p_age)
  group by grouping sets ((t.kind, t.gemeente_id), (t.kind, t.approach_id), (t.kind, t.age_band));
end $$;

-- What stands beside the chosen one where nothing is chosen: per quarter and kind along one line. If it is hidden there, its own page
-- may not tell it.
drop function if exists app.figure_beside(bigint, int, int, text);
create or replace function app.figure_beside(p_house bigint, p_first int, p_last int, p_line text)
returns table (quarter int, kind text, member text, number bigint, keys bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  select t.quarter::int, t.kind::text,
    case p_line when 'approach' then t.approach_id::text when 'gemeente' then t.gemeente_id::text when 'party' then t.party_id::text else t.age_band::text end,
    sum(t.number), sum(t.key)
  from public.cases_statisticsfact t where t.house_id = p_house and t.quarter between p_first and p_last group by 1, 2, 3;
end $$;

-- How long it took, per period (numbered from 1 in the order of the arrays) and step: how many, the middle one, and the one below which
-- nine in ten remain.
drop function if exists app.figure_durations(bigint, int[], int[], bigint, bigint, bigint, text);
create or replace function app.figure_durations(p_house bigint, p_first int[], p_last int[], p_approach bigint, p_gemeente bigint,
  p_party bigint, p_age text)
returns table (period int, kind text, value text, number bigint, keys bigint, median int, ninetieth int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  select p.no::int, t.kind::text, case when t.kind = 'eruit' then t.value::text else '' end, sum(t.number), sum(t.key),
    percentile_disc(0.5) within group (order by t.measure)::int, percentile_disc(0.9) within group (order by t.measure)::int
  from unnest(p_first, p_last) with ordinality p(f, l, no)
    join public.cases_statisticsfact t on t.house_id = p_house and t.quarter between p.f and p.l
  where t.measure is not null and t.kind in ('eruit', 'uitkomst', 'afgesloten', 'verzoek-klaar', 'datalek', 'datalek-gemeld', 'ingetrokken')
    and (p_approach is null or t.approach_id = p_approach) and (p_gemeente is null or t.gemeente_id = p_gemeente)
    and (p_party is null or t.party_id = p_party) and (p_age is null or t.age_band = p_age)
  group by 1, 2, 3;
end $$;

-- What ran at the beginning of a quarter, per phase: what went in before, less what came out. Only the approach divides it: gemeente and
-- age of a case may be corrected while it runs.
drop function if exists app.figure_stock(bigint, int, bigint);
create or replace function app.figure_stock(p_house bigint, p_before int, p_approach bigint)
returns table (phase text, number bigint, keys bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  select t.value::text, sum(case t.kind when 'erin' then t.number else -t.number end), sum(case t.kind when 'erin' then t.key else -t.key end)
  from public.cases_statisticsfact t
  where t.house_id = p_house and t.quarter < p_before and t.kind in ('erin', 'eruit') and (p_approach is null or t.approach_id = p_approach)
  group by t.value;
end $$;

-- How long what runs today has been running, since it was filed: in weeks, as far as the names of the lines say. The key of a case is
-- the same every day, so that its cell is rounded the same.
drop function if exists app.figure_running(bigint, bigint);
create or replace function app.figure_running(p_house bigint, p_approach bigint)
returns table (line text, number bigint, keys bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_today date := app.today();
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  select case when r.weeks < 13 then 'tot-13' when r.weeks < 26 then 'tot-26' when r.weeks < 52 then 'tot-52' else 'langer' end, count(*), sum(r.key)
  from (select (v_today - (c.opened_at at time zone 'Europe/Amsterdam')::date) / 7 as weeks, (hashtext(c.id::text) & 2147483647) % 5 as key
        from public.cases_case c where c.house_id = p_house and c.phase in ('aanmelding', 'triage', 'casusoverleg') and c.opened_at is not null
          and (p_approach is null or c.approach_id = p_approach)) r
  group by 1;
end $$;

-- The own house against all others together, per kind, value and detail; and in how many other houses something of the kind was.
-- To its manager only: of no other house a number is given (03, R9).
drop function if exists app.figure_houses(bigint, int, int, text[]);
create or replace function app.figure_houses(p_house bigint, p_first int, p_last int, p_kinds text[])
returns table (kind text, value text, detail text, own bigint, own_keys bigint, rest bigint, rest_keys bigint, others bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not (app.reads_figures(p_house) and app.role() = 'manager') then
    return;
  end if;
  return query
  with counted as (
    select t.house_id as house, t.kind::text as k, t.value::text as v, t.detail::text as d, sum(t.number) as number, sum(t.key) as keys
    from public.cases_statisticsfact t
    where t.quarter between p_first and p_last and t.kind = any(p_kinds) group by 1, 2, 3, 4),
  elsewhere as (
    select c.k, count(distinct c.house) as houses from counted c where c.house <> p_house and c.number > 0 group by c.k)
  select c.k, c.v, c.d, coalesce(sum(c.number) filter (where c.house = p_house), 0)::bigint,
    coalesce(sum(c.keys) filter (where c.house = p_house), 0)::bigint,
    coalesce(sum(c.number) filter (where c.house <> p_house), 0)::bigint,
    coalesce(sum(c.keys) filter (where c.house <> p_house), 0)::bigint, coalesce(max(e.houses), 0)::bigint
  from counted c left join elsewhere e on e.k = c.k group by c.k, c.v, c.d;
end $$;

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'app' and (p.proname like 'figure\_%' or p.proname = 'reads_figures') loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to zvh_web', f);
  end loop;
end $$;
