import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { colours, sizes, violations } from "./axe.ts";
import { browserMissing, launchBrowser } from "./browser.ts";
import { startPages } from "#server/docs/pages.test-support.ts";

const skip = browserMissing() ?? false;
let browser: Browser;
let server: Awaited<ReturnType<typeof startPages>>;

before(async () => {
  if (skip) return;
  [browser, server] = await Promise.all([launchBrowser(), startPages()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

type View = { width: number; scheme: "light" | "dark"; lang: "en" | "id" };

/** Opens a page and answers it with everything that it complained of or asked for elsewhere. */
async function open(path: string, { width, scheme, lang }: View) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: scheme,
    locale: "en-GB",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (origin !== server.url && protocol !== "data:") complaints.push(`asked ${request.url()}`);
  });
  await page.goto(`${server.url}${path}?lang=${lang}`);
  return { page, complaints, close: () => context.close() };
}

describe("the server's own pages, in a browser", { skip }, () => {
  for (const path of ["/", "/docs"]) {
    // Two whole examinations see both widths, languages and schemes; what else can differ is looked at alone.
    for (const view of [
      { width: 375, lang: "en", scheme: "light" },
      { width: 1440, lang: "id", scheme: "dark" },
    ] as const) {
      it(`${path} is accessible in ${view.lang}, ${view.scheme}, at ${view.width} px`, async () => {
        const { page, complaints, close } = await open(path, view);
        assert.deepEqual(await violations(page), []);
        await page.emulateMedia({ colorScheme: view.scheme === "light" ? "dark" : "light" });
        assert.deepEqual(await violations(page, colours), []);
        await page.goto(`${server.url}${path}?lang=${view.lang === "en" ? "id" : "en"}`);
        assert.deepEqual(await violations(page, sizes), []);
        assert.deepEqual(complaints, []);
        await close();
      });
    }

    it(`${path} is not wider than the screen`, async () => {
      const { page, close } = await open(path, { width: 320, lang: "id", scheme: "light" });
      for (const width of [320, 375, 768, 1024, 1920]) {
        await page.setViewportSize({ width, height: 900 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${wide} px at ${width}`);
      }
      await close();
    });

    it(`${path} can be used by keyboard, and shows where one is`, async () => {
      const { page, close } = await open(path, { width: 1440, lang: "en", scheme: "light" });
      await page.keyboard.press("Tab");
      const skipLink = page.locator(".skip");
      assert.ok(await skipLink.evaluate((link) => link === document.activeElement));
      assert.ok((await skipLink.boundingBox())!.y >= 0, "the skip link is not in sight");
      for (let n = 0; n < 12; n++) {
        await page.keyboard.press("Tab");
        const shown = await page.evaluate(() => {
          const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement!);
          return { outlineStyle, width: Number.parseFloat(outlineWidth) };
        });
        assert.deepEqual(shown, { outlineStyle: "solid", width: 3 });
      }
      await page.reload();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement?.id), "main");
      await page.keyboard.press("Tab");
      assert.ok(await page.evaluate(() => document.activeElement!.closest("main") !== null));
      await close();
    });
  }

  it("scrolls what is too wide inside itself, by keyboard too", async () => {
    const { page, close } = await open("/docs", { width: 375, lang: "en", scheme: "light" });
    for (const selector of ["pre", ".codes"]) {
      const region = page.locator(selector).first();
      await region.focus();
      await page.keyboard.press("ArrowRight");
      await page.waitForFunction((each) => document.querySelector(each)!.scrollLeft > 0, selector);
    }
    await close();
  });

  it("leads from the contents to a route, and from a route to the shape that it takes", async () => {
    const { page, close } = await open("/docs", { width: 1440, lang: "en", scheme: "light" });
    await page.getByRole("link", { name: "Send signals" }).click();
    assert.equal(new URL(page.url()).hash, "#postSignals");
    await page.locator("#postSignals").getByRole("link", { name: "Signal" }).first().click();
    assert.equal(new URL(page.url()).hash, "#shape-Signal");
    const top = (await page.locator("#shape-Signal").boundingBox())!.y;
    assert.ok(top >= 0 && top < 300, `the shape is at ${top} px`);
    await page.getByRole("link", { name: "Bahasa Indonesia" }).click();
    assert.equal(await page.locator("html").getAttribute("lang"), "id");
    await close();
  });
});
