import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import { Duration, evaluate, holds, type Scope } from "./evaluate.ts";
import { parse } from "./parse.ts";
import { serverFunctions } from "./server-functions.ts";

function value(text: string, scope: Scope = {}): unknown {
  const parsed = parse(text);
  assert.ok(parsed.ok, `${text}: ${JSON.stringify(parsed)}`);
  return evaluate(parsed.tree, scope, serverFunctions);
}

const at = new Date("2026-03-28T23:30:15.250Z");
const scope: Scope = {
  touchpoint: "checkout",
  nps: 6,
  at,
  nothing: null,
  yes: true,
  measures: { nps: 9, csat: 4.5 },
  answers: { "Q7.A": "5", multi: ["a", "b", "b"], mixed: [1, "a", true], none: [] },
  row: { NETPRO: "12", BLANK: "", WORD: "abc" },
};

function table(rows: readonly (readonly [text: string, expected: unknown])[]): void {
  for (const [text, expected] of rows) assert.deepEqual(value(text, scope), expected, text);
}

describe("what an expression is worth", () => {
  test("where something is missing, tests are false and the rest is null", () => {
    table([
      ["gone", null],
      ["measures.gone", null],
      ["gone.at.all", null],
      ["gone == 1", false],
      ["gone != 1", false],
      ["gone == gone", false],
      ["gone < 1", false],
      ["!(gone < 1)", true],
      ["gone in [1]", false],
      ["1 in gone", false],
      ["gone.contains('x')", false],
      ["gone.exists(x, true)", false],
      ["gone.all(x, true)", false],
      ["gone.exists_one(x, true)", false],
      ["gone.filter(x, true)", null],
      ["gone + 1", null],
      ["-gone", null],
      ["[1, gone]", null],
      ["{'a': gone}", null],
      ["size(gone)", null],
      ["(gone + 1) == null", false],
      ["has(measures.gone)", false],
      ["has(measures.nps)", true],
      ["has(gone.a)", false],
      ['has(answers["Q7.A"])', true],
      ["'nps' in measures", true],
      ["'gone' in measures", false],
    ]);
  });

  test("null is a value, and no error", () => {
    table([
      ["nothing == null", true],
      ["nothing != null", false],
      ["nothing == 1", false],
      ["nothing != 1", true],
      ["nothing < 1", false],
      ["null <= null", false],
      ["nothing + 1", null],
      ["nothing in [1, null]", true],
      ["[nothing]", [null]],
      ["double(null)", null],
    ]);
  });

  test("&&, || and ! absorb errors, in either order", () => {
    const values: readonly [string, boolean | null][] = [
      ["true", true],
      ["false", false],
      ["gone", null],
      ["5", null],
    ];
    for (const [a, x] of values) {
      for (const [b, y] of values) {
        const and = x === false || y === false ? false : x === null || y === null ? null : true;
        const or = x === true || y === true ? true : x === null || y === null ? null : false;
        table([
          [`${a} && ${b}`, and],
          [`${a} || ${b}`, or],
        ]);
      }
      table([
        [`!${a}`, x === null ? null : !x],
        [`${a} ? 1 : 2`, x === null ? null : x ? 1 : 2],
      ]);
    }
    table([
      ["gone && true && false", false],
      ["yes ? 1 : gone", 1],
    ]);
  });

  test("numbers mix as doubles, and are compared across types by type first", () => {
    table([
      ["1 == 1.0", true],
      ["1 == '1'", false],
      ["1 != '1'", true],
      ["1 < '2'", false],
      ["true == 1", false],
      ["false < true", true],
      ["1 + 1.5", 2.5],
      ["5.0 / 2", 2.5],
      ["1.0 / 0", Infinity],
      ["0.0 / 0.0 == 0.0 / 0.0", false],
      ["0.0 / 0.0 != 0.0 / 0.0", true],
      ["1.0 / 0 <= 1.0 / 0", true],
      ["-7 % 3", -1],
      ["7 % 0", null],
      ["7.5 % 2", null],
      ["nps % 2 == 0", true],
      ["1 + 'a'", null],
      ["'a' + 'b'", "ab"],
      ["[1] + [2]", [1, 2]],
    ]);
  });

  test("texts are ordered, counted and cut by code points", () => {
    table([
      ["'\u{1F600}' > '\uFFEE'", true],
      ["'a' < 'b' && 'a' < 'aa' && '' < 'a'", true],
      ["size('a\u{1F600}')", 2],
      ["'a\u{1F600}b'.substring(1, 2)", "\u{1F600}"],
      ["'abc'.substring(3)", ""],
      ["'abc'.substring(4)", null],
      ["'abc'.substring(2, 1)", null],
      ["'abc'.substring(1, gone)", null],
      ["'a\u{1F600}b'.indexOf('b')", 2],
      ["'abc'.indexOf('x')", -1],
      ["' \u00A0\u0085x y\u3000 '.trim()", "x y"],
      ["'\uFEFFx'.trim()", "\uFEFFx"],
      ["'ÄbC'.lowerAscii() + 'äbC'.upperAscii()", "ÄbcäBC"],
      ["'a.a'.replace('a', '$&')", "$&.$&"],
      ["'ab'.replace('', '-')", "-a-b-"],
      ["'a,b,'.split(',')", ["a", "b", ""]],
      [
        "touchpoint.startsWith('check') && touchpoint.endsWith('out') && touchpoint.contains('')",
        true,
      ],
      ["touchpoint.matches('^c.*t$')", true],
      ["touchpoint.matches('(')", false],
    ]);
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
        assert.equal(evaluate(["<", a, b], {}), bytes < 0);
        assert.equal(evaluate([">=", a, b], {}), bytes >= 0);
      }),
    );
  });

  test("conversions fail as an error, not as a guess", () => {
    table([
      ["int(row.NETPRO)", 12],
      ["int(row.BLANK)", null],
      ["int(row.WORD)", null],
      ["int(row.GONE)", null],
      ["int(row.NETPRO) <= 10 ? double(row.NETPRO) : null", null],
      ["int('1.5')", null],
      ["int('+7') + int('-07')", 0],
      ["int(' 7')", null],
      ["int('0x10')", null],
      ["int('9007199254740993')", null],
      ["int(-7.9)", -7],
      ["int(1e300)", null],
      ["double('1e3')", 1000],
      ["double('.5') + double('5.')", 5.5],
      ["double('1e400')", null],
      ["double('NaN')", null],
      ["double('')", null],
      ["string(1e21) + string(0.1) + string(-0.0) + string(true)", "1e+210.10true"],
      ["bool('t') && !bool('False')", true],
      ["bool('yes')", null],
      ["bool(1)", null],
    ]);
  });

  test("instants and durations", () => {
    table([
      ["timestamp('2026-01-31T09:30:00+07:00') == timestamp('2026-01-31T02:30:00Z')", true],
      ["timestamp('2026-02-30T00:00:00Z')", null],
      ["timestamp('2026-01-31T24:00:00Z')", null],
      ["timestamp('2026-01-31')", null],
      ["timestamp('1899-12-31T23:59:59Z')", null],
      ["timestamp('2299-12-31T23:59:59Z') + duration('1s')", null],
      ["timestamp(1000000000) == timestamp('2001-09-09T01:46:40Z')", true],
      ["int(at)", 1774740615],
      ["string(at)", "2026-03-28T23:30:15.25Z"],
      ["at.getHours()", 23],
      ["at.getHours('Asia/Jakarta')", 6],
      ["at.getDate('+05:45')", 29],
      ["at.getDayOfWeek('Europe/Berlin')", 0],
      ["at.getMonth()", 2],
      ["at.getMilliseconds()", 250],
      ["at.getHours('Mars/Olympus')", null],
      ["at.getHours(gone)", null],
      ["at - timestamp('2026-03-28T00:00:00Z') > duration('23h30m')", true],
      ["at + duration('30m') > timestamp('2026-03-29T00:00:00Z')", true],
      ["duration('90m').getHours() + duration('90m').getMinutes()", 91],
      ["string(duration('1.1s'))", "1.1s"],
      ["duration('1h') == duration('60m')", true],
      ["duration('1 hour')", null],
      ["duration('400000000000s')", null],
    ]);
    assert.ok(value("duration('1s')") instanceof Duration);
  });

  test("lists and maps", () => {
    table([
      ["answers.multi.exists(x, x == 'b')", true],
      ["answers.multi.exists_one(x, x == 'b')", false],
      ["answers.multi.all(x, x != 'c')", true],
      ["answers.none.all(x, false)", true],
      ["answers.none.exists(x, true)", false],
      ["answers.mixed.filter(x, x == 1)", [1]],
      ["answers.mixed.map(x, x)", [1, "a", true]],
      ["answers.multi.map(x, x == 'b', x + '!')", ["b!", "b!"]],
      ["answers.mixed.all(x, x > 0)", false],
      [
        "[1, 2].map(x, [10, 20].map(y, x + y))",
        [
          [11, 21],
          [12, 22],
        ],
      ],
      ["[1, 2].map(x, [3].map(x, x))", [[3], [3]]],
      ["answers.multi[0] + answers.multi[dyn(1.0)]", "ab"],
      ["answers.multi[3]", null],
      ["answers.multi['0']", null],
      ["answers.multi.length", null],
      ["size(answers.multi) + size(measures)", 5],
      ["measures.map(key, key)", ["nps", "csat"]],
      ["{'a': 1, 'b': [2]} == {'b': [2.0], 'a': 1.0}", true],
      ["[1, [2]] == [1, [3]]", false],
      ["{'m': 'male'}['m']", "male"],
      ["{'m': 'male'}[touchpoint]", null],
    ]);
  });

  test("holds() is for exactly true", () => {
    assert.equal(holds(["get", "yes"], scope), true);
    assert.equal(holds(["get", "nps"], scope), false);
    assert.equal(holds(true, scope), true);
    assert.equal(holds(1, scope), false);
  });

  test("without what the server brings, patterns and zones are errors", () => {
    assert.equal(evaluate(["matches", "a", "a"], {}), false);
    assert.equal(evaluate(["getHours", ["timestamp", 0]], {}), 0);
    assert.equal(evaluate(["getHours", ["timestamp", 0], "Asia/Jakarta"], {}), null);
  });
});
