/** A lane sees every way in which a file can fail, and goes on with the next. */
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { nodeFlags } from "./node-flags.mjs";
import type { Ran } from "./test-lane.ts";

const dir = mkdtempSync(join(tmpdir(), "corridor-lane-"));
// Not as a part of the runner that runs this file.
const { NODE_TEST_CONTEXT: _runner, ...env } = process.env;
const lane = fork(join(import.meta.dirname, "test-lane.ts"), [], {
  env,
  execArgv: [...nodeFlags],
  serialization: "advanced",
});
after(() => {
  lane.kill();
  rmSync(dir, { recursive: true });
});

const head = `import { after, before, describe, it, test } from "node:test";\n`;
const passing = `test("passes", () => undefined);\n`;
const waiting = `test("waits", () => new Promise((done) => setTimeout(done, 100)));\n`;
const failing: Record<string, string> = {
  "a test fails": `test("fails", () => { throw new Error("x"); });`,
  "a test never begins, as the file breaks off": `${passing}throw new Error("at the top");`,
  "what it imports is missing": `${passing}await import("./nothing.ts");`,
  "something is thrown while a test waits": `setTimeout(() => { throw new Error("x"); }, 20);\n${waiting}`,
  "nobody takes a rejection": `setTimeout(() => void Promise.reject(new Error("x")), 20);\n${waiting}`,
  "what comes before all fails": `before(() => { throw new Error("x"); });\n${passing}`,
  "what comes after all fails": `after(() => { throw new Error("x"); });\n${passing}`,
  "what comes after a suite fails": `describe("s", () => { after(() => { throw new Error("x"); }); it("passes", () => undefined); });`,
  "it says so by the exit code": `test("passes", () => { process.exitCode = 3; });`,
  "it holds no test": ``,
};

let files = 0;
async function ran(text: string): Promise<Ran> {
  const file = join(dir, `${files++}.test.ts`);
  writeFileSync(file, head + text);
  lane.send(file);
  const [answer] = (await once(lane, "message")) as [Ran];
  return answer;
}

for (const [name, text] of Object.entries(failing))
  test(`a file has failed where ${name}`, async () => {
    const { failed, output } = await ran(text);
    assert.ok(failed > 0, output);
    const next = await ran(passing);
    assert.deepEqual([next.passed, next.failed, next.skipped], [1, 0, 0], next.output);
  });

test("tests, suites and those that are skipped are counted once each", async () => {
  const { passed, failed, skipped } = await ran(
    `${passing}describe("s", () => { it("a", () => undefined); it("b", () => { throw new Error("x"); }); it.skip("c", () => undefined); });`,
  );
  assert.deepEqual([passed, failed, skipped], [2, 1, 1]);
});
