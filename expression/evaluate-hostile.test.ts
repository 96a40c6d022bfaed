import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Duration, evaluate, type Scope } from "./evaluate.ts";
import { parse } from "./parse.ts";
import { serverFunctions } from "./server-functions.ts";
import type { Tree } from "./tree.ts";

function value(text: string, scope: Scope = {}): unknown {
  const parsed = parse(text);
  assert.ok(parsed.ok, `${text}: ${JSON.stringify(parsed)}`);
  return evaluate(parsed.tree, scope, serverFunctions);
}

const scope: Scope = {
  touchpoint: "checkout",
  at: new Date(0),
  measures: { nps: 9 },
  answers: { multi: ["a"] },
};

describe("hostile input", () => {
  test("only own properties are read", () => {
    for (const key of ["__proto__", "constructor", "toString", "hasOwnProperty", "length"]) {
      assert.equal(value(`measures[${JSON.stringify(key)}]`, scope), null, key);
      assert.equal(value(`${JSON.stringify(key)} in measures`, scope), false, key);
      assert.equal(value(`has(touchpoint.${key})`, scope), false, key);
      assert.equal(value(`at.${key} == 1 || answers.multi.${key} == 1`, scope), false, key);
      assert.equal(evaluate(["get", key], scope), null, key);
      assert.equal(evaluate([key, 1, 2], scope), null, key);
    }
    const own = JSON.parse('{"m": {"__proto__": 5, "constructor": "x"}}') as Scope;
    assert.equal(value("m.__proto__ == 5 && m.constructor == 'x'", own), true);
    assert.deepEqual(Object.keys(value("{'__proto__': 1}") as object), ["__proto__"]);
    assert.equal(({} as Record<string, unknown>)["polluted"], undefined);
    assert.deepEqual(
      evaluate(["+", ["get", "a"], ["get", "a"]], { a: [Object.create(null)] }),
      [{ __proto__: null }, { __proto__: null }].map(() => Object.create(null)),
    );
  });

  test("work is bounded", () => {
    const long = "a".repeat(20_000);
    const list = Array.from({ length: 20_000 }, (_, index) => index);
    const started = performance.now();
    assert.equal(value("s.replace('a', s)", { s: long }), null);
    assert.equal(value("l.map(x, l.map(y, x + y))", { l: list }), null);
    assert.equal(value("l.exists(x, l.exists(y, x < 0 && y < 0))", { l: list }), false);
    assert.equal(value("s.map(x, x)", { s: long }), null);
    for (const text of [
      "1".repeat(20_000),
      `${"1".repeat(20_000)}x`,
      " ".repeat(20_000),
      `${" ".repeat(20_000)}x${" ".repeat(20_000)}x`,
    ]) {
      value("[double(s), int(s), duration(s), timestamp(s), s.trim(), s.lowerAscii()]", {
        s: text,
      });
    }
    assert.ok(performance.now() - started < 5000);
    // Within the limits of a signal nothing is cut off.
    const answers = Array.from({ length: 100 }, (_, index) => String(index));
    const clause = "a.all(x, a.exists(y, x == y && x + y != ''))";
    assert.equal(
      value(Array.from({ length: 20 }, () => clause).join(" && "), { a: answers }),
      true,
    );
  });

  const tree = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom<Tree>(
        null,
        true,
        false,
        0,
        -0,
        1,
        1e308,
        "",
        "a",
        "__proto__",
        "2026-01-01T00:00:00Z",
        "Mars",
        "1h",
      ),
      fc.double(),
      fc.string({ unit: "binary" }),
      fc
        .tuple(
          fc.constantFrom(
            "get",
            "at",
            "has",
            "list",
            "object",
            "&&",
            "||",
            "!",
            "?:",
            "==",
            "<",
            "in",
            "+",
            "-",
            "*",
            "/",
            "%",
            "neg",
            "exists",
            "all",
            "exists_one",
            "filter",
            "map",
            "size",
            "int",
            "double",
            "string",
            "bool",
            "timestamp",
            "duration",
            "matches",
            "contains",
            "substring",
            "indexOf",
            "split",
            "replace",
            "trim",
            "getHours",
            "getDayOfYear",
            "dyn",
            "constructor",
            "__proto__",
            "nonsense",
          ),
          fc.array(tie("tree"), { maxLength: 4 }),
        )
        .map(([kind, rest]): Tree => [kind, ...rest] as Tree),
    ),
  })).tree;

  test("no tree and no scope makes it throw", () => {
    const awkward: Scope = {
      a: new Date(NaN),
      "": Object.create(null),
      x: { y: [undefined, NaN, new Duration(NaN)] },
    };
    fc.assert(
      fc.property(
        tree,
        fc.oneof(fc.constant(awkward), fc.dictionary(fc.string(), fc.jsonValue())),
        (each, bound) => {
          assert.notEqual(evaluate(each, bound as Scope, serverFunctions), undefined);
          evaluate(each, null as unknown as Scope);
        },
      ),
      { numRuns: 3000 },
    );
    let deep: Tree = 1;
    for (let i = 0; i < 100_000; i++) deep = ["!", deep];
    assert.equal(evaluate(deep, {}), null);
    const thrower = {
      get a(): never {
        throw new Error("no");
      },
    };
    assert.equal(evaluate(["get", "a"], thrower), null);
    assert.equal(evaluate(["||", ["==", ["get", "a"], 1], true], thrower), true);
  });
});
