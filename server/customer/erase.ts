/**
 * Erases one person: every step can be done again, so that whatever crashes between, it ends.
 *
 * What was acknowledged before the erasure was asked for is erased. What arrives while it runs is
 * erased as well, or stands afterwards as that of a person never seen before: never the one in
 * ClickHouse and the other in Postgres. So signals that wait are taken first, what a drain holds is
 * waited for, and after identity has forgotten the person, signals are looked through once more, and
 * whom a drain made known meanwhile goes where nothing is left of them.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { clock } from "#platform/clock.ts";
import type { Ledger } from "#platform/ledger.ts";
import { systemScope, systemScopeIn, type Scope, type SystemScope } from "#platform/scope.ts";
import type { ErasureStore } from "./erasure-store.ts";
import {
  ledgerLines,
  type Counts,
  type Digests,
  type Erasure,
  type Mentioned,
  type Naming,
} from "./erasure.ts";
import { namedIn, soughtOf, type Person, type Sought } from "./sought.ts";

type Whose = { sought: Sought; mentions: boolean };

/** What waits in the inbox or is held. */
export type WaitingSignals = {
  takeWaiting(scope: Scope, whose: Whose): Promise<number>;
  takeHeld(scope: Scope, whose: Whose): Promise<number>;
  batches(scope: SystemScope): Promise<string[]>;
  areUnderWay(scope: SystemScope, batches: readonly string[]): Promise<boolean>;
  lastGroup(scope: SystemScope): Promise<number>;
  isWaiting(scope: SystemScope, last: number): Promise<boolean>;
  freeIds(scope: Scope, rowIds: readonly string[]): Promise<void>;
};

/** What stands in ClickHouse. */
export type StandingSignals = {
  months(scope: Scope): Promise<number[]>;
  find(
    scope: Scope,
    sought: Sought,
    month: number,
    options: { named: boolean; after: string; until: Date | undefined },
  ): Promise<{ rowId: string; id: string; own: boolean; sure: boolean }[]>;
  monthsOf(scope: Scope, rowIds: readonly string[], until: Date): Promise<Map<number, string[]>>;
  erase(scope: Scope, month: number, rowIds: readonly string[]): Promise<void>;
  /** Leaves them in figures, without anything that says whose they were. */
  anonymise(scope: Scope, month: number, rowIds: readonly string[]): Promise<void>;
};

/**
 * Something else that holds people: identity, profiles, consent. Answers what it erased, by place; may be asked
 * again. `mentions`: also what others say that holds the person's identifiers.
 */
export type Place = {
  erase(scope: Scope, person: Person, mentions: boolean): Promise<Counts>;
};

export type EraseParts = {
  store: ErasureStore;
  waiting: WaitingSignals;
  standing: StandingSignals;
  places: readonly Place[];
  /** What is stated of others, and names of other things, that name the person: it stays, and is listed. */
  naming: (scope: Scope, sought: Sought) => AsyncIterable<Naming>;
  /** All that is known of the person by now: more may have been joined since it was asked for. */
  widen: (scope: Scope, person: Person) => Promise<Person>;
  /** Of whoever has the person's identifiers by now takes out those of whom nothing is left. */
  forgetUnheard: (scope: Scope, person: Person) => Promise<number>;
  /** Where a workspace's phone numbers are from. */
  country: (scope: Scope) => Promise<string>;
  /** Takes a person's strings out of what the audit log says was done to them; answers in how many entries. */
  redact: (scope: Scope, person: Person, sought: Sought, by: string) => Promise<number>;
  ledger: Ledger;
  digests: Digests;
  /** Milliseconds that what a drain has in its hands is waited for; then it is tried again later. */
  patience?: number;
};

const system = systemScope("erasure");
const first = "00000000-0000-0000-0000-000000000000";
const step = 2_000;
const mostMentioned = 1_000;
const pause = 200;
/** Milliseconds between two renewals of a lease, well within it. */
const renewal = 15_000;

async function until(done: () => Promise<boolean>, patience: number): Promise<void> {
  for (const end = clock.now() + patience; !(await done()); await sleep(pause))
    if (clock.now() > end)
      throw new Error("Signals are on their way into the signal store and cannot be reached yet.");
}

/** Takes what waits; answers when all that was under way has arrived. */
async function takeWaiting(parts: EraseParts, scope: Scope, erasure: Erasure, whose: Whose) {
  const { waiting, store, patience = 60_000 } = parts;
  const note = (place: string, n: number) => store.count(scope, erasure.id, { [place]: n });
  await note("held", await waiting.takeHeld(scope, whose));
  if (erasure.mode === "anonymise") {
    // They are to count: all that waits now gets to where it can be anonymised.
    const last = await waiting.lastGroup(system);
    await until(async () => !(await waiting.isWaiting(system, last)), patience);
  } else await note("waiting", await waiting.takeWaiting(scope, whose));
  await waitForDrains(parts);
  // What was held again meanwhile: in this order nothing that moves between the two is missed.
  await note("held", await waiting.takeHeld(scope, whose));
}

async function waitForDrains({ waiting, patience = 60_000 }: EraseParts): Promise<void> {
  const batches = await waiting.batches(system);
  await until(async () => !(await waiting.areUnderWay(system, batches)), patience);
}

/** What is others', names the person and stays; ids that hold an identifier themselves are not listed. */
class Mentions {
  readonly #sought: Sought;
  readonly listed: Mentioned = { total: 0, signals: [], others: [] };
  constructor(sought: Sought) {
    this.#sought = sought;
  }
  add(id: string): void {
    this.listed.total++;
    if (this.listed.signals.length < mostMentioned && namedIn(this.#sought, id) === undefined)
      this.listed.signals.push(id);
  }
  addOther(naming: Naming): void {
    this.listed.total++;
    const { others } = this.listed;
    if (others.length < mostMentioned && namedIn(this.#sought, naming.id) === undefined)
      others.push(naming);
  }
}

async function takeStanding(
  parts: EraseParts,
  scope: Scope,
  erasure: Erasure,
  whose: Whose,
  mentions: Mentions | undefined,
): Promise<void> {
  const { store, standing } = parts;
  const named = mentions !== undefined;
  for (const month of await standing.months(scope)) {
    for (let after = first; ;) {
      const found = await standing.find(scope, whose.sought, month, {
        named,
        after,
        until: erasure.replayedUntil ?? undefined,
      });
      if (found.length === 0) break;
      after = found.at(-1)!.rowId;
      const isOthers = ({ own, sure }: { own: boolean; sure: boolean }) =>
        !own && !(sure && whose.mentions);
      const own = found.filter(({ own: mine }) => mine).map(({ rowId }) => rowId);
      const others = found.filter((each) => !each.own && !isOthers(each)).map(({ rowId }) => rowId);
      for (const each of found) if (isOthers(each)) mentions?.add(each.id);
      const all = [...own, ...others];
      if (all.length === 0) continue;
      // Noted first: what is noted and still stands is found again, the other way round it would not be counted.
      await store.noteSignals(scope, erasure.id, month, all);
      if (erasure.mode === "anonymise") await standing.anonymise(scope, month, own);
      else await standing.erase(scope, month, own);
      // What others said is not theirs without its words either.
      if (others.length > 0) await standing.erase(scope, month, others);
    }
  }
}

/** The signals that an erasure took, a step at a time. */
async function* signalsOf({ store }: EraseParts, scope: Scope, { id }: Erasure) {
  for (let after = first; ;) {
    const rowIds = await store.signalsOf(scope, id, after, step);
    if (rowIds.length === 0) return;
    yield rowIds;
    after = rowIds.at(-1)!;
  }
}

/** Erases those of these signals that stand and were received until then: nobody has to know whose they were. */
export async function eraseRows(
  standing: Pick<StandingSignals, "monthsOf" | "erase">,
  scope: Scope,
  rowIds: readonly string[],
  received: Date,
): Promise<void> {
  for (const [month, found] of await standing.monthsOf(scope, rowIds, received))
    for (let from = 0; from < found.length; from += step)
      await standing.erase(scope, month, found.slice(from, from + step));
}

/** Those that the ledger names. */
async function takeNoted(
  parts: EraseParts,
  scope: Scope,
  erasure: Erasure,
  received: Date,
): Promise<void> {
  for await (const rowIds of signalsOf(parts, scope, erasure))
    await eraseRows(parts.standing, scope, rowIds, received);
}

/** Its line in the ledger comes before it counts as done: a store put back to before it will do it again. */
async function end(parts: EraseParts, scope: Scope, erasure: Erasure, mentioned: Mentioned) {
  const at = new Date(clock.now());
  const rows: string[] = [];
  for await (const rowIds of signalsOf(parts, scope, erasure)) {
    if (erasure.mode === "anonymise") continue;
    await parts.waiting.freeIds(scope, rowIds);
    rows.push(...rowIds);
  }
  if (erasure.replayedUntil === null)
    parts.ledger.append(ledgerLines(erasure, at, rows, parts.digests));
  await parts.store.end(scope, erasure, at, mentioned);
}

async function eraseOne(parts: EraseParts, erasure: Erasure): Promise<void> {
  const scope = systemScopeIn(erasure.workspace, "erasure");
  if (!erasure.person) return;
  const { leaving } = erasure.person;
  const person = leaving ? erasure.person : await parts.widen(scope, erasure.person);
  if (!leaving) await parts.store.know(scope, erasure.id, person);
  const sought = soughtOf(erasure.workspace, person, await parts.country(scope));
  const whose = { sought, mentions: erasure.mentions };
  const mentions = new Mentions(sought);
  await takeWaiting(parts, scope, erasure, whose);
  if (erasure.replayedUntil) await takeNoted(parts, scope, erasure, erasure.replayedUntil);
  await takeStanding(parts, scope, erasure, whose, mentions);
  await parts.store.know(scope, erasure.id, { ...person, leaving: true });
  for (const place of parts.places)
    await parts.store.count(scope, erasure.id, await place.erase(scope, person, erasure.mentions));
  // What is stated of the person is gone by now: what still names them is others'.
  for await (const each of parts.naming(scope, sought)) mentions.addOther(each);
  // What was in a drain's hands while identity forgot is there now, and may be known again.
  await waitForDrains(parts);
  await takeStanding(parts, scope, erasure, whose, undefined);
  // Not forgotten once more: by now the identifiers may be others', who stay, and whoever has spoken since.
  await parts.forgetUnheard(scope, person);
  await parts.store.count(scope, erasure.id, {
    audit: await parts.redact(scope, person, sought, `erased:${erasure.id}`),
  });
  await end(parts, scope, erasure, mentions.listed);
}

/** Does all erasures that are to be done and in nobody's hands. Answers how many were done, and why others were not. */
export async function eraseAll(
  parts: EraseParts,
): Promise<{ done: number; failed: { id: string; error: Error }[] }> {
  const { store } = parts;
  const tried: string[] = [];
  const failed: { id: string; error: Error }[] = [];
  for (;;) {
    const erasure = await store.take(system, tried);
    if (!erasure) return { done: tried.length - failed.length, failed };
    tried.push(erasure.id);
    const renewing = setInterval(
      () => void store.renew(system, erasure.id).catch(() => undefined),
      renewal,
    ).unref();
    try {
      await eraseOne(parts, erasure);
    } catch (error) {
      failed.push({ id: erasure.id, error: error as Error });
      // A store's own message may repeat the values that were bound: it is not kept.
      await store
        .release(system, erasure.id, "A store did not answer as it should; it is tried again.")
        .catch(() => undefined);
    } finally {
      clearInterval(renewing);
    }
  }
}
