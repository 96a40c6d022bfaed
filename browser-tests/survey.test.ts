import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { floodLimitsOf } from "#ask/flood.ts";
import { everyType } from "#ask/every-type.test-support.ts";
import { createRespondent, publish, responsesOf } from "#ask/respondent.test-support.ts";
import { surveyInput } from "#ask/survey.test-support.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { colours, violations } from "./axe.ts";
import { browserMissing, focused, launchBrowser } from "./browser.ts";
import { strict, wrongIn } from "./cases/strict-survey.ts";

const skip = browserMissing();
const limits = floodLimitsOf(6_000);
let world: World;
let browser: Browser;
before(async () => {
  if (!skip)
    [world, browser] = await Promise.all([
      startWorld({ env: { CORRIDOR_REQUESTS_PER_MINUTE: "6000" } }),
      launchBrowser(),
    ]);
});
after(async () => {
  await browser?.close();
  await world?.stop();
});

type Opened = { page: Page; context: BrowserContext; complaints: string[]; asked: string[] };
async function open(
  script: boolean,
  more: { locale?: string; width?: number } = {},
): Promise<Opened> {
  const context = await browser.newContext({
    javaScriptEnabled: script,
    viewport: { width: more.width ?? 375, height: 760 },
    locale: more.locale ?? "en-GB",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on("console", (message) => {
    // That a form was answered with 422 is how a page without script is told; no fault of the page.
    const isAnswer = message.text().includes("422 (Unprocessable Entity)");
    if (["error", "warning"].includes(message.type()) && !isAnswer) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => asked.push(request.url()));
  return { page, context, complaints, asked };
}

/** Not wider than the screen, nothing that axe finds, light and dark. Script is needed to look, so axe looks where there is. */
async function examine({ page, complaints, asked }: Opened, name: string, script: boolean) {
  assert.deepEqual(complaints, [], name);
  for (const url of asked)
    assert.ok(url.startsWith(world.url) || url.startsWith("data:"), `${name} asked ${url}`);
  if (!script) return;
  const wide = await page.evaluate("document.documentElement.scrollWidth");
  assert.ok(Number(wide) <= page.viewportSize()!.width, `${name} is ${String(wide)} px wide`);
  assert.deepEqual(await violations(page), [], name);
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await violations(page, colours), [], `${name} in the dark`);
  await page.emulateMedia({ colorScheme: "light" });
}

const next = async (page: Page) => page.getByRole("button", { name: /^(Next|Send)$/ }).click();
const choose = async (page: Page, name: string, value: string) =>
  page.locator(`input[name="a.${name}"][value="${value}"]`).check();

/** The whole way, by keyboard where it can be, as somebody would go it. */
async function answerAll(opened: Opened, survey: string, script: boolean): Promise<void> {
  const { page } = opened;
  await page.goto(`${world.url}/s/${survey}?shop=south`);
  await examine(opened, "first page", script);
  assert.equal(await page.getByRole("textbox", { name: /main reason/ }).count(), 0);
  await next(page);
  const summary = page.getByRole("alert");
  await summary.waitFor();
  await focused(summary);
  await summary.getByRole("link").click();
  assert.match(page.url(), /#q-nps$/);
  await examine(opened, "errors", script);
  await choose(page, "nps", "3");
  // With script the reason comes at once; without it the page comes again with it.
  if (!script) await next(page);
  await page.getByRole("textbox", { name: /main reason/ }).fill("It came late <b>and</b> wet");
  await choose(page, "csat", "2");
  await choose(page, "stars", "4");
  await choose(page, "faces", "1");
  await choose(page, "ces", "6");
  await choose(page, "rate", "9");
  await next(page);
  await page.getByText("How did you order?").waitFor();
  await examine(opened, "choices", script);
  await choose(page, "channel", "other");
  await page.locator('input[name="a.channel[other]"]').fill("By phone");
  await page.getByRole("combobox", { name: "Where do you live?" }).selectOption("jakarta");
  await choose(page, "helped", "mail");
  if (script) {
    await choose(page, "helped", "none");
    assert.equal(await page.locator('input[name="a.helped"]:checked').count(), 1);
    await choose(page, "helped", "mail");
    await page.getByRole("button", { name: "Move Staff up" }).press("Enter");
  } else
    for (const [n, value] of ["staff", "speed", "packaging", "communication"].entries())
      await page.locator(`select[name="a.order[${value}]"]`).selectOption(String(n + 1));
  await choose(page, "asat[speed]", "2");
  await choose(page, "asat[staff]", "-");
  await choose(page, "used[staff]", "away");
  await next(page);
  await page.getByText("Compared with what you expected").waitFor();
  await page.getByRole("button", { name: "Back" }).click();
  await page.getByText("How did you order?").waitFor();
  assert.ok(await page.locator('input[name="a.channel"][value="other"]').isChecked());
  assert.equal(await page.locator('input[name="a.channel[other]"]').inputValue(), "By phone");
  await next(page);
  await page.getByText("Compared with what you expected").waitFor();
  await examine(opened, "expectations", script);
  await choose(page, "dis", "2");
  await choose(page, "pair[speed][expectation]", "4");
  await choose(page, "pair[speed][experience]", "2");
  await choose(page, "zone[packaging][minimum]", "3");
  await next(page);
  await page.getByText("Nearly done.").waitFor();
  await page.getByRole("textbox", { name: "Which product?" }).fill("Router");
  await page.getByRole("textbox", { name: "How long did it take?" }).fill("12");
  await page.locator('input[name="a.share"]').fill("95");
  await page.locator('input[name="a.on"]').fill("2026-01-31");
  await choose(page, "agree", "yes");
  await choose(page, "mayContact", "yes");
  if (!script) await next(page);
  await page.getByRole("textbox", { name: "E-mail" }).fill("someone@example.com");
  await examine(opened, "fields", script);
  await next(page);
  await page.getByRole("heading", { name: "Thank you. We are sorry." }).waitFor();
  await examine(opened, "end", script);
  await page.reload();
  await page.getByText("have been sent already").waitFor();
}

describe("a survey on a telephone", { skip }, () => {
  const said: unknown[] = [];
  for (const script of [true, false])
    it(`is answered from first to last ${script ? "with" : "without"} script`, async () => {
      const survey = await publish(world, everyType());
      const opened = await open(script);
      await answerAll(opened, survey, script);
      const cookies = await opened.context.cookies();
      assert.deepEqual(cookies, []);
      await opened.context.close();
      const signals = await responsesOf(world, survey);
      assert.equal(signals.length, 1);
      const { measures, answers, text, judgements, state, attributes } = signals[0]!;
      assert.equal(state, "complete");
      // Only a script knows how long each question of a page takes.
      const times = (attributes as Record<string, string>)["survey.questions"];
      if (script) assert.match(times!, /^0:\d+(\.\d)? 1:\d+(\.\d)? /);
      else assert.equal(times, undefined);
      said.push({ measures, answers, text, judgements });
    });

  it("says the same either way", () => {
    assert.deepEqual(said[0], said[1]);
    assert.deepEqual((said[0] as { text: object }).text, {
      why: "It came late <b>and</b> wet",
      "channel.other": "By phone",
      product: "Router",
    });
  });

  it("is written from right to left", async () => {
    const survey = await publish(world, everyType());
    const opened = await open(true, { locale: "ar-EG" });
    await opened.page.goto(`${world.url}/s/${survey}`);
    assert.equal(await opened.page.evaluate("getComputedStyle(document.body).direction"), "rtl");
    await examine(opened, "from right to left", true);
    await opened.context.close();
  });
});

describe("a step that something is wrong with", { skip }, () => {
  for (const locale of ["en-GB", "id-ID"])
    it(`is told of before it is sent, as the server tells of it (${locale})`, async () => {
      const survey = await publish(world, strict());
      const told: unknown[] = [];
      for (const script of [true, false]) {
        const opened = await open(script, { locale });
        const { page } = opened;
        const sent: string[] = [];
        page.on("request", (request) => {
          if (request.method() === "POST") sent.push(request.postData() ?? "");
        });
        await page.goto(`${world.url}/s/${survey}`, { waitUntil: "networkidle" });
        await page.locator('input[name="a.days"]').fill("99");
        await page.locator('input[name="a.code"]').fill("B1");
        await choose(page, "way", "other");
        await page.locator('input[name="a.who[email]"]').fill("nobody");
        await page.locator('.go button[value="next"]').click();
        await page.locator("#summary").waitFor();
        told.push(await wrongIn(page));
        if (script) {
          assert.deepEqual(
            sent.filter((each) => !each.includes("go=save")),
            [],
            "nothing was asked of the server",
          );
          await examine(opened, "errors", true);
          // What is mended is no longer blamed; what is not is said again.
          await choose(page, "nps", "9");
          assert.equal(await page.locator("#e-nps").count(), 0);
          await page.locator('.go button[value="next"]').click();
          await page.locator("#summary a").nth(5).waitFor({ state: "detached" });
          assert.equal(await page.locator("#summary a").count(), 5);
          await page.locator('input[name="a.days"]').fill("3");
          await page.locator('input[name="a.code"]').fill("A1");
          await choose(page, "way", "web");
          await page.locator('input[name="a.who[email]"]').fill("a@example.com");
          await choose(page, "agree", "yes");
          await page.locator('.go button[value="next"]').click();
          await page.locator('textarea[name="a.why"]').waitFor();
        }
        await opened.context.close();
      }
      assert.deepEqual(told[0], told[1]);
    });
});

describe("what a survey of text and scale loads", { skip }, () => {
  it("is at most 15 KB, gzipped, from this server alone, and is read after one round trip", async () => {
    const survey = await publish(
      world,
      surveyInput({
        pages: [
          {
            key: "one",
            questions: [
              { key: "nps", type: "nps", text: { en: "How likely are you to recommend us?" } },
              { key: "why", type: "long-text", text: { en: "Why?" }, showIf: "answers.nps <= 6" },
            ],
          },
        ],
      }),
    );
    const opened = await open(true);
    const bytes: Record<string, number> = {};
    opened.page.on("response", async (response) => {
      const { responseBodySize } = await response.request().sizes();
      bytes[new URL(response.url()).pathname] = responseBodySize;
    });
    await opened.page.goto(`${world.url}/s/${survey}`, { waitUntil: "networkidle" });
    const sum = Object.values(bytes).reduce((all, each) => all + each, 0);
    // The page with its style, the script, and the logic that the branch needs.
    assert.equal(Object.keys(bytes).length, 3, JSON.stringify(bytes));
    assert.ok(sum > 5_000 && sum <= 15 * 1024, JSON.stringify(bytes));
    // Also where a browser takes nothing newer than gzip.
    const headers = { "accept-encoding": "gzip" };
    const gzipped = await Promise.all(
      Object.keys(bytes).map(async (path) => {
        const response = await fetch(world.url + path, { headers });
        await response.arrayBuffer();
        return Number(response.headers.get("content-length"));
      }),
    );
    const all = gzipped.reduce((known, each) => known + each, 0);
    assert.ok(gzipped.every((each) => each > 1_000) && all <= 15 * 1024, `${gzipped}`);
    await choose(opened.page, "nps", "3");
    await opened.page.getByRole("textbox", { name: "Why?" }).waitFor();
    await choose(opened.page, "nps", "9");
    await opened.page.getByRole("textbox", { name: "Why?" }).waitFor({ state: "hidden" });
    await opened.context.close();
    const page = await fetch(`${world.url}/s/${survey}`, {
      headers: { "accept-encoding": "gzip" },
    });
    const html = await page.text();
    assert.ok(html.indexOf("<style>") < html.indexOf("How likely"));
    assert.ok(!/<link[^>]+stylesheet/.test(html));
  });
});

describe("a survey with script", { skip }, () => {
  it("saves itself, is gone on with elsewhere, and waits while there is no network", async () => {
    const survey = await publish(world, everyType());
    const opened = await open(true);
    const { page, context } = opened;
    await page.goto(`${world.url}/s/${survey}`);
    await choose(page, "nps", "2");
    await page.getByRole("textbox", { name: /main reason/ }).fill("Half a sen");
    await page.getByText("Saved").waitFor();
    const link = page.url();
    assert.match(link, /[?&]r=/);
    const elsewhere = await open(false);
    await elsewhere.page.goto(link);
    assert.equal(
      await elsewhere.page.getByRole("textbox", { name: /main reason/ }).inputValue(),
      "Half a sen",
    );
    await elsewhere.context.close();
    await context.setOffline(true);
    await page
      .getByRole("textbox", { name: /main reason/ })
      .fill("Half a sentence, then the tunnel");
    await next(page);
    await page.getByText("You are offline").waitFor();
    await context.setOffline(false);
    await page.getByText("How did you order?").waitFor();
    // A reload was never needed, and the browser's own way back works.
    await page.goBack();
    await page.getByText("recommend Maju").waitFor();
    assert.equal(
      await page.getByRole("textbox", { name: /main reason/ }).inputValue(),
      "Half a sentence, then the tunnel",
    );
    await context.close();
  });

  it("loses nothing that was typed by a reload without a network, though nothing was ever saved", async () => {
    const survey = await publish(world, everyType());
    const { page, context } = await open(true);
    await page.goto(`${world.url}/s/${survey}?shop=south`, { waitUntil: "networkidle" });
    await context.setOffline(true);
    await choose(page, "nps", "2");
    await page.getByRole("textbox", { name: /main reason/ }).fill("In the lift");
    await page.waitForTimeout(100);
    // As a browser does when somebody reloads.
    await page.evaluate(`Object.defineProperty(document, "visibilityState", { value: "hidden" });
      document.dispatchEvent(new Event("visibilitychange"));`);
    const address = page.url();
    await page.reload().catch(() => {});
    assert.equal(await page.locator("form").count(), 0);
    await context.setOffline(false);
    // The browser loads it anew by itself, or somebody does.
    await page.goto(address).catch(() => page.goto(address));
    const reason = page.getByRole("textbox", { name: /main reason/ });
    await reason.waitFor();
    assert.equal(await reason.inputValue(), "In the lift");
    assert.ok(await page.locator('input[name="a.nps"][value="2"]').isChecked());
    for (let tries = 0; ; tries++) {
      const kept = await (await fetch(page.url())).text();
      if (kept.includes("In the lift")) break;
      assert.ok(tries < 50, "the server has it");
      await page.waitForTimeout(100);
    }
    assert.match(page.url(), /[?&]r=/);
    await context.close();
  });

  it("proves by itself that it is no machine where too many come", async () => {
    const survey = await publish(world, surveyInput({ pages: surveyInput().pages.slice(0, 1) }));
    const machine = createRespondent(world);
    for (let n = 0; n < limits.begunByAddress; n++)
      await machine.send(await machine.get(`/s/${survey}`), { nps: "9" });
    const opened = await open(true);
    await opened.page.goto(`${world.url}/s/${survey}`);
    await choose(opened.page, "nps", "9");
    await next(opened.page);
    await opened.page.getByRole("heading", { name: "Thank you." }).waitFor();
    await opened.context.close();
  });
});
