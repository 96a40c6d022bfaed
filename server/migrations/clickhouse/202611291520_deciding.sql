-- The accounts in which a customer decides, of those in `accounts`.
ALTER TABLE customers ADD COLUMN IF NOT EXISTS deciding Array(String) CODEC(ZSTD);
