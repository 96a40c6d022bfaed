-- What is stated of people, each under the identifier that the statement came with: a customer shows
-- what stands under all of its identifiers, so that an undone join gives back both as they were.
create table profiles (
  -- The identifier's own key.
  identifier uuid primary key,
  workspace uuid not null,
  name text,
  email text,
  phone text,
  language text,
  unit text,
  address jsonb,
  attributes jsonb not null,
  accounts jsonb not null,
  -- Field → when it was last stated, in milliseconds; under "" the time of those that are not named.
  stated jsonb not null,
  -- The import that made it, and takes it away again when it is removed.
  import_id uuid,
  version integer not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index profiles_list on profiles (workspace, identifier);
create index profiles_import on profiles (import_id) where import_id is not null;

create table accounts (
  workspace uuid not null,
  id text collate "C" not null,
  -- A hash of workspace and id, by which changes are noted.
  key uuid not null unique,
  name text,
  type text check (type in ('business', 'household')),
  parent text collate "C",
  owner text,
  unit text,
  renewal_on date,
  -- Of 365 days, in the workspace's currency.
  revenue double precision,
  potential double precision,
  address jsonb,
  attributes jsonb not null,
  import_id uuid,
  -- 0: only named by a customer or by an account below it.
  version integer not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (workspace, id)
);
create index accounts_import on accounts (import_id) where import_id is not null;
create index accounts_parent on accounts (workspace, parent, id) where parent is not null;

-- Who is in an account: what `profiles.accounts` says, the other way round.
create table account_people (
  workspace uuid not null,
  account text collate "C" not null,
  identifier uuid not null references profiles (identifier) on delete cascade,
  primary key (workspace, account, identifier)
);
create index account_people_identifier on account_people (identifier);

-- The words by which people and accounts are found: in lower case, without accents, each once.
create table customer_words (
  workspace uuid not null,
  word text collate "C" not null,
  identifier uuid not null references profiles (identifier) on delete cascade,
  primary key (workspace, word, identifier)
);
create index customer_words_identifier on customer_words (identifier, word);
create table account_words (
  workspace uuid not null,
  word text collate "C" not null,
  account text collate "C" not null,
  primary key (workspace, word, account),
  foreign key (workspace, account) references accounts (workspace, id) on delete cascade
);
create index account_words_account on account_words (workspace, account, word);

-- People are found by the beginning of an id, an e-mail address or a phone number.
create index identifiers_value on identifiers (workspace, type, value collate "C");

-- What people allow, as they said it: only ever added to. The latest by time holds.
create table consents (
  id uuid primary key,
  workspace uuid not null,
  identifier uuid not null,
  purpose text not null,
  channel text not null,
  state text not null,
  source text not null,
  actor text not null,
  at timestamptz not null,
  received_at timestamptz not null
);
create index consents_identifier on consents (identifier);

-- What tells the newer of two states of a customer or account in ClickHouse: taken before the state is read.
create sequence projection_versions;

-- When an identifier with a profile goes over to another customer, both customers are others.
create function profiles_follow_identity() returns trigger language plpgsql as $$
begin
  insert into projections (workspace, kind, key)
  select distinct moved.workspace, 'customer', each.key
  from (
    select o.workspace, o.customer as before, n.customer as after
    from old_identifiers o join new_identifiers n on n.key = o.key
    where o.customer <> n.customer and exists (select from profiles p where p.identifier = o.key)
  ) as moved, lateral (values (moved.before), (moved.after)) as each(key);
  return null;
end $$;
create trigger identifiers_moved after update on identifiers
  referencing old table as old_identifiers new table as new_identifiers
  for each statement execute function profiles_follow_identity();
