/** What a respondent is shown, and in which language: nothing stands there as said that was not. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { publish } from "#ask/respondent.test-support.ts";
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
