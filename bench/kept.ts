/** Data directories that take long to fill: made once, kept in `.cache/`, and made again when what is stored in them changes. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { diskGuard } from "#platform/files.ts";

const root = join(import.meta.dirname, "..");
const cache = join(root, ".cache");

/** Changes with the tables, and with what is put into them. */
function versionOf(sample: unknown): string {
  const files = ["postgres", "clickhouse"].flatMap((store) => {
    const dir = join(root, "server", "migrations", store);
    return readdirSync(dir)
      .toSorted()
      .map((file) => readFileSync(join(dir, file), "utf8"));
  });
  const text = [...files, JSON.stringify(sample)].join("\0");
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

export type Kept = {
  name: string;
  /** How many of them; each number has a directory of its own. */
  count: number;
  /** Some of what is put in. */
  sample: unknown;
  /** Bytes that must be free. */
  room: number;
};

/** The directory, filled by `make` where it is not there yet; those of another version go. */
export async function keptDirectory(
  { name, count, sample, room }: Kept,
  make: (directory: string) => Promise<void>,
): Promise<string> {
  const version = versionOf(sample);
  const prefix = `corridor-bench-${name}-`;
  const directory = join(cache, `${prefix}${version}-${count}`);
  mkdirSync(cache, { recursive: true });
  for (const other of readdirSync(cache))
    if (other.startsWith(prefix) && !other.includes(version))
      rmSync(join(cache, other), { recursive: true, force: true });
  const done = join(directory, "complete");
  if (existsSync(done)) return directory;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { mode: 0o700 });
  if (!diskGuard(directory, room)()) throw new Error(`${cache} needs ${room / 1e9} GB of room`);
  await make(directory);
  writeFileSync(done, "");
  return directory;
}
