/** Runs the command within the test process, and keeps what it writes. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../run.ts";

export type Outcome = { exit: number; out: string; err: string };

export type RunOptions = {
  readonly url?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly stop?: AbortSignal;
  readonly abort?: AbortSignal;
};

export async function corridor(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const outcome = { exit: 0, out: "", err: "" };
  const never = new AbortController().signal;
  outcome.exit = await run(args, {
    out: { write: (text) => (outcome.out += text) },
    err: { write: (text) => (outcome.err += text) },
    environment: {
      CORRIDOR_API_KEY: "test-key",
      ...(options.url === undefined ? {} : { CORRIDOR_URL: options.url }),
      ...options.environment,
    },
    stop: options.stop ?? never,
    abort: options.abort ?? never,
  });
  return outcome;
}

export type Folder = AsyncDisposable & {
  readonly path: string;
  /** Writes a file and gives its path. */
  write(name: string, content: string | Uint8Array): Promise<string>;
  /** Writes a mapping and gives its path. */
  mapping(fields: Readonly<Record<string, unknown>>, rest?: object): Promise<string>;
};

export async function newFolder(): Promise<Folder> {
  const path = await mkdtemp(join(tmpdir(), "corridor-cli-"));
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    await writeFile(join(path, name), content);
    return join(path, name);
  };
  return {
    path,
    write,
    mapping: (fields, rest = {}) => write("mapping.json", JSON.stringify({ fields, ...rest })),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}
