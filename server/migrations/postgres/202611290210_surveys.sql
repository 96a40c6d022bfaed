-- Surveys as they are being made, and what of them was published. A draft is whatever its makers have
-- got to; a version never changes.
create table surveys (
  id uuid primary key,
  workspace uuid not null,
  name text not null,
  draft jsonb not null,
  -- Of the draft: whoever saves says which one they began from.
  revision integer not null,
  state text not null check (state in ('draft', 'open', 'closed')),
  -- The newest version, and the revision that it was made of; null where there is none.
  version integer,
  published_revision integer,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  changed_by text not null,
  check ((state = 'draft') = (version is null))
);
create index surveys_list on surveys (workspace, id);

create table survey_versions (
  survey uuid not null references surveys (id),
  version integer not null,
  workspace uuid not null,
  definition jsonb not null,
  -- Text of each expression → its syntax tree.
  trees jsonb not null,
  published_at timestamptz not null,
  published_by text not null,
  primary key (survey, version)
);

-- What was published stays as it was, whoever asks.
create function survey_version_stays() returns trigger language plpgsql as $$
begin
  raise exception 'a published version of a survey never changes';
end $$;
create trigger survey_version_stays before update on survey_versions
  for each row execute function survey_version_stays();
