import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ErrorBody } from "#contract/error.ts";
import type { QueryInput } from "#contract/query.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

type Listed = { id: string; occurredAt: string; receivedAt: string } & Record<string, unknown>;
type Page = { signals: Listed[]; next: string | null };
const list = async (query: string) => {
  const answer = await world.request<Page>("GET", `/v1/signals?${query}`);
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
};
async function all(limit: number, between: () => Promise<unknown> = async () => undefined) {
  const signals: Listed[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Page = await list(`limit=${limit}${cursor === "" ? "" : `&cursor=${cursor}`}`);
    assert.ok(page.signals.length <= limit);
    signals.push(...page.signals);
    cursor = page.next;
    await between();
  }
  return signals;
}

test("pages hold every signal once, newest first, through ties and while others arrive", async () => {
  // 30 at each of 9 moments, so that most pages end within a tie.
  const made = Array.from({ length: 270 }, (_, n) => ({
    id: `l${n}`,
    kind: "response",
    occurredAt: new Date(Date.UTC(2026, n % 3, 1 + (n % 9), 12)).toISOString(),
  }));
  await world.send(made);
  for (const limit of [1000, 270, 269, 7]) {
    let n = 0;
    const seen = await all(limit, async () => {
      if (limit !== 7) return;
      // One that is newer than all, one that ties, one that is older than all.
      const times = ["2026-06-01T00:00:00Z", made[n % 9]!.occurredAt, "2025-01-01T00:00:00Z"];
      await world.request("POST", "/v1/signals", {
        id: `new${n}`,
        kind: "review",
        occurredAt: times[n++ % 3],
      });
    });
    const ids = seen.map((each) => each.id);
    assert.equal(new Set(ids).size, ids.length, `limit ${limit}: a signal is there twice`);
    const mine = new Set(ids.filter((id) => id.startsWith("l")));
    assert.equal(mine.size, 270, `limit ${limit}: signals are missing`);
    const times = seen.map((each) => Date.parse(each.occurredAt));
    assert.deepEqual(
      times,
      times.toSorted((a, b) => b - a),
    );
  }
});

test("a page takes the filters of a query, and says what is wrong with them", async () => {
  const where = (text: string) => list(`limit=1000&where=${encodeURIComponent(text)}`);
  assert.equal((await where('kind == "response"')).signals.length, 270);
  const from = encodeURIComponent("2026-02-01T00:00:00Z");
  const to = encodeURIComponent("2026-03-01T00:00:00+00:00");
  const page = await list(
    `limit=1000&from=${from}&to=${to}&where=${encodeURIComponent('kind == "response"')}`,
  );
  assert.equal(page.signals.length, 90);
  for (const query of [
    "limit=0",
    "limit=5&limit=6",
    "limit=1001",
    "limit=x",
    "cursor=!",
    "cursor=eyJhdCI6MX0",
    `cursor=${Buffer.from(JSON.stringify({ at: 1, rowId: "' OR 1=1 --" })).toString("base64url")}`,
    `cursor=${Buffer.from(JSON.stringify({ at: 1e308, rowId: "0".repeat(36) })).toString("base64url")}`,
    `cursor=${Buffer.from(JSON.stringify({ at: 8.65e15, rowId: "0".repeat(36) })).toString("base64url")}`,
    `cursor=${Buffer.from(JSON.stringify({ at: 1, rowId: "0".repeat(36) })).toString("base64url")}`,
    "from=yesterday",
    "where=%28",
    `where=${encodeURIComponent("nosuch == 1")}`,
    "unknown=1",
  ]) {
    const answer = await world.request<ErrorBody>("GET", `/v1/signals?${query}`);
    assert.equal(answer.status, 400, query);
    assert.doesNotMatch(JSON.stringify(answer.body), /DB::|SELECT|stack/);
  }
});

/** One signal of each combination, an hour apart around a midnight in Jakarta. */
const mixed = ["past", "present", "potential", undefined].flatMap((pattern) =>
  (["customer", "employee", "public"] as const).flatMap((voice) =>
    (["complete", "partial"] as const).flatMap((state) =>
      [[], ["speeding"]].map((suspicious) => ({ pattern, voice, state, suspicious })),
    ),
  ),
);
const mixedAt = (n: number) => Date.UTC(2025, 2, 9, n);

test("each filter of a question is a filter of the list and means the same; absent, the list holds everything", async () => {
  await world.send(
    mixed.map((each, n) => ({
      ...each,
      id: `m${n}`,
      kind: "mixed",
      occurredAt: new Date(mixedAt(n)).toISOString(),
    })),
  );
  const where = `kind == "mixed" || kind == "none"`;
  const ids = async (filters: Record<string, string>) =>
    (await list(new URLSearchParams({ limit: "1000", where, ...filters }).toString())).signals
      .map((each) => each.id)
      .toSorted();
  assert.equal((await ids({})).length, mixed.length, "a list shows what came in");
  const idsOf = (test: (each: (typeof mixed)[number], n: number) => boolean) =>
    mixed.flatMap((each, n) => (test(each, n) ? [`m${n}`] : [])).toSorted();

  const trusted = (each: (typeof mixed)[number]) => each.suspicious.length === 0;
  for (const [filters, question, test] of [
    [
      { voices: "customer", include: "" },
      {},
      (each) => each.voice === "customer" && trusted(each) && each.state === "complete",
    ],
    [
      { voices: "all", include: "suspicious,partial" },
      { voices: "all", include: ["suspicious", "partial"] },
      () => true,
    ],
    [
      { voices: "employee, public", include: "partial" },
      { voices: ["employee", "public"], include: ["partial"] },
      (each) => each.voice !== "customer" && trusted(each),
    ],
    [
      { voices: "customer", include: "suspicious", pattern: "past" },
      { include: ["suspicious"], pattern: "past" },
      (each) => each.voice === "customer" && each.state === "complete" && each.pattern === "past",
    ],
    [
      { voices: "customer", include: "", pattern: "all" },
      { pattern: "all" },
      (each) => each.voice === "customer" && trusted(each) && each.state === "complete",
    ],
    [
      { voices: "all", include: "", where: `kind == "mixed" && state == "partial"` },
      { voices: "all", where: `kind == "mixed" && state == "partial"` },
      (each) => trusted(each) && each.state === "partial",
    ],
    [
      { voices: "all", include: "", where: `kind == "mixed" && size(suspicious) > 0` },
      { voices: "all", where: `kind == "mixed" && size(suspicious) > 0` },
      (each) => !trusted(each) && each.state === "complete",
    ],
    [
      {
        voices: "all",
        include: "suspicious,partial",
        from: "2025-03-10",
        to: "2025-03-11",
        timezone: "Asia/Jakarta",
      },
      {
        voices: "all",
        include: ["suspicious", "partial"],
        from: "2025-03-10",
        to: "2025-03-11",
        timezone: "Asia/Jakarta",
      },
      (_, n) => mixedAt(n) >= Date.UTC(2025, 2, 9, 17) && mixedAt(n) < Date.UTC(2025, 2, 10, 17),
    ],
  ] as [Record<string, string>, Partial<QueryInput>, Parameters<typeof idsOf>[0]][]) {
    const said = JSON.stringify(filters);
    const expected = idsOf(test);
    assert.ok(expected.length > 0, said);
    assert.deepEqual(await ids(filters), expected, said);
    const { total } = await world.query({ measure: { kind: "count" }, where, ...question });
    assert.equal(total!.estimate, expected.length, `the question counts otherwise: ${said}`);
  }
});

test("a cursor is a place in time: under other filters the list goes on from there", async () => {
  const kind = encodeURIComponent('kind == "mixed"');
  const first = await list(`limit=5&where=${kind}`);
  const rest = await list(`limit=1000&where=${kind}&voices=employee&cursor=${first.next}`);
  const last = Date.parse(first.signals.at(-1)!.occurredAt);
  assert.deepEqual(
    rest.signals.map((each) => each.id),
    mixed
      .flatMap((each, n) => (each.voice === "employee" && mixedAt(n) < last ? [`m${n}`] : []))
      .toReversed(),
  );
});

test("a filter that is not one is refused with what is allowed", async () => {
  for (const [query, message] of [
    ["voices=customers", /voices: must be "all", or some of customer, employee, partner, public/],
    ["voices=", /voices/],
    ["include=partial,everything", /include.*"suspicious"\|"partial"/],
    ["pattern=recent", /pattern.*"all"\|"past"/],
    ["timezone=Mars/Olympus", /time zone "Mars\/Olympus"/],
    ["from=2025-02-01&to=2025-01-01", /to: must be after `from`/],
    [
      "voice=customer",
      /There is no `voice` here\. Did you mean "voices"\? There is `where`, `from`/,
    ],
  ] as const) {
    const answer = await world.request<ErrorBody>("GET", `/v1/signals?${query}`);
    assert.equal(answer.status, 400, query);
    assert.match(answer.body.error.message, message);
  }
});

test("deleted at once after it was sent, wherever it stands then, a signal is gone and stays gone", async () => {
  const at = "2026-05-05T00:00:00Z";
  const statuses = await Promise.all(
    Array.from({ length: 120 }, async (_, n) => {
      const id = `del${n}`;
      // In the inbox, in a drain's hands, or in ClickHouse already.
      await new Promise((resolve) => setTimeout(resolve, n * 5));
      await world.request("POST", "/v1/signals", { id, kind: "deleted", occurredAt: at });
      await new Promise((resolve) => setTimeout(resolve, (n * 37) % 450));
      return (await world.request("DELETE", `/v1/signals/${id}`)).status;
    }),
  );
  assert.deepEqual(new Set(statuses), new Set([204]));
  await world.drained();
  const left = await list(`limit=1000&where=${encodeURIComponent('kind == "deleted"')}`);
  assert.deepEqual(left.signals, []);
  assert.equal((await world.request("GET", "/v1/signals/del7")).status, 404);
  assert.equal((await world.request("DELETE", "/v1/signals/del7")).status, 404);
  // Sent again, half of them with another time, each counts once.
  const again = await world.send(
    Array.from({ length: 120 }, (_, n) => ({
      id: `del${n}`,
      kind: "deleted",
      occurredAt: n % 2 ? at : "2026-05-06T00:00:00Z",
    })),
  );
  assert.deepEqual(again.body, { accepted: 120, duplicate: 0, rejected: [] });
  const back = await list(`limit=1000&where=${encodeURIComponent('kind == "deleted"')}`);
  assert.equal(back.signals.length, 120);
  assert.equal(new Set(back.signals.map((each) => each.id)).size, 120);
  for (const { id } of back.signals)
    assert.equal((await world.request("GET", `/v1/signals/${id}`)).status, 200);
});
