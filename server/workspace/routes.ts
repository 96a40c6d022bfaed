/** The routes of a workspace's own affairs: settings, keys, the audit log. */
import { Readable } from "node:stream";
import * as records from "#contract/access.ts";
import type { ApiKey } from "#contract/access.ts";
import { CorridorError } from "#contract/error.ts";
import { clock } from "#platform/clock.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import { shownEntry, type AuditFilter, type AuditStore } from "./audit-store.ts";
import type { KeyStore, StoredKey } from "./key-store.ts";
import type { Keys } from "./keys.ts";
import type { WorkspaceChange, WorkspaceStore } from "./store.ts";

export type WorkspaceParts = {
  workspaces: WorkspaceStore;
  keyStore: KeyStore;
  keys: Keys;
  /** The log as its reader may see it. */
  audit: Pick<AuditStore, "list">;
};

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

function shownKey(key: StoredKey): ApiKey {
  const expired = key.expires_at !== null && key.expires_at.getTime() <= clock.now();
  return {
    id: key.id,
    name: key.name,
    scopes: key.scopes,
    hint: key.hint,
    state: key.revoked_at !== null ? "revoked" : expired ? "expired" : "holds",
    madeBy: key.made_by,
    madeAt: key.made_at.toISOString(),
    expiresAt: iso(key.expires_at),
    revokedAt: iso(key.revoked_at),
    lastUsedAt: iso(key.last_used_at),
  };
}

/** One page of rows asked for one too many, and the id to go on from. */
function paged<R extends { id: string }>(
  rows: R[],
  most: number,
): { rows: R[]; next: string | null } {
  return { rows: rows.slice(0, most), next: rows.length > most ? rows[most - 1]!.id : null };
}

type Asked = { event?: string; actor?: string; subject?: string; from?: string; to?: string };
const filterOf = ({
  from,
  to,
  ...rest
}: { [K in keyof Asked]: Asked[K] | undefined }): AuditFilter => ({
  ...rest,
  from: from === undefined ? undefined : new Date(from),
  to: to === undefined ? undefined : new Date(to),
});

const exportStep = 1_000;

/** The audit log line by line, a page at a time, so that it is never held whole. */
async function* auditLines(
  store: Pick<AuditStore, "list">,
  scope: Scope,
  filter: AuditFilter,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (let before: string | undefined; ;) {
    const { rows, next } = paged(
      await store.list(scope, filter, before, exportStep + 1),
      exportStep,
    );
    if (rows.length > 0)
      yield encoder.encode(rows.map((row) => `${JSON.stringify(shownEntry(row))}\n`).join(""));
    if (next === null) return;
    before = next;
  }
}

export function workspaceRoutes(parts: WorkspaceParts): Route[] {
  const { workspaces, keyStore, keys, audit } = parts;
  return [
    route(records.getWorkspace, async ({ scope }) => ({
      status: 200,
      body: await workspaces.of(scope),
    })),
    route(records.patchWorkspace, async ({ scope, body }) => {
      const before = await workspaces.of(scope);
      const change = Object.fromEntries(
        Object.entries(body).filter(([, value]) => value !== undefined),
      ) as WorkspaceChange;
      const after = await workspaces.change(scope, change);
      return { status: 200, body: after, noted: { subject: scope.workspace, before, after } };
    }),
    route(records.listKeys, async ({ scope, query }) => {
      const found = await keyStore.list(scope, query.cursor, query.limit + 1);
      const { rows, next } = paged(found, query.limit);
      return { status: 200, body: { keys: rows.map(shownKey), next } };
    }),
    route(records.makeKey, async ({ scope, body }) => {
      const expiresAt = body.expiresAt === undefined ? null : new Date(body.expiresAt);
      if (expiresAt !== null && expiresAt.getTime() <= clock.now())
        throw new CorridorError(
          "invalid_request",
          "`expiresAt` is past: the key would open nothing.",
        );
      const { token, digest, hint } = keys.make(body.scopes);
      const { name, scopes } = body;
      const made = shownKey(await keyStore.make(scope, { name, scopes, digest, hint, expiresAt }));
      return {
        status: 201,
        body: { ...made, key: token },
        noted: { subject: made.id, after: { name, scopes, expiresAt: iso(expiresAt) } },
      };
    }),
    route(records.revokeKey, async ({ scope, params }) => {
      const key = await keyStore.revoke(scope, params.id);
      keys.forget();
      if (!key) throw new CorridorError("not_found", "There is no such key that still holds.");
      return {
        status: 200,
        body: shownKey(key),
        noted: {
          subject: key.id,
          before: { name: key.name, scopes: key.scopes, expiresAt: iso(key.expires_at) },
        },
      };
    }),
    route(records.listAudit, async ({ scope, query }) => {
      const { limit, cursor, ...filter } = query;
      const found = await audit.list(scope, filterOf(filter), cursor, limit + 1);
      const { rows, next } = paged(found, limit);
      return { status: 200, body: { entries: rows.map(shownEntry), next } };
    }),
    route(records.exportAudit, ({ scope, query }) => {
      const lines = auditLines(audit, scope, filterOf(query));
      return new Response(Readable.toWeb(Readable.from(lines)) as ReadableStream<Uint8Array>, {
        headers: {
          "content-type": "application/x-ndjson",
          "content-disposition": 'attachment; filename="audit.ndjson"',
          "cache-control": "no-store",
          "x-content-type-options": "nosniff",
        },
      });
    }),
  ];
}
