/** What the command says of backups and restores, in English. */
import type { RestoreProblem } from "#contract/backup.ts";
import { counted, number as count } from "#importing/words/en-count.ts";

export type Details = Readonly<Record<string, string | number>>;

const restoreProblems: Record<RestoreProblem, (details: Details) => string> = {
  not_a_directory: ({ dir }) => `${dir} is no directory.`,
  no_manifest: ({ dir }) =>
    `There is no whole backup in ${dir}: it has no manifest, so it was cut short or is something else.`,
  manifest_damaged: () => "The backup's manifest was changed or damaged. Take another backup.",
  newer_format: ({ corridor, format, known }) =>
    `This backup was made by Corridor ${corridor} in format ${format}; this version reads up to ${known}. Restore it with the version that made it, or a newer one.`,
  unknown_migration: ({ corridor, migration }) =>
    `This backup was made by Corridor ${corridor}, which has the migration ${migration}; this version does not. Restore it with the version that made it, or a newer one.`,
  file_missing: ({ path }) => `The backup's file ${path} is missing. Take another backup.`,
  file_damaged: ({ path }) =>
    `The backup's file ${path} was changed or damaged. Take another backup.`,
  wrong_rows: ({ what, found, wanted }) =>
    `${what} has ${counted(Number(found), "row")}, and the manifest says ${count(Number(wanted))}. Take another backup.`,
  target_not_empty: ({ store }) =>
    `There are data where the backup would be restored to (${store}), perhaps of a restore that did not end. Restore into an empty data directory, or into empty databases.`,
  target_half_restored: () =>
    "A restore was begun here and did not end. Empty the data directory (or the databases on the servers) first.",
  target_in_use: ({ reason }) => `The place is in use: ${reason}`,
  target_away: ({ reason }) => `A store cannot be reached: ${reason}`,
  settings_wrong: ({ reason }) => String(reason),
  failed: ({ reason }) => `The restore failed: ${reason}`,
};

export const enBackup = {
  notEmpty: (dir: string) => `${dir} is not empty. Name a directory that is empty, or not there.`,
  unusable: (path: string, reason: string) => `${path} cannot be written: ${reason}`,
  making: (dir: string) => `Making a backup in ${dir} …`,
  progress: (files: number, megabytes: number) =>
    `${counted(files, "file")}, ${count(megabytes)} MB`,
  made: (of: { dir: string; cut: string; rows: number; files: number; megabytes: number }) =>
    `The backup in ${of.dir} is whole: ${counted(of.rows, "row")} in ${counted(of.files, "file")}, ${count(of.megabytes)} MB. It has all that was acknowledged before ${of.cut}. Keep CORRIDOR_SECRET as well, in another place: it is not in it.`,
  cutShort: (dir: string, reason: string) =>
    `The backup was cut short (${reason}). What is in ${dir} is no backup: remove it and try again.`,
  ended: "the server broke off",
  notUnderstood: (what: string) => `the archive is not understood: ${what}`,
  checking: (files: number, megabytes: number) =>
    `Checking ${counted(files, "file")}, ${count(megabytes)} MB …`,
  loading: (rows: number, of: number) => `${count(rows)} of ${counted(of, "row")}`,
  restored: (of: { cut: string; rows: number; tables: number; seconds: string }) =>
    `Restored in ${of.seconds} s: ${counted(of.rows, "row")} in ${counted(of.tables, "table")}, as they stood on ${of.cut}. "npm start" starts the server on them. Keys and sign-ins need the CORRIDOR_SECRET of the server that was backed up.`,
  noLedger:
    "Warning: no ledger of erasures was found, neither beside the backup nor in the data directory. Whoever was erased after the backup was made is in the stores again, and will be served. Before you start the server, put erasures.ndjson of the old server's data directory, and its secret (the file of that name, or CORRIDOR_SECRET), into the new one: the start then erases them again. Where nobody has been erased, nothing is to be done.",
  nothingWritten: "Nothing was written.",
  begun:
    "The restore had begun: empty the data directory (or the databases on the servers) before another try.",
  died: (code: string) => `The restore ended without a word (${code}).`,
  problems: restoreProblems,
};
