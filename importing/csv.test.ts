import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { CsvCutter, mostCharacters, UnclosedQuote } from "./csv.ts";

function cut(text: string, delimiter = ",", size = text.length + 1) {
  const cutter = new CsvCutter(delimiter);
  const records = [];
  for (let at = 0; at < text.length; at += size) {
    records.push(...cutter.push(text.slice(at, at + size)));
  }
  records.push(...cutter.push("", true));
  return records;
}
const plain = (text: string, delimiter?: string) =>
  cut(text, delimiter).map((record) => [record.line, ...record.cells]);

test("physical line numbers with LF, CRLF, CR, mixed, and line ends inside quotes", () => {
  assert.deepEqual(plain("a,b\n1,2\n3,4\n"), [
    [1, "a", "b"],
    [2, "1", "2"],
    [3, "3", "4"],
  ]);
  assert.deepEqual(plain("a,b\r1,2\r3,4"), [
    [1, "a", "b"],
    [2, "1", "2"],
    [3, "3", "4"],
  ]);
  assert.deepEqual(plain('a,b\n1,2\r\n"q\r\nz",5\r6,7\n'), [
    [1, "a", "b"],
    [2, "1", "2"],
    [3, "q\r\nz", "5"],
    [5, "6", "7"],
  ]);
  assert.deepEqual(plain('"x\n\ny",2\n\n3,4'), [
    [1, "x\n\ny", "2"],
    [4, ""],
    [5, "3", "4"],
  ]);
});

test("quotes: doubled, beside blanks, inside an unquoted cell, and text after a closing one", () => {
  assert.deepEqual(plain('"say ""hi""", "b,c" ,5" disk\n'), [[1, 'say "hi"', "b,c", '5" disk']]);
  assert.deepEqual(plain('" kept ", dropped \n'), [[1, " kept ", "dropped"]]);
  const [bad] = cut('"a"b,c\n');
  assert.deepEqual([bad?.cells, bad?.badQuote], [["ab", "c"], true]);
  assert.deepEqual(plain('"",\n'), [[1, "", ""]]);
});

test("a tab as delimiter keeps empty cells", () => {
  assert.deepEqual(plain("a\t\tb\n\t \t\n", "\t"), [
    [1, "a", "", "b"],
    [2, "", "", ""],
  ]);
});

test("a quote that is never closed names the line of its record, at the end and past the limit", () => {
  assert.throws(
    () => cut('a,b\n1,2\n3,"open\n5,6\n'),
    (error) => error instanceof UnclosedQuote && error.line === 3,
  );
  const cutter = new CsvCutter(",");
  assert.throws(() => cutter.push(`a\n"${"x".repeat(mostCharacters)}`), UnclosedQuote);
});

const cell = fc.string({
  unit: fc.constantFrom("a", "é", "😀", " ", ",", ";", '"', "\n", "7"),
  maxLength: 6,
});

test("agrees with csv-parse on any table, however the text is cut into chunks", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
      fc.constantFrom(",", ";", "\t", "|"),
      fc.constantFrom("\n", "\r\n"),
      fc.integer({ min: 1, max: 40 }),
      (rows, delimiter, end, size) => {
        const text = rows
          .map((row) =>
            row
              .map((value) =>
                /^[a-z0-9é]*$/u.test(value) ? value : `"${value.replaceAll('"', '""')}"`,
              )
              .join(delimiter),
          )
          .join(end);
        const theirs: unknown = parse(text, {
          delimiter,
          relax_column_count: true,
          record_delimiter: end,
        });
        assert.deepEqual(
          cut(text, delimiter, size).map((record) => record.cells),
          theirs,
        );
        assert.deepEqual(cut(text, delimiter, size), cut(text, delimiter));
      },
    ),
    { numRuns: 500 },
  );
});

test("never loses a character of unquoted text, and lines only rise", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", " ", "b"), maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      (text, size) => {
        const attempt = (pieces?: number) => {
          try {
            return cut(text, ",", pieces);
          } catch (error) {
            assert.ok(error instanceof UnclosedQuote);
            return error.line;
          }
        };
        const whole = attempt();
        assert.deepEqual(attempt(size), whole);
        if (typeof whole === "number") return;
        whole.reduce((before, record) => {
          assert.ok(record.line > before);
          return record.line;
        }, 0);
      },
    ),
    { numRuns: 500 },
  );
});
