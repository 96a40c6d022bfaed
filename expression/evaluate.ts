/**
 * The evaluator: a tree and a scope in, a value out. It never throws, reads own properties only, and
 * needs no parser, so that a respondent's page can load it alone: a test holds it under 3 KB. What
 * each operation gives is written down in README.md.
 *
 * Inside, `undefined` is CEL's error: a missing key, a conversion that fails, an operand of the
 * wrong type. A test (a comparison, `in`, `has`, `contains`, …) of an error is false; anything else
 * of an error is an error, except that `&&`, `||` and `?:` need only what decides them.
 */
import type { Branch, Tree } from "./tree.ts";

/** Names to values: null, boolean, number, string, Date, Duration, arrays and plain objects of them. */
export type Scope = Readonly<Record<string, unknown>>;

/** What the caller brings, too heavy for every page. Without them nothing matches, and only UTC is known. */
export type Functions = {
  /** Whether a pattern is found in a text: RE2 on the server. Undefined where the pattern is invalid. */
  matches?: (text: string, pattern: string) => boolean | undefined;
  /** The wall clock of a zone, as a Date that shows it in UTC. Undefined where there is no such zone. */
  wall?: (date: Date, zone: unknown) => Date | undefined;
};

/** CEL's duration, in whole milliseconds. */
export class Duration {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
  valueOf(): number {
    return this.ms;
  }
  toString(): string {
    return this.ms / 1e3 + "s";
  }
}

type Step = (scope: Scope) => unknown;
type Cell = { value?: unknown };
type Operation = (a: unknown, b?: unknown, c?: unknown) => unknown;

// What one evaluation may cost: elements gone through times the trees that each of them meets, and
// characters made. A signal within its own limits stays below it.
let spent = 0;
const afford = (cost: number) => (spent += cost) < 1e7;
let given: Functions = {};

const kindOf = (v: unknown): string =>
  v === null
    ? "null"
    : Array.isArray(v)
      ? "list"
      : v instanceof Date
        ? "time"
        : v instanceof Duration
          ? "duration"
          : typeof v;

const at = (v: unknown, key: unknown): unknown =>
  (typeof key == "number" ? Array.isArray(v) : typeof key == "string" && kindOf(v) == "object") &&
  Object.hasOwn(v as object, key as string)
    ? (v as Scope)[key as string]
    : undefined;

const keysOf = (v: unknown) =>
  /^(list|object)$/.test(kindOf(v)) ? Object.keys(v as Scope) : undefined;

const equal = (a: unknown, b: unknown): boolean => {
  if (a === b) return true;
  const kind = kindOf(a);
  if (kind != kindOf(b)) return false;
  const keys = keysOf(a);
  if (!keys) return (kind == "time" || kind == "duration") && +(a as Date) == +(b as Date);
  return (
    keys.length == keysOf(b)!.length &&
    keys.every((k) => Object.hasOwn(b as Scope, k) && equal((a as Scope)[k], (b as Scope)[k]))
  );
};

// Below zero, zero, above zero; NaN where two values have no order. Strings go by code point, as
// in CEL and ClickHouse: JavaScript's own order differs beyond U+FFFF.
const order = (a: unknown, b: unknown): number => {
  const kind = kindOf(a);
  if (kind != kindOf(b)) return NaN;
  if (typeof a != "string" || typeof b != "string")
    return /^(number|boolean|time|duration)$/.test(kind)
      ? a === b
        ? 0
        : +(a as Date) - +(b as Date)
      : NaN;
  let i = 0;
  while (i < a.length && a[i] == b[i]) i++;
  return (a.codePointAt(i) ?? -1) - (b.codePointAt(i) ?? -1);
};

const numbers =
  (make: (a: number, b: number) => unknown): Operation =>
  (a, b) =>
    typeof a == "number" && typeof b == "number" ? make(a, b) : undefined;
const text =
  (make: (a: string) => unknown): Operation =>
  (a) =>
    typeof a == "string" ? make(a) : undefined;
const texts =
  (make: (a: string, b: string, c: unknown) => unknown): Operation =>
  (a, b, c) =>
    typeof a == "string" && typeof b == "string" ? make(a, b, c) : undefined;
const test = (make: (a: string, b: string) => unknown): Operation => {
  const on = texts(make);
  return (a, b) => on(a, b) === true;
};

// The years 1900 to 2299 are those that ClickHouse's DateTime64 holds.
const time = (ms: number) => (ms >= -22089888e5 && ms < 104137920e5 ? new Date(ms) : undefined);
const span = (ms: number) =>
  Math.abs((ms = Math.round(ms))) <= 315576e9 ? new Duration(ms) : undefined;
const whole = (n: number) => (Number.isSafeInteger((n = Math.trunc(n))) ? n + 0 : undefined);

const sum = (a: unknown, b: unknown, sign: number) => {
  if (typeof a == "number" && typeof b == "number") return a + sign * b;
  const kinds = kindOf(a) + sign + kindOf(b);
  const make = /^time-?1duration$|^duration1time$/.test(kinds) ? time : span;
  if (make == time || /^duration-?1duration$|^time-1time$/.test(kinds))
    return make(+(a as Date) + sign * +(b as Date));
  const [x, y] = [a as string, b as string];
  if (/^(string|list)1\1$/.test(kinds) && afford(x.length + y.length))
    return kinds[0] == "s" ? x + y : [...x, ...y];
};

const instant = (text: string) => {
  const clock = text.slice(0, 19);
  // A date like 30 February would be taken for one in March.
  if (/^[\d-]{10}T[\d:]{8}(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/.test(text))
    if (new Date(clock + "Z").toISOString().startsWith(clock)) return time(Date.parse(text));
};
const units: Scope = { h: 36e5, m: 6e4, s: 1e3, ms: 1, us: 1e-3, µs: 1e-3, ns: 1e-6 };
const lasting = (text: string) => {
  if (!/^[+-]?(0|((\d+(\.\d*)?|\.\d+)([hms]|[mnuµ]s))+)$/.test(text)) return;
  let ms = 0;
  for (const [, count, unit] of text.matchAll(/([\d.]+)([a-zµ]+)/g))
    ms += +count! * (units[unit!] as number);
  return span(text[0] == "-" ? -ms : ms);
};

const operations: Record<string, Operation> = {
  "==": (a, b) => a !== undefined && b !== undefined && equal(a, b),
  "!=": (a, b) => a !== undefined && b !== undefined && !equal(a, b),
  "<": (a, b) => order(a, b) < 0,
  "<=": (a, b) => order(a, b) <= 0,
  ">": (a, b) => order(a, b) > 0,
  ">=": (a, b) => order(a, b) >= 0,
  in: (a, b) =>
    a !== undefined && (Array.isArray(b) ? b.some((v) => equal(v, a)) : at(b, a) !== undefined),
  has: (a) => a !== undefined,
  "!": (a) => (typeof a == "boolean" ? !a : undefined),
  "+": (a, b) => sum(a, b, 1),
  "-": (a, b) => sum(a, b, -1),
  "*": numbers((a, b) => a * b),
  "/": numbers((a, b) => a / b),
  "%": numbers((a, b) => (b && whole(a) === a && whole(b) === b ? (a % b) + 0 : undefined)),
  neg: (a) => (typeof a == "number" ? -a : undefined),
  dyn: (a) => a,
  size: (a) => {
    if (typeof a == "string") return [...a].length;
    return keysOf(a)?.length;
  },
  int: (a) => {
    if (typeof a == "number" || (typeof a == "string" && /^[+-]?\d+$/.test(a))) return whole(+a);
    if (a instanceof Date) return Math.floor(+a / 1e3);
    if (a instanceof Duration) return whole(a.ms / 1e3);
  },
  double: (a) => {
    if (typeof a == "number") return a;
    if (typeof a == "string" && /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(a))
      return isFinite(+a) ? +a : undefined;
  },
  string: (a) => {
    if (a instanceof Date) return a.toISOString().replace(/\.?0*Z/, "Z");
    if (a instanceof Duration || /^[nbs]/.test(typeof a)) return String(a);
  },
  bool: (a) => {
    if (typeof a == "boolean") return a;
    if (typeof a == "string" && /^(true|True|TRUE|t|1|false|False|FALSE|f|0)$/.test(a))
      return /^[tT1]/.test(a);
  },
  timestamp: (a) => {
    if (typeof a == "string") return instant(a);
    if (a instanceof Date) return a;
    if (Number.isInteger(a)) return time((a as number) * 1e3);
  },
  duration: (a) => (typeof a == "string" ? lasting(a) : a instanceof Duration ? a : undefined),
  contains: test((a, b) => a.includes(b)),
  startsWith: test((a, b) => a.startsWith(b)),
  endsWith: test((a, b) => a.endsWith(b)),
  matches: test((a, b) => given.matches?.(a, b)),
  lowerAscii: text((a) => a.replace(/[A-Z]+/g, (part) => part.toLowerCase())),
  upperAscii: text((a) => a.replace(/[a-z]+/g, (part) => part.toUpperCase())),
  // From the first character that is no blank to the last; linear, whatever lies between.
  trim: text((a) => /\P{White_Space}(.*\P{White_Space})?/su.exec(a)?.[0] ?? ""),
  // Positions count code points, as in CEL.
  substring: (a, from, ...to) => {
    if (typeof a != "string") return;
    const chars = [...a];
    const ends = [from, ...to, chars.length];
    let least = 0;
    for (const end of ends)
      if (!Number.isInteger(end) || (end as number) < least) return;
      else least = end as number;
    return chars.slice(...(ends as number[])).join("");
  },
  indexOf: texts((a, b) => {
    const found = a.indexOf(b);
    return found < 0 ? found : Array.from(a.slice(0, found)).length;
  }),
  split: texts((a, b) => (afford(a.length) ? (b ? a.split(b) : [...a]) : undefined)),
  replace: texts((a, b, c) => {
    const parts = b ? a.split(b) : ["", ...a, ""];
    if (typeof c == "string" && afford(a.length + parts.length * c.length)) return parts.join(c);
  }),
};

const part = (name: string, read: (date: Date) => number, ms?: number, modulus = Infinity) => {
  operations["get" + name] = (v, ...zone) => {
    const date = v instanceof Date && (zone.length ? given.wall?.(v, zone[0]) : v);
    if (date) return read(date);
    if (v instanceof Duration && ms) return (Math.trunc(v.ms / ms) % modulus) + 0;
  };
};
part("FullYear", (d) => d.getUTCFullYear());
part("Month", (d) => d.getUTCMonth());
part("Date", (d) => d.getUTCDate());
part("DayOfMonth", (d) => d.getUTCDate() - 1);
part("DayOfWeek", (d) => d.getUTCDay());
part("DayOfYear", (d) => Math.floor((+d - Date.UTC(d.getUTCFullYear(), 0)) / 864e5));
part("Hours", (d) => d.getUTCHours(), 36e5);
part("Minutes", (d) => d.getUTCMinutes(), 6e4);
part("Seconds", (d) => d.getUTCSeconds(), 1e3);
part("Milliseconds", (d) => d.getUTCMilliseconds(), 1, 1e3);

const macro = (kind: string, list: Step, cell: Cell, body: Step, cost: number): Step => {
  return (scope) => {
    const range = list(scope);
    const keys = keysOf(range);
    const kept: unknown[] = [];
    let failed = !keys;
    for (const key of keys || []) {
      const value = (cell.value = Array.isArray(range) ? range[+key] : key);
      const result = afford(cost) ? body(scope) : undefined;
      if (kind == "map" ? result === undefined : typeof result != "boolean") failed = true;
      if (kind == "map") kept.push(result);
      else if (result === true) kept.push(value);
    }
    const { length } = kept;
    if (kind == "exists") return length > 0;
    if (kind == "exists_one") return !failed && length == 1;
    if (kind == "all") return !!keys && length == keys.length;
    return failed ? undefined : kept;
  };
};

const isBranch = (tree: Tree): tree is Branch => Array.isArray(tree);
let compiled = 0;
const compile = (tree: Tree, cells: Record<string, Cell>): Step => {
  compiled++;
  if (!isBranch(tree)) return () => tree;
  const [kind, first, name, body] = tree as unknown as string[];
  if (/^(exists|all|exists_one|filter|map)$/.test(kind!)) {
    const cell: Cell = {};
    const list = compile(first!, cells);
    const before = compiled;
    const each = compile(body!, { ...cells, [name!]: cell });
    return macro(kind!, list, cell, each, compiled - before);
  }
  const steps: Step[] = tree.slice(1).map((each) => compile(each, cells));
  const [a, b, c] = steps as [Step, Step, Step];
  if (kind == "get" || kind == "at") {
    const cell = at(cells, first) as Cell;
    const keys = steps.slice(1);
    return (scope) => {
      let v = kind == "at" ? a(scope) : cell ? cell.value : at(scope, first);
      for (const key of keys) v = at(v, key(scope));
      return v;
    };
  }
  if (kind == "&&" || kind == "||")
    return (scope) => {
      let result: unknown = kind == "&&";
      for (const step of steps) {
        const v = step(scope);
        if (v === (kind == "||")) return v;
        if (typeof v != "boolean") result = undefined;
      }
      return result;
    };
  if (kind == "?:")
    return (scope) => {
      const v = a(scope);
      if (typeof v == "boolean") return v ? b(scope) : c(scope);
    };
  if (kind == "list" || kind == "object")
    return (scope) => {
      const values = steps.map((step) => step(scope));
      if (values.includes(undefined)) return;
      if (kind == "list") return values;
      return Object.fromEntries(values.flatMap((v, i) => (i % 2 ? [[values[i - 1], v]] : [])));
    };
  const operation = Object.hasOwn(operations, kind!) && operations[kind!]!;
  return (scope) => {
    try {
      if (operation)
        return c
          ? operation(a(scope), b(scope), c(scope))
          : b
            ? operation(a(scope), b(scope))
            : operation(a(scope));
    } catch {
      // An unknown zone, a Date that is none: errors like any other.
    }
  };
};

const cache = new WeakMap<object, Step>();

/**
 * The value of an expression in a scope; null where it is an error. A timestamp is a Date, a
 * duration a Duration. Never throws. A tree is compiled at its first use and remembered: don't
 * change one afterwards.
 */
export function evaluate(tree: Tree, scope: Scope, functions: Functions = {}): unknown {
  if (!isBranch(tree)) return tree;
  spent = 0;
  given = functions;
  try {
    let step = cache.get(tree);
    if (!step) cache.set(tree, (step = compile(tree, {})));
    return step(scope) ?? null;
  } catch {
    // A tree that parse() didn't make: parts missing, or deeper than the stack.
    return null;
  }
}

/** Whether a condition holds: true for exactly true, false for anything else. */
export function holds(tree: Tree, scope: Scope, functions?: Functions): boolean {
  return evaluate(tree, scope, functions) === true;
}
