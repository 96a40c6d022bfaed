/**
 * A file that is only ever appended to, a JSON object a line, in one or more places. It outlives the
 * stores beside it: what it says happened is held against a store that was put back to an earlier state.
 */
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";

export type Ledger = {
  /** Every line of every place once; one that isn't JSON, as a crash may have cut it short, as undefined. */
  read(): unknown[];
  /** Answers when it is on disk wherever there is a directory for it. */
  append(lines: readonly object[]): void;
};

function linesOf(path: string): string[] {
  return existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function appendTo(path: string, text: string): void {
  const file = openSync(path, "a", 0o600);
  try {
    // A line that a crash has cut short must not swallow the next.
    writeSync(file, `\n${text}`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The ledger's file in a directory. */
export const ledgerIn = (dir: string): string => join(dir, "erasures.ndjson");

/** Whether a ledger stands in any of these directories. */
export const hasLedger = (dirs: readonly string[]): boolean =>
  dirs.some((dir) => existsSync(ledgerIn(dir)));

/** Adds what the ledger of one directory says to another's, where there is one. */
export function carryLedger(from: string, to: string): void {
  const lines = linesOf(ledgerIn(from));
  if (lines.length > 0) appendTo(ledgerIn(to), `${lines.join("\n")}\n`);
}

export function openLedger(paths: readonly string[]): Ledger {
  return {
    read: () => [...new Set(paths.flatMap(linesOf))].map(parsed),
    append(lines) {
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
      for (const path of paths) if (existsSync(dirname(path))) appendTo(path, text);
    },
  };
}
