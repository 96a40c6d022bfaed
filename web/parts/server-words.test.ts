/** The server's sentences that are translated are those that it says, and every code has words. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { errorStatus } from "#contract/error.ts";

const root = join(import.meta.dirname, "../..");
const text = readFileSync(join(import.meta.dirname, "server-words.ts"), "utf8");
const said = text.slice(text.lastIndexOf("said: {"));
const codes = text.slice(text.lastIndexOf("codes: {"), text.lastIndexOf("problems: {"));

test("every sentence that is translated is one that the server says", () => {
  const server = globSync("server/**/*.ts", { cwd: root })
    .filter((path) => !path.includes(".test"))
    .map((path) => readFileSync(join(root, path), "utf8"))
    .join("\n");
  const sentences = [...said.matchAll(/^ {6}"([^"]+)":/gm)].map(([, sentence]) => sentence!);
  assert.ok(sentences.length > 20);
  assert.deepEqual(
    sentences.filter((sentence) => !server.includes(sentence)),
    [],
  );
});

test("every code has words, but for those that stand for all languages in Failure.tsx", () => {
  const others = new Set(["rate_limited", "store_unavailable", "method_not_allowed"]);
  const missing = Object.keys(errorStatus).filter(
    (code) => !new RegExp(`\\b${code}: "`).test(codes),
  );
  assert.deepEqual(
    missing.filter((code) => !others.has(code)),
    [],
  );
});
