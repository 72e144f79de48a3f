-- Files of governing: the second line behind governance/models/signedcopy.py and enclosure.py. Applied after accession.sql and life.sql.
create or replace function app.accession_adopted(p_accession uuid) returns boolean language sql stable security definer
set search_path = pg_catalog, pg_temp as $$
  select exists (select 1 from public.governance_accession
    where id = p_accession and outcome = 'aangenomen' and stage in ('besluit', 'toegetreden')) $$;

-- Papers of a point are added and taken away by the secretary and who handed it in, until the minutes are sent round.
create or replace function app.may_enclose(p_point uuid) returns boolean language plpgsql stable security definer
set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select 1 from public.governance_agendapoint p where p.id = p_point
    and (app.has_seat(p.body_id, true)
      or (p.by_id = app.user_id() and (app.has_seat(p.body_id, false) or app.has_seat(p.from_body_id, false))))
    and not exists (select 1 from public.governance_bodyminutes m where m.meeting_id = p.meeting_id and m.distributed_on is not null));
end $$;

do $$
declare f regprocedure;
begin
  foreach f in array array['app.accession_adopted(uuid)', 'app.may_enclose(uuid)']::regprocedure[] loop
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

-- governance_enclosure: read with its point or its version; waiting when it comes in, and only the job of the scan changes it
alter table governance_enclosure enable row level security;
grant select, insert, delete on governance_enclosure to zvh_web;
create policy sel on governance_enclosure for select to zvh_web using (
  exists (select from governance_agendapoint p where p.id = point_id) or exists (select from governance_agreedversion v where v.id = agreed_id));
create policy ins on governance_enclosure for insert to zvh_web with check (by_id = app.user_id() and state = 'wacht'
  and (app.may_enclose(point_id) or app.keeps_duties(app.house_of_agreed(agreed_id))));
create policy del on governance_enclosure for delete to zvh_web using (
  app.may_enclose(point_id) or app.keeps_duties(app.house_of_agreed(agreed_id)));

alter table governance_enclosurefile enable row level security;
grant select, insert, delete on governance_enclosurefile to zvh_web; -- no policy to delete: the trigger below does it
create policy sel on governance_enclosurefile for select to zvh_web using (
  exists (select from governance_enclosure e where e.id = enclosure_id and e.state = 'schoon'));
create policy ins on governance_enclosurefile for insert to zvh_web with check (
  exists (select from governance_enclosure e where e.id = enclosure_id and e.by_id = app.user_id() and e.state = 'wacht'));

do $$
declare t text;
begin
  foreach t in array array['governance_signedcopy', 'governance_signedcopyfile', 'governance_enclosure', 'governance_enclosurefile'] loop
    execute format('grant select, insert, update, delete on %I to zvh_job', t);
    execute format('drop policy if exists job on %I', t);
    execute format('create policy job on %I to zvh_job using (true) with check (true)', t);
  end loop;
end $$;

-- A file that was not judged can not be seen by who takes it away: it goes with what is told of it.
create or replace function app.drop_file_of() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  execute format('delete from public.%I where %I = $1', tg_argv[0], tg_argv[1]) using old.id;
  return null;
end $$;
drop function if exists app.drop_signed_file() cascade;
create or replace trigger drop_file after delete on governance_signedcopy for each row
  execute function app.drop_file_of('governance_signedcopyfile', 'copy_id');
create or replace trigger drop_file after delete on governance_enclosure for each row
  execute function app.drop_file_of('governance_enclosurefile', 'enclosure_id');
