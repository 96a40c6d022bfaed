/** Files that nobody here wrote, from CORRIDOR_TEST_DATA; skipped, saying so, where that is unset. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { startTestServer, type TestServer } from "../testing/server.ts";
import { corridor, newFolder } from "../testing/terminal.ts";

const data = process.env["CORRIDOR_TEST_DATA"] ?? "";
const [survey, earlier, purchases] = [
  "sfo-survey/2017.csv",
  "sfo-survey/2016.csv",
  "purchases/cdnow_sample.txt",
].map((name) => join(data, name)) as [string, string, string];
const skip =
  data !== "" && [survey, earlier, purchases].every((path) => existsSync(path))
    ? false
    : "CORRIDOR_TEST_DATA does not hold the surveys and purchases";
const example = join(import.meta.dirname, "..", "..", "docs", "examples", "sfo-2017.mapping.json");

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());
beforeEach(() => {
  server.signals.clear();
  server.imports.clear();
});

/** Another way to read them than the importer's: no cell in these files holds a line end. */
async function plainRows(path: string): Promise<Record<string, string>[]> {
  const [header = "", ...lines] = (await readFile(path, "latin1")).trimEnd().split(/\r?\n/);
  const names = header.split(",");
  return lines.map((line) => {
    const cells = line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/);
    return Object.fromEntries(names.map((name, n) => [name, cells[n] ?? ""]));
  });
}
const measuresOf = (name: string): number[] =>
  [...server.signals.values()].flatMap(({ measures }) => {
    const value: unknown = (measures as Record<string, unknown> | undefined)?.[name];
    return typeof value === "number" ? [value] : [];
  });

test(
  "the example mapping takes the survey of 2017 whole, with blanks and codes left out",
  { skip },
  async () => {
    await using folder = await newFolder();
    const report = join(folder.path, "r.csv");
    const { exit, err } = await corridor(
      ["import", survey, "--mapping", example, "--report", report],
      server,
    );
    assert.equal(exit, 0, err);
    const rows = await plainRows(survey);
    assert.equal(server.signals.size, rows.length);
    const counted = (name: string, most: number, least: number) =>
      rows.filter(
        (row) =>
          /^\d+$/.test(row[name] ?? "") && Number(row[name]) >= least && Number(row[name]) <= most,
      ).length;
    assert.equal(measuresOf("nps").length, counted("NETPRO", 10, 0));
    const ratings = Object.keys(rows[0] ?? {}).filter((name) => /^Q[79](?!COM)[A-Z]+$/.test(name));
    assert.equal(ratings.length, 21);
    for (const name of ratings) assert.equal(measuresOf(name).length, counted(name, 5, 1), name);
    // By id: chunks are in flight together, and any of them may arrive first.
    for (const row of rows) {
      const day = `2017-05-${row["INTDATE"]!.padStart(2, "0")}T19:00:00Z`;
      assert.equal(server.signals.get(`sfo-2017:${row["RESPNUM"]}`)?.["occurredAt"], day);
    }
    const first = server.signals.get("sfo-2017:1");
    assert.deepEqual([first?.["weight"], first?.["language"]], [0.2847177143, "en"]);
  },
);

test(
  "a proposal for each survey finds the question, the ratings and the weight, and takes every row",
  { skip },
  async () => {
    for (const path of [survey, earlier]) {
      await using folder = await newFolder();
      const mapping = join(folder.path, "m.json");
      await corridor(["import", path, "--propose", "--mapping", mapping]);
      const { fields, notes } = JSON.parse(await readFile(mapping, "utf8")) as {
        fields: Record<string, unknown>;
        notes: string[];
      };
      assert.equal(fields["weight"], "double(row.WEIGHT)");
      assert.equal(fields["attributes.barea"], "row.BAREA");
      assert.match(String(fields["measures.Q7ALL"]), />= 1 && .* <= 5 \?/);
      const blanks = notes.find((note) => note.startsWith("Q7FOOD:")) ?? "";
      assert.match(blanks, /left out: 0, 6\./);
      if (path === survey) {
        assert.match(String(fields["measures.nps"]), /NETPRO\) >= 0 && .* <= 10/);
        assert.match(notes.join("\n"), /no column holds whole dates/);
      } else {
        assert.deepEqual(fields["occurredAt"], {
          from: "row.INTDATE",
          format: "M/d/yyyy h:mm:ss a",
          timezone: "UTC",
        });
      }
      const report = join(folder.path, "r.csv");
      const { exit, err } = await corridor(
        ["import", path, "--mapping", mapping, "--report", report],
        server,
      );
      assert.equal(exit, 0, err);
    }
  },
);

test("purchases in columns of blanks come in as transactions, to the cent", { skip }, async () => {
  await using folder = await newFolder();
  const mapping = await folder.mapping(
    {
      kind: "'transaction'",
      occurredAt: { from: "row.day", format: "yyyyMMdd", timezone: "America/New_York" },
      "customer.id": "row.customer",
      "measures.cds": "double(row.cds)",
      "measures.revenue": "double(row.dollars)",
    },
    { file: { delimiter: "space", columns: ["customer", "sample", "day", "cds", "dollars"] } },
  );
  const report = join(folder.path, "r.csv");
  const { exit, err } = await corridor(
    ["import", purchases, "--mapping", mapping, "--report", report],
    server,
  );
  assert.equal(exit, 0, err);
  const cents = (await readFile(purchases, "latin1"))
    .trimEnd()
    .split("\n")
    .map((line) => Math.round(Number(line.trim().split(/ +/).at(-1)) * 100));
  assert.equal(server.signals.size, cents.length);
  assert.equal(
    measuresOf("revenue").reduce((sum, value) => sum + Math.round(value * 100), 0),
    cents.reduce((sum, value) => sum + value, 0),
  );
  assert.equal(
    new Set([...server.signals.values()].map(({ customer }) => JSON.stringify(customer))).size,
    2357,
  );
});
