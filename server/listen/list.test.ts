import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ErrorBody } from "#contract/error.ts";
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
