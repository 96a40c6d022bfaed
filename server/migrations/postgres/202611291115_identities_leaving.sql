-- Own keys of identifiers that Postgres has forgotten and ClickHouse may still have: a step of the deletion
-- that failed, or a process that died between the two stores, leaves them here for the next run.
create table identities_leaving (
  workspace uuid not null references workspaces (id) on delete cascade,
  key uuid not null,
  since timestamptz not null default now(),
  primary key (workspace, key)
);
