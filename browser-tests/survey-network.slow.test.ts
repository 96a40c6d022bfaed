/** Nothing that was typed is lost: by another language, by a network that fails or lies, by too many, by a way back. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { sql } from "kysely";
import type { Browser, Page, Route } from "playwright-core";
import type { SurveyInput } from "#contract/survey.ts";
import { publish, responsesOf } from "#ask/respondent.test-support.ts";
import { surveyInput } from "#ask/survey.test-support.ts";
import { startWorld, testOwner, type World } from "#server/testing/world.ts";
import { browserMissing, launchBrowser } from "./browser.ts";
import { opened } from "./cases/respondent.ts";

const skip = browserMissing();
let world: World;
let browser: Browser;
before(async () => {
  if (!skip) [world, browser] = await Promise.all([startWorld(), launchBrowser()]);
});
after(async () => {
  await browser?.close();
  await world?.stop();
});

/** A score and its reason, then what else there is; in English and Indonesian. */
const twoPages = (other: Partial<SurveyInput> = {}): SurveyInput =>
  surveyInput({
    languages: ["en", "id"],
    pages: [
      {
        key: "one",
        questions: [
          { key: "nps", type: "nps", required: true, text: { en: "How likely?", id: "Mungkin?" } },
          { key: "why", type: "long-text", text: { en: "Why?", id: "Mengapa?" } },
          { key: "days", type: "number", min: 1, max: 9, text: { en: "Days?", id: "Hari?" } },
        ],
      },
      {
        key: "two",
        questions: [
          { key: "more", type: "long-text", text: { en: "What else?", id: "Apa lagi?" } },
        ],
      },
    ],
    endings: [{ key: "thanks", text: { en: "Thank you.", id: "Terima kasih." } }],
    ...other,
  });

const open = (survey: string, more: Parameters<typeof opened>[2] & { query?: string } = {}) =>
  opened(browser, `${world.url}/s/${survey}${more.query ?? ""}`, more);
const choose = (page: Page, value: string) =>
  page.locator(`input[name="a.nps"][value="${value}"]`).check();
const next = (page: Page) => page.locator('.go button[value="next"]').click();
const why = (page: Page) => page.locator('textarea[name="a.why"]');
const more = (page: Page) => page.locator('textarea[name="a.more"]');

const rowsOf = async (survey: string): Promise<number> => {
  const { rows } = await sql<{ n: string }>`
    select count(*) n from survey_responses where survey = ${survey}`.execute(
    world.app.postgres.db,
  );
  return Number(rows[0]!.n);
};
/** The one response of a survey, once it is complete. */
async function only(survey: string): Promise<Record<string, unknown>> {
  const all = await responsesOf(world, survey);
  assert.equal(all.length, 1);
  assert.equal(all[0]!["state"], "complete");
  assert.equal(await rowsOf(survey), 1, "one response, and no stray start");
  return all[0]!;
}
const linkTo = async (survey: string, link: object): Promise<string> => {
  const made = await world.request<{ links: { url: string }[] }>(
    "POST",
    `/v1/surveys/${survey}/links`,
    { links: [link] },
  );
  return new URL(made.body.links[0]!.url).search;
};

describe("another language", { skip }, () => {
  const ways: Record<string, { survey?: Partial<SurveyInput>; link?: object }> = {
    "an open link": {},
    "a personal link": { link: { customer: { id: "C-1" } } },
    "a link for many": { link: { shared: true, touchpoint: "delivery" } },
    "a personal link to an anonymous survey": {
      survey: { confidentiality: "anonymous" },
      link: { customer: { id: "C-2" } },
    },
  };
  for (const [name, { survey: own, link }] of Object.entries(ways))
    it(`keeps the step and its answers, by ${name}`, async () => {
      const survey = await publish(world, twoPages(own));
      const query = link ? await linkTo(survey, link) : "";
      const { page, context } = await open(survey, { query });
      await choose(page, "3");
      await why(page).fill("It came late");
      await next(page);
      await more(page).fill("Typed a moment ago");
      await page.getByRole("link", { name: "Indonesia" }).click();
      await page.getByText("Apa lagi?").waitFor();
      assert.equal(await more(page).inputValue(), "Typed a moment ago");
      await page.getByRole("button", { name: "Kembali" }).click();
      await page.getByText("Mengapa?").waitFor();
      assert.equal(await why(page).inputValue(), "It came late");
      await next(page);
      await page.getByText("Apa lagi?").waitFor();
      await next(page);
      await page.getByText("Terima kasih.").waitFor();
      const signal = await only(survey);
      assert.deepEqual(signal["text"], { why: "It came late", more: "Typed a moment ago" });
      assert.equal(signal["language"], "id");
      await context.close();
    });

  it("keeps what was typed on the first page and never saved, also what is refused", async () => {
    const survey = await publish(world, twoPages());
    const { page, context } = await open(survey);
    await choose(page, "3");
    await why(page).fill("It came late");
    await page.locator('input[name="a.days"]').fill("soon");
    await page.getByRole("link", { name: "Indonesia" }).click();
    await page.getByText("Mengapa?").waitFor();
    await assertBecomes(() => why(page).inputValue(), "It came late");
    assert.ok(await page.locator('input[name="a.nps"][value="3"]').isChecked());
    await next(page);
    await page.locator("#summary").waitFor();
    await page.getByRole("link", { name: /English/ }).click();
    await page.getByText("Why?").waitFor();
    await assertBecomes(() => page.locator('input[name="a.days"]').inputValue(), "soon");
    await page.locator('input[name="a.days"]').fill("2");
    await next(page);
    await page.getByText("What else?").waitFor();
    await next(page);
    await page.getByText("Thank you.").waitFor();
    assert.deepEqual((await only(survey))["text"], { why: "It came late" });
    await context.close();
  });

  it("begins nothing by itself, and is carried by every step without script", async () => {
    const survey = await publish(world, twoPages());
    const looking = await open(survey);
    await looking.page.getByRole("link", { name: "Indonesia" }).click();
    await looking.page.getByText("Mengapa?").waitFor();
    await looking.context.close();
    assert.equal(await rowsOf(survey), 0);
    const { page, context } = await open(survey, { script: false });
    await choose(page, "3");
    await next(page);
    await page.getByText("What else?").waitFor();
    await page.getByRole("link", { name: "Indonesia" }).click();
    await page.getByText("Apa lagi?").waitFor();
    await next(page);
    await page.getByText("Terima kasih.").waitFor();
    await only(survey);
    await context.close();
  });
});

/** Waits for what a page comes to by itself. */
async function assertBecomes<T>(read: () => Promise<T>, wanted: T): Promise<void> {
  for (let tries = 0; ; tries++) {
    const found = await read().catch(() => undefined);
    if (found === wanted) return;
    if (tries > 100) assert.deepEqual(found, wanted);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const html = { contentType: "text/html" };
const json = { contentType: "application/json" };
/** What others answer in our place, and what is said then. */
const others: Record<string, { answer: (route: Route) => Promise<void>; said: RegExp }> = {
  "a proxy that finds no server": {
    answer: (route) =>
      route.fulfill({ ...html, status: 502, body: "<h1>502 Bad Gateway</h1><p>nginx" }),
    said: /can't be sent just now/,
  },
  "the door of a network": {
    answer: (route) => route.fulfill({ ...html, body: "<h1>Hotel Wi-Fi</h1> Sign in" }),
    said: /can't be sent just now/,
  },
  "a server that stops": {
    answer: (route) =>
      route.fulfill({ ...json, status: 503, body: '{"error":{"code":"unavailable"}}' }),
    said: /can't be sent just now/,
  },
  "a defect": {
    answer: (route) =>
      route.fulfill({ ...json, status: 500, body: '{"error":{"code":"internal"}}' }),
    said: /can't be sent just now/,
  },
  "too many": {
    answer: (route) =>
      route.fulfill({
        ...html,
        status: 429,
        headers: { "retry-after": "1", "x-title": "Too%20many" },
        body: "<h1>Too many</h1>",
      }),
    said: /Too many answers are coming from here/,
  },
  "no network": { answer: (route) => route.abort("internetdisconnected"), said: /You are offline/ },
};

describe("an answer that is not ours", { skip }, () => {
  for (const [name, { answer, said }] of Object.entries(others))
    it(`takes nothing away, and the step is sent again by itself: ${name}`, async () => {
      const survey = await publish(world, twoPages());
      const { page, context } = await open(survey);
      const stands = async (text: string) => {
        assert.equal(await page.locator("h1:not(.vh)").count(), 0, "nothing of others is shown");
        assert.equal(await why(page).inputValue(), text);
      };
      let isOurs = false;
      await page.route("**/s/*", (route) =>
        isOurs || route.request().method() !== "POST" ? route.continue() : answer(route),
      );
      await choose(page, "3");
      await why(page).fill("It came late");
      // It saves itself, which is refused: that is said, and not that it was.
      await page.locator(".state", { hasText: said }).waitFor();
      await stands("It came late");
      await why(page).fill("It came late, and wet");
      await next(page);
      await page.locator(".state", { hasText: said }).waitFor();
      await page.locator('.go button[value="next"]:disabled').waitFor();
      await stands("It came late, and wet");
      // Typed while it waits.
      await why(page).fill("It came late, and wet, twice");
      await page.waitForTimeout(1_500);
      await page.reload();
      await assertBecomes(() => why(page).inputValue(), "It came late, and wet, twice");
      assert.ok(await page.locator('input[name="a.nps"][value="3"]').isChecked());
      await next(page);
      await page.locator(".state", { hasText: said }).waitFor();
      isOurs = true;
      await more(page).fill("Nothing");
      await next(page);
      await page.getByText("Thank you.").waitFor();
      const { text } = await only(survey);
      assert.deepEqual(text, { why: "It came late, and wet, twice", more: "Nothing" });
      await context.close();
    });

  it("is told in Indonesian, and an autosave that was refused is tried again by itself", async () => {
    const survey = await publish(world, twoPages());
    const { page, context } = await open(survey, { locale: "id-ID" });
    let refused = 0;
    await page.route("**/s/*", (route) => {
      if (route.request().method() !== "POST" || refused++ > 1) return route.continue();
      return route.fulfill({ ...json, status: 500, headers: { "retry-after": "1" }, body: "{}" });
    });
    await choose(page, "3");
    await page.getByText("Jawaban belum dapat dikirim.").waitFor();
    await page.getByText("Tersimpan").waitFor();
    assert.equal(refused, 3);
    assert.equal(await rowsOf(survey), 1);
    await context.close();
  });

  it("is not waited for where waiting can't help", async () => {
    const survey = await publish(world, twoPages());
    const { page, context } = await open(survey);
    await page.route("**/s/*", (route) =>
      route.request().method() === "POST"
        ? route.fulfill({ ...html, status: 403, body: "<h1>Forbidden</h1>" })
        : route.continue(),
    );
    await choose(page, "3");
    await why(page).fill("It came late");
    await next(page);
    await page.getByText("That could not be sent. Please try again.").waitFor();
    assert.equal(await why(page).inputValue(), "It came late");
    await page.reload();
    await assertBecomes(() => why(page).inputValue(), "It came late");
    await page.unroute("**/s/*");
    await next(page);
    await page.getByText("What else?").waitFor();
    await context.close();
  });
});

describe("the link to go on by", { skip }, () => {
  it("is a whole address that can be read on a telephone, and leads there on another device", async () => {
    const survey = await publish(world, twoPages());
    const { page, context } = await open(survey, { locale: "id-ID" });
    await choose(page, "3");
    await next(page);
    await page.locator("summary", { hasText: "Lanjutkan nanti" }).click();
    const link = page.locator(".later a");
    const text = await link.innerText();
    assert.ok(text.startsWith(`${world.url}/s/${survey}?`), text);
    assert.equal(await page.evaluate("document.documentElement.scrollWidth"), 375);
    const elsewhere = await open(survey, { script: false });
    await elsewhere.page.goto(text);
    await elsewhere.page.getByText("Apa lagi?").waitFor();
    await elsewhere.context.close();
    await context.close();
  });
});

describe("what is typed", { skip }, () => {
  it("stands when staff whose session has ended come back from the door", async () => {
    const survey = await publish(world, twoPages({ form: "mirror", voice: "employee" }));
    const { page, context } = await open(survey);
    await page.waitForURL(/sign-in/);
    const comeIn = async () => {
      await page.getByLabel("E-mail").fill(testOwner.email);
      await page.getByLabel("Password", { exact: true }).fill(testOwner.password);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByText("Why?").waitFor();
    };
    await comeIn();
    await choose(page, "3");
    await why(page).fill("It came late");
    await context.clearCookies();
    await next(page);
    await page.waitForURL(/sign-in/);
    await comeIn();
    await assertBecomes(() => why(page).inputValue(), "It came late");
    await next(page);
    await page.getByText("What else?").waitFor();
    await context.close();
  });

  it("stands after a way to what is wrong with it", async () => {
    const survey = await publish(world, twoPages());
    const { page, context } = await open(survey);
    await choose(page, "3");
    await page.locator('input[name="a.days"]').fill("soon");
    await next(page);
    await page.getByRole("alert").getByRole("link", { name: /Days/ }).click();
    await page.waitForTimeout(500);
    assert.equal(await page.locator('input[name="a.days"]').inputValue(), "soon");
    assert.ok(await page.locator('input[name="a.nps"][value="3"]').isChecked());
    await context.close();
  });

  it("stands after the browser's own ways, though it never had time to be saved", async () => {
    const survey = await publish(world, twoPages());
    const { page, context } = await open(survey);
    await choose(page, "3");
    await why(page).fill("At once");
    await next(page);
    await more(page).fill("A moment ago");
    await page.goBack();
    await page.getByText("Why?").waitFor();
    assert.equal(await why(page).inputValue(), "At once");
    await page.goForward();
    await page.getByText("What else?").waitFor();
    await assertBecomes(() => more(page).inputValue(), "A moment ago");
    await next(page);
    await page.getByText("Thank you.").waitFor();
    assert.deepEqual((await only(survey))["text"], { why: "At once", more: "A moment ago" });
    await context.close();
  });

  it("while a step is on its way goes with it", async () => {
    const survey = await publish(world, twoPages());
    const { page, context } = await open(survey);
    await choose(page, "3");
    await why(page).fill("It came");
    await page.getByText("Saved").waitFor();
    let go = () => {};
    const held = new Promise<void>((resolve) => (go = resolve));
    await page.route("**/s/*", async (route) => {
      await held;
      await route.continue();
    });
    await next(page);
    await page.getByText("Sending …").waitFor();
    await why(page).fill("It came late");
    go();
    await page.getByText("What else?").waitFor();
    await next(page);
    await page.getByText("Thank you.").waitFor();
    assert.deepEqual((await only(survey))["text"], { why: "It came late" });
    await context.close();
  });
});
