-- Decisions: the second line behind governance/workflow/decisions.py and voting.py. Applied after access.sql of this room.

create or replace function app.keeper_of(p_decision uuid) returns bigint language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select keeper_id from public.governance_decision where id = p_decision $$;
create or replace function app.decision_is(p_decision uuid, p_state text) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select exists (select 1 from public.governance_decision where id = p_decision and state = p_state) $$;

-- A stuck decision of which who acts keeps the register, and the body that its covenant names next.
create or replace function app.goes_up(p_from uuid, p_to bigint) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.governance_decision d join public.parties_body_stuck_goes_to n on n.from_body_id = d.body_id
    where d.id = p_from and n.to_body_id = p_to and d.outcome in ('staken', 'te-weinig', 'geen-overeenstemming')
      and app.has_seat(d.keeper_id, true)) $$;

-- This body adopts this paper, in its own register, or outside the house in the one of who puts it forward.
create or replace function app.adopts(p_paper uuid, p_body bigint, p_keeper bigint) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.governance_paper p join public.parties_paperrule_adopted_by a on a.paperrule_id = p.rule_id
      join public.parties_body b on b.id = a.body_id join public.parties_body k on k.id = p_keeper
    where p.id = p_paper and p.state = 'voorgelegd' and b.id = p_body and k.house_id = p.house_id
      and (b.id = k.id or b.house_id is null) and app.has_seat(k.id, true)) $$;
create or replace function app.paper_of(p_decision uuid) returns uuid language sql stable security definer
set search_path = pg_catalog, pg_temp as $$ select paper_id from public.governance_decision where id = p_decision $$;

-- What was heard goes up with the decision, word for word.
create or replace function app.comes_along(p_decision uuid, p_party bigint, p_heard_on date, p_text text, p_is_written boolean)
returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.governance_decision d join public.governance_affected a on a.decision_id = d.came_from_id
    where d.id = p_decision and d.by_id = app.user_id() and a.party_id = p_party
      and (a.heard_on, a.text, a.is_written) is not distinct from (p_heard_on, p_text, p_is_written)) $$;

-- Numbers run on where who sends up sees nothing of the register.
create or replace function app.next_decision(p_keeper bigint, p_year int) returns int language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select coalesce(max(place), 0) + 1 from public.governance_decision where keeper_id = p_keeper and year = p_year $$;

do $$
declare f regprocedure;
begin
  foreach f in array array['app.keeper_of(uuid)', 'app.decision_is(uuid, text)', 'app.goes_up(uuid, bigint)',
      'app.adopts(uuid, bigint, bigint)', 'app.paper_of(uuid)', 'app.next_decision(bigint, int)',
      'app.comes_along(uuid, bigint, date, text, boolean)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to zvh_web, zvh_job', f);
  end loop;
end $$;

-- governance_decision: members of the body that keeps it, and of the body that sent it up; nothing changes it once it is closed
alter table governance_decision enable row level security;
grant select, insert, update on governance_decision to zvh_web;
create policy sel on governance_decision for select to zvh_web using (app.has_seat(keeper_id, false)
  or app.has_seat(app.keeper_of(came_from_id), false));
create policy ins on governance_decision for insert to zvh_web with check (by_id = app.user_id() and state = 'voorbereiding'
  and ((came_from_id is null and paper_id is null and body_id = keeper_id and app.has_seat(keeper_id, true))
    or (came_from_id is null and app.adopts(paper_id, body_id, keeper_id)) or (app.goes_up(came_from_id, body_id) and paper_id is not distinct from app.paper_of(came_from_id))));
create policy upd on governance_decision for update to zvh_web using (state not in ('gesloten', 'ingetrokken')
    and (app.has_seat(keeper_id, true) or by_id = app.user_id()))
  with check (app.has_seat(keeper_id, true) or (by_id = app.user_id() and state = 'ingetrokken')); -- who made it withdraws it

-- governance_affected: named by the secretary while it is prepared; heard once, by the secretary or in its own words
alter table governance_affected enable row level security;
grant select, insert, update (heard_on, text, is_written) on governance_affected to zvh_web;
create policy sel on governance_affected for select to zvh_web using (app.has_seat(app.keeper_of(decision_id), false));
create policy ins on governance_affected for insert to zvh_web with check (by_id = app.user_id()
  and app.decision_is(decision_id, 'voorbereiding')
  and ((app.has_seat(app.keeper_of(decision_id), true) and heard_on is null)
    or app.comes_along(decision_id, party_id, heard_on, text, is_written)));
create policy upd on governance_affected for update to zvh_web using (heard_on is null and app.decision_is(decision_id, 'voorbereiding')
  and (app.has_seat(app.keeper_of(decision_id), true) or (party_id = app.party_id() and app.has_seat(app.keeper_of(decision_id), false))))
  with check (heard_on is not null and app.decision_is(decision_id, 'voorbereiding') and app.has_seat(app.keeper_of(decision_id), false));

-- governance_vote: by who holds the seat, or noted by the secretary; while the vote is open
alter table governance_vote enable row level security;
grant select, insert, update on governance_vote to zvh_web;
create policy sel on governance_vote for select to zvh_web using (app.has_seat(app.keeper_of(decision_id), false));
create policy ins on governance_vote for insert to zvh_web with check (by_id = app.user_id() and app.decision_is(decision_id, 'stemming')
  and (app.has_seat(app.keeper_of(decision_id), true)
    or (by_mandate_id is null and app.is_own_holder(holder_id) and app.has_seat(app.keeper_of(decision_id), false))));
create policy upd on governance_vote for update to zvh_web using (app.decision_is(decision_id, 'stemming')
  and (app.has_seat(app.keeper_of(decision_id), true) or (app.is_own_holder(holder_id) and app.has_seat(app.keeper_of(decision_id), false))))
  with check (by_id = app.user_id() and app.decision_is(decision_id, 'stemming')
    and (app.has_seat(app.keeper_of(decision_id), true) or (by_mandate_id is null and app.is_own_holder(holder_id))));

-- governance_informing: made when it is closed; done once
alter table governance_informing enable row level security;
grant select, insert, update (done_on, done_by_id) on governance_informing to zvh_web;
create policy sel on governance_informing for select to zvh_web using (app.has_seat(app.keeper_of(decision_id), false));
create policy ins on governance_informing for insert to zvh_web with check (done_on is null
  and app.decision_is(decision_id, 'gesloten') and app.has_seat(app.keeper_of(decision_id), true));
create policy upd on governance_informing for update to zvh_web using (done_on is null and app.has_seat(app.keeper_of(decision_id), true))
  with check (done_by_id = app.user_id());

do $$
declare t text;
begin
  foreach t in array array['governance_decision', 'governance_affected', 'governance_vote', 'governance_informing'] loop
    execute format('grant select, insert, update, delete on %I to zvh_job', t);
    execute format('drop policy if exists job on %I', t); -- made by cases/sql/access.sql where row-level security was on before
    execute format('create policy job on %I to zvh_job using (true) with check (true)', t);
  end loop;
end $$;

-- Whoever opens or closes it: no decision of the own body while a party that it touches was not heard and did not write (conv. 5.5, 7.2).
create or replace function app.need_hearing() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select 1 from public.governance_affected a where a.decision_id = new.id and a.heard_on is null)
    or (not new.none_affected and not exists (select 1 from public.governance_affected a where a.decision_id = new.id)) then
    raise exception 'an affected party was not heard' using errcode = '23514';
  end if;
  return new;
end $$;
create or replace trigger need_hearing before update of state on governance_decision for each row
  when (new.state in ('stemming', 'gesloten') and new.body_id = new.keeper_id) execute function app.need_hearing();

-- What a party was heard about stays as it was when it was heard, and what is voted on too.
create or replace function app.keep_proposal() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if old.state <> 'voorbereiding' or old.came_from_id is not null or old.paper_id is not null or new.paper_id is not null
    or exists (select 1 from public.governance_affected a where a.decision_id = old.id and a.heard_on is not null) then
    raise exception 'a party was heard about this proposal, or it is voted on' using errcode = '23514';
  end if;
  return new;
end $$;
create or replace trigger keep_proposal before update of kind, subject, text, paper_id, body_id on governance_decision for each row
  when ((new.kind, new.subject, new.text, new.paper_id, new.body_id) is distinct from (old.kind, old.subject, old.text, old.paper_id, old.body_id))
  execute function app.keep_proposal();

-- What is closed stays as it is.
create or replace function app.refuse_closed() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'the decision is closed' using errcode = '23514';
end $$;
create or replace trigger refuse_closed before update on governance_decision for each row
  when (old.state in ('gesloten', 'ingetrokken')) execute function app.refuse_closed();

-- The party of a seat takes part in the covenant of the body, and a mandate by which it is held is in force.
create or replace function app.counts(p_party bigint, p_mandate uuid, p_body bigint) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
declare day date := coalesce(nullif(current_setting('app.today', true), '')::date, (now() at time zone 'Europe/Amsterdam')::date);
begin
  return (p_party is null or exists (select 1 from public.parties_membership m join public.parties_body b on b.covenant_id = m.covenant_id
      where m.party_id = p_party and b.id = p_body and m.from_date <= day and coalesce(m.until_date, day) >= day))
    and (p_mandate is null or exists (select 1 from public.parties_mandate m
      where m.id = p_mandate and m.giver_id = p_party and m.from_date <= day and coalesce(m.until_date, day) >= day));
end $$;
revoke all on function app.counts(bigint, uuid, bigint) from public;

-- A vote counts as its seat does, in the body that decides; only while the vote is open, whoever writes it. Asked
-- after row-level security has: to a stranger it says nothing.
create or replace function app.vote_of_seat() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform 1 from public.governance_decision where id = coalesce(new.decision_id, old.decision_id) and state = 'stemming' for share;
  if not found then
    raise exception 'the vote is not open' using errcode = '23514';
  end if;
  if tg_op <> 'DELETE' and not exists (select 1 from public.governance_holder h join public.parties_seat s on s.id = h.seat_id
      join public.governance_decision d on d.id = new.decision_id
      where h.id = new.holder_id and s.body_id = d.body_id and s.votes = new.weight and s.votes > 0
        and app.counts(h.party_id, h.mandate_id, d.body_id)) then
    raise exception 'not the weight of a seat in this body, or of a party or mandate that ended' using errcode = '23514';
  end if;
  return null;
end $$;
create or replace trigger vote_of_seat after insert or update or delete on governance_vote for each row execute function app.vote_of_seat();
