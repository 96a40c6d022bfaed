-- Customers in their latest version, by the number of their key (the first 64 bits): what signals and
-- identity_map call a customer. What is stated of several identifiers stands here as one.
CREATE TABLE IF NOT EXISTS customers (
  workspace UUID,
  customer UInt64,
  version UInt64,
  deleted UInt8,
  key UUID,
  id String CODEC(ZSTD),
  name String CODEC(ZSTD),
  email String CODEC(ZSTD),
  phone String CODEC(ZSTD),
  language LowCardinality(String),
  unit LowCardinality(String),
  address Map(LowCardinality(String), String) CODEC(ZSTD),
  account String CODEC(ZSTD),
  accounts Array(String) CODEC(ZSTD),
  attributes JSON(max_dynamic_paths=256),
  changed DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY (workspace, customer)
SETTINGS allow_experimental_replacing_merge_with_cleanup = 1;

-- By the number of a hash of their id (server/customer/account.ts).
CREATE TABLE IF NOT EXISTS accounts (
  workspace UUID,
  account UInt64,
  version UInt64,
  deleted UInt8,
  id String CODEC(ZSTD),
  name String CODEC(ZSTD),
  type LowCardinality(String),
  parent String CODEC(ZSTD),
  owner String CODEC(ZSTD),
  unit LowCardinality(String),
  renewal_on Nullable(Date32),
  revenue Nullable(Float64),
  potential Nullable(Float64),
  address Map(LowCardinality(String), String) CODEC(ZSTD),
  attributes JSON(max_dynamic_paths=256),
  changed DateTime64(3, 'UTC')
) ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY (workspace, account)
SETTINGS allow_experimental_replacing_merge_with_cleanup = 1;

-- What transactions of the 365 days before `day` brought in, in the workspace's currency. The version is
-- the time at which it was computed. Of customers by the identifier that their signals were told apart
-- by, so that joins and their undoing need no other figure.
CREATE TABLE IF NOT EXISTS customer_revenue (
  workspace UUID,
  identity UInt64,
  version UInt64,
  deleted UInt8,
  revenue Float64,
  transactions UInt32,
  day Date
) ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY (workspace, identity);

CREATE TABLE IF NOT EXISTS account_revenue (
  workspace UUID,
  account String,
  version UInt64,
  deleted UInt8,
  revenue Float64,
  transactions UInt32,
  day Date
) ENGINE = ReplacingMergeTree(version, deleted)
ORDER BY (workspace, account);
