import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { viewOf, type RegistryView } from "./registry.ts";
import { allUpFrom, atOrBelow, mostLevels, parentOf, topOf, upFrom } from "./units.ts";
import { cut, rowsOfCsv } from "./units-csv.ts";
import { plan } from "./units-import.ts";

const entry = (key: string, definition: object, reviewed = true) =>
  ({
    type: "unit",
    key,
    reviewed,
    active: true,
    position: 10,
    version: 1,
    createdAt: "",
    updatedAt: "",
    definition: { labels: {}, ...definition },
  }) as Parameters<typeof viewOf>[1] extends Iterable<infer E> ? E : never;
const view: RegistryView = viewOf(1, [
  entry("north", { labels: { en: "North", id: "Utara" }, description: { en: "Cold" } }),
  entry("north/one", {}, false),
  entry("south", { parent: "country" }),
  entry("country", {}),
]);
const planned = (csv: string) => {
  const { rows, problems } = rowsOfCsv(csv);
  return problems.length > 0 ? { changes: [], problems } : plan(rows, view);
};
const linesOf = (csv: string) => planned(csv).problems.map(({ line }) => line);

test("what a row does not say stays as it is", () => {
  assert.deepEqual(planned("key,label_en\nnorth,The North\nsouth,").changes, [
    {
      key: "north",
      definition: { labels: { en: "The North", id: "Utara" }, description: { en: "Cold" } },
    },
    { key: "south", definition: { labels: {}, parent: "country" } },
  ]);
  const [changed] = planned("key,parent\nsouth,").changes;
  assert.deepEqual(changed!.definition, { labels: {} }, "an empty cell takes the parent away");
});

test("files as they come: quotes, semicolons, tabs, line ends, a mark at the beginning", () => {
  for (const csv of [
    'key,label_en\r\n"a ""b""","x, y"\r\n',
    'key;label_en\n"a ""b""";"x, y"',
    'key\tlabel_en\r"a ""b"""\t"x, y"\r\r',
    '\uFEFFkey , label_en\n "a ""b""" ,"x, y"\n',
  ]) {
    const found = cut(csv.replace(/^\uFEFF/, ""), /[,;\t]/.exec(csv)![0]);
    assert.equal(found.length, 2, csv);
  }
  const { rows } = rowsOfCsv('key;label_en\n\n"a/b";"x; ""y"""\n');
  assert.deepEqual(rows, [{ line: 3, row: { key: "a/b", labels: { en: 'x; "y"' } } }]);
});

test("what is wrong is named by its line", () => {
  assert.deepEqual(linesOf("name\nnorth"), [1, 1]);
  assert.deepEqual(linesOf("key,key\nnorth,x"), [1]);
  assert.deepEqual(linesOf(""), [1]);
  assert.deepEqual(linesOf("key\nnorth\n\nnorth\n"), [4]);
  assert.deepEqual(linesOf("key,parent\na,nowhere"), [2]);
  assert.deepEqual(linesOf("key,parent\na,b,c"), [2]);
  assert.deepEqual(linesOf("key\n__proto__\n,\nok\n"), [2]);
  assert.deepEqual(linesOf('key,label_en\n"a\nb",x\nb,"x\ny"\n-c,x'), [2, 6]);
  assert.match(planned("key,parent\na,nort").problems[0]!.message, /Did you mean "north"/);
});

test("nothing stands below itself, by parents, by keys, or by both", () => {
  assert.deepEqual(linesOf("key,parent\na,a"), [2]);
  assert.deepEqual(linesOf("key,parent\na,b\nb,c\nc,a\nd,a"), [2, 3, 4]);
  assert.deepEqual(linesOf("key,parent\nnorth,north/one"), [2]);
  assert.deepEqual(linesOf("key,parent\ncountry,south"), [2]);
  assert.deepEqual(linesOf("key,parent\ncountry,south\nsouth,"), []);
});

test("what is planned has no ring, and what is refused for one has", () => {
  const keys = ["a", "b", "c", "a/b", "a/b/c", "north", "south", "country"];
  fc.assert(
    fc.property(
      fc.uniqueArray(
        fc.record({ key: fc.constantFrom(...keys), parent: fc.constantFrom("", ...keys) }),
        { selector: ({ key }) => key, minLength: 1 },
      ),
      (rows) => {
        const all = keys.filter((key) => !rows.some((row) => row.key === key));
        const csv = `key,parent\n${rows.map(({ key, parent }) => `${key},${parent}`).join("\n")}`;
        const known = viewOf(1, [...all.map((key) => entry(key, {})), entry("x", {})]);
        const parsed = rowsOfCsv(csv);
        assert.deepEqual(parsed.problems, []);
        const { changes, problems } = plan(parsed.rows, known);
        const after = viewOf(2, [
          ...all.map((key) => entry(key, {})),
          ...changes.map(({ key, definition }) => entry(key, definition)),
        ]);
        const ring = rows.some(({ key }) => {
          let at: string | undefined = key;
          for (let step = 0; step < 20 && at !== undefined; step++) {
            at = parentOf(at, after);
            if (at === key) return true;
          }
          return false;
        });
        assert.equal(problems.length > 0, ring, csv);
      },
    ),
    { numRuns: 300 },
  );
});

test("twenty thousand in one chain take no longer than twenty thousand", () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => `u${n},${n === 0 ? "" : `u${n - 1}`}`);
  const start = performance.now();
  assert.deepEqual(planned(`key,parent\n${rows.join("\n")}`).problems, []);
  assert.ok(performance.now() - start < 5_000);
});

test("what is below a unit is all whose way up leads through it, whatever is named or forms a ring", () => {
  const name = fc.constantFrom("a", "b", "c", "a/b", "a/b/c", "b/a", "c/a/b");
  const unit = fc.record({ key: name, parent: fc.option(name, { nil: undefined }) });
  fc.assert(
    fc.property(fc.uniqueArray(unit, { selector: ({ key }) => key }), name, (units, of) => {
      const known = viewOf(
        1,
        units.map(({ key, parent }) => entry(key, parent === undefined ? {} : { parent })),
      );
      const keys = units.map(({ key }) => key);
      const below = keys.filter((key) => upFrom(key, known).includes(of));
      assert.deepEqual(
        atOrBelow(of, known).toSorted(),
        [...new Set([of, ...below])].toSorted(),
        JSON.stringify(units),
      );
    }),
  );
});

test("thousands of units, one below the other, are no matter for whoever reaches all of them", () => {
  const chain = Array.from({ length: 3_000 }, (_, n) =>
    entry(`d${n}`, n === 0 ? {} : { parent: `d${n - 1}` }),
  );
  const known = viewOf(1, chain);
  const from = performance.now();
  for (let n = 0; n < 10; n++) assert.equal(atOrBelow("d0", known).length, 3_000);
  assert.ok(performance.now() - from < 2_000, "it took as long as the chain is long, squared");
});

test("ways up are those from each unit by itself, as deep as figures are told", () => {
  const name = fc.constantFrom("a", "b", "c", "a/b", "a/b/c", "b/a", "c/a/b");
  const unit = fc.record({ key: name, parent: fc.option(name, { nil: undefined }) });
  fc.assert(
    fc.property(fc.uniqueArray(unit, { selector: ({ key }) => key }), (units) => {
      const known = viewOf(
        1,
        units.map(({ key, parent }) => entry(key, parent === undefined ? {} : { parent })),
      );
      const ways = allUpFrom(known);
      assert.deepEqual([...ways.keys()].toSorted(), units.map(({ key }) => key).toSorted());
      for (const [key, way] of ways) {
        assert.deepEqual(way, upFrom(key, known));
        assert.equal(topOf(key, known), way.at(-1));
      }
    }),
  );
});

test("of thousands in one chain the ways take no longer than of thousands", () => {
  const chain = Array.from({ length: 20_000 }, (_, n) =>
    entry(`d${n}`, n === 0 ? {} : { parent: `d${n - 1}` }),
  );
  const known = viewOf(1, chain);
  const from = performance.now();
  const ways = allUpFrom(known);
  assert.deepEqual(ways.get("d3"), ["d3", "d2", "d1", "d0"]);
  assert.equal(ways.get("d19999")!.length, mostLevels);
  assert.equal(ways.get("d19999")!.at(-1), "d0");
  for (let n = 0; n < 20_000; n++) assert.equal(topOf(`d${n}`, known), "d0");
  assert.ok(performance.now() - from < 2_000, "it took as long as the chain is long, squared");
});
