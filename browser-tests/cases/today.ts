/** Today: who needs somebody, who may grow, what falls short and what changed, as the route answers it; and one press that takes a line up. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { TodayAnswer } from "#contract/today.ts";
import { examine, settled, type Visit } from "../visit.ts";

export function todayCases(visit: () => Visit): void {
  it("leads with who needs somebody now: why, worth, owner and since when; and to what it rests on", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go("/today");
    await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
    await page.getByText("as it stood at the end of 31 Dec 2025").waitFor();
    const section = (name: string) => page.getByRole("region", { name, exact: true });
    const now = section("Needs somebody now");
    const silent = now.getByRole("listitem").filter({ hasText: "Bumi Raya Logistik" });
    await silent.getByText("Silent: no answer for 254 days. Renewal in 60 days.").waitFor();
    await silent.getByText("IDR 8.6").waitFor();
    await silent.getByText("since 21 Apr 2025").waitFor();
    await settled(page);
    const { timezone } = (await visit().world.request<{ timezone: string }>("GET", "/v1/workspace"))
      .body;
    const query = new URLSearchParams({ at: "2026-01-01", timezone, wait: "30" }).toString();
    const { body } = await visit().world.request<TodayAnswer>("GET", `/v1/today?${query}`);
    assert.deepEqual(
      await now.getByRole("heading", { level: 3 }).allTextContents(),
      body.intervention.findings.map(({ account }) => account.name),
    );
    assert.equal(body.intervention.findings.length, 6);
    const growth = section("May grow");
    await growth.getByRole("button", { name: "Show all 18" }).click();
    assert.equal(await growth.getByRole("listitem").count(), 18);
    const gaps = section("Widest gaps");
    await gaps
      .getByText(/^−1\.\d\d points .*; n 450\) against what was expected/)
      .first()
      .waitFor();
    // The demo has signed its promise, so that this leads.
    const { source, label, where } = body.gaps.findings[0]!;
    assert.deepEqual([source, label, where?.label], ["promise", "Delivery", "West"]);
    assert.equal(
      (await gaps.getByRole("heading", { level: 3 }).first().textContent())!.split("promise")[0],
      `${label} · ${where?.label}`,
    );
    const changes = section("Really changed");
    await changes.getByText("Nothing new in December 2025.").waitFor();
    await changes.getByText(body.changes.continuing[0]!.sentence, { exact: true }).waitFor();
    await examine(opened, "today");
    await silent.getByRole("link", { name: "Bumi Raya Logistik" }).click();
    await page.waitForURL(/\/accounts\/demo-b002/);
    await close();
  });

  it("makes a line a watch with one press, lists it, and takes that back", async () => {
    const { page, go, close } = await visit().open({ lang: "id", width: 375 });
    await go("/today");
    await page.getByRole("heading", { name: "Hari ini", level: 1 }).waitFor();
    const watch = page.getByRole("button", { name: "Pantau: Delta Karsa" });
    await watch.click();
    await page.getByRole("button", { name: "Pantau: Delta Karsa", pressed: true }).waitFor();
    const taken = page.getByRole("region", { name: "Inisiatif dan pantauan" });
    await taken.getByText("Delta Karsa").waitFor();
    await taken.getByText(/^Perlu ditangani sekarang · Pantauan oleh /).waitFor();
    const told = page.getByRole("alert").filter({ hasText: "Sekarang dipantau." });
    await told.getByRole("button").first().click();
    await taken.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Pantau: Delta Karsa", pressed: false }).waitFor();
    await close();
  });
}

export function emptyTodayCases(visit: () => Visit): void {
  it("begins, in a workspace without signals, with the ways to a first figure", async () => {
    const { page, go, close } = await visit().open();
    await go("/");
    await page.waitForURL(/\/today$/);
    await page.getByRole("heading", { name: "See your first figure" }).waitFor();
    await page.getByRole("link", { name: "Import a spreadsheet" }).waitFor();
    await close();
  });
}
