-- A case whose last date moves leaves the destruction list at once, also when its release was given: that was for another day. The
-- next night lists it anew.
create or replace function app.leave_destruction_list() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.privacy_destructionlisting where case_id = new.id;
  return null;
end $$;
create or replace trigger leave_destruction_list after update of destroy_on on cases_case for each row
  when (old.destroy_on is distinct from new.destroy_on) execute function app.leave_destruction_list();
