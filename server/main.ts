/**
 * The server's process. It heeds signals before it loads anything else, so that none comes too early:
 * what is to be started takes a second or two to load.
 */
const stop = new AbortController();
for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stop.abort(signal));

const { start } = await import("./start.ts");
await start(stop.signal);
