/** New identifiers as lists that Postgres reads, and the columns of their rows that are made of these. */
import { sql, type RawBuilder } from "kysely";
import type { Settled } from "./fresh.ts";
import type { Link } from "./identity.ts";
import { listed, standings, texts, typeNumber } from "./lists-store.ts";
import { toldNumber } from "./told-links-store.ts";

export type Row = Settled & {
  value: string;
  spoken: boolean;
  open: boolean;
  /** More than confidential answers have held it, whatever is stated. */
  heard: boolean;
  name: string;
  at: number;
  /** Its only link, where its own row tells it: the one with its customer. */
  link?: LinkRow;
};
/** `heard`: 0 by no signal, 1 by confidential answers alone, 2 by any other. `stated`: by a profile. */
export type LinkRow = Link & {
  aType: number;
  bType: number;
  signal: string;
  seenAt: number;
  heard: 0 | 1 | 2;
  stated: boolean;
  open: boolean;
};

/** What a link rests on, as a number. */
export const sourcesOf = ({ heard, stated }: LinkRow): number => 2 * heard + Number(stated);
const toldOf = ({ link }: Row): number => (link ? toldNumber(link.aType, sourcesOf(link)) : 0);

/** Type and flags as one number, as lists are what takes time. */
const flagsOf = (row: Row): number =>
  32 * toldOf(row) +
  8 * typeNumber(row) +
  4 * Number(row.heard) +
  2 * Number(row.open) +
  Number(row.spoken);

/** The same for all, or undefined. */
const shared = (values: readonly number[]): number | undefined =>
  values.every((value) => value === values[0]) ? values[0] : undefined;

/**
 * Lists of one statement. Those that say nothing, or of each row the same, are none, as each takes as
 * long again: most batches bring no names, most identifiers stand as they are, and all that are told
 * apart alike have the same flags.
 */
class Lists {
  readonly #rows: readonly Row[];
  readonly #lists: RawBuilder<unknown>[] = [];
  readonly #names: RawBuilder<unknown>[] = [];

  constructor(rows: readonly Row[]) {
    this.#rows = rows;
  }

  add(name: string, list: RawBuilder<unknown>): RawBuilder<unknown> {
    this.#lists.push(list);
    this.#names.push(sql.raw(name));
    return sql.raw(name);
  }

  numbers(name: string, type: string, of: (row: Row) => number): RawBuilder<unknown> {
    const values = this.#rows.map(of);
    const same = shared(values);
    return same === undefined
      ? this.add(name, listed(values, type))
      : sql`${same}::${sql.raw(type)}`;
  }

  /** `n = '='` says of a list `n` that the text is empty. */
  texts(name: string, of: (row: Row) => string): RawBuilder<unknown> {
    const { list, plain } = texts(this.#rows.map(of));
    this.add(name, list);
    return plain(name);
  }

  from(): RawBuilder<unknown> {
    return sql`unnest(${sql.join(this.#lists)}) as x(${sql.join(this.#names)})`;
  }
}

const nothing = { text: sql`null`, time: sql`null::timestamptz` };

/** The name that came with them, and when. */
function namesIn(lists: Lists, rows: readonly Row[]) {
  if (rows.every(({ name }) => name === "")) return nothing;
  const text = sql`nullif(${lists.texts("n", (row) => row.name)}, '')`;
  const at = lists.numbers("at", "float8", (row) => row.at);
  return { text, time: sql`case when n <> '=' then to_timestamp(${at} / 1000) end` };
}

/** The signal of the link that a row tells, and when it was received. */
function toldIn(lists: Lists, rows: readonly Row[], flags: RawBuilder<unknown>) {
  if (rows.every(({ link }) => link === undefined)) return nothing;
  const signal = lists.texts("s", ({ link }) => link?.signal ?? "");
  const seenAt = lists.numbers("t", "float8", ({ link }) => link?.seenAt ?? 0);
  return {
    text: sql`case when ${flags} > 31 then ${signal} end`,
    time: sql`case when ${flags} > 31 then to_timestamp(${seenAt} / 1000) end`,
  };
}

/** The lists of rows, in the order of their keys, and the columns that are made of them, in the order of `intoIdentifiers`. */
export function columnsOf(rows: readonly Row[], workspace: string) {
  const sorted = rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const lists = new Lists(sorted);
  const keys = sorted.map((row) => row.key);
  const key = lists.add("k", listed(keys, "uuid"));
  const value = lists.texts("v", (row) => row.value);
  const flags = lists.numbers("f", "smallint", flagsOf);
  const others = sorted.map((row) => (row.customer === row.key ? "" : row.customer));
  const joined = others.some((customer) => customer !== "");
  const customer = joined
    ? lists.add("c", sql`string_to_array(${others.join(",")}, ',', '')::uuid[]`)
    : sql`null::uuid`;
  // One number for all: it only has to grow with each change of one key.
  const version = joined
    ? sql`case when ${customer} is null then 0 else (select nextval('identity_versions')) end`
    : sql`0`;
  const standing = lists.numbers("g", "smallint", (row) => standings.indexOf(row.standing));
  const name = namesIn(lists, sorted);
  const told = toldIn(lists, sorted, flags);
  return {
    columns: sql`${key}, ${workspace}::uuid, ${flags} >> 3 & 3, ${value}, coalesce(${customer}, ${key}), ${standing}, ${flags} & 1 = 1, ${flags} & 2 = 2, ${flags} & 4 = 4,
      ${version}, ${name.text}, ${name.time}, now(), ${flags} >> 5, ${told.text}, ${told.time}`,
    arrived: lists.from(),
  };
}

export const intoIdentifiers = sql`key, workspace, type, value, customer, standing, spoken, open, heard, version, name, name_at, first_seen, link, link_signal, link_seen_at`;
