import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { evaluate, type Scope } from "./evaluate.ts";
import { parse } from "./parse.ts";

const scope: Scope = { nps: 6, at: new Date(0), answers: { multi: ["a", "b"] } };

// Not a minifier: names stay. What a bundler makes of it is smaller.
const squeeze = (source: string): string =>
  stripTypeScriptTypes(source)
    .replace(/\/\*[^]*?\*\//g, "")
    .replace(/^\s*\/\/.*$/gm, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([{}()[\];,:?=<>+*&|!-]) ?/g, "$1")
    .replace(/[,;]([}\])])/g, "$1");

test("what a respondent loads is at most 3 KB, gzipped, of code that works", async () => {
  const code = squeeze(readFileSync(new URL("evaluate.ts", import.meta.url), "utf8"));
  assert.ok(!code.includes("import"), "it imports nothing");
  const size = gzipSync(code, { level: 9 }).length;
  assert.ok(size <= 3072, `${size} bytes`);
  const squeezed = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    evaluate: typeof evaluate;
  };
  for (const text of [
    "nps + 1 == 7",
    "answers.multi.exists(x, x == 'b')",
    "at - at == duration('0s')",
    "string(duration('90m'))",
    "' x '.trim()",
    "-nps % 4",
  ]) {
    const parsed = parse(text);
    assert.ok(parsed.ok);
    assert.deepEqual(squeezed.evaluate(parsed.tree, scope), evaluate(parsed.tree, scope));
    assert.notEqual(evaluate(parsed.tree, scope), null);
  }
});
