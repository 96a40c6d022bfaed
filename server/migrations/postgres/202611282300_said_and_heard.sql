-- What a link rests on: what only a profile states goes with the statement. Of what stands already it
-- isn't known whether a signal held it too, so it counts as held by one.
-- 0 no signal, 1 confidential answers alone, 2 any other.
alter table identity_links add column heard smallint not null default 2;
-- Of an end that confidential answers alone have held it is known.
update identity_links set heard = 1 where a in (select key from identifiers where not open);
update identity_links set heard = 1 where b in (select key from identifiers where not open);
-- A profile says so now.
alter table identity_links add column stated boolean not null default false;
-- When it was first stated or openly heard, where that was later than it was first seen.
alter table identity_links add column opened timestamptz;

-- More than confidential answers have held it, whatever is stated.
alter table identifiers add column heard boolean not null default true;
update identifiers set heard = false where not open;
-- When it was first stated or openly heard, where that was later than it was first seen.
alter table identifiers add column opened timestamptz;

-- False where it follows from what was said in confidence.
alter table identity_conflicts add column open boolean not null default true;
