-- One row a signal. Every column of ORDER BY is immutable; a deletion is a newer version with deleted = 1.
-- nps, csat and ces stand apart from measures because most questions ask for one of them.
-- at is read by most questions: T64 with LZ4 takes 60 % of the time of Delta with ZSTD, and half a byte a row more.
-- facts is what almost every question must know of a signal, in one byte instead of five columns;
-- server/understand/row-class.ts says what its bits mean.
CREATE TABLE signals (
  workspace UUID,
  at DateTime64(3, 'UTC') CODEC(T64, LZ4),
  row_id UUID,
  version UInt64 CODEC(Delta, ZSTD),
  deleted UInt8,
  received DateTime64(3, 'UTC') CODEC(Delta, ZSTD),
  import LowCardinality(String),
  id String CODEC(ZSTD),
  kind LowCardinality(String),
  voice LowCardinality(String),
  touchpoint LowCardinality(String),
  channel LowCardinality(String),
  medium LowCardinality(String),
  stage LowCardinality(String),
  contact LowCardinality(String),
  unit LowCardinality(String),
  employee LowCardinality(String),
  offering LowCardinality(String),
  programme LowCardinality(String),
  pattern LowCardinality(String),
  survey LowCardinality(String),
  survey_version UInt32,
  confidentiality LowCardinality(String),
  state LowCardinality(String),
  language LowCardinality(String),
  source LowCardinality(String),
  source_url String CODEC(ZSTD),
  reference_type LowCardinality(String),
  reference_id String CODEC(ZSTD),
  customer_id String CODEC(ZSTD),
  customer_email String CODEC(ZSTD),
  customer_phone String CODEC(ZSTD),
  customer_anonymous_id String CODEC(ZSTD),
  customer_name String CODEC(ZSTD),
  account_id String CODEC(ZSTD),
  account_name String CODEC(ZSTD),
  weight Float64,
  suspicious Array(LowCardinality(String)),
  nps Nullable(Float64),
  csat Nullable(Float64),
  ces Nullable(Float64),
  measures JSON(max_dynamic_paths=256),
  answers JSON(max_dynamic_paths=256),
  attributes JSON(max_dynamic_paths=256),
  judgements Array(Tuple(
    aspect LowCardinality(String),
    expectation Nullable(Float64),
    experience Nullable(Float64),
    minimum Nullable(Float64),
    desired Nullable(Float64),
    importance Nullable(Float64),
    recalled Bool
  )),
  text Map(LowCardinality(String), String),
  facts UInt8 MATERIALIZED toUInt8(
    multiIf(voice = 'customer', 0, voice = 'employee', 1, voice = 'partner', 2, 3)
    + 4 * notEmpty(suspicious)
    + 8 * (state != 'complete')
    + 16 * (confidentiality != 'identified')
    + multiIf(pattern = 'past', 32, pattern = 'present', 64, pattern = 'potential', 96, 0)
  )
) ENGINE = ReplacingMergeTree(version, deleted)
PARTITION BY toYYYYMM(at)
ORDER BY (workspace, at, row_id)
SETTINGS non_replicated_deduplication_window = 10000, allow_experimental_replacing_merge_with_cleanup = 1;

-- Where a signal lies, by its row id: one lookup for GET /v1/signals/{id}, and for ids older than
-- Postgres remembers.
CREATE TABLE signal_keys (
  workspace UUID,
  row_id UUID,
  at DateTime64(3, 'UTC'),
  received DateTime64(3, 'UTC'),
  version UInt64,
  deleted UInt8
) ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY (workspace, row_id)
SETTINGS index_granularity = 256;

CREATE MATERIALIZED VIEW signal_keys_from_signals TO signal_keys AS
SELECT workspace, row_id, at, received, version, deleted FROM signals;
