/** The fictional company as whoever is new brings it: 50,000 signals by one press, and out by another. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { browserMissing } from "./browser.ts";
import { countIn, type Imports } from "./cases/imports.ts";
import { examine, startVisit, type Visit } from "./visit.ts";

const skip = browserMissing() ?? false;
let visit: Visit;
before(async () => {
  if (skip) return;
  visit = await startVisit();
});
after(() => visit?.stop());

describe("the demo company in the web application", { skip }, () => {
  it("brings the demo company by one press, which the command would know, and takes it out by another", async (context) => {
    const { world, open } = visit;
    const opened = await open();
    const { page, go, close } = opened;
    await go("/imports");
    const from = Date.now();
    await page.getByRole("button", { name: "Load the demo company" }).click();
    await page.getByRole("progressbar").waitFor();
    await page
      .getByRole("heading", { name: "The demo company is here" })
      .waitFor({ timeout: 120_000 });
    const { imports } = (await world.request<Imports>("GET", "/v1/imports?name=demo")).body;
    assert.deepEqual(
      imports.map(({ name, status, accepted, duplicate }) => [name, status, accepted, duplicate]),
      [["demo", "complete", 50_020, 300]],
    );
    await examine(opened, "imports with the demo");
    await page.getByRole("link", { name: "See its figures" }).click();
    await page
      .getByText(/^from [\d,]+ answers$/)
      .first()
      .waitFor();
    const seconds = (Date.now() - from) / 1000;
    context.diagnostic(`a first figure by the demo company: 2 steps, ${seconds.toFixed(1)} s`);
    // Whoever is new has seen a figure within three minutes.
    assert.ok(seconds < 180, `${seconds} s`);
    await go("/imports");
    await page.getByRole("button", { name: "Remove the demo company" }).click();
    await page.getByText("The demo company is removed.").waitFor({ timeout: 120_000 });
    assert.equal(await countIn(world), 0);
    await close();
  });
});
