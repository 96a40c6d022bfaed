/**
 * A process that runs test files one after another, each by itself, for `scripts/test.ts`: most of what
 * a file costs is to load the server's modules and to compile the embedded PostgreSQL, which is done
 * once here for a dozen of them.
 */
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { pathToFileURL } from "node:url";
import { inspect } from "node:util";

/** What a file came to. */
export type Ran = { passed: number; failed: number; skipped: number; output: string };

type Told = {
  name: string;
  skip?: string | boolean;
  details: { type?: string | undefined; error?: Error };
};

async function ran(file: string): Promise<Ran> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const count = ({ name, skip, details }: Told, ok: boolean) => {
    // A suite is counted by its tests, unless it failed by itself; a file that holds none is itself one that passes.
    const isOfTests =
      ok ||
      (details.error as { failureType?: string } | undefined)?.failureType === "subtestsFailed";
    if ((details.type === "suite" && isOfTests) || (ok && name === file)) return;
    if (skip !== undefined && skip !== false) counts.skipped++;
    else if (ok) counts.passed++;
    else counts.failed++;
  };
  process.exitCode = undefined;
  const stray: unknown[] = [];
  const note = (error: unknown) => void stray.push(error);
  process.on("unhandledRejection", note);
  const stream = run({ files: [file], isolation: "none" });
  stream.on("test:pass", (told) => count(told, true));
  stream.on("test:fail", (told) => count(told, false));
  let output = "";
  for await (const text of stream.compose(new spec())) output += String(text);
  process.off("unhandledRejection", note);
  // Loaded already: it answers, or breaks off as it did. The runner says nothing of that once a test has begun.
  await import(pathToFileURL(file).href).catch(note);
  const wrong = [
    ...stray.map((error) => `outside of the tests: ${inspect(error)}`),
    // What the runner itself says of a file that broke off, or that found a failure outside of its tests.
    ...(counts.failed === 0 && process.exitCode ? ["the file itself failed"] : []),
    ...(Object.values(counts).every((n) => n === 0) ? ["no test ran"] : []),
  ];
  process.exitCode = undefined;
  counts.failed += wrong.length;
  return { ...counts, output: output + wrong.map((each) => `✖ ${each}\n`).join("") };
}

process.on("message", (file: string) => {
  // A file has ended when nothing is left to wait for: this channel is not to be waited for, then.
  process.channel!.unref();
  void ran(file).then((answer) => {
    process.channel!.ref();
    process.send!(answer);
  });
});
// Whoever asked is gone.
process.on("disconnect", () => process.exit(1));
