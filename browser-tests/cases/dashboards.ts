/** Dashboards: looked at with the truths of the year in them, filtered for a look, put in order, shared, kept as a file. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import type { DashboardAnswers } from "#contract/dashboard-answers.ts";
import type { Dashboard } from "#contract/dashboard.ts";
import type { QueryAnswer } from "#contract/query.ts";
import { demoDashboard } from "#demo/dashboard.ts";
import { pagesOfPdf } from "#server/testing/files-read.ts";
import { examine, settled, type Visit } from "../visit.ts";

export function dashboardCases(visit: () => Visit): void {
  let made: Dashboard;

  it("shows the truths of the year side by side, filtered for one look, and as a file; accessible", async () => {
    const { open, world } = visit();
    made = (await world.request<Dashboard>("POST", "/v1/dashboards", demoDashboard)).body;
    const opened = await open();
    const { page, go, close } = opened;
    await go("/dashboards");
    await page.getByRole("link", { name: "Selasar at a glance" }).click();
    await page.getByRole("heading", { level: 1, name: "Selasar at a glance" }).waitFor();
    await settled(page);
    const tile = (name: string) =>
      page.getByRole("listitem").filter({ has: page.getByRole("heading", { level: 2, name }) });
    const answers = `/v1/dashboards/${made.id}/answers`;
    const { body } = await world.request<DashboardAnswers>("POST", answers, {});
    const points = (n: number) => `+${body.tiles[n]!.answer!.total!.estimate!.toFixed(1)}`;
    // T7, and what weighting does to it; T1; T2.
    assert.deepEqual([points(0), points(1)], ["+26.0", "+18.6"]);
    await tile("NPS of those who answered").getByText("+26.0", { exact: true }).waitFor();
    await tile("NPS of those we serve").getByText("+18.6", { exact: true }).waitFor();
    const bill = tile("Satisfied with the bill, North");
    await bill.getByText("51.7%", { exact: true }).waitFor();
    await bill.getByText(/^−26\.7 points \(/).waitFor();
    await bill.getByText("Its own period: 1 Aug 2025 to 31 Dec 2025").waitFor();
    await tile("Hours to deliver, West").getByText("79.30", { exact: true }).waitFor();
    await page.getByText("1 Jan 2025 to 31 Dec 2025", { exact: true }).waitFor();
    await examine(opened, "dashboard");
    // A look at prepaid customers: T7 again, and nothing of it is kept.
    await go(`/dashboards/${made.id}?where=${encodeURIComponent('attributes.plan == "prepaid"')}`);
    await tile("NPS of those who answered").getByText("+5.2", { exact: true }).waitFor();
    await page.getByText("Changed for this look only.").waitFor();
    await page.getByRole("button", { name: "As saved" }).click();
    await tile("NPS of those who answered").getByText("+26.0", { exact: true }).waitFor();
    await page.getByLabel("Period").selectOption({ label: "Last 90 days" });
    const asked = { measure: { kind: "nps" }, where: 'programme == "relationship"' } as const;
    const period = { from: "2025-10-03", to: "2026-01-01" };
    const { body: late } = await world.request<QueryAnswer>("POST", "/v1/query", {
      ...asked,
      ...period,
    });
    await tile("NPS of those who answered").getByText(`from ${late.total!.n} answers`).waitFor();
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as PDF" }).click(),
    ]);
    assert.equal(file.suggestedFilename(), "Selasar-at-a-glance.pdf");
    const text = (await pagesOfPdf(readFileSync(await file.path()))).join("\n");
    assert.match(text, /3 Oct 2025 to 31 Dec 2025/);
    await tile("Satisfied with the bill, by month")
      .getByRole("link", { name: /^Explore: / })
      .click();
    await page.getByRole("heading", { level: 1, name: "Explore" }).waitFor();
    assert.equal(new URL(page.url()).searchParams.get("from"), "2025-10-03");
    await close();
  });

  it("is put in order by its arrows, named, shared, and shown on a wall", async () => {
    const { open, world } = visit();
    const opened = await open();
    const { page, go, close } = opened;
    const kept = async () =>
      (await world.request<Dashboard>("GET", `/v1/dashboards/${made.id}`)).body;
    await go(`/dashboards/${made.id}`);
    await settled(page);
    await page.getByRole("button", { name: "Edit" }).click();
    await page.getByRole("button", { name: "Move later: NPS of those who answered" }).click();
    await page.getByText("NPS of those who answered: place 2 of 12").waitFor({ state: "attached" });
    await page.getByRole("button", { name: "Remove: Likelihood to recommend" }).click();
    await page.getByRole("button", { name: "Remove: Ease of getting help" }).click();
    await page
      .getByRole("alert")
      .filter({ hasText: "“Ease of getting help” is taken off." })
      .getByRole("button", { name: "Undo" })
      .click();
    await page.getByRole("button", { name: "Change: Hours to deliver, West" }).click();
    const dialog = page.getByRole("dialog", { name: "Tile" });
    await dialog.getByLabel("Title").fill("West, in hours");
    await dialog.getByLabel("Width").selectOption("2");
    await dialog.getByRole("button", { name: "Done" }).click();
    await dialog.waitFor({ state: "detached" });
    // Whoever looks elsewhere meanwhile finds it as they left it.
    await page.getByRole("main").getByRole("link", { name: "Dashboards" }).click();
    await page.getByRole("link", { name: "Selasar at a glance" }).click();
    await page.getByRole("heading", { level: 2, name: "West, in hours" }).waitFor();
    assert.equal((await kept()).version, 1, "nothing is saved before it is");
    // Somebody else is quicker: both are told, and nothing is lost.
    await world.request("POST", `/v1/dashboards/${made.id}/tiles`, {
      query: { measure: { kind: "count" } },
      as: "figure",
    });
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText(/^Somebody else has changed this dashboard/).waitFor();
    await page.getByRole("button", { name: "Save changes" }).click();
    await page.getByText("The dashboard is saved.").waitFor();
    const { tiles } = await kept();
    const title = (n: number) => (tiles[n]!.title as { en: string }).en;
    assert.deepEqual(
      [tiles.length, title(0), title(1), title(3), tiles[3]!.width],
      [11, "NPS of those we serve", "NPS of those who answered", "West, in hours", 2],
    );
    await page.getByRole("button", { name: "Share" }).click();
    const share = page.getByRole("dialog", { name: "Share" });
    await share.getByLabel("Everybody in this workspace").uncheck();
    await share.getByLabel("Owner").check();
    await share.getByLabel("Viewer").check();
    await share.getByLabel("Finance and billing").check();
    await share.getByRole("button", { name: "Save", exact: true }).click();
    await share.waitFor({ state: "detached" });
    const { sharing } = await kept();
    assert.deepEqual(
      [sharing.everybody, sharing.roles, sharing.functions],
      [false, ["owner", "viewer"], ["finance"]],
    );
    await page.getByRole("button", { name: "Full screen" }).click();
    await page.getByText(/^1 Jan 2025 to 31 Dec 2025 · As of \d\d:\d\d$/).waitFor();
    await page.getByRole("button", { name: "Leave full screen" }).click();
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByText("No dashboards yet").waitFor();
    await page
      .getByRole("alert")
      .filter({ hasText: "“Selasar at a glance” is deleted." })
      .getByRole("button", { name: "Undo" })
      .click();
    await page.getByRole("link", { name: "Selasar at a glance" }).waitFor();
    await close();
  });

  it("speaks Indonesian, on a phone", async () => {
    const opened = await visit().open({ lang: "id", scheme: "dark", width: 375 });
    const { page, go, close } = opened;
    await go("/dashboards");
    await page.getByRole("heading", { level: 1, name: "Dasbor" }).waitFor();
    await page.getByRole("link", { name: "Selasar sekilas" }).click();
    await page.getByText("+26,0", { exact: true }).waitFor();
    await settled(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 375, `${wide} px`);
    // Where nothing comes, that is said once, and no tile seems to wait for it any more.
    const body = (code: string) => JSON.stringify({ error: { code, message: "As it is." } });
    for (const [status, code, said, again] of [
      [500, "internal", "Terjadi kesalahan di pihak kami", 1],
      [413, "too_large", "melebihi yang diterima server", 0],
    ] as const) {
      await page.route(/\/answers$/, (route) =>
        route.fulfill({ status, contentType: "application/json", body: body(code) }),
      );
      await page.reload();
      await page.getByRole("alert").getByText(said).waitFor();
      await settled(page);
      // What is refused for its length is as long the second time.
      assert.equal(await page.getByRole("button", { name: "Coba lagi" }).count(), again);
      await page.unroute(/\/answers$/);
    }
    await close();
  });
}

export function emptyDashboardCases(visit: () => Visit): void {
  it("leads from no dashboard to Explore, and to one that is empty", async () => {
    const { page, go, close } = await visit().open();
    await go("/dashboards");
    await page.getByRole("heading", { name: "No dashboards yet" }).waitFor();
    await page.getByRole("link", { name: "Ask in Explore" }).waitFor();
    await page.getByRole("button", { name: "New dashboard" }).click();
    const dialog = page.getByRole("dialog", { name: "New dashboard" });
    await dialog.getByRole("button", { name: "Make it" }).click();
    await dialog.getByRole("alert").getByText("Give it a name.").waitFor();
    await dialog.getByLabel("Name").fill("Monday");
    await dialog.getByRole("button", { name: "Make it" }).click();
    await page.getByRole("heading", { level: 1, name: "Monday" }).waitFor();
    await page.getByRole("heading", { name: "This dashboard has no tiles yet" }).waitFor();
    await go("/dashboards/00000000-0000-7000-8000-000000000000");
    await page.getByRole("heading", { name: "There is no such dashboard" }).waitFor();
    await close();
  });
}
