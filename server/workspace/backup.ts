/** Backups that are kept on the server, on a schedule or when asked, and the one that is sent: one at a time. */
import type { Readable } from "node:stream";
import type { BackupFile, BackupManifest, BackupState, KeptBackup } from "#contract/backup.ts";
import { CorridorError } from "#contract/error.ts";
import { backupNameOf, timeOfBackup, type BackupFolder } from "#platform/backup/folder.ts";
import type { Sink } from "#platform/backup/sink.ts";
import { tarSink } from "#platform/backup/tar-sink.ts";
import { causeOf } from "#platform/cause.ts";
import { clock } from "#platform/clock.ts";
import type { Log } from "#platform/log.ts";
import { asUnavailable } from "#platform/unavailable.ts";

const hour = 3_600_000;
/** The job looks every ten minutes: without this, each day's backup would be later than the day's before. */
const slack = 5 * 60_000;

export type BackupParts = {
  make(
    sink: Sink,
    signal: AbortSignal,
    onFile: (file: BackupFile) => void,
  ): Promise<BackupManifest>;
  folder: BackupFolder;
  /** @throws CorridorError where a disk has too little room for one. */
  checkRoom(kind: "kept" | "archive"): Promise<void>;
  /** Null where none is made by itself. */
  schedule: { hours: number; kept: number } | null;
  kept: number;
  /** When the first workspace was made: the first backup is due so many hours after it. */
  since: Date;
  log: Log;
};

type Running = NonNullable<BackupState["running"]>;

export function createBackups(parts: BackupParts) {
  const { folder, schedule, log } = parts;
  const stop = new AbortController();
  let running: Running | undefined;
  let work: Promise<void> | undefined;
  let failed: BackupState["failed"] = null;

  /** Does `run` as the only one. `running` shows how far it is. */
  function begin(kind: Running["kind"], run: (signal: AbortSignal) => Promise<void>): void {
    if (running)
      throw new CorridorError("conflict", "A backup is being made. Ask again when it is done.", {
        retryAfter: 60,
      });
    if (stop.signal.aborted) throw new CorridorError("shutting_down", "The server is stopping.");
    const startedAt = new Date(clock.now()).toISOString();
    running = { kind, startedAt, rows: 0, bytes: 0 };
    work = run(stop.signal)
      .then(
        () => void (failed = null),
        (error: unknown) => note(error, kind),
      )
      .finally(() => (running = undefined));
  }

  const onFile = (file: BackupFile): void => {
    if (!running) return;
    running.rows += file.rows;
    running.bytes += file.bytes;
  };

  function note(thrown: unknown, kind: Running["kind"]): void {
    const error = asUnavailable(thrown);
    const told = error instanceof CorridorError ? error : undefined;
    failed = {
      at: new Date(clock.now()).toISOString(),
      code: told?.code ?? "internal",
      message:
        (thrown as NodeJS.ErrnoException).code === "ENOSPC"
          ? "The disk was full before the backup was whole. Free some room and make another."
          : (told?.message ?? "Something went wrong on our side. It is logged."),
    };
    log[told ? "warn" : "error"]({ kind, ...causeOf(thrown) }, "a backup was not made");
  }

  function startKept(): void {
    const name = backupNameOf(clock.now());
    begin("kept", async (signal) => {
      await parts.checkRoom("kept");
      const sink = await folder.open(name);
      try {
        const manifest = await parts.make(sink, signal, onFile);
        await sink.finish();
        log.info({ backup: name, files: manifest.files.length }, "made a backup");
      } catch (error) {
        await sink.discard();
        throw error;
      }
      for (const gone of await folder.removeOldest(parts.kept))
        log.info({ backup: gone }, "removed an old backup");
    });
  }

  async function state(): Promise<BackupState> {
    return { backups: await folder.list(), running: running ?? null, failed, schedule };
  }

  return {
    state,

    /** Begins one that is kept. @throws CorridorError where one is being made. */
    start: startKept,

    /** Begins one that is sent. @throws CorridorError where one is being made, or there is no room for it. */
    async send(): Promise<Readable> {
      if (!running) await parts.checkRoom("archive");
      const sink = tarSink();
      begin("archive", async (signal) => {
        try {
          await parts.make(sink, AbortSignal.any([signal, sink.gone]), onFile);
          await sink.finish();
        } catch (error) {
          sink.fail();
          throw error;
        }
      });
      return sink.stream;
    },

    /** Makes one where it is due; answers when that is done. */
    async runIfDue(): Promise<void> {
      if (!schedule || running) return;
      const newest: KeptBackup | undefined = (await folder.list())[0];
      const last = newest ? timeOfBackup(newest.name) : parts.since.getTime();
      if (clock.now() - last < schedule.hours * hour - slack) return;
      startKept();
      await work;
    },

    /** Breaks off the one that is being made, and waits until nothing is left of it. */
    async stop(): Promise<void> {
      stop.abort(new CorridorError("shutting_down", "The server stopped."));
      await work;
    },
  };
}

export type Backups = ReturnType<typeof createBackups>;
