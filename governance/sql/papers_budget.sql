-- Budgets: the second line behind governance/models/budget.py and workflow/budget.py. Applied after papers.sql.

create or replace function app.paper_of_line(p_line uuid) returns uuid language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select paper_id from public.governance_budgetline where id = p_line $$;
-- Who writes it, or sits in a body of its house.
create or replace function app.works_on_paper(p_paper uuid) returns boolean language sql stable parallel safe cost 3000
  return app.keeps_papers(app.house_of_paper(p_paper)) or app.sits_in_house(app.house_of_paper(p_paper), false);
create or replace function app.keeps_paper(p_paper uuid, p_state text) returns boolean language sql stable parallel safe cost 3000
  return app.paper_is(p_paper, p_state) and app.keeps_papers(app.house_of_paper(p_paper));

do $$
declare f regprocedure;
begin
  foreach f in array array['app.paper_of_line(uuid)', 'app.works_on_paper(uuid)', 'app.keeps_paper(uuid, text)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to zvh_web, zvh_job', f);
  end loop;
end $$;

-- governance_budget: with the budget; how it is divided, while it is a draft
alter table governance_budget enable row level security;
grant select, insert, update, delete on governance_budget to zvh_web;
create policy del on governance_budget for delete to zvh_web using (app.keeps_paper(paper_id, 'concept'));
create policy sel on governance_budget for select to zvh_web using (exists (select 1 from governance_paper p where p.id = paper_id));
create policy ins on governance_budget for insert to zvh_web with check (app.keeps_paper(paper_id, 'concept'));
create policy upd on governance_budget for update to zvh_web using (app.keeps_paper(paper_id, 'concept'))
  with check (app.keeps_paper(paper_id, 'concept'));

-- governance_budgetline: with the budget; written while it is a draft
alter table governance_budgetline enable row level security;
grant select, insert, update, delete on governance_budgetline to zvh_web;
create policy sel on governance_budgetline for select to zvh_web using (exists (select 1 from governance_paper p where p.id = paper_id));
create policy ins on governance_budgetline for insert to zvh_web with check (app.keeps_paper(paper_id, 'concept'));
create policy upd on governance_budgetline for update to zvh_web using (app.keeps_paper(paper_id, 'concept'))
  with check (app.keeps_paper(paper_id, 'concept'));
create policy del on governance_budgetline for delete to zvh_web using (app.keeps_paper(paper_id, 'concept'));

-- governance_share: everybody who works on it; a delegate the one of his party. Payments are noted after it was adopted
alter table governance_share enable row level security;
grant select, insert, update, delete on governance_share to zvh_web;
create policy sel on governance_share for select to zvh_web using (app.works_on_paper(paper_id)
  or (app.role() = 'delegate' and party_id = app.party_id() and exists (select 1 from governance_paper p where p.id = paper_id)));
create policy ins on governance_share for insert to zvh_web with check (app.keeps_paper(paper_id, 'concept'));
create policy upd on governance_share for update to zvh_web using (app.keeps_papers(app.house_of_paper(paper_id)))
  with check (app.keeps_papers(app.house_of_paper(paper_id)));
create policy del on governance_share for delete to zvh_web using (app.keeps_paper(paper_id, 'concept'));

-- governance_spending: who works on the budget; booked on one that was adopted, and never changed
alter table governance_spending enable row level security;
grant select, insert on governance_spending to zvh_web;
create policy sel on governance_spending for select to zvh_web using (app.works_on_paper(app.paper_of_line(line_id)));
create policy ins on governance_spending for insert to zvh_web with check (by_id = app.user_id()
  and app.keeps_paper(app.paper_of_line(line_id), 'vastgesteld'));

do $$
declare t text;
begin
  foreach t in array array['governance_budget', 'governance_budgetline', 'governance_share', 'governance_spending'] loop
    execute format('grant select, insert, update, delete on %I to zvh_job', t);
    execute format('drop policy if exists job on %I', t); -- made by cases/sql/access.sql where row-level security was on before
    execute format('create policy job on %I to zvh_job using (true) with check (true)', t);
  end loop;
end $$;

-- Whoever writes it: what was adopted does not change, but for what was paid.
create or replace trigger of_draft after insert or update or delete on governance_budget for each row execute function app.of_draft();
create or replace trigger of_draft after insert or update or delete on governance_budgetline for each row execute function app.of_draft();
create or replace trigger of_draft after insert or delete on governance_share for each row execute function app.of_draft();
create or replace trigger of_draft_changed after update on governance_share for each row
  when ((new.paper_id, new.party_id, new.payer, new.code, new.inhabitants, new.amount)
    is distinct from (old.paper_id, old.party_id, old.payer, old.code, old.inhabitants, old.amount)) execute function app.of_draft();

-- Whoever writes it: spent in its year, on a budget that was adopted, before its accounts lie before a body.
create or replace function app.of_open_year() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare budget record;
begin
  if tg_op <> 'INSERT' then
    raise exception 'what was booked stays; a mistake is booked back' using errcode = '23514';
  end if;
  select p.* into budget from public.governance_paper p join public.governance_budgetline l on l.paper_id = p.id
    where l.id = new.line_id and p.state = 'vastgesteld' for share of p;
  if budget.id is null or extract(year from new."on") not between budget.first_year and budget.last_year then
    raise exception 'not adopted, or another year' using errcode = '23514';
  end if;
  if exists (select 1 from public.governance_paper a join public.parties_paperrule r on r.id = a.rule_id
      where a.house_id = budget.house_id and r.kind = 'rekening' and a.first_year = budget.first_year and a.state <> 'concept') then
    raise exception 'its accounts are there' using errcode = '23514';
  end if;
  return null;
end $$;
create or replace trigger of_open_year after insert or update or delete on governance_spending for each row execute function app.of_open_year();

-- For the figures of a house: per category what the budget of these days gives and what was booked on them. Only sums of what was
-- adopted, so who reads the figures reads them, also where single bookings are not his to see.
drop function if exists app.figure_money(bigint, date, date); -- what a function returns can not be replaced
create or replace function app.figure_money(p_house bigint, p_first date, p_last date)
returns table (title text, budgeted numeric, spent numeric)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not app.reads_figures(p_house) then
    return;
  end if;
  return query
  with budget as (
    select p.* from public.governance_paper p join public.parties_paperrule r on r.id = p.rule_id
    where p.house_id = p_house and r.kind = 'begroting' and p.state = 'vastgesteld'),
  given as (
    select l.title::text as name, sum(l.amount) as amount from public.governance_budgetline l join budget b on b.id = l.paper_id
    where b.first_year <= extract(year from p_last) and b.last_year >= extract(year from p_first)
      and not exists (select 1 from budget x where (x.rule_id, x.first_year) = (b.rule_id, b.first_year) and x.edition > b.edition)
    group by l.title),
  booked as (
    select l.title::text as name, sum(s.amount) as amount from public.governance_spending s
      join public.governance_budgetline l on l.id = s.line_id join budget b on b.id = l.paper_id
    where s."on" between p_first and p_last group by l.title)
  select coalesce(g.name, k.name), coalesce(g.amount, 0), coalesce(k.amount, 0) from given g full join booked k on k.name = g.name order by 1;
end $$;
revoke all on function app.figure_money from public;
grant execute on function app.figure_money to zvh_web;
