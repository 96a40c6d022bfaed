/**
 * The audit log as its reader may see it: a customer's key, which can be worked out of an id, would
 * tell who may not read confidential answers that somebody is known who gave no others.
 */
import type { Scope } from "#platform/scope.ts";
import { ofCustomers, type AuditFilter, type AuditRow, type AuditStore } from "./audit-store.ts";

/** Those of these customers' keys that the caller may see. */
export type KnownKeys = (
  scope: Scope,
  keys: readonly string[],
) => Promise<{ has(key: string): boolean }>;

const key = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The keys of customers that an entry names: its subject, and whom a join was undone with. */
function keysIn({ event, subject, before }: AuditRow): string[] {
  if (!ofCustomers.test(event)) return [];
  const other = (before as { with?: unknown } | null)?.with;
  return [subject, other].filter(
    (each): each is string => typeof each === "string" && key.test(each),
  );
}

export function auditSight(audit: AuditStore, known: KnownKeys): Pick<AuditStore, "list"> {
  return {
    async list(scope, filter: AuditFilter, before, most) {
      if (scope.may.has("see confidential answers")) return audit.list(scope, filter, before, most);
      const { subject } = filter;
      const isHidden =
        subject !== undefined && key.test(subject) && !(await known(scope, [subject])).has(subject);
      const rows = await audit.list(
        scope,
        isHidden ? { ...filter, notAboutCustomers: true } : filter,
        before,
        most,
      );
      const shown = await known(scope, [...new Set(rows.flatMap(keysIn))]);
      return rows.map((row) =>
        keysIn(row).every((each) => shown.has(each))
          ? row
          : { ...row, subject: "", before: null, after: null },
      );
    },
  };
}
