-- The rules by which customers and accounts are placed, in every version that they have had. Where a
-- workspace has none, those that Corridor ships hold.
create table standing_rules (
  workspace uuid not null,
  -- loyalty, placements
  name text not null,
  version integer not null,
  rules jsonb not null,
  changed_at timestamptz not null,
  primary key (workspace, name, version)
);
-- Who decides in an account is carried to ClickHouse from now on: those who are known to are noted once.
insert into projections (workspace, kind, key)
select workspace, 'customer', identifier from profiles
where accounts @> '[{"roles": ["decision-maker"]}]';
