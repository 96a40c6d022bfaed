create table workspaces (
  id uuid primary key,
  name text not null,
  timezone text not null,
  created_at timestamptz not null default now()
);

-- What was acknowledged and is not yet in ClickHouse. A batch is leased by stamping it on its rows.
create table inbox (
  seq bigint generated always as identity primary key,
  workspace uuid not null,
  row_id uuid not null,
  received_at timestamptz not null,
  import_id uuid,
  batch uuid,
  leased_until timestamptz,
  bytes integer not null,
  signal text not null
);
create index inbox_batch on inbox (batch) where batch is not null;

-- The row ids of the last 30 days: what makes a second sending a duplicate.
create table signal_ids (
  row_id uuid primary key,
  received_at timestamptz not null
);
create index signal_ids_received on signal_ids using brin (received_at);

create table held_signals (
  id uuid primary key,
  workspace uuid not null,
  row_id uuid not null,
  received_at timestamptz not null,
  import_id uuid,
  code text not null,
  path text not null,
  reason text not null,
  held_at timestamptz not null,
  signal text not null
);
create index held_signals_list on held_signals (workspace, id);
create index held_signals_row on held_signals (row_id);

create table imports (
  id uuid primary key,
  workspace uuid not null,
  name text not null,
  fingerprint text,
  status text not null check (status in ('open', 'complete', 'removing')),
  position bigint not null default 0,
  accepted bigint not null default 0,
  duplicate bigint not null default 0,
  rejected bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (workspace, name)
);
