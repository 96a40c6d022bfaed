/** Accounts and their people as lists show them: as far as the caller reaches them, and may see. */
import type { AccountSummary } from "#contract/account.ts";
import { CorridorError } from "#contract/error.ts";
import type { Scope } from "#platform/scope.ts";
import type { AccountStore } from "./account-store.ts";
import type { StoredAccount } from "./account.ts";
import type { Covers } from "./cover.ts";
import type { Cursors } from "./cursor.ts";
import { refuseSearch } from "./customer-routes.ts";
import type { Customers } from "./customers.ts";
import { byCodePoint, numberOf } from "./identifier.ts";
import { inTurn, pageOf, type List, type Look } from "./page.ts";
import type { PeopleStore } from "./people-store.ts";
import {
  callersId,
  hiding,
  openAttributes,
  profileOf,
  seesNames,
  type IsDefined,
  type Person,
} from "./person.ts";
import type { ReachStore } from "./reach-store.ts";
import type { SearchStore } from "./search-store.ts";
import { wordsOf } from "./words.ts";

export type AccountListParts = {
  customers: Customers;
  accounts: AccountStore;
  people: PeopleStore;
  search: SearchStore;
  reach: Pick<ReachStore, "roots">;
  cursors: Cursors;
  covers: Covers;
  currency: (scope: Scope) => Promise<string>;
};

/** People and accounts that an account's page shows at most. */
export const mostShown = 500;

/** The way of a place in a list that another part has put in order: how many came before, and in which list. */
const ordered = 9;

export function summaryOf(
  scope: Scope,
  account: StoredAccount,
  isDefined: IsDefined,
): AccountSummary {
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

export function createAccountLists(parts: AccountListParts) {
  const { customers, accounts, people, search, reach, cursors, covers } = parts;

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

  const personHere = (scope: Scope, person: Person, id: string) => {
    const here = profileOf(person).accounts.find((each) => each.id === id);
    const names = seesNames(scope);
    return {
      key: covers.shown(scope, person.key),
      id: names ? callersId(person) : null,
      name: names ? profileOf(person).name : null,
      roles: here?.roles ?? [],
      primary: here?.primary ?? false,
    };
  };

  return {
    /** A page of them. */
    async page(
      scope: Scope,
      query: { search?: string | undefined; limit: number; cursor?: string | undefined },
    ): Promise<{ accounts: AccountSummary[]; next: string | null }> {
      const at = cursors.accounts(scope, query.cursor);
      if (query.search !== undefined) refuseSearch(scope);
      const { shown, next } = await pageOf(await listOf(scope, query.search), at, query.limit);
      const defined = await customers.defined(scope, "account");
      return {
        accounts: shown.map((account) => summaryOf(scope, account, defined)),
        next: cursors.next(scope, "accounts", next),
      };
    },

    /** Those of these accounts that the caller reaches. */
    async shown(scope: Scope, ids: readonly string[]): Promise<Map<string, AccountSummary>> {
      const read = await accounts.read(scope, ids);
      const reached = await customers.reachedAccounts(scope, [...read.values()]);
      const defined = await customers.defined(scope, "account");
      return new Map(reached.map((each) => [each.id, summaryOf(scope, each, defined)]));
    },

    /** How many came before in a list that stands in an order of `of`; throws where the cursor is of another. */
    passed(scope: Scope, cursor: string | undefined, of: string): number {
      const place = cursors.accounts(scope, cursor);
      if (place === undefined) return 0;
      const passed = Number(place.text);
      if (place.way === ordered && place.key === of && Number.isSafeInteger(passed)) return passed;
      throw new CorridorError("invalid_request", "This cursor is of a list of another order.");
    },
    next: (scope: Scope, passed: number, of: string): string | null =>
      cursors.next(scope, "accounts", { way: ordered, text: String(passed), key: of }),

    refuseSearch,
    currency: parts.currency,

    /** Throws `not_found` where there is none that the caller reaches. */
    one: (scope: Scope, id: string): Promise<StoredAccount> => customers.getAccount(scope, id),

    /** The key of a customer whom the caller may read under this id, and the numbers of what they are known by; throws `not_found`. */
    async known(scope: Scope, id: string): Promise<{ key: string; numbers: string[] }> {
      const { key, members } = await customers.getShown(scope, id);
      return { key, numbers: members.map((each) => numberOf(each.key)) };
    },

    /** Who is stated to be in an account. */
    async people(scope: Scope, id: string) {
      const found = await people.read(scope, await accounts.people(scope, id, mostShown));
      const reached = await customers.reached(scope, found);
      return (
        reached
          .filter((person) => profileOf(person).accounts.some((each) => each.id === id))
          .map((person) => personHere(scope, person, id))
          // By what is shown: the order of the keys beneath would tell of them.
          .toSorted((a, b) => byCodePoint(a.key, b.key))
      );
    },

    /** The customers of these numbers whom the caller reaches, as people of an account. */
    async peopleNumbered(scope: Scope, id: string, numbers: readonly string[]) {
      const roots = await reach.roots(scope, [], numbers, mostShown);
      const read = await people.read(scope, [...(roots ?? [])]);
      const reached = await customers.reached(scope, read);
      return new Map(
        reached.map((person) => [numberOf(person.root), personHere(scope, person, id)]),
      );
    },
  };
}

export type AccountLists = ReturnType<typeof createAccountLists>;
