/** The routes of customers: stated one by one and in bulk, searched, shown with their signals. */
import * as records from "#contract/customer.ts";
import { CorridorError } from "#contract/error.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import { takeBulk } from "./bulk.ts";
import type { Cursors } from "./cursor.ts";
import type { Covers } from "./cover.ts";
import type { Customers } from "./customers.ts";
import { keyOf } from "./identifier.ts";
import { createBrought, notedStatement } from "./noted.ts";
import { inTurn, pageOf, type List } from "./page.ts";
import type { ReachStore } from "./reach-store.ts";
import { reachesNothing } from "./reach.ts";
import type { PeopleStore } from "./people-store.ts";
import { callersId, openTo, seesConfidential, seesNames, type Person } from "./person.ts";
import type { SearchStore } from "./search-store.ts";
import { isShownBy, waysOf } from "./search.ts";
import type { Statements } from "./statements.ts";
import { versionMeant } from "./version.ts";

export type CustomerRouteParts = {
  customers: Customers;
  statements: Statements;
  people: PeopleStore;
  search: SearchStore;
  reach: ReachStore;
  cursors: Cursors;
  covers: Covers;
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
  const { customers, statements, people, search, reach, cursors, covers } = parts;

  /** All customers that the caller reaches, or those whom a search finds, each once. */
  async function listOf(scope: Scope, text: string | undefined): Promise<List<Person>> {
    const ways = text === undefined ? undefined : waysOf(text, await parts.country(scope));
    const nothing = reachesNothing(scope);
    const within = nothing ? undefined : await customers.reachable(scope);
    return {
      read: nothing
        ? () => Promise.resolve({ places: [], next: undefined })
        : ways
          ? inTurn(ways.map((way) => (after, most) => search.customers(scope, way, after, most)))
          : (after, most) =>
              within ? reach.among(scope, within, after, most) : search.all(scope, after, most),
      async show(places) {
        // Somebody is read whole, which takes longer than to leave out whoever is beyond reach.
        const asked = within && ways ? await reach.within(scope, within, places) : undefined;
        const found = await people.read(
          scope,
          places.flatMap(({ key }) => (asked && !asked.has(key) ? [] : [key])),
        );
        const reached = await customers.reached(scope, found);
        // The list of all goes by roots, of which the caller may not be shown the identifier.
        const byMember = new Map(
          reached.flatMap((each) => [
            ...(ways ? [] : [[each.root, each] as const]),
            ...each.members.map(({ key }) => [key, each] as const),
          ]),
        );
        return places.map(({ way, key }) => {
          const person = byMember.get(key);
          return person && (!ways || isShownBy(ways, way, key, person)) ? person : undefined;
        });
      },
      isWhole: seesConfidential(scope) && (await customers.reachesAll(scope)),
    };
  }

  return [
    route(records.putCustomer, async ({ scope, params, body, headers }) => {
      const version = versionMeant(headers, body.version);
      const { identifier, person } = await customers.subject(scope, params.id);
      await customers.checkStatement(scope, person, body);
      const brought = createBrought();
      const statement = { ...body, version };
      const done = await statements.customer(scope, identifier, statement, brought.note);
      const isLinked =
        body.anonymousId !== undefined &&
        !person?.members.some(
          ({ type, value }) => type === "anonymousId" && value === body.anonymousId,
        );
      const key = keyOf(scope.workspace, identifier);
      const stored = (await people.read(scope, [key]))[0]!;
      const now = openTo(scope, stored) ?? stored;
      return {
        status: done.made ? 201 : 200,
        body: {
          key: covers.shown(scope, now.key),
          id: seesNames(scope) ? callersId(now) : null,
          version: done.version,
          changed: done.changed,
        },
        headers: { etag: `"${done.version}"` },
        noted: {
          subject: now.key,
          ...notedStatement(done, {
            brought: brought.noted(),
            // It stands in no profile, and joins all the same.
            linked: isLinked ? ["anonymousId"] : [],
          }),
        },
      };
    }),
    route(records.bulkCustomers, async (input) => {
      const { scope } = input;
      await customers.checkWhole(scope);
      const importId = await parts.openImport(scope, input.query.import);
      const brought = createBrought();
      const answer = await takeBulk(input, records.customerLine, (lines) =>
        statements.customers(scope, lines, importId, brought.note),
      );
      const { accepted, changed } = answer;
      const noted = { accepted, changed, ...brought.noted() };
      return { status: 200, body: answer, noted: { subject: "", after: noted } };
    }),
    route(records.listCustomers, async ({ scope, query }) => {
      const at = cursors.customers(scope, query.cursor);
      if (query.search !== undefined) refuseSearch(scope);
      const list = await listOf(scope, query.search);
      const { shown, next } = await pageOf(list, at, query.limit);
      return {
        status: 200,
        body: {
          customers:
            query.newest === "true"
              ? await customers.heard(scope, shown)
              : await customers.summaries(scope, shown),
          next: cursors.next(scope, "customers", next),
        },
        noted: { subject: "", after: { shown: shown.length } },
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
