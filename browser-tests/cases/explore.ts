/** Explore: any measure by any dimensions in two presses, and what it shows is what the question answers. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { QueryInput } from "#contract/query.ts";
import { focused } from "../browser.ts";
import { examine, settled, type Visit } from "../visit.ts";

const year = "from=2025-01-01&to=2025-12-31";
const asked = { from: "2025-01-01", to: "2026-01-01", timezone: "UTC" };
const share = (value: number) => `${(100 * value).toFixed(1)}%`;

export function exploreCases(visit: () => Visit): void {
  const ask = async (question: QueryInput) => visit().world.query({ ...asked, ...question });

  it("meets any measure with any dimensions in two presses, letters and signals behind each cell", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go(`/explore?${year}`);
    const press = (list: string, name: string) =>
      page
        .getByRole(list.startsWith("Attributes") ? "group" : "toolbar", { name: list, exact: true })
        .getByRole("button", { name, exact: true })
        .click();
    await page.getByRole("searchbox", { name: "Find a measure" }).fill("effort");
    await press("Measure", "Customer effort (CES)");
    const { total } = await ask({ measure: { kind: "ces", figure: "share" } });
    await page.getByRole("group", { name: new RegExp(`^${share(total!.estimate!)}, `) }).waitFor();
    await page.getByRole("searchbox", { name: "Find a measure" }).fill("");
    await press("Divide by", "Touchpoint");
    // T9: the phone is hard, the app is easy.
    for (const [name, figure] of [
      ["Support call", "52.0%"],
      ["Support chat", "71.0%"],
      ["Self-service help", "84.0%"],
    ] as const)
      await page.getByRole("row", { name: new RegExp(`^${name}.* ${figure}`) }).waitFor();
    await page.getByRole("checkbox", { name: "Say which differ" }).check();
    await page.getByRole("row", { name: /^Self-service help.* higher than / }).waitFor();
    await press("Measure", "Satisfaction");
    await press("Attributes of signals", "Region");
    const table = page.getByRole("region", { name: /^Satisfaction: Touchpoint by Region$/ });
    const { rows, letters } = await ask({
      measure: { kind: "csat" },
      by: ["touchpoint", "attributes.region"],
      letters: true,
    });
    const cell = rows.find(
      ({ by }) => by.touchpoint === "bill" && by["attributes.region"] === "North",
    )!;
    const letterOf = (value: string) => letters!.columns.find((each) => each.value === value)!;
    // T1: the bill breaks in the North, and its column is below the others' in that row.
    const bill = table.getByRole("row", { name: /^Bill/ });
    await bill.getByRole("link", { name: new RegExp(` ${share(cell.estimate!)}, `) }).waitFor();
    const above = rows.filter(
      (row) => row.by.touchpoint === "bill" && row.above!.includes(letterOf("North").letter),
    );
    assert.equal(above.length, 3);
    assert.deepEqual(cell.above, []);
    await examine(opened, "explore");
    await bill.getByRole("link", { name: new RegExp(` ${share(cell.estimate!)}, `) }).click();
    await page.getByRole("heading", { name: "Signals", level: 1 }).waitFor();
    assert.equal(
      new URL(page.url()).searchParams.get("where"),
      'touchpoint == "bill" && attributes.region == "North" && "csat" in measures',
    );
    await page.goBack();
    await press("Divide by", "Over time");
    await page.getByRole("combobox", { name: "Over time" }).waitFor();
    await close();
  });

  it("makes up who answered as the whole, and says in the place what can't be given and what mends it", async () => {
    const { page, go, close } = await visit().open({ width: 375, scheme: "dark" });
    const where = encodeURIComponent('programme == "relationship"');
    const plan = encodeURIComponent(JSON.stringify([{ by: "customer.attributes.plan" }]));
    await go(`/explore?${year}&measure=nps&where=${where}&rake=${plan}`);
    // T7: who answers is not who is served.
    await page
      .getByText(/Without weights it is \+26\.0; weighted \+18\.\d, .* −7\.\d points/)
      .waitFor();
    await page.getByRole("cell", { name: "55.0%" }).waitFor();
    await go(`/explore?${year}&measure=csat&by=journey&letters=1`);
    await page
      .getByRole("alert")
      .getByText(/^An answer stands in several of these groups/)
      .waitFor();
    await page.getByRole("button", { name: "Without letters" }).click();
    await page.getByRole("row").nth(1).waitFor();
    assert.ok(!page.url().includes("letters"));
    // Two scales under one name give no figure, until one of them is chosen.
    await visit().world.send(
      [3, 4, 70].map((zeal, n) => ({
        id: `zeal-${n}`,
        kind: "survey-response",
        occurredAt: "2025-06-15T05:00:00Z",
        measures: { zeal },
      })),
    );
    const scale = { min: 1, max: 5 };
    const definition = { labels: { en: "Zeal" }, scale, direction: "higher-is-better" };
    const put = { definition: { ...definition, figure: "mean" } };
    assert.equal((await visit().world.request("PUT", "/v1/measures/zeal", put)).status, 200);
    await go(`/explore?${year}&measure=zeal`);
    await page
      .getByRole("alert")
      .getByText(/^1 of 3 answers do not lie on the scale/)
      .waitFor();
    await page.getByRole("button", { name: "Count only answers on its scale" }).click();
    await page.getByRole("group", { name: /^3\.50, .* 2 answers$/ }).waitFor();
    const none = encodeURIComponent('channel == "none"');
    await go(`/explore?${year}&measure=csat&where=${none}`);
    await page.getByText("Nothing in this period").waitFor();
    await page.getByRole("button", { name: "Clear filters" }).last().click();
    await page
      .getByRole("group", { name: /, from .* to .*, [\d,]+ answers$/ })
      .first()
      .waitFor();
    await settled(page);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 375);
    await close();
  });

  it("has the answer in sight on a phone once it is asked, and folds what asks it into a line that says it", async () => {
    const opened = await visit().open({ width: 375 });
    const { page, go, close } = opened;
    const row = page.getByRole("row", { name: /^Self-service help/ });
    const topOf = async () => {
      await row.waitFor();
      await settled(page);
      return (await row.boundingBox())!.y;
    };
    await go(`/explore?${year}`);
    for (const [field, name] of [
      ["Measure", "Satisfaction"],
      ["Divide by", "Touchpoint"],
    ] as const) {
      await page.getByRole("combobox", { name: field, exact: true }).click();
      await page.getByRole("option", { name, exact: true }).click();
    }
    const asked = page.getByRole("button", { name: /^What is asked\s*Satisfaction by Touchpoint/ });
    await asked.waitFor();
    const open = await topOf();
    assert.ok(open < 812, `${open}`);
    assert.equal(await page.evaluate(() => scrollY), 0);
    const figure = page.getByRole("combobox", { name: "Figure" });
    assert.match((await figure.getAttribute("aria-describedby"))!, /./);
    await page.getByText("Top boxes are the best answers, such as").waitFor();
    await page.getByRole("button", { name: "Compare and weight" }).click();
    await page.getByRole("checkbox", { name: "Draw together" }).waitFor();
    await page.getByText("Groups with few answers move towards the whole.").waitFor();
    await asked.press("Enter");
    assert.equal(await asked.getAttribute("aria-expanded"), "false");
    await focused(asked);
    await examine(opened, "explore on a phone");
    // Whoever comes by an address that asks something finds the answer, too.
    await page.reload();
    const folded = await topOf();
    assert.ok(folded < 812 / 2 + 100, `${folded}`);
    await asked.press("Enter");
    await page.keyboard.press("Tab");
    await focused(page.getByRole("combobox", { name: "Measure", exact: true }));
    await go("/explore?measure=csat&by=touchpoint&from=2019-01-01&to=2019-02-01");
    // Its heading says so; that of the answer stands in the line above.
    const none = page.getByRole("heading", { name: "Nothing in this period" });
    await none.waitFor();
    assert.ok(
      (await none.boundingBox())!.width > 100 &&
        (await none.evaluate((h) => getComputedStyle(h).clipPath)) === "none",
    );
    await go("/explore?measure=csat&by=touchpoint&from=2025-12-31&to=2025-01-01");
    await page.getByText("The last day lies before the first.").waitFor();
    await close();
  });

  it("saves what is looked at to a dashboard", async () => {
    const { page, go, close } = await visit().open({ lang: "id" });
    await go(`/explore?${year}&measure=csat&by=channel`);
    await page.getByRole("heading", { name: "Jelajahi", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Simpan ke dasbor" }).click();
    const dialog = page.getByRole("dialog", { name: "Simpan ke dasbor" });
    await dialog.getByRole("combobox", { name: "Dasbor" }).selectOption("");
    await dialog.getByRole("button", { name: "Simpan petak" }).click();
    await dialog.getByText("Beri nama dasbor baru.").waitFor();
    await dialog.getByLabel("Nama dasbor baru").fill("Kanal");
    await dialog.getByRole("button", { name: "Simpan petak" }).click();
    await dialog.getByText("Tersimpan di Kanal.").waitFor();
    const href = await dialog.getByRole("link", { name: "Buka" }).getAttribute("href");
    const { body } = await visit().world.request<{ tiles: { as: string; query: QueryInput }[] }>(
      "GET",
      `/v1${href}`,
    );
    assert.deepEqual(
      body.tiles.map(({ as, query: { measure, by, from } }) => [as, measure.kind, by, from]),
      [["ranking", "csat", ["channel"], undefined]],
    );
    await settled(page);
    await close();
  });
}

export function emptyExploreCases(visit: () => Visit): void {
  it("says on Explore and on league tables what will stand there, and how it comes", async () => {
    const { page, go, close } = await visit().open({ lang: "id" });
    for (const path of ["/explore", "/leagues"]) {
      await go(path);
      await page.getByRole("heading", { name: "Belum ada yang masuk" }).waitFor();
      await page.getByRole("link", { name: "Kirim atau impor sinyal" }).waitFor();
    }
    await close();
  });
}
