-- Restores of a backup into these stores. One that is not settled yet: the next start does what
-- follows a restore (server/after-restore.ts).
create table restores (
  id uuid primary key,
  cut timestamptz not null,
  made_by text not null,
  restored_at timestamptz not null,
  settled_at timestamptz
);
