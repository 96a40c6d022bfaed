-- Where accounts stood, and how customers moved between levels, when a job last computed it: each
-- computing is a partition, which is dropped when nothing in Postgres names it any more. No names of
-- accounts and nothing of a person stands here.
CREATE TABLE IF NOT EXISTS placements_kept (
  kept UInt64,
  workspace UUID,
  account UInt64,
  id String CODEC(ZSTD),
  place LowCardinality(String),
  place_before LowCardinality(String),
  n_mean Nullable(Float64),
  b_mean Nullable(Float64),
  n_n UInt32,
  b_n UInt32,
  total Nullable(Float64),
  squares Nullable(Float64),
  n_revenue Nullable(Float64),
  b_revenue Nullable(Float64),
  n_high UInt8,
  held Nullable(UInt8),
  potential Nullable(Float64),
  headroom Nullable(Float64),
  prospect UInt8,
  days_to_renewal Nullable(Int64),
  is_silent UInt8,
  unanswered UInt32,
  is_divided UInt8,
  lowest Nullable(Float64),
  highest Nullable(Float64),
  decider Nullable(Float64),
  move LowCardinality(String),
  last_answer DateTime64(3, 'UTC'),
  n_cut Nullable(Float64)
) ENGINE = MergeTree
PARTITION BY kept
ORDER BY account;

CREATE TABLE IF NOT EXISTS levels_kept (
  kept UInt64,
  workspace UUID,
  before LowCardinality(String),
  after LowCardinality(String),
  n UInt64,
  scored_before UInt64,
  scored_after UInt64,
  revenue_before Float64,
  revenue_after Float64,
  revenue_scored Float64
) ENGINE = MergeTree
PARTITION BY kept
ORDER BY (before, after);
