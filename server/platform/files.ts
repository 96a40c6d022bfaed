/** The data directory: made, kept private, and measured. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { clock } from "./clock.ts";

export function makeDataDir(dir: string): void {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
}

/** A random value made at the first start and kept in a file that only its owner may read. */
export function keptSecret(dir: string, name: string, prefix = ""): string {
  const path = join(dir, name);
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  const value = prefix + randomBytes(32).toString("base64url");
  writeFileSync(path, `${value}\n`, { mode: 0o600, flag: "wx" });
  return value;
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
