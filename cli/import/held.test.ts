/** What the server took and could not process is in the report at the end; and where that isn't known yet, so is that. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";
import { startTestServer } from "../testing/server.ts";
import { corridor, newFolder } from "../testing/terminal.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

const fields = {
  kind: "'response'",
  occurredAt: "row.DATE",
  "measures.nps": "double(row.NPS)",
};
const csv = (scores: readonly number[]) =>
  `DATE,NPS\n${scores.map((score) => `2026-01-31T09:30:00Z,${score}`).join("\n")}\n`;
const here = () => ({ url: world.url, environment: { CORRIDOR_API_KEY: world.key } });

test("rows that the drain holds are counted, named and not called taken", async () => {
  await using folder = await newFolder();
  const file = await folder.write("a.csv", `${csv([1, 9, 12, 10, 11, 0, 5])}yesterday,5\n`);
  const command = ["import", file, "--mapping", await folder.mapping(fields), "--name", "h"];
  const { exit, out, err } = await corridor(command, here());
  assert.match(
    out,
    /^h: 7 accepted, 0 duplicate, 1 rejected, 2 held, 0 left out, in [\d.]+ s\.\n$/,
  );
  assert.equal(exit, 2);
  const { body } = await world.request<{
    imports: { id: string; held: number; waiting: number }[];
  }>("GET", "/v1/imports?name=h");
  const [record] = body.imports;
  assert.deepEqual([record?.held, record?.waiting], [2, 0]);
  assert.match(err, /Held \(.*could not be processed\):/);
  assert.match(err, /^ {2}h:4: nps is 12; its scale goes from 0 to 10\./m);
  assert.match(err, /^ {2}h:6: nps is 11;/m);
  assert.ok(err.includes(`GET /v1/held?import=${record?.id}`), err);

  const { body: held } = await world.request<{ held: { import: string }[] }>(
    "GET",
    `/v1/held?import=${record?.id}`,
  );
  assert.deepEqual(
    held.held.map((each) => each.import),
    [record?.id, record?.id],
  );
  const again = await corridor(command, here());
  assert.match(again.out, /complete already: 7 accepted, 0 duplicate, 1 rejected, 2 held\./);
  assert.match(again.err, /GET \/v1\/held\?import=/);
  assert.equal(again.exit, 2);
  const listed = await corridor(["imports"], here());
  const [header = "", row = ""] = listed.out.split("\n").filter((line) => !/^[-─\s]*$/.test(line));
  assert.match(header, /rejected +held/);
  assert.match(row, /^h .* 7 +0 +1 +2 /);
});

test("only held rows: exit code 2; none: 0, and a key that may not read held signals is told where they are", async () => {
  await using folder = await newFolder();
  const mapping = await folder.mapping(fields);
  const only = await folder.write("only.csv", csv([12]));
  const { body } = await world.request<{ key: string }>("POST", "/v1/keys", {
    name: "import",
    scopes: ["ingest"],
  });
  const ingest = { ...here(), environment: { CORRIDOR_API_KEY: body.key } };
  const { exit, out, err } = await corridor(["import", only, "--mapping", mapping], ingest);
  assert.match(out, /1 accepted, 0 duplicate, 0 rejected, 1 held/);
  assert.equal(exit, 2);
  assert.match(err, /GET \/v1\/held\?import=/);
  const good = await folder.write("good.csv", csv([1, 2, 3]));
  const clean = await corridor(["import", good, "--mapping", mapping], here());
  assert.match(clean.out, /3 accepted, 0 duplicate, 0 rejected, 0 held/);
  assert.deepEqual([clean.exit, clean.err.includes("Held")], [0, false]);
});

test("where the drain can't be waited for, the report says so and claims nothing", async () => {
  const server = await startTestServer();
  try {
    await using folder = await newFolder();
    const file = await folder.write("a.csv", csv([1, 2, 3]));
    const command = ["import", file, "--mapping", await folder.mapping(fields), "--name", "w"];
    server.onImport = (record) => ({ ...record, waiting: 2 });
    const { exit, out, err } = await corridor([...command, "--wait", "1"], server);
    assert.match(out, /^w: 3 accepted, 0 duplicate, 0 rejected, held not known yet, 0 left out/);
    assert.match(err, /2 signals still wait to be processed.*corridor imports/);
    assert.equal(exit, 0);
  } finally {
    await server.close();
  }
});
