-- A response in progress is one row; when it is completed, or was not touched for a day, it becomes one
-- signal, and what it said leaves this table. `id` is made of the respondent's token, which is kept nowhere.
create table survey_responses (
  id uuid primary key,
  workspace uuid not null,
  survey uuid not null,
  version integer not null,
  -- open: in progress. partial: a signal says how far it got. full, closed: kept apart, never a signal.
  state text not null check (state in ('open', 'partial', 'complete', 'full', 'closed')),
  language text not null,
  answers jsonb not null,
  -- What came with the link: hidden fields, and (unless the survey is anonymous) whose it is.
  context jsonb not null,
  -- Own keys of the customer's identifiers: what an erasure finds it by.
  keys uuid[],
  -- The page that was left last, and seconds by page.
  page text,
  pages text not null default '',
  -- Why it is suspicious, with commas between.
  marks text not null default '',
  started_at timestamptz not null,
  touched_at timestamptz not null,
  -- The `at` of the signal that stands of it.
  signal_at timestamptz,
  ending text
);
create index survey_responses_untouched on survey_responses (touched_at) where state = 'open';
-- What is completed is most of the table, and is looked for by its id alone.
create index survey_responses_apart on survey_responses (survey, state) where state in ('open', 'full', 'closed');
create index survey_responses_keys on survey_responses using gin (keys) where keys is not null;

-- Responses that count for a quota, over all versions.
create table survey_quotas (
  survey uuid not null,
  key text not null,
  workspace uuid not null,
  taken bigint not null,
  primary key (survey, key)
);

-- Personal links to anonymous surveys that were used, by a digest: nothing says which response came by one.
create table survey_links (
  digest uuid primary key,
  workspace uuid not null,
  survey uuid not null,
  used boolean not null
);
create index survey_links_survey on survey_links (survey);

-- First pages shown, and people who were told that a survey is closed, not open yet or full. A day's count.
create table survey_views (
  survey uuid not null,
  day date not null,
  name text not null,
  workspace uuid not null,
  n bigint not null,
  primary key (survey, day, name)
);

-- How to reach somebody who said so in an anonymous survey: of no response, and no time but the month.
create table survey_contacts (
  id uuid primary key default gen_random_uuid(),
  workspace uuid not null,
  survey uuid not null,
  month date not null,
  contact jsonb not null
);
create index survey_contacts_survey on survey_contacts (workspace, survey);

-- Completes responses that no quota counts and no personal link brought, in one statement with their
-- signals. Lists come as one text each (see append_to_inbox). Answers the ids that were taken, with commas
-- between: the others were completed before, or a signal stands of them that must be superseded.
create function complete_responses(ids text, workspaces text, surveys text, versions text, languages text,
  endings text, started text, received text, row_ids text, signals text)
returns text language plpgsql as $$
declare
  done uuid[];
begin
  with arrived as materialized (
    select i::uuid as i, w::uuid as w, s::uuid as s, v::integer as v, l, e,
      to_timestamp(b::float8 / 1000) as b, to_timestamp(t::float8 / 1000) as t
    from unnest(string_to_array(ids, ','), string_to_array(workspaces, ','), string_to_array(surveys, ','),
      string_to_array(versions, ','), string_to_array(languages, ','), string_to_array(endings, ','),
      string_to_array(started, ','), string_to_array(received, ',')) as x(i, w, s, v, l, e, b, t)
  ), taken as (
    insert into survey_responses as r (id, workspace, survey, version, state, language, answers, context, started_at, touched_at, signal_at, ending)
    select i, w, s, v, 'complete', l, '{}', '{}', b, t, t, e from arrived order by i
    on conflict (id) do update set state = 'complete', answers = '{}', context = '{}', keys = null, marks = '', pages = '',
      touched_at = excluded.touched_at, signal_at = excluded.signal_at, ending = excluded.ending
    where r.state = 'open' and r.signal_at is null and r.survey = excluded.survey
    returning id
  ) select array_agg(id) into done from taken;
  perform append_to_inbox(string_agg(r, ','), string_agg(w, ','), string_agg(t, ','), '', '', string_agg(j, E'\x01'))
    from unnest(string_to_array(ids, ','), string_to_array(row_ids, ','), string_to_array(workspaces, ','),
      string_to_array(received, ','), string_to_array(signals, E'\x01')) as x(i, r, w, t, j)
    where i::uuid = any (done)
    having count(*) > 0;
  return array_to_string(done, ',');
end $$;

-- One response, whatever it needs: `completes` or else what there is of it so far. `stands` is the `at` of
-- the signal that it supersedes. Answers taken; known (completed, or kept apart); again (another signal
-- stands than was thought); linked (its link was used); or full:KEY.
create function complete_response(p_id uuid, p_workspace uuid, p_survey uuid, p_version integer, p_language text,
  p_ending text, p_started float8, p_received float8, p_at float8, stands float8, completes boolean, link uuid,
  quotas text, row_ids text, own text, signals text, contact text)
returns text language plpgsql as $$
declare
  was survey_responses;
  wanted text;
  counted bigint;
  n integer := cardinality(string_to_array(row_ids, ','));
begin
  select * into was from survey_responses where id = p_id for update;
  if found then
    if was.state not in ('open', 'partial') or was.survey <> p_survey then return 'known'; end if;
    if was.signal_at is distinct from to_timestamp(stands / 1000) then return 'again'; end if;
  elsif stands is not null or not completes then
    return 'known';
  end if;
  if link is not null and completes then
    insert into survey_links (digest, workspace, survey, used) values (link, p_workspace, p_survey, false) on conflict do nothing;
    perform 1 from survey_links where digest = link and not used for update;
    if not found then return 'linked'; end if;
  end if;
  if quotas <> '' then
    -- In one order for all, so that two that reserve the same do not wait for each other in a ring.
    for wanted in select q from unnest(string_to_array(quotas, ',')) as x(q) order by q loop
      insert into survey_quotas (survey, key, workspace, taken) values (p_survey, split_part(wanted, ':', 1), p_workspace, 0) on conflict do nothing;
      select taken into counted from survey_quotas where survey = p_survey and key = split_part(wanted, ':', 1) for update;
      if counted >= split_part(wanted, ':', 2)::bigint then return 'full:' || split_part(wanted, ':', 1); end if;
    end loop;
    update survey_quotas set taken = taken + 1 where survey = p_survey
      and key in (select split_part(q, ':', 1) from unnest(string_to_array(quotas, ',')) as x(q));
  end if;
  if completes then
    insert into survey_responses (id, workspace, survey, version, state, language, answers, context, started_at, touched_at, signal_at, ending)
    values (p_id, p_workspace, p_survey, p_version, 'complete', p_language, '{}', '{}', to_timestamp(p_started / 1000),
      to_timestamp(p_received / 1000), to_timestamp(p_at / 1000), p_ending)
    on conflict (id) do update set state = 'complete', answers = '{}', context = '{}', keys = null, marks = '', pages = '',
      touched_at = excluded.touched_at, signal_at = excluded.signal_at, ending = excluded.ending;
    if link is not null then
      update survey_links set used = true where digest = link;
    end if;
    if contact <> '' then
      insert into survey_contacts (workspace, survey, month, contact)
      values (p_workspace, p_survey, date_trunc('month', to_timestamp(p_received / 1000)), contact::jsonb);
    end if;
  else
    update survey_responses set state = 'partial', signal_at = to_timestamp(p_at / 1000) where id = p_id;
  end if;
  perform append_to_inbox(row_ids, p_workspace::text, array_to_string(array_fill(p_received::bigint::text, array[n]), ','), '', own, signals);
  return 'taken';
end $$;
