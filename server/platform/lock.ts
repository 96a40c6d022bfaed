/**
 * One process per data directory: neither embedded store survives two. The lock is a file that
 * names its holder; it is taken over only when that holder is certainly gone.
 */
import {
  linkSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StartError } from "./start-error.ts";

type Holder = { pid: number; host: string; startedAt: string; birth: string; pids: string };

/** A holder shows that it lives by touching the file this often. */
const beatMs = 2_000;
/** One that cannot be looked at is taken for dead when it has not for this long. */
const silenceMs = 10_000;

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

/** Which list of processes a pid is of: two containers with one name each have their own. */
function pidSpace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}

async function isAlive(holder: Holder, path: string, silence: number): Promise<boolean> {
  if (holder.host !== hostname() || holder.pids !== pidSpace()) return beats(path, silence);
  if (holder.birth !== "") return birthOf(holder.pid) === holder.birth;
  try {
    process.kill(holder.pid, 0);
    return holder.pid !== process.pid;
  } catch (error) {
    // Another user's process lives, though it may not be asked.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Watches the file of a holder on another machine, or in another container. Its clock may differ: only a change counts. */
async function beats(path: string, silence: number): Promise<boolean> {
  const touched = () => {
    try {
      return statSync(path).mtimeMs;
    } catch {
      return -1;
    }
  };
  const first = touched();
  for (const end = Date.now() + silence; Date.now() < end;) {
    await sleep(200);
    const now = touched();
    if (now === -1) return false;
    if (now !== first) return true;
  }
  return false;
}

export class LockedError extends StartError {}

/**
 * Takes the lock or throws LockedError naming who holds it. Answers the function that gives it back.
 * May wait for `silence` milliseconds where the holder is on another machine.
 */
export async function takeLock(dir: string, silence = silenceMs): Promise<() => void> {
  const path = join(dir, "lock");
  const mine = `${path}.${process.pid}`;
  const me: Holder = {
    pid: process.pid,
    host: hostname(),
    startedAt: new Date().toISOString(),
    birth: birthOf(process.pid),
    pids: pidSpace(),
  };
  const text = JSON.stringify(me);
  for (let tries = 0; ; tries++) {
    // There for no longer than this takes: whoever is stopped while it waits leaves nothing behind.
    writeFileSync(mine, text, { mode: 0o600 });
    try {
      linkSync(mine, path);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || tries > 3) throw error;
    } finally {
      rmSync(mine, { force: true });
    }
    await dropIfStale(path, silence);
  }
  const isMine = () => {
    try {
      return readFileSync(path, "utf8") === text;
    } catch {
      return false;
    }
  };
  const beat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // The directory went away under us; the stores will say so.
    }
  }, beatMs);
  beat.unref();
  return () => {
    clearInterval(beat);
    if (isMine()) rmSync(path, { force: true });
  };
}

function read(path: string): { text: string; holder: Holder | undefined } | undefined {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    const holder = JSON.parse(text) as Holder | null;
    return { text, holder: typeof holder?.pid === "number" ? holder : undefined };
  } catch {
    return { text, holder: undefined };
  }
}

async function dropIfStale(path: string, silence: number): Promise<void> {
  const found = read(path);
  if (!found) return;
  const { text, holder } = found;
  if (holder && (await isAlive(holder, path, silence))) {
    throw new LockedError(
      `The data directory is in use by process ${holder.pid} on ${holder.host}, started ${holder.startedAt} (${path}). ` +
        "Stop that one first, or set CORRIDOR_DATA_DIR to another directory.",
    );
  }
  // Another process may have taken the stale lock over meanwhile: only what was read is removed.
  const aside = `${path}.${process.pid}.stale`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  try {
    if (readFileSync(aside, "utf8") !== text) linkSync(aside, path);
  } finally {
    rmSync(aside, { force: true });
  }
}
