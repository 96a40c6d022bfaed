/** The routes of customers: stated one by one and in bulk, searched, shown with their signals. */
import * as records from "#contract/customer.ts";
import { CorridorError } from "#contract/error.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import { takeBulk } from "./bulk.ts";
import type { Cursors } from "./cursor.ts";
import type { Customers } from "./customers.ts";
import { keyOf } from "./identifier.ts";
import type { PeopleStore } from "./people-store.ts";
import { callersId, seesNames, summaryOf, type Person } from "./person.ts";
import type { Place, SearchStore } from "./search-store.ts";
import { isShownBy, waysOf, type Way } from "./search.ts";
import type { Statements } from "./statements.ts";
import { versionMeant } from "./version.ts";

export type CustomerRouteParts = {
  customers: Customers;
  statements: Statements;
  people: PeopleStore;
  search: SearchStore;
  cursors: Cursors;
  country: (scope: Scope) => Promise<string>;
  /** Answers the import that a bulk belongs to; throws where there is none, or it takes nothing more. */
  openImport: (scope: Scope, id: string | undefined) => Promise<string | null>;
};

/** Throws for callers who may not see by what others are found. */
export function refuseSearch(scope: Scope): void {
  if (!seesNames(scope))
    throw new CorridorError(
      "forbidden",
      'Searching by a name, an address, a number or an id would show whose they are: it needs the permission to "see names".',
      { details: { needs: "see names" } },
    );
}

export function customerRoutes(parts: CustomerRouteParts): Route[] {
  const { customers, statements, people, search, cursors } = parts;

  /** A page of those whom a search finds, one way after another. */
  async function searched(scope: Scope, ways: readonly Way[], at: Place | undefined, most: number) {
    const found: { key: string; way: number }[] = [];
    for (let way = at?.way ?? 0; way < ways.length; way++) {
      const after = way === at?.way ? at : undefined;
      const page = await search.customers(scope, ways[way]!, after, most - found.length);
      found.push(...page.keys.map((key) => ({ key, way })));
      if (page.next) return { found, next: { way, ...page.next } };
      if (found.length >= most && way + 1 < ways.length)
        return { found, next: { way: way + 1, text: "", key: nowhere } };
    }
    return { found, next: undefined };
  }

  async function all(scope: Scope, at: Place | undefined, most: number) {
    const { keys, next } = await search.all(scope, at, most);
    return { found: keys.map((key) => ({ key, way: 0 })), next };
  }

  /** Those of these keys whose customers the caller reaches, each customer once. */
  async function shown(
    scope: Scope,
    found: readonly { key: string; way: number }[],
    ways: readonly Way[],
  ): Promise<Person[]> {
    const keys = found.map(({ key }) => key);
    const reached = await customers.reached(scope, await people.read(scope, keys));
    const byMember = new Map(reached.flatMap((each) => each.members.map(({ key }) => [key, each])));
    return found.flatMap(({ key, way }) => {
      const person = byMember.get(key);
      return person && (ways.length === 0 || isShownBy(ways, way, key, person)) ? [person] : [];
    });
  }

  return [
    route(records.putCustomer, async ({ scope, params, body, headers }) => {
      const version = versionMeant(headers, body.version);
      const { identifier, person } = await customers.subject(scope, params.id);
      await customers.checkStatement(scope, person, body);
      const done = await statements.customer(scope, identifier, { ...body, version });
      const key = keyOf(scope.workspace, identifier);
      const now = (await people.read(scope, [key]))[0]!;
      return {
        status: done.made ? 201 : 200,
        body: {
          key: now.key,
          id: seesNames(scope) ? callersId(now) : null,
          version: done.version,
          changed: done.changed,
        },
        headers: { etag: `"${done.version}"` },
        noted: { subject: now.key, after: { version: done.version } },
      };
    }),
    route(records.bulkCustomers, async (input) => {
      const { scope } = input;
      await customers.checkWhole(scope);
      const importId = await parts.openImport(scope, input.query.import);
      const answer = await takeBulk(input, records.customerLine, (lines) =>
        statements.customers(scope, lines, importId),
      );
      const { accepted, changed } = answer;
      return { status: 200, body: answer, noted: { subject: "", after: { accepted, changed } } };
    }),
    route(records.listCustomers, async ({ scope, query }) => {
      const at = cursors.customers(scope, query.cursor);
      if (query.search !== undefined) refuseSearch(scope);
      const ways =
        query.search === undefined ? [] : waysOf(query.search, await parts.country(scope));
      const page =
        ways.length === 0
          ? await all(scope, at, query.limit)
          : await searched(scope, ways, at, query.limit);
      const found = await shown(scope, page.found, ways);
      const defined = await customers.defined(scope, "customer");
      return {
        status: 200,
        body: {
          customers: found.map((person) => summaryOf(scope, person, defined)),
          next: cursors.next(scope, "customers", page.next),
        },
        noted: { subject: "", after: { shown: found.length } },
      };
    }),
    route(records.getCustomer, async ({ scope, params, query }) => {
      const person = await customers.getShown(scope, params.id);
      const [body, page] = await Promise.all([
        customers.body(scope, person),
        query.signals === 0
          ? { signals: [], next: undefined }
          : customers.signals(scope, person, undefined, query.signals),
      ]);
      return {
        status: 200,
        body: {
          ...body,
          signals: page.signals,
          next: cursors.next(scope, "signals", page.next),
        },
        headers: { etag: `"${body.version}"` },
        noted: { subject: person.key },
      };
    }),
    route(records.customerSignals, async ({ scope, params, query }) => {
      const person = await customers.getShown(scope, params.id);
      const after = cursors.signals(scope, query.cursor);
      const page = await customers.signals(scope, person, after, query.limit);
      return {
        status: 200,
        body: { signals: page.signals, next: cursors.next(scope, "signals", page.next) },
        noted: { subject: person.key },
      };
    }),
  ];
}

const nowhere = "00000000-0000-0000-0000-000000000000";
