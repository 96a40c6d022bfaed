/**
 * The real server as a process of its own, for what no test inside one process can show: that it is
 * killed, stopped, starved of disk, or started twice.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nodeFlags } from "../../scripts/node-flags.mjs";
import { takeTemplate } from "./template.ts";
import { clientFor, testKey, type World } from "./world.ts";

export type RunningServer = Pick<World, "request" | "send" | "drained" | "query"> & {
  url: string;
  pid: number;
  /** All that it has written so far. */
  output(): string;
  /** Resident memory in bytes, and the most that it ever was. */
  memory(): { now: number; most: number };
  /** Sends a signal and waits for the end; answers the exit code, null where the signal ended it. */
  end(signal: "SIGTERM" | "SIGINT" | "SIGKILL"): Promise<number | null>;
};

export type ServerOptions = {
  dataDir: string;
  env?: Record<string, string>;
  /** The start makes its own PostgreSQL, as a user's first one does. */
  first?: boolean;
  /** Milliseconds that a start may take. */
  patience?: number;
  /** By `npm start`, as people start it; `pid` and `memory` are npm's then. */
  npm?: boolean;
};

const main = join(import.meta.dirname, "../main.ts");
const shim = join(import.meta.dirname, "clickhouse-shim.ts");

/** Where Node keeps what it has compiled, for all processes of a run. */
const compiled = process.env.NODE_COMPILE_CACHE;

/** Nothing of the environment of the tests but what a process needs, and settings for a test. */
function environment(options: ServerOptions): Record<string, string> {
  return {
    PATH: process.env.PATH ?? "",
    HOME: process.env.HOME ?? "",
    ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }),
    CORRIDOR_DATA_DIR: options.dataDir,
    CORRIDOR_API_KEY: testKey,
    CORRIDOR_MIN_FREE_MB: "0",
    CORRIDOR_BACKUP_HOURS: "0",
    CORRIDOR_SIGNALS_PER_MINUTE: "0",
    CORRIDOR_REQUESTS_PER_MINUTE: "0",
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? "warn",
    PORT: "0",
    ...options.env,
  };
}

function run(file: string, args: string[], env: Record<string, string>) {
  return watched(process.execPath, [...nodeFlags, file, ...args], env);
}

function watched(program: string, args: string[], env: Record<string, string>) {
  const child = spawn(program, args, {
    cwd: join(import.meta.dirname, "../.."),
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const note = (text: string) => {
    output += text;
    if (process.env.TEST_LOG_LEVEL) process.stderr.write(text);
  };
  child.stdout.setEncoding("utf8").on("data", note);
  child.stderr.setEncoding("utf8").on("data", note);
  const ended = once(child, "close") as Promise<[number | null, string | null]>;
  return { child, output: () => output, ended };
}

async function until(
  started: () => boolean,
  process_: { child: ChildProcess; output: () => string },
  patience: number,
): Promise<void> {
  for (const end = Date.now() + patience; !started(); await sleep(20)) {
    const { exitCode, signalCode } = process_.child;
    if (exitCode !== null || signalCode !== null)
      throw new Error(`it ended (${exitCode ?? signalCode}): ${process_.output()}`);
    if (Date.now() < end) continue;
    process_.child.kill("SIGKILL");
    throw new Error(`it did not start in ${patience} ms: ${process_.output()}`);
  }
}

/** Starts the server and waits for the line that says where it serves. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  if (!options.first && !options.env?.DATABASE_URL) takeTemplate("started", options.dataDir);
  const env = environment(options);
  const { child, output, ended } = options.npm
    ? watched("npm", ["start"], env)
    : run(main, [], env);
  const line = /^Corridor serves on (http:\/\/\S+)$/m;
  await until(() => line.test(output()), { child, output }, options.patience ?? 30_000);
  const url = line.exec(output())![1]!;
  const status = (name: string) =>
    1024 *
    Number(
      new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(
        readFileSync(`/proc/${child.pid}/status`, "utf8"),
      )?.[1],
    );
  return {
    ...clientFor(url, testKey),
    url,
    pid: child.pid!,
    output,
    memory: () => ({ now: status("VmRSS"), most: status("VmHWM") }),
    async end(signal) {
      child.kill(signal);
      return (await ended)[0];
    },
  };
}

/**
 * Runs the server where it is expected not to start; answers how it ended and what it said. With
 * `killWhen` it is killed so many milliseconds after it has said that.
 */
export async function failedStart(
  options: ServerOptions & { killWhen?: { said: RegExp; after: number } },
): Promise<{ code: number | null; output: string }> {
  const { killWhen } = options;
  const env = environment(options);
  const { child, output, ended } = options.npm
    ? watched("npm", ["start"], env)
    : run(main, [], env);
  if (killWhen) {
    await until(() => killWhen.said.test(output()), { child, output }, options.patience ?? 30_000);
    await sleep(killWhen.after);
    child.kill("SIGKILL");
  }
  const timer = setTimeout(() => child.kill("SIGKILL"), options.patience ?? 30_000);
  const [code] = await ended;
  clearTimeout(timer);
  return { code, output: output() };
}

/** ClickHouse's protocol over chDB on `port`, as a process that can be stopped and started. */
export async function startShim(
  port: number,
  directory: string,
): Promise<{ end(): Promise<void>; pause(): void; resume(): void }> {
  const { child, output, ended } = run(shim, [String(port), directory], {
    PATH: process.env.PATH ?? "",
  });
  await until(() => /^ready on/m.test(output()), { child, output }, 30_000);
  return {
    /** It goes on to take connections, and answers nothing. */
    pause: () => void child.kill("SIGSTOP"),
    resume: () => void child.kill("SIGCONT"),
    async end() {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** The real `corridor` command, as a process of its own, with the key of the tests. */
export async function command(
  args: string[],
  env: Record<string, string>,
): Promise<{ code: number | null; text: string }> {
  const main = join(import.meta.dirname, "../../cli/main.ts");
  const child = spawn(process.execPath, [...nodeFlags, main, ...args], {
    env: {
      PATH: process.env.PATH ?? "",
      ...(compiled === undefined ? {} : { NODE_COMPILE_CACHE: compiled }),
      CORRIDOR_API_KEY: testKey,
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (part: string) => (text += part));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, text };
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

/** A directory for one test file, and the function that removes it. */
export function scratch(): { dir: string; remove: () => void } {
  const dir = mkdtempSync(join(tmpdir(), "corridor-test-"));
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) };
}

/** Asks until the answer satisfies; throws where it does not in time. */
export async function eventually<T>(
  ask: () => Promise<T>,
  satisfies: (answer: T) => boolean,
  patience = 30_000,
): Promise<T> {
  for (const end = Date.now() + patience; ; await sleep(100)) {
    const answer = await ask().catch((error: unknown) => error as T);
    if (!(answer instanceof Error) && satisfies(answer)) return answer;
    if (Date.now() > end) throw new Error(`never: ${JSON.stringify(answer)} ${String(answer)}`);
  }
}

type Listed = { signals: { id: string }[]; next: string | null };

/** How often each id stands in the list of all signals, read page by page. */
export async function listedIds(
  server: Pick<World, "request">,
  limit = 1000,
): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  let cursor: string | null = "";
  while (cursor !== null) {
    const path: string = `/v1/signals?limit=${limit}${cursor === "" ? "" : `&cursor=${cursor}`}`;
    const { status, body } = await server.request<Listed>("GET", path);
    if (status !== 200) throw new Error(`the list answered ${status}: ${JSON.stringify(body)}`);
    for (const { id } of body.signals) seen.set(id, (seen.get(id) ?? 0) + 1);
    cursor = body.next;
  }
  return seen;
}
