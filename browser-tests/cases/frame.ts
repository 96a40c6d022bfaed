/** The frame: who gets in, what it weighs, how one goes about in it by keyboard, and a session that ends. */
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Locator } from "playwright-core";
import type { Session } from "../../web/data/session.ts";
import { goodPassword, joined, tokenOf } from "#server/testing/person.ts";
import { eventually } from "#server/testing/server.ts";
import { testOwner } from "#server/testing/world.ts";
import { examine, settled, type Visit } from "../visit.ts";

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
    const { page, context, close } = await open();
    for (const to of [
      "//evil.test",
      "/\\evil.test",
      "https://evil.test",
      "/\t/evil.test",
      "/.//evil.test",
    ]) {
      await context.clearCookies();
      await page.goto(`${world.url}/sign-in?to=${encodeURIComponent(to)}`);
      await page.fill("#email", testOwner.email);
      await page.fill("#password", testOwner.password);
      await page.keyboard.press("Enter");
      await page.locator("main h1").waitFor();
      assert.equal(page.url(), `${world.url}/today`, to);
    }
    await close();
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

  it("asks who is there again where a session ends in the middle of typing, and goes on with what was typed", async () => {
    const opened = await visit().open();
    const { page, context, go, close } = opened;
    await go("/overview?measure=osat&span=all");
    await page.getByRole("button", { name: "Set a target" }).click();
    await page.getByLabel("Level").fill("71,5");
    await context.clearCookies();
    await page.getByRole("button", { name: "Save the target" }).click();
    const dialog = page.getByRole("dialog", { name: "Your session has ended" });
    await dialog.locator('input[name="password"]').fill("not this one");
    await page.keyboard.press("Enter");
    await dialog.getByRole("alert").waitFor();
    // A refused sign-in is noted by the browser; nothing else is complained of.
    opened.complaints.length = 0;
    await examine(opened, "the session has ended");
    await dialog.locator('input[name="password"]').fill(testOwner.password);
    await page.keyboard.press("Enter");
    await page.getByText("Target 71.5%").first().waitFor();
    await page.getByRole("button", { name: "Change the target" }).click();
    await page.getByRole("button", { name: "Remove the target" }).click();
    await page.getByRole("button", { name: "Set a target" }).waitFor();
    await close();
  });

  it("says that the server can't be reached, and shows what it has with its age", async () => {
    const { page, context, go, close } = await visit().open();
    await go("/overview?span=all");
    await page.getByRole("article").first().waitFor();
    await context.setOffline(true);
    await page.getByText("You are offline.").waitFor();
    await page.getByLabel("Period").selectOption("30d");
    await page.getByRole("alert").getByText("could not be reached").first().waitFor();
    await page.getByRole("button", { name: "Try again" }).first().waitFor();
    // Nobody has to press anything once the connection is back.
    await context.setOffline(false);
    await page.getByRole("alert").waitFor({ state: "hidden" });
    await page.getByRole("article").first().waitFor();
    await close();
  });

  it("waits 150 ms before it shows that it waits, and says how old is what could not be brought up to date", async () => {
    const { page, context, go, close } = await visit().open();
    await go("/overview");
    await page.clock.install();
    let answer = () => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route(/\/v1\/accounts\?/, async (route) => {
      await held;
      await route.continue();
    });
    await page.clock.pauseAt(Date.now() + 5_000);
    await page.getByRole("navigation").getByRole("link", { name: "Accounts" }).click();
    await page.getByRole("heading", { name: "Accounts", level: 1 }).waitFor();
    const waiting = page.getByRole("main").getByRole("status", { name: "Loading …" });
    await waiting.waitFor();
    const seen = waiting.locator("[data-visible]");
    assert.equal(await seen.count(), 0);
    await page.clock.runFor(160);
    await seen.first().waitFor();
    answer();
    await page.clock.resume();
    await page.getByRole("table").waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Overview" }).click();
    await page.getByRole("article").first().waitFor();
    await page
      .getByRole("button", { name: /^Only / })
      .first()
      .waitFor();
    await settled(page);
    const failing = async (fails: (question: string) => boolean) => {
      await page.unroute(/\/v1\/query/);
      await page.route(/\/v1\/query/, (route) =>
        fails(route.request().postData() ?? "") ? route.abort() : route.continue(),
      );
      await page.clock.fastForward("03:00");
      await page.evaluate(() =>
        document.dispatchEvent(new Event("visibilitychange", { bubbles: true })),
      );
    };
    const aged = page.getByText(/^As of \d\d:\d\d; it could not be brought up to date\.$/);
    const ofPage = page.locator("main > [role=status]").and(aged);
    // It stands, with its age, which is said once where all parts are of one.
    await failing(() => true);
    await ofPage.waitFor();
    await eventually(
      () => aged.count(),
      (count) => count === 1,
    );
    await page.getByRole("article").first().waitFor();
    // A part alone says its own, and so does one that is older than the rest.
    await failing((question) => question.includes('"by"'));
    await ofPage.waitFor({ state: "detached" });
    await page.locator("section[aria-labelledby=by]").locator(aged).waitFor();
    // The others are asked again one by one, and say theirs until they have been.
    await eventually(
      () => aged.count(),
      (count) => count === 1,
    );
    await failing(() => true);
    await ofPage.waitFor();
    const [all, own] = await eventually(
      () => aged.allInnerTexts(),
      ({ length }) => length === 2,
    );
    assert.notEqual(all, own);
    await context.unrouteAll();
    await close();
  });

  it("says where there is nothing, in the frame to whoever is signed in, in their language", async () => {
    for (const [lang, inside, outside] of [
      ["en", "There is nothing here", "There is nothing at this address"],
      ["id", "Tidak ada apa-apa di sini", "Tidak ada halaman di alamat ini"],
    ] as const) {
      const opened = await visit().open({ lang });
      const { page, context, complaints, close } = opened;
      const address = `${visit().world.url}/settings/units`;
      assert.equal((await page.goto(address))?.status(), 404);
      await page.getByRole("heading", { name: inside }).waitFor();
      // The browser complains of the status that it should have.
      assert.match(complaints.splice(0).join(), /^Failed to load resource: [^,]*404[^,]*$/);
      await examine(opened, `nothing here ${lang}`);
      await page.locator('main a[href="/today"]').click();
      await page.waitForURL(/\/today/);
      await page.getByRole("region").first().waitFor();
      await context.clearCookies();
      complaints.splice(0);
      assert.equal((await page.goto(address))?.status(), 404);
      await page.getByRole("heading", { name: outside }).waitFor();
      complaints.splice(0);
      await examine(opened, `nothing at this address ${lang}`);
      await close();
    }
  });

  it("answers a press within 200 ms", async () => {
    const { page, go, close } = await visit().open();
    await go("/overview?span=all");
    await page.getByRole("article").first().waitFor();
    await page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(globalThis, { seen });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as PerformanceEventTiming[])
          if (entry.interactionId > 0) seen.push(entry.duration);
      }).observe({
        type: "event",
        buffered: false,
        durationThreshold: 16,
      } as PerformanceObserverInit);
    });
    for (const name of ["Spread", "Chart"])
      await page.getByText(name, { exact: true }).first().click();
    await page.getByLabel("Compared with").selectOption("none");
    await page.getByRole("button", { name: "The query as JSON", exact: true }).click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.keyboard.type("sig");
    await page.waitForTimeout(300);
    const durations = await page.evaluate(() => (globalThis as unknown as { seen: number[] }).seen);
    assert.ok(durations.length > 2, "no press was measured");
    const middle = durations.toSorted((a, b) => a - b)[Math.floor(durations.length / 2)]!;
    assert.ok(
      middle <= 200,
      `half of the presses took more than ${middle} ms: ${durations.join(", ")}`,
    );
    await close();
  });
}

export function emptyFrameCases(visit: () => Visit): void {
  it("stays in its workspace whatever is chosen in another tab, and after a reload", async () => {
    const { world, open } = visit();
    const email = "of-two@corridor.test";
    const own = await joined(world, email, { role: "owner" });
    const made = await world.request<{ id: string; link: string }>("POST", "/v1/workspaces", {
      name: "The other one",
      owner: email,
    });
    const accepted = { token: tokenOf(made.body.link) };
    assert.equal((await own.request("POST", "/v1/invitations/accept", accepted)).status, 200);
    const { page, context, go, close } = await open({ as: { email, password: goodPassword } });
    const { body: session } = await own.request<Session>("GET", "/v1/session");
    const first = session.workspaces.find(({ id }) => id !== made.body.id);
    const nameOf = async (id: string) =>
      (
        await own.request<{ name: string }>("GET", "/v1/workspace", undefined, {
          "corridor-workspace": id,
        })
      ).body.name;
    await page.goto(`${world.url}/settings`);
    await page.evaluate((id) => sessionStorage.setItem("corridor-workspace", id), first!.id);
    await go("/settings");
    const name = page.getByRole("textbox", { name: "Name" });
    const other = await context.newPage();
    await other.goto(`${world.url}/overview`);
    await other.getByRole("button", { name: "of-two" }).last().click();
    await other.getByRole("menuitem", { name: "The other one" }).click();
    await other.goto(`${world.url}/settings`);
    await other.locator('input[value="The other one"]').waitFor();
    for (const wanted of ["The first one", first!.name]) {
      await name.fill(wanted);
      await Promise.all([
        page.waitForResponse((answer) => answer.request().method() === "PATCH"),
        page.getByRole("button", { name: "Save" }).first().click(),
      ]);
      assert.equal(await nameOf(first!.id), wanted);
      assert.equal(await nameOf(made.body.id), "The other one");
      // Loaded anew it is where it was.
      await go("/settings");
      await page.locator(`input[value="${wanted}"]`).waitFor();
    }
    await close();
  });

  it("says what to do where a room's files are gone, as after an update", async () => {
    const { page, context, go, close } = await visit().open();
    await go("/settings");
    await page.route("**/assets/**", (asked) => asked.fulfill({ status: 404, body: "{}" }));
    await page.getByRole("link", { name: "Registry" }).click();
    await page.getByRole("alert").getByText("could not be loaded").waitFor();
    await page.unroute("**/assets/**");
    await page.getByRole("button", { name: "Load anew" }).click();
    await page.getByRole("heading", { name: "Registry", level: 1 }).waitFor();
    // Without a network it says so, and comes by itself when there is one.
    await context.setOffline(true);
    await page.getByRole("link", { name: "Imports" }).click();
    await page.getByRole("alert").getByText("could not be reached").waitFor();
    await context.setOffline(false);
    await page.getByRole("heading", { name: "Imports", level: 1 }).waitFor();
    await close();
  });

  it("shows nothing on to the next: signed out in one tab, all tabs are at the door", async () => {
    const { world, open } = visit();
    const { page, context, go, close } = await open();
    await go("/settings");
    const other = await context.newPage();
    await other.goto(`${world.url}/overview`);
    await other.getByRole("button", { name: "Owner" }).last().click();
    await other.getByRole("menuitem", { name: "Sign out" }).click();
    await other.waitForURL(/sign-in/);
    await page.waitForURL(/sign-in/);
    await close();
  });

  it("begins anew for another person who signs in where a session ended", async () => {
    const { world, open } = visit();
    const viewer = { email: "another@corridor.test", password: goodPassword };
    await joined(world, viewer.email, { role: "viewer" });
    const { page, context, go, close } = await open();
    await go("/settings");
    await page.getByRole("textbox", { name: "Name" }).fill("Renamed by somebody else");
    await context.clearCookies();
    await page.getByRole("button", { name: "Save" }).first().click();
    const dialog = page.getByRole("dialog", { name: "Your session has ended" });
    await dialog.locator('input[name="email"]').fill(viewer.email);
    await dialog.locator('input[name="password"]').fill(viewer.password);
    const sent: string[] = [];
    page.on("request", (request) => void sent.push(request.method()));
    await Promise.all([page.waitForEvent("load"), page.keyboard.press("Enter")]);
    await page.locator("main h1").waitFor();
    assert.equal(await page.getByRole("button", { name: "Save" }).count(), 0);
    assert.ok(!sent.includes("PATCH"), "what one had typed was sent by the other");
    await close();
  });

  it("goes by the flow, and has all that holds for the workspace under its settings", async () => {
    const { page, go, close } = await visit().open();
    await go("/settings");
    const navigation = page.getByRole("navigation", { name: "Main" }).first();
    assert.deepEqual(await navigation.getByRole("heading").allInnerTexts(), [
      "Journey",
      "Ask",
      "Listen",
      "Understand",
      "Customers",
      "Workspace",
    ]);
    // On a low screen it scrolls by itself to where one is, above who is here.
    await page.setViewportSize({ width: 1280, height: 560 });
    await page.reload();
    const current = navigation.getByRole("link", { name: "Settings" });
    await current.waitFor();
    const bottomOf = async (at: Locator) =>
      (({ y, height }) => y + height)((await at.boundingBox())!);
    const account = page.getByRole("button", { name: /owner/i }).first();
    assert.ok((await bottomOf(navigation)) <= (await account.boundingBox())!.y);
    assert.ok((await bottomOf(current)) <= (await bottomOf(navigation)));
    const tabs = page.getByRole("navigation", { name: "Settings" }).getByRole("link");
    assert.deepEqual(await tabs.allInnerTexts(), [
      "General",
      "People",
      "API keys",
      "Audit log",
      "Backups",
      "Health",
    ]);
    for (const [link, title] of [
      ["Scales and bands", "Measures"],
      ["Units", "Units"],
    ] as const) {
      await go("/settings");
      await page.getByRole("main").getByRole("link", { name: link }).click();
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
    }
    await close();
  });

  it("weighs less than 250 KB when it is first loaded", async () => {
    const { page, context, go, close } = await visit().open({ fresh: true });
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
