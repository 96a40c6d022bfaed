/** The palette, and how close things stand, which it can choose. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { examine, settled, type Visit } from "../visit.ts";

export function paletteCases(visit: () => Visit): void {
  it("leads by the palette to any page or customer, does something, and says whether it still looks", async () => {
    const { page, go, close } = await visit().open();
    const dialog = page.getByRole("dialog");
    const type = async (said: string) => {
      if ((await dialog.count()) === 0) await page.keyboard.press("Control+k");
      await dialog.getByRole("textbox").fill(said);
    };
    await go("/settings");
    // Nothing that is typed right after the keys goes past it.
    await page.keyboard.press("Control+k");
    await page.keyboard.type("kurniawan");
    assert.equal(await dialog.getByRole("textbox").inputValue(), "kurniawan");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    await go("/overview");
    for (const [said, path] of [
      ["touchp", "/registry/touchpoint"],
      ["import a f", "/imports/new"],
      ["send sig", "/signals/send"],
      ["delivery touch", "/registry/touchpoint/delivery"],
      ["bina mega", "/accounts/demo-b001"],
      ["nps over", "/overview?measure=nps"],
      ["new touchp", "/registry/touchpoint?new=yes"],
      ["make an", "/settings/keys?make=yes"],
      ["make a s", "/surveys?new=yes"],
      ["invite", "/settings/people?invite=yes"],
    ] as const) {
      await type(said);
      await dialog.getByRole("option").first().waitFor();
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.pathname + url.search === path);
      // What is begun there may be a dialog itself.
      await dialog.getByRole("textbox", { name: /^Go to/ }).waitFor({ state: "hidden" });
      if (/invite|make|surveys/.test(path)) {
        await dialog
          .getByText(/^(Invite somebody|Make a key|New survey)$/)
          .first()
          .waitFor();
        await page.keyboard.press("Escape");
        await dialog.waitFor({ state: "hidden" });
        assert.equal(new URL(page.url()).search, "");
      }
    }
    await type("demo-advocate");
    await dialog.getByRole("option").first().waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Adit Kurniawan", level: 1 }).waitFor();
    await dialog.waitFor({ state: "hidden" });
    await type("dark");
    await dialog.getByRole("option").first().waitFor();
    await page.keyboard.press("Enter");
    await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
    await dialog.waitFor({ state: "hidden" });
    // Nothing is said of whom it still looks for, and a search that fails isn't called an empty one.
    let fail = () => {};
    const held = new Promise<void>((resolve) => (fail = resolve));
    await page.route(/\/v1\/customers\?/, async (route) => {
      await held;
      await route.fulfill({
        status: 500,
        json: { error: { code: "internal", message: "It broke." } },
      });
    });
    const asked = page.waitForRequest(/\/v1\/customers\?/);
    await type("kartika");
    await asked;
    await dialog.getByText("Searching").waitFor();
    assert.equal(await dialog.getByText("Nothing is called").count(), 0);
    fail();
    await dialog.getByText("Customers and accounts could not be searched").waitFor();
    assert.equal(await dialog.getByText("Nothing is called").count(), 0);
    await close();
  });

  it("does not jump while it loads, also where the registry's words come late", async () => {
    const { page, go, close } = await visit().open();
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const { value } of list.getEntries() as unknown as { value: number }[])
          shifts.push(value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.route(/\/v1\/(measures|touchpoints|units|targets|kinds)\?/, async (route) => {
      await sleep(250);
      await route.continue();
    });
    for (const [path, there] of [
      ["/overview?measure=csat", "article"],
      ["/customers", "tbody tr"],
      ["/customers/demo-advocate", "ol[aria-label=Timeline] li"],
      ["/accounts/demo-b001", "ol[aria-label=Timeline] li"],
    ] as const) {
      await go(path);
      await page.locator(`main ${there}`).first().waitFor();
      await settled(page);
      await page.waitForLoadState("networkidle");
      const shifts = await page.evaluate(
        () => (globalThis as unknown as { shifts: number[] }).shifts,
      );
      const all = shifts.reduce((sum, each) => sum + each, 0);
      // As browsers reckon it: the share of the page that moves times how far. Up to 0.1 counts as calm.
      assert.ok(all < 0.04, `${path}: ${shifts.join(", ")}`);
    }
    await close();
  });

  it("stands as close as somebody likes it, on every page and after it is loaded anew", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go("/customers");
    /** What a row takes of type and of space, whatever stands in it, in hundredths of a pixel. */
    const sizes = () =>
      page
        .locator("main tbody td")
        .first()
        .evaluate((cell) => {
          const { fontSize, paddingTop, paddingBottom } = getComputedStyle(cell);
          return [fontSize, paddingTop, paddingBottom].map((size) =>
            Math.round(100 * Number.parseFloat(size)),
          );
        });
    const before = await sizes();
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("compact");
    await page.getByRole("option", { name: "Density: Compact" }).click();
    await page.reload();
    await page.locator("main tbody tr").first().waitFor();
    assert.deepEqual(
      await sizes(),
      before.map((size) => Math.round(size * 0.875)),
    );
    await examine(opened, "compact");
    await page.getByRole("button", { name: "owner" }).first().click();
    await page.getByRole("menuitem", { name: "Comfortable" }).click();
    assert.deepEqual(await sizes(), before);
    await close();
  });
}
