import assert from "node:assert/strict";
import { test } from "node:test";
import { csvOf } from "./save.ts";

const linesOf = async (...cells: string[]) => (await csvOf([cells]).text()).trimEnd();

test("what customers wrote is no formula in a file", async () => {
  for (const formula of [
    "=1+1",
    "+1",
    "-1",
    "@SUM(1)",
    " =1+1",
    "\u00a0=1+1",
    "\0=1+1",
    "\uFF1D1+1",
  ])
    assert.equal(await linesOf(formula), `'${formula}`);
  assert.equal(await linesOf("\t=1", "\r\n=1"), `'\t=1,"'\r\n=1"`);
});

test("what is none stays as it is, quoted where it must be", async () => {
  assert.equal(await linesOf("a=b", 'say "no"', "a,b"), 'a=b,"say ""no""","a,b"');
  assert.equal((await csvOf([[-4, null, undefined, 0]]).text()).trimEnd(), "-4,,,0");
});
