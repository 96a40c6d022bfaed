-- Whom somebody of a unit reaches is looked up, where that is few of all.
create index profiles_unit on profiles (workspace, unit) where unit is not null;
