/**
 * The server's process. It heeds signals before it loads anything else, so that none comes too early:
 * what is to be started takes a second or two to load.
 */
const stop = new AbortController();
const signals = ["SIGTERM", "SIGINT"] as const;
const heed = (signal: NodeJS.Signals): void => stop.abort(signal);
for (const signal of signals) process.on(signal, heed);

/**
 * Does what may keep this thread for long: a signal ends the process meanwhile, as the system does
 * it, since none could be heeded. Only for before anything is open.
 */
async function unheeding<T>(work: () => T): Promise<T> {
  // What has come by now is heard first.
  await new Promise(setImmediate);
  stop.signal.throwIfAborted();
  for (const signal of signals) process.off(signal, heed);
  try {
    return work();
  } finally {
    for (const signal of signals) process.on(signal, heed);
  }
}

const { start } = await import("./start.ts");
await start(stop.signal, unheeding);

export type Unheeding = typeof unheeding;
