/**
 * From Postgres to ClickHouse: what changed is noted in the table `projections`, in the transaction
 * that changes it, and carried over by a small loop. Its row goes only when ClickHouse has confirmed
 * the insert, so that it is carried at least once; the newest version wins there.
 */
import type { Scope, SystemScope } from "./scope.ts";

/** One kind of thing that is carried over: 'identity', 'customer', 'account' … */
export type Projection = {
  kind: string;
  /** The ClickHouse table, a ReplacingMergeTree by `version`. */
  table: string;
  /**
   * The state as it is now of these keys, as lines of JSONEachRow. Each line's `version` must have
   * been written with the state that it tells, and must grow with each change of its key: then it
   * doesn't matter how often, by whom or in which order it is carried.
   */
  lines(scope: SystemScope, workspace: string, keys: readonly string[]): Promise<string[]>;
};

export type Change = { kind: string; key: string };

/** Notes changes inside the caller's transaction; `kick` the projector after its commit. */
export type NoteChanges<Transaction> = (
  trx: Transaction,
  scope: Pick<Scope, "workspace">,
  changes: readonly Change[],
) => Promise<void>;

export type Projector = {
  start(): void;
  /** Something was noted: carry it soon. */
  kick(): void;
  /** Carries all that was noted before the call; for tests and for `forget`. */
  flush(): Promise<void>;
  stop(): Promise<void>;
};
