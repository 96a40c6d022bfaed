/** What changed, over HTTP: the planted truths and nulls of the fictional company by other seeds. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change, ChangesAnswer, ChangesInput } from "#contract/changes.ts";
import { makeDemo } from "#demo/index.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
/** What each question was answered: a month is looked at for several truths, and nothing comes in meanwhile. */
const answers = new Map<string, ChangesAnswer>();
const day = (month: number) => new Date(Date.UTC(2025, month - 1, 1)).toISOString().slice(0, 10);
async function month(m: number, question: ChangesInput = {}): Promise<ChangesAnswer> {
  const asked = { timezone: "Asia/Jakarta", from: day(m), to: day(m + 1), ...question };
  const known = answers.get(JSON.stringify(asked));
  if (known) return known;
  const { status, body } = await world.request<ChangesAnswer>("POST", "/v1/changes", asked);
  assert.equal(status, 200, JSON.stringify(body));
  answers.set(JSON.stringify(asked), body);
  return body;
}
const placed = ({ where }: Pick<Change, "where">): string =>
  where.map(({ dimension, key }) => `${dimension}=${key}`).join(" ");
const moved = ({ findings, returned }: ChangesAnswer): Change[] => [...findings, ...returned];

for (const seed of [2, 3, 4, 5])
  test(`seed ${seed}: the truths are found, and the quiet months stay quiet`, async (t) => {
    world = await startWorld();
    answers.clear();
    try {
      const { signals } = makeDemo({ signals: 50_000, seed, until: "2026-01-01" });
      await world.send(signals);
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
