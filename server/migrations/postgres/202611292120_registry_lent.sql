-- What an import has defined, and how the entry was before: it is as it was when the import is removed,
-- unless somebody has changed it since. `untouched` is the last version of an entry that nobody has changed.
alter table registry_entries add column defined_import uuid;
alter table registry_entries add column import_before jsonb;
alter table registry_entries add column untouched integer not null default 1;
create index registry_entries_defined on registry_entries (defined_import) where defined_import is not null;
