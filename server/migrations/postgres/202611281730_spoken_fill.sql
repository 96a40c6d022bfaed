-- How far, by their keys, the words of names have been filled in that were known before `spoken_words`
-- came. The program makes them, as SQL can't make the same words. No row: all are there.
create table spoken_words_fill (after uuid not null);
insert into spoken_words_fill (after)
select '00000000-0000-0000-0000-000000000000' where exists (select from identifiers);
