/** Every type of question in a real browser, without script: readable, operable, right at 375 px and 1280. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { surveyTheme } from "#contract/survey-theme.ts";
import { checkPage, readForm } from "#questions/check.ts";
import { walk } from "#questions/flow.ts";
import { compile } from "#questions/lint/compile.ts";
import { themeCss } from "#questions/page/theme.ts";
import { lookupOf } from "#questions/pipe.ts";
import { renderQuestion } from "#questions/render.ts";
import { everyType } from "#questions/testing/every-type.ts";
import { isRightToLeft, wordsOf } from "#questions/words.ts";
import type { Answers, Failing } from "#questions/types.ts";
import { violations } from "./axe.ts";
import { browserMissing, launchBrowser } from "./browser.ts";

const skip = browserMissing() ?? false;
const published = compile(everyType);
/** The style that respondents get. */
const surveyCss = readFileSync(join(import.meta.dirname, "..", "survey", "survey.css"), "utf8");
const pages = everyType.pages.map((page) => page.key);
let browser: Browser;

before(async () => {
  if (!skip) browser = await launchBrowser();
});
after(() => browser?.close());

/** A page as a server makes it. */
function html(
  key: string,
  language: string,
  given: object = {},
  wrong: Record<string, Failing> = {},
) {
  const context = { language, seed: "s" };
  const way = walk(published, given as Answers, context);
  const known = { company: "Maju", touchpoint: "layanan", task: "memesan", date: "1 Mei" };
  const lookup = lookupOf(published, way, context, known);
  const page = {
    language,
    source: "en",
    word: wordsOf(language),
    lookup,
    given: { ...given },
    errors: wrong,
  };
  const shown = way.pages.find((each) => each.key === key)!;
  const questions = shown.questions.map((each) => renderQuestion(each, page)).join("");
  const dir = isRightToLeft(language) ? "rtl" : "ltr";
  const css = surveyCss + themeCss(surveyTheme.parse({}));
  return `<!doctype html><html lang="${language}" dir="${dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Survey</title><style>${css}</style></head><body><main><h1>Survey</h1><form method="post" novalidate>${questions}<div class="go"><button>Next</button></div></form></main></body></html>`;
}

type View = { width: number; scheme?: "light" | "dark" };
async function open(content: string, { width, scheme = "light" }: View): Promise<Page> {
  const viewport = { width, height: 900 };
  const context = await browser.newContext({
    viewport,
    colorScheme: scheme,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  await page.setContent(content);
  return page;
}
const overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
const mistakes: Record<string, Failing> = {
  nps: { code: "required" },
  one: { code: "other_missing" },
  asat: { code: "incomplete" },
  expected: { code: "incomplete" },
  expectedDays: { code: "not_number" },
  agree: { code: "required" },
};

describe("every type of question, in a browser without script", { skip }, () => {
  for (const key of pages)
    for (const [language, scheme] of [
      ["en", "light"],
      ["id", "dark"],
      ["ar", "light"],
    ] as const)
      it(`${key} in ${language}, ${scheme}`, async () => {
        const page = await open(html(key, language, {}, language === "id" ? mistakes : {}), {
          width: 375,
          scheme,
        });
        assert.deepEqual(await violations(page), []);
        assert.equal(await page.evaluate(overflow), 0, "nothing is wider than a phone");
        await page.setViewportSize({ width: 1280, height: 900 });
        assert.equal(await page.evaluate(overflow), 0);
        if (language === "en") assert.deepEqual(await violations(page), []);
        await page.context().close();
      });

  it("a matrix is a table where there is room, and a list of rows on a phone, each field named by both", async () => {
    const page = await open(html("choices", "en"), { width: 1280 });
    const field = page.getByRole("radio", { name: "Speed Very satisfied", exact: true });
    const head = page.getByRole("columnheader", { name: "Very satisfied" });
    assert.equal(await head.count(), 1);
    const [box, above] = [await field.boundingBox(), await head.boundingBox()];
    assert.ok(
      Math.abs(box!.x + box!.width / 2 - above!.x - above!.width / 2) < 3,
      "under its column",
    );
    await page.setViewportSize({ width: 375, height: 900 });
    const cell = async (name: string) =>
      (await page
        .locator("td label", {
          has: page.getByRole("radio", { name: `Speed ${name}`, exact: true }),
        })
        .boundingBox())!;
    const row = (await page.getByRole("rowheader", { name: "Speed" }).boundingBox())!;
    const [first, second] = [await cell("Dissatisfied"), await cell("Satisfied")];
    for (const each of [first, second]) {
      assert.ok(each.y >= row.y + row.height, "below what it is about");
      assert.ok(each.height >= 44 && each.x + each.width <= 375, "to be pressed");
    }
    assert.ok(second.y >= first.y + first.height || second.x >= first.x + first.width, "apart");
    assert.equal(await page.getByRole("rowheader", { name: "Speed" }).count(), 1);
    assert.equal(
      await page.locator(".matrix .cell", { hasText: "Does not apply" }).first().isVisible(),
      true,
    );
    await page.context().close();
  });

  it("keys alone answer every type, and a form sends what was chosen", async () => {
    let kept: Answers = {};
    const context = { language: "en", seed: "s" };
    for (const key of pages) {
      const page = await open(html(key, "en"), { width: 375 });
      for (let n = 0; n < 60; n++) {
        await page.keyboard.press("Tab");
        const at = (await page.evaluate(
          `(({ tagName, type, name, checked }) => ({ tagName, type, name, checked }))(document.activeElement)`,
        )) as { tagName: string; type: string; name: string; checked: boolean };
        if (at.tagName === "BUTTON") break;
        if (at.tagName === "SUMMARY") await page.keyboard.press("Enter");
        else if (at.type === "radio" || at.type === "checkbox") {
          await page.keyboard.press("Space");
        } else if (at.tagName === "SELECT") await page.keyboard.press("ArrowDown");
        else if (at.type === "date") await page.keyboard.type("01312026");
        else
          await page.keyboard.type(
            at.name.includes("email") ? "a@b.id" : at.name.includes("phone") ? "0812" : "12",
          );
      }
      const form = (await page.evaluate(
        `[...new FormData(document.querySelector("form"))].map(([name, value]) => [name, String(value)])`,
      )) as [string, string][];
      const step = checkPage(published, kept, readForm(everyType, key, form), context, key);
      ({ kept } = step);
      const answered = step.page!.questions.filter((each) =>
        Object.hasOwn(kept, each.question.key),
      );
      const left = step.page!.questions.filter(
        ({ question }) =>
          question.type !== "statement" && !answered.some((each) => each.question === question),
      );
      // Ranks that are alike, and more than may be chosen, are refused: as they should be.
      assert.deepEqual(
        left.map(({ question }) => [question.key, step.errors[question.key]?.code]),
        key === "choices"
          ? [
              ["many", "exclusive"],
              ["rank", "duplicate"],
            ]
          : [],
      );
      await page.context().close();
    }
  });
});
