alter table workspaces add column currency text not null default 'IDR';
alter table workspaces add column country text not null default 'ID';

-- Keys are shown once; what is kept is a digest under CORRIDOR_SECRET.
create table api_keys (
  id uuid primary key,
  workspace uuid not null,
  name text not null,
  scopes text not null,
  digest text not null unique,
  hint text not null,
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz
);
create index api_keys_list on api_keys (workspace, id);

-- Who belongs to a workspace; the person stands in the tables of the sign-in.
create table members (
  id uuid primary key,
  workspace uuid not null,
  person text not null,
  role text not null check (role in ('owner', 'manager', 'analyst', 'contributor', 'viewer')),
  version integer not null default 1,
  added_at timestamptz not null,
  unique (workspace, person)
);
create index members_person on members (person);
-- What a member reaches: a function, a unit with all below it, or one within the other. A row without
-- either is the whole workspace; a member without a row reaches nothing (owners reach everything).
create table memberships (
  workspace uuid not null,
  member uuid not null references members (id) on delete cascade,
  function text,
  unit text
);
create index memberships_member on memberships (member);

create table audit_log (
  id uuid primary key,
  workspace uuid not null,
  at timestamptz not null,
  actor text not null,
  event text not null,
  subject text not null,
  before jsonb,
  after jsonb,
  address text not null,
  request_id uuid not null
);
create index audit_log_list on audit_log (workspace, id);

-- Append-only: only the retention that the workspace has set takes rows away, and nothing changes one.
create function audit_log_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('corridor.audit_retention', true) = 'on' then return old; end if;
  raise exception 'the audit log is append-only';
end $$;
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function audit_log_is_append_only();
create trigger audit_log_no_truncate before truncate on audit_log
  for each statement execute function audit_log_is_append_only();
