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

type Said = { with?: unknown; confidential?: unknown } | null;
const saidIn = ({ before, after }: AuditRow): Said[] => [before as Said, after as Said];

/** The keys of customers that an entry names: its subject, and whom a join was undone with, or a proposal is of. */
function keysIn(row: AuditRow): string[] {
  if (!ofCustomers.test(row.event)) return [];
  return [row.subject, ...saidIn(row).map((said) => said?.with)].filter(
    (each): each is string => typeof each === "string" && key.test(each),
  );
}

/** Whether it follows from confidential answers alone, so that who may not read these is told of nobody in it. */
const isConfidential = (row: AuditRow): boolean =>
  ofCustomers.test(row.event) && saidIn(row).some((said) => said?.confidential === true);

export function auditSight(audit: AuditStore, known: KnownKeys): Pick<AuditStore, "list"> {
  return {
    async list(scope, filter: AuditFilter, before, most) {
      if (scope.may.has("see confidential answers")) return audit.list(scope, filter, before, most);
      const { subject } = filter;
      const isHidden =
        subject !== undefined && key.test(subject) && !(await known(scope, [subject])).has(subject);
      const rows = await audit.list(
        scope,
        // Among what is about one customer, an entry of which nothing is shown would tell of them still.
        { ...filter, notAboutCustomers: isHidden, notConfidential: subject !== undefined },
        before,
        most,
      );
      const shown = await known(scope, [...new Set(rows.flatMap(keysIn))]);
      return rows.map((row) =>
        !isConfidential(row) && keysIn(row).every((each) => shown.has(each))
          ? row
          : { ...row, subject: "", before: null, after: null },
      );
    },
  };
}
