/** The functions of the language: how each is called, what it takes and gives, and where. */

/** What the checker knows of a value before it sees one. */
export type Type =
  | "null"
  | "bool"
  | "int"
  | "double"
  | "string"
  | "timestamp"
  | "duration"
  /** A text, a number, true or false. */
  | "scalar"
  /** Whatever a signal brings: told only as it comes. */
  | "any"
  | { readonly list: Type }
  /** Any key, or only the known ones. Where `keys` is given another key is a problem. */
  | { readonly map: Type; readonly keys?: readonly string[] }
  | { readonly fields: Readonly<Record<string, Type>> };

export type Signature = {
  /** Written `a.name(b)`, `name(a, b)`, or either. */
  style: "method" | "global" | "either";
  /** For each argument, the receiver first, what it may be; those from `required` on may be left out. */
  arguments: readonly (readonly Type[])[];
  required: number;
  gives: Type;
  /**
   * What ClickHouse can do of it: everything, only with arguments after the first that are written
   * out (or made of what is), only where everything is written out, nothing.
   */
  sql: "yes" | "constants" | "constant" | "no";
};

const text = ["string"] as const;
const numbers = ["int", "double"] as const;
const times = ["timestamp", "duration"] as const;
const scalars = ["bool", ...numbers, "string"] as const;
const anyList = { list: "any" } as const;
const anyMap = { map: "any" } as const;

const method = (
  args: Signature["arguments"],
  gives: Type,
  sql: Signature["sql"],
  required = args.length,
): Signature => ({ style: "method", arguments: args, required, gives, sql });

const conversion = (
  from: readonly Type[],
  gives: Type,
  sql: Signature["sql"] = "yes",
): Signature => ({
  style: "global",
  arguments: [from],
  required: 1,
  gives,
  sql,
});

const test = (sql: Signature["sql"] = "yes") => method([text, text], "bool", sql);
const part = (...of: Type[]) => method([of, text], "int", "constants", 1);

export const functions: Readonly<Record<string, Signature>> = {
  size: {
    style: "either",
    arguments: [["string", anyList, anyMap]],
    required: 1,
    gives: "int",
    sql: "yes",
  },
  contains: test(),
  startsWith: test(),
  endsWith: test(),
  matches: { ...test("constants"), style: "either" },
  lowerAscii: method([text], "string", "yes"),
  upperAscii: method([text], "string", "yes"),
  trim: method([text], "string", "yes"),
  substring: method([text, ["int"], ["int"]], "string", "constants", 2),
  indexOf: method([text, text], "int", "yes"),
  replace: method([text, text, text], "string", "constants"),
  split: method([text, text], { list: "string" }, "no"),
  int: conversion([...numbers, "string", ...times], "int"),
  double: conversion([...numbers, "string"], "double"),
  string: conversion([...scalars, ...times], "string"),
  bool: conversion(["bool", "string"], "bool"),
  timestamp: conversion(["string", "int", "timestamp"], "timestamp"),
  duration: conversion(["string", "duration"], "duration", "constant"),
  dyn: conversion(["any"], "any"),
  getFullYear: part("timestamp"),
  getMonth: part("timestamp"),
  getDate: part("timestamp"),
  getDayOfMonth: part("timestamp"),
  getDayOfWeek: part("timestamp"),
  getDayOfYear: part("timestamp"),
  getHours: part(...times),
  getMinutes: part(...times),
  getSeconds: part(...times),
  getMilliseconds: part(...times),
};

/** Whether there is a function of this name. */
export const isFunction = (name: string): boolean => Object.hasOwn(functions, name);

/** Those of `names` that `name` may be meant for, the nearest first, at most three. */
export function nearest(name: string, names: Iterable<string>): string[] {
  const wanted = name.toLowerCase();
  const most = Math.max(1, Math.floor(name.length / 3));
  const found: { name: string; distance: number }[] = [];
  for (const each of names) {
    // Long keys are compared by their beginnings: the table below grows with the square.
    const distance = editDistance(wanted.slice(0, 60), each.toLowerCase().slice(0, 60), most);
    if (distance <= most) found.push({ name: each, distance });
  }
  return found
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map((each) => each.name);
}

// Insertions, deletions, replacements and swaps of neighbours (restricted Damerau–Levenshtein).
function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return Infinity;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    [before, above] = [above, row];
  }
  return above[b.length]!;
}
