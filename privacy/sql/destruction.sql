-- A case whose last date moves leaves the destruction list at once, also when its release was given: that was for another day. The
-- next night lists it anew.
create or replace function app.leave_destruction_list() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.privacy_destructionlisting where case_id = new.id;
  return null;
end $$;
create or replace trigger leave_destruction_list after update of destroy_on on cases_case for each row
  when (old.destroy_on is distinct from new.destroy_on) execute function app.leave_destruction_list();

-- privacy_archivetransfer: chosen by who works on the case, in his own name; packed and handed over by a record manager who did not choose it
alter table privacy_archivetransfer enable row level security;
grant select, insert, update (withdrawn_by_id, withdrawn_at, wanted_by_id, wanted_at, handed_over_on, handed_over_by_id, receipt)
  on privacy_archivetransfer to zvh_web;
grant select, insert, update, delete on privacy_archivetransfer, privacy_archivepart to zvh_job;
create policy sel on privacy_archivetransfer for select to zvh_web using (house_id = any((select app.accountable_houses())::bigint[])
  or ((select app.role()) <> 'delegate' and app.case_readable(case_id)));
create policy ins on privacy_archivetransfer for insert to zvh_web with check (by_id = app.user_id() and app.case_of_house(case_id)
  and withdrawn_at is null and wanted_at is null and made_at is null and handed_over_on is null);
create policy upd on privacy_archivetransfer for update to zvh_web using (withdrawn_at is null and handed_over_on is null and (
    app.case_of_house(case_id) or ((select app.role()) = 'recordmanager' and house_id = any((select app.house_ids())::bigint[])
      and by_id <> (select app.user_id()))))
  with check (case when (select app.role()) = 'recordmanager' then withdrawn_at is null and (
      (handed_over_on is null and wanted_by_id = (select app.user_id())) or handed_over_by_id = (select app.user_id()))
    else withdrawn_by_id = (select app.user_id()) and handed_over_on is null end);

-- privacy_archivepart: made by the job; opened by the record manager of the house only
alter table privacy_archivepart enable row level security;
grant select on privacy_archivepart to zvh_web;
create policy sel on privacy_archivepart for select to zvh_web using (
  (select app.role()) = 'recordmanager' and house_id = any((select app.house_ids())::bigint[]));

do $$
declare t text;
begin
  foreach t in array array['privacy_archivetransfer', 'privacy_archivepart'] loop
    execute format('drop policy if exists job on %I', t);
    execute format('create policy job on %I to zvh_job using (true) with check (true)', t);
  end loop;
end $$;
