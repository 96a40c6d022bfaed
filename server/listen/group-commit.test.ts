import assert from "node:assert/strict";
import { setImmediate as turn, setTimeout as sleep } from "node:timers/promises";
import { test } from "node:test";
import fc from "fast-check";
import { CorridorError } from "#contract/error.ts";
import { systemScopeIn } from "#platform/scope.ts";
import { createGroupCommit, type ScopedArrival } from "./group-commit.ts";
import type { Arrival } from "./intake.ts";

const scope = systemScopeIn("w", "test");
const arrivalOf = (rowId: string): Arrival => ({
  rowId,
  receivedAt: 0,
  importId: null,
  json: "{}",
  ownId: true,
});

/** What a store does with a group: all of it in one transaction, the first of an id wins. */
function memory() {
  const rows = new Map<string, number>();
  return {
    rows,
    write(arrivals: ScopedArrival[]): Set<string> {
      const fresh = new Set<string>();
      for (const { rowId } of arrivals) {
        if (rows.has(rowId)) continue;
        rows.set(rowId, (rows.get(rowId) ?? 0) + 1);
        fresh.add(rowId);
      }
      return fresh;
    },
  };
}

const plan = fc.record({
  requests: fc.array(
    fc.record({
      ids: fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 8 }),
      delay: fc.integer({ min: 0, max: 3 }),
    }),
    { maxLength: 60 },
  ),
  fails: fc.array(fc.constantFrom("", "", "", "away before", "away after", "refused"), {
    minLength: 1,
    maxLength: 20,
  }),
});

test("whatever fails, a claimed row is written once, and each id is new to one request at most", async () => {
  await fc.assert(
    fc.asyncProperty(plan, async ({ requests, fails }) => {
      const store = memory();
      let turnOf = 0;
      let writes = 0;
      const append = createGroupCommit(
        async (arrivals) => {
          await turn();
          const fails_ = fails[turnOf++ % fails.length]!;
          const away = new CorridorError("store_unavailable", "away");
          if (fails_ === "away before") throw away;
          if (fails_ === "refused" && arrivals.length > 3) throw new Error("refused");
          const fresh = store.write(arrivals);
          // The worst: it was committed, and the answer got lost.
          if (fails_ === "away after") throw away;
          return fresh;
        },
        () => writes++,
      );
      const outcomes = await Promise.all(
        requests.map(async ({ ids, delay }) => {
          for (let n = 0; n < delay; n++) await turn();
          const arrivals = ids.map((id) => arrivalOf(`r${id}`));
          return append(scope, arrivals).then(
            (fresh) => ({ ids, fresh }),
            () => ({ ids, fresh: undefined }),
          );
        }),
      );
      let claimed = 0;
      for (const { ids, fresh } of outcomes) {
        if (fresh === undefined) continue;
        assert.ok(fresh >= 0 && fresh <= new Set(ids).size);
        for (const id of ids) assert.equal(store.rows.get(`r${id}`), 1, `r${id} was acknowledged`);
        claimed += fresh;
      }
      assert.ok(claimed <= store.rows.size, "more were called new than there are");
      if (!fails.includes("away after"))
        assert.equal(claimed, store.rows.size, "a row that is written was new to nobody");
      if (claimed > 0) assert.ok(writes > 0, "the drain was not told");
    }),
    { numRuns: 300 },
  );
});

test("requests that come while a write is under way leave together", async () => {
  const groups: number[] = [];
  const append = createGroupCommit(
    async (arrivals) => {
      groups.push(arrivals.length);
      await sleep(5);
      return new Set(arrivals.map((each) => each.rowId));
    },
    () => undefined,
  );
  await Promise.all(Array.from({ length: 100 }, (_, n) => append(scope, [arrivalOf(`g${n}`)])));
  assert.deepEqual(groups, [1, 99]);
});

test("a crowd leaves together: each ten milliseconds, or when it is large enough; one after another waits for nobody", async () => {
  const groups: number[] = [];
  const append = createGroupCommit(
    async (arrivals) => {
      groups.push(arrivals.length);
      await turn();
      return new Set(arrivals.map((each) => each.rowId));
    },
    () => undefined,
  );
  const client = async (name: string, count: number) => {
    for (let n = 0; n < count; n++) await append(scope, [arrivalOf(`${name}-${n}`)]);
  };
  let from = performance.now();
  await client("alone", 200);
  const alone = performance.now() - from;
  assert.deepEqual(
    groups,
    Array.from({ length: 200 }, () => 1),
  );
  assert.ok(alone < 1_000, `200 by one client took ${alone.toFixed(0)} ms`);
  // Twenty are too few to leave before their time; the first leaves alone, the others find a crowd.
  groups.length = 0;
  from = performance.now();
  await Promise.all(Array.from({ length: 20 }, (_, n) => client(`few${n}`, 10)));
  const together = performance.now() - from;
  assert.ok(groups.length <= 13, groups.join());
  assert.ok(together >= 70, `${groups.length} groups in ${together.toFixed(0)} ms`);
  // Of fifty so many are enough that no time is waited for: the next are read while they are written.
  groups.length = 0;
  from = performance.now();
  await Promise.all(Array.from({ length: 50 }, (_, n) => client(`crowd${n}`, 10)));
  const quick = performance.now() - from;
  assert.equal(
    groups.reduce((sum, rows) => sum + rows, 0),
    500,
  );
  assert.ok(groups.length <= 25, groups.join());
  assert.ok(quick < together, `${groups.join()} in ${quick.toFixed(0)} ms`);
});

test("a group holds at most 5,000 rows, except where one request has more", async () => {
  const groups: number[] = [];
  const append = createGroupCommit(
    async (arrivals) => {
      groups.push(arrivals.length);
      await turn();
      return new Set(arrivals.map((each) => each.rowId));
    },
    () => undefined,
  );
  const request = (count: number, name: string) =>
    append(
      scope,
      Array.from({ length: count }, (_, n) => arrivalOf(`${name}${n}`)),
    );
  const fresh = await Promise.all([
    request(1, "a"),
    request(3_000, "b"),
    request(2_000, "c"),
    request(1, "d"),
    request(7_000, "e"),
    request(1, "f"),
  ]);
  assert.deepEqual(groups, [1, 5_000, 1, 7_000, 1]);
  assert.deepEqual(fresh, [1, 3_000, 2_000, 1, 7_000, 1]);
});

test("one request that the database refuses takes no other down", async () => {
  const append = createGroupCommit(
    async (arrivals) => {
      await turn();
      if (arrivals.some((each) => each.rowId === "bad")) throw new Error("refused");
      return new Set(arrivals.map((each) => each.rowId));
    },
    () => undefined,
  );
  const outcomes = await Promise.allSettled(
    ["first", "a", "bad", "b"].map((id) => append(scope, [arrivalOf(id)])),
  );
  assert.deepEqual(
    outcomes.map((each) => each.status),
    ["fulfilled", "fulfilled", "rejected", "fulfilled"],
  );
});

test("while the store is away nobody waits for one deadline after another, and memory is bounded", async () => {
  let fail: (error: Error) => void = () => undefined;
  const append = createGroupCommit(
    () => new Promise((_, reject) => (fail = reject)),
    () => undefined,
  );
  const big = (n: number): Arrival => ({
    ...arrivalOf(`big${n}`),
    json: " ".repeat(5 * 1024 * 1024),
  });
  const outcomes = Array.from({ length: 30 }, (_, n) =>
    append(scope, [big(n)]).then(
      () => "taken",
      (error: CorridorError) => error.message,
    ),
  );
  const refused = (await Promise.all(outcomes.slice(14))).filter((each) => /at once/.test(each));
  assert.ok(refused.length >= 15, "more than 64 MB waited in memory");
  await sleep(2_100);
  fail(new CorridorError("store_unavailable", "away"));
  assert.deepEqual(new Set(await Promise.all(outcomes.slice(0, 12))), new Set(["away"]));
});
