-- Joining and leaving: the second line behind governance/models/accession.py and workflow/accession.py. Applied after access.sql of this room.

-- The secretary of the body that tells the parties or decides, for this house.
create or replace function app.keeps_accession(p_house bigint) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.parties_accessionrule r where r.house_id = p_house
    and (app.has_seat(r.decided_by_id, true) or app.has_seat(r.told_by_id, true))) $$;
create or replace function app.knows_accession(p_house bigint) returns boolean language sql stable parallel safe
  return app.role() in ('manager', 'administrator') and p_house = any(app.house_ids());
create or replace function app.starts_accession(p_house bigint) returns boolean language sql stable parallel safe
  return app.role() = 'administrator' and p_house = any(app.house_ids());
create or replace function app.governs_party(p_party bigint) returns boolean language sql stable parallel safe
  return app.role() = 'delegate' and p_party = app.party_id()
    and coalesce(current_setting('app.purpose', true), '') in ('partneroverleg', 'stuurgroep');
create or replace function app.asked_about(p_accession uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.governance_accessionconsent c where c.accession_id = p_accession and app.governs_party(c.party_id)) $$;
create or replace function app.house_of_accession(p_accession uuid) returns bigint language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select house_id from public.governance_accession where id = p_accession $$;
create or replace function app.accession_is(p_accession uuid, p_stage text) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select exists (select 1 from public.governance_accession where id = p_accession and stage = p_stage) $$;
create or replace function app.is_adopted(p_party bigint) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select exists (select 1 from public.governance_accession a
    where a.party_id = p_party and a.house_id = any(app.house_ids()) and a.stage = 'besluit' and a.outcome = 'aangenomen') $$;

do $$
declare f regprocedure;
begin
  foreach f in array array['app.keeps_accession(bigint)', 'app.knows_accession(bigint)', 'app.starts_accession(bigint)',
      'app.governs_party(bigint)', 'app.asked_about(uuid)', 'app.house_of_accession(uuid)', 'app.accession_is(uuid, text)',
      'app.is_adopted(bigint)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to zvh_web, zvh_job', f);
  end loop;
end $$;

-- governance_accession: administrator and secretary take it further; the manager reads, and who answers for a party that is asked
alter table governance_accession enable row level security;
grant select, insert, update on governance_accession to zvh_web;
create policy sel on governance_accession for select to zvh_web using (
  app.knows_accession(house_id) or app.keeps_accession(house_id) or app.asked_about(id));
create policy ins on governance_accession for insert to zvh_web with check (by_id = app.user_id() and stage = 'toets'
  and decision_id is null and membership_id is null and (app.starts_accession(house_id) or app.keeps_accession(house_id)));
create policy upd on governance_accession for update to zvh_web using (stage <> 'gestopt'
    and (app.starts_accession(house_id) or app.keeps_accession(house_id)))
  with check (app.starts_accession(house_id) or app.keeps_accession(house_id));

-- governance_accessionconsent: asked by the secretary; answered by who speaks for the party, until it goes to the body
alter table governance_accessionconsent enable row level security;
grant select, insert, update (answer, reason, answered_by_id, answered_at) on governance_accessionconsent to zvh_web;
create policy sel on governance_accessionconsent for select to zvh_web using (app.governs_party(party_id)
  or app.knows_accession(app.house_of_accession(accession_id)) or app.keeps_accession(app.house_of_accession(accession_id)));
create policy ins on governance_accessionconsent for insert to zvh_web with check (answer = ''
  and (app.accession_is(accession_id, 'toets') or app.accession_is(accession_id, 'instemming'))
  and app.keeps_accession(app.house_of_accession(accession_id)));
create policy upd on governance_accessionconsent for update to zvh_web using (app.governs_party(party_id)
    and app.accession_is(accession_id, 'instemming'))
  with check (app.governs_party(party_id) and answered_by_id = app.user_id() and app.accession_is(accession_id, 'instemming'));

-- governance_departure: noted by administrator or secretary; the manager reads, and who speaks for the party itself
alter table governance_departure enable row level security;
grant select, insert, update on governance_departure to zvh_web;
create policy sel on governance_departure for select to zvh_web using (
  app.knows_accession(house_id) or app.keeps_accession(house_id) or app.governs_party(party_id));
create policy ins on governance_departure for insert to zvh_web with check (by_id = app.user_id() and stage in ('herstel', 'vast')
  and decision_id is null and (app.starts_accession(house_id) or app.keeps_accession(house_id)));
create policy upd on governance_departure for update to zvh_web using (stage not in ('uit', 'ingetrokken')
    and (app.starts_accession(house_id) or app.keeps_accession(house_id)))
  with check (app.starts_accession(house_id) or app.keeps_accession(house_id));

-- A party that others keep takes part here too once the body adopted it.
create policy adopted on parties_membership for insert to zvh_web with check (
  app.role() = 'administrator' and app.covenant_is_mine(covenant_id) and app.is_adopted(party_id));

do $$
declare t text;
begin
  foreach t in array array['governance_accession', 'governance_accessionconsent', 'governance_departure'] loop
    execute format('grant select, insert, update, delete on %I to zvh_job', t);
    execute format('drop policy if exists job on %I', t); -- made by cases/sql/access.sql where row-level security was on before
    execute format('create policy job on %I to zvh_job using (true) with check (true)', t);
  end loop;
end $$;

-- Whoever writes it: nothing goes to the body before every party that takes part agreed (conv. 20.4), nobody joins whom the
-- body did not adopt.
create or replace function app.need_consent() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' then
    if new.stage = old.stage then
      return null;
    end if;
  end if;
  if new.stage = 'besluit' then
    if exists (select 1 from public.parties_accessionrule r join public.parties_membership m on m.covenant_id = r.covenant_id
        where r.house_id = new.house_id and r.needs_consent and m.party_id <> new.party_id
          and m.from_date <= app.today() and coalesce(m.until_date, app.today()) >= app.today()
          and not exists (select 1 from public.governance_accessionconsent c
            where c.accession_id = new.id and c.party_id = m.party_id and c.answer = 'akkoord')) then
      raise exception 'a party did not agree' using errcode = '23514';
    end if;
  elsif new.stage = 'toegetreden' then
    if not exists (select 1 from public.governance_decision d join public.parties_accessionrule r on r.house_id = new.house_id
        where d.kind = 'toetreding' and d.outcome = 'aangenomen'
          and ((d.id = new.decision_id and d.body_id = r.decided_by_id) or d.came_from_id = new.decision_id)) then
      raise exception 'the body did not adopt it' using errcode = '23514';
    end if;
  end if;
  return null;
end $$;
create or replace trigger need_consent after insert or update of stage on governance_accession for each row execute function app.need_consent();

-- Whoever writes it: what the body made of it is what its decision says. An administrator lets a party in on that word.
create or replace function app.need_outcome() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select 1 from public.governance_decision d
      where new.decision_id in (d.id, d.came_from_id) and d.outcome = new.outcome and d.kind = tg_argv[0]) then
    raise exception 'no such decision' using errcode = '23514';
  end if;
  return null;
end $$;
create or replace trigger need_outcome after update of outcome on governance_accession for each row
  when (new.outcome = 'aangenomen' and old.outcome <> 'aangenomen') execute function app.need_outcome('toetreding');
create or replace trigger need_outcome after update of outcome on governance_departure for each row
  when (new.outcome = 'aangenomen' and old.outcome <> 'aangenomen') execute function app.need_outcome('uitsluiting');

-- Whoever writes it: nobody is excluded before the time to repair is over, nor without the body (conv. 22.2, 23.2).
create or replace function app.need_exclusion() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.stage = old.stage then
    return null;
  end if;
  if new.stage = 'besluit' and new.repair_until >= app.today() then
    raise exception 'there is time to repair' using errcode = '23514';
  end if;
  if new.stage = 'uit' and old.stage <> 'vast' then
    if not exists (select 1 from public.governance_decision d
        where d.kind = 'uitsluiting' and d.outcome = 'aangenomen' and new.decision_id in (d.id, d.came_from_id)) then
      raise exception 'the body did not exclude it' using errcode = '23514';
    end if;
  end if;
  return null;
end $$;
create or replace trigger need_exclusion after update of stage on governance_departure for each row execute function app.need_exclusion();
