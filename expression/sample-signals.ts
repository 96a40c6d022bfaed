/** Signals of every awkward kind, as a scope for the evaluator and as a row for ClickHouse; for tests. */
import type { Scope } from "./evaluate.ts";
import type { Column, Columns } from "./sql.ts";
import { jsonColumn } from "./json-column.ts";
import type { Schema } from "./check.ts";
import type { Random } from "./sample-random.ts";

export type TestSignal = { id: number; scope: Scope };

/** Keys that occur, some of them with every sign that could break a path, a parameter or a text. */
export const keys = [
  "region",
  "a b",
  "Q7.A",
  "50%",
  "it's",
  '"q"',
  "{e0:String}",
  "back\\slash",
  "日本",
  "😀",
  "constructor",
  "__proto__",
  "x.:`String`",
  "^a",
  "n",
];

export const texts = [
  "",
  "a",
  "A",
  "eu",
  "us",
  "checkout",
  " eu ",
  "\u00a0eu\u3000",
  "12",
  "-7.5",
  "1e3",
  "1e400",
  "0x10",
  "NaN",
  "Infinity",
  "+5",
  "007",
  ".5",
  "5.",
  " 1",
  "9007199254740993",
  "true",
  "True",
  "0",
  "f",
  "2026-02-28T23:59:60Z",
  "2026-01-31T09:30:00+07:00",
  "2024-02-29T00:00:00.123456Z",
  "2026-02-30T00:00:00Z",
  "1899-12-31T23:59:59Z",
  "2300-01-01T00:30:00+01:00",
  "2026-01-31",
  "it's",
  'say "hi"',
  "{e0:String}",
  "back\\slash",
  "line\nbreak\ttab",
  "%2E",
  "日本語",
  "😀é",
  "\uffee",
  "a😀b😀",
  "null",
  "\\N",
  "'; DROP TABLE t; --",
  "ẞß",
  "İi",
  "a\u0301",
];

export const numbers = [
  0,
  -0,
  1,
  -1,
  2,
  3,
  5,
  6,
  7,
  9,
  10,
  0.1,
  0.5,
  2.5,
  -7.25,
  1 / 3,
  1e15,
  -1e15,
  9007199254740991,
  123456.789,
  1e-7,
  5e-324,
  1e300,
  -1e300,
  1e21,
];

const instants = [
  "2026-01-31T09:30:00.000Z",
  "1970-01-01T00:00:00.000Z",
  "2024-02-29T23:59:59.999Z",
  "2026-03-29T01:30:00.500Z",
  "2099-12-31T23:59:59.000Z",
  "2026-10-25T00:30:00.000Z",
];

type Scalar = string | number | boolean;

const scalar = (random: Random): Scalar =>
  random.chance(0.45)
    ? random.pick(texts)
    : random.chance(0.75)
      ? random.pick(numbers)
      : random.chance(0.5);

function list(random: Random): Scalar[] {
  const length = random.below(4);
  const make = random.pick([
    () => random.pick(texts),
    () => random.pick(numbers),
    () => random.chance(0.5),
    () => scalar(random),
  ]);
  return Array.from({ length }, make);
}

function map<T>(random: Random, make: () => T): Record<string, T> {
  const found: [string, T][] = [];
  for (const key of keys) if (random.chance(0.55)) found.push([key, make()]);
  return Object.fromEntries(found);
}

const optional = <T>(random: Random, make: () => T): T | undefined =>
  random.chance(0.3) ? undefined : make();

/** Signals as they come out of the store: an absent field is no property. */
export function makeSignals(random: Random, count: number): TestSignal[] {
  return Array.from({ length: count }, (_, id) => {
    const filled = () => random.pick(texts.filter((text) => text !== ""));
    const scope: Record<string, unknown> = {
      kind: random.pick(["response", "review", filled()]),
      at: new Date(random.chance(0.5) ? random.pick(instants) : 1.7e12 + random.below(4e9)),
      weight: random.pick(numbers.filter((number) => number > 0)),
      suspicious: random.chance(0.5) ? undefined : [filled(), filled()],
      touchpoint: optional(random, () => random.pick(["checkout", "billing", filled()])),
      channel: optional(random, filled),
      measures: {
        ...map(random, () => random.pick(numbers)),
        ...(random.chance(0.6) ? { nps: random.below(11) } : {}),
      },
      answers: map(random, () => (random.chance(0.3) ? list(random) : scalar(random))),
      attributes: map(random, () => scalar(random)),
      text: map(random, () => random.pick(texts)),
      account: random.chance(0.5) ? { id: filled() } : {},
    };
    for (const name of Object.keys(scope)) if (scope[name] === undefined) delete scope[name];
    return { id, scope };
  });
}

export const schema: Schema = {
  kind: "string",
  at: "timestamp",
  weight: "double",
  suspicious: { list: "string" },
  touchpoint: "string",
  channel: "string",
  measures: { map: "double" },
  answers: { map: "any" },
  attributes: { map: "scalar" },
  text: { map: "string" },
  account: { fields: { id: "string" } },
};

export const createTable = `CREATE TABLE signals (
  id UInt32, kind LowCardinality(String), at DateTime64(3, 'UTC'), weight Float64,
  suspicious Array(LowCardinality(String)), touchpoint LowCardinality(String), channel String,
  account_id String, nps Nullable(Float64), measures JSON(max_dynamic_paths=256),
  answers JSON(max_dynamic_paths=256), attributes JSON(max_dynamic_paths=256),
  text Map(LowCardinality(String), String)
) ENGINE = MergeTree ORDER BY id`;

/**
 * Without the first two a text "2026-01-31" becomes a Date; without the others true beside a number
 * in a list becomes 1, beside a text "true". Integers become Int64 whatever is set: they are
 * written as 5.0.
 */
export const insertSettings = [
  "input_format_try_infer_dates = 0",
  "input_format_try_infer_datetimes = 0",
  "input_format_json_read_bools_as_numbers = 0",
  "input_format_json_read_bools_as_strings = 0",
  "input_format_json_read_numbers_as_strings = 0",
].join(", ");

function jsonOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonOf).join(",")}]`;
  if (typeof value !== "number") return JSON.stringify(value);
  const written = Object.is(value, -0) ? "-0.0" : String(value);
  return /[.e]/.test(written) ? written : `${written}.0`;
}

const escaped = (key: string) => key.replaceAll("%", "%25").replaceAll(".", "%2E");

function mapJson(values: object, leaveOut?: string): string {
  const each = Object.entries(values).filter(([key]) => key !== leaveOut);
  return `{${each.map(([key, value]) => `${JSON.stringify(escaped(key))}:${jsonOf(value)}`).join(",")}}`;
}

/** A line of JSONEachRow. */
export function rowOf({ id, scope }: TestSignal): string {
  const measures = scope.measures as Record<string, number>;
  const row = {
    id,
    kind: scope.kind,
    at: (scope.at as Date).toISOString().replace("T", " ").slice(0, 23),
    weight: scope.weight,
    suspicious: scope.suspicious ?? [],
    touchpoint: scope.touchpoint ?? "",
    channel: scope.channel ?? "",
    account_id: (scope.account as { id?: string }).id ?? "",
    nps: measures.nps ?? null,
    text: scope.text,
  };
  const maps = `"measures":${mapJson(measures, "nps")},"answers":${mapJson(scope.answers as object)},"attributes":${mapJson(scope.attributes as object)}`;
  return `${JSON.stringify(row).slice(0, -1)},${maps}}`;
}

/** Where the fields of these signals stand. */
export const columns: Columns = {
  resolve: ([root = "", key, ...rest], bind): Column | undefined => {
    if (rest.length > 0) return undefined;
    if (key === undefined) {
      if (root === "kind") return { type: "string", sql: "kind" };
      if (root === "at") return { type: "timestamp", sql: "at" };
      if (root === "weight") return { type: "number", sql: "weight" };
      if (root === "suspicious")
        return { type: "list", of: "string", sql: "suspicious", missing: "empty(suspicious)" };
      if (root === "touchpoint" || root === "channel")
        return { type: "string", sql: root, missing: `${root} = ''` };
      return undefined;
    }
    if (root === "account" && key === "id")
      return { type: "string", sql: "account_id", missing: "account_id = ''" };
    if (root === "measures" && key === "nps") return { type: "number", sql: "nps" };
    if (root === "measures")
      return { type: "number", sql: jsonColumn("measures", key, bind).number };
    if (root === "answers") return jsonColumn("answers", key, bind);
    if (root === "attributes") return jsonColumn("attributes", key, bind);
    if (root !== "text") return undefined;
    const name = bind(key, "String");
    return { type: "string", sql: `text[${name}]`, missing: `NOT mapContains(text, ${name})` };
  },
};
