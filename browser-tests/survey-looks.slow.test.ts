/** What a respondent is shown, and in which language: nothing stands there as said that was not. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { publish, responsesOf } from "#ask/respondent.test-support.ts";
import { surveyInput } from "#ask/survey.test-support.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { violations } from "./axe.ts";
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

describe("a slider", { skip }, () => {
  it("shows no place until something is answered, and can be pointed at where it stands unseen", async () => {
    const survey = await publish(
      world,
      surveyInput({
        pages: [
          {
            key: "one",
            questions: [
              {
                key: "share",
                type: "slider",
                min: 0,
                max: 100,
                step: 5,
                text: { en: "How much?" },
              },
            ],
          },
        ],
      }),
    );
    const { page, context } = await opened(browser, `${world.url}/s/${survey}`);
    const slider = page.locator('input[type="range"]');
    const field = page.locator('input[name="a.share"]');
    const range = page.locator(".range");
    const looks = async (): Promise<string> => {
      // What is pointed at looks otherwise.
      await page.mouse.move(1, 1);
      return (await range.screenshot()).toString("base64");
    };
    /** As it looks with its place, where a browser puts what has no value. */
    const seen = async (): Promise<string> => {
      await range.evaluate((element) => element.classList.remove("unset"));
      const found = await looks();
      await range.evaluate((element) => element.classList.add("unset"));
      return found;
    };
    await slider.waitFor();
    assert.equal(await slider.inputValue(), "50");
    const unset = await looks();
    const middle = await seen();
    assert.notEqual(unset, middle);
    assert.deepEqual(await violations(page), []);
    await slider.click();
    assert.equal(await field.inputValue(), "50");
    assert.equal(await looks(), middle);
    await field.fill("");
    assert.equal(await looks(), unset);
    await field.fill("95");
    assert.notEqual(await looks(), unset);
    await page.getByText("Saved").waitFor();
    await page.reload();
    await page.waitForFunction("document.querySelector('[type=range]').value === '95'");
    assert.notEqual(await looks(), unset);
    await context.close();
  });
});

/** Arabic, of which no words ship; some texts are not translated yet. */
const arabic = surveyInput({
  languages: ["en", "ar"],
  opening: { en: "A few questions.", ar: "بعض الأسئلة." },
  words: { next: { ar: "التالي" } },
  pages: [
    {
      key: "one",
      questions: [
        {
          key: "nps",
          type: "nps",
          required: true,
          text: { en: "How likely?", ar: "ما مدى احتمال؟" },
        },
        { key: "days", type: "number", min: 1, max: 9, text: { en: "How many days?" } },
        {
          key: "order",
          type: "ranking",
          text: { en: "What matters?", ar: "ما المهم؟" },
          options: [
            { value: "speed", text: { en: "Speed", ar: "السرعة" } },
            { value: "staff", text: { en: "Staff" } },
          ],
        },
        {
          key: "city",
          type: "single-choice",
          as: "drop-down",
          text: { en: "Where?", ar: "أين؟" },
          options: [
            { value: "a", text: { en: "Cairo", ar: "القاهرة" } },
            { value: "b", text: { en: "Giza" } },
          ],
        },
        {
          key: "reach",
          type: "contact-details",
          fields: ["email"],
          text: { en: "Whom?", ar: "من؟" },
        },
      ],
    },
    {
      key: "two",
      questions: [{ key: "why", type: "long-text", text: { en: "Why?", ar: "لماذا؟" } }],
    },
  ],
  endings: [{ key: "thanks", text: { en: "Thank you for that.", ar: "شكرا" } }],
});

describe("a page whose language has no words of its own", { skip }, () => {
  /** What is said there in letters of the other language and not marked as that, and the other way round. */
  const wrong = (page: Page) =>
    page.evaluate(`(() => {
      const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
      const found = [];
      for (let node; (node = walker.nextNode()); ) {
        const text = node.textContent.trim();
        const own = node.parentElement.closest("[lang]");
        const latin = /[A-Za-z]{2,}/.test(text);
        if (/^(template|script)$/i.test(node.parentElement.tagName) || !/\\p{L}{2,}/u.test(text)) continue;
        // An address, the company's name, and what nobody sees or hears are in no language.
        if (text.startsWith("http") || text === "Corridor" || node.parentElement.closest(".trap")) continue;
        if (own.lang !== (latin ? "en" : "ar") || (latin && own.dir !== "ltr")) found.push(text);
      }
      return found;
    })()`);

  for (const script of [true, false])
    it(`says of each text what language it is in, ${script ? "with" : "without"} script`, async () => {
      const survey = await publish(world, arabic);
      const { page, context } = await opened(browser, `${world.url}/s/${survey}`, {
        locale: "ar-EG",
        script,
      });
      assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
      assert.deepEqual(await wrong(page), []);
      assert.equal(await page.getByText("How many days?").getAttribute("lang"), "en");
      // What is in the page's own language needs no mark.
      assert.equal(await page.locator("#f-order legend [lang]").count(), 0);
      assert.equal(await page.getByRole("button", { name: "التالي" }).locator("[lang]").count(), 0);
      await page.locator('input[name="a.days"]').fill("99");
      await page.locator('.go button[value="next"]').click();
      await page.locator("#summary").waitFor();
      assert.deepEqual(await wrong(page), []);
      // It begins where the page's lines do, whoever has said it.
      for (const place of [".error", "#summary h2"])
        assert.equal(
          await page
            .locator(place)
            .first()
            .evaluate((element) => getComputedStyle(element).direction),
          "rtl",
        );
      if (script) assert.deepEqual(await violations(page), []);
      await page.locator('input[name="a.nps"][value="9"]').check();
      await page.locator('input[name="a.days"]').fill("9");
      await page.locator('.go button[value="next"]').click();
      await page.getByText("لماذا؟").waitFor();
      assert.deepEqual(await wrong(page), []);
      await page.locator('.go button[value="next"]').click();
      await page.getByText("شكرا").waitFor();
      await page.reload();
      await page.getByText("have been sent already").waitFor();
      assert.deepEqual(await wrong(page), []);
      await context.close();
    });
});

describe("what was pressed or typed", { skip }, () => {
  const way = [
    { value: "shop", text: { en: "In a shop" } },
    { value: "other", text: { en: "Otherwise" }, other: true as const },
  ];
  const survey = () =>
    publish(
      world,
      surveyInput({
        languages: ["en", "ar"],
        pages: [
          {
            key: "one",
            questions: [
              { key: "nps", type: "nps", text: { en: "How likely?" } },
              { key: "must", type: "rating", text: { en: "How fast?" }, required: true },
              {
                key: "way",
                type: "single-choice",
                as: "drop-down",
                text: { en: "How?" },
                options: way,
              },
              { key: "days", type: "number", text: { en: "Days?" } },
              { key: "why", type: "long-text", text: { en: "Why?" } },
            ],
          },
        ],
      }),
    );

  it("can be taken back where nothing need be answered, by key and by hand, and only then", async () => {
    const id = await survey();
    const { page, context } = await opened(browser, `${world.url}/s/${id}`);
    const clear = page.getByRole("button", { name: "Clear answer" });
    const of = (key: string, value: number) =>
      page.locator(`input[name="a.${key}"][value="${value}"]`);
    await of("must", 3).check();
    assert.equal(await clear.count(), 0, "what must be answered stays answered");
    const below = await page.locator("#f-must").boundingBox();
    await of("nps", 7).check();
    assert.deepEqual(await page.locator("#f-must").boundingBox(), below, "nothing moves");
    assert.ok((await clear.boundingBox())!.height >= 24);
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator('input[name="a.nps"]:checked').count(), 0);
    assert.ok(await of("nps", 0).evaluate((field) => field === document.activeElement));
    assert.equal(await clear.count(), 0);
    // What is kept can be let go of, too.
    await of("nps", 9).check();
    await page.locator(".state", { hasText: "Saved" }).waitFor();
    await page.reload();
    await clear.click();
    await page.locator('.go button[value="next"]').click();
    await page.getByText("Thank you.").waitFor();
    await context.close();
    const [response] = await responsesOf(world, id);
    assert.deepEqual(response!["measures"], undefined);
    assert.deepEqual(response!["answers"], { must: 3 });
    // Whose words do not ship hears them in the language that they are in.
    const arabic = await opened(browser, `${world.url}/s/${id}?lang=ar`);
    await arabic.page.locator('input[name="a.nps"][value="7"]').check();
    assert.equal(
      await arabic.page
        .locator(".clear")
        .evaluate((each: HTMLElement) => `${each.lang} ${each.dir}`),
      "en ltr",
    );
    await arabic.context.close();
    const without = await opened(browser, `${world.url}/s/${id}`, { script: false });
    await without.page.locator('input[name="a.nps"][value="7"]').check();
    assert.equal(await without.page.locator(".clear").count(), 0);
    // Nor is there a field for words of one's own where these would not be taken.
    const own = without.page.locator('input[name="a.way[other]"]');
    assert.ok(!(await own.isVisible()));
    await without.page.locator("select").selectOption("other");
    assert.ok(await own.isVisible());
    await without.page.locator("select").selectOption("shop");
    assert.ok(!(await own.isVisible()));
    await without.context.close();
  });

  it("stands there after a reload though it can't be taken, and is told why", async () => {
    const { page, context } = await opened(browser, `${world.url}/s/${await survey()}`);
    const days = page.locator('input[name="a.days"]');
    await days.fill("a week");
    await page.waitForResponse((answer) => answer.status() === 204);
    await page.waitForTimeout(100);
    assert.equal(await page.locator(".state").textContent(), "", "it was not saved");
    await page.reload();
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[name="a.days"]')!.value === "a week",
    );
    await days.fill("7");
    await page.locator(".state", { hasText: "Saved" }).waitFor();
    // More than a form may hold.
    const why = page.locator("textarea");
    const long = "&x=".padEnd(2_200_000, "x");
    await page.route("**/s/*", (route) =>
      route.continue({ postData: `${route.request().postData() ?? ""}${long}` }),
    );
    await why.fill("It came");
    await page.locator(".state", { hasText: "That is more than we can take" }).waitFor();
    await page.locator('.go button[value="next"]').click();
    await page.locator(".state", { hasText: "That is more than we can take" }).waitFor();
    assert.equal(await why.inputValue(), "It came");
    await page.unroute("**/s/*");
    await why.fill("It came late");
    await page.locator(".state", { hasText: "Saved" }).waitFor();
    await context.close();
  });
});
