-- What Today last told whoever reaches and sees the same, by part: computed anew when something has
-- come in since. Accounts stand in it by id, never by name.
create table today_kept (
  workspace uuid not null,
  -- Of the reach, what is seen, the moment and the language.
  key text not null,
  -- accounts, gaps, changes
  part text not null,
  -- Of what is seen alone: by it a finding is found again whenever it was told.
  sight text not null,
  -- What it was computed of: where that is another now, it is computed anew.
  basis text not null,
  -- Told as it was written, in its order.
  body json not null,
  as_of timestamptz not null,
  took integer not null,
  used_at timestamptz not null,
  primary key (workspace, key, part)
);
create index today_kept_sight on today_kept (workspace, sight, as_of desc);
-- Findings that somebody made an initiative or a watch, as they stood.
create table findings_taken (
  id uuid primary key,
  workspace uuid not null,
  finding text not null,
  section text not null check (section in ('intervention', 'growth', 'gaps', 'changes')),
  kind text not null check (kind in ('initiative', 'watch')),
  -- Of which part of the workspace, and with names or without: whoever reaches less is not told.
  reach text not null,
  names boolean not null,
  account text,
  told jsonb not null,
  actor text not null,
  at timestamptz not null,
  unique (workspace, reach, finding)
);
create index findings_taken_at on findings_taken (workspace, at desc);
