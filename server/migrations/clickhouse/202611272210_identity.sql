-- Whose a signal is: the first 64 bits of the SHA-256 over workspace, type and value of its surest
-- identifier (server/customer/identifier.ts), 0 where it says nothing. The drain writes it; what is
-- inserted without it is given that of its id or e-mail.
ALTER TABLE signals ADD COLUMN IF NOT EXISTS identity UInt64 DEFAULT multiIf(
  confidentiality = 'anonymous', 0,
  customer_id != '', reinterpretAsUInt64(reverse(substring(SHA256(concat(toString(workspace), '\0id\0', customer_id)), 1, 8))),
  customer_email != '', reinterpretAsUInt64(reverse(substring(SHA256(concat(toString(workspace), '\0email\0', lowerUTF8(customer_email))), 1, 8))),
  0
) CODEC(LZ4);

-- What a browser said of its customer without a signature, as JSON: shown, and never compared.
ALTER TABLE signals ADD COLUMN IF NOT EXISTS claim String CODEC(ZSTD);

-- The signals of one customer in order of time, wherever they lie.
CREATE TABLE IF NOT EXISTS signals_by_customer (
  workspace UUID,
  identity UInt64,
  at DateTime64(3, 'UTC'),
  row_id UUID,
  version UInt64,
  deleted UInt8
) ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY (workspace, identity, at, row_id)
SETTINGS index_granularity = 1024;

CREATE MATERIALIZED VIEW IF NOT EXISTS signals_by_customer_from_signals TO signals_by_customer AS
SELECT workspace, identity, at, row_id, version, deleted FROM signals WHERE identity != 0;

-- The identities whose customer is another than themselves, or once was.
CREATE TABLE IF NOT EXISTS identity_map (
  workspace UUID,
  identity UInt64,
  customer UInt64,
  version UInt64
) ENGINE = ReplacingMergeTree(version)
ORDER BY (workspace, identity);
