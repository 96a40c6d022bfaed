/**
 * PGlite in a thread of its own, so that a query that spins can be ended from outside.
 * In: {id, sql, parameters} | {id, script} | {id, close: true}. Out: {id, rows, affected} |
 * {id, error, broken}; `broken` says that this instance answers nothing more. With `make` it only
 * makes the store, and ends.
 */
import { parentPort, workerData } from "node:worker_threads";
import { PGlite, types } from "@electric-sql/pglite";

type Ask = { id: number; sql?: string; parameters?: unknown[]; script?: string; close?: boolean };

const port = parentPort!;
const { dataDir, make } = workerData as { dataDir: string; make: boolean };
/**
 * PostgreSQL's own 128 MB are touched as a whole when it opens: half of the time that takes, and an
 * eighth of the process's memory. What it reads again comes from the system's cache of the file.
 */
const startParams = [...PGlite.defaultStartParams, "-c", "shared_buffers=32MB"];
const database = await PGlite.create({
  dataDir,
  startParams,
  // int8 as number: our counters stay below 2^53, and pg is set to do the same.
  parsers: { [types.INT8]: (text: string) => Number(text) },
});
// Making a store takes 80 MB that a thread gives back only when it ends.
if (make) {
  await database.close();
  port.postMessage({ id: 0 });
  process.exit(0);
}
port.postMessage({ id: 0 });

// After a PANIC (no room for the write-ahead log is one) a server would restart; here the next
// statement spins for ever. An abort of the WebAssembly leaves nothing to talk to.
function isBroken(thrown: { severity?: string; name?: string }): boolean {
  return (
    thrown.severity === "PANIC" ||
    thrown.severity === "FATAL" ||
    thrown instanceof WebAssembly.RuntimeError ||
    thrown.name === "ExitStatus"
  );
}

port.on("message", async (ask: Ask) => {
  try {
    if (ask.close) await database.close();
    else if (ask.script !== undefined) {
      // The rows of all statements, as a server's driver gives them.
      const results = await database.exec(ask.script);
      port.postMessage({ id: ask.id, rows: results.flatMap((each) => each.rows), affected: 0 });
      return;
    } else {
      const result = await database.query(ask.sql!, ask.parameters);
      port.postMessage({ id: ask.id, rows: result.rows, affected: result.affectedRows ?? 0 });
      return;
    }
    port.postMessage({ id: ask.id, rows: [], affected: 0 });
  } catch (thrown) {
    const error = thrown as { message?: string; code?: string; severity?: string; name?: string };
    port.postMessage({
      id: ask.id,
      error: { message: error.message ?? String(thrown), code: error.code },
      broken: isBroken(error),
    });
  }
});
