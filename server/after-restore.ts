/**
 * Wiring: what the first start after a restore does, in order, before anything else works. Whatever
 * is not in a backup because it is made from what is, and whatever must hold of a restored backup
 * too (as that an erased person stays erased), has its step here. A step may be done again; one that
 * takes long sends a job.
 */
import { freeDeletedIds, resumeRemovals } from "#listen/after-restore.ts";
import type { ImportStore } from "#listen/import-store.ts";
import type { ListenQueries } from "#listen/queries.ts";
import type { AfterRestore } from "#platform/backup/mark.ts";
import { systemScope } from "#platform/scope.ts";
import type { Mails } from "#workspace/mails.ts";

export type AfterRestoreParts = {
  imports: ImportStore;
  queries: ListenQueries;
  mails: Pick<Mails, "giveUpRestored">;
  removeImport: (workspace: string, id: string) => Promise<void>;
  letGo: () => Promise<void>;
};

export function afterRestoreOf(parts: AfterRestoreParts): AfterRestore[] {
  const scope = systemScope("after-restore");
  return [
    {
      name: "give up mail that may have been sent since",
      run: () => parts.mails.giveUpRestored(),
    },
    {
      name: "free the ids of signals deleted at the cut",
      run: ({ cut }) => freeDeletedIds(parts, scope, cut),
    },
    {
      name: "resume the removal of imports",
      run: () => resumeRemovals(parts.imports, scope, parts.removeImport),
    },
    {
      name: "let go of erasures that were in hand at the cut",
      run: () => parts.letGo(),
    },
  ];
}
