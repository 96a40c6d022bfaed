import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { diskGuard, keptSecret, makeDataDir } from "./files.ts";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "corridor-files-"));
});
afterEach(() => rmSync(dir, { recursive: true }));

test("a secret is made once, for its owner's eyes only, and is the same afterwards", () => {
  const made = keptSecret(dir, "secret", "corridor_");
  assert.match(made, /^corridor_[A-Za-z0-9_-]{43}$/);
  assert.equal(keptSecret(dir, "secret", "corridor_"), made);
  assert.equal(statSync(join(dir, "secret")).mode & 0o777, 0o600);
  assert.notEqual(keptSecret(dir, "another"), keptSecret(dir, "third"));
  assert.deepEqual(readdirSync(dir), ["another", "secret", "third"]);
});

test("a file that a crash left empty is no secret", () => {
  writeFileSync(join(dir, "secret"), "");
  const made = keptSecret(dir, "secret");
  assert.equal(made.length, 43);
  assert.equal(readFileSync(join(dir, "secret"), "utf8"), `${made}\n`);
});

test("a data directory is made with its parents, and is private", () => {
  makeDataDir(join(dir, "a", "b"));
  makeDataDir(join(dir, "a", "b"));
  assert.equal(statSync(join(dir, "a", "b")).mode & 0o777, 0o700);
});

test("the guard compares what is free with what must be", () => {
  assert.equal(diskGuard(dir, 0)(), true);
  assert.equal(diskGuard(dir, 2 ** 60)(), false);
});
