/** A respondent's telephone, for tests of the page. */
import type { Browser, BrowserContext, Page } from "playwright-core";

/** An address in a browser of its own, 375 px wide, once the page has loaded what it needs. */
export async function opened(
  browser: Browser,
  address: string,
  { locale = "en-GB", script = true } = {},
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await browser.newContext({
    viewport: { width: 375, height: 760 },
    javaScriptEnabled: script,
    locale,
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "networkidle" });
  return { page, context };
}
