-- Arrivals into the inbox. A function, because its plan is kept from call to call: reading and planning the
-- statement took as long as writing thirty rows.
--
-- Lists come as one text each, which the database splits: half the time of jsonb_to_recordset, and a fifth of
-- arrays. JSON leaves no control character in a signal, so U+0001 parts the signals; commas part the rest. A list that
-- says the same of all may be left empty: no import, ids of the callers' own; one workspace is that of all. Answers
-- the row ids that were not taken, with commas between: ids that were received before, and whatever belongs to an
-- import that is being removed. A row each would take longer to read than to write.
create function append_to_inbox(row_ids text, workspaces text, received text, imported text, own text, signals text)
returns text language plpgsql as $$
declare
  refused text;
  first uuid := split_part(workspaces, ',', 1)::uuid;
  others text := case when position(',' in workspaces) > 0 then workspaces else '' end;
begin
  with arrived as materialized (
    select n, r::uuid as r, coalesce(w::uuid, first) as w, to_timestamp(t::float8 / 1000) as t, nullif(i, '')::uuid as i,
      coalesce(o = '1', true) as o, s
    from unnest(
      string_to_array(row_ids, ','),
      string_to_array(others, ','),
      string_to_array(received, ','),
      string_to_array(imported, ','),
      string_to_array(own, ','),
      string_to_array(signals, E'\x01')
    ) with ordinality as x(r, w, t, i, o, s, n)
  ), open as materialized (
    -- The lock makes a removal wait for what is being written, and the other way round.
    select id from imports where id in (select i from arrived) and status <> 'removing' order by id for update
  ), welcome as materialized (
    select * from arrived where i is null or i in (select id from open)
  ), fresh as (
    insert into signal_ids (row_id, received_at)
    select r, t from welcome where o
    on conflict do nothing
    returning row_id
  ), next as materialized (
    select nextval('inbox_groups_id_seq') as id
  ), taken as (
    insert into inbox (group_id, place, workspace, row_id, received_at, import_id, signal)
    select next.id, n, w, r, t, i, s from welcome, next
    where not o or r in (select row_id from fresh)
    returning group_id, import_id, received_at, row_id, octet_length(signal) as bytes
  ), grouped as (
    insert into inbox_groups (id, rows, bytes, received_at)
    select group_id, count(*), sum(bytes), min(received_at) from taken group by group_id
  ), counted as (
    update imports set accepted = accepted + under.n, updated_at = now()
    from (select import_id, count(*) as n from taken where import_id is not null group by import_id) as under
    where imports.id = under.import_id
  )
  select string_agg(r::text, ',') into refused from arrived where r not in (select row_id from taken);
  return refused;
end $$;
