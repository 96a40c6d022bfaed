/** Start and stop. */
import { readConfig, warningsOf } from "./config.ts";
import { dataDirError, makeDataDir } from "./platform/files.ts";
import { takeLock } from "./platform/lock.ts";
import { createLog } from "./platform/log.ts";
import { sayLastWords } from "./platform/last-words.ts";
import { listenErrorOf, StartError, startErrorOf } from "./platform/start-error.ts";

/**
 * The application takes a second and a half of the processor to load. Loaded after the settings and
 * the lock, it keeps nobody waiting who is only to be told that one of them is wrong.
 */
const load = async () => ({
  ...(await import("./app.ts")),
  ...(await import("./platform/http.ts")),
});

/** Requests under way get this long; the stores get the rest of the ten seconds. */
const graceMs = 5_000;

function lockOf(dir: string): () => void {
  try {
    return takeLock(dir);
  } catch (error) {
    throw dataDirError(error);
  }
}

async function main(): Promise<void> {
  const config = readConfig();
  const log = createLog(config.logLevel);
  sayLastWords(log);
  for (const { message, settings } of warningsOf(config)) log.warn({ settings }, message);
  makeDataDir(config.dataDir);
  // Server stores may be shared by many processes; an embedded one never is.
  const embedded = config.databaseUrl === undefined || config.clickhouseUrl === undefined;
  const unlock = embedded ? lockOf(config.dataDir) : () => undefined;
  const { createApp, listen } = await load();
  const app = await createApp(config, log).catch((error: unknown) => {
    unlock();
    throw startErrorOf(error, config) ?? error;
  });
  const server = await listen(app.http, config.host, config.port).catch(async (error: unknown) => {
    await app.stop();
    unlock();
    throw listenErrorOf(error) ?? error;
  });
  const { firstOwner } = app;
  // The one secret that is ever printed, past the log and once: nobody could sign in without it.
  // Both lines go out together, so that whoever waits for the first has the second as well.
  process.stdout.write(
    `Corridor serves on ${app.servesOn(server.port)}\n` +
      (firstOwner?.password === undefined
        ? ""
        : `Sign in as ${firstOwner.email} with the password ${firstOwner.password} (shown this once; change it after signing in)\n`),
  );

  let stopping = false;
  const stop = async (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping");
    setTimeout(() => process.exit(1), 9_500).unref();
    await server.close(graceMs);
    await app.stop();
    unlock();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop("SIGTERM"));
  process.on("SIGINT", () => void stop("SIGINT"));
}

try {
  await main();
} catch (error) {
  if (error instanceof StartError) process.stderr.write(`${error.message}\n`);
  else process.stderr.write(`Corridor could not start: ${(error as Error).stack}\n`);
  process.exit(1);
}
