import assert from "node:assert/strict";
import { truncate } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import writeWorkbook from "write-excel-file/node";
import { readEnds } from "#importing/bytes.ts";
import { Fault } from "#importing/fault.ts";
import type { FileOptions } from "#importing/open.ts";
import type { SourceRow } from "#importing/source.ts";
import { detectEncoding, firstLineNotUtf8, readLines } from "#importing/text.ts";
import { newFolder } from "../testing/terminal.ts";
import { wordsIn } from "../words/index.ts";
import { bytesAt, openFile } from "./open.ts";

const words = wordsIn("en");

/** Writes a file, reads it, and gives columns and rows: [line, cells…] or [line, code]. */
async function read(name: string, content: string | Uint8Array, options: FileOptions = {}) {
  await using folder = await newFolder();
  const path = await folder.write(name, content);
  const { source } = await openFile(path, options, words);
  const rows: unknown[][] = [];
  for await (const row of source.rows()) rows.push(shown(row));
  return { columns: source.columns, rows, reading: source.reading, renamed: source.renamed };
}
const shown = ({ line, row, problem }: SourceRow): unknown[] =>
  problem === undefined ? [line, ...Object.values(row)] : [line, problem.code];

const fails = (action: Promise<unknown>, pattern: RegExp) =>
  assert.rejects(action, (error) => error instanceof Fault && pattern.test(error.message));

test("byte order mark, CRLF, quotes, embedded line ends and empty lines, with physical line numbers", async () => {
  const text = '\uFEFFid,"say, what",n\r\n\r\n1,"two\r\nlines",3\r\n\r\n2,"a ""b""",4\r\n';
  const { columns, rows } = await read("a.csv", text);
  assert.deepEqual(columns, ["id", "say, what", "n"]);
  assert.deepEqual(rows, [
    [3, "1", "two\r\nlines", "3"],
    [6, "2", 'a "b"', "4"],
  ]);
});

test("Windows-1252 is found out, or given; UTF-8 that is none is refused with its line", async () => {
  const latin = Buffer.from("name,n\nJos\u00e9,1\n\u0080,2\n", "latin1");
  const found = await read("a.csv", latin);
  assert.deepEqual(found.rows, [
    [2, "José", "1"],
    [3, "€", "2"],
  ]);
  assert.equal(found.reading.encoding, "windows-1252");
  assert.deepEqual((await read("a.csv", latin, { encoding: "latin1" })).rows, found.rows);
  await fails(read("a.csv", latin, { encoding: "utf-8" }), /line 2/);
  await fails(read("a.csv", latin, { encoding: "klingon" }), /klingon/);
  const utf8 = await read("a.csv", "name,n\nJosé 😀,1\n");
  assert.deepEqual([utf8.rows, utf8.reading.encoding], [[[2, "José 😀", "1"]], "utf-8"]);
});

test("UTF-16 with and without a mark", async () => {
  for (const mark of ["\uFEFF", ""]) {
    const { rows } = await read("a.csv", Buffer.from(`${mark}name,n\nJosé,1\n`, "utf16le"));
    assert.deepEqual(rows, [[2, "José", "1"]]);
  }
  const big = Buffer.from("\uFEFFname,n\nx,1\n", "utf16le").swap16();
  assert.deepEqual((await read("a.csv", big)).rows, [[2, "x", "1"]]);
});

test("a single byte that is not UTF-8, far down, is found", async () => {
  await using folder = await newFolder();
  const lines = `${"é".repeat(50)},1\n`.repeat(30_000);
  const path = await folder.write(
    "a.csv",
    Buffer.concat([Buffer.from(lines), Buffer.from([0xe9, 0x0a])]),
  );
  const bytes = await bytesAt(path);
  const { first } = await readEnds(bytes);
  assert.equal((await detectEncoding(bytes, first)).encoding, "windows-1252");
  assert.equal(await firstLineNotUtf8(bytes), 30_001);
  const good = await folder.write("b.csv", lines);
  assert.equal(await firstLineNotUtf8(await bytesAt(good)), undefined);
});

test("delimiters are found out, named on the first line, or given", async () => {
  assert.deepEqual((await read("a.csv", "a;b\n1,5;2,5\n")).rows, [[2, "1,5", "2,5"]]);
  assert.deepEqual((await read("a.csv", "a|b,c\n1|2\n")).columns, ["a", "b,c"]);
  assert.deepEqual((await read("a.tsv", "a,x\tb\n1\t\n")).rows, [[2, "1", ""]]);
  assert.deepEqual((await read("a.csv", "sep=|\r\na|b\r\n1|2\r\n")).rows, [[3, "1", "2"]]);
  assert.deepEqual((await read("a.csv", "a:b\n1:2\n", { delimiter: ":" })).rows, [[2, "1", "2"]]);
  assert.deepEqual((await read("a.csv", "only\nx\n")).columns, ["only"]);
  await fails(read("a.csv", "a,b\n", { delimiter: "::" }), /one character/);
});

test("runs of blanks part columns, when told and when every line shows it", async () => {
  const text =
    " 0004 1  19970101  29.33\r\n 0004 1  19970118  9.73\r\n\r\n 0018 2  19970104  14.96\r\n";
  const named = await read("a.txt", text, {
    delimiter: "space",
    columns: ["id", "n", "day", "sum"],
  });
  assert.deepEqual(named.rows, [
    [1, "0004", "1", "19970101", "29.33"],
    [2, "0004", "1", "19970118", "9.73"],
    [4, "0018", "2", "19970104", "14.96"],
  ]);
  const found = await read("a.txt", text.repeat(3), { columns: true });
  assert.deepEqual(found.columns, ["column1", "column2", "column3", "column4"]);
  assert.equal(found.rows.length, 9);
  await fails(
    read("a.txt", text, { delimiter: "space", columns: ["one"] }),
    /1 column name is given.*4 cells/,
  );
});

test("header names: trimmed, doubled and empty ones are renamed", async () => {
  const { columns, renamed } = await read("a.csv", " AIRLINE CODE ,X,,X,X_2\n1,2,3,4,5\n");
  assert.deepEqual(columns, ["AIRLINE CODE", "X", "column3", "X_3", "X_2"]);
  assert.deepEqual(renamed, [
    { from: "", to: "column3" },
    { from: "X", to: "X_3" },
  ]);
});

test("titles before the names and explanations below them are no rows, found out or said", async () => {
  const titled = "Report 2025;;\n;;\nday;who;nps\n1/2/2025;c-1;9\n2/2/2025;c-2;7\n";
  const found = await read("a.csv", titled);
  assert.deepEqual(found.columns, ["day", "who", "nps"]);
  assert.deepEqual(found.rows, [
    [4, "1/2/2025", "c-1", "9"],
    [5, "2/2/2025", "c-2", "7"],
  ]);
  assert.deepEqual([found.reading.header, found.reading.rows], [3, 4]);
  const bare = await read("b.csv", titled.replaceAll(";;", ""));
  assert.deepEqual(bare.columns, ["day", "who", "nps"]);
  assert.equal(bare.rows.length, 2);
  const comma = await read("c.csv", titled.replaceAll(";;", "").replace("Report", "Report, May"));
  assert.deepEqual(comma.columns, ["day", "who", "nps"]);

  const qualtrics =
    'StartDate,Q1\nStart Date,"How likely, 0 to 10?"\n"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}"\n2025-01-02,9\n';
  const explained = await read("q.csv", qualtrics);
  assert.deepEqual(explained.columns, ["Start Date", "How likely, 0 to 10?"]);
  assert.deepEqual(explained.rows, [[4, "2025-01-02", "9"]]);
  const said = await read("q.csv", qualtrics, { header: 1, rows: 4 });
  assert.deepEqual(said.columns, ["StartDate", "Q1"]);
  assert.deepEqual(said.rows, [[4, "2025-01-02", "9"]]);
  const all = await read("q.csv", qualtrics, { header: 1, rows: 2 });
  assert.equal(all.rows.length, 3);
  // What was said is kept, or the next reading of the file would find something else out.
  assert.deepEqual([all.reading.header, all.reading.rows], [1, 2]);

  // Titles of two cells, as wide as the table or not; and a table whose own lines have more.
  const pairs = "Report;Satisfaction;;;\nPeriod;January 2025;;;\n;;;;\n";
  const table =
    "day;who;nps;where;why\n1/2/2025;c-1;9;north;\n2/2/2025;c-2;7;south;slow\n3/2/2025;c-3;8;;\n";
  for (const text of [
    pairs,
    pairs.replaceAll(";;;", ""),
    pairs.replace("Report;Satisfaction", "Report;"),
  ]) {
    const two = await read("t.csv", text + table);
    assert.deepEqual(two.columns, ["day", "who", "nps", "where", "why"], text);
    assert.deepEqual(two.rows[1]!.slice(1), ["2/2/2025", "c-2", "7", "south", "slow"]);
    assert.equal(two.rows.length, 3);
    assert.deepEqual([two.reading.header, two.reading.rows], [4, 5]);
  }
  // Where it might be a table from its first line on, that is what it is until somebody says otherwise.
  for (const text of [
    // Other columns without names, over words.
    "id;name;;;\nc-1;Ani;north;gold;yes\nc-2;Budi;south;gold;no\nc-3;Cici;south;blue;no\nc-4;Dodi;east;red;no\n",
    // The same over figures, where what would be names is a row.
    "id;name;;;\n1;Ani;3;4;5\n2;Budi;4;4;5\n3;Cici;4;2;5\n4;Dodi;4;1;5\n",
    // A table of two columns under a title of two.
    "Period;January\nwho;nps\nc-1;9\nc-2;7\nc-3;8\n",
    // Two lines alone say too little.
    `${pairs}day;who;nps;where;why\n1/2/2025;c-1;9;north;\n2/2/2025;c-2;7;south;slow\n`,
  ]) {
    const plain = await read("t.csv", text);
    assert.equal(plain.reading.header, undefined, text);
    assert.equal(plain.columns![0], text.slice(0, text.indexOf(";")));
  }

  // A table whose other columns have no names is not one under a title.
  for (const [a, b] of [
    ["foo", "bar"],
    ["a1", "a2"],
  ]) {
    const nameless = await read("n.csv", `id,\n${a},bar\n${b},qux\n`);
    assert.deepEqual(nameless.columns, ["id", "column2"]);
    assert.equal(nameless.rows.length, 2);
    assert.equal(nameless.reading.header, undefined);
  }
  assert.deepEqual((await read("p.csv", "said\nGood; fast\nBad\n")).columns, ["said"]);
});

test("ragged rows and bad quotes are reported; empty cells past the header are not", async () => {
  const { rows } = await read("a.csv", 'a,b\n1\n1,2,3\n1,2,,\n"x"y,2\n3,4\n');
  assert.deepEqual(rows, [
    [2, "ragged_row"],
    [3, "ragged_row"],
    [4, "1", "2"],
    [5, "bad_quote"],
    [6, "3", "4"],
  ]);
});

test("an unclosed quote ends the reading with its line", async () => {
  await fails(read("a.csv", 'a,b\n1,2\n3,"open\n4,5\n'), /line 3/);
});

test("NDJSON: objects as they are; what is none is reported", async () => {
  const text = '{"a":1,"b":{"c":[2]}}\n\n[1]\n{"a":\n{"a":true}\r\n';
  const { columns, rows } = await read("a.ndjson", text);
  assert.equal(columns, undefined);
  assert.deepEqual(rows, [
    [1, 1, { c: [2] }],
    [3, "not_an_object"],
    [4, "invalid_json"],
    [5, true],
  ]);
});

test("lines: LF, CRLF, CR, across chunks, and one that is too long is cut off", async () => {
  async function* chunks() {
    yield "a\r";
    yield "\nb\rc\n";
    yield "\nlonger than ten";
    yield " characters\nend";
  }
  const lines = [];
  for await (const { line, text } of readLines(chunks(), 10)) lines.push([line, text]);
  assert.deepEqual(lines, [
    [1, "a"],
    [2, "b"],
    [3, "c"],
    [4, ""],
    [5, "longer than"],
    [6, "end"],
  ]);
});

async function workbook(path: string) {
  const text = (value: string) => ({ value });
  const rows = [
    [text("id"), text("score"), text("ok"), text("when")],
    [
      text("x"),
      { value: 4.5, type: Number },
      { value: true, type: Boolean },
      { value: new Date("2025-03-01T09:30:00Z"), type: Date, format: "dd/mm/yyyy hh:mm" },
    ],
    [],
    [text(" y "), null, null, null],
  ];
  const second = [[text("only")], [{ value: 7, type: Number }]];
  await writeWorkbook([
    { data: rows, sheet: "Answers" },
    { data: second, sheet: "2017" },
  ]).toFile(path);
}

test("XLSX: numbers and booleans keep their type, dates become text, sheets by name or number", async () => {
  await using folder = await newFolder();
  const path = join(folder.path, "a.xlsx");
  await workbook(path);
  const rowsOf = async (options: FileOptions) => {
    const { source } = await openFile(path, options, words);
    const rows: unknown[][] = [];
    for await (const row of source.rows()) rows.push(shown(row));
    return rows;
  };
  assert.deepEqual(await rowsOf({}), [
    [2, "x", 4.5, true, "2025-03-01T09:30:00Z"],
    [4, " y ", "", "", ""],
  ]);
  assert.deepEqual(await rowsOf({ sheet: "2017" }), [[2, 7]]);
  assert.deepEqual(await rowsOf({ sheet: "2" }), [[2, 7]]);
  await fails(rowsOf({ sheet: "Nope" }), /Answers, 2017/);
});

test("XLSX: an empty cover and a title are no rows; where the names are can be said", async () => {
  await using folder = await newFolder();
  const path = join(folder.path, "b.xlsx");
  const text = (value: string) => ({ value });
  const answers = [
    [text("Report 2025"), null],
    [],
    [text("who"), text("nps")],
    [text("c-1"), { value: 9, type: Number }],
    [text("c-2"), { value: 7, type: Number }],
  ];
  await writeWorkbook([
    { data: [], sheet: "Cover" },
    { data: answers, sheet: "Answers" },
  ]).toFile(path);
  const { source } = await openFile(path, {}, words);
  assert.deepEqual(source.columns, ["who", "nps"]);
  const { sheet, header, rows } = source.reading;
  assert.deepEqual({ sheet, header, rows }, { sheet: 2, header: 3, rows: 4 });
  const later = await openFile(path, { sheet: "Answers", header: 3, rows: 5 }, words);
  const taken: unknown[][] = [];
  for await (const row of later.source.rows()) taken.push(shown(row));
  assert.deepEqual(taken, [[5, "c-2", 7]]);
  await fails(openFile(path, { sheet: "Cover" }, words), /empty/);
});

/** The table of contents of a ZIP that holds one entry of the size given, and nothing else. */
function zipClaiming(unpacked: number): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt32LE(unpacked, 24);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(entry.length, 12);
  return Buffer.concat([entry, end]);
}

test("workbooks that are too large, packed or unpacked, or none at all are refused with advice", async () => {
  await fails(read("a.xlsx", zipClaiming(600 * 1024 * 1024)), /CSV/);
  await fails(read("a.xlsx", zipClaiming(0xffff_ffff)), /CSV/);
  await fails(read("a.xlsx", "PK no zip at all"), /no workbook/);
  await using folder = await newFolder();
  const path = await folder.write("big.xlsx", "");
  await truncate(path, 100 * 1024 * 1024 + 1);
  await fails(openFile(path, {}, words), /at most 100 MB/);
});

test("files that are missing, empty or of another format are refused", async () => {
  await fails(openFile("nowhere.csv", {}, words), /no file/);
  await fails(read("a.csv", ""), /empty/);
  await fails(read("a.csv", "\n\n"), /empty/);
  await fails(read("a.xls", "x"), /\.xlsx/);
  await fails(read("a.pdf", "x"), /\.csv/);
});

test("the fingerprint is that of the content", async () => {
  await using folder = await newFolder();
  const of = async (name: string, text: string) =>
    (await openFile(await folder.write(name, text), {}, words)).content;
  assert.equal(await of("a.csv", "a\n1\n"), await of("b.csv", "a\n1\n"));
  assert.notEqual(await of("a.csv", "a\n1\n"), await of("a.csv", "a\n2\n"));
});
