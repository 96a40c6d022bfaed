/**
 * Pictures of every page, to be looked at: a server of its own on a temporary data directory, first
 * empty, then with the demo company, then failing; a real browser; PNG files in `screenshots/`.
 * `node scripts/run.mjs scripts/screenshots.ts [WORD …]` makes those whose name holds one of the words.
 */
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "../browser-tests/browser.ts";
import { nodeFlags } from "./node-flags.mjs";
import { again, type Patience } from "./again.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "screenshots");
const words = process.argv.slice(2);
const owner = { email: "owner@selasar.example", password: "lantern orchard 47 violet" };
const apiKey = "corridor_screenshots_0123456789abcdef";
/** On a busy machine the browser's compositor misses its own deadline for a frame; it has one a moment later. */
const busy: Patience = { tries: 4, pause: 250, failure: /Unable to capture screenshot|Timeout/ };

type View = { width: number; scheme: "light" | "dark"; lang: "en" | "id" };
/** Phone and desktop, light and dark, each language in one of each. */
const usual: readonly View[] = [
  { width: 1440, scheme: "light", lang: "en" },
  { width: 1440, scheme: "dark", lang: "id" },
  { width: 375, scheme: "light", lang: "id" },
  { width: 375, scheme: "dark", lang: "en" },
];
type Shot = {
  name: string;
  path: string;
  /** What is done on the page before it is taken. */
  first?: (page: Page) => Promise<unknown>;
};

/** Pages that need nobody signed in. */
const outside: readonly Shot[] = [
  { name: "home", path: "/?lang=LANG" },
  { name: "docs", path: "/docs?lang=LANG" },
  { name: "sign-in", path: "/sign-in?lang=LANG" },
  { name: "forgotten", path: "/forgotten?lang=LANG" },
];

const rooms: readonly Shot[] = [
  { name: "today", path: "/today" },
  { name: "overview", path: "/overview" },
  { name: "changes", path: "/changes" },
  { name: "gaps", path: "/gaps" },
  { name: "drivers", path: "/drivers" },
  { name: "believed", path: "/believed" },
  { name: "loyalty", path: "/loyalty" },
  { name: "dashboards", path: "/dashboards" },
  { name: "leagues", path: "/leagues" },
  { name: "explore", path: "/explore" },
  { name: "surveys", path: "/surveys" },
  { name: "signals", path: "/signals" },
  { name: "held", path: "/signals/held" },
  { name: "send", path: "/signals/send" },
  { name: "imports", path: "/imports" },
  { name: "new-import", path: "/imports/new" },
  { name: "customers", path: "/customers" },
  { name: "accounts", path: "/accounts" },
  { name: "proposals", path: "/proposals" },
  { name: "registry", path: "/registry" },
  { name: "touchpoints", path: "/registry/touchpoint" },
  { name: "touchpoint", path: "/registry/touchpoint/delivery" },
  { name: "measure", path: "/registry/measure/csat" },
  { name: "journeys", path: "/registry/journey" },
  { name: "settings", path: "/settings" },
  { name: "people", path: "/settings/people" },
  { name: "units", path: "/registry/unit" },
  { name: "keys", path: "/settings/keys" },
  { name: "audit", path: "/settings/audit" },
  { name: "backups", path: "/settings/backups" },
  { name: "health", path: "/settings/health" },
  { name: "account", path: "/account" },
  { name: "nowhere", path: "/registry/nothing" },
];

const full: readonly Shot[] = [
  { name: "overview-csat", path: "/overview?measure=csat" },
  { name: "overview-table", path: "/overview?measure=csat&by=channel&show=table" },
  {
    name: "explore-crosstab",
    path: "/explore?measure=csat&by=touchpoint,attributes.region&letters=1",
  },
  { name: "explore-spread", path: "/explore?measure=nps&by=value" },
  { name: "explore-heat", path: "/explore?measure=csat&by=touchpoint&over=auto" },
  { name: "explore-mend", path: "/explore?measure=csat&by=journey&letters=1" },
  { name: "leagues-stores", path: "/leagues?touchpoint=store" },
  {
    name: "overview-wrong",
    path: "/overview?measure=csat&where=channle%20%3D%3D%201",
    first: (page) =>
      page
        .getByText(/channle/)
        .first()
        .waitFor(),
  },
  {
    name: "dashboard",
    path: "/dashboards",
    first: async (page) => {
      await page.getByRole("link", { name: /^Selasar/ }).click();
      await page.getByText(/^\+26[.,]0$/).waitFor();
    },
  },
  {
    name: "palette",
    path: "/overview",
    first: async (page) => {
      await page.locator("main h1").waitFor();
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
      await page.keyboard.type("an");
      await page.waitForTimeout(600);
    },
  },
];

/** Starts a server on a free port; answers its address once it serves. */
async function startServer(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [...nodeFlags, join(root, "server", "main.ts")], {
    env: {
      CORRIDOR_DATA_DIR: dataDir,
      CORRIDOR_ADMIN_EMAIL: owner.email,
      CORRIDOR_ADMIN_PASSWORD: owner.password,
      CORRIDOR_API_KEY: apiKey,
      PORT: "0",
      LOG_LEVEL: "warn",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  for await (const part of child.stdout as AsyncIterable<Buffer>) {
    said += part.toString();
    const url = /Corridor serves on (\S+)/.exec(said)?.[1];
    if (url !== undefined) return { child, url };
  }
  throw new Error("the server did not start");
}

/** A page of the owner's, in a language; `failing`, where every answer of the API is that it is away. */
async function openPage(browser: Browser, url: string, view: View, signedIn: boolean) {
  const context = await browser.newContext({
    viewport: { width: view.width, height: view.width < 500 ? 812 : 1000 },
    colorScheme: view.scheme,
    locale: view.lang === "id" ? "id-ID" : "en-GB",
    reducedMotion: "reduce",
  });
  if (signedIn) {
    const headers = { origin: url };
    await context.request.post(`${url}/v1/sign-in`, { data: owner, headers });
    await context.request.patch(`${url}/v1/person`, { data: { language: view.lang }, headers });
  }
  return { context, page: await context.newPage() };
}

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle").catch(() => undefined);
  await page.waitForTimeout(250);
  await again(() => page.screenshot({ path: join(folder, `${name}.png`), fullPage: true }), busy);
}

let count = 0;
async function pictures(browser: Browser, url: string, shots: readonly Shot[], state: string) {
  const wanted = shots.filter(
    ({ name }) => words.length === 0 || words.some((word) => `${name}-${state}`.includes(word)),
  );
  if (wanted.length === 0) return;
  for (const view of state === "failing" ? [usual[0]!, usual[3]!] : usual) {
    const { context, page } = await openPage(browser, url, view, state !== "outside");
    if (state === "failing")
      await page.route(/\/v1\/(?!session|workspace$)/, (route) =>
        route.fulfill({
          status: 503,
          json: { error: { code: "store_unavailable", message: "The store does not answer." } },
        }),
      );
    for (const { name, path, first } of wanted) {
      await page.goto(url + path.replace("LANG", view.lang));
      await first?.(page);
      await take(page, `${name}-${state}-${view.width}-${view.scheme}-${view.lang}`);
      count++;
    }
    await context.close();
  }
}

const authorization = `Bearer ${apiKey}`;

/** A survey from the first template: in the builder, at its link, and its results. */
async function surveyOf(url: string): Promise<Shot[]> {
  const headers = { authorization, "content-type": "application/json" };
  const tell = async (path: string, body: object) => {
    const answer = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return (await answer.json()) as { id: string; revision: number };
  };
  const templates = await fetch(`${url}/v1/surveys/templates`, { headers });
  const [{ key }] = ((await templates.json()) as { templates: [{ key: string }] }).templates;
  const { id, revision } = await tell("/v1/surveys", { template: key });
  await tell(`/v1/surveys/${id}/publish?revision=${revision}`, {});
  return [
    { name: "survey-builder", path: `/surveys/${id}` },
    { name: "survey-results", path: `/surveys/${id}/results` },
    { name: "survey-respondent", path: `/s/${id}?lang=LANG` },
  ];
}

/** Addresses of what the demo company has: one of each kind of page. */
async function found(url: string): Promise<Shot[]> {
  const ask = async (path: string) =>
    (await (await fetch(url + path, { headers: { authorization } })).json()) as Record<
      string,
      { id?: string; key?: string }[]
    >;
  const [signals, customers, accounts, imports] = await Promise.all([
    ask("/v1/signals?limit=1&where=size(string(text))%3E0").catch(() => ask("/v1/signals?limit=1")),
    ask("/v1/customers?limit=1&search=an"),
    ask("/v1/accounts?limit=1"),
    ask("/v1/imports?limit=1"),
  ]);
  const of = (name: string, base: string, value: string | undefined) =>
    value === undefined ? [] : [{ name, path: `${base}/${encodeURIComponent(value)}` }];
  return [
    ...of("signal", "/signals", signals["signals"]?.[0]?.id),
    ...of("customer", "/customers", customers["customers"]?.[0]?.key),
    ...of("account-page", "/accounts", accounts["accounts"]?.[0]?.id),
    ...of("import", "/imports", imports["imports"]?.[0]?.id),
    ...(await surveyOf(url)),
  ];
}

const dataDir = mkdtempSync(join(tmpdir(), "corridor-screenshots-"));
const [{ child, url }, browser] = await Promise.all([startServer(dataDir), launchBrowser()]);
try {
  mkdirSync(folder, { recursive: true });
  await pictures(browser, url, outside, "outside");
  await pictures(browser, url, rooms, "empty");
  const demo = spawnSync(process.execPath, [...nodeFlags, join(root, "cli", "main.ts"), "demo"], {
    env: { CORRIDOR_URL: url, CORRIDOR_API_KEY: apiKey },
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (demo.status !== 0) throw new Error("the demo company did not come in");
  await pictures(browser, url, [...rooms, ...full, ...(await found(url))], "full");
  await pictures(browser, url, rooms, "failing");
  process.stdout.write(`${count} pictures are in ${folder}\n`);
} finally {
  await browser.close();
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
  rmSync(dataDir, { recursive: true, force: true });
}
