-- Covenant life: the second line behind governance/workflow/agreed.py and statements.py. Applied after duties.sql.

create or replace function app.house_of_agreed(p_agreed uuid) returns bigint language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select house_id from public.governance_agreedversion where id = p_agreed $$;
create or replace function app.house_of_statement(p_statement uuid) returns bigint language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select house_id from public.governance_statement where id = p_statement $$;
create or replace function app.statement_open(p_statement uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.governance_statement where id = p_statement and said_on is null and dropped_on is null) $$;
create or replace function app.in_house(p_party bigint, p_house bigint) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.parties_membership m join public.parties_membership_houses h on h.membership_id = m.id
    where m.party_id = p_party and h.house_id = p_house and m.from_date <= app.today() and coalesce(m.until_date, app.today()) >= app.today()) $$;

-- A delegate to a body speaks for the own party (conv. 10).
create or replace function app.speaks_for(p_party bigint) returns boolean language sql stable
  return p_party = app.party_id() and app.role() = 'delegate' and app.levels_of_table() <> '{}'::text[];
create or replace function app.statement_asked(p_statement uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.governance_statementanswer a where a.statement_id = p_statement and app.speaks_for(a.party_id)) $$;

do $$
declare f regprocedure;
begin
  foreach f in array array['app.house_of_agreed(uuid)', 'app.house_of_statement(uuid)', 'app.statement_open(uuid)', 'app.in_house(bigint, bigint)',
      'app.speaks_for(bigint)', 'app.statement_asked(uuid)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to zvh_web, zvh_job', f);
  end loop;
end $$;

-- governance_agreedversion: written down once by who keeps the duties of the house
alter table governance_agreedversion enable row level security;
grant select, insert on governance_agreedversion to zvh_web;
create policy sel on governance_agreedversion for select to zvh_web using (app.reads_duties(house_id));
create policy ins on governance_agreedversion for insert to zvh_web with check (by_id = app.user_id() and app.keeps_duties(house_id)
  and (decision_id is null or app.has_seat(app.keeper_of(decision_id), false))
  and (protocol_id is null or exists (select 1 from parties_protocol p join parties_house h on h.covenant_id = p.covenant_id
    where p.id = protocol_id and h.id = house_id)));

-- governance_received: of parties that take part in the house; taken away again where it was a mistake
alter table governance_received enable row level security;
grant select, insert, delete on governance_received to zvh_web;
create policy sel on governance_received for select to zvh_web using (app.reads_duties(app.house_of_agreed(agreed_id)));
create policy ins on governance_received for insert to zvh_web with check (by_id = app.user_id() and "on" <= app.today()
  and app.keeps_duties(app.house_of_agreed(agreed_id)) and app.in_house(party_id, app.house_of_agreed(agreed_id)));
create policy del on governance_received for delete to zvh_web using (app.keeps_duties(app.house_of_agreed(agreed_id)));

-- governance_statement: asked by the house; the text stays as it was asked about
alter table governance_statement enable row level security;
grant select, insert, update (said_on, dropped_on) on governance_statement to zvh_web;
create policy sel on governance_statement for select to zvh_web using (app.reads_duties(house_id) or app.statement_asked(id));
create policy ins on governance_statement for insert to zvh_web with check (by_id = app.user_id() and said_on is null and dropped_on is null
  and app.keeps_duties(house_id));
create policy upd on governance_statement for update to zvh_web using (said_on is null and dropped_on is null and app.keeps_duties(house_id))
  with check (app.keeps_duties(house_id));

-- governance_statementanswer: once, by a delegate of the party; or noted by the house from a letter
alter table governance_statementanswer enable row level security;
grant select, insert, update (choice, remark, by_id, at) on governance_statementanswer to zvh_web;
create policy sel on governance_statementanswer for select to zvh_web using (app.speaks_for(party_id)
  or app.reads_duties(app.house_of_statement(statement_id)));
create policy ins on governance_statementanswer for insert to zvh_web with check (choice = '' and app.keeps_duties(app.house_of_statement(statement_id))
  and app.in_house(party_id, app.house_of_statement(statement_id)));
create policy upd on governance_statementanswer for update to zvh_web using (choice = '' and app.statement_open(statement_id)
  and (app.speaks_for(party_id) or app.keeps_duties(app.house_of_statement(statement_id))))
  with check (by_id = app.user_id() and choice <> '');

do $$
declare t text;
begin
  foreach t in array array['governance_agreedversion', 'governance_received', 'governance_statement', 'governance_statementanswer'] loop
    execute format('grant select, insert, update, delete on %I to zvh_job', t);
    execute format('drop policy if exists job on %I', t); -- made by cases/sql/access.sql where row-level security was on before
    execute format('create policy job on %I to zvh_job using (true) with check (true)', t);
  end loop;
end $$;

-- Nothing is said while a party that takes part has not agreed: silence is no consent (conv. 19.1; 003 art. 18.1).
create or replace function app.need_agreement() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare day date := coalesce(nullif(current_setting('app.today', true), '')::date, (now() at time zone 'Europe/Amsterdam')::date);
begin
  if exists (select 1 from public.parties_membership m join public.parties_membership_houses h on h.membership_id = m.id
      where h.house_id = new.house_id and m.from_date <= day and coalesce(m.until_date, day) >= day
        and not exists (select 1 from public.governance_statementanswer a
          where a.statement_id = new.id and a.party_id = m.party_id and a.choice = 'ja')) then
    raise exception 'a party did not agree' using errcode = '23514';
  end if;
  return new;
end $$;
create or replace trigger need_agreement before update of said_on on governance_statement for each row
  when (new.said_on is not null) execute function app.need_agreement();
