/** A visit to the web application: a world, a real browser, and somebody who is signed in. */
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { type Browser as Person, signedIn } from "#server/testing/person.ts";
import { startWorld, testOwner, type World, type WorldOptions } from "#server/testing/world.ts";
import { colours, violations } from "./axe.ts";
import { browserMissing, launchBrowser } from "./browser.ts";

export type Opened = {
  page: Page;
  context: BrowserContext;
  /** All that the page complains of, or asks of others than this server. */
  complaints: string[];
  go(path: string): Promise<void>;
  close(): Promise<void>;
};
export type View = {
  width?: number;
  scheme?: "light" | "dark";
  lang?: "en" | "id";
  /** A window through which nobody has looked before, so that everything is loaded. */
  fresh?: boolean;
  /** Whoever it is; the owner where absent. */
  as?: { email: string; password: string };
};
export type Visit = {
  world: World;
  open(view?: View): Promise<Opened>;
  stop(): Promise<void>;
};

/** Milliseconds that a page may take to show something on a machine that does other work too. */
const patience = 20_000;

/**
 * Windows that nobody looks through any more are taken again, empty but for the files that never change:
 * loading and compiling these anew was the greater part of each page's wait.
 */
function contextsOf(browser: Browser) {
  const free = new Map<string, BrowserContext[]>();
  return {
    async take(lang: "en" | "id", fresh: boolean): Promise<BrowserContext> {
      const old = fresh ? undefined : free.get(lang)?.pop();
      if (old) return old;
      const made = await browser.newContext({ locale: lang === "id" ? "id-ID" : "en-GB" });
      made.setDefaultTimeout(patience);
      return made;
    },
    async giveBack(lang: string, context: BrowserContext, page: Page): Promise<void> {
      await context.setOffline(false);
      if (page.url().startsWith("http")) await page.evaluate(() => localStorage.clear());
      await Promise.all(context.pages().map((each) => each.close()));
      await context.clearCookies();
      free.set(lang, [...(free.get(lang) ?? []), context]);
    },
  };
}

/** Who has signed in already and still is need not be asked for a password again, which is slow on purpose. */
function personsOf(world: World) {
  const known = new Map<string, Person>();
  return async (as: { email: string; password: string }): Promise<Person> => {
    const before = known.get(as.email);
    type Session = { person: { email: string } | null };
    const session = before && (await before.request<Session>("GET", "/v1/session")).body;
    if (before && session?.person?.email === as.email) return before;
    const now = await signedIn(world, as);
    known.set(as.email, now);
    return now;
  };
}

export async function startVisit(options: WorldOptions = {}): Promise<Visit> {
  const [browser, world]: [Browser, World] = await Promise.all([
    launchBrowser(),
    // What takes an import out waits for statements that are on their way; that has tests of its own.
    startWorld({ statementPause: 100, ...options }),
  ]);
  const contexts = contextsOf(browser);
  const personOf = personsOf(world);
  async function open(view: View = {}): Promise<Opened> {
    const { width = 1280, scheme = "light", lang = "en", fresh = false, as = testOwner } = view;
    const [person, context] = await Promise.all([personOf(as), contexts.take(lang, fresh)]);
    // It stays with the person, who may have been here before.
    await person.request("PATCH", "/v1/person", { language: lang });
    await context.addCookies(
      [...person.cookies].map(([name, value]) => ({ name, value, url: world.url })),
    );
    const page = await context.newPage();
    await page.setViewportSize({ width, height: width < 600 ? 812 : 900 });
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      const { origin, protocol } = new URL(request.url());
      if (origin !== world.url && !["data:", "blob:"].includes(protocol))
        complaints.push(`asked ${request.url()}`);
    });
    return {
      page,
      context,
      complaints,
      async go(path) {
        await page.goto(world.url + path);
        await page.locator("main h1").waitFor();
      },
      close: () => contexts.giveBack(lang, context, page),
    };
  }
  return {
    world,
    open,
    async stop() {
      await browser.close();
      await world.stop();
    },
  };
}

/** Cases in a visit of their own, one after another; skipped where no browser can be started. */
export function describeVisit(
  name: string,
  start: () => Promise<Visit>,
  cases: readonly ((visit: () => Visit) => void)[],
): void {
  describe(name, { skip: browserMissing() ?? false }, () => {
    let visit: Visit | undefined;
    before(async () => {
      visit = await start();
    });
    after(() => visit?.stop());
    for (const each of cases) each(() => visit!);
  });
}

/** Waits until no part of the page is still loading, however many there are. */
export async function settled(page: Page): Promise<void> {
  const loading = page.getByRole("status", { name: /^(Loading|Memuat) …$/ });
  for (const end = Date.now() + patience; (await loading.count()) > 0;) {
    if (Date.now() > end) throw new Error(`${page.url()} is still loading`);
    await page.waitForTimeout(20);
  }
}

/** Nothing found by axe, light and dark; not wider than the screen; no complaint. Call it when the page is there. */
export async function examine({ page, complaints }: Opened, name: string): Promise<void> {
  await settled(page);
  const before = page.viewportSize()!;
  await page.emulateMedia({ colorScheme: "light" });
  assert.deepEqual(await violations(page), [], `${name} light`);
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await violations(page, colours), [], `${name} dark`);
  await page.emulateMedia({ colorScheme: "light" });
  for (const width of [375, 768, 1920]) {
    await page.setViewportSize({ width, height: 900 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= width, `${name}: ${wide} px at ${width}`);
  }
  await page.setViewportSize(before);
  assert.deepEqual(complaints, [], name);
}
