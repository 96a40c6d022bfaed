-- How many signals of an import wait and are held is asked while it runs, and over a long inbox.
create index inbox_import on inbox (import_id) where import_id is not null;
create index held_signals_import on held_signals (import_id) where import_id is not null;
