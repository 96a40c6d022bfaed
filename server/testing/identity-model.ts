/** All evidence of a workspace beside the store that is to follow from it, for tests. */
import assert from "node:assert/strict";
import { sql } from "kysely";
import { uuidv7 } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import { systemScope, systemScopeIn } from "#platform/scope.ts";
import { keyOf, type Identifier } from "#customer/identifier.ts";
import { typeOf } from "#customer/identity.test-support.ts";
import { resolve, type Limits } from "#customer/identity.ts";
import type { Observation } from "#customer/known.ts";
import { createIdentityStore } from "#customer/identity-store.ts";
import { createProfileStore } from "#customer/profile-store.ts";
import { createWithdrawalStore } from "#customer/withdrawal-store.ts";
import { standings } from "#customer/lists-store.ts";

const system = systemScope("test");
export const identifierOf = (name: string): Identifier => {
  const type = typeOf(name);
  return { type, value: type === "phone" ? `+62812345670${name.slice(1)}` : `v-${name}` };
};
const rank = "id email phone anonymousId".split(" ");

/**
 * Steps: a signal with these identifiers, an e-mail or phone that is stated under one or (`null`) taken
 * back, a person's join, and one undone or parted, by its place in the list.
 */
export type Step =
  | { kind: "signal"; names: string[]; confidential?: boolean }
  | { kind: "state"; subject: string; type: "email" | "phone"; named: string | null }
  | { kind: "join"; into: string; from: string }
  | { kind: "undo" | "part"; place: number };

export type Shape = { of: string[]; conflicts: string[]; proposals: string[] };

/** All evidence, and the store that is to follow from it. */
export class Model {
  readonly workspace = uuidv7();
  readonly scope = systemScopeIn(this.workspace, "test");
  readonly store;
  readonly limits: Limits;
  readonly nodes = new Set<string>();
  readonly links = new Map<string, { a: string; b: string; parted: boolean; heard: 0 | 1 | 2 }>();
  /** Of each name that a statement was made under what it states, as `email` → `e1`. */
  readonly stated = new Map<string, Map<string, string>>();
  /** What a signal was told apart by, or people have joined: these stay when nothing else is known of them. */
  readonly lasting = new Set<string>();
  joins: { id: string; into: string; from: string }[] = [];

  readonly #db: Database;
  readonly #profiles;
  readonly #withdrawals;

  constructor(db: Database, limits: Limits) {
    this.#db = db;
    this.limits = limits;
    this.store = createIdentityStore(db, { limits });
    this.#profiles = createProfileStore(db);
    this.#withdrawals = createWithdrawalStore(db, () => undefined, limits);
  }

  key = (name: string): string => keyOf(this.workspace, identifierOf(name));

  observation(
    signal: readonly string[],
    { stated = false, confidential = false } = {},
  ): Observation {
    const sorted = signal.toSorted((a, b) => rank.indexOf(typeOf(a)) - rank.indexOf(typeOf(b)));
    const [first = "", ...others] = sorted;
    for (const name of sorted) this.nodes.add(name);
    if (!stated) this.lasting.add(first);
    for (const name of others) {
      const { parted = false, heard = 0 } = this.links.get(`${first} ${name}`) ?? {};
      const now = stated ? 0 : confidential ? 1 : 2;
      const most = now > heard ? now : heard;
      this.links.set(`${first} ${name}`, { a: first, b: name, parted, heard: most });
    }
    return {
      identifiers: sorted.map((name) => ({ ...identifierOf(name), key: this.key(name) })),
      spoken: !stated,
      stated,
      confidential,
      name: undefined,
      at: 0,
      receivedAt: 0,
      signal: "s",
    };
  }

  observe(signals: readonly (readonly string[])[]): Promise<void> {
    return this.store.observe(
      system,
      this.workspace,
      signals.map((signal) => this.observation(signal)),
    );
  }

  /** As `PUT /v1/customers/{id}` does, step by step. */
  async #state(subject: string, type: "email" | "phone", named: string | null): Promise<void> {
    const observations = [[subject], ...(named === null ? [] : [[subject, named]])];
    const states = () =>
      this.store.observe(
        system,
        this.workspace,
        observations.map((names) => this.observation(names, { stated: true })),
      );
    await states();
    const value = named === null ? null : identifierOf(named).value;
    const key = this.key(subject);
    const statement = type === "email" ? { email: value } : { phone: value };
    await this.#profiles.change(this.scope, [{ identifier: key, statement }]);
    await this.#withdrawals.withdraw(this.scope, [{ key, types: [type] }], "ID");
    const says = this.stated.get(subject) ?? new Map<string, string>();
    this.stated.set(subject, says);
    if (named === null) says.delete(type);
    else says.set(type, named);
    for (const [place, link] of this.links) {
      const { a, b, heard, parted } = link;
      if (heard > 0 || parted || this.#isSaid(link)) continue;
      this.links.delete(place);
      for (const name of [a, b]) {
        const isLinked = [...this.links.values()].some(
          (each) => each.a === name || each.b === name,
        );
        if (!isLinked && !this.lasting.has(name) && !this.stated.has(name)) this.nodes.delete(name);
      }
    }
  }

  #isSaid({ a, b }: { a: string; b: string }): boolean {
    const says = (one: string, other: string) =>
      [...(this.stated.get(one)?.values() ?? [])].includes(other);
    return says(a, b) || says(b, a);
  }

  async take(step: Step): Promise<void> {
    if (step.kind === "signal") {
      const { names, confidential = false } = step;
      const observation = this.observation(names, { confidential });
      return this.store.observe(system, this.workspace, [observation]);
    }
    if (step.kind === "state") return this.#state(step.subject, step.type, step.named);
    if (step.kind === "join") {
      const { into, from } = step;
      if (!this.nodes.has(into) || !this.nodes.has(from)) return;
      const { id, made } = await this.store.join(this.scope, identifierOf(into), {
        key: this.key(from),
      });
      if (made) this.joins.push({ id, into, from });
      for (const name of [into, from]) this.lasting.add(name);
      return;
    }
    if (step.kind === "undo") {
      const join = this.joins[step.place % this.joins.length];
      if (!join) return;
      assert.equal(await this.store.undoJoin(this.scope, join.id), true);
      this.joins = this.joins.filter((each) => each !== join);
      return;
    }
    const standing = [...this.links.values()].filter(({ parted }) => !parted);
    const link = standing[step.place % standing.length];
    if (!link) return;
    assert.ok(await this.store.part(this.scope, { a: this.key(link.a), b: this.key(link.b) }));
    link.parted = true;
  }

  /** Takes all out that says something of these keys. */
  drop(keys: ReadonlySet<string>): void {
    const is = (name: string) => keys.has(this.key(name));
    for (const name of this.nodes) if (is(name)) this.nodes.delete(name);
    for (const [place, { a, b }] of this.links) if (is(a) || is(b)) this.links.delete(place);
    this.joins = this.joins.filter(({ into, from }) => !is(into) && !is(from));
  }

  expected(): Shape {
    const { of, conflicts } = resolve(
      {
        nodes: [...this.nodes].map((name) => ({ key: this.key(name), type: typeOf(name) })),
        links: [...this.links.values()].flatMap((link) => {
          const [a, b] = [this.key(link.a), this.key(link.b)];
          return link.parted ? [] : [{ a, b, open: link.heard === 2 || this.#isSaid(link) }];
        }),
        joins: this.joins.map(({ into, from }) => ({ into: this.key(into), from: this.key(from) })),
      },
      this.limits,
    );
    return {
      of: [...of].map(([key, { customer, standing }]) => `${key} ${customer} ${standing}`).sort(),
      conflicts: conflicts
        .map(({ via, one, other, open }) => [...via, one, other, open].join(" "))
        .sort(),
      proposals: [...new Set(conflicts.map(({ one, other }) => `${one} ${other}`))].sort(),
    };
  }

  async actual(): Promise<Shape> {
    const lines = async (text: ReturnType<typeof sql<{ line: string }>>) =>
      (await text.execute(this.#db)).rows.map(({ line }) => line).sort();
    const words = sql`array[${sql.join(standings)}]`;
    return {
      of: await lines(sql`
        select key || ' ' || customer || ' ' || (${words}::text[])[standing + 1] as line from identifiers where workspace = ${this.workspace}::uuid`),
      conflicts: await lines(sql`
        select via_a || ' ' || via_b || ' ' || one || ' ' || other || ' ' || open as line from identity_conflicts where workspace = ${this.workspace}::uuid`),
      proposals: await lines(sql`
        select one || ' ' || other as line from identity_proposals where workspace = ${this.workspace}::uuid`),
    };
  }
}
