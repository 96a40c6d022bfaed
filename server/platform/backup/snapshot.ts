/** PostgreSQL as it stood at one moment, to be read at leisure while the store itself goes on. */

export type Snapshot = {
  /** When it was taken, by the store's own clock. */
  readonly cut: Date;
  /** Rows of one statement, as the store stood at the cut. Numbers of 64 bits come as text or as numbers. */
  query<T>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;
  close(): Promise<void>;
};

export type SnapshotRequest = {
  /** Done first, when no other process takes a snapshot of this store. */
  prepare: () => Promise<void>;
  /** Tables that nobody writes to while the snapshot is taken: what has to stand still for the other store. */
  still: readonly string[];
  /** Done at the very moment of the cut, while nothing is acknowledged. Must be short. */
  atTheCut: () => Promise<void>;
  signal: AbortSignal;
};

/** Texts of values are the same whatever the session was: dates in ISO, UTC, numbers in full. */
export const plainTexts =
  "set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set timezone = 'UTC'; set extra_float_digits = 1; set bytea_output = 'hex'";

/** A name as it stands in SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
