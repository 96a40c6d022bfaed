/** What stands in the text of a statement of itself: settings, and values where they can't be bound. */
import type { Settings } from "./clickhouse.ts";
import { textInSql } from "./clickhouse-native.ts";

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

/** Throws where a place has no value, and for values that are no text, number, truth or list of those. */
function literal(value: unknown): string {
  if (value === null) return "NULL";
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "string") return textInSql(value);
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "bigint") return textInSql(String(value));
  // As for bound ones: a whole number beyond 2^53 is no longer what it was meant to be.
  const exact = Number.isSafeInteger(value) || (Number.isFinite(value) && !Number.isInteger(value));
  if (exact) return String(value);
  throw new TypeError(`a ${typeof value} has no literal`);
}

/**
 * A statement with its values written into it as literals, each of the type that its place names, as
 * ClickHouse itself puts values into their places.
 *
 * For the embedded store alone, and there for what goes beside questions: its library lets only one
 * statement with values at a time into a process, over whichever connection, so that a question of some
 * milliseconds would wait for a computing of half a minute. Everything else is bound.
 *
 * `undefined` where it would be longer than ClickHouse parses.
 */
export function written(sql: string, values: Record<string, unknown>): string | undefined {
  const text = sql.replace(place, (_whole, name: string, type: string) => {
    if (!Object.hasOwn(values, name)) throw new TypeError(`{${name}:${type}} has no value`);
    const value = values[name];
    if (type === "Identifier")
      return `\`${String(value).replaceAll("\\", "\\\\").replaceAll("`", "\\`")}\``;
    return `CAST(${literal(value)}, ${textInSql(type)})`;
  });
  return Buffer.byteLength(text) > longest ? undefined : text;
}
