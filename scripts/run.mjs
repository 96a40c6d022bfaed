// Runs one of Corridor's TypeScript programs: `node scripts/run.mjs server/main.ts …`.
// Plain JavaScript that Node 18 understands. It installs what is missing from the lockfile, then
// hands over to the Node 24 that comes with the dependencies, which runs TypeScript itself.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { environment, nodeFlags } from "./node-flags.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, "node_modules");
const stamp = join(modules, ".corridor-installed");

function install() {
  const lock = readFileSync(join(root, "package-lock.json"));
  const wanted = createHash("sha256")
    .update(lock)
    .update(process.platform + process.arch)
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  process.stderr.write("Installing dependencies from the lockfile (once, about 1 GB) …\n");
  const npm = process.env.npm_execpath;
  const args = [
    "ci",
    "--include=dev",
    "--include=optional",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ];
  const done = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: ["ignore", 2, 2] })
    : spawnSync("npm", args, { cwd: root, stdio: ["ignore", 2, 2] });
  if (done.status !== 0) {
    process.stderr.write("npm ci failed; its message stands above. Mend that and start again.\n");
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

function findNode() {
  const carried = join(modules, `node-${process.platform}-${process.arch}`, "bin", "node");
  if (existsSync(carried)) return carried;
  if (Number(process.versions.node.split(".")[0]) >= 24) return process.execPath;
  process.stderr.write(
    `No Node 24 is packaged for ${process.platform}-${process.arch}, and this is Node ${process.versions.node}. ` +
      "Install Node 24 or newer and start again.\n",
  );
  process.exit(1);
}

install();
const [program, ...rest] = process.argv.slice(2);
// A program heeds these two from its first line on. One that they ended had not come so far: it has
// begun nothing, and ends as it would have a moment later.
const heeded = new Set(["SIGTERM", "SIGINT"]);
const stopped = program === "server/main.ts" ? 0 : program === "cli/main.ts" ? 130 : undefined;
const passed = new Set();
let child;
// Before there is a program, so that none is ever left behind alone.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"])
  process.on(signal, () => {
    passed.add(signal);
    child.kill(signal);
  });
child = spawn(findNode(), [...nodeFlags, join(root, program), ...rest], {
  stdio: "inherit",
  // What was compiled by the last start need not be compiled by this one.
  env: { NODE_COMPILE_CACHE: join(modules, ".compiled"), ...environment, ...process.env },
});
child.on("exit", (code, signal) => {
  if (signal && passed.has(signal) && heeded.has(signal) && stopped !== undefined)
    process.exit(stopped);
  if (signal) process.kill(process.pid, "SIGKILL");
  process.exit(code ?? 1);
});
