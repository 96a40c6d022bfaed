/** The ways to look at a score beside its list: what stands in each is what its question answers. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Page } from "playwright-core";
import type { QueryInput, QueryRow } from "#contract/query.ts";
import { examine, type Visit } from "../visit.ts";

const year = "from=2025-01-01&to=2025-12-31";
const asked = { from: "2025-01-01", to: "2026-01-01", timezone: "UTC" };
const share = (value: number) => `${(100 * value).toFixed(1)}%`;
const thousands = (n: number) => n.toLocaleString("en-GB");
const interval = ({ low, high }: QueryRow) => `${share(low!)} to ${share(high!)}`;

/** The figures behind the chart of a division or, of several, the one that is asked for: one press away. */
async function figures(page: Page, n = 0): Promise<string[][]> {
  const by = page.locator('section[aria-labelledby="by"]');
  const button = by.getByRole("button", { name: "Figures as a table" });
  if ((await button.getAttribute("aria-pressed")) === "false") await button.click();
  const table = by.getByRole("region", { name: /^Figures of the chart: / }).nth(n);
  await table.waitFor();
  return table
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent ?? "")),
    );
}
/** A chart is drawn when it comes into sight. */
async function drawn(page: Page): Promise<void> {
  const chart = page.locator('section[aria-labelledby="by"] [role="img"]').first();
  await chart.scrollIntoViewIfNeeded();
  await chart.locator("canvas").waitFor();
}

export function lookCases(visit: () => Visit): void {
  const ask = async (question: QueryInput) => visit().world.query({ ...asked, ...question });

  it("shows how answers are spread over the scale, each share with its interval, by pattern", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go(`/overview?${year}&show=spread`);
    await page.getByRole("heading", { name: "How answers are spread" }).waitFor();
    await drawn(page);
    const { rows } = await ask({ measure: { kind: "share", of: "nps" }, by: ["value"] });
    for (const [n, pattern] of ["present", "past"].entries()) {
      const own = rows.filter(({ by }) => by.pattern === pattern);
      const expected = Array.from({ length: 11 }, (_, value) => {
        const row = own.find(({ by }) => by.value === String(value));
        return row
          ? [String(value), share(row.estimate!), interval(row), thousands(row.counts.equal!)]
          : [String(value), "0.0%", "–", "0"];
      });
      assert.deepEqual(await figures(page, n), expected, pattern);
    }
    await page.getByText("Detractors 0–6").first().waitFor();
    await examine(opened, "spread");
    await close();
  });

  it("shows groups by two measures, one against the other, with what both answer", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go(`/overview?${year}`);
    await page
      .getByRole("button", { name: /^Only / })
      .first()
      .waitFor();
    await page.getByText("Against", { exact: true }).click();
    // Of the measures there are it begins with one that the same groups have: the next one has none here.
    await drawn(page);
    await go(`/overview?${year}&measure=csat`);
    await page.getByText("Against", { exact: true }).click();
    await page.waitForURL(/show=against/);
    const other = page.locator('[aria-haspopup="listbox"]');
    for (const [name, key] of [
      ["NPS", "nps"],
      ["Customer effort (CES)", "ces"],
    ] as const) {
      await page.getByLabel("Against", { exact: true }).and(other).click();
      await page.getByRole("option", { name, exact: true }).click();
      await page.waitForURL(new RegExp(`against=${key}`));
    }
    await drawn(page);
    const [csat, ces] = await Promise.all(
      (
        [
          { kind: "csat" },
          { kind: "ces", figure: "share" },
        ] as const satisfies QueryInput["measure"][]
      ).map((measure) => ask({ measure, by: ["touchpoint"] })),
    );
    const call = [csat!, ces!].map(({ rows }) =>
      rows.find(({ by }) => by.touchpoint === "support-call")!,
    );
    const row = (await figures(page)).find(([name]) => name === "Support call");
    assert.deepEqual(
      row,
      ["Support call"].concat(
        call.flatMap((each) => [share(each.estimate!), interval(each), thousands(each.n)]),
      ),
    );
    await examine(opened, "against");
    await close();
  });

  it("shows how many answers go from one division to another", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go(`/overview?${year}&measure=csat&by=channel&show=flow`);
    await drawn(page);
    const { rows } = await ask({
      measure: { kind: "count", of: "csat" },
      by: ["channel", "stage"],
    });
    const shown = await figures(page);
    assert.equal(shown.length, rows.length);
    const mobile = rows.find(({ by }) => by.channel === "mobile-app" && by.stage === "support")!;
    assert.ok(
      shown.some((cells) => cells.join() === ["Mobile app", "Support", thousands(mobile.n)].join()),
      JSON.stringify(shown),
    );
    await examine(opened, "flow");
    await close();
  });

  it("shows what groups are made of, and each of them over time, as their questions answer", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    const question: QueryInput = { measure: { kind: "csat" }, by: ["channel"] };
    const sorted = (rows: string[][]) => rows.map((cells) => cells.slice(1).join()).toSorted();
    await go(`/overview?${year}&measure=csat&by=channel&show=parts`);
    await drawn(page);
    const whole = await ask(question);
    const cell = (count: number, n: number) =>
      `${(100 * (count / n)).toFixed(0)}% (${thousands(count)})`;
    assert.deepEqual(
      sorted(await figures(page)),
      sorted(
        whole.rows.map(({ n, counts: { top } }) => [
          "",
          cell(top!, n),
          cell(n - top!, n),
          thousands(n),
        ]),
      ),
    );
    await examine(opened, "made of");
    await go(`/overview?${year}&measure=csat&by=channel&show=time`);
    await drawn(page);
    const { rows } = await ask({ ...question, interval: "month" });
    const times = [...new Set(rows.map(({ at }) => at!))].toSorted();
    const groups = [...new Set(rows.map(({ by }) => by.channel))];
    const over = groups.map((group) =>
      times.map((time) => {
        const row = rows.find(({ at, by }) => at === time && by.channel === group);
        if (row?.estimate == null) return "–";
        const [figure, low, high] = [row.estimate, row.low!, row.high!].map(share);
        return `${figure}, from ${low} to ${high}, ${thousands(row.n)} answers`;
      }),
    );
    assert.equal(times.length, 12);
    assert.deepEqual(sorted(await figures(page)), sorted(over.map((cells) => ["", ...cells])));
    await examine(opened, "over time");
    // On a phone it scrolls inside itself, so that every figure can be read.
    await page.setViewportSize({ width: 375, height: 900 });
    const canvas = page.locator('section[aria-labelledby="by"] canvas');
    await page.waitForFunction(
      ([element, least]) => (element as HTMLElement).offsetWidth >= (least as number),
      [await canvas.elementHandle(), 12 * 46] as const,
    );
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375);
    // What keeps it as a picture stays in sight.
    const keep = page
      .locator('section[aria-labelledby="by"]')
      .getByRole("button", { name: "Save the chart", exact: true });
    const { x, width } = (await keep.boundingBox())!;
    assert.ok(x >= 0 && x + width <= 375, `${x} and ${width} wide`);
    await close();
  });

  it("draws the bands of a mean and a target behind its groups, and says so; on a phone, in Indonesian", async () => {
    const { world, open } = visit();
    const target = `/v1/targets/disconfirmation.looks`;
    const definition = { measure: "disconfirmation", level: 3.3 };
    assert.equal((await world.request("PUT", target, { definition })).status, 201);
    const opened = await open({ lang: "id", width: 375 });
    const { page, go, close } = opened;
    await go(`/overview?${year}&measure=disconfirmation&by=attributes.region`);
    await page
      .getByText(/Garis putus-putus: Target 3,30\. Garis titik-titik: keseluruhan/)
      .waitFor();
    await page.getByText(/(Pita di belakang|Semuanya berada dalam).*Sesuai perkiraan 3/).waitFor();
    await page.getByLabel("Ditampilkan sebagai").selectOption("Sebaran");
    await page.getByRole("heading", { name: "Sebaran jawaban" }).waitFor();
    await drawn(page);
    await examine(opened, "spread on a phone");
    await world.request("DELETE", target);
    await close();
  });
}
