/**
 * Everything that `npm test` runs: the checks, then every test file, in four processes that take the
 * next file when they are done with one.
 * `npm test -- understand` runs the files whose path holds that word; `--integration` those that
 * open the stores, for a second run against servers; `--slow` the long ones (`*.slow.test.ts`). Ends with the counts of passed and failed tests.
 */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  accessSync,
  constants,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statfsSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { check } from "./check.ts";
import { nodeFlags } from "./node-flags.mjs";
import type { Ran } from "./test-lane.ts";

const root = join(import.meta.dirname, "..");
const folders =
  "{contract,expression,questions,survey,statistics,charts,importing,web,server,cli,demo,scripts,bench,browser-tests}";
const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const integration = process.argv.includes("--integration");
const slow = process.argv.includes("--slow");

const opensStores = (file: string) =>
  /testing\/(world|filled)\.ts/.test(readFileSync(join(root, file), "utf8"));
/** What waits longest, mostly for what comes by time: begun first, it waits while others work. */
const longest = new Set([
  "server/customer/erasure-pace.slow.test.ts",
  "server/workspace/mail.test.ts",
  "browser-tests/demo.test.ts",
  "browser-tests/empty.test.ts",
  "browser-tests/survey.test.ts",
  "browser-tests/sign-in.test.ts",
  "server/testing/backup.test.ts",
  "server/understand/changes/changes.slow.test.ts",
  "browser-tests/demo-findings.slow.test.ts",
  "browser-tests/demo-people.slow.test.ts",
  "browser-tests/surveys.slow.test.ts",
  "browser-tests/demo-asked.slow.test.ts",
]);
/** The other long ones have stores of their own, or a server. */
const lengthOf = (file: string) =>
  longest.has(file)
    ? 2
    : Number(
        /testing\/(world|filled)\.ts|startServer\(|openPostgres\(/.test(
          readFileSync(join(root, file), "utf8"),
        ),
      );
const files = globSync(`${folders}/**/*.test.ts`, { cwd: root })
  .filter((file) => words.every((word) => file.includes(word)))
  .filter((file) => slow === file.endsWith(".slow.test.ts"))
  .filter((file) => !integration || opensStores(file))
  // The slowest first, so that all lanes end together.
  .toSorted((a, b) => lengthOf(b) - lengthOf(a) || a.localeCompare(b));

let passed = 0;
let failed = 0;
let skipped = 0;
const start = Date.now();

if (!integration && !slow) {
  for (const { name, ok, output, seconds } of check()) {
    if (ok) passed++;
    else failed++;
    process.stdout.write(
      `${ok ? "✔" : "✖"} ${name} (${seconds.toFixed(1)} s)\n${ok ? "" : `${output}\n`}`,
    );
  }
}

/** Bytes that must be free there; a run was seen to fill a ninth of that at a time. */
const room = 4 * 1024 ** 3;

/**
 * Where a machine's memory has room, what the tests write stays there: to copy the stores of one file to a
 * disk and to remove them again costs 0.9 s of the processor, and 0.1 s in memory. TMPDIR names another place.
 */
function temporary(): string {
  const memory = "/dev/shm";
  if (process.env.TMPDIR !== undefined) return tmpdir();
  try {
    const { bavail, bsize } = statfsSync(memory);
    const free = Math.min(bavail * bsize, process.availableMemory() / 2);
    accessSync(memory, constants.W_OK);
    return free >= room ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

const shared = mkdtempSync(join(temporary(), "corridor-test-shared-"));
// Whatever ends it, nothing is left of what was in memory.
process.on("exit", () => rmSync(shared, { recursive: true, force: true, maxRetries: 3 }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => process.exit(1));
if (files.some(opensStores)) {
  // Only here: the checks say what is wrong with a program that can't be loaded.
  const { makeTemplates } = await import("../server/testing/template.ts");
  await makeTemplates(shared);
}

if (files.some((file) => file.startsWith("browser-tests/"))) {
  // Made once, before several want it at the same moment and each makes its own.
  const { webSources } = await import("../server/web/sources.ts");
  const { lazyBundle } = await import("../server/platform/bundle.ts");
  await lazyBundle(webSources)();
}

// Every file opens the same modules.
process.env.NODE_COMPILE_CACHE ??= join(shared, "compiled");

/** Files that one process runs before another takes its place: what they leave behind ends with it. */
const together = slow ? 1 : 36;
// Many wait for what comes by time, so that more than the two processors of a small machine are worth it.
// Against servers a lane waits for them a fifth of its time.
const lanes = slow ? 3 : integration ? 6 : 4;
/** Milliseconds that one file may take. */
const patience = slow ? 600_000 : 300_000;

const took: { file: string; seconds: number }[] = [];

function startLane(): ChildProcess {
  return fork(join(root, "scripts", "test-lane.ts"), [], {
    cwd: root,
    execArgv: [...nodeFlags],
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}

/** Runs one file in a lane; a lane that ends or hangs has failed it. */
async function runFile(lane: ChildProcess, file: string): Promise<{ ran: Ran; usable: boolean }> {
  let printed = "";
  const print = (chunk: Buffer) => void (printed += chunk.toString());
  for (const each of [lane.stdout!, lane.stderr!]) each.on("data", print);
  let reason = "its process ended";
  const late = setTimeout(() => {
    reason = `not done after ${patience / 1000} s, or something is left open`;
    lane.kill("SIGKILL");
  }, patience);
  const end = new AbortController();
  try {
    lane.send(join(root, file));
    const [ran] = (await Promise.race([
      once(lane, "message", end),
      once(lane, "exit", end).then(([code, signal]) => {
        throw new Error(`${reason} (${String(signal ?? code)})`);
      }),
    ])) as [Ran];
    return { ran: { ...ran, output: ran.output + printed }, usable: true };
  } catch (error) {
    const output = `✖ ${file}: ${(error as Error).message}\n${printed}`;
    return { ran: { passed: 0, failed: 1, skipped: 0, output }, usable: false };
  } finally {
    end.abort();
    clearTimeout(late);
    for (const each of [lane.stdout!, lane.stderr!]) each.off("data", print);
  }
}

process.env.TMPDIR = join(shared, "tmp");
mkdirSync(process.env.TMPDIR);

const waiting = [...files];
async function work(): Promise<void> {
  while (waiting.length > 0) {
    const lane = startLane();
    let usable = true;
    for (let n = 0; n < together && usable; n++) {
      const file = waiting.shift();
      if (file === undefined) break;
      const begun = Date.now();
      const done = await runFile(lane, file);
      usable = done.usable;
      const seconds = (Date.now() - begun) / 1000;
      took.push({ file, seconds });
      passed += done.ran.passed;
      failed += done.ran.failed;
      skipped += done.ran.skipped;
      process.stdout.write(`${file} (${seconds.toFixed(1)} s)\n${done.ran.output}`);
    }
    lane.kill("SIGKILL");
  }
}
await Promise.all(Array.from({ length: lanes }, work));

if (files.some(opensStores)) await (await import("../server/testing/template.ts")).dropTemplates();

const slowest = took.toSorted((a, b) => b.seconds - a.seconds).slice(0, 12);
process.stdout.write(
  `\nthe slowest files:\n${slowest.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s ${file}\n`).join("")}`,
);
process.stdout.write(
  `\n${((Date.now() - start) / 1000).toFixed(0)} s in ${files.length} files\n${passed} passed, ${failed} failed, ${skipped} skipped\n`,
);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
