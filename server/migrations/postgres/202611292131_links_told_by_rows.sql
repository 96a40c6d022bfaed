-- Of most customers all that is known came with their first signal, whose surest identifier is linked
-- with each of the others. Such a link stands in the other's own row, until something else is said of it or
-- of its customer: a row and two indexes less for each. It is the one between `customer` and `key`.
alter table identifiers
  -- 0 no link; else 8 for each place in the list of the customer's type, 2 for each of what has heard it, 1 where it is stated.
  add column link smallint not null default 0,
  add column link_signal text,
  add column link_seen_at timestamptz;

-- All links, wherever they stand.
create view known_links as
select workspace, a, b, a_type, b_type, signal, seen_at, parted_at, parted_by, heard, stated, opened from identity_links
union all
select workspace, customer, key, (link >> 3)::smallint, type, link_signal, link_seen_at, null::timestamptz, null::text,
  (link >> 1 & 3)::smallint, link & 1 = 1, null::timestamptz
from identifiers where link > 0 and customer <> key;

-- What a row tells no more, or no longer of its customer, gets a row of its own.
create function link_of_its_own() returns trigger language plpgsql as $$
begin
  insert into identity_links (workspace, a, b, a_type, b_type, heard, stated, signal, seen_at)
  values (old.workspace, old.customer, old.key, old.link >> 3, old.type, old.link >> 1 & 3, old.link & 1 = 1, old.link_signal, old.link_seen_at);
  if tg_op = 'DELETE' then return old; end if;
  new.link := 0;
  new.link_signal := null;
  new.link_seen_at := null;
  return new;
end $$;
create trigger identifiers_unlinked before update of customer, link on identifiers
  for each row when (old.link > 0 and (new.link = 0 or new.customer <> old.customer)) execute function link_of_its_own();
create trigger identifiers_gone before delete on identifiers
  for each row when (old.link > 0) execute function link_of_its_own();
