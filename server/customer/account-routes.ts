/** The routes of accounts. */
import * as records from "#contract/account.ts";
import type { AccountSummary } from "#contract/account.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import type { AccountStore } from "./account-store.ts";
import type { StoredAccount } from "./account.ts";
import { takeBulk } from "./bulk.ts";
import type { Cursors } from "./cursor.ts";
import { refuseSearch } from "./customer-routes.ts";
import type { Customers } from "./customers.ts";
import type { PeopleStore } from "./people-store.ts";
import {
  callersId,
  hiding,
  openAttributes,
  profileOf,
  seesNames,
  type IsDefined,
} from "./person.ts";
import type { CustomerQueries } from "./queries.ts";
import type { Place, SearchStore } from "./search-store.ts";
import type { Statements } from "./statements.ts";
import { versionMeant } from "./version.ts";
import { wordsOf } from "./words.ts";

export type AccountRouteParts = {
  customers: Customers;
  statements: Statements;
  accounts: AccountStore;
  people: PeopleStore;
  search: SearchStore;
  queries: CustomerQueries;
  cursors: Cursors;
  openImport: (scope: Scope, id: string | undefined) => Promise<string | null>;
};

/** People and accounts that an account's page shows at most. */
const mostShown = 500;

function summaryOf(scope: Scope, account: StoredAccount, isDefined: IsDefined): AccountSummary {
  const names = seesNames(scope);
  const { id, type, parent, unit, renewalOn, potential, version } = account;
  const { attributes, left } = openAttributes(scope, account.attributes, isDefined);
  return {
    id,
    name: names ? account.name : null,
    type,
    parent,
    owner: names ? account.owner : null,
    unit,
    renewalOn,
    potential,
    attributes,
    version,
    createdAt: account.createdAt.toISOString(),
    changedAt: account.changedAt.toISOString(),
    ...hiding({ hidden: names ? [] : ["names"] }, left),
  };
}

export function accountRoutes(parts: AccountRouteParts): Route[] {
  const { customers, statements, accounts, people, search, queries, cursors } = parts;

  async function searched(scope: Scope, text: string, at: Place | undefined, most: number) {
    const words = wordsOf(text);
    const ways = [
      (after: Place | undefined, n: number) => search.accountsById(scope, text.trim(), after, n),
      (after: Place | undefined, n: number) => search.accountsByWords(scope, words, after, n),
    ].slice(0, words.length > 0 ? 2 : 1);
    const ids: string[] = [];
    for (let way = at?.way ?? 0; way < ways.length; way++) {
      const after = way === at?.way ? at : undefined;
      const found = await ways[way]!(after, most - ids.length);
      ids.push(...found.keys);
      if (found.next) return { ids, next: { way, ...found.next } };
      if (ids.length >= most && way + 1 < ways.length)
        return { ids, next: { way: way + 1, text: "", key: "" } };
    }
    return { ids, next: undefined };
  }

  async function all(scope: Scope, at: Place | undefined, most: number) {
    const rows = await accounts.list(scope, at?.text ?? "", most + 1);
    const ids = rows.slice(0, most).map(({ id }) => id);
    const next = rows.length > most ? { way: 0, text: ids.at(-1)!, key: "" } : undefined;
    return { ids, next };
  }

  async function peopleOf(scope: Scope, id: string) {
    const found = await people.read(scope, await accounts.people(scope, id, mostShown));
    const reached = await customers.reached(scope, found);
    const names = seesNames(scope);
    return reached
      .flatMap((person) => {
        const profile = profileOf(person);
        const here = profile.accounts.find((each) => each.id === id);
        return here
          ? [
              {
                key: person.key,
                id: names ? callersId(person) : null,
                name: names ? profile.name : null,
                roles: here.roles,
                primary: here.primary,
              },
            ]
          : [];
      })
      .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  }

  return [
    route(records.putAccount, async ({ scope, params, body, headers }) => {
      const version = versionMeant(headers, body.version);
      const found = (await accounts.read(scope, [params.id])).get(params.id);
      await customers.checkAccount(scope, found, body);
      const done = await statements.account(scope, params.id, { ...body, version });
      return {
        status: done.made ? 201 : 200,
        body: { id: params.id, version: done.version, changed: done.changed },
        headers: { etag: `"${done.version}"` },
        noted: { subject: params.id, after: { version: done.version } },
      };
    }),
    route(records.bulkAccounts, async (input) => {
      const { scope } = input;
      await customers.checkWhole(scope);
      const importId = await parts.openImport(scope, input.query.import);
      const answer = await takeBulk(input, records.accountLine, (lines) =>
        statements.accounts(scope, lines, importId),
      );
      const { accepted, changed } = answer;
      return { status: 200, body: answer, noted: { subject: "", after: { accepted, changed } } };
    }),
    route(records.listAccounts, async ({ scope, query }) => {
      const at = cursors.accounts(scope, query.cursor);
      if (query.search !== undefined) refuseSearch(scope);
      const page =
        query.search === undefined
          ? await all(scope, at, query.limit)
          : await searched(scope, query.search, at, query.limit);
      const read = await accounts.read(scope, page.ids);
      const found = [...new Set(page.ids)].flatMap((id) => read.get(id) ?? []);
      const reached = await customers.reachedAccounts(scope, found);
      const defined = await customers.defined(scope, "account");
      return {
        status: 200,
        body: {
          accounts: reached.map((account) => summaryOf(scope, account, defined)),
          next: cursors.next(scope, "accounts", page.next),
        },
        noted: { subject: "", after: { shown: reached.length } },
      };
    }),
    route(records.getAccount, async ({ scope, params }) => {
      const account = await customers.getAccount(scope, params.id);
      const [inside, below, computed, sum] = await Promise.all([
        peopleOf(scope, account.id),
        accounts
          .below(scope, account.id, mostShown)
          .then((each) => customers.reachedAccounts(scope, each)),
        queries.revenueOfAccount(scope, account.id),
        // It counts what customers bought without naming the account, wherever that was.
        customers.reachesAll(scope),
      ]);
      const names = seesNames(scope);
      const summary = summaryOf(scope, account, await customers.defined(scope, "account"));
      return {
        status: 200,
        body: {
          ...summary,
          ...hiding(summary, sum ? [] : ["revenue"]),
          address: names ? account.address : null,
          revenue365: await customers.revenueBody(scope, account.revenue, computed, sum),
          people: inside,
          below: below.map(({ id, name, type }) => ({ id, name: names ? name : null, type })),
        },
        headers: { etag: `"${account.version}"` },
        noted: { subject: account.id },
      };
    }),
    route(records.accountSignals, async ({ scope, params, query }) => {
      const account = await customers.getAccount(scope, params.id);
      const after = cursors.signals(scope, query.cursor);
      const page = await customers.accountSignals(scope, account.id, after, query.limit);
      return {
        status: 200,
        body: { signals: page.signals, next: cursors.next(scope, "signals", page.next) },
        noted: { subject: account.id },
      };
    }),
  ];
}
