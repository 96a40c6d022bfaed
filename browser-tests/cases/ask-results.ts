/** A survey's results: what is read off the screen is what the responses sent come to. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import type { Page } from "playwright-core";
import type { SignalInput } from "#contract/signal.ts";
import type { SurveyBody } from "#contract/survey-routes.ts";
import { examine, settled, type Visit } from "../visit.ts";

const text = (en: string) => ({ en, id: `${en} (id)` });
const definition = (confidentiality = "identified") => ({
  format: 1,
  name: "After the visit",
  languages: ["en", "id"],
  confidentiality,
  pages: [
    {
      key: "first",
      title: text("First page"),
      questions: [
        { key: "nps", type: "nps", text: text("Would you recommend us?") },
        {
          key: "done",
          type: "single-choice",
          text: text("Is it done?"),
          options: [
            { value: "yes", text: text("Yes, wholly") },
            { value: "no", text: text("Not yet") },
          ],
        },
      ],
    },
    {
      key: "second",
      title: text("Second page"),
      questions: [
        { key: "why", type: "long-text", text: text("Why is that?") },
        { key: "shop", type: "hidden" },
      ],
    },
  ],
  calculated: [
    { key: "points", value: "answers.nps * 2" },
    { key: "keen", value: "answers.nps >= 9" },
  ],
  endings: [{ key: "end", text: text("Thanks.") }],
});

type Given = { nps: number; done: "yes" | "no"; why?: string; partial?: boolean };
/** 40 completes, of whom 22 are promoters and 8 detractors; 10 leave on the second page. */
const given: Given[] = [
  ...Array.from({ length: 22 }, (): Given => ({ nps: 10, done: "yes" })),
  ...Array.from({ length: 10 }, (): Given => ({ nps: 8, done: "yes" })),
  ...Array.from({ length: 8 }, (_, n): Given => ({ nps: 2, done: "no", why: `Too late, ${n}` })),
  ...Array.from({ length: 10 }, (): Given => ({ nps: 0, done: "no", partial: true })),
];

const signalOf = (survey: string, one: Given, n: number, kept = "identified"): SignalInput => ({
  id: `response/${survey}-${n}`,
  kind: "response",
  occurredAt: "2026-03-10T10:00:00Z",
  survey: { id: survey, version: 1 },
  source: { system: survey },
  voice: "customer",
  pattern: "past",
  confidentiality: kept as "identified",
  language: n % 2 === 0 ? "en" : "id",
  state: one.partial ? "partial" : "complete",
  measures: { nps: one.nps },
  answers: { done: one.done, points: one.nps * 2, keen: one.nps >= 9 },
  ...(one.why === undefined ? {} : { text: { why: one.why } }),
  attributes: {
    "survey.seconds": one.partial ? 40 : 60,
    "survey.pages": one.partial ? "0:10.0 1:30.0" : "0:20.0 1:40.0",
    shop: n % 4 === 0 ? "north" : "south",
    ...(one.partial ? { "survey.last": 1 } : {}),
    // Three of four ran the script.
    ...(n % 4 === 0 ? {} : { "survey.questions": "0:5.0 1:12.0" }),
  },
});

const share = (value: number) => `${(100 * value).toFixed(1)}%`;
/** Wilson's interval, worked out here. */
function wilson(k: number, n: number): string {
  const z = 1.959_963_984_540_054;
  const [p, d] = [k / n, 1 + z ** 2 / n];
  const half = (z / d) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
  const middle = (p + z ** 2 / (2 * n)) / d;
  return `${share(middle - half)} to ${share(middle + half)}`;
}

const question = (page: Page, name: string) => page.getByRole("article", { name });
const count = (page: Page, name: string) =>
  page.locator("dl > div").filter({ has: page.locator("dt", { hasText: name }) });

export function askResultsCases(visit: () => Visit): void {
  async function publish(body: object): Promise<string> {
    const { world } = visit();
    const made = await world.request<SurveyBody>("POST", "/v1/surveys", body);
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const { id } = made.body;
    assert.equal((await world.request("POST", `/v1/surveys/${id}/publish`)).status, 200);
    return id;
  }
  async function answered(all: readonly Given[], kept?: string): Promise<string> {
    const id = await publish(definition(kept));
    const { body } = await visit().world.send(all.map((one, n) => signalOf(id, one, n, kept)));
    assert.equal(body.accepted, all.length, JSON.stringify(body));
    return id;
  }

  it("shows counts, where others left, and each figure with n and interval, as the responses come to", async () => {
    const id = await answered(given);
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go(`/surveys/${id}/results`);
    const nps = question(page, "Would you recommend us?");
    await nps.waitFor();
    for (const [name, value] of [
      ["Starts", "50"],
      ["Completes", "40"],
      ["Partial", "10"],
      ["Completion", share(40 / 50)],
    ] as const)
      assert.match(await count(page, name).innerText(), new RegExp(`\\b${value}`), name);
    await count(page, "Completion").getByText(wilson(40, 50)).waitFor();
    await page.getByText("no response rate is shown").waitFor();
    const left = page.getByRole("row", { name: /^Second page/ });
    assert.match(await left.innerText(), new RegExp(`10\\s*${share(10 / 50)}`));
    // Of the first page's questions, all who left had answered its second one last.
    const cells = async (name: RegExp) =>
      (await page.getByRole("row", { name }).getByRole("cell").allInnerTexts()).map((cell) =>
        cell.replaceAll(/\s+/g, " ").trim(),
      );
    assert.deepEqual(await cells(/^Would you recommend us\?/), [
      "Would you recommend us?",
      "",
      "0 0.0%",
      "5 s",
    ]);
    assert.deepEqual((await cells(/^Is it done\?/)).slice(2), [`10 ${share(10 / 50)}`, "12 s"]);
    // What was worked out, and what came with the link.
    const points = question(page, "points");
    const mean = (22 * 20 + 10 * 16 + 8 * 4) / 40;
    await points.getByText(mean.toFixed(2), { exact: true }).first().waitFor();
    const keen = question(page, "keen").getByRole("row", { name: /^Yes/ });
    assert.match(await keen.innerText(), new RegExp(`${share(22 / 40)}[^]*22$`));
    const shop = question(page, "shop").getByRole("row", { name: /^north/ });
    assert.match(await shop.innerText(), new RegExp(`${share(10 / 40)}[^]*10$`));
    // 22 less 8 of 40, in points.
    await nps.getByText("+35.0", { exact: true }).waitFor();
    await nps.getByText("40 answers").waitFor();
    await nps.getByText("Promoters 55% (22)").waitFor();
    await nps.getByText("Detractors 20% (8)").waitFor();
    const row = question(page, "Is it done?").getByRole("row", { name: /^Yes, wholly/ });
    assert.deepEqual(
      (await row.getByRole("cell").allInnerTexts()).filter((cell) => cell !== ""),
      [share(32 / 40), wilson(32, 40), "32"],
    );
    // A press each: the figures of a picture as a table, and of any question as CSV.
    await nps.getByRole("button", { name: "Figures as a table: Would you recommend us?" }).click();
    assert.match(await nps.getByRole("row", { name: /^10/ }).innerText(), /55\.0%.*22/s);
    const [csv] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Table as CSV: Is it done?" }).click(),
    ]);
    assert.match(readFileSync(await csv.path(), "utf8"), /share,yes,32,0\.8,/);
    await examine(opened, "results");
    // Texts are searched, and come in pages.
    const why = question(page, "Why is that?");
    assert.equal(await why.getByRole("listitem").count(), 8);
    await why.getByLabel("Search these texts").fill("late 3");
    await why.getByText("Too late, 7").waitFor({ state: "detached" });
    assert.deepEqual(await why.getByRole("listitem").locator("p:first-child").allInnerTexts(), [
      "Too late, 3",
    ]);
    // One by another: all who are not done would not recommend.
    await page.getByLabel("Rows", { exact: true }).selectOption("nps");
    await page.getByLabel("Columns", { exact: true }).selectOption("done");
    const cross = page.getByRole("region", { name: "Would you recommend us? by Is it done?" });
    await cross.waitFor();
    const ten = await cross.getByRole("row", { name: /^10/ }).getByRole("cell").allInnerTexts();
    assert.match(ten[0]!, new RegExp(`^${Math.round((100 * 22) / 32)}%\\s`));
    assert.match(ten[1]!, /^0%\s/);
    await page.getByText("Not tested: too few in too many cells").waitFor();
    // What is chosen stands in the address.
    await page.getByLabel("Apart", { exact: true }).selectOption("language");
    await page.getByRole("checkbox", { name: "partial" }).check();
    await nps.getByText("50 answers").waitFor();
    assert.match(page.url(), /by=language/);
    assert.match(page.url(), /include=partial/);
    // 22 less 18 of 50.
    await nps.getByText("+8.0", { exact: true }).first().waitFor();
    const english = given.filter((_, n) => n % 2 === 0);
    const ofEnglish =
      (100 * english.reduce((sum, { nps: n }) => sum + (n >= 9 ? 1 : n <= 6 ? -1 : 0), 0)) /
      english.length;
    await nps
      .getByRole("row", { name: /^English/ })
      .getByText(`+${ofEnglish.toFixed(1)}`, { exact: true })
      .waitFor();
    await examine(opened, "results apart");
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitem", { name: "Responses as CSV" }).click();
    assert.equal((await download).suggestedFilename(), "after-the-visit.csv");
    const figures = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitem", { name: "Figures as CSV" }).click();
    assert.equal((await figures).suggestedFilename(), "after-the-visit-figures.csv");
    await close();
  });

  it("says under a heading that there is no such survey, and leads to those that are", async () => {
    const opened = await visit().open();
    const { page, go, complaints, close } = opened;
    for (const path of ["", "/results"]) {
      await go(`/surveys/nothing${path}`);
      await page.getByRole("heading", { level: 1, name: "There is no such survey" }).waitFor();
      // The browser notes each question that was refused: of results there are two.
      await page.waitForLoadState("networkidle");
      assert.match(complaints.splice(0).join(), /40[04]/);
      await examine(opened, `no survey${path}`);
      await page.getByRole("main").getByRole("link", { name: "Surveys" }).click();
      await page.getByRole("heading", { level: 1, name: "Surveys" }).waitFor();
    }
    await close();
  });

  it("says what few are, hides who answered in confidence, and what a wrong condition is; in Indonesian, too", async () => {
    const few = await answered([{ nps: 9, done: "yes" }]);
    const hidden = await answered(given.slice(0, 3), "confidential");
    // That somebody looked at it is told all the same, within three seconds.
    await fetch(`${visit().world.url}/s/${hidden}`);
    const none = await publish(definition());
    const opened = await visit().open({ lang: "id", width: 375 });
    const { page, go, close } = opened;
    await go(`/surveys/${few}/results`);
    await page.getByText("Jawaban sangat sedikit").first().waitFor();
    await examine(opened, "results few id");
    // Four times the same: all 32 who are not done are among the 32 who would not recommend.
    const enough = await answered([...given, ...given, ...given, ...given]);
    await go(`/surveys/${enough}/results?rows=nps&columns=done`);
    await page.getByText("χ² = 160,00, df 2, p < 0,001; V Cramér = 1,00").waitFor();
    await page.getByText("p hanya untuk tabel ini").waitFor();
    const views = async () =>
      (
        await visit().world.request<{ counts: { views: number | null } }>(
          "GET",
          `/v1/surveys/${hidden}/results`,
        )
      ).body.counts.views;
    for (let n = 0; n < 100 && !(await views()); n++) await page.waitForTimeout(100);
    await go(`/surveys/${hidden}/results`);
    // So few are not told, and not that there is nobody either.
    await page.getByText("Belum ada yang menjawab ini, atau kurang dari 5").first().waitFor();
    await settled(page);
    const completes = page.locator("dl > div", { hasText: /^Selesai/ });
    assert.equal(await completes.innerText(), "Selesai\n< 5");
    assert.equal(await page.getByText("Belum ada yang menjawab ini.").count(), 0);
    const tab = (await page.getByRole("link", { name: "Hasil" }).boundingBox())!;
    assert.ok(tab.x >= 0 && tab.x + tab.width <= 375, "where one is, is seen");
    await examine(opened, "results of few in confidence id");
    assert.equal(await page.getByText("Promotor").count(), 0, "three are not told");
    await go(`/surveys/${none}/results`);
    await page.getByText("Belum ada jawaban").waitFor();
    await examine(opened, "results none id");
    await go(`/surveys/${few}/results?where=chanel%20%3D%3D%20'web'`);
    await page
      .getByText(/chanel/)
      .last()
      .waitFor();
    await close();
  });
}
