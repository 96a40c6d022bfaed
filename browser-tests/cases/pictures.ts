/** A chart of the page beside the server's picture of the same question: both show the same figures, and those of the answer. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { it } from "node:test";
import type { Page } from "playwright-core";
import type { QueryInput, QueryRow } from "#contract/query.ts";
import type { Visit } from "../visit.ts";

const asked = { from: "2025-01-01", to: "2026-01-01", timezone: "UTC" };
type Point = { x: number; y: number };
type Drawn = { estimate: number; low: number; high: number };

const numbersIn = (text: string): number[] => (text.match(/-?[\d.]+/g) ?? []).map(Number);
const pairs = (all: readonly number[]): Point[] =>
  Array.from({ length: all.length / 2 }, (_, n) => ({ x: all[2 * n]!, y: all[2 * n + 1]! }));

/** Texts with where they stand. */
const textsOf = (svg: string): (Point & { text: string })[] =>
  [...svg.matchAll(/<text[^>]*translate\(([^)]*)\)[^>]*>([^<]*)</g)].map(([, at, text]) => {
    const [x, y] = numbersIn(at!);
    return { x: x!, y: y!, text: text! };
  });
/** Where the dots of a chart stand, in the order of its rows; what has no size only holds a figure's place. */
const dotsOf = (svg: string): Point[] =>
  [...svg.matchAll(/matrix\(([^)]*)\)"[^>]*ecmeta_data_index/g)].flatMap(([, matrix]) => {
    const [size, , , , x, y] = numbersIn(matrix!);
    return size === 0 ? [] : [{ x: x!, y: y! }];
  });

/** From pixels to shares, by two ticks of an axis; and how much one pixel is. */
function scaleOf(ticks: readonly { at: number; text: string }[]) {
  const [first, last] = [ticks[0]!, ticks.at(-1)!];
  const value = (text: string) => Number.parseFloat(text) / 100;
  const pixel = (value(last.text) - value(first.text)) / (last.at - first.at);
  return {
    pixel: Math.abs(pixel),
    valueAt: (at: number) => value(first.text) + (at - first.at) * pixel,
  };
}

/** A trend's months and figures, as they are drawn. */
function trendIn(svg: string): { months: string[]; drawn: Drawn[]; pixel: number } {
  const texts = textsOf(svg);
  const { valueAt, pixel } = scaleOf(
    texts.filter(({ text }) => text.endsWith("%")).map(({ y, text }) => ({ at: y, text })),
  );
  const band = /<path d="M([^"]*)Z"[^>]*fill-opacity="0\.16"/.exec(svg)![1]!;
  const ends = pairs(numbersIn(band));
  const half = ends.length / 2;
  const drawn = dotsOf(svg).map(({ x, y }, n) => {
    const [high, low] = [ends[n]!, ends[2 * half - 1 - n]!];
    assert.ok(Math.abs(high.x - x) < 1 && Math.abs(low.x - x) < 1, "it stands within its interval");
    return { estimate: valueAt(y), low: valueAt(low.y), high: valueAt(high.y) };
  });
  return {
    months: texts.filter(({ text }) => !text.endsWith("%")).map(({ text }) => text),
    drawn,
    pixel,
  };
}

/** A ranking's names, figures as written and as drawn, from the server. */
function rankingIn(svg: string) {
  const texts = textsOf(svg);
  const dots = dotsOf(svg);
  const bottom = Math.max(...texts.map(({ y }) => y));
  const { valueAt, pixel } = scaleOf(
    texts.filter(({ y }) => y === bottom).map(({ x, text }) => ({ at: x, text })),
  );
  const lines = [...svg.matchAll(/<path d="M([\d. L]*)"[^>]*ecmeta_series_index="0"/g)].map(
    ([, path]) => pairs(numbersIn(path!)),
  );
  const rows = dots.map(({ x, y }, n) => {
    const [low, high] = lines[n]!;
    const beside = texts.filter((each) => Math.abs(each.y - y) < 1).toSorted((a, b) => a.x - b.x);
    return {
      name: beside[0]!.text,
      written: beside.at(-2)!.text,
      base: beside.at(-1)!.text,
      drawn: { estimate: valueAt(x), low: valueAt(low!.x), high: valueAt(high!.x) },
    };
  });
  return { rows, pixel };
}

/** The same of the page, which draws a row for each group. */
async function rankingOn(page: Page) {
  const found = await page.evaluate(() => {
    const table = document.querySelector("section[aria-labelledby=by] table")!;
    const ends = [...table.querySelectorAll("thead [aria-hidden] > span")];
    const rows = [...table.querySelectorAll("tbody tr")].map((row) => {
      const level = [...row.querySelectorAll("svg line")].filter(
        (line) => line.getAttribute("y1") === line.getAttribute("y2"),
      );
      const [interval, dot] = level.map((line) =>
        ["x1", "x2"].map((name) => Number(line.getAttribute(name))),
      );
      return {
        name: row.querySelector("th")!.textContent!,
        written: row.querySelectorAll("td")[1]!.textContent!,
        at: [dot![0]!, ...interval!] as const,
      };
    });
    return { ends: ends.map((end) => end.textContent!), rows };
  });
  const { valueAt, pixel } = scaleOf([
    { at: 0, text: found.ends[0]! },
    { at: 200, text: found.ends[1]! },
  ]);
  const rows = found.rows.map(({ name, written, at: [dot, low, high] }) => ({
    name,
    written,
    drawn: { estimate: valueAt(dot), low: valueAt(low!), high: valueAt(high!) },
  }));
  return { rows, pixel };
}

/** Within a pixel of what the question answers. */
function shows(
  { drawn, pixel }: { drawn: readonly Drawn[]; pixel: number },
  rows: readonly QueryRow[],
) {
  assert.equal(drawn.length, rows.length);
  for (const [n, row] of rows.entries())
    for (const part of ["estimate", "low", "high"] as const)
      assert.ok(
        Math.abs(drawn[n]![part] - row[part]!) <= pixel,
        `${part} ${n}: ${drawn[n]![part]} is drawn, and ${row[part]} is answered`,
      );
}

export function pictureCases(visit: () => Visit): void {
  const ask = async (question: QueryInput) => visit().world.query({ ...asked, ...question });
  async function picture(question: QueryInput, size: object): Promise<string> {
    const { body, status } = await visit().world.request<string>("POST", "/v1/query/picture", {
      query: { ...asked, ...question },
      ...size,
    });
    assert.equal(status, 200, body);
    return body;
  }

  it("draws a trend and a ranking as the server's picture of the same question does", async () => {
    const { page, go, close } = await visit().open();
    await go("/overview?from=2025-01-01&to=2025-12-31&measure=csat&by=channel&compare=none");
    await page.getByRole("button", { name: "Only Store" }).waitFor();
    await page.getByRole("button", { name: "Save the chart", exact: true }).click();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "As SVG" }).click(),
    ]);
    const own = await readFile(await file.path(), "utf8");
    const monthly: QueryInput = { measure: { kind: "csat" }, interval: "month" };
    // The server guesses how wide letters are: where there is little room it leaves months out.
    const theirs = await picture(monthly, { width: 900, height: 300 });
    const [shown, sent] = [trendIn(own), trendIn(theirs)];
    assert.equal(shown.months.length, 12);
    assert.deepEqual(shown.months, sent.months);
    const { rows } = await ask(monthly);
    shows(shown, rows);
    shows(sent, rows);

    const divided: QueryInput = { measure: { kind: "csat" }, by: ["channel"] };
    const [listed, ranked] = [await rankingOn(page), rankingIn(await picture(divided, {}))];
    await page.getByRole("button", { name: "Save the chart: Satisfaction: Channel" }).click();
    const [kept] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "As SVG" }).click(),
    ]);
    assert.equal(kept.suggestedFilename(), "csat-channel.svg");
    const saved = rankingIn(await readFile(await kept.path(), "utf8"));
    const labels = (list: typeof listed) => list.rows.map(({ name, written }) => [name, written]);
    assert.ok(listed.rows.length > 4);
    assert.deepEqual(labels(listed), labels(ranked));
    assert.deepEqual(labels(saved), labels(ranked));
    assert.deepEqual(
      saved.rows.map(({ base }) => base),
      ranked.rows.map(({ base }) => base),
    );
    const groups = (await ask(divided)).rows.toSorted((a, b) => a.rank! - b.rank!);
    assert.deepEqual(
      ranked.rows.map(({ base }) => base),
      groups.map(({ n }) => `n\u00A0${n.toLocaleString("en")}`),
    );
    for (const { rows: each, pixel } of [listed, ranked, saved])
      shows({ drawn: each.map(({ drawn }) => drawn), pixel }, groups);
    await close();
  });

  it("gives a chart along as a picture", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go("/overview?from=2025-01-01&to=2025-12-31&measure=csat&by=channel");
    await page.getByRole("button", { name: "Save the chart", exact: true }).click();
    const [svg] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "As SVG" }).click(),
    ]);
    assert.match(svg.suggestedFilename(), /^csat-month\.svg$/);
    assert.match(
      await readFile(await svg.path(), "utf8"),
      // What it is of, and of which days, stands above it where no page does.
      /^<svg[^>]* width="[\d.]+".*>Satisfaction over time<\/text>.*>1 Jan 2025 to 31 Dec 2025<\/text>.*<\/svg>\s*$/s,
    );
    await page.getByRole("button", { name: "Save the chart", exact: true }).click();
    const [png] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "As PNG" }).click(),
    ]);
    assert.match(png.suggestedFilename(), /^csat-month\.png$/);
    const picture = await readFile(await png.path());
    assert.equal(picture.subarray(1, 4).toString(), "PNG");
    assert.ok(picture.readUInt32BE(16) > 600, "its width");
    assert.ok(picture.length > 5_000, "something is drawn");
    // Where what draws it can't come, that is said in its place, its figures are there, and it comes by one press.
    await page.route("**/assets/echarts*", (route) => route.abort());
    await page.reload();
    const trend = page.getByRole("figure").first();
    await trend.getByRole("alert").getByText("could not be loaded").waitFor();
    await page.getByRole("button", { name: "Save the chart: Satisfaction: Channel" }).click();
    await page.getByRole("menuitem", { name: "As PNG" }).click();
    await page.getByRole("alert").getByText("That did not work").last().waitFor();
    assert.deepEqual(
      opened.complaints.filter((said) => !said.includes("Failed to load resource")),
      [],
    );
    await page.unroute("**/assets/echarts*");
    await trend.getByRole("button", { name: "Load anew" }).click();
    await trend.locator("canvas").waitFor();
    await close();
  });
}
