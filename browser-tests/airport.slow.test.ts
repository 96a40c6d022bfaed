/** The airport survey, imported by its mapping and read off the screen: drivers by both methods, and NPS by boarding area. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { lmg } from "#cli/testing/lmg.ts";
import { corridor, mapping, readSurvey, report, skipWithout, surveyIn } from "#cli/testing/sfo.ts";
import { relativeWeights } from "#demo/testing/drivers.ts";
import { browserMissing } from "./browser.ts";
import { examine, settled, startVisit, type Visit } from "./visit.ts";

const file = surveyIn(process.env.CORRIDOR_TEST_DATA);
const skip = browserMissing() ?? skipWithout(file);
let visit: Visit;
let rows: Record<string, string>[];
let ratings: string[];

before(async () => {
  if (skip) return;
  visit = await startVisit();
  const done = await corridor(
    ["import", file, "--mapping", mapping, "--report", report()],
    visit.world,
  );
  assert.equal(done.code, 0, done.err + done.out);
  await visit.world.drained();
  rows = readSurvey(file);
  ratings = Object.keys(rows[0]!).filter((name) => /^Q7[A-Z]+$/.test(name) && name !== "Q7ALL");
  assert.equal(ratings.length, 14);
});
after(() => visit?.stop());

const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;

test(
  "drivers of the overall rating over the other fourteen, complete answers, both methods",
  { skip },
  async () => {
    const complete = rows.filter((row) =>
      [...ratings, "Q7ALL"].every((name) => /^[1-5]$/.test(row[name]!)),
    );
    const outcome = complete.map((row) => Number(row["Q7ALL"]));
    const columns = ratings.map((name) => complete.map((row) => Number(row[name])));
    const shapley = lmg(columns, outcome);
    const weights = {
      johnson: relativeWeights(columns, outcome).parts,
      shapley: shapley.shares,
    } as const;
    const opened = await visit.open();
    const { page, go, close } = opened;
    for (const method of ["johnson", "shapley"] as const) {
      await go(`/drivers?outcome=Q7ALL&span=all&predictors=${ratings.join(",")}&method=${method}`);
      const told = page.getByRole("region", { name: "What goes with Q7ALL", exact: true });
      await told.getByRole("row", { name: /^Q7FOOD / }).waitFor();
      await settled(page);
      await told.getByText(`R² ${shapley.r2.toFixed(2)}`, { exact: true }).waitFor();
      await told.getByText(`from ${complete.length} answers`).waitFor();
      const answered = rows.filter((row) => /^[1-5]$/.test(row["Q7ALL"]!)).length;
      const said = (n: number) => n.toLocaleString("en-GB");
      await told
        .getByText(
          `${said(complete.length)} of ${said(answered)} answers have the outcome and every predictor; ${said(answered - complete.length)} lack one and stay out.`,
        )
        .waitFor();
      const shown = await told
        .locator("tbody tr")
        .evaluateAll((all) =>
          all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())),
        );
      assert.equal(shown.length, ratings.length);
      const order = ratings.toSorted(
        (a, b) => weights[method][ratings.indexOf(b)]! - weights[method][ratings.indexOf(a)]!,
      );
      for (const [at, cells] of shown.entries()) {
        const name = cells[0]!.split(" ")[0]!;
        assert.equal(name, order[at]);
        const i = ratings.indexOf(name);
        const share = Math.round((100 * weights[method][i]!) / shapley.r2);
        assert.equal(cells[2]!.split("\n")[0], `${share}%`, `${method} ${name}`);
        assert.equal(cells[5], mean(columns[i]!).toFixed(2), name);
        assert.equal(cells[6], String(complete.length));
        // The effect is the slope times the step that the sentence names.
        const [, from, to, effect] =
          /^A rise from (\d\.\d) to (\d\.\d) goes with ([+−]?\d\.\d\d) points \(/.exec(cells[4]!)!;
        assert.equal(from, mean(columns[i]!).toFixed(1));
        const step = Number(to) - Number(from);
        assert.ok(Math.abs(step - 0.5) < 0.11, cells[4]);
        const slope = Number(effect!.replace("−", "-")) / 0.5;
        assert.ok(Math.abs(slope - shapley.slopes[i]!) < 0.011, `${name} ${slope}`);
      }
    }
    await examine(opened, "drivers of the airport");
    await close();
  },
);

test("NPS by boarding area", { skip }, async () => {
  const { page, go, close } = await visit.open();
  await go("/overview?measure=nps&by=attributes.barea&span=all&table=1");
  const table = page.locator("section[aria-labelledby=by] tbody tr");
  await table.first().waitFor();
  await settled(page);
  const shown = await table.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())),
  );
  const areas = Map.groupBy(
    rows.filter(({ NETPRO }) => /^(\d|10)$/.test(NETPRO!)),
    ({ BAREA }) => BAREA!,
  );
  assert.deepEqual(shown.map(([name]) => name).toSorted(), [...areas.keys()].toSorted());
  for (const cells of shown) {
    const all = areas.get(cells[0]!)!.map(({ NETPRO }) => Number(NETPRO));
    const count = (from: number, to: number) => all.filter((x) => x >= from && x <= to).length;
    const score = (100 * (count(9, 10) - count(0, 6))) / all.length;
    const written = `${score > 0 ? "+" : "−"}${Math.abs(score).toFixed(1)}`;
    assert.ok(cells.includes(written), `${cells.join(" | ")}: ${written}`);
    assert.ok(cells.includes(all.length.toLocaleString("en-GB")), cells.join(" | "));
  }
  await close();
});
