/** A piece of a backup: some rows of one table, which become one file. Small enough to be held whole. */
export type Part = {
  store: "postgres" | "clickhouse";
  table: string;
  /** Counted from 0 in its table. */
  number: number;
  rows: number;
  content: Buffer;
};

export const pathOf = ({ store, table, number }: Part): string =>
  `${store}/${table}.${number}.${store === "postgres" ? "ndjson" : "native"}.zst`;

/** What of the stores is not copied, and what must stand still. Made by whoever knows the tables. */
export type BackupRules = {
  postgres: {
    /** Table → why it is left out. */
    leftOut: Readonly<Record<string, string>>;
    /** Tables that nobody writes to at the cut. */
    still: readonly string[];
  };
  clickhouse: {
    /** Table → why it is left out. What a materialised view fills need not be named. */
    leftOut: Readonly<Record<string, string>>;
  };
};
