import { test } from "node:test";
import assert from "node:assert/strict";
import { survey } from "./survey.test-support.ts";
import { wordKeys } from "#questions/words.ts";
import { textTable, withTexts } from "./texts.ts";

let count = 0;
/** A text that no other is. */
const text = () => ({ en: `text ${++count}` });
const whole = survey({
  opening: text(),
  piped: { task: text() },
  words: { next: text() },
  theme: { logo: { data: "data:image/png;base64,AAAA", alt: text() } },
  calculated: [{ key: "sum", value: "1" }],
  endings: [{ key: "end", text: text() }],
  pages: [
    {
      key: "a",
      title: text(),
      text: text(),
      questions: [
        {
          key: "one",
          type: "single-choice",
          text: text(),
          help: text(),
          options: [
            { value: "x.y", text: text() },
            { value: "z", text: text() },
          ],
          validation: [{ if: "true", message: text() }],
        },
        { key: "two", type: "csat", points: 5, text: text(), labels: [{ value: 1, text: text() }] },
        { key: "three", type: "number", text: text(), unit: text() },
        {
          key: "four",
          type: "matrix",
          text: text(),
          rows: [{ value: "speed", text: text() }],
          columns: [
            { value: "1", text: text() },
            { value: "2", text: text() },
          ],
        },
        {
          key: "five",
          type: "expectation",
          ask: "zone",
          text: text(),
          aspects: [{ value: "price", text: text() }],
          prompts: { minimum: text() },
        },
        { key: "five", type: "statement", text: text() },
      ],
    },
  ],
});
const lines = (table: string[][]) => table.map((cells, n) => ({ line: n + 1, cells }));

test("every text of a definition is in the table, once and under a name of its own", () => {
  const [header, ...rows] = textTable(whole);
  assert.deepEqual(header, ["place", "en"]);
  assert.equal(rows.length, count);
  assert.equal(new Set(rows.map(([place]) => place)).size, count);
  assert.deepEqual(
    rows.map(([, en]) => en).toSorted(),
    Array.from({ length: count }, (_, n) => `text ${n + 1}`).toSorted(),
  );
  assert.ok(rows.some(([place]) => place === "pages/a/questions/one/options/x.y/text"));
  assert.ok(rows.some(([place]) => place === "pages/a/questions/five/text (2)"));
});

test("a table that comes back as it went changes nothing; what is translated is added", () => {
  const table = textTable(whole);
  const same = withTexts(whole, lines(table));
  assert.deepEqual(same, { definition: whole, changed: 0 });
  const translated = table.map(([place, en], n) => [place!, en!, n === 0 ? "ar" : `ar ${en}`]);
  const result = withTexts(whole, lines(translated));
  assert.ok("definition" in result);
  assert.equal(result.changed, count);
  assert.deepEqual(result.definition.languages, ["en", "ar"]);
  // Its words of the page are to be translated too, and stand there as they ship.
  const [words, others] = [true, false].map((isWord) =>
    textTable(result.definition).filter(
      ([place, , arabic]) => isWord === (place!.startsWith("words") && arabic === ""),
    ),
  ) as [string[][], string[][]];
  assert.deepEqual(others, translated);
  assert.equal(words.length, wordKeys.length - 1);
  assert.deepEqual(
    words.find(([place]) => place === "words/later"),
    ["words/later", "Go on later", ""],
  );
  const all = textTable(result.definition).map(([place, en, ar], n) => [
    place!,
    en!,
    ar! || `ar ${n}`,
  ]);
  const whole2 = withTexts(result.definition, lines(all));
  assert.ok("definition" in whole2);
  assert.equal(whole2.changed, words.length);
  assert.deepEqual(Object.keys(whole2.definition.words!).length, wordKeys.length);
  assert.equal(
    whole2.definition.words!.later!["en"],
    undefined,
    "what ships is not made the survey's own",
  );
  assert.match(whole2.definition.words!.later!["ar"]!, /^ar /);
  assert.deepEqual(whole.languages, ["en"], "what was given is left as it was");
});
