/**
 * No string that people read stands outside the catalogues. Lint refuses texts between tags; here is what
 * it lets through: texts in braces, and those that attributes hold.
 */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

const web = join(import.meta.dirname, "..");
/** Attributes, ours and the library's, whose words are shown or read out. */
const read =
  "alt|aria-description|aria-label|aria-roledescription|aria-valuetext|description|error|hint|label|lead|placeholder|title|to";
const text = String.raw`(?:"[^"\n$]*\p{L}{2}[^"\n$]*"|'[^'\n]*\p{L}{2}[^'\n]*'|\x60[^\x60$]*\p{L}{2}[^\x60$]*\x60)`;
const outside = new RegExp(
  // An attribute, in braces or not; or a text in braces between tags.
  String.raw`(?<![\w-])(?:${read})=(?:\{\s*)?${text}|>\s*\{\s*${text}\s*\}`,
  "gu",
);
/** The same in every language. */
const names = new Set(['>{"Corridor"}']);

const found = (source: string): string[] =>
  [...source.matchAll(outside)]
    .map(([all]) => all.replaceAll(/\s*\n\s*/g, ""))
    .filter((all) => !names.has(all) && !/^to=.?"\//.test(all));

test("finds a text wherever it stands", () => {
  for (const source of [
    '<div aria-label="Close this">',
    '<TextInput label={"Name"}',
    "<p>{`As it is`}</p>",
    '<p>\n  {"As it is"}\n</p>',
    '<input placeholder="Type here" />',
  ])
    assert.equal(found(source).length, 1, source);
  for (const source of [
    '<p className="some">{words.title}</p>',
    "<p>{`${one} · ${two}`}</p>",
    '<Link to="/overview">',
    '<p>{"–"}</p>',
  ])
    assert.deepEqual(found(source), [], source);
});

test("no text of the web application stands outside its catalogues", () => {
  const files = globSync("**/*.tsx", { cwd: web });
  assert.ok(files.length > 100, "the files were not found");
  assert.deepEqual(
    files.flatMap((file) =>
      found(readFileSync(join(web, file), "utf8")).map((each) => `${file}: ${each}`),
    ),
    [],
  );
});
