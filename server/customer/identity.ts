/**
 * Who is who: a function of a set of evidence, so that no order of arrivals can change it. Pure.
 *
 * Links are pairs of identifiers that one trusted signal or profile held; joins are statements of
 * people. Labels spread from the callers' ids along links, breadth-first and all at once; where two
 * meet, the identifier belongs to neither and the two customers are proposed to a person.
 *
 * Links that confidential answers alone hold come after all others: they give a customer to what the
 * others give none, and take nothing from one. So nobody learns of such an answer from what becomes
 * of an address that they state themselves.
 */
import { identifierTypes, type IdentifierType } from "./identifier.ts";
import type { Standing } from "./known.ts";

/** An identifier by its own key (`keyOf`). */
export type Node = { readonly key: string; readonly type: IdentifierType };
/** Two identifiers seen together; neither order means anything. Not `open` where confidential answers alone hold it. */
export type Link = { readonly a: string; readonly b: string; readonly open?: boolean | undefined };
/** A person says that two identifiers are one customer's; of two ids, `into` names the customer. */
export type Join = { readonly into: string; readonly from: string };

export type Evidence = {
  readonly nodes: readonly Node[];
  /** Without those that a person has parted. */
  readonly links: readonly Link[];
  /** Without those that were undone. */
  readonly joins: readonly Join[];
};

/** Two customers (keys of their ids, in order) that may be one, and where that shows: an identifier (`via` twice) or a link. */
export type Conflict = {
  readonly one: string;
  readonly other: string;
  readonly via: readonly [string, string];
  /** It shows without any confidential answer. */
  readonly open: boolean;
};

export type Resolution = {
  /** Of each node the key of its customer's root, and its standing. */
  readonly of: ReadonlyMap<string, { customer: string; standing: Standing }>;
  readonly conflicts: readonly Conflict[];
};

export type Limits = {
  /**
   * Seen with more than this many different ids, e-mails or phones, an identifier is shared: a
   * kiosk, a family's phone, a call centre's address, "guest". What it was seen with says nothing then.
   */
  readonly together: number;
  /** Identifiers without an id, chained together, past which none of them says anything of the others. */
  readonly chained: number;
};
export const limits: Limits = { together: 10, chained: 1_000 };

/** A browser's ids are many to anybody. */
const counted: ReadonlySet<IdentifierType> = new Set(["id", "email", "phone"]);

/** Those of the nodes that are shared. Links of one node with the same other count once. */
export function sharedOf(
  { nodes, links }: Pick<Evidence, "nodes" | "links">,
  most = limits.together,
): Set<string> {
  const types = new Map(nodes.map(({ key, type }) => [key, type]));
  const seen = new Map<string, Map<IdentifierType, Set<string>>>();
  const count = (at: string, other: string) => {
    const type = types.get(other);
    if (!type || !counted.has(type)) return;
    const kinds = seen.get(at) ?? new Map<IdentifierType, Set<string>>();
    kinds.set(type, (kinds.get(type) ?? new Set()).add(other));
    seen.set(at, kinds);
  };
  for (const { a, b } of links) {
    count(a, b);
    count(b, a);
  }
  const shared = new Set<string>();
  for (const [key, kinds] of seen)
    if ([...kinds.values()].some((others) => others.size > most)) shared.add(key);
  return shared;
}

/** Sets that grow together. */
export class Unions {
  readonly #parent = new Map<string, string>();
  find(key: string): string {
    let root = key;
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up;
    for (let at = key; at !== root;) {
      const up = this.#parent.get(at)!;
      this.#parent.set(at, root);
      at = up;
    }
    return root;
  }
  /** Answers the set's name, which is one of its members. */
  unite(a: string, b: string): string {
    const [one, other] = [this.find(a), this.find(b)];
    if (one !== other) this.#parent.set(other, one);
    return one;
  }
}

const rank = new Map(identifierTypes.map((type, n) => [type, n]));

/** The surest type; of those, one that no join puts into another; of those, the smallest key. */
function rootOf(members: readonly Node[], joinedAway: ReadonlySet<string>): string {
  const weight = ({ key, type }: Node) => 2 * rank.get(type)! + Number(joinedAway.has(key));
  return members.reduce((best, each) => {
    const difference = weight(each) - weight(best);
    return difference < 0 || (difference === 0 && each.key < best.key) ? each : best;
  }).key;
}

/** Nodes that people have joined: the smallest parts, which nothing below takes apart. */
type Group = {
  members: Node[];
  root: string;
  neighbours: Map<Group, Link[]>;
  /** Key of the root of the group with an id that it belongs to. */
  label: string | undefined;
  contested: boolean;
  /** Its label, or that it is contested, follows from open links alone. */
  open: boolean;
  crowded: boolean;
};

function groupsOf({ nodes, joins }: Evidence): { groups: Group[]; of: Map<string, Group> } {
  const unions = new Unions();
  const joinedAway = new Set<string>();
  for (const { into, from } of joins) {
    unions.unite(into, from);
    joinedAway.add(from);
  }
  const groups: Group[] = [];
  const of = new Map<string, Group>();
  for (const members of Map.groupBy(nodes, ({ key }) => unions.find(key)).values()) {
    const root = rootOf(members, joinedAway);
    const label = members.some(({ type }) => type === "id") ? root : undefined;
    const group = {
      members,
      root,
      label,
      neighbours: new Map<Group, Link[]>(),
      contested: false,
      open: label !== undefined,
      crowded: false,
    };
    groups.push(group);
    for (const { key } of members) of.set(key, group);
  }
  return { groups, of };
}

/** All that `start` reaches over neighbours that `through` lets pass, itself included. */
function reached(start: Group, through: (group: Group) => boolean, seen: Set<Group>): Group[] {
  const found = [start];
  seen.add(start);
  for (const group of found) {
    for (const next of group.neighbours.keys()) {
      if (seen.has(next) || !through(next)) continue;
      seen.add(next);
      found.push(next);
    }
  }
  return found;
}

const sizeOf = (groups: readonly Group[]): number =>
  groups.reduce((sum, { members }) => sum + members.length, 0);

const isOpen = ({ open }: Link): boolean => open !== false;

/** Labels spread one link further a round, from where they stood at its beginning; `openly` over open links alone. */
function spread(groups: readonly Group[], openly: boolean): void {
  let edge = groups.filter(({ label }) => label !== undefined);
  while (edge.length > 0) {
    const offered = new Map<Group, Set<string>>();
    for (const group of edge)
      for (const [next, links] of group.neighbours) {
        if (next.label !== undefined || next.contested) continue;
        if (openly && !links.some(isOpen)) continue;
        offered.set(next, (offered.get(next) ?? new Set()).add(group.label!));
      }
    edge = [];
    for (const [group, labels] of offered) {
      group.open = openly;
      if (labels.size > 1) group.contested = true;
      else {
        [group.label] = labels;
        edge.push(group);
      }
    }
  }
}

const pair = (x: string, y: string): [string, string] => (x < y ? [x, y] : [y, x]);

function conflictsOf(groups: readonly Group[]): Conflict[] {
  const conflicts: Conflict[] = [];
  for (const group of groups) {
    if (group.contested) {
      const openly = new Set<string>();
      const around = new Set<string>();
      for (const [{ label, open }, links] of group.neighbours) {
        if (label === undefined) continue;
        around.add(label);
        if (group.open && open && links.some(isOpen)) openly.add(label);
      }
      const labels = [...around].toSorted();
      labels.forEach((one, n) => {
        for (const other of labels.slice(n + 1)) {
          const open = openly.has(one) && openly.has(other);
          conflicts.push({ one, other, via: [group.root, group.root], open });
        }
      });
      continue;
    }
    if (group.label === undefined) continue;
    for (const [next, links] of group.neighbours) {
      // Each link once, from the side of the smaller label.
      if (next.label === undefined || group.label >= next.label) continue;
      for (const link of links) {
        const open = isOpen(link) && group.open && next.open;
        const via = pair(link.a, link.b);
        conflicts.push({ one: group.label, other: next.label, via, open });
      }
    }
  }
  return conflicts;
}

/**
 * The customers of a set of evidence. `shared` is given where only a part of all evidence is at
 * hand, as the store has it; else it is counted here.
 */
export function resolve(
  evidence: Evidence,
  { together, chained }: Limits = limits,
  shared: ReadonlySet<string> = sharedOf(evidence, together),
): Resolution {
  const { groups, of } = groupsOf(evidence);
  for (const link of evidence.links) {
    const [one, other] = [of.get(link.a), of.get(link.b)];
    if (!one || !other || one === other || shared.has(link.a) || shared.has(link.b)) continue;
    const between = one.neighbours.get(other) ?? [];
    between.push(link);
    one.neighbours.set(other, between);
    other.neighbours.set(one, between);
  }
  const isChained = (group: Group) => group.label === undefined;
  const seen = new Set<Group>();
  for (const group of groups) {
    if (!isChained(group) || seen.has(group)) continue;
    const chain = reached(group, isChained, seen);
    if (sizeOf(chain) > chained) for (const each of chain) each.crowded = true;
  }
  for (const group of groups) {
    if (!group.crowded) continue;
    for (const next of group.neighbours.keys()) next.neighbours.delete(group);
    group.neighbours.clear();
  }
  spread(groups, true);
  if (!evidence.links.every(isOpen)) spread(groups, false);
  const conflicts = conflictsOf(groups);
  return { of: customersOf(groups, evidence.joins, shared), conflicts };
}

function customersOf(
  groups: readonly Group[],
  joins: readonly Join[],
  shared: ReadonlySet<string>,
): Resolution["of"] {
  const joinedAway = new Set(joins.map(({ from }) => from));
  const result = new Map<string, { customer: string; standing: Standing }>();
  const settle = (members: readonly Group[], customer: string) => {
    for (const group of members)
      for (const { key } of group.members) {
        const alone = group.crowded ? "crowded" : group.contested ? "contested" : "plain";
        result.set(key, { customer, standing: shared.has(key) ? "shared" : alone });
      }
  };
  const isFree = ({ label, contested }: Group) => label === undefined && !contested;
  const seen = new Set<Group>();
  for (const group of groups) {
    if (group.contested) settle([group], group.root);
    else if (group.label !== undefined) settle([group], group.label);
    else if (!seen.has(group)) {
      const whole = reached(group, isFree, seen);
      settle(
        whole,
        rootOf(
          whole.flatMap(({ members }) => members),
          joinedAway,
        ),
      );
    }
  }
  return result;
}
