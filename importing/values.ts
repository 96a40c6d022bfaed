/** What an expression gave, made fit for a target. */
import { Duration } from "./expression.ts";
import type { Sort } from "./target.ts";

/** Nothing (the target is left out), a value, or a number that JSON cannot hold. */
export type Fitted = { kind: "none" } | { kind: "value"; value: unknown } | { kind: "notFinite" };

const none: Fitted = { kind: "none" };
const decimal = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/;

/**
 * Null, blank text and empty lists are nothing, in lists and objects too. Where the target takes
 * text, a number becomes text (a workbook keeps ids as numbers); where it takes a number, text that
 * is wholly a decimal number becomes one. All else is left for the server to judge.
 */
export function fitted(value: unknown, sort: Sort): Fitted {
  const cleaned = clean(value);
  if (cleaned === undefined) return none;
  if (typeof cleaned === "number" && !Number.isFinite(cleaned)) return { kind: "notFinite" };
  if (sort === "string" && (typeof cleaned === "number" || typeof cleaned === "boolean")) {
    return { kind: "value", value: String(cleaned) };
  }
  if (sort === "number" && typeof cleaned === "string" && decimal.test(cleaned.trim())) {
    return { kind: "value", value: Number(cleaned) };
  }
  return { kind: "value", value: cleaned };
}

function clean(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "string") return value.trim() === "" ? undefined : value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Duration) return `${value.ms / 1000}s`;
  if (value instanceof Map) return clean(Object.fromEntries(value));
  if (Array.isArray(value)) {
    const items = value.map(clean).filter((item) => item !== undefined);
    return items.length === 0 ? undefined : items;
  }
  if (typeof value === "object") {
    const entries = Object.entries(value).flatMap(([name, item]) => {
      const kept = clean(item);
      return kept === undefined ? [] : [[name, kept] as const];
    });
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }
  return value;
}
