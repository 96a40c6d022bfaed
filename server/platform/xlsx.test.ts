import { test } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { readSheet } from "read-excel-file/node";
import { csvLine, guarded, withoutGuard } from "./csv.ts";
import { workbook, type Cell } from "./xlsx.ts";

async function bytesOf(head: string[], rows: readonly (readonly Cell[])[]): Promise<Buffer> {
  async function* each() {
    yield* rows;
  }
  const parts: Uint8Array[] = [];
  for await (const part of workbook(head, each())) parts.push(part);
  return Buffer.concat(parts);
}

test("a workbook is read as it was written, and no text in it is a formula", async () => {
  const rows: Cell[][] = [
    ['=HYPERLINK("http://evil.example","x")', 1.5, true],
    ["<b>&amp;", -3, false],
    ["+1", null, null],
    ["ไทย 漢字 🙂", 1e15, null],
    ["two\nlines", 0, null],
  ];
  const bytes = await bytesOf(["a", "b", "c"], rows);
  assert.deepEqual(await readSheet(bytes), [["a", "b", "c"], ...rows]);
  assert.ok(!bytes.includes("<f>"));
});

test("what a spreadsheet would run stands behind a guard, which comes off again", () => {
  assert.equal(
    csvLine(["=1+1", "-2", -2, "a,b", 'c"d', "@x"]),
    `'=1+1,'-2,-2,"a,b","c""d",'@x\r\n`,
  );
  assert.equal(csvLine([" =1+1"]), "' =1+1\r\n");
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(withoutGuard(guarded(text)), text);
      assert.ok(!/^\s*[=+\-@\t\r]/.test(guarded(text)));
    }),
  );
});
