/** How rows are written for ClickHouse, as lines of JSONEachRow. Pure. */
import { jsonKey } from "#expression/json-column.ts";

export function nameOfJsonKey(key: string): string {
  return key.replaceAll("%2E", ".").replaceAll("%25", "%");
}

// Integers must be written as floats: JSON columns type a path by what they read, and one measure
// must not be Int64 in one row and Float64 in the next.
function scalarJson(value: string | number | boolean): string {
  if (typeof value !== "number") return JSON.stringify(value);
  const text = String(Object.is(value, -0) ? 0 : value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

export type MapValue = string | number | boolean | readonly (string | number | boolean)[];

/** A map as ClickHouse reads it into a JSON column. */
export function mapJson(
  map: Record<string, MapValue> | undefined,
  leaveOut?: readonly string[],
): string {
  if (!map) return "{}";
  let text = "";
  for (const name of Object.keys(map)) {
    if (leaveOut?.includes(name)) continue;
    const value = map[name]!;
    const json =
      typeof value === "object" ? `[${value.map(scalarJson).join(",")}]` : scalarJson(value);
    text += `${text === "" ? "" : ","}${JSON.stringify(jsonKey(name))}:${json}`;
  }
  return `{${text}}`;
}

/** How ClickHouse reads a DateTime64(3) in UTC. */
export function dateTime(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  return `${iso.slice(0, 10)} ${iso.slice(11, 23)}`;
}

/** Settings that the insert of lines with JSON columns needs: without them "2026-01-01" in an answer becomes a date. */
export const rowSettings = {
  input_format_try_infer_dates: 0,
  input_format_try_infer_datetimes: 0,
  input_format_skip_unknown_fields: 0,
  // Without these [1, true] is kept as [1, 1].
  input_format_json_read_bools_as_numbers: 0,
  input_format_json_read_bools_as_strings: 0,
  input_format_json_read_numbers_as_strings: 0,
  precise_float_parsing: 1,
};
