/** What stands beside a finding tells who sees no names of nobody few: its parts, and the customers behind a gap. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ChangesAnswer } from "#contract/changes.ts";
import type { GapRow, GapsAnswer, GapsInput } from "#contract/gaps.ts";
import { someone, type Someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
let viewer: Someone;
type By = Pick<World, "request">;
let count = 0;

/** So many answers of so many customers, all of whom found less than they had expected. */
const short = (touchpoint: string, n: number, customers: number, unit: string) =>
  Array.from({ length: n }, (_, k) => ({
    id: `s${(count += 1)}`,
    kind: "response",
    pattern: "past",
    occurredAt: new Date(Date.UTC(2025, 4, 2 + (k % 26), 5)).toISOString(),
    customer: { id: `${touchpoint}-${k % customers}` },
    touchpoint,
    unit,
    measures: { disconfirmation: 1 },
  }));
/** A month's answers after a contact; from month 10 on most are not satisfied. */
const monthly = (month: number, n: number, unit: string, falls: boolean) =>
  Array.from({ length: n }, (_, k) => ({
    id: `m${(count += 1)}`,
    kind: "response",
    pattern: "past",
    occurredAt: new Date(Date.UTC(2025, month - 1, 2 + (k % 26), 5)).toISOString(),
    customer: { id: `c${count}` },
    touchpoint: "bill",
    unit,
    measures: { csat: k < n * (falls && month >= 10 ? 0.3 : 0.8) ? 5 : 2 },
  }));

before(async () => {
  world = await startWorld();
  viewer = await someone(world, "viewer");
  const months = [6, 7, 8, 9, 10];
  await world.send([
    ...short("store", 40, 3, "north"),
    ...short("installation", 40, 40, "north"),
    ...short("installation", 6, 6, "south"),
    ...months.flatMap((month) => [
      ...monthly(month, 40, "north", true),
      ...monthly(month, 40, "south", true),
      ...monthly(month, 3, "island", false),
    ]),
  ]);
});
after(async () => {
  await viewer.stop();
  await world.stop();
});

async function gapAt(touchpoint: string, by: By, more: GapsInput = {}): Promise<GapRow> {
  const { status, body } = await by.request<GapsAnswer>("POST", "/v1/gaps", {
    from: "2025-05-01",
    to: "2025-06-01",
    timezone: "UTC",
    sources: ["disconfirmation"],
    ...more,
  });
  assert.equal(status, 200, JSON.stringify(body));
  const found = body.sources[0]!.rows.filter((row) => row.touchpoint === touchpoint);
  assert.equal(found.length, 1, JSON.stringify(body));
  return found[0]!;
}

test("how many customers stand behind a gap, and what they bring in, is not told where they are few", async () => {
  const store = await gapAt("store", world);
  assert.deepEqual([store.n, store.behind?.short.customers], [40, 3]);
  const seen = await gapAt("store", viewer);
  assert.deepEqual([seen.n, seen.behind], [40, undefined]);
  // Where enough stand there it is told, to them as to everybody.
  const [own, theirs] = [await gapAt("installation", world), await gapAt("installation", viewer)];
  assert.deepEqual([own.behind?.customers, theirs.behind], [40, own.behind]);
});

test("nor of the parts of a gap, of which one could be what the others lack", async () => {
  const [own, theirs] = [
    await gapAt("installation", world, { by: "unit" }),
    await gapAt("installation", viewer, { by: "unit" }),
  ];
  const told = (row: GapRow) => row.parts!.map(({ value, behind }) => [value, behind?.customers]);
  assert.deepEqual(told(own), [
    ["north", 40],
    ["south", 6],
  ]);
  assert.deepEqual(told(theirs), [
    ["north", undefined],
    ["south", undefined],
  ]);
});

test("a change is not divided into parts of which one is few", async () => {
  const asked = { from: "2025-10-01", to: "2025-11-01", timezone: "UTC" };
  const find = async (by: By) => {
    const { status, body } = await by.request<ChangesAnswer>("POST", "/v1/changes", asked);
    assert.equal(status, 200, JSON.stringify(body));
    const found = body.findings.find(({ where }) => where.length === 1 && where[0]!.key === "bill");
    assert.ok(found, JSON.stringify(body.findings));
    return found;
  };
  const [own, theirs] = [await find(world), await find(viewer)];
  const named = own.mixAndRate!.parts.map(({ key }) => key);
  assert.ok(named.includes("island"), JSON.stringify(own.mixAndRate));
  assert.deepEqual([theirs.now.n, theirs.mixAndRate!.parts], [own.now.n, []]);
});
