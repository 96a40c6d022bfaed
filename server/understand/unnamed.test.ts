/**
 * Attacks by who sees no names: a condition that fits few must be answered as one that fits nobody,
 * whoever they are, and groups of few must not be had from the others.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ErrorBody } from "#contract/error.ts";
import type { QueryAnswer, QueryInput } from "#contract/query.ts";
import { someone, type Someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
let viewer: Someone;
let analyst: Someone;
const empty: { query?: Answered; list?: { status: number } } = {};
type Answered = { status: number; body: QueryAnswer & ErrorBody };
const asked = (question: QueryInput, by: Pick<World, "request"> = viewer): Promise<Answered> =>
  by.request("POST", "/v1/query", question);

/** How many are of each role at the plant, so that some are told of and some are not. */
const roles = { worker: 30, clerk: 9, guard: 6, cook: 4, head: 1 };

before(async () => {
  world = await startWorld();
  viewer = await someone(world, "viewer");
  analyst = await someone(world, "analyst");
  empty.query = await asked({ measure: { kind: "count" }, from: "2026-01-01", pattern: "past" });
  empty.list = await viewer.request("GET", `/v1/signals?from=2026-01-01`);
  await world.request("PUT", "/v1/attributes/role", { definition: { labels: { en: "Role" } } });
  const of = (role: string, n: number, more: object = {}) =>
    Array.from({ length: n }, (_, at) => ({
      id: `${role}-${at}-${JSON.stringify(more)}`,
      kind: "response",
      occurredAt: `2026-01-${String(10 + (at % 5))}T09:30:00Z`,
      pattern: "past",
      unit: "plant",
      measures: { nps: at % 11 },
      judgements: [{ aspect: "pay", experience: 3 }],
      attributes: { role },
      ...more,
    }));
  await world.send([
    ...Object.entries(roles).flatMap(([role, n]) => of(role, n)),
    // Of few whose names are kept from everybody.
    ...of("worker", 2, { confidentiality: "confidential" }),
    ...of("guest", 2, { suspicious: ["one-device"] }),
    // Makes a role known that nobody at the plant has.
    ...of("nobody", 1, { unit: "elsewhere" }),
  ]);
});
after(async () => {
  await Promise.all([viewer.stop(), analyst.stop()]);
  await world.stop();
});

const at = (...which: string[]) => `unit == "plant" && attributes.role in ${JSON.stringify(which)}`;
const few = [
  at("nobody"),
  at("head"),
  at("cook"),
  at("guest"),
  `${at("worker")} && measures.nps == 10`,
];
const measures: QueryInput["measure"][] = [
  { kind: "nps" },
  { kind: "mean", of: "nps" },
  { kind: "share", of: "nps", equals: 2 },
  { kind: "count" },
  { kind: "quantile", of: "nps" },
  { kind: "mean", of: "judgements.experience" },
];
const ways: Omit<QueryInput, "measure">[] = [
  {},
  { voices: "all", include: ["suspicious", "partial"] },
  { by: ["attributes.role"] },
  { by: ["aspect"] },
  { interval: "month" },
  { compare: { where: at("worker") } },
  { pattern: "all" },
  { from: "2026-01-01", to: "2027-01-01" },
];

test("of a filter that fits few nothing is told, not even that it fits anybody", async () => {
  for (const [m, measure] of measures.entries())
    for (const way of ways.filter((_, w) => (m + w) % 4 === 0))
      for (const where of few) {
        const { status, body } = await asked({ measure, where, ...way });
        const said = JSON.stringify([measure, way, where]);
        assert.deepEqual([status, body.error?.code], [403, "forbidden"], said);
        assert.deepEqual(body.error.details, { needs: "see names", minimum: 5 }, said);
        assert.match(body.error.message, /^Of a selection of fewer than 5 signals nothing is told/);
      }
  // A time is a filter as well.
  const day = { from: "2026-02-01", to: "2026-02-02" };
  assert.equal((await asked({ measure: { kind: "count" }, ...day })).status, 403);
});

test("an empty workspace is simply empty, whatever is asked of it", () => {
  assert.equal(empty.list?.status, 200);
  assert.deepEqual([empty.query?.status, empty.query?.body.total?.n], [200, 0]);
});

test("for who sees names nothing changes", async () => {
  const { status, body } = await asked({ measure: { kind: "nps" }, where: at("head") }, analyst);
  assert.deepEqual([status, body.total?.n], [200, 1]);
});

test("groups of few are hidden, and with them what would tell of them", async () => {
  const { body } = await asked({
    measure: { kind: "nps" },
    where: `unit == "plant"`,
    by: ["attributes.role"],
  });
  assert.deepEqual(
    body.rows.map(({ by, n }) => [by["attributes.role"], n]),
    [
      ["worker", 30],
      ["clerk", 9],
      ["guard", 6],
    ],
  );
  // The cooks and the head together are five, which is told by the total.
  assert.deepEqual([body.total?.n, body.suppressed], [50, { groups: 2, signals: 5 }]);
  const without = await asked({
    measure: { kind: "nps" },
    where: `unit == "plant" && attributes.role != "cook"`,
    by: ["attributes.role"],
  });
  const shown = without.body.rows.reduce((sum, { n }) => sum + n, 0);
  assert.ok(without.body.total!.n - shown >= 5, "the head alone does not follow");
});

test("any filters of these groups: told of five and more, and no group follows from the others", async () => {
  const names = Object.keys(roles) as (keyof typeof roles)[];
  for (let mask = 1; mask < 2 ** names.length; mask++) {
    const chosen = names.filter((_, n) => (mask >> n) & 1);
    const all = chosen.reduce((sum, role) => sum + roles[role], 0);
    const { status, body } = await asked({
      measure: { kind: "count" },
      where: at(...chosen),
      by: ["attributes.role"],
    });
    assert.equal(status, all < 5 ? 403 : 200, chosen.join());
    if (status === 403) continue;
    assert.ok(body.rows.every(({ n }) => n >= 5));
    const hidden = all - body.rows.reduce((sum, { n }) => sum + n, 0);
    const groups = chosen.length - body.rows.length;
    // What the total tells of the hidden ones: of several together, and no few.
    if (body.total && groups > 0) assert.ok(groups > 1 && hidden >= 5, chosen.join());
  }
});

test("two filters that differ by one person are not compared, and a side of few is none", async () => {
  const measure = { kind: "mean", of: "nps" } as const;
  const differing = await asked({
    measure,
    where: `unit == "plant"`,
    compare: { where: at("worker", "clerk", "guard", "cook") },
  });
  assert.equal(differing.body.compareWithheld, true);
  assert.equal(differing.body.total?.compare, undefined);
  const said = await Promise.all(
    [at("nobody"), at("head"), at("cook")].map(async (where) => {
      const { body } = await asked({ measure, where: at("worker"), compare: { where } });
      const { took: _took, ...rest } = body;
      return rest;
    }),
  );
  assert.deepEqual(said[1], said[0]);
  assert.deepEqual(said[2], said[0]);
});

test("few whose names are kept from everybody do not show among the others", async () => {
  const measure = { kind: "mean", of: "nps" } as const;
  const all = await asked({ measure, where: at("worker") });
  const open = await asked({
    measure,
    where: `${at("worker")} && confidentiality == "identified"`,
  });
  assert.deepEqual([all.body.total, all.body.total?.n], [open.body.total, 30]);
});

test("pictures, lists and accounts are refused as figures are", async () => {
  const query = { measure: { kind: "nps" }, where: at("cook"), by: ["attributes.role"] };
  const picture = await viewer.request<ErrorBody>("POST", "/v1/query/picture", { query });
  assert.deepEqual(
    [picture.status, picture.body.error.details],
    [403, { needs: "see names", minimum: 5 }],
  );
  const list = (where: string) =>
    viewer.request<ErrorBody & { signals: unknown[] }>(
      "GET",
      `/v1/signals?where=${encodeURIComponent(where)}`,
    );
  const refused = await Promise.all([at("nobody"), at("head"), at("cook")].map(list));
  for (const { status, body } of refused)
    assert.deepEqual([status, body.error], [403, refused[0]!.body.error]);
  const told = await list(at("guard"));
  assert.deepEqual([told.status, told.body.signals.length], [200, 6]);
  const everything = await viewer.request<{ signals: unknown[] }>("GET", "/v1/signals?limit=3");
  assert.equal(everything.body.signals.length, 3);
});

test("a share of an attribute tells nobody apart: it is a breakdown by another name", async () => {
  const head = { kind: "share", of: "attributes.role", equals: "head" } as const;
  const scored = (nps: number) => `unit == "plant" && measures.nps == ${nps}`;
  for (const where of [scored(0), scored(1), 'unit == "plant"']) {
    const { status, body } = await asked({ measure: head, where });
    assert.deepEqual([status, body.error?.details], [403, { needs: "see names", minimum: 5 }]);
  }
  const workers = { ...head, equals: "worker" };
  assert.equal((await asked({ measure: workers, where: 'unit == "plant"' })).status, 200);
  // Of those whose names are kept nobody is told.
  await world.send(
    Array.from({ length: 24 }, (_, n) => ({
      id: `depot-${n}`,
      kind: "response",
      occurredAt: "2026-01-20T09:30:00Z",
      pattern: "past",
      unit: "depot",
      confidentiality: "confidential",
      measures: { nps: n % 3 },
      attributes: { role: n === 0 ? "head" : n % 2 === 0 ? "worker" : "clerk" },
    })),
  );
  for (const nps of [0, 1, 2]) {
    const where = `unit == "depot" && measures.nps == ${nps}`;
    const { status, body } = await asked({ measure: head, where }, analyst);
    assert.equal(status, 422, JSON.stringify(body));
    assert.deepEqual(body.error.details, { reason: "share-few" });
  }
  const all = await asked({ measure: workers, where: 'unit == "depot"' }, analyst);
  assert.equal(all.status, 200, JSON.stringify(all.body));
});
