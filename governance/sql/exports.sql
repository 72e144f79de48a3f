-- Files with figures of some years: the second line behind governance/models/export.py. Applied after duties.sql.

-- governance_export: of who asked it, as long as he reads the figures of the house; made in his name, and forgotten by the night
alter table governance_export enable row level security;
grant select, insert, update (counted, content, made_at) on governance_export to zvh_web;
create policy sel on governance_export for select to zvh_web using (by_id = app.user_id() and app.reads_figures(house_id));
create policy ins on governance_export for insert to zvh_web with check (by_id = app.user_id() and app.reads_figures(house_id)
  and made_at is null);
create policy upd on governance_export for update to zvh_web using (by_id = app.user_id() and app.reads_figures(house_id)
  and made_at is null) with check (by_id = app.user_id() and app.reads_figures(house_id));
grant select, insert, update, delete on governance_export to zvh_job;
drop policy if exists job on governance_export; -- made by cases/sql/access.sql where row-level security was on before
create policy job on governance_export to zvh_job using (true) with check (true);
