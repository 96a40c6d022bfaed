-- What was said, by its words: parts that were written before get theirs when they are merged, and are
-- read whole until then. server/understand/filter.ts asks for the very same expression.
ALTER TABLE signals ADD INDEX IF NOT EXISTS said lowerUTF8(arrayStringConcat(mapValues(text), ' ')) TYPE text(tokenizer = 'splitByNonAlpha');
