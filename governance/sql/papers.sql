-- Plan, budget and accounts: the second line behind governance/models/paper.py and workflow/papers.py. Applied after access.sql of this room.

create or replace function app.sits_in_house(p_house bigint, p_as_secretary boolean) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.parties_body b where b.house_id = p_house and app.has_seat(b.id, p_as_secretary)) $$;
-- The manager (conv. 11.3), and the secretary of a body of the house.
create or replace function app.keeps_papers(p_house bigint) returns boolean language sql stable parallel safe cost 2000
  return (app.role() = 'manager' and p_house = any(app.house_ids())) or app.sits_in_house(p_house, true);
-- Who may open the pages about bodies at all, in this house.
create or replace function app.governs_in(p_house bigint) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select case when app.role() = 'delegate' then cardinality(app.levels_of_table()) > 0 and exists (
      select 1 from public.parties_membership m join public.parties_membership_houses h on h.membership_id = m.id
      where m.party_id = app.party_id() and h.house_id = p_house and m.from_date <= app.today() and coalesce(m.until_date, app.today()) >= app.today())
    else app.role() in ('manager', 'administrator', 'procesregisseur', 'procesondersteuner') and p_house = any(app.house_ids()) end $$;
create or replace function app.asked_of_party(p_paper uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.governance_paperinput i where i.paper_id = p_paper and i.party_id = app.party_id()) $$;
create or replace function app.house_of_paper(p_paper uuid) returns bigint language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select house_id from public.governance_paper where id = p_paper $$;
create or replace function app.paper_is(p_paper uuid, p_state text) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select exists (select 1 from public.governance_paper where id = p_paper and state = p_state) $$;

do $$
declare f regprocedure;
begin
  foreach f in array array['app.sits_in_house(bigint, boolean)', 'app.keeps_papers(bigint)', 'app.governs_in(bigint)',
      'app.asked_of_party(uuid)', 'app.house_of_paper(uuid)', 'app.paper_is(uuid, text)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to zvh_web, zvh_job', f);
  end loop;
end $$;

-- governance_paper: written by manager and secretary; members read it, a party that is asked, and what is adopted who governs there
alter table governance_paper enable row level security;
grant select, insert, update, delete on governance_paper to zvh_web;
create policy sel on governance_paper for select to zvh_web using (app.keeps_papers(house_id) or app.sits_in_house(house_id, false)
  or (app.governs_in(house_id) and (state = 'vastgesteld' or app.asked_of_party(id))));
create policy ins on governance_paper for insert to zvh_web with check (by_id = app.user_id() and state = 'concept'
  and app.keeps_papers(house_id));
create policy upd on governance_paper for update to zvh_web using (app.keeps_papers(house_id)) with check (app.keeps_papers(house_id));
create policy del on governance_paper for delete to zvh_web using (state = 'concept' and put_forward_at is null and app.keeps_papers(house_id));

-- governance_chapter: with the paper; written while it is a draft
alter table governance_chapter enable row level security;
grant select, insert, delete, update (text, version, saved_by_id, saved_at) on governance_chapter to zvh_web;
create policy del on governance_chapter for delete to zvh_web using (app.keeps_papers(app.house_of_paper(paper_id))
  and app.paper_is(paper_id, 'concept'));
create policy sel on governance_chapter for select to zvh_web using (exists (select 1 from governance_paper p where p.id = paper_id));
create policy ins on governance_chapter for insert to zvh_web with check (app.keeps_papers(app.house_of_paper(paper_id))
  and app.paper_is(paper_id, 'concept'));
create policy upd on governance_chapter for update to zvh_web using (app.keeps_papers(app.house_of_paper(paper_id))
    and app.paper_is(paper_id, 'concept'))
  with check (app.paper_is(paper_id, 'concept'));

-- governance_reportfigures: with the paper; taken up while it is a draft, by who reads the figures of the house himself
alter table governance_reportfigures enable row level security;
grant select, insert, delete, update (content, taken_on, by_id, at) on governance_reportfigures to zvh_web;
create policy sel on governance_reportfigures for select to zvh_web using (exists (select 1 from governance_paper p where p.id = paper_id));
create policy ins on governance_reportfigures for insert to zvh_web with check (by_id = app.user_id() and app.paper_is(paper_id, 'concept')
  and app.keeps_papers(app.house_of_paper(paper_id)) and app.reads_figures(app.house_of_paper(paper_id)));
create policy upd on governance_reportfigures for update to zvh_web using (app.keeps_papers(app.house_of_paper(paper_id))
    and app.reads_figures(app.house_of_paper(paper_id)) and app.paper_is(paper_id, 'concept'))
  with check (by_id = app.user_id() and app.paper_is(paper_id, 'concept'));
create policy del on governance_reportfigures for delete to zvh_web using (app.keeps_papers(app.house_of_paper(paper_id))
  and app.paper_is(paper_id, 'concept')); -- with a draft that is thrown away

-- governance_paperinput: asked of a party by who writes; given once, by who speaks for it or noted from its letter
alter table governance_paperinput enable row level security;
grant select, insert, delete, update (due_on, source, text, given_on, by_id, at) on governance_paperinput to zvh_web;
create policy del on governance_paperinput for delete to zvh_web using (app.keeps_papers(app.house_of_paper(paper_id))
  and app.paper_is(paper_id, 'concept')); -- with a draft that is thrown away
create policy sel on governance_paperinput for select to zvh_web using (app.keeps_papers(app.house_of_paper(paper_id))
  or app.sits_in_house(app.house_of_paper(paper_id), false)
  or (app.role() = 'delegate' and party_id = app.party_id() and app.governs_in(app.house_of_paper(paper_id))));
create policy ins on governance_paperinput for insert to zvh_web with check (by_id = app.user_id() and given_on is null
  and app.keeps_papers(app.house_of_paper(paper_id)) and app.paper_is(paper_id, 'concept'));
create policy upd on governance_paperinput for update to zvh_web using (given_on is null and app.paper_is(paper_id, 'concept')
    and (app.keeps_papers(app.house_of_paper(paper_id))
      or (app.role() = 'delegate' and party_id = app.party_id() and app.governs_in(app.house_of_paper(paper_id)))))
  with check (by_id = app.user_id() and app.paper_is(paper_id, 'concept')
    and (given_on is not null or app.keeps_papers(app.house_of_paper(paper_id))));

do $$
declare t text;
begin
  foreach t in array array['governance_paper', 'governance_chapter', 'governance_paperinput', 'governance_reportfigures'] loop
    execute format('grant select, insert, update, delete on %I to zvh_job', t);
    execute format('drop policy if exists job on %I', t); -- made by cases/sql/access.sql where row-level security was on before
    execute format('create policy job on %I to zvh_job using (true) with check (true)', t);
  end loop;
end $$;

-- What the decisions since it was put forward come to: adopted by every body that the covenant names, or by the one to which it sent
-- what was stuck; open or stuck ('vast') as long as one of them is; else a draft again.
create or replace function app.paper_comes_to(p_paper uuid) returns text language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  with round as (select d.* from public.governance_decision d join public.governance_paper p on p.id = d.paper_id
      where p.id = p_paper and d.at >= p.put_forward_at),
    leaf as (select r.* from round r where not exists (select 1 from round n where n.came_from_id = r.id)),
    passed as (select b.id from public.governance_paper p join public.parties_paperrule_adopted_by a on a.paperrule_id = p.rule_id
        join public.parties_body b on b.id = a.body_id
      where p.id = p_paper and coalesce(b.house_id, p.house_id) = p.house_id
        and not exists (select 1 from round r where r.came_from_id is null and r.body_id = b.id))
  select case when exists (select 1 from leaf where state in ('voorbereiding', 'stemming')) then 'open'
    when exists (select 1 from leaf) and not exists (select 1 from passed) and not exists (select 1 from leaf where outcome <> 'aangenomen')
      then 'vastgesteld'
    when exists (select 1 from leaf l join public.parties_body_stuck_goes_to n on n.from_body_id = l.body_id
        where l.outcome in ('staken', 'te-weinig', 'geen-overeenstemming'))
      and not exists (select 1 from leaf where outcome = 'verworpen' or state = 'ingetrokken') then 'vast'
    else 'concept' end $$;
revoke all on function app.paper_comes_to(uuid) from public;
grant execute on function app.paper_comes_to(uuid) to zvh_web, zvh_job;

-- Whoever writes it: what lies before a body stays as it is until that body decided, and what is adopted stays; sent round is noted once.
create or replace function app.keep_paper() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (new.house_id, new.rule_id, new.first_year, new.last_year, new.edition, new.by_id, new.at)
      is distinct from (old.house_id, old.rule_id, old.first_year, old.last_year, old.edition, old.by_id, old.at) then
    raise exception 'what it is about stays' using errcode = '23514';
  end if;
  if old.state = 'vastgesteld' then
    if (new.state, new.input_due_on, new.shown_on, new.put_forward_at, new.adopted_on, new.sent_due_on, new.sent_source)
        is distinct from (old.state, old.input_due_on, old.shown_on, old.put_forward_at, old.adopted_on, old.sent_due_on, old.sent_source)
        or (old.sent_on is not null and (new.sent_on, new.sent_to) is distinct from (old.sent_on, old.sent_to)) then
      raise exception 'it is adopted' using errcode = '23514';
    end if;
  elsif new.state = 'vastgesteld' and not (old.state = 'voorgelegd' and app.paper_comes_to(new.id) = 'vastgesteld') then
    raise exception 'not adopted by the bodies that the covenant names' using errcode = '23514';
  elsif old.state = 'voorgelegd' and new.state = 'concept' and app.paper_comes_to(new.id) not in ('concept', 'vast') then
    raise exception 'it lies before a body' using errcode = '23514';
  end if;
  return new;
end $$;
create or replace trigger keep_paper before update on governance_paper for each row execute function app.keep_paper();

create or replace function app.of_draft() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from public.governance_paper where id = coalesce(new.paper_id, old.paper_id) and state = 'concept' for share;
  if not found then
    raise exception 'the paper is no draft' using errcode = '23514';
  end if;
  return null;
end $$;
create or replace trigger of_draft after insert or update or delete on governance_chapter for each row execute function app.of_draft();
create or replace trigger of_draft after insert or update or delete on governance_reportfigures for each row execute function app.of_draft();
create or replace trigger of_draft after insert or update or delete on governance_paperinput for each row execute function app.of_draft();
