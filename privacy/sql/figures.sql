-- Statistics facts of the registers (cases/sql/facts.sql): requests, breaches, destruction, reviews of access, complaints. No case, no person.

create or replace function app.fact_of_subject_request() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform app.note_fact(new.house_id, new.received_on, 'verzoek', new.kind);
  else
    perform app.note_fact(new.house_id, new.ended_on, 'verzoek-klaar', new.outcome,
      case when new.ended_on <= new.due_on then 'op-tijd' else 'te-laat' end, p_measure => (new.ended_on - new.received_on) / 7);
  end if;
  return null;
end $$;
create or replace trigger fact_of_new after insert on privacy_subjectrequest for each row execute function app.fact_of_subject_request();
create or replace trigger fact after update of ended_on on privacy_subjectrequest for each row
  when (old.ended_on is null and new.ended_on is not null) execute function app.fact_of_subject_request();

-- In hours since it was noticed: until the house knew, and until the authority did (protocol 14.3, 14.5).
create or replace function app.fact_of_breach() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    perform app.note_fact(new.house_id, app.fact_day(new.reported_at), 'datalek', case when new.reported_at <= new.report_by then 'op-tijd' else 'te-laat' end,
      p_measure => ceil(extract(epoch from new.reported_at - new.noticed_at) / 3600)::bigint);
  else
    perform app.note_fact(new.house_id, app.fact_day(new.sent_at), 'datalek-gemeld', case when new.sent_at <= new.authority_by then 'op-tijd' else 'te-laat' end,
      p_measure => ceil(extract(epoch from new.sent_at - new.noticed_at) / 3600)::bigint);
  end if;
  return null;
end $$;
create or replace trigger fact_of_new after insert on privacy_breach for each row execute function app.fact_of_breach();
create or replace trigger fact after update of sent_at on privacy_breach for each row
  when (old.sent_at is null and new.sent_at is not null) execute function app.fact_of_breach();

create or replace function app.fact_of_destruction() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_fact(new.house_id, new.destroyed_on, 'vernietigd', new.kind,
    case when new.destroyed_on <= new.due_on then 'op-tijd' else 'te-laat' end);
  return null;
end $$;
create or replace trigger fact after insert on privacy_destructionrecord for each row execute function app.fact_of_destruction();

create or replace function app.fact_of_archiving() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_case_fact(new.case_id, new.handed_over_on, 'gearchiveerd');
  return null;
end $$;
create or replace trigger fact after update of handed_over_on on privacy_archivetransfer for each row
  when (old.handed_over_on is null and new.handed_over_on is not null) execute function app.fact_of_archiving();

create or replace function app.fact_of_access_review() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_fact(new.house_id, new.settled_on, 'toegangscontrole', new.kind,
    case when new.settled_on <= new.due_on then 'op-tijd' else 'te-laat' end);
  return null;
end $$;
create or replace trigger fact after update of settled_on on privacy_accessreview for each row
  when (old.settled_on is null and new.settled_on is not null) execute function app.fact_of_access_review();

create or replace function app.fact_of_complaint() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform app.note_fact(new.house_id, new.received_on, 'klacht', new.place);
  return null;
end $$;
create or replace trigger fact after insert on privacy_complaint for each row execute function app.fact_of_complaint();
