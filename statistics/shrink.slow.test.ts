/** How often a shrunk interval holds the true score, and how often few answers lead a table. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { chance } from "./chance.ts";
import type { Chance } from "./chance.ts";
import { clamp } from "./checks.ts";
import { shrink } from "./index.ts";
import type { ShrinkGroup } from "./index.ts";

const RUNS = 500;
const scale = { min: 0, max: 1 };

function share(successes: number, n: number): ShrinkGroup {
  const estimate = successes / n;
  return { n, estimate, variance: (estimate * (1 - estimate)) / n };
}

/** Groups whose true shares differ by so much around 78 %: the first has nine answers. */
function world({ normal, whole, binomial }: Chance, groups: number, between: number) {
  return Array.from({ length: groups }, (_, at) => {
    const truth = clamp(0.78 + between * normal(), 0.3, 0.98);
    const n = at === 0 ? 9 : whole(60, 200);
    return { truth, group: share(binomial(n, truth), n) };
  });
}

test("intervals hold 91 % and more of the true scores, of nine answers 87 % and more, and errors shrink", (t) => {
  for (const groups of [2, 3, 5, 8, 12, 30]) {
    for (const between of [0, 0.04, 0.08]) {
      let [held, all, heldOfNine, shrunkError, plainError] = [0, 0, 0, 0, 0];
      for (let seed = 1; seed <= RUNS; seed += 1) {
        const list = world(chance(seed), groups, between);
        const found = shrink(
          list.map(({ group }) => group),
          { scale },
        );
        for (const [at, { truth, group }] of list.entries()) {
          const { estimate, low, high } = found[at]!;
          const holds = low! <= truth && truth <= high!;
          all += 1;
          if (holds) held += 1;
          if (holds && at === 0) heldOfNine += 1;
          shrunkError += (estimate! - truth) ** 2;
          plainError += (group.estimate! - truth) ** 2;
        }
      }
      const figures = [held / all, heldOfNine / RUNS, shrunkError / plainError];
      t.diagnostic(
        `${groups} groups, ± ${between}: ${figures.map((each) => each.toFixed(3)).join(", ")}`,
      );
      // Three standard errors of the simulation below what is said.
      assert.ok(held / all >= 0.91 - 3 * Math.sqrt((0.91 * 0.09) / all));
      assert.ok(heldOfNine / RUNS >= 0.87 - 3 * Math.sqrt((0.87 * 0.13) / RUNS));
      assert.ok(shrunkError < 0.75 * plainError);
    }
  }
});

test("nine of nine leads one table of twelve in fifty at most, where nothing sets groups apart", (t) => {
  for (const [groups, most] of [
    [12, 0.02],
    [30, 0.002],
  ] as const) {
    let [led, certain, plainly] = [0, 0, 0];
    const runs = 1000;
    for (let seed = 1; seed <= runs; seed += 1) {
      const list = world(chance(seed), groups, 0).map(({ group }) => group);
      list[0] = share(9, 9);
      const [nine, ...others] = shrink(list, { scale });
      if (others.every(({ estimate }) => estimate! < nine!.estimate!)) led += 1;
      if (list.slice(1).every(({ estimate }) => estimate! < 1)) plainly += 1;
      if (nine!.low! > 0.9) certain += 1;
    }
    t.diagnostic(`${groups} groups: leads ${led} of ${runs}; by its plain share ${plainly}`);
    assert.ok(led / runs <= most + 3 * Math.sqrt((most * (1 - most)) / runs), `${led}`);
    assert.equal(certain, 0);
  }
});
