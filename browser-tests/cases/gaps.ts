/** Gaps: each from what was expected to what came, with what was said a press away, and importance beside. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import type { GapsAnswer } from "#contract/gaps.ts";
import { examine, settled, type Visit } from "../visit.ts";

const promise = "/v1/promises/delivery.hoursToDeliver";

export function gapCases(visit: () => Visit): void {
  it("shows where experience falls short, its parts, and what was said of it, accessible", async () => {
    const { open, world } = visit();
    const { body: entry } = await world.request<{ definition: object }>("GET", promise);
    const signed = { owner: "Sari", from: "2025-01-01", words: { en: "Within two days" } };
    const put = { definition: { ...entry.definition, ...signed }, active: true };
    assert.equal((await world.request("PUT", promise, put)).status, 200);
    const opened = await open();
    const { page, go, close } = opened;
    await go("/gaps?from=2025-04-01&to=2025-12-31&by=attributes.region");
    await settled(page);
    const promises = page.getByRole("region", { name: "Promises" });
    const west = promises.getByRole("row", { name: /^West/ });
    // T2: 79.3 hours against 48, of each delivery whether or not anybody answered.
    await west.getByText("−31.3 hours").waitFor();
    await west.getByText(/^30\.\d% kept \(2\d\.\d% to 3\d\.\d%\), 95% promised$/).waitFor();
    assert.match((await west.textContent())!, /differs.*Shortfall/);
    const { body } = await world.request<GapsAnswer>("POST", "/v1/gaps", {
      sources: ["promise"],
      by: "attributes.region",
      from: "2025-04-01",
      to: "2026-01-01",
      timezone: "Asia/Jakarta",
    });
    const own = body.sources[0]!.rows[0]!.parts![0]!;
    assert.equal(own.value, "West");
    await west.getByText(`${own.behind!.short.customers} customers`).waitFor();
    // T5, in the order of customers who fell short.
    const recalled = page.getByRole("region", { name: "Expected, as recalled" });
    await recalled.getByRole("row", { name: /^Reliability.*−1\.20.*Shortfall/ }).waitFor();
    await recalled.getByRole("row", { name: /^Customer care.*0\.00.*Met/ }).waitFor();
    await recalled.getByRole("button", { name: "Quotes: Reliability", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "What was said of Reliability" });
    await dialog.getByRole("listitem").first().waitFor();
    await dialog.getByRole("button", { name: "Show more" }).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Table as CSV: Promises" }).click(),
    ]);
    const lines = readFileSync(await file.path(), "utf8")
      .trim()
      .split("\r\n");
    assert.ok(lines.some((line) => line.includes(",West,") && line.includes(`,${own.n},`)));
    // T4: what people expect who had a late delivery.
    await page.getByRole("row", { name: /^After it was broken .*3\.\d\d days/ }).waitFor();
    await page.getByText(/^1\.\d\d days apart \(/).waitFor();
    // T6 beside it.
    await page.getByRole("row", { name: /^Reliability \d+% .* Mend first$/ }).waitFor();
    await page.getByRole("row", { name: /^Packaging .* Possible overkill$/ }).waitFor();
    await examine(opened, "gaps");
    await page.getByRole("checkbox", { name: "Shortfalls only" }).check();
    await recalled.getByRole("row", { name: /^Customer care/ }).waitFor({ state: "detached" });
    await close();
  });

  it("speaks Indonesian", async () => {
    const opened = await visit().open({ lang: "id", scheme: "dark" });
    const { page, go, close } = opened;
    await go("/gaps");
    await page.getByRole("heading", { name: "Kesenjangan" }).waitFor();
    await page.getByRole("region", { name: "Perkiraan yang diingat" }).waitFor();
    await settled(page);
    await close();
  });
}
