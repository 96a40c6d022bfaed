-- The words of names that signals came with, by which people are found whom nobody has stated.
create table spoken_words (
  workspace uuid not null,
  word text collate "C" not null,
  identifier uuid not null,
  primary key (workspace, word, identifier)
);
create index spoken_words_identifier on spoken_words (identifier, word);
