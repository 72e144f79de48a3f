-- What may be read of the statistics facts: counts of a house, never a row. Every function gives what a page needs in one question;
-- zvh/smallcells.py makes of it what may be shown. `keys` is the sum of the keys of what was counted. A filter that is null asks nothing.

-- Who reads the figures of a house: who runs it and its cases, and who supervises it (03, R9). To others every answer is empty.
create or replace function app.reads_figures(p_house bigint) returns boolean language sql stable
  return app.role() in ('manager', 'procesregisseur', 'fg', 'privacyadviseur') and p_house = any(app.house_ids());

-- Per period, numbered from 1 in the order of the arrays: of each kind, and of what kind in it. Of persons, also how many different
-- ones: who was registered in the period before is counted once.
drop function if exists app.figure_totals(bigint, int[], int[], bigint, bigint, bigint, text); -- what a function returns can not be replaced
create or replace function app.figure_totals(p_house bigint, p_first int[], p_last int[], p_approach bigint, p_gemeente bigint,
  p_party bigint, p_age text)
returns table (period int, kind text, value text, detail text, shape int, number bigint, keys bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  with periods as (select o::int as no, f, l from unnest(p_first, p_last) with ordinality x(f, l, o)),
  facts as (
    select p.no, t.kind::text as kind, t.value::text as value, t.detail::text as detail, t.number, t.key, t.measure, t.quarter, p.f
    from periods p join public.cases_statisticsfact t on t.house_id = p_house and t.quarter between p.f and p.l
    where (p_approach is null or t.approach_id = p_approach) and (p_gemeente is null or t.gemeente_id = p_gemeente)
      and (p_party is null or t.party_id = p_party) and (p_age is null or t.age_band = p_age))
  select x.no, x.kind, x.value, x.detail, grouping(x.value, x.detail), sum(x.number), sum(x.key * x.number)
  from facts x group by grouping sets ((x.no, x.kind), (x.no, x.kind, x.value), (x.no, x.kind, x.detail), (x.no, x.kind, x.value, x.detail))
  union all
  select x.no, 'uniek', null, null, 3, sum(x.number), sum(x.key * x.number)
  from facts x where x.kind = 'persoon' and (x.measure is null or x.quarter - x.measure < x.f) group by x.no;
end $$;

-- In one period, of each kind along another line: reporting or responsible party, gemeente, approach, age band.
drop function if exists app.figure_cells(bigint, int, int, bigint, bigint, bigint, text);
create or replace function app.figure_cells(p_house bigint, p_first int, p_last int, p_approach bigint, p_gemeente bigint, p_party bigint,
  p_age text)
returns table (kind text, value text, detail text, shape int, party bigint, gemeente bigint, approach bigint, age text, number bigint, keys bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  select t.kind::text, t.value::text, t.detail::text, grouping(t.value, t.detail, t.party_id, t.gemeente_id, t.approach_id, t.age_band),
    t.party_id, t.gemeente_id, t.approach_id, t.age_band::text, sum(t.number), sum(t.key * t.number)
  from public.cases_statisticsfact t
  where t.house_id = p_house and t.quarter between p_first and p_last
    and (p_approach is null or t.approach_id = p_approach) and (p_gemeente is null or t.gemeente_id = p_gemeente)
    and (p_party is null or t.party_id = p_party) and (p_age is null or t.age_band = p_age)
  group by grouping sets ((t.kind, t.party_id), (t.kind, t.value, t.party_id), (t.kind, t.detail, t.party_id), (t.kind, t.gemeente_id),
    (t.kind, t.approach_id), (t.kind, t.age_band));
end $$;

-- How long it took, per period and step: how many, the middle one, and the one below which nine in ten remain.
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
  select p.no::int, t.kind::text, case when t.kind = 'eruit' then t.value::text else '' end, sum(t.number), sum(t.key * t.number),
    percentile_disc(0.5) within group (order by t.measure)::int, percentile_disc(0.9) within group (order by t.measure)::int
  from unnest(p_first, p_last) with ordinality p(f, l, no)
    join public.cases_statisticsfact t on t.house_id = p_house and t.quarter between p.f and p.l
  where t.measure is not null and t.kind in ('eruit', 'uitkomst', 'afgesloten', 'verzoek-klaar', 'datalek', 'datalek-gemeld')
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

do $$
declare f regprocedure;
begin
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'app' and p.proname like 'figure\_%' loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to zvh_web', f);
  end loop;
end $$;
