-- Dashboards: questions in an order, whose they are, and with whom they are shared. A deleted one can
-- be had back for some days.
create table dashboards (
  id uuid primary key,
  workspace uuid not null,
  -- A text, or texts by language.
  name jsonb not null,
  description jsonb,
  tiles jsonb not null,
  filters jsonb not null,
  sharing jsonb not null,
  -- Counts writes: whoever saves says which one they began from.
  version integer not null,
  made_by text not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  deleted_at timestamptz
);
create index dashboards_list on dashboards (workspace, id);
