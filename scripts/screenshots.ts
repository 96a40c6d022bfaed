/**
 * Pictures of every page that the server has, to be looked at: a server of its own on a temporary
 * data directory, a real browser, and PNG files in `screenshots/`.
 * `node scripts/run.mjs scripts/screenshots.ts`
 */
import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../browser-tests/browser.ts";
import { nodeFlags } from "./node-flags.mjs";
import { again, type Patience } from "./again.ts";

const root = join(import.meta.dirname, "..");
const folder = join(root, "screenshots");

/** Places of a page to be seen: its beginning, and what lies far below. */
const views: Record<string, { path: string; places: string[] }> = {
  home: { path: "/", places: ["main"] },
  docs: { path: "/docs", places: ["main", "postSignals", "postQuery", "shape-Signal", "errors"] },
};
const widths = [375, 1440, 1920];
/** On a busy machine the browser's compositor misses its own deadline for a frame; it has one a moment later. */
const busy: Patience = { tries: 4, pause: 250, failure: /Unable to capture screenshot|Timeout/ };

/** Starts a server on a free port; answers its address once it serves. */
async function startServer(dataDir: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [...nodeFlags, join(root, "server", "main.ts")], {
    env: { CORRIDOR_DATA_DIR: dataDir, PORT: "0", LOG_LEVEL: "warn" },
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

async function picture(browser: Browser, url: string, name: string): Promise<number> {
  const { path, places } = views[name]!;
  let count = 0;
  for (const lang of ["en", "id"])
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of widths) {
        const context = await browser.newContext({
          viewport: { width, height: width < 500 ? 812 : 1000 },
          colorScheme,
          reducedMotion: "reduce",
        });
        const page = await context.newPage();
        const answer = await page.goto(`${url}${path}?lang=${lang}`);
        if (answer?.status() !== 200) throw new Error(`${path} answered ${answer?.status()}`);
        for (const [n, place] of places.entries()) {
          if (n > 0)
            await page.locator(`#${place}`).evaluate((element) => element.scrollIntoView());
          const file = `${name}-${place}-${lang}-${colorScheme}-${width}.png`;
          await again(() => page.screenshot({ path: join(folder, file) }), busy);
          count++;
        }
        await context.close();
      }
  return count;
}

const dataDir = mkdtempSync(join(tmpdir(), "corridor-screenshots-"));
const [{ child, url }, browser] = await Promise.all([startServer(dataDir), launchBrowser()]);
try {
  mkdirSync(folder, { recursive: true });
  let count = 0;
  for (const name of Object.keys(views)) count += await picture(browser, url, name);
  process.stdout.write(`${count} pictures are in ${folder}\n`);
} finally {
  await browser.close();
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await ended;
  rmSync(dataDir, { recursive: true, force: true });
}
