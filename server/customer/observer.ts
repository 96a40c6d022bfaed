/**
 * The drain's part of identity: of each batch what isn't known yet. Most signals repeat identifiers
 * that others held, so a process remembers what it has observed, as numbers, and sends only the rest.
 */
import { hash } from "node:crypto";
import { clock } from "#platform/clock.ts";
import { numberOfSet, short } from "./identifier.ts";
import type { Observation } from "./known.ts";

/** Of each of two generations; the older is dropped when the younger is full, or this old. */
const mostRemembered = 100_000;
/** What another process has erased is forgotten here after twice this. */
const generationMs = 5 * 60_000;

/** What a process has seen, and in whose workspace. `set`: `numberOfSet` of its identifiers, where that is known. */
export type Seen = Observation & { workspace: string; set?: number };

class Memory {
  #young = new Map<number, number>();
  #old = new Map<number, number>();
  #since = clock.now();

  get(key: number): number | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }
  set(key: number, value: number): void {
    if (this.#young.size >= mostRemembered || clock.now() - this.#since > generationMs) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#since = clock.now();
    }
    this.#young.set(key, value);
  }
  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }
}

/** What the store has been told of a set: openly seen is more than seen in confidence. */
const levelOf = ({ confidential }: Observation): number => (confidential ? 1 : 2);

export type Observe = (seen: readonly Seen[]) => Promise<void>;

/** `take` must be safe to repeat: what it has taken is remembered only when it has answered. */
export function createObserver(
  take: (workspace: string, observations: readonly Observation[]) => Promise<void>,
): { observe: Observe; forget: () => void } {
  /** Of each set of identifiers how it was seen; of each first identifier its name. */
  const sets = new Memory();
  const names = new Memory();
  /** How often all was forgotten: what was under way then is not remembered. */
  let forgotten = 0;

  return {
    async observe(seen) {
      const fresh: Seen[] = [];
      const levels = new Map<number, number>();
      const named = new Map<number, number>();
      for (const observation of seen) {
        const { set = numberOfSet(observation.identifiers) } = observation;
        const told = sets.get(set) ?? 0;
        const asked = levelOf(observation);
        // Most signals by far: nothing else is looked at for them.
        if (told >= asked && observation.name === undefined) continue;
        const level = Math.max(told, levels.get(set) ?? 0);
        const isKnown = level >= asked;
        if (observation.name === undefined) {
          if (isKnown) continue;
        } else {
          const name = short(hash("sha256", observation.name, "hex"));
          const first = short(observation.identifiers[0]!.key);
          if (isKnown && (named.get(first) ?? names.get(first)) === name) continue;
          // Of several names in one batch the store is told each: the latest wins there.
          named.set(first, name);
        }
        fresh.push(observation);
        levels.set(set, Math.max(level, asked));
      }
      if (fresh.length === 0) return;
      const before = forgotten;
      const groups = Map.groupBy(fresh, ({ workspace }) => workspace);
      for (const [workspace, group] of groups) await take(workspace, group);
      if (before !== forgotten) return;
      for (const [set, level] of levels) sets.set(set, level);
      for (const [first, name] of named) names.set(first, name);
    },
    forget() {
      forgotten++;
      sets.clear();
      names.clear();
    },
  };
}
