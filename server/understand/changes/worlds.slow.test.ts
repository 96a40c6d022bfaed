/** What changed, over HTTP: ten worlds whose truth is known say how often a fall is found, and how many findings are none. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Change, ChangesAnswer, ChangesInput } from "#contract/changes.ts";
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

const worlds = 10;
const touchpoints = ["bill", "delivery", "store", "app", "repair-visit", "renewal"];
const units = ["n", "e", "s"];
/** Months of each world; in the last two cells fall, from 78 %, to so much. */
const months = 8;
const large = "bill n";
const small = "store e";
const rates: Readonly<Record<string, number>> = { [large]: 0.42, [small]: 0.54 };
const fallen = Object.keys(rates);

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
        const rate = (m === months && rates[`${touchpoint} ${unit}`]) || 0.78;
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

test("ten worlds, 40 to 80 answers in each cell: a fall by 36 points is found eight times in ten, by 24 sometimes, and at most one finding in ten is none", async (t) => {
  world = await startWorld();
  try {
    for (let number = 1; number <= worlds; number += 1) await world.send(made(number) as never);
    let [share, quiet, accused] = [0, 0, 0];
    const found: Record<string, number> = { [large]: 0, [small]: 0 };
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
      for (const cell of fallen) {
        const [touchpoint, unit] = cell.split(" ");
        const where = `touchpoint=${touchpoint} unit=${unit}`;
        if (told.some((each) => [each, ...each.folded].some((one) => placed(one) === where)))
          found[cell]! += 1;
      }
      const none = told.filter((each) => !truly(each)).length;
      accused += none;
      share += none / Math.max(1, told.length) / worlds;
      for (const m of [months - 2, months - 1])
        quiet += Number(moved(await month(m, question)).length > 0);
    }
    t.diagnostic(
      `${found[large]} of the large and ${found[small]} of the small falls found in ${worlds} worlds; ${accused} findings that are none, ${(100 * share).toFixed(1)} % of findings; ${quiet} of ${2 * worlds} quiet months with a finding`,
    );
    assert.ok(found[large]! >= 8, `${found[large]}`);
    assert.ok(share <= 0.1, `${share}`);
    // Three standard errors of twenty months above one in ten.
    assert.ok(quiet <= 6, `${quiet}`);
  } finally {
    await world.stop();
  }
});
