/** What axe-core says of a page. */
import axe from "axe-core";
import type { Page } from "playwright-core";

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds: rule, and the first place. `rules` limits it to some of them. */
export async function violations(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Half a megabyte, which a page that is looked at again has read.
  if (!(await page.evaluate("'axe' in window"))) await page.evaluate(axe.source);
  const runOnly = rules ? { type: "rule", values: rules } : { type: "tag", values: standards };
  const { violations: found } = (await page.evaluate(
    `axe.run(document, ${JSON.stringify({ runOnly, resultTypes: ["violations"], preload: false })})`,
  )) as axe.AxeResults;
  return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

/** What depends on the scheme; and what on the length of words. */
export const colours = ["color-contrast", "link-in-text-block"];
export const sizes = ["target-size", "scrollable-region-focusable", "html-has-lang", "valid-lang"];
