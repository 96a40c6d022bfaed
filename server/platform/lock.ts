/**
 * One process per data directory: neither embedded store survives two. The lock is a file that
 * names its holder; it is taken over only when that holder is certainly gone.
 */
import { linkSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

type Holder = { pid: number; host: string; startedAt: string; birth: string };

/** Boot id and start time of a process: a pid alone is reused, in a container at every start. */
function birthOf(pid: number): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return `${boot}:${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch {
    return "";
  }
}

function isAlive(holder: Holder, path: string): boolean {
  if (holder.host !== hostname()) return Date.now() - statSync(path).mtimeMs < 30_000;
  if (holder.birth !== "") return birthOf(holder.pid) === holder.birth;
  try {
    process.kill(holder.pid, 0);
    return holder.pid !== process.pid;
  } catch {
    return false;
  }
}

export class LockedError extends Error {}

/** Takes the lock or throws LockedError naming who holds it. Answers the function that gives it back. */
export function takeLock(dir: string): () => void {
  const path = join(dir, "lock");
  const mine = `${path}.${process.pid}`;
  const me: Holder = {
    pid: process.pid,
    host: hostname(),
    startedAt: new Date().toISOString(),
    birth: birthOf(process.pid),
  };
  writeFileSync(mine, JSON.stringify(me), { mode: 0o600 });
  try {
    for (let tries = 0; ; tries++) {
      try {
        linkSync(mine, path);
        break;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST" || tries > 3) throw error;
        dropIfStale(path);
      }
    }
  } finally {
    rmSync(mine, { force: true });
  }
  const beat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // The directory went away under us; the stores will say so.
    }
  }, 10_000);
  beat.unref();
  return () => {
    clearInterval(beat);
    rmSync(path, { force: true });
  };
}

function dropIfStale(path: string): void {
  let holder: Holder | undefined;
  try {
    holder = JSON.parse(readFileSync(path, "utf8")) as Holder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
  }
  if (holder && isAlive(holder, path)) {
    throw new LockedError(
      `The data directory is in use by process ${holder.pid} on ${holder.host}, started ${holder.startedAt} (${path}). ` +
        "Stop that one first, or set CORRIDOR_DATA_DIR to another directory.",
    );
  }
  rmSync(path, { force: true });
}
