import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { ErrorBody } from "#contract/error.ts";
import type { ImportRecord } from "#contract/listen.ts";
import { systemScopeIn } from "#platform/scope.ts";
import { eventually, listedIds } from "#server/testing/server.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { createImportStore } from "./import-store.ts";
import { createListenQueries } from "./queries.ts";
import { removeImport } from "./removal.ts";
import { createListenStore } from "./store.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

const good = { kind: "response", occurredAt: "2026-01-31T09:30:00Z", measures: { nps: 9 } };
const open = async (name: string) =>
  (await world.request<ImportRecord>("POST", "/v1/imports", { name })).body;
const get = (id: string) => world.request<ImportRecord>("GET", `/v1/imports/${id}`);
const gone = (id: string) =>
  eventually(
    async () => (await get(id)).status,
    (status) => status === 404,
  );
const counts = ({ accepted, duplicate, rejected }: ImportRecord) => [accepted, duplicate, rejected];
const remove = (id: string) => world.request<ImportRecord>("DELETE", `/v1/imports/${id}`);

async function workspace(): Promise<string> {
  const { rows } = await sql<{ id: string }>`select id from workspaces`.execute(
    world.app.postgres.db,
  );
  return rows[0]!.id;
}

test("an import is made once by its name, counted, noted and listed", async () => {
  const made = await world.request<ImportRecord>("POST", "/v1/imports", {
    name: "year 2017",
    fingerprint: "f1",
  });
  assert.equal(made.status, 201);
  const { id } = made.body;
  const again = await world.request<ImportRecord>("POST", "/v1/imports", { name: "year 2017" });
  assert.deepEqual([again.status, again.body.id, again.body.fingerprint], [200, id, "f1"]);
  await world.send(
    [{ ...good, id: "i1" }, { ...good, id: "i2" }, { ...good, id: "i2" }, { id: "bad" }],
    `?import=${id}`,
  );
  await world.request("POST", `/v1/signals?import=${id}`, [
    { ...good, id: "i1" },
    { ...good, id: "i3" },
  ]);
  // Nothing valid is refused, and counted all the same.
  assert.equal((await world.request("POST", `/v1/signals?import=${id}`, [{}, {}])).status, 422);
  assert.deepEqual(counts((await get(id)).body), [3, 2, 3]);
  const noted = await world.request<ImportRecord>("PATCH", `/v1/imports/${id}`, {
    position: 4,
    status: "complete",
  });
  assert.deepEqual([noted.body.position, noted.body.status], [4, "complete"]);
  for (const body of [{ position: -1 }, { status: "removing" }, { name: "x" }])
    assert.equal((await world.request("PATCH", `/v1/imports/${id}`, body)).status, 400);
  for (let n = 0; n < 5; n++) await open(`list ${n}`);
  const names: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const path: string = `/v1/imports?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`;
    const { body } = await world.request<{ imports: ImportRecord[]; next: string | null }>(
      "GET",
      path,
    );
    names.push(...body.imports.map((each) => each.name));
    cursor = body.next;
  }
  assert.deepEqual(names, [..."43210"].map((n) => `list ${n}`).concat("year 2017"));
  const byName = await world.request<{ imports: ImportRecord[] }>(
    "GET",
    "/v1/imports?name=list%203",
  );
  assert.deepEqual(
    byName.body.imports.map((each) => each.name),
    ["list 3"],
  );
});

test("rows that a client rejected by itself are counted once a note, and a restart counts anew", async () => {
  const note = (id: string, body: object) =>
    world.request<ImportRecord>("PATCH", `/v1/imports/${id}`, body);
  const again = (body: object) =>
    world.request<ImportRecord>("POST", "/v1/imports", { name: "noted", ...body });
  const { id } = (await again({ fingerprint: "f1" })).body;
  // Nothing was sent to it, so that it may be of another file.
  assert.equal((await again({ fingerprint: "f2" })).body.fingerprint, "f2");
  assert.equal((await again({})).body.fingerprint, "f2");
  await world.send([{ ...good, id: "noted1" }, { id: "bad" }], `?import=${id}`);
  assert.equal((await again({ fingerprint: "f3" })).body.fingerprint, "f2");
  const first = { position: 5, rejected: { since: 0, rows: 3 } };
  assert.deepEqual(counts((await note(id, first)).body), [1, 0, 4]);
  assert.deepEqual(counts((await note(id, first)).body), [1, 0, 4]);
  const second = { position: 9, rejected: { since: 5, rows: 2 }, status: "complete" };
  for (const _ of [1, 2]) {
    const { body } = await note(id, second);
    assert.deepEqual([body.position, body.status, ...counts(body)], [9, "complete", 1, 0, 6]);
  }
  for (const rejected of [{ since: 0 }, { since: -1, rows: 1 }, { since: 0, rows: 0.5 }, 3])
    assert.equal((await note(id, { position: 10, rejected })).status, 400);
  assert.equal((await note(id, { rejected: { since: 9, rows: 1 } })).status, 400);

  const anew = (await again({ fingerprint: "f3", restart: true })).body;
  assert.deepEqual(
    [anew.id, anew.fingerprint, anew.status, anew.position, ...counts(anew)],
    [id, "f3", "open", 0, 0, 0, 0],
  );
  await world.send([{ ...good, id: "noted1" }], `?import=${id}`);
  assert.deepEqual(counts((await get(id)).body), [0, 1, 0]);
  await remove(id);
  await gone(id);
  assert.equal((await world.request("GET", "/v1/signals/noted1")).status, 404);
});

test("what a broken request brought before it broke is counted, and said", async () => {
  const { id } = await open("broken");
  const lines = Array.from({ length: 2_500 }, (_, n) => JSON.stringify({ ...good, id: `br${n}` }));
  const body = Buffer.concat([
    Buffer.from(`${lines.join("\n")}\n`),
    Buffer.alloc(101 * 1024 * 1024, 0x20),
  ]);
  const answer = await world.request<ErrorBody>("POST", `/v1/signals?import=${id}`, body, {
    "content-type": "application/x-ndjson",
  });
  assert.equal(answer.status, 413);
  const { taken } = answer.body.error.details as { taken: { accepted: number } };
  assert.ok(taken.accepted >= 1_000 && taken.accepted <= 2_500, JSON.stringify(taken));
  await world.drained();
  const mine = [...(await listedIds(world)).keys()].filter((each) => each.startsWith("br"));
  assert.equal(mine.length, taken.accepted);
  assert.deepEqual(counts((await get(id)).body), [taken.accepted, 0, 0]);
});

test("an import is removed whole: waiting, held and drained; others stay; its ids may be sent again", async () => {
  const [one, other] = [await open("one"), await open("other")];
  const months = ["2025-11-03", "2025-12-24", "2026-01-31"];
  const make = (n: number, name: string) => ({
    ...good,
    id: `${name}${n}`,
    occurredAt: `${months[n % 3]}T09:30:00Z`,
    ...(n % 50 === 7 ? { measures: { nps: 12 } } : {}),
  });
  const signals = Array.from({ length: 300 }, (_, n) => make(n, "one"));
  await world.send(signals, `?import=${one.id}`);
  await world.send(
    Array.from({ length: 30 }, (_, n) => make(n, "two")),
    `?import=${other.id}`,
  );
  await world.send([make(0, "three")]);
  // The first wins: what another import brought first stays that one's.
  await world.send([make(1, "two")], `?import=${one.id}`);
  assert.deepEqual(counts((await get(one.id)).body), [300, 1, 0]);
  // And some that are still on their way.
  void world.request(
    "POST",
    `/v1/signals?import=${one.id}`,
    Array.from({ length: 500 }, (_, n) => make(n + 1000, "one")),
  );
  await new Promise((resolve) => setTimeout(resolve, 30));

  const removing = await remove(one.id);
  assert.deepEqual([removing.status, removing.body.status], [202, "removing"]);
  const late = await world.request<ErrorBody>("POST", `/v1/signals?import=${one.id}`, [
    make(0, "late"),
  ]);
  assert.ok([404, 409].includes(late.status), String(late.status));
  await gone(one.id);
  await world.drained();
  const left = [...(await listedIds(world, 100)).keys()].filter((id) =>
    /^(one|two|three)/.test(id),
  );
  assert.deepEqual(
    left.filter((id) => id.startsWith("one")),
    [],
  );
  assert.equal(left.filter((id) => id.startsWith("two")).length, 29);
  assert.ok(left.includes("three0"));
  const { body: held } = await world.request<{ held: { signal: { id: string } }[] }>(
    "GET",
    "/v1/held?limit=1000",
  );
  assert.deepEqual(
    held.held.map((each) => each.signal.id),
    ["two7"],
  );

  const again = await open("one");
  assert.notEqual(again.id, one.id);
  const answer = await world.send(signals, `?import=${again.id}`);
  assert.deepEqual(answer.body, { accepted: 300, duplicate: 0, rejected: [] });
  const back = [...(await listedIds(world)).keys()].filter((id) => id.startsWith("one"));
  assert.equal(back.length, 294);
});

test("a removal that died half-way goes on where it was, and frees every id", async () => {
  const { id } = await open("halfway");
  const signals = Array.from({ length: 40 }, (_, n) => ({ ...good, id: `half${n}` }));
  await world.send(signals, `?import=${id}`);
  const { postgres, clickhouse } = world.app;
  const scope = systemScopeIn(await workspace(), "test");
  const imports = createImportStore(postgres.db);
  const queries = createListenQueries(clickhouse);
  await imports.beginRemoval(scope, id);
  for (const step of ["removeOfImport", "deletedOfImport", "endRemoval", "none"] as const) {
    const dying = async () => {
      throw new Error("killed");
    };
    const run = removeImport(
      {
        imports: { ...imports, ...(step === "endRemoval" ? { endRemoval: dying } : {}) },
        queries: {
          ...queries,
          ...(step === "removeOfImport"
            ? {
                removeOfImport: async (of: typeof scope, importId: string, month: number) => {
                  await queries.removeOfImport(of, importId, month, 13);
                  throw new Error("killed");
                },
              }
            : {}),
          ...(step === "deletedOfImport" ? { deletedOfImport: dying } : {}),
        },
      },
      scope,
      id,
    );
    if (step === "none") await run;
    else await assert.rejects(run, /killed/, step);
    assert.equal((await get(id)).status, step === "none" ? 404 : 200, step);
  }
  const answer = await world.send(signals);
  assert.deepEqual(answer.body, { accepted: 40, duplicate: 0, rejected: [] });
  const listed = await listedIds(world);
  for (const { id: own } of signals) assert.equal(listed.get(own), 1);
});

test("what is written while a removal begins belongs to it, or is refused: nothing is left behind", async () => {
  const { postgres, clickhouse } = world.app;
  const imports = createImportStore(postgres.db);
  const queries = createListenQueries(clickhouse);
  const scope = systemScopeIn(await workspace(), "test");
  for (let round = 0; round < 5; round++) {
    const { id } = await open(`race ${round}`);
    const requests = Array.from({ length: 12 }, async (_, n) => {
      await new Promise((resolve) => setTimeout(resolve, n * 4));
      return world.request(
        "POST",
        `/v1/signals?import=${id}`,
        Array.from({ length: 50 }, (_, m) => ({ ...good, id: `race${round}-${n}-${m}` })),
      );
    });
    await new Promise((resolve) => setTimeout(resolve, 15));
    // As the job does it, without the wait for the job.
    await imports.beginRemoval(scope, id);
    const removal = removeImport({ imports, queries }, scope, id);
    const statuses = new Set((await Promise.all(requests)).map((each) => each.status));
    assert.ok(
      [...statuses].every((status) => [202, 404, 409].includes(status)),
      [...statuses].join(),
    );
    await removal;
    await world.drained();
    const left = [...(await listedIds(world)).keys()].filter((each) =>
      each.startsWith(`race${round}-`),
    );
    assert.deepEqual(left, [], `round ${round}`);
    // And none of its ids is taken for known.
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from signal_ids i where not exists
      (select from inbox where row_id = i.row_id)`.execute(postgres.db);
    const known = (await listedIds(world)).size;
    const held = (await createListenStore(postgres.db).inboxState({ system: "test" })).held;
    assert.equal(rows[0]!.n, known + held);
  }
});
