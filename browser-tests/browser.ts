/**
 * A real browser without installing one: the Chromium that an npm package carries compressed is
 * unpacked once beside the checkout, with the few shared libraries and the font that a bare machine
 * lacks (NSS, NSPR, expat, Open Sans), and driven by playwright-core. Nothing is fetched.
 */
import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { chromium, type Browser, type Locator } from "playwright-core";

const root = join(import.meta.dirname, "..");
const packed = "@sparticuz/chromium";

/** The package exports no manifest, so its version is read from the folder that its entry lies in. */
function versionOf(name: string): string {
  const entry = createRequire(import.meta.url).resolve(name);
  const folder = entry.slice(0, entry.lastIndexOf(name) + name.length);
  return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string })
    .version;
}

/**
 * Unpacks by the package's own function in a process of its own: it writes to the system's temporary
 * folder and takes a file that is there for a whole one, so two tests that start together would run
 * half a browser. Here each unpacks apart, and one renames its folder into place.
 */
function unpack(folder: string): void {
  const staging = mkdtempSync(`${folder}-`);
  // With the name of that environment set, the package also unpacks its shared libraries.
  const done = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", `import c from "${packed}"; await c.executablePath();`],
    {
      cwd: root,
      encoding: "utf8",
      env: { TMPDIR: staging, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
    },
  );
  if (done.status !== 0) throw new Error(`Chromium could not be unpacked: ${done.stderr}`);
  writeFileSync(join(staging, "fonts.conf"), fontsConf(folder));
  try {
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

/** The packaged font first, so that pages look the same on every machine; then what the machine has. */
const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, "fonts", "fonts")}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, "fonts-cache")}</cachedir>
  <alias><family>system-ui</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family><family>Liberation Mono</family></prefer></alias>
</fontconfig>
`;

const quiet = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-pings",
  "--font-render-hinting=none",
];

/** Why no browser can be started here; undefined where one can. TEST_CHROMIUM names one that is installed. */
export function browserMissing(): string | undefined {
  if (process.env.TEST_CHROMIUM || (process.platform === "linux" && process.arch === "x64"))
    return undefined;
  return `the packaged Chromium is for Linux on x64, and this is ${process.platform} on ${process.arch}: set TEST_CHROMIUM to the path of one`;
}

/** Starts a browser with a fresh profile; the caller closes it. The first call unpacks (about 2 s, 206 MB). */
export async function launchBrowser(): Promise<Browser> {
  const own = process.env.TEST_CHROMIUM;
  if (own) return chromium.launch({ executablePath: own, args: quiet });
  const folder = join(root, ".cache", `chromium-${versionOf(packed)}`);
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true });
    unpack(folder);
  }
  return chromium.launch({
    executablePath: join(folder, "chromium"),
    args: quiet,
    // Nothing of the caller's environment gets in: language and zone are the same on every machine.
    env: {
      HOME: tmpdir(),
      TMPDIR: tmpdir(),
      LANG: "C.UTF-8",
      TZ: "UTC",
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
      FONTCONFIG_FILE: join(folder, "fonts.conf"),
    },
  });
}

/** Waits until an element has the focus: what a page's own markup asks for comes with its first frame, not with it. */
export async function focused(element: Locator): Promise<void> {
  await element
    .and(element.page().locator(":focus"))
    .waitFor({ timeout: 10_000 })
    .catch((error: unknown) => {
      throw new Error("the focus did not come", { cause: error });
    });
}
