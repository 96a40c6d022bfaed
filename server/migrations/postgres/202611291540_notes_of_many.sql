-- First contacts come by the thousand, and a note each cost the embedded store as much as to know them:
-- one note tells of up to a hundred.
alter table projections alter column key drop not null;
alter table projections add column keys uuid[];
alter table projections add constraint projections_of_one_or_many check ((key is null) <> (keys is null));
