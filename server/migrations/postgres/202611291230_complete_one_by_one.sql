-- Two sendings of one form at the same moment, where no row stands yet that one could wait for, were both
-- taken: their quotas were counted twice. They wait for each other by the response's id now; all else is as before.
create or replace function complete_response(p_id uuid, p_workspace uuid, p_survey uuid, p_version integer, p_language text,
  p_ending text, p_started float8, p_received float8, p_at float8, stands float8, completes boolean, link uuid,
  quotas text, row_ids text, own text, signals text, contact text)
returns text language plpgsql as $$
declare
  was survey_responses;
  wanted text;
  counted bigint;
  n integer := cardinality(string_to_array(row_ids, ','));
begin
  perform pg_advisory_xact_lock(hashtextextended(p_id::text, 0));
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
