/** The data directory: made, kept private, and measured. */
import { randomBytes } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { clock } from "./clock.ts";
import { StartError } from "./start-error.ts";

/**
 * Makes the data directory with its parents, for its owner alone.
 * @throws StartError where it can't be used, with the reason.
 */
export function makeDataDir(dir: string): void {
  try {
    makeWithParents(dir);
    accessSync(dir, constants.R_OK | constants.X_OK);
  } catch (error) {
    throw dataDirError(error);
  }
}

/**
 * Step by step: where nothing can be made though the parent is there (as in /proc), Node's own
 * recursion never ends.
 */
function makeWithParents(dir: string): void {
  if (existsSync(dir)) {
    if (!statSync(dir).isDirectory()) throw Object.assign(new Error(), { code: "ENOTDIR" });
    return;
  }
  if (dirname(dir) !== dir) makeWithParents(dirname(dir));
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    // Another process made it meanwhile; or a link is there that leads nowhere.
    if (!existsSync(dir) || !statSync(dir).isDirectory()) throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOTDIR: "a file stands where a directory must be",
  EEXIST: "something that is no directory stands there",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "that disk is read-only",
  ENOENT: "nothing can be made there",
  ENOSPC: "that disk is full",
  ENAMETOOLONG: "the path is too long",
  ELOOP: "links there lead in a circle",
};

/** What is wrong with the data directory, where the system refused to write or read there. */
export function dataDirError(error: unknown): unknown {
  const { code = "" } = error as NodeJS.ErrnoException;
  if (!/^E[A-Z0-9]+$/.test(code)) return error;
  return new StartError(
    `CORRIDOR_DATA_DIR: the data directory cannot be used: ${reasons[code] ?? "the system refuses it"} (${code}). Set it to a directory that this user may write to.`,
  );
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
