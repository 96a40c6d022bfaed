/** The routes of accounts. */
import * as records from "#contract/account.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import type { AccountStore } from "./account-store.ts";
import { mostShown, summaryOf, type AccountLists } from "./account-lists.ts";
import { takeBulk } from "./bulk.ts";
import type { Cursors } from "./cursor.ts";
import type { Customers } from "./customers.ts";
import { createBrought, notedStatement } from "./noted.ts";
import { hiding, seesNames } from "./person.ts";
import type { CustomerQueries } from "./queries.ts";
import type { Statements } from "./statements.ts";
import { versionMeant } from "./version.ts";

export type AccountRouteParts = {
  customers: Customers;
  statements: Statements;
  accounts: AccountStore;
  lists: Pick<AccountLists, "people">;
  queries: CustomerQueries;
  cursors: Cursors;
  openImport: (scope: Scope, id: string | undefined) => Promise<string | null>;
};

export function accountRoutes(parts: AccountRouteParts): Route[] {
  const { customers, statements, accounts, lists, queries, cursors } = parts;
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
    route(records.getAccount, async ({ scope, params }) => {
      const account = await customers.getAccount(scope, params.id);
      const [inside, below, computed, sum] = await Promise.all([
        lists.people(scope, account.id),
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
