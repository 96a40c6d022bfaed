/**
 * Everything that `npm test` runs: the checks, then every test file, each in a process of its own.
 * `npm test -- understand` runs the files whose path holds that word; `--integration` those that
 * open the stores, for a second run against servers; `--slow` the longer simulations (`*.slow.test.ts`). Ends with the counts of passed and failed tests.
 */
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { check } from "./check.ts";
import { nodeFlags } from "./node-flags.mjs";

const root = join(import.meta.dirname, "..");
const folders = "{contract,expression,statistics,server,cli,demo,scripts,bench,browser-tests}";
const words = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const integration = process.argv.includes("--integration");
const slow = process.argv.includes("--slow");

const opensStores = (file: string) =>
  readFileSync(join(root, file), "utf8").includes("testing/world.ts");
/** What waits longest, mostly for what comes by time: begun first, it waits while others work. */
const longest = new Set([
  "server/customer/erasure.test.ts",
  "server/workspace/mail.test.ts",
  "browser-tests/sign-in.test.ts",
  "server/testing/start-stop.test.ts",
  "server/testing/backup.test.ts",
  "server/testing/clickhouse-away.test.ts",
]);
/** The other long ones have stores of their own, or a server. */
const lengthOf = (file: string) =>
  longest.has(file)
    ? 2
    : Number(
        /testing\/world\.ts|startServer\(|openPostgres\(/.test(
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

const shared = mkdtempSync(join(tmpdir(), "corridor-test-shared-"));
if (process.env.CORRIDOR_TEST_STORES !== "server" && files.some(opensStores)) {
  // Only here: the checks say what is wrong with a program that can't be loaded.
  const { makeTemplates } = await import("../server/testing/template.ts");
  await makeTemplates(shared);
}

// Every file opens the same modules.
process.env.NODE_COMPILE_CACHE ??= join(shared, "compiled");

const stream = run({
  files: files.map((file) => join(root, file)),
  // Many wait for what comes by time, so that more than the two processors of a small machine are worth it.
  concurrency: slow ? 2 : 4,
  // A handle that a test left open must not hold up all the others.
  execArgv: [...nodeFlags, "--test-force-exit"],
  cwd: root,
  timeout: slow ? 600_000 : 300_000,
});
const count = (
  data: { skip?: string | boolean; todo?: string | boolean; details: { type?: string } },
  ok: boolean,
) => {
  // A suite is counted by its tests.
  if (data.details.type === "suite") return;
  if (data.skip !== undefined && data.skip !== false) skipped++;
  else if (ok) passed++;
  else failed++;
};
stream.on("test:pass", (data) => count(data, true));
stream.on("test:fail", (data) => count(data, false));
// A file is itself a test, which is named by its path.
const begun = new Map<string, number>();
const took: { file: string; seconds: number }[] = [];
stream.on("test:dequeue", ({ name, file }) => name === file && begun.set(name, Date.now()));
stream.on("test:complete", ({ name, file }) => {
  const since = begun.get(name);
  if (name !== file || since === undefined) return;
  took.push({ file: relative(root, name), seconds: (Date.now() - since) / 1000 });
});
stream.compose(new spec()).pipe(process.stdout);
stream.on("end", () => {
  setTimeout(() => {
    rmSync(shared, { recursive: true, force: true });
    const slowest = took.toSorted((a, b) => b.seconds - a.seconds).slice(0, 12);
    process.stdout.write(
      `\nthe slowest files:\n${slowest.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)} s ${file}\n`).join("")}`,
    );
    process.stdout.write(
      `\n${((Date.now() - start) / 1000).toFixed(0)} s in ${files.length} files\n${passed} passed, ${failed} failed, ${skipped} skipped\n`,
    );
    process.exit(failed === 0 && passed > 0 ? 0 : 1);
  }, 100);
});
