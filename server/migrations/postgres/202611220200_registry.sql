-- What a workspace knows by key, all types in one table. Keys are ordered by code point, so that a
-- list is in the same order on every store.
create table registry_entries (
  workspace uuid not null,
  type text not null,
  key text collate "C" not null,
  definition jsonb not null,
  reviewed boolean not null,
  active boolean not null,
  position integer not null,
  version integer not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (workspace, type, key)
);
create index registry_entries_list on registry_entries (workspace, type, position, key);

-- Bumped by each write in the same statement: what tells a process that its view is out of date.
-- A workspace without a row has never been filled with the defaults.
create table registry_versions (
  workspace uuid primary key,
  version bigint not null
);
