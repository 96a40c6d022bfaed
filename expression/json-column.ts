/** Fields that are kept in a JSON column of ClickHouse, whose type differs by row. */
import type { Bind, Column } from "./sql-value.ts";

/** The name of a key inside a JSON column: a dot in it would make a path of it. */
export const jsonKey = (name: string): string => name.replaceAll("%", "%25").replaceAll(".", "%2E");

/**
 * The subcolumns under one key of a JSON column, the path bound as they are read. Numbers must have
 * been written as floats (`5.0`), and texts without inference of dates; a list of one type is an
 * array of it, of several an Array(Dynamic), as ClickHouse makes them. `column` is a name from a
 * fixed set, never something a caller sent.
 */
export function jsonColumn(
  column: string,
  key: string,
  bind: Bind,
): Extract<Column, { type: "dynamic" }> & { readonly number: string } {
  const path = jsonKey(key);
  const subcolumn = (suffix = ""): string =>
    `getSubcolumn(${column}, ${bind(path + suffix, "String")})`;
  const typed = (type: string): string => subcolumn(`.:\`${type}\``);
  return {
    type: "dynamic",
    get string() {
      return typed("String");
    },
    get number() {
      return typed("Float64");
    },
    get bool() {
      return typed("Bool");
    },
    get any() {
      return subcolumn();
    },
    get list() {
      return {
        string: typed("Array(Nullable(String))"),
        number: typed("Array(Nullable(Float64))"),
        bool: typed("Array(Nullable(Bool))"),
        mixed: typed("Array(Dynamic)"),
      };
    },
  };
}
