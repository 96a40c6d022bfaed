/**
 * What changed, over HTTP: the planted truths and nulls of the fictional company by other seeds, and ten
 * worlds whose truth is known, which say how often a fall is found and how many findings are none.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change, ChangesAnswer, ChangesInput } from "#contract/changes.ts";
import { makeDemo } from "#demo/index.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
const day = (month: number) => new Date(Date.UTC(2025, month - 1, 1)).toISOString().slice(0, 10);
async function month(m: number, question: ChangesInput = {}): Promise<ChangesAnswer> {
  const { status, body } = await world.request<ChangesAnswer>("POST", "/v1/changes", {
    timezone: "Asia/Jakarta",
    from: day(m),
    to: day(m + 1),
    ...question,
  });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const placed = ({ where }: Pick<Change, "where">): string =>
  where.map(({ dimension, key }) => `${dimension}=${key}`).join(" ");
const moved = ({ findings, returned }: ChangesAnswer): Change[] => [...findings, ...returned];

for (const seed of [2, 3, 4, 5])
  test(`seed ${seed}: the truths are found, and the quiet months stay quiet`, async (t) => {
    world = await startWorld();
    try {
      const { signals } = makeDemo({ signals: 50_000, seed, until: "2026-01-01" });
      for (let from = 0; from < signals.length; from += 5000)
        await world.send(signals.slice(from, from + 5000));
      const quiet: string[] = [];
      for (const m of [2, 3, 4, 5, 6, 7]) {
        const others = moved(await month(m)).filter(
          (each) =>
            !(m === 4 && /delivery|West/.test(placed(each))) &&
            !(m === 7 && /installation|store/.test(placed(each))),
        );
        quiet.push(
          `${m}: ${others.map((each) => `${each.measure.of} ${placed(each)}`).join(", ")}`,
        );
        assert.ok(others.length <= 2, quiet.at(-1));
      }
      t.diagnostic(`others in quiet months: ${quiet.join("; ")}`);
      const delivery = moved(await month(4)).filter(({ where }) =>
        where.some(({ key }) => key === "delivery"),
      );
      assert.ok(delivery.some((each) => placed(each) === "touchpoint=delivery unit=West"));

      const eight = await month(8);
      const bill = eight.findings[0]!;
      assert.equal(placed(bill), "touchpoint=bill unit=North");
      assert.deepEqual([bill.measure.of, bill.p!.toPrecision(2)], ["csat", "0.000015"]);
      const at = bill.changePoints.map(({ at }) => Number(at.slice(5, 7)));
      assert.ok(
        at.some((m) => Math.abs(m - 8) <= 1),
        at.join(", "),
      );

      const ten = await month(10);
      const support = ten.findings.find((each) => placed(each) === "stage=support")!;
      assert.deepEqual([support.cause, support.measure.of], ["mix", "csat"]);
      for (const each of moved(ten))
        assert.ok(!/support-call|support-chat|self-service/.test(placed(each)), placed(each));

      const nine = moved(await month(9));
      for (const touchpoint of ["social-media", "review-site"])
        assert.ok(nine.some((each) => placed(each) === `touchpoint=${touchpoint}`));
      assert.ok(
        nine.every((each) => each.relationship === null || each.relationship.seen === false),
      );

      const planted = /bill|North|delivery|West|support|review-site|social-media|media|outage|East/;
      for (const m of [8, 9, 10]) {
        const others = moved(await month(m)).filter((each) => !planted.test(placed(each)));
        assert.ok(others.length <= 2, `${m}: ${others.map(placed).join(", ")}`);
      }
      const last = await month(12);
      assert.ok(
        last.continuing.some(
          (each) => placed(each) === "touchpoint=bill unit=North" && each.since === "2025-08-01",
        ),
      );
      t.diagnostic(`month 12: ${moved(last).map(placed).join(", ")}`);
      for (const m of [6, 9, 12])
        for (const each of moved(await month(m)))
          assert.ok(
            !(each.programme === "relationship" && each.measure.of === "nps"),
            placed(each),
          );
      const by = ["touchpoint", "unit", "attributes.handset"];
      let told = 0;
      for (const m of [3, 6, 9, 12])
        told += moved(await month(m, { by })).filter((each) =>
          placed(each).includes("handset"),
        ).length;
      // One scan in ten may find something that is none.
      assert.ok(told <= 1, `${told} by handset`);
    } finally {
      await world.stop();
    }
  });

const worlds = 10;
const touchpoints = ["bill", "delivery", "store", "app", "repair-visit", "renewal"];
const units = ["n", "e", "s"];
/** Months of each world; the last is the one in which two cells fall. */
const months = 8;
const fallen = ["bill n", "store e"];

/** Mulberry32. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function made(number: number): object[] {
  const random = chance(1000 + number);
  const signals: object[] = [];
  for (let m = 1; m <= months; m += 1)
    for (const touchpoint of touchpoints)
      for (const unit of units) {
        const n = 40 + Math.floor(40 * random());
        const rate = m === months && fallen.includes(`${touchpoint} ${unit}`) ? 0.5 : 0.78;
        for (let k = 0; k < n; k += 1) {
          const id = `w${number}-${signals.length}`;
          signals.push({
            id,
            kind: "response",
            pattern: "past",
            occurredAt: new Date(
              Date.UTC(2025, m - 1, 1 + Math.floor(27 * random()), 5),
            ).toISOString(),
            customer: { id },
            touchpoint,
            unit,
            measures: { csat: random() < rate ? 4 : 2 },
            attributes: { world: number },
          });
        }
      }
  return signals;
}

test("ten worlds: eight falls in ten are found, and at most one finding in ten is none", async (t) => {
  world = await startWorld();
  try {
    for (let number = 1; number <= worlds; number += 1) await world.send(made(number) as never);
    let [found, there, share, quiet, accused] = [0, 0, 0, 0, 0];
    for (let number = 1; number <= worlds; number += 1) {
      const question = { where: `attributes.world == ${number}`, timezone: "UTC" };
      const told = moved(await month(months, question));
      const truly = (each: Change) =>
        fallen.some((cell) => {
          const [touchpoint, unit] = cell.split(" ");
          const keys = each.where.map(({ key }) => key);
          // What holds a fallen cell fell as well; what lies apart from both did not.
          return keys.every((key) => key === touchpoint || key === unit) || each.where.length === 0;
        });
      found += fallen.filter((cell) => {
        const [touchpoint, unit] = cell.split(" ");
        return told.some((each) =>
          [each, ...each.folded].some(
            (one) => placed(one) === `touchpoint=${touchpoint} unit=${unit}`,
          ),
        );
      }).length;
      there += fallen.length;
      const none = told.filter((each) => !truly(each)).length;
      accused += none;
      share += none / Math.max(1, told.length) / worlds;
      for (const m of [months - 2, months - 1])
        quiet += Number(moved(await month(m, question)).length > 0);
    }
    t.diagnostic(
      `${found} of ${there} falls found; ${accused} findings that are none, ${(100 * share).toFixed(1)} % of findings; ${quiet} of ${2 * worlds} quiet months with a finding`,
    );
    assert.ok(found / there >= 0.7, `${found} of ${there}`);
    assert.ok(share <= 0.1, `${share}`);
    // Three standard errors of twenty months above one in ten.
    assert.ok(quiet <= 6, `${quiet}`);
  } finally {
    await world.stop();
  }
});
