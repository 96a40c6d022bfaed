/**
 * The part of a workspace's evidence that a change can reach, read from Postgres. Reading stops at
 * what doesn't depend on the rest: identifiers that an id (or a person's join with one) gives their
 * customer, and shared ones. They are in the region, their other links are not.
 */
import { sql } from "kysely";
import { identifierTypes } from "./identifier.ts";
import { Unions, type Join, type Limits, type Link, type Node } from "./identity.ts";
import type { Standing } from "./known.ts";
import { listed, standings, type Trx } from "./lists-store.ts";

export type StoredNode = Node & { customer: string; standing: Standing };
export type Region = { nodes: StoredNode[]; links: Link[]; joins: Join[]; shared: Set<string> };

const anyOf = (keys: readonly string[]) => sql`any (${listed(keys, "uuid")})`;
const pairsIn = (text: string | null): [string, string, string][] =>
  (text?.split(",") ?? []).map((each) => [each.slice(0, 36), each.slice(37, 73), each.slice(73)]);

/** Those of `keys` that are shared, by the links that stand. */
async function sharedAmong(trx: Trx, keys: readonly string[], most: number): Promise<Set<string>> {
  const strong = identifierTypes.indexOf("anonymousId");
  const { rows } = await sql<{ key: string }>`
    select distinct k as key from (
      select a as k, b_type as t from known_links where a = ${anyOf(keys)} and parted_at is null and b_type < ${strong}
      union all
      select b, a_type from known_links where b = ${anyOf(keys)} and parted_at is null and a_type < ${strong}
    ) as ends group by k, t having count(*) > ${most}`.execute(trx);
  return new Set(rows.map(({ key }) => key));
}

async function nodesOf(trx: Trx, keys: readonly string[]): Promise<StoredNode[]> {
  const { rows } = await sql<{ found: string | null }>`
    select string_agg(key || ' ' || customer || ' ' || type || standing, ',') as found
    from identifiers where key = ${anyOf(keys)}`.execute(trx);
  return (rows[0]?.found?.split(",") ?? []).map((text) => ({
    key: text.slice(0, 36),
    customer: text.slice(37, 73),
    type: identifierTypes[Number(text[74])]!,
    standing: standings[Number(text[75])]!,
  }));
}

async function linksOf(trx: Trx, keys: readonly string[], most?: number): Promise<Link[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<{ found: string | null }>`
    select string_agg(a || ' ' || b || open::integer, ',') as found from (
      select a, b, stated or heard = 2 as open from known_links where a = ${anyOf(keys)} and parted_at is null
      union select a, b, stated or heard = 2 from known_links where b = ${anyOf(keys)} and parted_at is null
      ${most === undefined ? sql`` : sql`limit ${most}`}
    ) as ends`.execute(trx);
  return pairsIn(rows[0]?.found ?? null).map(([a, b, open]) => ({ a, b, open: open === "1" }));
}

async function joinsOf(trx: Trx, keys: readonly string[]): Promise<Join[]> {
  const { rows } = await sql<{ found: string | null }>`
    select string_agg(into_key || ' ' || from_key, ',') as found from (
      select into_key, from_key from identity_joins where into_key = ${anyOf(keys)} and undone_at is null
      union select into_key, from_key from identity_joins where from_key = ${anyOf(keys)} and undone_at is null
    ) as ends`.execute(trx);
  return pairsIn(rows[0]?.found ?? null).map(([into, from]) => ({ into, from }));
}

export type Change = {
  /** Links that came, or turned from what confidential answers alone hold to another or back; links that went. */
  came?: readonly Link[];
  gone?: readonly Link[];
  /** Identifiers that were taken out. */
  lost?: readonly string[];
  /** Joins that were made or undone: what follows from the whole groups of their ends is reached. */
  joined?: readonly Join[];
};

/** The region around a change. */
export async function regionOf(
  trx: Trx,
  workspace: string,
  { came = [], gone = [], joined: joins = [] }: Change,
  limits: Limits,
): Promise<Region> {
  const joined = new Set(joins.flatMap(({ into, from }) => [into, from]));
  const touched = new Set([...[...came, ...gone].flatMap(({ a, b }) => [a, b]), ...joined]);
  const sharedNow = await sharedAmong(trx, [...touched], limits.together);
  const { rows: any } = await sql`
    select from identity_joins where workspace = ${workspace}::uuid and undone_at is null limit 1`.execute(
    trx,
  );
  const reading = new Reading(trx, any.length > 0, joined, limits, came, (node) => {
    if (!touched.has(node.key)) return { shared: node.standing === "shared", turned: false };
    const shared = sharedNow.has(node.key);
    return { shared, turned: shared !== (node.standing === "shared") };
  });
  for (let frontier = [...touched]; frontier.length > 0;) frontier = await reading.round(frontier);
  return reading.region();
}

/** How a node stands now, and whether that is new. */
type Sharing = (node: StoredNode) => { shared: boolean; turned: boolean };

class Reading {
  readonly #trx: Trx;
  readonly #hasJoins: boolean;
  readonly #joined: ReadonlySet<string>;
  readonly #mostChained: number;
  /** More links than these, of one that is not shared, hold more browsers' ids than may be chained. */
  readonly #mostLinks: number;
  readonly #sharing: Sharing;
  /** Keys that were read, whether or not they are there. */
  readonly #asked = new Set<string>();
  readonly #nodes = new Map<string, StoredNode>();
  readonly #links = new Map<string, Link>();
  readonly #joins = new Map<string, Join>();
  readonly #shared = new Set<string>();
  /** Groups of people's joins; those with an id; those whose joins have changed. */
  readonly #groups = new Unions();
  readonly #labelled = new Set<string>();
  readonly #reopened = new Set<string>();
  /** Chains of identifiers without an id, and how long each is. */
  readonly #chains = new Unions();
  readonly #lengths = new Map<string, number>();

  constructor(
    trx: Trx,
    hasJoins: boolean,
    joined: ReadonlySet<string>,
    { chained, together }: Limits,
    came: readonly Link[],
    sharing: Sharing,
  ) {
    this.#trx = trx;
    this.#hasJoins = hasJoins;
    this.#joined = joined;
    this.#mostChained = chained;
    // So many ids, e-mails and phones it may have been seen with: ids end a chain.
    this.#mostLinks = chained + 1 + 3 * together;
    this.#sharing = sharing;
    // Between two that have their customers otherwise, a link would not be read; it may propose them.
    for (const link of came) this.#links.set(`${link.a} ${link.b}`, link);
  }

  region(): Region {
    const has = (key: string) => this.#nodes.has(key);
    return {
      nodes: [...this.#nodes.values()],
      links: [...this.#links.values()].filter(({ a, b }) => has(a) && has(b)),
      joins: [...this.#joins.values()],
      shared: this.#shared,
    };
  }

  /** Reads nodes with all that people have joined them with, and the links of those on which more depends. Answers what those lead to. */
  async round(frontier: readonly string[]): Promise<string[]> {
    const keys = await this.#withJoined(frontier);
    for (const key of keys) this.#asked.add(key);
    const nodes = await nodesOf(this.#trx, keys);
    for (const node of nodes) this.#enter(node);
    const [open, crowded] = [[] as string[], [] as string[]];
    for (const node of nodes) {
      const { turned } = this.#sharing(node);
      const mustOpen = turned || this.#reopened.has(this.#groups.find(node.key));
      if (!mustOpen && !this.#isChained(node.key)) continue;
      (node.standing === "crowded" && !mustOpen ? crowded : open).push(node.key);
    }
    for (const link of await linksOf(this.#trx, open)) this.#links.set(`${link.a} ${link.b}`, link);
    for (const link of this.#links.values()) this.#chain(link);
    for (const key of crowded) await this.#openCrowded(key);
    const next = new Set([...this.#links.values()].flatMap(({ a, b }) => [a, b]));
    return [...next].filter((key) => !this.#asked.has(key));
  }

  async #withJoined(frontier: readonly string[]): Promise<string[]> {
    const keys = new Set(frontier);
    for (let asked = [...frontier]; this.#hasJoins && asked.length > 0;) {
      const found: string[] = [];
      for (const join of await joinsOf(this.#trx, asked)) {
        this.#joins.set(`${join.into} ${join.from}`, join);
        const { into, from } = join;
        this.#groups.unite(into, from);
        for (const key of [into, from]) {
          if (keys.has(key) || this.#asked.has(key)) continue;
          keys.add(key);
          found.push(key);
        }
      }
      asked = found;
    }
    return [...keys];
  }

  #enter(node: StoredNode): void {
    const group = this.#groups.find(node.key);
    this.#nodes.set(node.key, node);
    if (node.type === "id") this.#labelled.add(group);
    if (this.#joined.has(node.key)) this.#reopened.add(group);
    if (this.#sharing(node).shared) this.#shared.add(node.key);
    this.#lengths.set(node.key, 1);
  }

  /** Its customer comes from what it is linked with. */
  #isChained(key: string): boolean {
    return !this.#labelled.has(this.#groups.find(key)) && !this.#shared.has(key);
  }

  #chain({ a, b }: Link): void {
    if (!this.#nodes.has(a) || !this.#nodes.has(b)) return;
    if (!this.#isChained(a) || !this.#isChained(b)) return;
    const [one, other] = [this.#chains.find(a), this.#chains.find(b)];
    if (one === other) return;
    const length = this.#lengths.get(one)! + this.#lengths.get(other)!;
    this.#lengths.set(this.#chains.unite(one, other), length);
  }

  /** A chain that was too long is read only until it is seen to be so still. */
  async #openCrowded(key: string): Promise<void> {
    if (this.#lengths.get(this.#chains.find(key))! > this.#mostChained) return;
    for (const link of await linksOf(this.#trx, [key], this.#mostLinks))
      this.#links.set(`${link.a} ${link.b}`, link);
  }
}
