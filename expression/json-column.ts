/** Fields that are kept in a JSON column of ClickHouse, whose type differs by row. */
import type { Bind, Column } from "./sql-value.ts";

/** The name of a key inside a JSON column: a dot in it would make a path of it. */
export const jsonKey = (name: string): string => name.replaceAll("%", "%25").replaceAll(".", "%2E");

// A subcolumn named by a parameter of type Identifier is read alone; getSubcolumn() reads the whole
// JSON column, which takes 6 to 15 times as long with five keys. But a parameter of that type keeps
// the backslashes that escape it, and the name of an empty key is that of nothing.
const nameable = /^[^\\\p{Cc}]+$/u;

/**
 * The subcolumns under one key of a JSON column, the path bound as they are read. Numbers must have
 * been written as floats (`5.0`), and texts without inference of dates; a list of one type is an
 * array of it, of several an Array(Dynamic), as ClickHouse makes them. `column` is a name from a
 * fixed set, never something a caller sent; no alias of the query may begin with it and a dot.
 */
export function jsonColumn(
  column: string,
  key: string,
  bind: Bind,
): Extract<Column, { type: "dynamic" }> & { readonly number: string } {
  const path = jsonKey(key);
  const subcolumn = (suffix = ""): string =>
    nameable.test(key)
      ? bind(`${column}.${path}${suffix}`, "Identifier")
      : `getSubcolumn(${column}, ${bind(path + suffix, "String")})`;
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
