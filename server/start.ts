/** Start and stop. */
import { once } from "node:events";
import { readConfig, warningsOf, type Config } from "./config.ts";
import { refuseMarked } from "./platform/backup/mark-file.ts";
import { dataDirError, makeDataDir } from "./platform/files.ts";
import { tryListening } from "./platform/listening.ts";
import { takeLock } from "./platform/lock.ts";
import { createLog, type Log } from "./platform/log.ts";
import { sayLastWords } from "./platform/last-words.ts";
import { listenErrorOf, StartError, startErrorOf } from "./platform/start-error.ts";

/**
 * The application takes a second and a half of the processor to load. Loaded after the settings, the
 * lock and a try of the address, it keeps nobody waiting who is only to be told that one of them is wrong.
 */
const load = async () => ({
  ...(await import("./app.ts")),
  ...(await import("./platform/http.ts")),
});

/** Milliseconds after the start at which the web application's files are made. */
const warmAfterMs = 10_000;
/** Requests under way get this long; the stores get the rest of the ten seconds. */
const graceMs = 5_000;
/** After which the process ends, whatever is still to be closed. */
const endMs = 9_500;

/** What has been opened, and is closed from the last to the first. */
type Opened = (() => unknown)[];

/** Opens all and serves; adds to `opened` what it opens. */
async function open(config: Config, log: Log, opened: Opened): Promise<void> {
  const unfit = (error: unknown) => {
    throw listenErrorOf(error) ?? error;
  };
  await tryListening(config.host, config.port).catch(unfit);
  const { createApp, listen } = await load();
  const app = await createApp(config, log).catch((error: unknown) => {
    throw startErrorOf(error, config) ?? error;
  });
  opened.push(() => app.stop());
  // Another may have come to listen there meanwhile.
  const server = await listen(app.http, config.host, config.port).catch(unfit);
  opened.push(() => server.close(graceMs));
  const { firstOwner } = app;
  // The one secret that is ever printed, past the log and once: nobody could sign in without it.
  // Both lines go out together, so that whoever waits for the first has the second as well.
  process.stdout.write(
    `Corridor serves on ${app.servesOn(server.port)}\n` +
      (firstOwner?.password === undefined
        ? ""
        : `Sign in as ${firstOwner.email} with the password ${firstOwner.password} (shown this once; change it after signing in)\n`),
  );
  // What waited for this start comes first; whoever asks for a page sooner has it made at once.
  const warming = setTimeout(() => app.warm(), warmAfterMs);
  opened.push(() => clearTimeout(warming));
}

/** Serves until `stop` is aborted, and closes all that was opened by then. */
async function serve(stop: AbortSignal): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  sayLastWords(log);
  let serves = false;
  let unlock = () => {};
  const say = () => {
    log.info({ signal: String(stop.reason) }, "stopping");
    if (serves) setTimeout(() => process.exit(1), endMs).unref();
    else {
      // Nothing was promised yet, and what opens a store may keep this thread for seconds. The next
      // start goes on from a store left half open, as after a crash.
      unlock();
      process.exit(0);
    }
  };
  if (stop.aborted) say();
  else stop.addEventListener("abort", say, { once: true });
  for (const { message, settings } of warningsOf(config)) log.warn({ settings }, message);
  makeDataDir(config.dataDir);
  const opened: Opened = [];
  try {
    // Server stores may be shared by many processes; an embedded one never is.
    if (config.databaseUrl === undefined || config.clickhouseUrl === undefined) {
      unlock = await takeLock(config.dataDir).catch((error: unknown) => {
        throw dataDirError(error);
      });
      opened.push(unlock);
      // Before the stores are opened, which half of one might not survive.
      refuseMarked(config.dataDir);
    }
    await open(config, log, opened);
    serves = true;
    await once(stop, "abort");
  } finally {
    for (const close of opened.toReversed()) await close();
  }
}

/** Ends the process: with 0 where `stop` was aborted, with 1 where something failed. */
export async function start(stop: AbortSignal): Promise<void> {
  try {
    await serve(stop);
  } catch (error) {
    process.stderr.write(
      error instanceof StartError
        ? `${error.message}\n`
        : `Corridor could not ${stop.aborted ? "stop" : "start"}: ${(error as Error).stack}\n`,
    );
    process.exit(1);
  }
  process.exit(0);
}
