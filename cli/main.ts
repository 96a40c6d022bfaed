/**
 * The `corridor` command. It heeds signals before it loads what does the work, so that Ctrl-C ends
 * it in one way from its first moment on.
 */
import { exits } from "./failure.ts";

/**
 * Ctrl-C reaches this process twice where a parent passes it on as well as the terminal, so signals
 * this close together (in ms) are one.
 */
const sameSignalMs = 500;
/** What a second Ctrl-C leaves for the last words, in ms. */
const graceMs = 3_000;

const stop = new AbortController();
const abort = new AbortController();
let stoppedAt = 0;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    if (!stop.signal.aborted) {
      stoppedAt = Date.now();
      stop.abort();
    } else if (Date.now() - stoppedAt > sameSignalMs) {
      abort.abort();
      // Whatever does not heed it (a workbook being unpacked) is left behind.
      setTimeout(() => process.exit(exits.interrupted), graceMs).unref();
    }
  });
}
// A reader that has seen enough (`corridor query … | head`) closes the pipe.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
}

const { run } = await import("./run.ts");
const { readEnvironment } = await import("./settings.ts");
process.exitCode = stop.signal.aborted
  ? exits.interrupted
  : await run(process.argv.slice(2), {
      out: process.stdout,
      err: process.stderr,
      environment: readEnvironment(),
      stop: stop.signal,
      abort: abort.signal,
    });
