-- Who people are: the tables of the sign-in. Names of columns are ours; the library is told them.
create table people (
  id uuid primary key,
  email text not null unique,
  email_verified boolean not null default false,
  name text not null,
  image text,
  language text not null default 'en' check (language in ('en', 'id')),
  totp boolean not null default false,
  last_sign_in_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- A session's token stands in its cookie with a signature that only the secret can make, so that
-- reading this table opens nothing. `updated_at` is when it was last used, to five minutes.
create table sessions (
  id uuid primary key,
  person uuid not null references people (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sessions_person on sessions (person);
create index sessions_expiry on sessions (expires_at);

-- How somebody proves who they are: `credential` is a password, any other provider an OIDC issuer.
create table credentials (
  id uuid primary key,
  person uuid not null references people (id) on delete cascade,
  provider text not null,
  account text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider, account)
);
create index credentials_person on credentials (person);

-- Second steps under way, and how often each was tried.
create table verifications (
  id uuid primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verifications_identifier on verifications (identifier);
create index verifications_expiry on verifications (expires_at);

-- Secrets and backup codes are encrypted under a key made from CORRIDOR_SECRET.
create table two_factors (
  id uuid primary key,
  person uuid not null references people (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verifications integer not null default 0,
  locked_until timestamptz
);
create index two_factors_person on two_factors (person);

-- A code of an authenticator is good once, whichever process is asked.
create table used_codes (
  person uuid not null references people (id) on delete cascade,
  digest text not null,
  used_at timestamptz not null,
  primary key (person, digest)
);

-- Wrong passwords by account and by address, both as digests: also of accounts that are not there.
create table attempts (
  subject text primary key,
  count integer not null,
  since timestamptz not null,
  locked_until timestamptz
);

-- Invitations and resets. The token is in the link alone; here stands its digest.
create table entry_links (
  id uuid primary key,
  workspace uuid,
  kind text not null check (kind in ('invitation', 'reset')),
  digest text not null unique,
  email text not null,
  person uuid references people (id) on delete cascade,
  role text,
  memberships jsonb,
  language text not null,
  -- Whether the link went to the mailbox alone, so that who brings it has shown that it is theirs.
  mailed boolean not null,
  mail uuid,
  made_by text not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index entry_links_workspace on entry_links (workspace, kind, id);
create index entry_links_email on entry_links (email, kind);
create index entry_links_person on entry_links (person);

-- Mail is sent at most once: what was on its way when the process died is unconfirmed.
create table mails (
  id uuid primary key,
  workspace uuid,
  kind text not null,
  recipient text not null,
  -- Sealed, as it holds a link that opens an account; gone when nothing is left to send.
  content text,
  state text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'unconfirmed')),
  tries integer not null default 0,
  reason text,
  made_at timestamptz not null,
  changed_at timestamptz not null
);
create index mails_open on mails (changed_at) where state in ('waiting', 'sending');

alter table members alter column person type uuid using person::uuid;
alter table members add constraint members_person_fk foreign key (person) references people (id) on delete cascade;
