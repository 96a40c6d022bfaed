/** Drivers: what the page says of each predictor is what the route answers, and it is silent where that is. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import type { DriversAnswer, DriversInput } from "#contract/drivers.ts";
import { examine, settled, type Visit } from "../visit.ts";

/** T6, in percent of R². */
const shares: Readonly<Record<string, readonly [number, number]>> = {
  Reliability: [33, 48],
  "Customer care": [16, 29],
  "Clear, correct bills": [13, 25],
  "Value for money": [3, 12],
  "Ease of use": [0, 7],
  Features: [0, 7],
  Packaging: [0, 7],
  Advertising: [0, 7],
};

export function driversCases(visit: () => Visit): void {
  const ask = async (question: DriversInput): Promise<DriversAnswer> => {
    const { status, body } = await visit().world.request<DriversAnswer>(
      "POST",
      "/v1/drivers",
      question,
    );
    assert.equal(status, 200, JSON.stringify(body));
    return body;
  };

  it("tells what recommendation goes with, of the ratings that are there, with importance against performance", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go("/drivers?from=2025-01-01&to=2025-12-31");
    const told = page.getByRole("region", { name: "What goes with Likelihood to recommend" });
    await told.getByRole("row", { name: /^Reliability / }).waitFor();
    await settled(page);
    await page.getByRole("button", { name: "The query as JSON" }).click();
    const code = page.getByRole("dialog").getByRole("region", { name: "The query as JSON" });
    const asked = JSON.parse(await code.innerText()) as DriversInput;
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.deepEqual([asked.where, asked.pattern], ['programme == "relationship"', "present"]);
    const answer = await ask(asked);
    assert.deepEqual([answer.n, answer.predictors.length], [1800, 8]);
    await told.getByText(`R² ${answer.r2!.toFixed(2)}`, { exact: true }).waitFor();
    const rows = await told
      .locator("tbody tr")
      .evaluateAll((all) =>
        all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())),
      );
    // Sorted by what they weigh.
    const weights = answer.predictors.toSorted((a, b) => b.weight! - a.weight!);
    assert.deepEqual(rows.map(([name]) => name).toSorted(), Object.keys(shares).toSorted());
    for (const [at, [name, , share, found, sentence, mean, n]] of rows.entries()) {
      const row = weights[at]!;
      const [least, most] = shares[name!]!;
      const said = Number(/^(\d+)%/.exec(share!)![1]);
      assert.equal(said, Math.round(100 * row.share!), name);
      assert.ok(said >= least && said <= most, `${name} ${said}`);
      assert.equal(found, row.found ? "Outcome rises" : "Can’t be told", name);
      const to = [row.mean!, row.mean! + 0.4].map((value) => value.toFixed(1));
      assert.ok(sentence!.startsWith(`A rise from ${to[0]} to ${to[1]} goes with `), sentence);
      if (row.found) assert.ok(sentence!.includes(` +${(0.4 * row.slope!).toFixed(2)} points (`));
      assert.deepEqual([mean, n], [row.mean!.toFixed(2), "1,800"]);
    }
    const fields = page.getByRole("region", { name: /^Figures of the chart: Importance/ });
    for (const field of [
      /^Reliability .* Mend first$/,
      /^Value for money .* Low, but leave it$/,
      /^Packaging .* Possible overkill$/,
    ])
      await fields.getByRole("row", { name: field }).waitFor();
    await examine(opened, "drivers");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Table as CSV" }).click(),
    ]);
    const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
    assert.ok(lines.some((line) => line.includes(`,asat.reliability,1800,`)));
    // In the points that people know the score by.
    await page.getByLabel("Counted").selectOption("As points of NPS");
    await page.waitForURL(/as=figure/);
    const scored = await ask({ ...asked, outcome: { of: "nps", as: "figure" } });
    const points = (
      0.4 * scored.predictors.find(({ name }) => name === "asat.reliability")!.slope!
    ).toFixed(1);
    await told
      .getByRole("row", { name: new RegExp(`^Reliability .* goes with \\+${points} points \\(`) })
      .waitFor();
    await page.goBack();
    // Another is found by typing, and asked about by a press.
    const field = page.getByRole("combobox", { name: "Predictors" });
    await field.fill("overall sat");
    await page.getByRole("option", { name: /^Overall satisfaction/ }).click();
    await page.keyboard.press("Escape");
    await page.getByText("The figures below are of the choice before.").waitFor();
    await page.getByRole("button", { name: "Run", exact: true }).click();
    await page.waitForURL(/predictors=[^&]*osat/);
    await told.getByRole("row", { name: /^Overall satisfaction / }).waitFor();
    await close();
  });

  it("is silent where chance explains as much, and says what can be done", async () => {
    const opened = await visit().open({ lang: "id", scheme: "dark" });
    const { page, go, close } = opened;
    const letters = ["A", "B", "C", "D", "E"].map((each) => `attributes.handset=="${each}"`);
    const parameters = new URLSearchParams({
      from: "2025-01-01",
      to: "2025-12-31",
      predictors: letters.join(","),
    });
    await go(`/drivers?${parameters.toString()}`);
    await page
      .getByRole("heading", { name: "Tidak ada yang sejalan dengannya melampaui kebetulan" })
      .waitFor();
    await page.getByRole("button", { name: "Ambil yang paling banyak dijawab" }).click();
    await page.getByRole("heading", { name: /^Yang sejalan dengan / }).waitFor();
    await page.getByRole("row", { name: /^Keandalan .* Hasil naik Kenaikan dari / }).waitFor();
    await close();
  });
}
