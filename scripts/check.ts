/**
 * What can be known of the code without running it: types, lint (import rules included), format.
 * `npm run check`; part of `npm test`.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules", ".bin", name);

export type Checked = { name: string; ok: boolean; output: string; seconds: number };

function run(name: string, args: string[]): Checked {
  const start = Date.now();
  const done = spawnSync(process.execPath, [bin(args[0]!), ...args.slice(1)], {
    cwd: root,
    encoding: "utf8",
  });
  return {
    name,
    ok: done.status === 0,
    output: `${done.stdout}${done.stderr}`.trim(),
    seconds: (Date.now() - start) / 1000,
  };
}

export function check(): Checked[] {
  return [
    run("types", ["tsc"]),
    run("lint", ["oxlint", "--deny-warnings"]),
    run("format", ["oxfmt", "--check"]),
  ];
}

if (import.meta.main) {
  const results = check();
  for (const { name, ok, output, seconds } of results)
    process.stdout.write(
      `${ok ? "ok  " : "FAIL"} ${name} (${seconds.toFixed(1)} s)\n${ok ? "" : `${output}\n`}`,
    );
  process.exit(results.every((each) => each.ok) ? 0 : 1);
}
