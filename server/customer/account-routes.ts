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
import type { Covers } from "./cover.ts";
import type { Customers } from "./customers.ts";
import { byCodePoint } from "./identifier.ts";
import { createBrought, notedStatement } from "./noted.ts";
import { inTurn, pageOf, type List, type Look } from "./page.ts";
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
import type { SearchStore } from "./search-store.ts";
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
  covers: Covers;
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
  const { customers, statements, accounts, people, search, queries, cursors, covers } = parts;

  /** All accounts that the caller reaches, or those whom a search finds, each once. */
  async function listOf(scope: Scope, text: string | undefined): Promise<List<StoredAccount>> {
    const [start, words] = [text?.trim() ?? "", wordsOf(text)];
    const byId: Look = (after, most) => search.accountsById(scope, start, after, most);
    const byWords: Look = (after, most) => search.accountsByWords(scope, words, after, most);
    return {
      read: inTurn(words.length > 0 ? [byId, byWords] : [byId]),
      async show(places) {
        const read = await accounts.read(
          scope,
          places.map(({ key }) => key),
        );
        const reached = await customers.reachedAccounts(scope, [...read.values()]);
        const shown = new Map(reached.map((each) => [each.id, each]));
        return places.map(({ way, key }) =>
          way > 0 && key.startsWith(start) ? undefined : shown.get(key),
        );
      },
      isWhole: await customers.reachesAll(scope),
    };
  }

  async function peopleOf(scope: Scope, id: string) {
    const found = await people.read(scope, await accounts.people(scope, id, mostShown));
    const reached = await customers.reached(scope, found);
    const names = seesNames(scope);
    return (
      reached
        .flatMap((person) => {
          const profile = profileOf(person);
          const here = profile.accounts.find((each) => each.id === id);
          return here
            ? [
                {
                  key: covers.shown(scope, person.key),
                  id: names ? callersId(person) : null,
                  name: names ? profile.name : null,
                  roles: here.roles,
                  primary: here.primary,
                },
              ]
            : [];
        })
        // By what is shown: the order of the keys beneath would tell of them.
        .toSorted((a, b) => byCodePoint(a.key, b.key))
    );
  }

  return [
    route(records.putAccount, async ({ scope, params, body, headers }) => {
      const version = versionMeant(headers, body.version);
      const found = (await accounts.read(scope, [params.id])).get(params.id);
      await customers.checkAccount(scope, found, body);
      const brought = createBrought();
      const statement = { ...body, version };
      const done = await statements.account(scope, params.id, statement, brought.note);
      return {
        status: done.made ? 201 : 200,
        body: { id: params.id, version: done.version, changed: done.changed },
        headers: { etag: `"${done.version}"` },
        noted: { subject: params.id, ...notedStatement(done, { brought: brought.noted() }) },
      };
    }),
    route(records.bulkAccounts, async (input) => {
      const { scope } = input;
      await customers.checkWhole(scope);
      const importId = await parts.openImport(scope, input.query.import);
      const brought = createBrought();
      const answer = await takeBulk(input, records.accountLine, (lines) =>
        statements.accounts(scope, lines, importId, brought.note),
      );
      const { accepted, changed } = answer;
      const noted = { accepted, changed, ...brought.noted() };
      return { status: 200, body: answer, noted: { subject: "", after: noted } };
    }),
    route(records.listAccounts, async ({ scope, query }) => {
      const at = cursors.accounts(scope, query.cursor);
      if (query.search !== undefined) refuseSearch(scope);
      const { shown, next } = await pageOf(await listOf(scope, query.search), at, query.limit);
      const defined = await customers.defined(scope, "account");
      return {
        status: 200,
        body: {
          accounts: shown.map((account) => summaryOf(scope, account, defined)),
          next: cursors.next(scope, "accounts", next),
        },
        noted: { subject: "", after: { shown: shown.length } },
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
