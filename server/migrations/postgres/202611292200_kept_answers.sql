-- What is kept of placements and levels stands beside what is kept of Today, under parts of its own:
-- "business", "household" and "levels". Its body says what was asked and where its rows stand in ClickHouse.
alter table today_kept rename to kept_answers;
alter index today_kept_sight rename to kept_answers_sight;
create index kept_answers_part on kept_answers (part, used_at);
