import assert from "node:assert/strict";
import { test } from "node:test";
import { jsonColumn, jsonKey } from "./json-column.ts";
import { parse } from "./parse.ts";
import { columns } from "./sample-signals.ts";
import { NotInSql, toSql, type SqlOptions } from "./sql.ts";

function sqlOf(
  text: string,
  options?: SqlOptions,
): { sql: string; params: Record<string, unknown> } {
  const parsed = parse(text);
  assert.ok(parsed.ok, text);
  return toSql(parsed.tree, columns, options);
}

test("a condition as ClickHouse gets it", () => {
  assert.deepEqual(
    sqlOf('touchpoint == "checkout" && attributes.region in ["eu", "us"] && measures.nps <= 6'),
    {
      sql: "((NOT (touchpoint = '') AND ifNull(touchpoint = {e0:String}, 0)) AND ifNull({e1:Identifier} IN {e2:Array(String)}, 0) AND ifNull(toFloat64(nps) <= {e3:Float64}, 0))",
      params: { e0: "checkout", e1: "attributes.region.:`String`", e2: ["eu", "us"], e3: "6" },
    },
  );
  assert.deepEqual(sqlOf("true"), { sql: "true", params: {} });
  assert.deepEqual(sqlOf("nonsense == 1 || !gone"), { sql: "ifNull((0 OR NULL), 0)", params: {} });
});

test("what is constant is worked out beforehand", () => {
  assert.deepEqual(sqlOf("kind == 'a' + 'b'.upperAscii()"), {
    sql: "ifNull(kind = {e0:String}, 0)",
    params: { e0: "aB" },
  });
  assert.deepEqual(sqlOf("1 + 1 == 2 && size('abc') > 2"), { sql: "true", params: {} });
  assert.deepEqual(sqlOf("weight > int('x')"), { sql: "0", params: {} });
});

test("nothing of the text but the numbers of parameters stands in the SQL", () => {
  const marks = ["zebra", "it's", "}", "{e0:String}", "--", "/*", "`", "\\"];
  for (const mark of marks) {
    const quoted = JSON.stringify(mark);
    const { sql } = sqlOf(
      `kind == ${quoted} || attributes[${quoted}] == 1 || answers.a in [${quoted}] || ${quoted} in text || kind.startsWith(${quoted}) || kind.matches(${JSON.stringify(mark.replace("\\", "").replace("{e0:String}", "x"))})`,
    );
    const rest = sql.replace(/\{e\d+:[A-Za-z0-9()]+\}/g, "");
    assert.ok(!rest.includes(mark), `${mark} in ${sql}`);
    assert.match(rest, /^[\w\s()[\].,=>'-]*$/);
  }
});

test("parameters take a prefix, or are bound elsewhere", () => {
  assert.deepEqual(sqlOf("kind == 'a'", { prefix: "w" }), {
    sql: "ifNull(kind = {w0:String}, 0)",
    params: { w0: "a" },
  });
  const bound: unknown[] = [];
  const bind = (value: unknown, type: string): string =>
    `{p${bound.push([value, type]) - 1}:${type}}`;
  assert.deepEqual(sqlOf("kind == 'a' && weight > 1", { bind }), {
    sql: "(ifNull(kind = {p0:String}, 0) AND ifNull(toFloat64(weight) > {p1:Float64}, 0))",
    params: {},
  });
  assert.deepEqual(bound, [
    ["a", "String"],
    ["1", "Float64"],
  ]);
});

test("a scalar is NULL where the value is missing or of another type", () => {
  assert.equal(sqlOf("weight * 2", { as: "number" }).sql, "(toFloat64(weight) * {e0:Float64})");
  assert.equal(sqlOf("weight", { as: "string" }).sql, "NULL");
  assert.equal(sqlOf("touchpoint", { as: "string" }).sql, "if(touchpoint = '', NULL, touchpoint)");
});

test("what SQL can't do throws, also where nobody checked", () => {
  for (const text of [
    "answers[kind] == 1",
    "kind.split(',') == []",
    "attributes.filter(k, true) == []",
    "[weight] == [1]",
    "{'a': weight} == 1",
    "kind.split(',')[0] == 'a'",
    "kind.replace('', 'x') == ''",
  ]) {
    assert.throws(
      () => sqlOf(text),
      (error) => error instanceof NotInSql && error.code === "not_in_sql",
      text,
    );
  }
  // A tree that parse() didn't make.
  for (const kind of ["constructor", "__proto__", "sleep", "system"]) {
    assert.throws(() => toSql([kind, ["get", "kind"]], columns), NotInSql, kind);
  }
});

test("the SQL has a greatest length", () => {
  let text = "answers.a == answers.b";
  for (let i = 0; i < 12; i++) text = `(${text} ? answers.a : answers.b) == answers.c`;
  assert.throws(
    () => sqlOf(text),
    (error) => error instanceof NotInSql && error.code === "too_complex",
  );
});

test("a key names one subcolumn, whatever is in it", () => {
  assert.equal(jsonKey("Q7.A 50%"), "Q7%2EA 50%25");
  const bound: unknown[] = [];
  const bind = (value: unknown, type: string): string =>
    `{p${bound.push([value, type]) - 1}:${type}}`;
  assert.equal(jsonColumn("answers", "a.b", bind).string, "{p0:Identifier}");
  assert.equal(jsonColumn("answers", "a\\b", bind).number, "getSubcolumn(answers, {p1:String})");
  assert.equal(jsonColumn("answers", "", bind).any, "getSubcolumn(answers, {p2:String})");
  assert.deepEqual(bound, [
    ["answers.a%2Eb.:`String`", "Identifier"],
    ["a\\b.:`Float64`", "String"],
    ["", "String"],
  ]);
});
