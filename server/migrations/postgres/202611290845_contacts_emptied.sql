-- What is erased, taken out or too old leaves an empty place: contacts are shown in groups that are counted
-- by month, and a group that shrank would make another one of those beside it.
alter table survey_contacts alter column contact drop not null;
create index survey_contacts_filled on survey_contacts (workspace, id) where contact is not null;
