/** Customers and accounts as a caller meets them: found, if they are reached, and shown as far as the caller may see. */
import type {
  CustomerBody,
  CustomerSummary,
  ListedCustomer,
  RevenueBody,
} from "#contract/customer.ts";
import type { ConsentState } from "#contract/consent.ts";
import { CorridorError } from "#contract/error.ts";
import type { RegistryView } from "#journey/registry.ts";
import { visibleTo } from "#listen/visible.ts";
import type { Scope } from "#platform/scope.ts";
import type { AccountStore } from "./account-store.ts";
import type { StoredAccount } from "./account.ts";
import type { Owner } from "./attribute.ts";
import type { Covers } from "./cover.ts";
import { beyondReach, mayStand, type Claim } from "./claim.ts";
import { identifiersIn, keyOf, type Identifier } from "./identifier.ts";
import type { KnownCustomer } from "./known.ts";
import { newestAmong } from "./newest.ts";
import type { PeopleStore } from "./people-store.ts";
import {
  callersId,
  hiding,
  momentFor,
  profileOf,
  openTo,
  seesConfidential,
  seesNames,
  summaryOf,
  type IsDefined,
  type Person,
  type ShownAccounts,
} from "./person.ts";
import type { Condition, Cursor, CustomerQueries, Revenue, SignalPage } from "./queries.ts";
import type { ReachStore } from "./reach-store.ts";
import { unitsOf } from "./reach.ts";

export type CustomerParts = {
  people: PeopleStore;
  accounts: AccountStore;
  queries: CustomerQueries;
  reach: Pick<ReachStore, "roots">;
  covers: Covers;
  view: (scope: Scope) => Promise<RegistryView>;
  /** Which signals the caller may see one by one, as SQL. */
  seen: (scope: Scope) => Promise<Condition>;
  currency: (scope: Scope) => Promise<string>;
  country: (scope: Scope) => Promise<string>;
  consentOf: (scope: Scope, identifiers: readonly string[]) => Promise<ConsentState[]>;
};

/** Up to so many customers whom somebody reaches are looked up before a list is read; of more, enough stand in any page. */
const mostLookedUp = 5_000;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const unknownCustomer = (): CorridorError =>
  new CorridorError("not_found", "There is no such customer here.");
export const unknownAccount = (): CorridorError =>
  new CorridorError("not_found", "There is no such account here.");
const keysOf = ({ members }: Person): string[] => members.map(({ key }) => key);

export function createCustomers(parts: CustomerParts) {
  const { people, accounts, queries, covers, view, seen } = parts;

  /** By the caller's id, else by a key of ours as this caller is shown it. */
  async function find(scope: Scope, id: string): Promise<Person | undefined> {
    const own = keyOf(scope.workspace, { type: "id", value: id });
    const key = uuid.test(id) ? covers.meant(scope, id) : undefined;
    const read = await people.read(scope, key === undefined ? [own] : [own, key]);
    const found = read.flatMap((person) => openTo(scope, person) ?? []);
    const has = (one: string | undefined) =>
      found.find(({ members }) => members.some((each) => each.key === one));
    return has(own) ?? has(key);
  }

  /** For reading: who may not see ids finds nobody by one, or each guess would tell whether it is somebody's. */
  async function getShown(scope: Scope, id: string): Promise<Person> {
    if (seesNames(scope)) return get(scope, id);
    const key = uuid.test(id) ? covers.meant(scope, id) : undefined;
    const [found] = key === undefined ? [] : await people.read(scope, [key]);
    const [person] = found ? await reached(scope, [found]) : [];
    if (!person?.members.some((each) => each.key === key)) throw unknownCustomer();
    return person;
  }

  /** Which attributes somebody has defined. */
  async function defined(scope: Scope, owner: Owner): Promise<IsDefined> {
    const entries = (await view(scope)).entries[`${owner}-attribute`];
    return (name) => entries.get(name)?.reviewed === true;
  }

  /**
   * Those that the caller reaches, by their unit, else by a signal that the caller sees; as far as
   * they are known by more than confidential answers, where the caller may not see such answers.
   */
  async function reached(scope: Scope, all: readonly Person[]): Promise<Person[]> {
    const units = unitsOf(scope, await view(scope));
    const open = all.flatMap((person) => openTo(scope, person) ?? []);
    if (units === "all") return open;
    const byUnit = (person: Person) => {
      const { unit } = profileOf(person);
      return unit !== null && units.has(unit);
    };
    const keys = open.filter((person) => !byUnit(person)).flatMap(keysOf);
    const heard = await queries.withSignals(scope, keys, await seen(scope));
    return open.filter((person) => byUnit(person) || keysOf(person).some((key) => heard.has(key)));
  }

  /**
   * The roots of all whom somebody of a part may reach, and maybe of some more; undefined where they
   * are too many to look up, or are all. A list of few among many would be read through for them.
   */
  async function reachable(scope: Scope): Promise<Set<string> | undefined> {
    const units = unitsOf(scope, await view(scope));
    if (units === "all") return undefined;
    const numbers = await queries.identitiesWith(scope, await seen(scope), mostLookedUp);
    return numbers && parts.reach.roots(scope, [...units], numbers, mostLookedUp);
  }

  /** The customers of identifiers, by their own keys, as far as the caller may see both. */
  async function known(scope: Scope, keys: readonly string[]): Promise<Map<string, KnownCustomer>> {
    const asked = new Set(keys);
    const shown = await reached(scope, await people.read(scope, keys));
    return new Map(
      shown.flatMap(({ key, members }) => {
        const { type, value } = members[0]!;
        return members
          .filter((each) => asked.has(each.key))
          .map((each) => [each.key, { key, root: { type, value } }] as const);
      }),
    );
  }

  /** By what the customers of identifiers are found, and their names, by the identifiers' keys. */
  async function names(
    scope: Scope,
    keys: readonly string[],
  ): Promise<Map<string, { id: string; name: string | null }>> {
    if (!seesNames(scope)) return new Map();
    const asked = new Set(keys);
    const shown = await reached(scope, await people.read(scope, keys));
    return new Map(
      shown.flatMap((person) => {
        const id = callersId(person) ?? covers.shown(scope, person.key);
        const known = { id, name: profileOf(person).name };
        return keysOf(person)
          .filter((key) => asked.has(key))
          .map((key) => [key, known] as const);
      }),
    );
  }

  async function reachedAccounts(
    scope: Scope,
    all: readonly StoredAccount[],
  ): Promise<StoredAccount[]> {
    const units = unitsOf(scope, await view(scope));
    if (units === "all") return [...all];
    const byUnit = ({ unit }: StoredAccount) => unit !== null && units.has(unit);
    const others = all.filter((each) => !byUnit(each)).map(({ id }) => id);
    const heard = await queries.accountsWithSignals(scope, others, await seen(scope));
    return all.filter((each) => byUnit(each) || heard.has(each.id));
  }

  /** Throws `not_found` for who isn't there and for who isn't reached alike. */
  async function get(scope: Scope, id: string): Promise<Person> {
    const found = await find(scope, id);
    const [person] = found ? await reached(scope, [found]) : [];
    if (!person) throw unknownCustomer();
    return person;
  }

  async function getAccount(scope: Scope, id: string): Promise<StoredAccount> {
    const found = (await accounts.read(scope, [id])).get(id);
    const [account] = found ? await reachedAccounts(scope, [found]) : [];
    if (!account) throw unknownAccount();
    return account;
  }

  const reachesAll = async (scope: Scope): Promise<boolean> =>
    unitsOf(scope, await view(scope)) === "all";

  /** A sum tells of each transaction in it: it is for those who see all of them. */
  async function seesRevenue(scope: Scope, keys: readonly string[]): Promise<boolean> {
    return (await reachesAll(scope)) || !(await queries.soldBeyond(scope, keys, await seen(scope)));
  }

  /** Computed wins where there are transactions: they are what happened. */
  async function revenueBody(
    scope: Scope,
    typed: number | null,
    computed: Revenue | undefined,
    isSeen: boolean,
  ): Promise<RevenueBody> {
    const currency = await parts.currency(scope);
    if (!isSeen) return { amount: null, currency, typed, computed: null, day: null };
    return {
      amount: computed?.revenue ?? typed,
      currency,
      typed,
      computed: computed?.revenue ?? null,
      day: computed?.day ?? null,
    };
  }

  /** The accounts of these customers that the caller reaches. */
  async function accountsOf(scope: Scope, persons: readonly Person[]): Promise<ShownAccounts> {
    // Whoever may state a customer may name any account: that shows nothing of it.
    const named = persons.flatMap((each) => profileOf(each).accounts.map(({ id }) => id));
    const read = await accounts.read(scope, [...new Set(named)]);
    const shown = await reachedAccounts(scope, [...read.values()]);
    return new Map(shown.map((each) => [each.id, each]));
  }

  async function summaries(scope: Scope, persons: readonly Person[]): Promise<CustomerSummary[]> {
    const isDefined = await defined(scope, "customer");
    const shown = await accountsOf(scope, persons);
    return persons.map((person) => summaryOf(scope, person, isDefined, covers, shown));
  }

  /** The same with what was heard last of each, as far as the caller sees it. */
  async function heard(scope: Scope, persons: readonly Person[]): Promise<ListedCustomer[]> {
    const [shown, found] = await Promise.all([
      summaries(scope, persons),
      seen(scope).then((condition) => queries.newestOf(scope, persons.flatMap(keysOf), condition)),
    ]);
    const byKey = new Map(found.map((each) => [each.identity, each]));
    return shown.map((summary, n) => ({
      ...summary,
      newest: newestAmong(byKey, keysOf(persons[n]!)),
    }));
  }

  async function body(scope: Scope, person: Person): Promise<CustomerBody> {
    const profile = profileOf(person);
    const names = seesNames(scope);
    const keys = keysOf(person);
    const [[summary], consent, revenue, sum] = await Promise.all([
      summaries(scope, [person]),
      parts.consentOf(scope, keys),
      queries.revenueOfCustomer(scope, keys),
      seesRevenue(scope, keys),
    ]);
    const own = person.profiles.find(({ identifier }) => identifier === person.key);
    const times = person.profiles.map(({ createdAt, changedAt }) => ({ createdAt, changedAt }));
    const first = Math.min(...times.map(({ createdAt }) => createdAt.getTime()));
    const last = Math.max(...times.map(({ changedAt }) => changedAt.getTime()));
    return {
      ...summary!,
      ...hiding(summary!, sum ? [] : ["revenue"]),
      version: own?.version ?? 0,
      identifiers: names
        ? person.members.map(({ type, value, standing, firstSeen, opened }) => ({
            type,
            value,
            standing,
            firstSeen: momentFor(scope, (!seesConfidential(scope) && opened) || firstSeen),
          }))
        : [],
      address: names ? profile.address : null,
      consent,
      revenue365: await revenueBody(scope, null, revenue, sum),
      createdAt: times.length === 0 ? null : new Date(first).toISOString(),
      changedAt: times.length === 0 ? null : new Date(last).toISOString(),
    };
  }

  const shownPage = (scope: Scope, { signals, next }: SignalPage) => ({
    signals: signals.map((signal) => visibleTo(scope, signal)),
    next,
  });

  return {
    find,
    get,
    getShown,
    getAccount,
    defined,
    known,
    names,
    reached,
    reachable,
    reachedAccounts,
    reachesAll,
    body,
    summaries,
    heard,
    revenueBody,

    async signals(scope: Scope, person: Person, after: Cursor | undefined, most: number) {
      const condition = await seen(scope);
      return shownPage(
        scope,
        await queries.signalsOf(scope, keysOf(person), condition, after, most),
      );
    },

    async accountSignals(scope: Scope, id: string, after: Cursor | undefined, most: number) {
      const condition = await seen(scope);
      return shownPage(scope, await queries.signalsOfAccount(scope, id, condition, after, most));
    },

    /**
     * Throws where this caller may not say this of a customer: of one that isn't theirs, or with an
     * identifier that would bring them, or take from, a customer that isn't.
     */
    async checkStatement(scope: Scope, person: Person | undefined, claim: Claim): Promise<void> {
      const registry = await view(scope);
      const units = unitsOf(scope, registry);
      if (units === "all") return;
      const { unit, email, phone, anonymousId, accounts: firms } = claim;
      const named = identifiersIn(
        { email: email ?? undefined, phone: phone ?? undefined, anonymousId },
        await parts.country(scope),
      );
      const keys = named.map((each) => keyOf(scope.workspace, each));
      // What confidential answers alone have held is nobody's to this caller: a refusal would tell of them.
      const holders = (await people.read(scope, keys))
        .flatMap((each) => openTo(scope, each) ?? [])
        .filter(({ members }) => members.some(({ key }) => keys.includes(key)));
      const touched = person ? [person, ...holders] : holders;
      const theirs = await reached(scope, touched);
      const stated = person && profileOf(person);
      if (theirs.length < touched.length || !mayStand(stated, unit, units, registry))
        throw beyondReach();
      const had = new Set(stated?.accounts.map(({ id }) => id));
      const joined = [...new Set((firms ?? []).map(({ id }) => id))].filter((id) => !had.has(id));
      const read = await accounts.read(scope, joined);
      const owned = await reachedAccounts(scope, [...read.values()]);
      // One that isn't there is refused like one of others: the caller makes it first, in a unit.
      if (owned.length < joined.length) throw beyondReach();
    },

    /** Throws where this caller may not change this account, or make one of this unit. */
    async checkAccount(
      scope: Scope,
      account: StoredAccount | undefined,
      { unit, parent }: Pick<Claim, "unit"> & { parent?: string | null | undefined },
    ): Promise<void> {
      const registry = await view(scope);
      const units = unitsOf(scope, registry);
      if (units === "all") return;
      if (account && (await reachedAccounts(scope, [account])).length === 0) throw beyondReach();
      if (!mayStand(account, unit, units, registry)) throw beyondReach();
      if (!parent || parent === account?.parent) return;
      // As of a customer's accounts: one that isn't there is refused like one of others.
      const above = [...(await accounts.read(scope, [parent])).values()];
      if ((await reachedAccounts(scope, above)).length === 0) throw beyondReach();
    },

    /** Throws where this caller reaches a part only: a bulk is of the whole workspace. */
    async checkWhole(scope: Scope): Promise<void> {
      if (await reachesAll(scope)) return;
      throw new CorridorError(
        "forbidden",
        "You reach a part of the workspace: state customers one by one, or ask somebody who reaches all of it.",
      );
    },

    /** The identifier that a statement about `id` comes with, and who that is now. */
    async subject(
      scope: Scope,
      id: string,
    ): Promise<{ identifier: Identifier; person: Person | undefined }> {
      const person = await find(scope, id);
      const root = person?.members.find(({ key }) => key === person.key);
      const isOurs =
        person && root && person.members.every(({ type, value }) => type !== "id" || value !== id);
      return isOurs
        ? { identifier: { type: root.type, value: root.value }, person }
        : { identifier: { type: "id", value: id }, person };
    },
  };
}

export type Customers = ReturnType<typeof createCustomers>;
