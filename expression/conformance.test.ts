/**
 * The conformance cases of CEL that come with @bufbuild/cel-spec. Each runs, or is left out by a rule
 * with a name; the counts are fixed, so that no case can drop out unseen.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { tests as suites } from "@bufbuild/cel-spec/testdata/conformance.js";
import { check } from "./check.ts";
import { evaluate } from "./evaluate.ts";
import { parse, type Problem } from "./parse.ts";
import { serverFunctions } from "./server-functions.ts";

type Json =
  | { readonly [key: string]: Json }
  | readonly Json[]
  | string
  | number
  | boolean
  | null
  | undefined;
type Case = {
  id: string;
  expr: string;
  container: string;
  value: Json;
  fails: boolean;
  bindings: Record<string, Json>;
  uncheckable: boolean;
};

const entry = (json: Json, key: string): Json =>
  typeof json === "object" && json !== null && !Array.isArray(json)
    ? (json as Record<string, Json>)[key]
    : undefined;

function collect(suite: unknown, path: string, into: Case[]): Case[] {
  const {
    name,
    suites: inner = [],
    tests = [],
  } = suite as { name: string; suites?: unknown[]; tests?: { original: Json }[] };
  const here = path === "" ? name : `${path}/${name}`;
  for (const { original } of tests) {
    const result = entry(original, "typedResult");
    const value = entry(original, "value") ?? entry(result, "result");
    const failure =
      entry(original, "evalError") ??
      entry(original, "anyEvalErrors") ??
      entry(original, "unknown");
    into.push({
      id: `${here}/${String(entry(original, "name"))}`,
      expr: String(entry(original, "expr")),
      container: String(entry(original, "container") ?? ""),
      // Without an expectation the answer is true.
      value:
        value === undefined && failure === undefined && result === undefined
          ? { boolValue: true }
          : value,
      fails: failure !== undefined,
      bindings: (entry(original, "bindings") ?? {}) as Record<string, Json>,
      uncheckable: entry(original, "disableCheck") === true,
    });
  }
  for (const each of inner) collect(each, here, into);
  return into;
}

const cases = collect(suites, "", []);

/** What CEL's JSON says, in our values. Throws for what ours have no room for. */
function valueOf(json: Json): unknown {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw new Error("no value");
  const [kind, value] = Object.entries(json)[0] as [string, Json];
  if (kind === "nullValue") return null;
  if (kind === "boolValue" || kind === "stringValue") return value;
  if (kind === "int64Value" || kind === "doubleValue") return Number(value);
  if (kind === "listValue") return ((entry(value, "values") ?? []) as Json[]).map(valueOf);
  if (kind === "mapValue") {
    const entries = (entry(value, "entries") ?? []) as Json[];
    return Object.fromEntries(
      entries.map((each) => [valueOf(entry(each, "key")), valueOf(entry(each, "value"))]),
    );
  }
  const type = String(entry(value, "@type"));
  if (kind === "objectValue" && type.endsWith("google.protobuf.Duration")) {
    return evaluate(["duration", String(entry(value, "value"))], {});
  }
  throw new Error(`no value: ${kind}`);
}

const text = (each: Case) =>
  `${each.expr} ${JSON.stringify(each.value ?? null)} ${JSON.stringify(each.bindings)}`;
const says = (problems: readonly Problem[], code: string, what = /./) =>
  problems.some((problem) => problem.code === code && what.test(problem.message));

/** Why a case is left out: the name, and what of the case or of the problems with it says so. */
const rules: readonly (readonly [string, (each: Case, problems: readonly Problem[]) => boolean])[] =
  [
    ["cases that only deduce a type", (each) => each.value === undefined && !each.fails],
    [
      "messages of Protocol Buffers, their enums, fields and wrappers",
      (each) =>
        /TestAllTypes|google\.protobuf\.(?!Duration|Timestamp)|proto\.(has|get)Ext|GlobalEnum|Nested|\b[A-Z]\w*\s*\{/.test(
          `${text(each)} ${each.container}`,
        ) || /wrappers|enums|proto[23]/.test(each.id),
    ],
    ["unsigned integers", (each) => /\b(0x[\da-f]+|\d+)u\b|uint\(|uint64Value/i.test(text(each))],
    ["bytes", (each) => /\b[rR]?[bB][rR]?['"]|bytes\(|bytesValue/.test(text(each))],
    [
      "types as values",
      (each) =>
        /\btype\(|typeValue|^(bool|int|double|string|list|map|null_type|type)$/.test(text(each)) ||
        /^(bool|int|double|string|bytes|uint|list|map|null_type|type)$/.test(each.expr),
    ],
    [
      "integers beyond 2^53",
      (each, problems) =>
        says(problems, "number_out_of_range") || /"int64Value":"-?\d{17,}"/.test(text(each)),
    ],
    ["division of integers", (_, problems) => says(problems, "integer_division")],
    [
      "optional values",
      (each) =>
        /optional[s._]|\[\?|\?\.|\{\?|opt(Map|FlatMap)/.test(text(each)) ||
        each.id.includes("/optionals/"),
    ],
    [
      "functions of extensions that are not taken",
      (each, problems) =>
        says(problems, "unknown_function") || /\b(math|cel|base64|strings)\./.test(each.expr),
    ],
    ["macros over two variables", (each) => each.id.includes("/macros2/")],
    [
      "optional arguments of indexOf, replace and split",
      (_, problems) => says(problems, "wrong_arguments", /^(indexOf|replace|split)\(\)/),
    ],
    [
      "keys of maps that are no texts, or written twice",
      (_, problems) => says(problems, "unsupported", /keys of a map/),
    ],
    ["names in back quotes", (each) => each.expr.includes("`")],
    [
      "names with dots in them",
      (each) =>
        Object.keys(each.bindings).some((name) => name.includes(".")) || each.container !== "",
    ],
    [
      "instants finer than a millisecond, or outside the years 1900 to 2299",
      (each) => /\.\d{4,9}Z|'(000[01]|9999)-/.test(each.expr),
    ],
    ["surrogates and NUL in texts", (_, problems) => says(problems, "unsupported", /NUL/)],
  ];

/** How many cases end how. */
const expected: Readonly<Record<string, number>> = {
  // The value that CEL gives; its error, as false or null; its error, as a problem of the text.
  value: 590,
  error: 63,
  refused: 1,
  "cases that only deduce a type": 25,
  "messages of Protocol Buffers, their enums, fields and wrappers": 682,
  "unsigned integers": 259,
  bytes: 137,
  "types as values": 31,
  "integers beyond 2^53": 51,
  "division of integers": 22,
  "optional values": 57,
  "functions of extensions that are not taken": 318,
  "macros over two variables": 3,
  "optional arguments of indexOf, replace and split": 25,
  "keys of maps that are no texts, or written twice": 25,
  "names in back quotes": 20,
  "names with dots in them": 4,
  "instants finer than a millisecond, or outside the years 1900 to 2299": 11,
  "surrogates and NUL in texts": 20,
};

type Outcome = { each: Case; how: string; detail?: string };

function run(each: Case): Outcome {
  const parsed = parse(each.expr);
  const problems = parsed.ok
    ? check(parsed, {}, { condition: false }).filter(({ code }) => code === "integer_division")
    : parsed.problems;
  const rule = rules.find(([, holds]) => holds(each, problems));
  if (rule) return { each, how: rule[0] };
  if (!parsed.ok) {
    if (each.fails) return { each, how: "refused" };
    return { each, how: "WRONG", detail: parsed.problems[0]!.message };
  }
  const scope = Object.fromEntries(
    Object.entries(each.bindings).map(([name, bound]) => [name, valueOf(entry(bound, "value"))]),
  );
  const answer = evaluate(parsed.tree, scope, serverFunctions);
  if (each.fails) {
    if (answer === null || answer === false) return { each, how: "error" };
    // Ours have no end at 2^63: they go on as doubles.
    const beyond = typeof answer === "number" && !Number.isSafeInteger(answer);
    return { each, how: beyond ? "integers beyond 2^53" : "WRONG", detail: JSON.stringify(answer) };
  }
  try {
    // An int has no negative zero, ours have.
    const plain = (number: unknown) => (number === 0 ? 0 : number);
    assert.deepEqual(plain(answer), plain(valueOf(each.value)));
    return { each, how: "value" };
  } catch {
    return {
      each,
      how: "WRONG",
      detail: `${JSON.stringify(answer)} for ${JSON.stringify(each.value)}`,
    };
  }
}

const outcomes = cases.map(run);

test("every case is answered as CEL does, or is left out by a rule", () => {
  const wrong = outcomes.filter(({ how }) => how === "WRONG");
  assert.deepEqual(
    wrong.map(({ each, detail }) => `${each.id}: ${each.expr} → ${detail ?? ""}`),
    [],
  );
});

test("no case drops out unseen", (context) => {
  const counts: Record<string, number> = {};
  for (const { how } of outcomes) counts[how] = (counts[how] ?? 0) + 1;
  context.diagnostic(`${cases.length} cases: ${JSON.stringify(counts)}`);
  assert.deepEqual(counts, expected);
});
