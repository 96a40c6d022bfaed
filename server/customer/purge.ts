/**
 * From "in no answer" to "in no file": what was deleted still stands in the files of both stores until
 * they are written anew. One purge serves all erasures that were done before it began.
 */
import { clock } from "#platform/clock.ts";
import { systemScope, type SystemScope } from "#platform/scope.ts";
import type { ErasureStore } from "./erasure-store.ts";

export type PurgeParts = {
  store: Pick<ErasureStore, "unpurged" | "purging">;
  /** Whether a drain may yet write what was erased in its hands. */
  hasWithdrawn: (scope: SystemScope) => Promise<boolean>;
  signals: {
    monthsToPurge(scope: SystemScope): Promise<number[]>;
    purgeMonth(scope: SystemScope, month: number): Promise<void>;
    purgePlaces(scope: SystemScope): Promise<void>;
    hasPartsOf(scope: SystemScope, until: Date): Promise<boolean>;
  };
  /** Writes Postgres' tables anew; names those that are too large for that while others wait. */
  rewrite: (tables: readonly string[]) => Promise<{ left: string[] }>;
  /** Lets go of the log of changes; false where something still needs it. */
  dropLog: () => Promise<boolean>;
  /** The tables of Postgres that hold people. */
  tables: readonly string[];
};

const system = systemScope("purge");

/** Answers what still stands in the way, undefined where nothing does. Called again until then. */
export async function purge(parts: PurgeParts): Promise<string | undefined> {
  const { store, signals } = parts;
  const all = await store.unpurged(system);
  if (all.length === 0) return undefined;
  const fresh = all.filter(({ rewrittenAt }) => rewrittenAt === null);
  if (fresh.length > 0) {
    const ids = fresh.map(({ id }) => id);
    const problem = await rewriteAll(
      parts,
      fresh.flatMap(({ months }) => months),
    );
    if (problem !== undefined) {
      await store.purging(system, ids, { problem });
      return problem;
    }
    await store.purging(system, ids, { rewrittenAt: new Date(clock.now()) });
  }
  const rewritten = (await store.unpurged(system)).filter((each) => each.rewrittenAt !== null);
  const last = Math.max(...rewritten.map(({ rewrittenAt }) => rewrittenAt!.getTime()));
  if (rewritten.length === 0 || (await signals.hasPartsOf(system, new Date(last))))
    return "The signal store has not removed its old files yet.";
  // Last, as it is the most work: the log began anew after whatever was written of these erasures.
  if (!(await parts.dropLog())) return "A backup that is being made holds the log of changes.";
  await store.purging(
    system,
    rewritten.map(({ id }) => id),
    { purgedAt: new Date(clock.now()) },
  );
  return undefined;
}

async function rewriteAll(parts: PurgeParts, ofErasures: number[]): Promise<string | undefined> {
  const { signals } = parts;
  // Its deletion must still be there when the row comes.
  if (await parts.hasWithdrawn(system))
    return "Signals that were erased on their way are not through yet.";
  const months = new Set([...ofErasures, ...(await signals.monthsToPurge(system))]);
  months.delete(0);
  for (const month of [...months].toSorted((a, b) => a - b))
    await signals.purgeMonth(system, month);
  await signals.purgePlaces(system);
  const { left } = await parts.rewrite(parts.tables);
  return left.length === 0
    ? undefined
    : `These tables are too large to be written anew while others wait: ${left.join(", ")}. Run VACUUM FULL on them by hand.`;
}
