/** The parts of customers and accounts put together, for the wiring. No logic lives here. */
import type { RegistryEntry, RegistryType } from "#contract/registry.ts";
import type { RegistryView, TypedKey } from "#journey/registry.ts";
import type { ClickHouse } from "#platform/clickhouse.ts";
import type { Route } from "#platform/http.ts";
import type { Database } from "#platform/postgres.ts";
import type { Projection } from "#platform/projector.ts";
import type { Log } from "#platform/log.ts";
import type { Scope, SystemScope } from "#platform/scope.ts";
import { createAccountLists, type AccountLists } from "./account-lists.ts";
import { accountRoutes } from "./account-routes.ts";
import { createAccountStore, type AccountStore } from "./account-store.ts";
import { consentRoutes } from "./consent-routes.ts";
import { createConsentStore, type ConsentStore } from "./consent-store.ts";
import { createLinks } from "./consent.ts";
import { createCovers } from "./cover.ts";
import { createCursors } from "./cursor.ts";
import { customerRoutes } from "./customer-routes.ts";
import { createCustomers } from "./customers.ts";
import type { KnownCustomer, Observation } from "./known.ts";
import { createNamedStore } from "./named-store.ts";
import { createPeopleStore } from "./people-store.ts";
import { createProfileStore, type ProfileStore } from "./profile-store.ts";
import { accountProjection, customerProjection } from "./projection-store.ts";
import { createCustomerQueries, type Condition, type CustomerQueries } from "./queries.ts";
import { createRevenueQueries } from "./revenue-queries.ts";
import { createRevenue, type RevenueClock } from "./revenue.ts";
import { subjectOf, type Subject } from "./person.ts";
import { createReachStore } from "./reach-store.ts";
import { createSearchStore, type SearchStore } from "./search-store.ts";
import { createSpokenFillStore } from "./spoken-fill-store.ts";
import { createStatements } from "./statements.ts";
import { createWithdrawalStore } from "./withdrawal-store.ts";

export type CustomerSliceParts = {
  db: Database;
  clickhouse: ClickHouse;
  secret: string;
  publicUrl: string | undefined;
  /** Called when something was noted for the projector. */
  noted: () => void;
  observe: (workspace: string, observations: readonly Observation[]) => Promise<void>;
  view: (scope: Scope) => Promise<RegistryView>;
  register: (
    scope: Scope,
    keys: readonly {
      type: RegistryType;
      key: string;
      definition?: RegistryEntry["definition"];
      importId: string | null;
    }[],
  ) => Promise<void>;
  settings: (scope: Scope) => Promise<{ country: string; currency: string }>;
  /** Which signals the caller may see one by one. */
  seen: (scope: Scope) => Promise<Condition>;
  openImport: (scope: Scope, id: string | undefined) => Promise<string | null>;
  timezone: (workspace: string) => Promise<string>;
  log: Log;
};

export type CustomerSlice = {
  search: Pick<SearchStore, "vacuum" | "count">;
  /** Fills in the words of names that were known before these were kept. */
  fillSpokenWords: (scope: SystemScope) => Promise<void>;
  routes: Route[];
  projections: Projection[];
  profiles: ProfileStore;
  accounts: AccountStore;
  /** Accounts as lists show them, for what puts them in order. */
  lists: AccountLists;
  consents: ConsentStore;
  queries: CustomerQueries;
  revenue: RevenueClock;
  /** The customers of identifiers, by their own keys, as far as the caller may see both. */
  known: (scope: Scope, keys: readonly string[]) => Promise<ReadonlyMap<string, KnownCustomer>>;
  /** The same as they are called. */
  names: (
    scope: Scope,
    keys: readonly string[],
  ) => Promise<ReadonlyMap<string, { id: string; name: string | null }>>;
  /** A key of whom the caller may read under this id or key. */
  keyFor: (scope: Scope, id: string) => Promise<string | undefined>;
  /** By what a signal names whom the caller reaches under this id or key; undefined where that is nobody. */
  subjectOf: (scope: Scope, id: string) => Promise<Subject | undefined>;
  /** Merges what questions read whole. */
  merge: (scope: SystemScope) => Promise<void>;
  /** Takes away what an import has stated. Answers how much went. */
  removeImport: (scope: Scope, importId: string) => Promise<number>;
  /** Those of these keys of the registry that a customer or account names. */
  named: (scope: Scope, keys: readonly TypedKey[]) => Promise<TypedKey[]>;
};

/** Of one transaction. */
const mostRemoved = 1_000;

export function assembleCustomers(parts: CustomerSliceParts): CustomerSlice {
  const { db, noted, view, openImport } = parts;
  const profiles = createProfileStore(db, { noted });
  const accounts = createAccountStore(db, { noted });
  const consents = createConsentStore(db);
  const people = createPeopleStore(db);
  const search = createSearchStore(db);
  const reach = createReachStore(db);
  const queries = createCustomerQueries(parts.clickhouse);
  const revenues = createRevenueQueries(parts.clickhouse);
  const cursors = createCursors(parts.secret);
  const covers = createCovers(parts.secret);
  const currency = async (scope: Scope) => (await parts.settings(scope)).currency;
  const country = async (scope: Scope) => (await parts.settings(scope)).country;
  const statements = createStatements({
    profiles,
    accounts,
    observe: parts.observe,
    withdraw: createWithdrawalStore(db, noted).withdraw,
    view,
    register: parts.register,
    country,
  });
  const customers = createCustomers({
    people,
    accounts,
    queries,
    reach,
    covers,
    view,
    seen: parts.seen,
    currency,
    country,
    consentOf: (scope, identifiers) => consents.of(scope, identifiers),
  });
  const lists = createAccountLists({
    customers,
    accounts,
    people,
    search,
    reach,
    cursors,
    covers,
    currency,
  });
  return {
    search,
    fillSpokenWords: createSpokenFillStore(db).fill,
    routes: [
      ...customerRoutes({
        customers,
        statements,
        people,
        search,
        reach,
        cursors,
        covers,
        country,
        openImport,
      }),
      ...accountRoutes({
        customers,
        statements,
        accounts,
        lists,
        queries,
        cursors,
        openImport,
      }),
      ...consentRoutes({
        customers,
        people,
        consents,
        links: createLinks(parts.secret, covers),
        publicUrl: parts.publicUrl,
      }),
    ],
    projections: [customerProjection(db), accountProjection(db)],
    profiles,
    accounts,
    lists,
    consents,
    queries,
    revenue: createRevenue({
      compute: revenues.compute,
      timezone: parts.timezone,
      log: parts.log,
    }),
    known: customers.known,
    names: customers.names,
    async keyFor(scope, id) {
      const found = await customers.find(scope, id);
      const [person] = found ? await customers.reached(scope, [found]) : [];
      return person?.key;
    },
    async subjectOf(scope, id) {
      const found = await customers.find(scope, id);
      const [person] = found ? await customers.reached(scope, [found]) : [];
      return person && subjectOf(person, id);
    },
    merge: revenues.merge,
    named: createNamedStore(db).named,
    async removeImport(scope, importId) {
      let removed = 0;
      for (const store of [profiles, accounts])
        for (let gone = mostRemoved; gone === mostRemoved; removed += gone)
          gone = await store.removeImported(scope, importId, mostRemoved);
      return removed;
    },
  };
}
