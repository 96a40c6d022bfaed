/** Placements and levels that a job keeps, read off the screen: they say of when they are, and that newer ones are to come. */
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { browserMissing } from "./browser.ts";
import { examine, startVisit, type Opened, type Visit } from "./visit.ts";

const skip = browserMissing() ?? false;
let visit: Visit;

const answer = (n: number) => ({
  id: `kept-${n}`,
  kind: "response",
  pattern: "present",
  occurredAt: new Date(Date.now() - (n + 1) * 3_600_000).toISOString(),
  customer: { id: `person-${n % 4}` },
  account: { id: `firm-${n % 2}` },
  measures: { osat: 1 + (n % 5) },
});

before(async () => {
  if (skip) return;
  visit = await startVisit({ keptFrom: 0 });
  const { world } = visit;
  for (const n of [0, 1])
    await world.request("PUT", `/v1/accounts/firm-${n}`, { name: `Firm ${n}`, revenue: 100 });
  await world.send(Array.from({ length: 20 }, (_, n) => answer(n)));
  await world.app.projector.flush();
});
after(() => visit?.stop());

let sent = 100;
/** Sends something and waits for the page to say so: again where the job of the minute was quicker. */
async function changed({ page, go }: Pick<Opened, "page" | "go">, path: string, said: RegExp) {
  for (let tries = 2; ; tries--) {
    await visit.world.send([answer(sent++)]);
    await go(path);
    const told = await page
      .getByText(said)
      .waitFor({ timeout: 10_000 })
      .then(
        () => true,
        () => false,
      );
    if (told) return;
    assert.ok(tries > 0, `${path} never said ${said}`);
  }
}

describe("what is kept of placements and levels", { skip }, () => {
  for (const [path, ready] of [
    ["/accounts", "Accounts by placement"],
    ["/accounts/firm-1", undefined],
    ["/loyalty", undefined],
  ] as const)
    it(`${path} says as of when it is, and that something has come in since`, async () => {
      const { world, open } = visit;
      const opened = await open();
      const { page, go, close } = opened;
      const told = page.getByText(/^As it stood \d+ \w+ \d{4}, \d\d:\d\d\./);
      const there = page
        .getByText(ready === undefined ? /^(Firm 1|Levels before and after)$/ : "Firm 1")
        .first();
      await go(path);
      await there.waitFor();
      if (path === "/accounts") assert.equal(await told.count(), 0, "computed at the moment asked");
      await world.app.keepStanding(0);
      await go(path);
      await told.waitFor();
      assert.equal(await page.getByText("Something has changed since").count(), 0);
      await changed(opened, path, /^As it stood .+ Something has changed since; it is being/);
      await examine(opened, `${path} as it is kept`);
      await close();
      const inIndonesian = await open({ lang: "id" });
      await changed(inIndonesian, path, /^Keadaan per .+ Ada yang berubah sesudahnya/);
      await inIndonesian.close();
    });
});
