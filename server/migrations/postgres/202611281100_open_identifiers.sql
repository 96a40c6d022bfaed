-- False where only confidential answers have held it: it is shown to who may read these one by one.
alter table identifiers add column open boolean not null default true;
