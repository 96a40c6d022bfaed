import assert from "node:assert/strict";
import { test } from "node:test";
import { compileMapping } from "#importing/mapping.ts";
import { readMapping } from "./open.ts";
import { corridor, newFolder } from "../testing/terminal.ts";
import { wordsIn } from "../words/index.ts";

type Proposed = {
  file?: Record<string, unknown>;
  fields: Record<string, unknown>;
  notes: string[];
};

async function proposed(
  name: string,
  content: string,
  options: readonly string[] = [],
): Promise<Proposed> {
  await using folder = await newFolder();
  const file = await folder.write(name, content);
  const { exit, out, err } = await corridor(["import", file, "--propose", ...options]);
  assert.equal(exit, 0, err);
  return JSON.parse(out) as Proposed;
}

/** So many rows of a table whose cells are given by column. */
function table(columns: Record<string, (row: number) => string | number>, rows = 200): string {
  const lines = [Object.keys(columns).join(",")];
  for (let row = 0; row < rows; row += 1) {
    lines.push(
      Object.values(columns)
        .map((cell) => `"${cell(row)}"`)
        .join(","),
    );
  }
  return lines.join("\n");
}
const note = ({ notes }: Proposed, column: string) =>
  notes.find((text) => text.startsWith(`${column}:`)) ?? "";
const from = (values: readonly (string | number)[]) => (row: number) =>
  values[row % values.length] ?? "";
const sentence = (row: number) => `The delivery of order ${row} took far too long, I think.`;

test("a survey's columns become measures, text, attributes, weight and date, each with its reason", async () => {
  const proposal = await proposed(
    "survey.csv",
    table({
      RESPNUM: (row) => row + 1,
      Submitted: (row) => `${1 + (row % 12)}/${1 + (row % 28)}/2025 9:${10 + (row % 50)}`,
      NETPRO: from([10, 9, 8, 7, 3, 11]),
      Q7ART: from([1, 2, 3, 4, 5, 5, 4, 0, 6]),
      Q7ALL: from([5, 4, 3, 2, 1, "BLANK"]),
      Effort: from([1, 2, 3, 4, 5, 6, 7]),
      Q8WHY: sentence,
      region: from(["North", "South", "N/A"]),
      Q19AGE: from([1, 2, 3, 4, 5]),
      WEIGHT: from([0.5, 1.25]),
      language: from(["id", "en-GB"]),
      latitude: from([-6.2, -6.3]),
      Hi: () => "",
    }),
  );
  const rating = (column: string, low: number, high: number) =>
    `int(row.${column}) >= ${low} && int(row.${column}) <= ${high} ? double(row.${column}) : null`;
  assert.deepEqual(proposal.fields, {
    kind: "'response'",
    occurredAt: { from: "row.Submitted", format: "M/d/yyyy H:mm", timezone: "UTC" },
    "measures.nps": rating("NETPRO", 0, 10),
    "measures.Q7ART": rating("Q7ART", 1, 5),
    "measures.Q7ALL": rating("Q7ALL", 1, 5),
    "measures.ces": rating("Effort", 1, 7),
    "text.Q8WHY": "row.Q8WHY",
    "attributes.region": 'row.region in ["N/A"] ? null : row.region',
    "attributes.q19age": "row.Q19AGE",
    weight: "double(row.WEIGHT)",
    language: "row.language",
  });
  assert.match(
    note(proposal, "NETPRO"),
    /6 different values, from 3 to 11, none blank; commonest: 10 \(34\).*left out: 11\./,
  );
  assert.match(note(proposal, "Q7ART"), /1 to 5.*left out: 0, 6\./);
  assert.match(note(proposal, "Q7ALL"), /left out: BLANK\./);
  assert.match(note(proposal, "RESPNUM"), /Different in every row.*"id"/);
  assert.match(note(proposal, "latitude"), /left out/);
  assert.match(note(proposal, "Hi"), /Nothing in it/);
});

test("people and purchases: e-mail, phone, ids, amounts; a file of purchases is of transactions", async () => {
  const proposal = await proposed(
    "orders.csv",
    table({
      "customer id": (row) => `C-${row % 150}`,
      Email: (row) => `p${row}@example.org`,
      "No. HP": (row) => `+62 812-3456-${1000 + row}`,
      "order total": (row) => 10.5 + row * 3,
      tanggal: (row) => `2025-0${1 + (row % 9)}-15`,
      cabang: from(["N-1", "S-2"]),
    }),
  );
  assert.deepEqual(proposal.fields, {
    kind: "'transaction'",
    occurredAt: { from: "row.tanggal", format: "yyyy-MM-dd", timezone: "UTC" },
    "customer.id": 'row["customer id"]',
    "customer.email": "row.Email",
    "customer.phone": 'row["No. HP"]',
    "measures.order total": 'double(row["order total"])',
    unit: "row.cabang",
  });
});

test("dates: RFC 3339 as it is, seconds since 1970 by name, doubt about day and month, and none at all", async () => {
  const dates = async (cells: Record<string, (row: number) => string | number>) => {
    const proposal = await proposed("a.csv", table({ ...cells, x: from(["a", "b"]) }));
    return { field: proposal.fields["occurredAt"], notes: proposal.notes.join("\n") };
  };
  assert.equal(
    (await dates({ at: (row) => `2025-01-0${1 + (row % 9)}T10:00:00+07:00` })).field,
    "row.at",
  );
  const unix = await dates({ created: (row) => 1_735_689_600 + row });
  assert.deepEqual(unix.field, { from: "row.created", format: "unix" });
  const doubtful = await dates({ d: (row) => `${1 + (row % 12)}/${1 + (row % 11)}/2025` });
  assert.match(doubtful.notes, /other way round/);
  const bare = await dates({ n: (row) => 1_735_689_600 + row });
  assert.match(String(bare.field), /^'\d{4}-\d\d-\d\dT00:00:00Z'$/);
  assert.match(bare.notes, /no column holds whole dates/);
  const clock = await dates({ DEPTIME: () => "12/31/1899 09:30:00 AM" });
  assert.match(clock.notes, /no column holds whole dates/);
});

test("a survey's columns in Indonesian, and the account that joins them to a second file", async () => {
  const { fields } = await proposed(
    "survei.csv",
    table({
      Tanggal: (row) => `${1 + (row % 28)} Agustus 2025`,
      "Kode Akun": (row) => `K-${row % 30}`,
      "Nama Perusahaan": (row) => `PT Contoh ${row % 30}`,
      Rekomendasi: from([10, 9, 0, 3]),
      Komentar: from(["Lambat sekali", "Ramah", ""]),
    }),
  );
  assert.deepEqual(Object.keys(fields), [
    "kind",
    "occurredAt",
    "account.id",
    "account.name",
    "measures.nps",
    "text.Komentar",
  ]);
});

test("a file without a header gets numbered columns, and says so", async () => {
  const text = Array.from(
    { length: 60 },
    (_, row) => ` 000${row % 9} 1 199701${10 + (row % 20)}  ${row}.99`,
  ).join("\n");
  const proposal = await proposed("cdnow.txt", text);
  assert.deepEqual(proposal.file, {
    delimiter: "space",
    columns: ["column1", "column2", "column3", "column4"],
  });
  assert.deepEqual(proposal.fields["occurredAt"], {
    from: "row.column3",
    format: "yyyyMMdd",
    timezone: "UTC",
  });
  assert.match(proposal.notes.join("\n"), /first line already is a row/);
});

test("NDJSON: names inside of objects are reached; names that become one key are kept apart", async () => {
  const rows = Array.from({ length: 40 }, (_, row) =>
    JSON.stringify({
      at: "2025-01-01T00:00:00Z",
      a: { "b-c": ["x", "y"][row % 2] },
      "B C": row % 3 === 0 ? "k" : "l",
      list: [1],
      in: row % 2 === 0,
    }),
  );
  const { fields } = await proposed("a.ndjson", rows.join("\n"));
  assert.equal(fields["attributes.b-c"], 'row.a["b-c"]');
  assert.equal(fields["attributes.b c"], 'row["B C"]');
  assert.equal(fields["attributes.in"], 'row["in"]');
  assert.ok(!Object.keys(fields).some((name) => name.includes("list")));
});

test("Qualtrics' three lines: columns are known by their questions, and the mapping says where they are", async () => {
  const id = (name: string) => `"{""ImportId"":""${name}""}"`;
  const rows = Array.from({ length: 40 }, (_, n) => `2025-05-${10 + (n % 20)} 09:10:00,${n % 11}`);
  const text = [
    "StartDate,Q1",
    'Start Date,"How likely are you to recommend us,\nfrom 0 to 10?"',
    `${id("startDate")},${id("QID1")}`,
    ...rows,
  ].join("\n");
  await using folder = await newFolder();
  const file = await folder.write("qualtrics.csv", text);
  const path = `${folder.path}/m.json`;
  assert.equal((await corridor(["import", file, "--propose", "--mapping", path])).exit, 0);
  const mapping = await readMapping(path, wordsIn("en"));
  assert.deepEqual(mapping.file, { header: 2, rows: 5 });
  assert.deepEqual([...mapping.fields.keys()], ["kind", "occurredAt", "measures.nps"]);
  const tried = await corridor(["import", file, "--mapping", path, "--dry-run"]);
  assert.equal(tried.exit, 0, tried.err);
  assert.match(tried.err, /10 signals of the first 10 rows/);
});

test("every proposal is a mapping that can be used", async () => {
  await using folder = await newFolder();
  const words = wordsIn("en");
  const file = await folder.write(
    "a.csv",
    table({
      "d'ate": () => "2025-01-01",
      'quo"te': from(["a", "b"]),
      "back\\slash": from([1, 2, 3, 4, 5]),
      "{weird}": sentence,
      null: from(["x", "y"]),
      "": from(["x", "y"]),
    }),
  );
  const path = `${folder.path}/m.json`;
  const { exit, err } = await corridor(["import", file, "--propose", "--mapping", path]);
  assert.equal(exit, 0, err);
  const mapping = await readMapping(path, words);
  const shape = {
    columns: ["d'ate", 'quo"te', "back\\slash", "{weird}", "null", "column6"],
    text: true,
  };
  assert.ok(compileMapping(mapping, shape, path, words).columns.length >= 5);
  const again = await corridor(["import", file, "--propose", "--mapping", path]);
  assert.equal(again.exit, 1);
  assert.match(again.err, /exists already/);
  const tried = await corridor(["import", file, "--mapping", path, "--dry-run"]);
  assert.equal(tried.exit, 0, tried.err);
});

test("the notes come in Indonesian too", async () => {
  const { notes } = await proposed("a.csv", table({ NPS: from([0, 5, 10, 99]) }), ["--lang", "id"]);
  assert.match(
    notes.join("\n"),
    /4 nilai berbeda, dari 0 sampai 99.*kemungkinan merekomendasikan.*dilewati: 99/,
  );
});
