/**
 * A process that runs test files one after another, each by itself, for `scripts/test.ts`: most of what
 * a file costs is to load the server's modules and to compile the embedded PostgreSQL, which is done
 * once here for a dozen of them.
 */
import { run } from "node:test";
import { spec } from "node:test/reporters";

/** What a file came to. */
export type Ran = { passed: number; failed: number; skipped: number; output: string };

type Told = {
  name: string;
  skip?: string | boolean;
  details: { type?: string | undefined };
};

async function ran(file: string): Promise<Ran> {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const count = ({ name, skip, details }: Told, ok: boolean) => {
    // A suite is counted by its tests; a file that holds none is itself one that passes.
    if (details.type === "suite" || (ok && name === file)) return;
    if (skip !== undefined && skip !== false) counts.skipped++;
    else if (ok) counts.passed++;
    else counts.failed++;
  };
  const stream = run({ files: [file], isolation: "none" });
  stream.on("test:pass", (told) => count(told, true));
  stream.on("test:fail", (told) => count(told, false));
  let output = "";
  for await (const text of stream.compose(new spec())) output += String(text);
  if (Object.values(counts).every((n) => n === 0))
    return { ...counts, failed: 1, output: `${output}✖ no test ran\n` };
  return { ...counts, output };
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
