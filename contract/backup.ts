/** Backups: what one consists of, the routes that make and list them, and what restoring one says. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import { defineRoute } from "./route.ts";

/** Raised when what is written could not be read by the version before. */
export const backupFormat = 1;
/** Written last: a backup without it was cut short. */
export const manifestName = "manifest.json";
/** The manifest's own SHA-256, as `sha256sum` writes it. */
export const sealName = "manifest.sha256";
/** No file of a backup is larger: whoever reads one may hold it whole. In bytes. */
export const mostFileBytes = 256 * 1024 * 1024;

/** Paths of a backup's files are made by Corridor: nothing else is unpacked or opened. */
export const backupPath = z
  .string()
  .regex(/^(postgres|clickhouse)\/[a-zA-Z0-9_-]{1,200}\.\d{1,9}\.(ndjson|native)\.zst$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const name = z.string().min(1).max(200);
const count = z.int().min(0);

export const backupFile = z.object({
  path: backupPath,
  store: z.enum(["postgres", "clickhouse"]),
  table: name,
  rows: count,
  bytes: count.max(mostFileBytes),
  sha256,
});
export type BackupFile = z.infer<typeof backupFile>;

const table = z.object({
  columns: z.array(name).min(1),
  rows: count,
  /** Rows that count, where newer versions replace older ones. */
  standing: count.optional(),
});

/** What `manifest.json` holds. */
export const backupManifest = z.object({
  format: z.literal(backupFormat),
  corridor: z.string().describe("The version that made it."),
  madeAt: z.iso.datetime(),
  cut: z.iso.datetime().describe("All that was acknowledged before this is in it."),
  migrations: z.object({ postgres: z.array(name), clickhouse: z.array(name) }),
  tables: z.object({
    postgres: z.record(name, table),
    clickhouse: z.record(name, table),
  }),
  sequences: z.record(name, z.object({ last: z.string().regex(/^-?\d+$/), called: z.boolean() })),
  files: z.array(backupFile),
});
export type BackupManifest = z.infer<typeof backupManifest>;
export type BackupTable = z.infer<typeof table>;

/** Enough of any format's manifest to say that it is of a newer version. */
export const anyManifest = z.looseObject({ format: z.int(), corridor: z.string() });

const kept = z.object({
  name: z.string().describe("Its directory under `CORRIDOR_BACKUP_DIR`."),
  madeAt: z.iso.datetime(),
  cut: z.iso.datetime().describe("All that was acknowledged before this is in it."),
  files: count,
  rows: count,
  bytes: count,
});
export type KeptBackup = z.infer<typeof kept>;

const running = z
  .object({
    kind: z.enum(["kept", "archive"]),
    startedAt: z.iso.datetime(),
    rows: count.describe("Written so far."),
    bytes: count.describe("Written so far, compressed."),
  })
  .nullable();

export const backupState = z.object({
  backups: z.array(kept).describe("Whole ones, newest first."),
  running,
  failed: z
    .object({ at: z.iso.datetime(), code: z.string(), message: z.string() })
    .nullable()
    .describe("The last one that was begun here and not made, where none was made after it."),
  schedule: z
    .object({ hours: z.number(), kept: count })
    .nullable()
    .describe("Null where none is made by itself."),
});
export type BackupState = z.infer<typeof backupState>;

const tag = "Backups";

export const listBackups = defineRoute({
  name: "listBackups",
  method: "GET",
  path: "/v1/backups",
  tag,
  summary: "The backups kept on the server, and the one being made",
  description:
    "Backups hold every workspace, so they are made and listed in the first one of the installation alone.",
  access: "make backups",
  limit: "requests",
  responses: { 200: { description: "The state.", body: backupState } },
});

export const startBackup = defineRoute({
  name: "startBackup",
  method: "POST",
  path: "/v1/backups",
  tag,
  summary: "Make a backup and keep it on the server",
  description:
    "Answers at once; `GET /v1/backups` tells when it is whole, or why it is not. The oldest are removed when there are more than `CORRIDOR_BACKUPS_KEPT`.",
  access: "make backups",
  audit: "backup.made",
  limit: "requests",
  responses: {
    202: { description: "Begun.", body: backupState },
    409: { description: "One is being made.", body: errorBody },
  },
});

export const downloadBackup = defineRoute({
  name: "downloadBackup",
  method: "POST",
  path: "/v1/backups/archive",
  tag,
  summary: "Make a backup and send it, as a tar file",
  description:
    "Made while it is sent, and not kept here. Unpacked into a directory it is what `corridor restore` reads; an archive that ends before its `manifest.json` is cut short. It holds all of every workspace.",
  access: "make backups",
  audit: "backup.exported",
  limit: "requests",
  responses: {
    200: { description: "The archive (application/x-tar)." },
    409: { description: "One is being made.", body: errorBody },
  },
});

/** Why a restore was refused or failed; `details` has what the sentence names. */
export const restoreProblems = [
  "not_a_directory",
  "no_manifest",
  "manifest_damaged",
  "newer_format",
  "unknown_migration",
  "file_missing",
  "file_damaged",
  "wrong_rows",
  "target_not_empty",
  "target_half_restored",
  "target_in_use",
  "target_away",
  "settings_wrong",
  "failed",
] as const;
export type RestoreProblem = (typeof restoreProblems)[number];

/** One line of what the restoring program writes, for whoever started it. */
export const restoreEvent = z.discriminatedUnion("event", [
  z.object({ event: z.literal("checking"), files: count, bytes: count }),
  z.object({ event: z.literal("loading"), rows: count, of: count }),
  z.object({
    event: z.literal("restored"),
    cut: z.string(),
    tables: count,
    rows: count,
    seconds: z.number(),
    /** Whether a ledger of erasures stands where the server will look for it. */
    ledger: z.boolean(),
  }),
  z.object({
    event: z.literal("refused"),
    problem: z.enum(restoreProblems),
    /** Whether something had been written by then, so that the target has to be emptied. */
    begun: z.boolean(),
    /** In English, whole. */
    message: z.string(),
    details: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
]);
export type RestoreEvent = z.infer<typeof restoreEvent>;
