/** Backups over HTTP: list them, make one, have one sent. */
import { Readable } from "node:stream";
import { downloadBackup, listBackups, startBackup } from "#contract/backup.ts";
import { CorridorError } from "#contract/error.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import type { Backups } from "./backup.ts";

/** `first` is the installation's first workspace: a backup holds all of them, so no other may have one. */
export function backupRoutes(backups: Backups, first: string): Route[] {
  const check = ({ workspace }: Scope): void => {
    if (workspace !== first)
      throw new CorridorError(
        "forbidden",
        "Backups hold every workspace: they are made from the first one of this installation.",
      );
  };
  return [
    route(listBackups, async ({ scope }) => {
      check(scope);
      return { status: 200, body: await backups.state() };
    }),
    route(downloadBackup, async ({ scope }) => {
      check(scope);
      return new Response(Readable.toWeb(await backups.send()) as ReadableStream<Uint8Array>, {
        headers: {
          "content-type": "application/x-tar",
          "content-disposition": 'attachment; filename="corridor-backup.tar"',
          "cache-control": "no-store",
          "x-content-type-options": "nosniff",
        },
      });
    }),
    route(startBackup, async ({ scope }) => {
      check(scope);
      backups.start();
      return { status: 202, body: await backups.state() };
    }),
  ];
}
