-- The import that brought a dashboard takes it along when it is removed.
alter table dashboards add column import_id uuid references imports (id) on delete cascade;
create index dashboards_import on dashboards (import_id) where import_id is not null;
