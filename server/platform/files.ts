/** The data directory: made, kept private, and measured. */
import { randomBytes } from "node:crypto";
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { clock } from "./clock.ts";

export function makeDataDir(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}

/**
 * A random value made at the first start and kept in a file that only its owner may read. Two
 * processes that make it at once agree, and one that dies while it writes leaves no empty secret.
 */
export function keptSecret(dir: string, name: string, prefix = ""): string {
  const path = join(dir, name);
  const kept = contentOf(path);
  if (kept !== "") return kept;
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${prefix}${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  try {
    // Nothing of worth is lost with a file that holds nothing.
    if (existsSync(path) && statSync(path).size === 0) rmSync(path, { force: true });
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  return contentOf(path);
}

/** Tells whether the disk under `dir` has at least `minimum` bytes left; asks the system at most once in 200 ms. */
export function diskGuard(dir: string, minimum: number): () => boolean {
  let at = 0;
  let enough = true;
  return () => {
    const now = clock.now();
    if (now - at >= 200) {
      at = now;
      const disk = statfsSync(dir);
      enough = disk.bavail * disk.bsize >= minimum;
    }
    return enough;
  };
}
