-- What a link rests on: what only a profile states goes with the statement. Of what stands already it
-- isn't known whether a signal held it too, so it counts as held by one.
-- 0 no signal, 1 confidential answers alone, 2 any other.
alter table identity_links add column heard smallint not null default 2;
-- A profile says so now.
alter table identity_links add column stated boolean not null default false;

-- More than confidential answers have held it, whatever is stated.
alter table identifiers add column heard boolean not null default true;
-- When it was first stated or openly heard, where that was later than it was first seen.
alter table identifiers add column opened timestamptz;

-- False where it follows from what was said in confidence.
alter table identity_conflicts add column open boolean not null default true;
