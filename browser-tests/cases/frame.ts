/** The frame: who gets in, what it weighs, how one goes about in it by keyboard, and a session that ends. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { testOwner } from "#server/testing/world.ts";
import { examine, type Visit } from "../visit.ts";

/** Bytes over the wire until a first page is there, charts aside. */
const firstLoad = 250 * 1024;

export function frameCases(visit: () => Visit): void {
  it("leads whoever is not signed in to the door, and back to where they were going", async () => {
    const { world, open } = visit();
    const { page, context, close } = await open();
    await context.clearCookies();
    await page.goto(`${world.url}/overview?from=2025-01-01`);
    assert.equal(new URL(page.url()).pathname, "/sign-in");
    await page.fill("#email", testOwner.email);
    await page.fill("#password", testOwner.password);
    await page.keyboard.press("Enter");
    await page.locator("main h1").waitFor();
    assert.equal(page.url(), `${world.url}/overview?from=2025-01-01`);
    await close();
  });

  it("goes nowhere else, whatever the address of the door says", async () => {
    const { world, open } = visit();
    for (const to of ["//evil.test", "/\\evil.test", "https://evil.test", "/\t/evil.test"]) {
      const { page, context, close } = await open();
      await context.clearCookies();
      await page.goto(`${world.url}/sign-in?to=${encodeURIComponent(to)}`);
      await page.fill("#email", testOwner.email);
      await page.fill("#password", testOwner.password);
      await page.keyboard.press("Enter");
      await page.locator("main h1").waitFor();
      assert.equal(page.url(), `${world.url}/overview`, to);
      await close();
    }
  });

  it("is usable by keyboard: the skip link, the palette, and the focus on what was gone to", async () => {
    const opened = await visit().open();
    const { page, go, close } = opened;
    await go("/overview");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("href")), "#main");
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.type("ovrvw");
    await page.getByText("Nothing is called").waitFor();
    await examine(opened, "the palette");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await close();
  });

  it("asks who is there again where a session has ended, and goes on", async () => {
    const { page, context, go, close } = await visit().open();
    await go("/overview");
    await context.clearCookies();
    await page.reload();
    assert.equal(new URL(page.url()).pathname, "/sign-in");
    await close();
  });
}

export function emptyFrameCases(visit: () => Visit): void {
  it("weighs less than 250 KB when it is first loaded", async () => {
    const { page, context, go, close } = await visit().open();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    let bytes = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await go("/overview");
    await page.waitForLoadState("networkidle");
    assert.ok(bytes > 20_000 && bytes < firstLoad, `${bytes} bytes`);
    await close();
  });

  it("is accessible in both languages, and says where nothing is", async () => {
    for (const lang of ["en", "id"] as const) {
      const opened = await visit().open({ lang });
      await opened.go("/overview");
      assert.equal(await opened.page.locator("html").getAttribute("lang"), lang);
      opened.complaints.length = 0;
      await examine(opened, `overview ${lang}`);
      await opened.close();
    }
  });
}
