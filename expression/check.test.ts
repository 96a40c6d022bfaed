import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { check, inspect, type CheckOptions, type Schema } from "./check.ts";
import type { Type } from "./functions.ts";
import { parse } from "./parse.ts";

const schema: Schema = {
  touchpoint: "string",
  at: "timestamp",
  weight: "double",
  suspicious: { list: "string" },
  measures: { map: "double", keys: ["nps", "csat", "effort"] },
  answers: { map: "any" },
  attributes: { map: "scalar" },
  customer: { fields: { id: "string", email: "string" } },
  row: { map: "string" },
};

type Found = readonly [code: string, points: string];

function problems(text: string, options?: CheckOptions): { found: Found[]; messages: string } {
  const parsed = parse(text);
  assert.ok(parsed.ok, `${text}: ${JSON.stringify(parsed)}`);
  const all = check(parsed, schema, options);
  return {
    found: all.map(({ code, from, to }) => [code, text.slice(from, to)]),
    messages: all.map(({ message }) => message).join(" "),
  };
}

function typeOf(text: string): Type {
  const parsed = parse(text);
  assert.ok(parsed.ok);
  const { type, problems: all } = inspect(parsed, schema, { condition: false });
  assert.deepEqual(all, [], text);
  return type;
}

const fine = ["evaluate", "sql"] as const;

describe("what is wrong with an expression", () => {
  test("is said with its place", () => {
    const rows: readonly (readonly [text: string, found: Found, message: RegExp])[] = [
      ['touchpont == "x"', ["unknown_field", "touchpont"], /touchpoint/],
      ["measures.efort <= 6", ["unknown_field", "efort"], /effort/],
      ['customer["emial"] == "x"', ["unknown_field", '"emial"'], /email/],
      ['customer.id.x == "y"', ["type_clash", "x"], /nothing below/],
      ["touchpoint <= 6", ["type_clash", "touchpoint <= 6"], /double\(…\)/],
      ['1 == "1"', ["type_clash", '1 == "1"'], /can't be compared/],
      ["at > weight", ["type_clash", "at > weight"], /timestamp/],
      ["null < weight", ["type_clash", "null < weight"], /Null/],
      ["3 in suspicious", ["type_clash", "3 in suspicious"], /never in a list of texts/],
      ['"a" in touchpoint', ["type_clash", "touchpoint"], /wants a list/],
      ["-touchpoint == weight", ["type_clash", "-touchpoint"], /negative/],
      ["at + 1 > at", ["type_clash", "at + 1"], /don't go with/],
      ["weight.contains('x')", ["type_clash", "weight"], /takes a text/],
      ["touchpoint.getHours() == 1", ["type_clash", "touchpoint"], /takes a timestamp/],
      ["weight.exists(x, x == 1)", ["type_clash", "weight"], /goes through a list/],
      ["suspicious.exists(x, x == 3)", ["type_clash", "x == 3"], /compared/],
      ["suspicious['a'] == 'x'", ["type_clash", "'a'"], /whole numbers/],
      ["size(touchpoint) / 2 == 1", ["integer_division", "size(touchpoint) / 2"], /double/],
      ["5 / 2 == 2", ["integer_division", "5 / 2"], /2\.0/],
      ["touchpoint", ["not_a_condition", "touchpoint"], /condition is wanted/],
      ["weight && true", ["not_a_condition", "weight"], /condition is wanted/],
      ["(touchpoint ? 1 : 2) == 1", ["not_a_condition", "touchpoint"], /condition is wanted/],
      ["touchpoint.matches('(')", ["invalid_pattern", "'('"], /missing closing/],
      ["touchpoint.matches('(?=a)')", ["invalid_pattern", "'(?=a)'"], /Perl/],
      [
        "at > timestamp('2026-02-30T00:00:00Z')",
        ["invalid_literal", "'2026-02-30T00:00:00Z'"],
        /2026-01-31/,
      ],
      ["at - at > duration('1 day')", ["invalid_literal", "'1 day'"], /36h/],
      ["at.getHours('Mars') == 1", ["invalid_literal", "'Mars'"], /Asia\/Jakarta/],
      ["touchpoint.substring(1.5) == ''", ["type_clash", "1.5"], /whole number/],
    ];
    for (const [text, found, message] of rows) {
      for (const target of fine) {
        const all = problems(text, { target });
        assert.deepEqual(all.found, [found], text);
        assert.match(all.messages, message, text);
      }
    }
  });

  test("all of it at once, in the order of the text", () => {
    const { found } = problems("touchpont == 'x' && size(touchpoint) / 2 > 1 && wieght > 1");
    assert.deepEqual(
      found.map(([, points]) => points),
      ["touchpont", "size(touchpoint) / 2", "wieght"],
    );
  });

  test("nothing is wrong with these, for either target", () => {
    for (const text of [
      'touchpoint == "checkout" && attributes.region in ["eu","us"] && measures.nps <= 6',
      'answers["Q7.A"] == "x" || answers.multi.exists(x, x.startsWith("a"))',
      "measures.nps / 2 > 1 && weight % 2 == 0",
      "has(attributes.x) && !('y' in attributes)",
      "touchpoint == null || touchpoint in ['a', attributes.b]",
      "answers.yes",
      "attributes.flag && true",
      'at >= timestamp("2026-01-01T00:00:00Z") && at.getHours("Asia/Jakarta") >= 9',
      'at - duration("36h") < at',
      "dyn(1) == '1'",
      "double(row.A) > 1 || int(answers.a) == 2",
      "attributes.a + attributes.b > 3",
      "suspicious.exists(x, x == 'speed') || size(suspicious) > 1",
      "['a', 'b'].exists(x, touchpoint.contains(x))",
      "'x,y'.split(',').exists(p, p == touchpoint)",
      "customer.email.trim().lowerAscii().endsWith('@example.org')",
    ]) {
      for (const target of fine)
        assert.deepEqual(problems(text, { target }).found, [], `${text} (${target})`);
    }
  });
});

test("what SQL can't do is refused for SQL alone, with its place", () => {
  const rows: readonly (readonly [text: string, points: string])[] = [
    ["attributes == answers", "attributes"],
    ["size(attributes) > 1", "attributes"],
    ["attributes.exists(k, k == 'a')", "attributes"],
    ["touchpoint in attributes", "touchpoint"],
    ["answers[touchpoint] == 1", "touchpoint"],
    ["answers.multi[0] == 'a'", "0"],
    ["answers.multi.filter(x, x == 'a').size() > 0", "answers.multi.filter(x, x == 'a')"],
    ["answers.a + answers.b == 1", "answers.a + answers.b"],
    ["touchpoint.split(',').size() > 1", "touchpoint.split(',')"],
    ["duration(touchpoint) > duration('1h')", "duration(touchpoint)"],
    ["touchpoint.matches(row.A)", "row.A"],
    ["touchpoint.replace('', 'x') == ''", "''"],
    ["touchpoint.substring(size(touchpoint)) == ''", "size(touchpoint)"],
    ["at.getHours(touchpoint) == 1", "touchpoint"],
    ["{'a': 1}[touchpoint] == 1", "{'a': 1}[touchpoint]"],
    ["[weight] == [1]", "[weight]"],
  ];
  for (const [text, points] of rows) {
    assert.deepEqual(problems(text).found, [], text);
    const { found } = problems(text, { target: "sql" });
    assert.deepEqual(found[0], ["not_in_sql", points], text);
  }
});

test("the type of a value that is no condition", () => {
  const rows: readonly (readonly [string, Type])[] = [
    ["size(touchpoint) + 1", "int"],
    ["size(touchpoint) + 1.0", "double"],
    ["weight > 1.0 ? double(row.A) : null", "double"],
    ["row.A + 'x'", "string"],
    ["row.A.split(',').map(x, int(x))", { list: "int" }],
    ["at - at", "duration"],
    ["attributes.a + attributes.b", "scalar"],
    ["answers.a", "any"],
    ["weight > 1.0 ? 'a' : 1", "scalar"],
  ];
  for (const [text, type] of rows) assert.deepEqual(typeOf(text), type, text);
});

test("a text full of mistakes is checked in no time", () => {
  const keys = Array.from(
    { length: 500 },
    (_, index) => `some.rather.long.key.of.a.measure.${index}`,
  );
  const text = Array.from(
    { length: 110 },
    (_, index) => `measures["some.rather.long.kye.of.a.measure.x${index}"] > 1`,
  )
    .join(" || ")
    .slice(0, 9900);
  const parsed = parse(text.slice(0, text.lastIndexOf(" || ")));
  assert.ok(parsed.ok);
  const started = performance.now();
  assert.ok(check(parsed, { measures: { map: "double", keys } }).length > 90);
  assert.ok(performance.now() - started < 5000);
});
