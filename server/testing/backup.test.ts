/**
 * A backup of a server at work, by the real command, restored by the real command into empty stores,
 * and asked the same. With CORRIDOR_TEST_STORES=server: from embedded stores into servers, and back.
 */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { BackupManifest } from "#contract/backup.ts";
import type { QueryInput } from "#contract/query.ts";
import {
  command,
  eventually,
  listedIds,
  scratch,
  startServer,
  type RunningServer,
} from "./server.ts";
import { onServers, serverStores } from "./world.ts";

const { dir, remove } = scratch();
const drops: (() => Promise<void>)[] = [];
const running: RunningServer[] = [];
after(async () => {
  for (const server of running) await server.end("SIGKILL");
  for (const drop of drops) await drop();
  remove();
});

const start = async (dataDir: string, env: Record<string, string>): Promise<RunningServer> => {
  const server = await startServer({ dataDir, env, patience: 120_000 });
  running.push(server);
  return server;
};

const manifestOf = (path: string): BackupManifest =>
  JSON.parse(readFileSync(join(path, "manifest.json"), "utf8")) as BackupManifest;

const year = { from: "2025-01-01T00:00:00Z", to: "2026-01-01T00:00:00Z", pattern: "all" } as const;
const questions: QueryInput[] = [
  { measure: { kind: "nps" }, by: ["touchpoint"], ...year },
  { measure: { kind: "count" }, by: ["kind"], ...year },
  { measure: { kind: "mean", of: "hours" }, by: ["attributes.region"], interval: "month", ...year },
  { measure: { kind: "share", of: "resolved", equals: "yes" }, ...year },
  { measure: { kind: "csat" }, where: "attributes.vip == true", ...year },
];

type Page = { signals: { id: string }[] };
/** What a server says of the year in which nobody posts any more. */
async function answersOf(server: RunningServer): Promise<unknown> {
  const asked = async (path: string) => (await server.request("GET", path)).body;
  return {
    queries: await Promise.all(
      questions.map(async (question) => {
        const { rows, total } = await server.query(question);
        // Their order is not promised.
        return { total, rows: rows.map((row) => JSON.stringify(row)).toSorted() };
      }),
    ),
    held: await asked("/v1/held?limit=50"),
    touchpoints: await asked("/v1/touchpoints"),
    segments: await asked("/v1/segments"),
    imports: await asked("/v1/imports?name=kept"),
    signals: await asked(`/v1/signals?limit=300&from=${year.from}&to=${year.to}`),
  };
}

/** Signals with something in every sort of column, three that are held, an import, and changes of the registry. */
async function fill(server: RunningServer): Promise<void> {
  const { body: record } = await server.request<{ id: string }>("POST", "/v1/imports", {
    name: "kept",
    fingerprint: "f",
  });
  const signals = Array.from({ length: 600 }, (_, n) => ({
    id: `s${n}`,
    kind: n % 9 === 0 ? "review" : "response",
    occurredAt: new Date(Date.UTC(2025, n % 12, 1 + (n % 28), n % 24)).toISOString(),
    touchpoint: ["delivery", "bill", "support-call"][n % 3],
    pattern: n % 4 === 0 ? "present" : "past",
    customer: { id: `c${n % 90}`, email: `c${n}@example.com`, name: `Ünï "${n}"\n\t` },
    measures: { nps: n % 11, csat: 1 + (n % 5), hours: n / 4 },
    answers: { resolved: n % 2 ? "yes" : "no", wants: ["a", "b"], at: "2026-01-01", many: n },
    attributes: { region: `r${n % 5}`, vip: n % 2 === 0, [`own.${n % 40}`]: n },
    judgements: [{ aspect: "price", expectation: 3, experience: 4 }],
    text: { why: `Because ${n} \u2603 \\ 'quoted'` },
  }));
  await server.send(signals, `?import=${record.id}`);
  const segment = await server.request("PUT", "/v1/segments/vips", {
    definition: { labels: { en: "VIPs" }, where: "attributes.vip" },
  });
  assert.ok(segment.status < 300, JSON.stringify(segment.body));
  await server.send([
    { id: "h1", kind: "response", occurredAt: "2025-05-05T00:00:00Z", measures: { nps: 40 } },
    { id: "h2", kind: "response", occurredAt: "2025-05-05T00:00:00Z", measures: { nps: 41 } },
  ]);
  for (const id of ["s17", "s180"])
    assert.equal((await server.request("DELETE", `/v1/signals/${id}`)).status, 204);
}

type Sent = { id: string; asked: number; acknowledged: number };

/** Posts small batches until it is stopped, without a pause until `calm` says so; deletes one of its own now and then. */
async function client(
  server: RunningServer,
  name: string,
  tally: { sent: Sent[]; deleted: Map<string, number> },
  { calm, stop }: { calm: () => boolean; stop: AbortSignal },
): Promise<void> {
  for (let n = 0; !stop.aborted; n++) {
    const ids = Array.from({ length: 1 + (n % 4) }, (_, each) => `${name}-${n}-${each}`);
    const asked = Date.now();
    const { status } = await server.request(
      "POST",
      "/v1/signals",
      ids.map((id) => ({
        id,
        kind: "response",
        occurredAt: "2026-03-01T00:00:00Z",
        measures: { nps: 9 },
      })),
    );
    assert.equal(status, 202);
    const acknowledged = Date.now();
    tally.sent.push(...ids.map((id) => ({ id, asked, acknowledged })));
    if (calm()) await sleep(50);
    if (n % 10 !== 9) continue;
    const gone = `${name}-${n - 3}-0`;
    if ((await server.request("DELETE", `/v1/signals/${gone}`)).status === 204)
      tally.deleted.set(gone, Date.now());
  }
}

async function pathThere(from: "embedded" | "server", to: "embedded" | "server"): Promise<void> {
  const place = async (name: string, kind: string) => {
    const dataDir = join(dir, `${from}-${to}-${name}`);
    if (kind === "embedded") return { dataDir, env: {} };
    const stores = await serverStores();
    drops.push(stores.drop);
    return { dataDir, env: stores.env };
  };
  const source = await place("source", from);
  const target = await place("target", to);
  const backup = join(dir, `${from}-${to}-backup`);
  const server = await start(source.dataDir, source.env);
  await fill(server);
  const before = await answersOf(server);
  // One import is being removed at the cut or has just been, and must not come back.
  const { body: going } = await server.request<{ id: string }>("POST", "/v1/imports", {
    name: "going",
  });
  const goingSignal = { kind: "news", occurredAt: "2026-02-01T00:00:00Z" };
  await server.send(
    ["g1", "g2"].map((id) => ({ ...goingSignal, id })),
    `?import=${going.id}`,
  );

  const tally = { sent: [] as Sent[], deleted: new Map<string, number>() };
  const stop = new AbortController();
  // The first file comes after the cut, where they must not let up.
  const calm = () => existsSync(join(backup, "postgres"));
  const clients = Array.from({ length: 4 }, (_, n) =>
    client(server, `c${n}`, tally, { calm, stop: stop.signal }),
  );
  await sleep(1_200);
  await server.request("DELETE", `/v1/imports/${going.id}`);
  const made = await command(["backup", backup], { CORRIDOR_URL: server.url });
  assert.equal(made.code, 0, made.text);
  assert.match(made.text, /is whole: [\d,]+ rows in \d+ files/);
  const done = Date.now();
  await sleep(500);
  stop.abort();
  await Promise.all(clients);
  assert.equal(await server.end("SIGTERM"), 0);
  assert.ok(!existsSync(join(source.dataDir, "postgres.copy")), "the copy was left");

  const { cut } = manifestOf(backup);
  const early = tally.sent.filter(({ acknowledged }) => acknowledged < Date.parse(cut));
  assert.ok(early.length > 20, `${early.length} were acknowledged before the cut`);
  const late = tally.sent.filter(({ asked }) => asked > done);
  assert.ok(late.length > 0);

  const env = { ...target.env, CORRIDOR_DATA_DIR: target.dataDir };
  const restored = await command(["restore", backup], env);
  assert.equal(restored.code, 0, restored.text);
  assert.match(restored.text, /Restored in [\d.]+ s: [\d,]+ rows in \d+ tables/);

  const other = await start(target.dataDir, target.env);
  await other.drained();
  assert.deepEqual(await answersOf(other), before);
  const listed = await listedIds(other);
  const twice = [...listed].filter(([, count]) => count !== 1);
  assert.deepEqual(twice, [], "some are there twice");
  const stays = ({ id }: Sent) => !tally.deleted.has(id);
  const lost = early.filter((each) => stays(each) && !listed.has(each.id)).map(({ id }) => id);
  assert.deepEqual(lost, [], "some that were acknowledged are lost");
  const back = [...tally.deleted].filter(([id, at]) => at < Date.parse(cut) && listed.has(id));
  assert.deepEqual(back, [], "some that were deleted are back");
  assert.deepEqual(
    late.filter(({ id }) => listed.has(id)),
    [],
  );
  for (const id of ["s17", "s180"])
    assert.equal((await other.request("GET", `/v1/signals/${id}`)).status, 404);

  // Whoever sends everything again, as senders do after a restore, changes nothing that was there.
  const again = early.filter(stays).slice(-200);
  const { body } = await other.send(
    again.map(({ id }) => ({
      id,
      kind: "response",
      occurredAt: "2026-03-01T00:00:00Z",
      measures: { nps: 0 },
    })),
  );
  assert.deepEqual([body.accepted, body.duplicate], [0, again.length]);

  await eventually(
    () => other.request("GET", `/v1/imports/${going.id}`),
    ({ status }) => status === 404,
  );
  assert.equal((await other.request("GET", "/v1/signals/g1")).status, 404);
  // And it is a Corridor like any: it takes signals, and is backed up in turn.
  await other.send([{ ...goingSignal, id: "new" }]);
  assert.equal((await other.request<Page>("GET", "/v1/signals/new")).status, 200);
  assert.equal(await other.end("SIGTERM"), 0);
}

if (onServers) {
  test("from embedded stores into servers", () => pathThere("embedded", "server"));
  test("from servers into embedded stores", () => pathThere("server", "embedded"));
} else {
  test("restored into an empty directory, everything that was acknowledged before the cut is there once", () =>
    pathThere("embedded", "embedded"));
}
