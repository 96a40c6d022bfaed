/** Wiring: every job. No logic lives here. */
import type { CustomerSlice } from "#customer/assemble.ts";
import { idMemory } from "#listen/drain.ts";
import type { Brought } from "#journey/brought.ts";
import type { ListenQueries } from "#listen/queries.ts";
import { removeImport } from "#listen/removal.ts";
import type { ImportStore } from "#listen/import-store.ts";
import type { ListenStore } from "#listen/store.ts";
import { clock } from "#platform/clock.ts";
import type { Job } from "#platform/jobs.ts";
import type { Log } from "#platform/log.ts";
import type { Projector } from "#platform/projector.ts";
import { systemScope, systemScopeIn, type Scope } from "#platform/scope.ts";
import type { Backups } from "#workspace/backup.ts";
import type { People } from "#workspace/people.ts";
import type { WorkspaceStore } from "#workspace/store.ts";

export type JobParts = {
  store: ListenStore;
  imports: ImportStore;
  queries: ListenQueries;
  brought: Pick<Brought, "forget">;
  /** Takes out the customers of whom nothing is left. Answers how many went. */
  forgetUnheard: (scope: Scope) => Promise<number>;
  customers: Pick<
    CustomerSlice,
    "revenue" | "merge" | "removeImport" | "search" | "fillSpokenWords"
  >;
  workspaces: Pick<WorkspaceStore, "all">;
  people: Pick<People, "mails" | "prune">;
  projector: Pick<Projector, "vacuum">;
  backups: Pick<Backups, "runIfDue">;
  log: Log;
};

export const removeImportJob = "remove-import";
export const deliverMailJob = "deliver-mail";

export function jobsOf({
  store,
  imports,
  queries,
  brought,
  forgetUnheard,
  customers,
  workspaces,
  people,
  projector,
  backups,
  log,
}: JobParts): Job[] {
  const upkeep = systemScope("upkeep");
  return [
    {
      name: removeImportJob,
      seconds: 3600,
      async run({ workspace, id }) {
        const scope = systemScopeIn(String(workspace), "removal");
        const stated = await customers.removeImport(scope, String(id));
        const parts = { imports, queries, forgetKeys: brought.forget };
        const removed = await removeImport(parts, scope, String(id));
        const forgotten = await forgetUnheard(scope);
        log.info({ import: id, removed, stated, forgotten }, "removed an import");
      },
    },
    {
      // After retention, at 02:20.
      name: "forget-unheard",
      schedule: "50 2 * * *",
      seconds: 3600,
      async run() {
        for (const { id } of await workspaces.all(upkeep)) {
          const forgotten = await forgetUnheard(systemScopeIn(id, "upkeep"));
          if (forgotten > 0)
            log.info({ workspace: id, forgotten }, "forgot whom nothing is left of");
        }
      },
    },
    {
      name: deliverMailJob,
      run: ({ id }) => people.mails.deliver(String(id)),
    },
    {
      name: "sweep-mails",
      schedule: "*/5 * * * *",
      run: () => people.mails.sweep(),
    },
    {
      name: "forget-ended-sessions",
      schedule: "27 * * * *",
      run: () => people.prune(),
    },
    {
      name: "forget-old-ids",
      schedule: "17 * * * *",
      run: async () => void (await store.pruneIds(upkeep, new Date(clock.now() - idMemory))),
    },
    {
      // The embedded Postgres has nobody else to do it, and every drained row leaves a dead one.
      name: "vacuum-inbox",
      schedule: "*/10 * * * *",
      async run() {
        await store.vacuum(upkeep);
        await projector.vacuum(upkeep);
      },
    },
    {
      // As of the inbox: the embedded Postgres has nobody else to do it.
      name: "vacuum-search",
      schedule: "5-55/10 * * * *",
      run: () => customers.search.vacuum(upkeep),
    },
    {
      name: "count-search",
      schedule: "10 3 * * *",
      run: () => customers.search.count(upkeep),
    },
    {
      // Of a store of before these words were kept; then nothing is left to do.
      name: "fill-spoken-words",
      schedule: "*/10 * * * *",
      seconds: 3600,
      servesAll: true,
      run: () => customers.fillSpokenWords(upkeep),
    },
    {
      name: "compute-revenue",
      schedule: "20 2 * * *",
      seconds: 3600,
      async run() {
        for (const { id } of await workspaces.all(upkeep)) await customers.revenue.compute(id);
        await customers.merge(upkeep);
      },
    },
    {
      // Looks whether one is due: after a night that the machine was off, it is made at once.
      name: "backup",
      schedule: "*/10 * * * *",
      seconds: 6 * 3600,
      run: () => backups.runIfDue(),
    },
    {
      name: "merge-closed-months",
      schedule: "40 3 * * *",
      seconds: 3600,
      async run() {
        const now = new Date(clock.now());
        const month = now.getUTCFullYear() * 100 + now.getUTCMonth() + 1;
        for (const partition of await queries.monthsToMerge(upkeep, month))
          await queries.mergeMonth(upkeep, partition);
      },
    },
  ];
}
