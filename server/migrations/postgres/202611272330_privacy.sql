-- One erasure of one person. What names them stands here only until they are out of every answer;
-- digests (HMAC under a key made of CORRIDOR_SECRET) are what is left.
create table erasures (
  id uuid primary key,
  workspace uuid not null,
  requested_at timestamptz not null,
  requested_by text not null,
  mode text not null check (mode in ('erase', 'anonymise')),
  mentions boolean not null,
  person_digest text not null,
  digests text not null,
  -- Whom to erase: {customer, identifiers, names}. Null as soon as it is done.
  person jsonb,
  counts jsonb not null default '{}',
  mentioned jsonb not null default '{"total": 0, "signals": []}',
  -- Done again on an older state of the stores: what was received after this is not meant.
  replayed_until timestamptz,
  leased_until timestamptz,
  problem text,
  erased_at timestamptz,
  -- Months (YYYYMM) in which its signals lay; when every table had been written anew without them.
  months text not null default '',
  rewritten_at timestamptz,
  purged_at timestamptz
);
create index erasures_list on erasures (workspace, id);
create index erasures_open on erasures (id) where purged_at is null;
create unique index erasures_once on erasures (workspace, person_digest, mode, mentions) where erased_at is null;

-- The signals that an erasure took: hashes of ids, never the ids.
create table erased_signals (
  erasure uuid not null,
  row_id uuid not null,
  month integer not null,
  primary key (erasure, row_id)
);

create table privacy_settings (
  workspace uuid primary key,
  settings jsonb not null,
  updated_at timestamptz not null
);

-- Still append-only, but that an erasure takes a person's strings out of what an entry says was done
-- to them. Who did what, when and from where stays, and so do entries about anything else.
create or replace function audit_log_is_append_only() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('corridor.audit_retention', true) = 'on' then return old; end if;
  if tg_op = 'UPDATE' and current_setting('corridor.audit_erasure', true) = 'on'
    and (new.id, new.workspace, new.at, new.actor, new.event, new.address, new.request_id)
      is not distinct from (old.id, old.workspace, old.at, old.actor, old.event, old.address, old.request_id)
  then return new; end if;
  raise exception 'the audit log is append-only';
end $$;
