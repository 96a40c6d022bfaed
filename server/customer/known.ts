/**
 * What identity answers to its neighbours: profiles, consent, a customer's page, erasure. The store
 * behind it is `identity-store.ts`. Types only.
 *
 * A **key** belongs to an identifier and never changes (`keyOf`). A **customer** is a set of
 * identifiers; its key is that of its root, the surest of them. A join or its undoing changes which
 * set an identifier is in, so what is stored of a person is stored under the identifier that it came
 * with (its own key), and read through `identifiersOf`: then an undone join parts it again by itself.
 */
import type { Scope } from "#platform/scope.ts";
import type { Identifier } from "./identifier.ts";

/** Why an identifier stands alone though others were seen with it. */
export type Standing = "plain" | "contested" | "shared" | "crowded";

/** Identifiers that one signal or profile held. */
export type Observation = {
  /** Surest first, with their own keys. */
  identifiers: readonly (Identifier & { key: string })[];
  /** A signal is told apart by the first of them. */
  spoken: boolean;
  name: string | undefined;
  /** When it occurred and was received, in milliseconds. */
  at: number;
  receivedAt: number;
  /** The signal's id; empty for a profile. */
  signal: string;
  /** A confidential answer held them: that alone shows them to nobody who may not read it. */
  confidential?: boolean | undefined;
  /** A profile states them: what only that says goes with the statement. */
  stated?: boolean | undefined;
};

export type KnownIdentifier = Identifier & {
  /** Its own key. */
  readonly key: string;
  readonly standing: Standing;
  /** The name that came last with it. */
  readonly name: string | undefined;
  readonly nameAt: Date | undefined;
  readonly firstSeen: Date;
  /** Stated, or held by more than confidential answers. */
  readonly open: boolean;
};

export type KnownCustomer = {
  /** Key of the root. */
  readonly key: string;
  readonly root: Identifier;
};

/** How a customer is named by a caller: any of its identifiers (normalised or not), or any key of one. */
export type CustomerReference = Identifier | { readonly key: string };

export type Known = {
  /** The customer that it belongs to now; undefined where it was never seen in the scope's workspace. */
  find(scope: Scope, reference: CustomerReference): Promise<KnownCustomer | undefined>;
  /** The customers of many keys at once, by key; keys never seen are left out. At most 10,000. */
  findMany(scope: Scope, keys: readonly string[]): Promise<ReadonlyMap<string, KnownCustomer>>;
  /** All identifiers of a customer, surest first, at most 2,000. `customer` is its key, as `find` gives it. */
  identifiersOf(scope: Scope, customer: string): Promise<KnownIdentifier[]>;
  /** Makes an identifier known, if it isn't; answers its customer. For `PUT /v1/customers/{id}` alone. */
  ensure(scope: Scope, identifier: Identifier): Promise<KnownCustomer>;
  /**
   * States that identifiers belong together, as a trusted profile does: the first, surest one is
   * linked with each of the others. Those of other customers stay contested, and are proposed.
   */
  state(scope: Scope, identifiers: readonly Identifier[]): Promise<KnownCustomer>;
  /**
   * Removes a customer's identifiers, links, proposals and names here, and its map in ClickHouse.
   * Answers the keys and identifiers that went, which signals are then to be searched for. The same
   * identifier may come again: it is a new customer then.
   */
  forget(
    scope: Scope,
    customer: string,
  ): Promise<{ identifiers: KnownIdentifier[]; links: number }>;
  /** Takes the names from identifiers that stay with others when the person who had them is erased. */
  unname(scope: Scope, keys: readonly string[]): Promise<void>;
};
