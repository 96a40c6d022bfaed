import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { newFolder } from "../testing/terminal.ts";
import { wordsIn } from "../words/index.ts";
import { CsvCutter } from "#importing/csv.ts";
import { csvCell } from "#importing/rejected.ts";
import { Report, reportPath } from "./report.ts";

const words = wordsIn("en");
const row = (line: number, message = "m") => ({ line, code: "c", path: "p", message });

test("cells that a spreadsheet would run as a formula are led by an apostrophe", () => {
  for (const text of ["=1+1", "+1", "-1", "@x", " =1", "\t=1", "\r=1"]) {
    assert.match(csvCell(text), /^"?'/, JSON.stringify(text));
  }
  assert.equal(csvCell('=HYPERLINK("x")'), `"'=HYPERLINK(""x"")"`);
  assert.equal(csvCell("a=b"), "a=b");
  assert.equal(csvCell("a,b"), '"a,b"');
});

test("any cell reads back as it was, but for the apostrophe and blanks around it", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", "=", "é", "1") }),
      (text) => {
        const [record] = new CsvCutter(",").push(`${csvCell(text)},end\n`, true);
        assert.deepEqual(record?.cells, [/^[\s\0]*[=+\-@]/.test(text) ? `'${text}` : text, "end"]);
      },
    ),
  );
});

test("is begun with the first rejected row, replaces an earlier one, and nothing else", async () => {
  await using folder = await newFolder();
  const path = join(folder.path, "a.csv.rejected.csv");
  const report = await Report.at(path, words);
  await assert.rejects(stat(path));
  await report.add([row(3), row(4, "=evil()")]);
  await report.close();
  assert.equal(report.rows, 2);
  assert.equal(await readFile(path, "utf8"), "line,code,path,message\n3,c,p,m\n4,c,p,'=evil()\n");
  await Report.at(path, words);
  await assert.rejects(stat(path));
  await folder.write("precious.csv", "my,data\n");
  await assert.rejects(Report.at(join(folder.path, "precious.csv"), words), /no report/);
});

test("is continued without the rows that will be judged again, and without half a line", async () => {
  await using folder = await newFolder();
  const path = await folder.write(
    "r.csv",
    'line,code,path,message\n2,c,p,"two\nlines"\n9,c,p,m\n12,c,p,later\n13,c,p,"hal',
  );
  const report = await Report.continued(path, 9, words);
  await report.add([row(12)]);
  await report.close();
  assert.equal(report.rows, 3);
  assert.equal(
    await readFile(path, "utf8"),
    'line,code,path,message\n2,c,p,"two\nlines"\n9,c,p,m\n12,c,p,m\n',
  );
  assert.equal((await Report.continued(join(folder.path, "none.csv"), 9, words)).rows, 0);
});

test("stands beside the input, or where it is told to", async () => {
  await using folder = await newFolder();
  const input = join(folder.path, "a.csv");
  assert.equal(await reportPath(input, undefined), `${input}.rejected.csv`);
  assert.equal(await reportPath(input, "elsewhere.csv"), "elsewhere.csv");
  assert.equal(await reportPath("/nowhere/at/all/a.csv", undefined), "a.csv.rejected.csv");
});
