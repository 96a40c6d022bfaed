import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { parse, type Problem } from "./parse.ts";
import { children, countNodes, isBranch, limits, type Tree } from "./tree.ts";

function treeOf(text: string): Tree {
  const parsed = parse(text);
  assert.ok(parsed.ok, `${text}: ${JSON.stringify(parsed)}`);
  return parsed.tree;
}

/** The one problem of a text, and the part of it that it points at. */
function problemOf(text: string): Problem & { points: string } {
  const parsed = parse(text);
  assert.ok(!parsed.ok, `${text} should be refused`);
  assert.equal(parsed.problems.length, 1);
  const problem = parsed.problems[0]!;
  assert.ok(problem.from >= 0 && problem.from <= problem.to && problem.to <= text.length, text);
  return { ...problem, points: text.slice(problem.from, problem.to) };
}

describe("the tree", () => {
  test("is compact JSON, as tree.ts says", () => {
    const rows: readonly (readonly [string, Tree])[] = [
      ["null", null],
      ["-5", -5],
      ["5.0", ["double", 5]],
      ["2.5", 2.5],
      ["-0.0", ["neg", ["double", 0]]],
      ["0x1F", 31],
      ["r'\\\\d' + \"\\u00e9\"", ["+", "\\\\d", "é"]],
      ["a.b['c d'].e", ["get", "a", "b", "c d", "e"]],
      ["a[b.c]", ["get", "a", ["get", "b", "c"]]],
      ["a.split(',')[0]", ["at", ["split", ["get", "a"], ","], 0]],
      [
        "has(a.b) && has(a['x.y'])",
        ["&&", ["has", ["get", "a", "b"]], ["has", ["get", "a", "x.y"]]],
      ],
      ["a && b && (c && d)", ["&&", ["get", "a"], ["get", "b"], ["get", "c"], ["get", "d"]]],
      ["a || b && !c", ["||", ["get", "a"], ["&&", ["get", "b"], ["!", ["get", "c"]]]]],
      ["!!a", ["get", "a"]],
      ["a ? 1 : b ? 2 : 3", ["?:", ["get", "a"], 1, ["?:", ["get", "b"], 2, 3]]],
      ["a in [1, 'x']", ["in", ["get", "a"], ["list", 1, "x"]]],
      ["{'a': 1, 'b': a}", ["object", "a", 1, "b", ["get", "a"]]],
      ["size(a) + a.size( )", ["+", ["size", ["get", "a"]], ["size", ["get", "a"]]]],
      ["l.exists(x, x > 1)", ["exists", ["get", "l"], "x", [">", ["get", "x"], 1]]],
      [
        "l.existsOne(x, x ? true : false)",
        ["exists_one", ["get", "l"], "x", ["?:", ["get", "x"], true, false]],
      ],
      ["l.map(x, x ? 1 : 2)", ["map", ["get", "l"], "x", ["?:", ["get", "x"], 1, 2]]],
      [
        "l.map(x, x > 1, x + 1)",
        ["map", ["filter", ["get", "l"], "x", [">", ["get", "x"], 1]], "x", ["+", ["get", "x"], 1]],
      ],
      ["a // the rest is no text\n == 1", ["==", ["get", "a"], 1]],
      ["a == 1 // a remark may stand last, without a line after it", ["==", ["get", "a"], 1]],
      ["a.size( ) //", ["size", ["get", "a"]]],
      ["a == '//'", ["==", ["get", "a"], "//"]],
    ];
    for (const [text, tree] of rows) {
      assert.deepEqual(treeOf(text), tree, text);
      assert.deepEqual(JSON.parse(JSON.stringify(treeOf(text))), tree, text);
    }
  });

  test("comes with the place of every part", () => {
    const text = '(a.b == "x") && !( c["d"].size() + 2 < size (1) ) || has( x.y )';
    const parsed = parse(text);
    assert.ok(parsed.ok);
    const found: string[] = [];
    let next = 0;
    const walk = (tree: Tree): void => {
      const [from, to] = parsed.spans[next++]!;
      if (isBranch(tree)) found.push(`${tree[0]}: ${text.slice(from, to)}`);
      children(tree).forEach(walk);
    };
    walk(parsed.tree);
    assert.equal(next, parsed.spans.length);
    assert.equal(next, countNodes(parsed.tree));
    assert.deepEqual(found, [
      `||: ${text}`,
      '&&: (a.b == "x") && !( c["d"].size() + 2 < size (1) )',
      '==: (a.b == "x")',
      "get: a.b",
      '!: !( c["d"].size() + 2 < size (1) )',
      '<: ( c["d"].size() + 2 < size (1) )',
      '+: c["d"].size() + 2',
      'size: c["d"].size()',
      'get: c["d"]',
      "size: size (1)",
      "has: has( x.y )",
      "get: x.y",
    ]);
  });
});

describe("what can't be read", () => {
  test("is said with its place", () => {
    const rows: readonly (readonly [
      text: string,
      code: string,
      points: string,
      message: RegExp,
    ])[] = [
      ["a = 1", "syntax", "=", /==/],
      ["a & b", "syntax", "&", /&&/],
      ["a == 1 and b", "syntax", "and", /&&/],
      ["not a", "syntax", "a", /!/],
      ["a ==", "syntax", "==", /must follow/],
      ["a b", "syntax", "b", /operator is missing/],
      ["(a", "syntax", "(", /never closed/],
      ["a)", "syntax", ")", /closes nothing/],
      ["[a)", "syntax", ")", /doesn't close/],
      ["a ? b", "syntax", "?", /needs a :/],
      ['a == "b', "syntax", '"', /quotation mark/],
      ["a == “b”", "syntax", "“", /plain quotation/],
      ["a.in", "syntax", "in", /\["in"\]/],
      ["a.`b`", "syntax", "`", /brackets/],
      ["", "syntax", "", /nothing here/],
      ["a == €", "syntax", "€", /no meaning/],
      ["a == 😀", "syntax", "😀", /no meaning/],
      ["a.contain('x')", "unknown_function", "contain", /contains/],
      ["foo(1)", "unknown_function", "foo", /no function/],
      ["get(a)", "unknown_function", "get", /no function/],
      ["exists(a, b)", "unknown_function", "exists", /list\.exists/],
      ["contains(a, 'x')", "wrong_arguments", "contains", /text\.contains/],
      ["a.contains()", "wrong_arguments", "contains", /takes 1 argument/],
      ["has(a)", "wrong_arguments", "has(a)", /has\(a\.b\)/],
      ["1u", "unsupported", "1u", /u/],
      ["b'x'", "unsupported", "b'x'", /Bytes/],
      ["'\\000'", "unsupported", "'\\000'", /NUL/],
      ["{1: 2}", "unsupported", "1", /keys of a map/],
      ["{'a': 1, 'a': 2}", "unsupported", "'a'", /different/],
      ["A{b: 1}", "unsupported", "A", /Messages/],
      ["9007199254740993", "number_out_of_range", "9007199254740993", /9007199254740991/],
      ["1e999", "number_out_of_range", "1e999", /great/],
      ["l.exists(a, l.exists(b, l.exists(c, true)))", "too_deep", ".exists", /2 deep/],
    ];
    for (const [text, code, points, message] of rows) {
      const problem = problemOf(text);
      assert.equal(problem.code, code, text);
      assert.equal(problem.points, points, text);
      assert.match(problem.message, message, text);
    }
  });

  test("has line and column, from 1", () => {
    const { line, column, from } = problemOf("a == 1\n  && b =\n 2");
    assert.deepEqual([line, column, from], [2, 8, 14]);
  });
});

describe("limits", () => {
  test("length, number and depth", () => {
    assert.equal(problemOf(`"${"x".repeat(100_000)}"`).code, "too_long");
    assert.ok(parse(`"${"x".repeat(limits.characters - 2)}"`).ok);
    assert.equal(
      problemOf(Array.from({ length: 400 }, () => "a == 1").join(" || ")).code,
      "too_large",
    );
    assert.ok(parse(Array.from({ length: 166 }, () => "a == 1").join(" || ")).ok);
    assert.equal(problemOf(`${"(".repeat(65)}1${")".repeat(65)}`).code, "too_deep");
    assert.ok(parse(`${"(".repeat(64)}1${")".repeat(64)}`).ok);
    assert.equal(problemOf(`1${" + 1".repeat(100)}`).code, "too_deep");
    assert.ok(parse(`1${" + 1".repeat(60)}`).ok);
  });

  test("nothing takes long to be refused or taken", () => {
    const hostile = [
      "(".repeat(9999),
      "[".repeat(9999),
      `${"[".repeat(64)}${"]".repeat(64)}`,
      `${"{'a':".repeat(64)}1${"}".repeat(64)}`,
      `${"f(".repeat(64)}1${")".repeat(64)}`,
      "a?b:".repeat(2400) + "c",
      "a.b".repeat(3000),
      `a${".b".repeat(4000)}`,
      `a${"[0]".repeat(3000)}`,
      "!".repeat(9998) + "a",
      "-".repeat(9998) + "1",
      "1+".repeat(4999) + "1",
      "a||".repeat(3000) + "a",
      `"${"\\n".repeat(4900)}"`,
      '"'.repeat(9999),
      "'".repeat(9998),
      `r"${"\\".repeat(9000)}`,
      "//".repeat(4999),
      "/".repeat(9999),
      " ".repeat(10_000),
      "a ".repeat(5000),
      "1e".repeat(4000),
      "0x".repeat(4000),
      `a.map(${"x,".repeat(3000)}1)`,
      "\u0000".repeat(100),
      "\ud800",
      `"\ud800"`,
      "a\u202e == 1",
    ];
    for (const text of hostile) {
      const started = performance.now();
      const parsed = parse(text);
      assert.ok(performance.now() - started < 2000, text.slice(0, 20));
      if (!parsed.ok) problemOf(text);
    }
  });

  test("no text makes it throw", () => {
    const word = fc.constantFrom(
      "a",
      "b.c",
      "1",
      "1.5",
      "'x'",
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "+",
      "-",
      "!",
      "==",
      "&&",
      "||",
      "?",
      ":",
      ",",
      ".",
      "in",
      "has(",
      "size(",
      ".exists(x,",
      ".map(",
      "true",
      "null",
      "//",
      "\n",
      '"',
      "'",
      "r'",
      "b'",
      "\\",
      "1u",
      "``",
      "=",
      "😀",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(word, { maxLength: 20 }).map((words) => words.join(" ")),
        ),
        (text) => {
          const parsed = parse(text);
          if (!parsed.ok) problemOf(text);
          else assert.equal(parsed.spans.length, countNodes(parsed.tree));
        },
      ),
      { numRuns: 3000 },
    );
  });
});
