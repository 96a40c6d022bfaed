-- Whether a signal says the version of its survey: version 0 is one, and none reads as 0. Of what was
-- kept before, 0 is taken for none.
ALTER TABLE signals ADD COLUMN IF NOT EXISTS survey_versioned UInt8 DEFAULT survey_version > 0;
