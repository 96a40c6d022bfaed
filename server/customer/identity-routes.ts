/** The routes of identity: why identifiers are one customer, joining, parting, proposals, the secret. */
import * as records from "#contract/identity.ts";
import { CorridorError } from "#contract/error.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import type { CustomerReference, KnownCustomer } from "./known.ts";
import type { IdentityStore } from "./identity-store.ts";
import {
  placeOfJoin,
  type JoinPlace,
  type JoinRecord,
  type LinkStore,
  type ProposalRecord,
} from "./link-store.ts";
import { identifierTypes } from "./identifier.ts";
import { pageOf, type List } from "./page.ts";
import { momentFor, seesConfidential } from "./person.ts";

export type IdentityParts = {
  store: IdentityStore;
  links: LinkStore;
  /** The customers of identifiers, by their own keys, as far as the caller may see both. */
  known: (scope: Scope, keys: readonly string[]) => Promise<ReadonlyMap<string, KnownCustomer>>;
  secret: (workspace: string) => string;
};

const unknown = () => new CorridorError("not_found", "There is no such customer here.");
const noJoin = () => new CorridorError("not_found", "There is no such join here, or it is undone.");
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function referenceOf(named: records.ReferenceInput): CustomerReference {
  if (named.key !== undefined) return { key: named.key };
  const type = identifierTypes.find((each) => named[each] !== undefined)!;
  return { type, value: named[type]! };
}

const hexOf = (key: string): string => key.replaceAll("-", "");
const keyFrom = (hex: string): string =>
  hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
/** A link's id is its two keys: nothing more needs to be kept of it. */
const linkId = ({ a, b }: { a: string; b: string }): string =>
  Buffer.from(hexOf(a) + hexOf(b), "hex").toString("base64url");
function linkFrom(id: string): { a: string; b: string } | undefined {
  if (!/^[\w-]{43}$/.test(id)) return undefined;
  const hex = Buffer.from(id, "base64url").toString("hex");
  return { a: keyFrom(hex.slice(0, 32)), b: keyFrom(hex.slice(32)) };
}

/** The signal that joins them may be a confidential answer: of a profile's link nobody else is told of it. */
function shown(join: JoinRecord, scope: Scope): records.JoinBody {
  const person = typeof join.id === "string";
  const isHeard = join.signal !== "" && (join.heard || seesConfidential(scope));
  return {
    id: typeof join.id === "string" ? join.id : linkId(join.id),
    kind: person ? "person" : isHeard ? "signal" : "profile",
    one: join.one,
    other: join.other,
    signal: (seesConfidential(scope) && join.signal) || null,
    since: person ? join.since.toISOString() : momentFor(scope, join.since),
    by: join.by,
    undoneAt: join.undoneAt?.toISOString() ?? null,
    undoneBy: join.undoneBy,
  };
}

/** Somebody who may not read confidential answers: what is not there for them is `confidential` in a note. */
const unread = (scope: Scope): Scope => ({ ...scope, may: new Set() });
const hidden = { confidential: true } as const;

const encode = ({ person, a, b, id }: JoinPlace): string =>
  Buffer.from(JSON.stringify({ person, a, b, id })).toString("base64url");
function placeIn(cursor: string | undefined): JoinPlace | undefined {
  if (cursor === undefined) return undefined;
  try {
    const { person, a, b, id } = JSON.parse(
      Buffer.from(cursor, "base64url").toString(),
    ) as JoinPlace;
    if (typeof person === "boolean" && [a, b, id].every((each) => uuid.test(each)))
      return { person, a, b, id };
  } catch {
    // Falls through to the error below.
  }
  throw new CorridorError("invalid_request", "This cursor is not one that this API gave.");
}

/** A UUIDv7 holds the time at which it was made. */
const timeOf = (id: string): Date =>
  new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));

export function identityRoutes(parts: IdentityParts): Route[] {
  const { store, links } = parts;

  /** Throws for who isn't there and for who isn't for the caller alike. */
  async function customer(scope: Scope, reference: CustomerReference): Promise<KnownCustomer> {
    const key = await store.keyIn(scope, reference);
    const found = key === undefined ? undefined : (await parts.known(scope, [key])).get(key);
    if (!found) throw unknown();
    return found;
  }

  /** Undoes one of either kind; answers its two ends, and what the log is to know of one that is confidential. */
  async function undo(
    scope: Scope,
    id: string,
  ): Promise<{ a: string; b: string; confidential: Partial<typeof hidden> }> {
    const link = linkFrom(id);
    const ends = link ?? (uuid.test(id) ? await links.endsOf(scope, id) : undefined);
    if (!ends || (await parts.known(scope, [ends.a, ends.b])).size < 2) throw noJoin();
    if (link && !(await links.isShown(scope, link))) throw noJoin();
    // Asked before: what is parted holds nothing any more.
    const confidential = link && !(await links.isShown(unread(scope), link)) ? hidden : {};
    const undone = link ? await store.part(scope, link) : await store.undoJoin(scope, id);
    if (!undone) throw noJoin();
    return { ...ends, confidential };
  }

  /**
   * As far as the caller sees both customers, and of the places where they meet those that are open
   * to the caller. Of more than `most` the others are left out: no page has room for them.
   */
  async function proposalsShown(
    scope: Scope,
    proposals: readonly ProposalRecord[],
    most: number,
  ): Promise<(records.ProposalBody | undefined)[]> {
    const ends = proposals.flatMap(({ one, other }) => [one, other]);
    const known = await parts.known(scope, ends);
    const both = proposals.filter(({ one, other }) => known.has(one) && known.has(other));
    const ids = both.slice(0, most).map(({ id }) => id);
    const places = await links.placesOf(scope, ids);
    const vias = [...places.values()].flat(2).map(({ key }) => key);
    const open = await parts.known(scope, vias);
    return proposals.map(({ id, one, other }) => {
      const [first, second, pairs] = [known.get(one), known.get(other), places.get(id)];
      if (!first || !second || !pairs) return undefined;
      const via = pairs.filter((pair) => pair.every(({ key }) => open.has(key)));
      return { id, one: first, other: second, via, since: momentFor(scope, timeOf(id)) };
    });
  }

  return [
    route(records.listJoins, async ({ scope, query }) => {
      const { key, id = "", cursor, limit } = query;
      const whose = await customer(scope, key === undefined ? { type: "id", value: id } : { key });
      // Its key for the caller need not be that of its root.
      const { key: root } = (await store.find(scope, { key: whose.key })) ?? whose;
      type Placed = JoinPlace & { join: JoinRecord };
      const list: List<records.JoinBody, JoinPlace, Placed> = {
        isWhole: false,
        read: async (after, most) => {
          const joins = await links.joinsOf(scope, root, after, most);
          const places = joins.map((join) => ({ ...placeOfJoin(join), join }));
          return { places, next: places.length < most ? undefined : places.at(-1) };
        },
        show: async (places) => {
          const ends = places.flatMap(({ a, b }) => [a, b]);
          const known = await parts.known(scope, ends);
          return places.map(({ a, b, join }) =>
            known.has(a) && known.has(b) ? shown(join, scope) : undefined,
          );
        },
      };
      const page = await pageOf(list, placeIn(cursor), limit);
      const next = page.next ? encode(page.next) : null;
      return {
        status: 200,
        body: { customer: whose, joins: page.shown, next },
        noted: { subject: whose.key },
      };
    }),
    route(records.createJoin, async ({ scope, body }) => {
      const [into, from] = [referenceOf(body.into), referenceOf(body.from)];
      await Promise.all([customer(scope, into), customer(scope, from)]);
      const { id, made } = await store.join(scope, into, from);
      const whole = await customer(scope, into);
      return {
        status: made ? 201 : 200,
        body: { id, customer: whole },
        noted: { subject: whole.key, after: { join: id, made } },
      };
    }),
    route(records.deleteJoin, async ({ scope, params }) => {
      const { a, b, confidential } = await undo(scope, params.id);
      const [one, other] = await Promise.all([
        customer(scope, { key: a }),
        customer(scope, { key: b }),
      ]);
      return {
        status: 200,
        body: { apart: one.key !== other.key, one, other },
        noted: {
          subject: one.key,
          before: { join: params.id, with: other.key, ...confidential },
        },
      };
    }),
    route(records.listProposals, async ({ scope, query }) => {
      if (query.cursor !== undefined && !uuid.test(query.cursor))
        throw new CorridorError("invalid_request", "This cursor is not one that this API gave.");
      const list: List<records.ProposalBody, { id: string }, ProposalRecord> = {
        isWhole: false,
        read: async (after, most) => {
          const places = await links.proposals(scope, after?.id, most);
          return { places, next: places.length < most ? undefined : places.at(-1) };
        },
        // One more than the page holds tells whether there is a next.
        show: (places) => proposalsShown(scope, places, query.limit + 1),
      };
      const { cursor } = query;
      const page = await pageOf(
        list,
        cursor === undefined ? undefined : { id: cursor },
        query.limit,
      );
      return { status: 200, body: { proposals: page.shown, next: page.next?.id ?? null } };
    }),
    route(records.dismissProposal, async ({ scope, params }) => {
      const pair = await links.proposed(scope, params.id);
      const isShown = pair && (await parts.known(scope, [pair.one, pair.other])).size === 2;
      const confidential = (await links.proposed(unread(scope), params.id)) ? {} : hidden;
      if (!isShown || !(await links.dismiss(scope, params.id)))
        throw new CorridorError("not_found", "There is no such open proposal here.");
      return {
        status: 204,
        noted: {
          subject: pair.one,
          before: { proposal: params.id, with: pair.other, ...confidential },
        },
      };
    }),
    route(records.reopenProposal, async ({ scope, params }) => {
      const pair = await links.dismissed(scope, params.id);
      const isShown = pair && (await parts.known(scope, [pair.one, pair.other])).size === 2;
      const confidential = (await links.dismissed(unread(scope), params.id)) ? {} : hidden;
      if (!isShown || !(await links.reopen(scope, params.id)))
        throw new CorridorError(
          "not_found",
          "There is no such dismissed proposal here, or nothing shows any more that the two may be one.",
        );
      return {
        status: 204,
        noted: {
          subject: pair.one,
          after: { proposal: params.id, with: pair.other, ...confidential },
        },
      };
    }),
    route(records.getIdentitySecret, ({ scope }) => ({
      status: 200,
      body: { secret: parts.secret(scope.workspace) },
      noted: { subject: scope.workspace },
    })),
  ];
}
