-- Seals, copies and checks of the access log: the second line behind privacy/models/logseal.py. Written by the job only, and never
-- changed, also not by the job. The website reads of them only what the checks found.
do $$
declare t text;
begin
  foreach t in array array['privacy_logbatch', 'privacy_logseal', 'privacy_logcopy', 'privacy_logcheck'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert on %I to zvh_job', t);
    execute format('drop policy if exists job on %I', t);
    execute format('create policy job on %I to zvh_job using (true) with check (true)', t);
    execute format('create or replace trigger append_only before update or delete on %I for each row execute function app.refuse_change()', t);
    execute format('create or replace trigger append_only_truncate before truncate on %I for each statement execute function app.refuse_change()', t);
  end loop;
end $$;
grant select on privacy_logcheck to zvh_web;
create policy sel on privacy_logcheck for select to zvh_web using ((select app.role()) in ('fg', 'privacyadviseur'));
