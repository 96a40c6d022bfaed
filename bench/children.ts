/** Processes of the bench, and their directories: started, asked, and all gone when the bench ends. */
import { fork, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { settings } from "#server/config.ts";
import { nodeFlags } from "../scripts/node-flags.mjs";
import type { Call, Reply } from "./worker.ts";

const children = new Set<ChildProcess>();
const directories = new Set<string>();

/** Ends every child at once and removes every directory. */
export function endAll(): void {
  for (const child of children) child.kill("SIGKILL");
  for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  directories.clear();
}
process.on("exit", endAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => process.exit(130));

/** A new directory, removed when the bench ends. */
export function freshDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "corridor-bench-"));
  directories.add(directory);
  return directory;
}

export function dropDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
  directories.delete(directory);
}

/** The environment without Corridor's settings: the bench always measures the embedded stores. */
function environment(own: Record<string, string>): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(
    ([name]) => !(name in settings) && !name.startsWith("CORRIDOR_"),
  );
  return { ...Object.fromEntries(others), ...own };
}

function start(
  file: string,
  env: Record<string, string>,
  args: readonly string[] = [],
): ChildProcess {
  const root = join(import.meta.dirname, "..");
  const child = fork(join(root, file), args, {
    cwd: root,
    env: environment(env),
    execArgv: [...nodeFlags, "--import", join(import.meta.dirname, "leash.ts")],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  children.add(child);
  child.once("exit", () => children.delete(child));
  return child;
}

/** The last of what a child printed, for the message where it fails. */
function outputOf(child: ChildProcess): () => string {
  let text = "";
  const keep = (part: Buffer) => (text = (text + part.toString()).slice(-4_000));
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  return () => text;
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => child.once("exit", () => resolve()));
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill("SIGTERM");
  const hard = setTimeout(() => child.kill("SIGKILL"), 12_000);
  await ended(child);
  clearTimeout(hard);
}

export type Server = {
  port: number;
  pid: number;
  /** Milliseconds from start to the line that says that it serves. */
  startedIn: number;
  stop(): Promise<void>;
};

export const apiKey = "bench-key-0123456789abcdef";

/** Starts `server/main.ts`, or another file that prints the same line, on a free port of loopback. */
export async function startServer(
  dataDir: string,
  file = "server/main.ts",
  env: Record<string, string> = {},
): Promise<Server> {
  const from = performance.now();
  const child = start(file, {
    CORRIDOR_DATA_DIR: dataDir,
    CORRIDOR_API_KEY: apiKey,
    // The limiter counts on both sides, and is never reached.
    CORRIDOR_SIGNALS_PER_MINUTE: "1000000000",
    CORRIDOR_REQUESTS_PER_MINUTE: "1000000000",
    LOG_LEVEL: "warn",
    HOST: "127.0.0.1",
    PORT: "0",
    ...env,
  });
  const output = outputOf(child);
  const port = await new Promise<number>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no start in 60 s: ${output()}`)), 60_000);
    child.stdout?.on("data", () => {
      const found = /serves on http:\/\/[^:]+:(\d+)/.exec(output());
      if (!found) return;
      clearTimeout(timer);
      resolve(Number(found[1]));
    });
    child.once("exit", () => reject(new Error(`${file} ended: ${output()}`)));
  });
  return {
    port,
    pid: child.pid!,
    startedIn: performance.now() - from,
    stop: () => stop(child),
  };
}

/** Runs a command of `corridor` against a server to its end; answers its milliseconds. Throws where it fails. */
export async function runCommand(args: readonly string[], port: number): Promise<number> {
  const from = performance.now();
  const env = { CORRIDOR_URL: `http://127.0.0.1:${port}`, CORRIDOR_API_KEY: apiKey };
  const child = start("cli/main.ts", env, args);
  const output = outputOf(child);
  await ended(child);
  if (child.exitCode !== 0)
    throw new Error(`corridor ${args.join(" ")} ended with ${child.exitCode}: ${output()}`);
  return performance.now() - from;
}

export type Worker = {
  /** One call at a time; rejects with what the worker threw, or where it ended. */
  call<T>(task: string, input?: unknown): Promise<T>;
  stop(): Promise<void>;
};

/** Starts a file that calls `serve`. What it reports on its way goes to `progress`. */
export function startWorker(file: string, progress: (text: string) => void): Worker {
  const child = start(file, {});
  const output = outputOf(child);
  return {
    call: <T>(task: string, input?: unknown) =>
      new Promise<T>((resolve, reject) => {
        const gone = () => reject(new Error(`${file} ended: ${output()}`));
        const receive = (reply: Reply) => {
          if ("progress" in reply) return progress(reply.progress);
          child.off("message", receive);
          child.off("exit", gone);
          if ("failure" in reply) reject(new Error(reply.failure));
          else resolve(reply.result as T);
        };
        child.on("message", receive);
        child.once("exit", gone);
        child.send({ task, input } satisfies Call);
      }),
    stop: () => stop(child),
  };
}

/** Bytes of memory that a process holds (Linux). */
export function residentBytes(pid: number): number {
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(found?.[1]) * 1024;
}
