-- The import that brought a key: it goes with it when it is removed, where nobody has reviewed it and
-- nothing else names it. Null where something else brought it, and for what was there before.
alter table registry_entries add column import_id uuid;
create index registry_entries_import on registry_entries (import_id) where import_id is not null;
