/**
 * The mark that a restore leaves in the data directory for as long as it lasts, where a store is
 * embedded. It stands before the stores do: the mark in PostgreSQL (mark.ts) comes only once there is
 * one, and making it takes seconds. Loads no store, so that a start is refused at once.
 */
import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { StartError } from "#platform/start-error.ts";

/** The program cannot start on what is here; `message` says why and what to do. */
export class HalfRestoredError extends StartError {
  constructor() {
    super(
      "A restore was begun here and did not end, so the data are not whole. Empty the data directory (or the databases on the servers), and restore again.",
    );
  }
}

const pathIn = (dataDir: string): string => join(dataDir, "restoring");

/** Whether a restore was begun in this data directory and has not ended. */
export const isMarked = (dataDir: string): boolean => existsSync(pathIn(dataDir));

/** Answers when the mark is on disk. */
export function markDir(dataDir: string): void {
  const file = openSync(pathIn(dataDir), "w", 0o600);
  try {
    writeSync(file, `${JSON.stringify({ begunAt: new Date().toISOString() })}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The last step of a restore, when its stores are closed. */
export const unmarkDir = (dataDir: string): void => rmSync(pathIn(dataDir), { force: true });

/** @throws HalfRestoredError where a restore was begun in this data directory and never ended. */
export function refuseMarked(dataDir: string): void {
  if (isMarked(dataDir)) throw new HalfRestoredError();
}
