-- What may be read of the statistics facts: counts of a house, never a row. Every function gives what a page needs in one question;
-- zvh/smallcells.py makes of it what may be shown. `keys` is the sum of the keys of what was counted. A filter that is null asks nothing.

-- Who reads the figures of a house: who runs it and its cases, and who supervises it (03, R9). To others every answer is empty.
create or replace function app.reads_figures(p_house bigint) returns boolean language sql stable
  return app.role() in ('manager', 'procesregisseur', 'fg', 'privacyadviseur') and p_house = any(app.house_ids());

do $$
declare f regprocedure;
begin -- as they were when each line had its own argument
  for f in select p.oid::regprocedure from pg_proc p join pg_namespace n on n.oid = p.pronamespace
           where n.nspname = 'app' and p.proname in ('figure_totals', 'figure_parties', 'figure_lines', 'figure_durations') and p.pronargs = 7 loop
    execute format('drop function %s', f);
  end loop;
end $$;

-- What was counted in these quarters along one line ('' is no line) and, if it is given, of one member of it: the cells, and the facts of
-- today that are not in them yet (cases/sql/figurecells.sql). Only read by the functions below, into which it dissolves.
create or replace function app.counted(p_house bigint, p_first int, p_last int, p_line text, p_member text)
returns table (quarter int, kind text, value text, detail text, member text, party_id bigint, measure int, number bigint, keys bigint)
language sql stable as $$
  select c.quarter::int, c.kind::text, c.value::text, c.detail::text, c.member::text, c.party_id, c.measure::int, c.number::bigint, c.keys::bigint
  from public.cases_figurecell c
  where c.house_id = p_house and c.line = p_line and c.quarter between p_first and p_last and (p_member is null or c.member = p_member)
  union all
  select t.quarter::int, t.kind::text, t.value::text, t.detail::text, app.fact_member(t, p_line), t.party_id, t.measure::int, t.number, t.key
  from public.cases_statisticsfact t
  where t.house_id = p_house and not t.added_up and t.quarter between p_first and p_last
    and (p_member is null or app.fact_member(t, p_line) = p_member)
$$;

-- Of each quarter and kind how many, by value and detail; of persons also by how many quarters ago they were registered before, so that
-- one who comes twice in a period can be counted once. Periods are sums of quarters: governance/figures/numbers.py makes them.
create or replace function app.figure_totals(p_house bigint, p_first int, p_last int, p_line text, p_member text)
returns table (quarter int, kind text, value text, detail text, before int, number bigint, keys bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  select t.quarter, t.kind, t.value, t.detail, case when t.kind = 'persoon' then t.measure end, sum(t.number)::bigint, sum(t.keys)::bigint
  from app.counted(p_house, p_first, p_last, p_line, p_member) t
  group by t.quarter, t.kind, t.value, t.detail, case when t.kind = 'persoon' then t.measure end;
end $$;

-- In one period: of what is told per party, by value and detail.
create or replace function app.figure_parties(p_house bigint, p_first int, p_last int, p_line text, p_member text)
returns table (kind text, value text, detail text, party bigint, number bigint, keys bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  select t.kind, t.value, t.detail, t.party_id, sum(t.number)::bigint, sum(t.keys)::bigint
  from app.counted(p_house, p_first, p_last, p_line, p_member) t
  where app.is_told_per_party(t.kind)
  group by t.kind, t.value, t.detail, t.party_id;
end $$;

-- In one period, of registrations and persons: per gemeente, approach and age band, also within the line of the page. These are few
-- enough to be counted from the facts. `line` says which, by what `grouping` leaves out.
create or replace function app.figure_lines(p_house bigint, p_first int, p_last int, p_line text, p_member text)
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
    and (p_member is null or app.fact_member(t, p_line) = p_member)
  group by grouping sets ((t.kind, t.gemeente_id), (t.kind, t.approach_id), (t.kind, t.age_band));
end $$;

-- What stands beside the chosen one where nothing is chosen: per quarter and kind along one line. If it is hidden there, its own page
-- may not tell it.
create or replace function app.figure_beside(p_house bigint, p_first int, p_last int, p_line text)
returns table (quarter int, kind text, member text, number bigint, keys bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  select t.quarter, t.kind, nullif(t.member, ''), sum(t.number)::bigint, sum(t.keys)::bigint
  from app.counted(p_house, p_first, p_last, p_line, null) t group by 1, 2, 3;
end $$;

-- How long it took, per period (numbered from 1 in the order of the arrays) and step: how many, the middle one, and the one below which
-- nine in ten remain.
create or replace function app.figure_durations(p_house bigint, p_first int[], p_last int[], p_line text, p_member text)
returns table (period int, kind text, value text, number bigint, keys bigint, median int, ninetieth int)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  select d.period, d.kind, d.value, max(d.sofar)::bigint, sum(d.keys)::bigint,
    min(d.measure) filter (where d.sofar >= 0.5 * d.everything), min(d.measure) filter (where d.sofar >= 0.9 * d.everything)
  from (select m.period, m.kind, m.value, m.measure, m.keys,
          sum(m.number) over (partition by m.period, m.kind, m.value order by m.measure) as sofar,
          sum(m.number) over (partition by m.period, m.kind, m.value) as everything
        from (select p.no::int as period, t.kind, case when t.kind = 'eruit' then t.value else '' end as value, t.measure,
                sum(t.number) as number, sum(t.keys) as keys
              from unnest(p_first, p_last) with ordinality p(f, l, no)
                join app.counted(p_house, (select min(x) from unnest(p_first) x), (select max(x) from unnest(p_last) x), p_line, p_member) t
                  on t.quarter between p.f and p.l
              where t.measure is not null and app.is_timed(t.kind)
              group by 1, 2, 3, 4) m) d
  group by d.period, d.kind, d.value;
end $$;

-- What ran at the beginning of a quarter, per phase: what went in before, less what came out. Only the approach divides it: gemeente and
-- age of a case may be corrected while it runs.
create or replace function app.figure_stock(p_house bigint, p_before int, p_approach bigint)
returns table (phase text, number bigint, keys bigint)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare v_line text := case when p_approach is null then '' else 'approach' end;
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  select t.value, sum(case t.kind when 'erin' then t.number else -t.number end)::bigint, sum(case t.kind when 'erin' then t.keys else -t.keys end)::bigint
  from app.counted(p_house, 0, p_before - 1, v_line, p_approach::text) t
  where t.kind in ('erin', 'eruit')
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
    select h.id as house, t.kind as k, t.value as v, t.detail as d, sum(t.number) as number, sum(t.keys) as keys
    from public.parties_house h cross join lateral app.counted(h.id, p_first, p_last, '', null) t
    where t.kind = any(p_kinds) group by 1, 2, 3, 4),
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
revoke all on function app.counted(bigint, int, int, text, text) from public;
