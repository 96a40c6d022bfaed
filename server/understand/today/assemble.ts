/** Wiring: Today, of those who answer what it is made of. */
import type { ClickHouse } from "#platform/clickhouse.ts";
import { clock } from "#platform/clock.ts";
import type { Route } from "#platform/http.ts";
import type { Log } from "#platform/log.ts";
import type { Database } from "#platform/postgres.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import {
  stampOf,
  type KeptQueries,
  type KeptStore,
  type TodayPart as Part,
} from "#understand/kept/kept.ts";
import { accountsOf, changesOf, gapsOf, type Answering, type Asked } from "./computing.ts";
import { createKeeping, type Bodies } from "./keeping.ts";
import { createTodayQueries } from "./queries.ts";
import { todayRoutes, type TodayRouteParts } from "./routes.ts";
import { createTodayStore } from "./store.ts";

export type TodaySliceParts = Pick<TodayRouteParts, "context" | "currency" | "shown"> & {
  db: Database;
  log: Log;
  kept: KeptStore;
  changed: KeptQueries;
  answering: Omit<Answering, "answeredSince">;
  /** The versions of the rules by which accounts stand. */
  rules: (scope: Scope) => Promise<string>;
};

export function assembleToday(clickhouse: ClickHouse, parts: TodaySliceParts): Route[] {
  const { db, log, kept, changed, context, currency, shown, rules } = parts;
  const taken = createTodayStore(db);
  const queries = createTodayQueries(clickhouse);
  const answering: Answering = { ...parts.answering, answeredSince: queries.answeredSince };
  type Computing = {
    [P in Part]: (scope: Scope, asked: Asked, own: Context) => Promise<Bodies[P]>;
  };
  const computed: Computing = {
    accounts: (scope, asked, own) => accountsOf(answering, scope, asked, own),
    gaps: (scope, asked, own) => gapsOf(answering, scope, asked, own),
    changes: (scope, asked, own) => changesOf(answering, scope, asked, clock.now(), own),
  };
  const keeping = createKeeping({
    store: kept,
    log,
    compute: (part, scope, asked, own) => computed[part](scope, asked, own),
    stamp: async (scope, { registry }) =>
      `${registry.version} ${await rules(scope)} ${await stampOf(changed, scope)}`,
  });
  return todayRoutes({
    keeping,
    store: { ...taken, keptOf: kept.keptOf },
    context,
    currency,
    shown,
  });
}
