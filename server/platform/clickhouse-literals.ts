/** What stands in the text of a statement of itself: settings, and values where they can't be bound. */
import type { Settings } from "./clickhouse.ts";

/** A text as it stands in SQL. */
export const textInSql = (value: string): string =>
  `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

export function settingsClause(settings: Settings): string {
  const parts = Object.entries(settings).map(([name, value]) => {
    if (!/^[a-z_]+$/.test(name)) throw new Error(`not a setting's name: ${name}`);
    return `${name} = ${typeof value === "number" ? value : textInSql(value)}`;
  });
  return parts.length === 0 ? "" : ` SETTINGS ${parts.join(", ")}`;
}

const place = /\{(\w+):([^{}]+)\}/g;
/** ClickHouse parses no longer statements, by default, than 262,144 bytes. */
const longest = 250_000;

/** A value as it stands within the text of a list: ClickHouse reads it as it reads one that is bound. */
function within(value: unknown): string {
  if (value === null) return "NULL";
  if (Array.isArray(value)) return `[${value.map(within).join(",")}]`;
  return typeof value === "string" ? textInSql(value) : plain(value);
}

function plain(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "bigint") return String(value);
  // As for bound ones: a whole number beyond 2^53 is no longer what it was meant to be.
  const exact = Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value));
  if (exact) return String(value);
  throw new TypeError(`a ${typeof value} has no literal`);
}

/**
 * A statement with its values written into it, each as a text that is read as the type that its place
 * names, which is what ClickHouse does with bound ones.
 *
 * For the embedded store alone, and there for what goes beside questions: its library lets only one
 * statement with values at a time into a process, over whichever connection, so that a question of some
 * milliseconds would wait for a computing of half a minute. Everything else is bound.
 *
 * `undefined` where it would be longer than ClickHouse parses. Throws where a place has no value, and for
 * values that are no text, number, truth, null or list of those.
 */
export function written(sql: string, values: Record<string, unknown>): string | undefined {
  const text = sql.replace(place, (_whole, name: string, type: string) => {
    if (!Object.hasOwn(values, name)) throw new TypeError(`{${name}:${type}} has no value`);
    const value = values[name];
    if (type === "Identifier") return nameInSql(value);
    const text =
      value === null ? "NULL" : textInSql(Array.isArray(value) ? within(value) : plain(value));
    return `CAST(${text}, ${textInSql(type)})`;
  });
  return Buffer.byteLength(text) > longest ? undefined : text;
}

function nameInSql(value: unknown): string {
  if (typeof value !== "string" || value === "") throw new TypeError("a name that is no text");
  return `\`${value.replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
}
