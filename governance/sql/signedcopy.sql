-- Signed copies of annex 1: the second line behind governance/models/signedcopy.py. Applied after accession.sql of this room.
create or replace function app.accession_adopted(p_accession uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.governance_accession
    where id = p_accession and outcome = 'aangenomen' and stage in ('besluit', 'toegetreden')) $$;

do $$
declare f regprocedure;
begin
  foreach f in array array['app.accession_adopted(uuid)']::regprocedure[] loop
    execute format('revoke all on function %s from public', f);
    execute format('grant execute on function %s to zvh_web, zvh_job', f);
  end loop;
end $$;

-- governance_signedcopy: added and taken away by who takes the accession further; the manager reads. Waiting when it comes in; only
-- the job of the scan changes it.
alter table governance_signedcopy enable row level security;
grant select, insert, delete on governance_signedcopy to zvh_web;
create policy sel on governance_signedcopy for select to zvh_web using (
  app.knows_accession(app.house_of_accession(accession_id)) or app.keeps_accession(app.house_of_accession(accession_id)));
create policy ins on governance_signedcopy for insert to zvh_web with check (by_id = app.user_id() and state = 'wacht'
  and app.accession_adopted(accession_id)
  and (app.starts_accession(app.house_of_accession(accession_id)) or app.keeps_accession(app.house_of_accession(accession_id))));
create policy del on governance_signedcopy for delete to zvh_web using (
  app.starts_accession(app.house_of_accession(accession_id)) or app.keeps_accession(app.house_of_accession(accession_id)));

-- governance_signedcopyfile: what is in it opens once the scanner said that it is clean, whatever page asks (S47)
alter table governance_signedcopyfile enable row level security;
grant select, insert, delete on governance_signedcopyfile to zvh_web; -- no policy to delete: the trigger below does it
create policy sel on governance_signedcopyfile for select to zvh_web using (
  exists (select from governance_signedcopy c where c.id = copy_id and c.state = 'schoon'));
create policy ins on governance_signedcopyfile for insert to zvh_web with check (
  exists (select from governance_signedcopy c where c.id = copy_id and c.by_id = app.user_id() and c.state = 'wacht'));

do $$
declare t text;
begin
  foreach t in array array['governance_signedcopy', 'governance_signedcopyfile'] loop
    execute format('grant select, insert, update, delete on %I to zvh_job', t);
    execute format('drop policy if exists job on %I', t);
    execute format('create policy job on %I to zvh_job using (true) with check (true)', t);
  end loop;
end $$;

-- A file that was not judged can not be seen by who takes it away: it goes with what is told of it.
create or replace function app.drop_signed_file() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  delete from public.governance_signedcopyfile where copy_id = old.id;
  return null;
end $$;
create or replace trigger drop_file after delete on governance_signedcopy for each row execute function app.drop_signed_file();
