/** Counts of cells as the store answers them, told apart by whose names are kept. Pure. */
import { suppress } from "#understand/margins.ts";
import { classesOf, readClass, readFacts, type Rule } from "#understand/row-class.ts";
import { rowCell } from "./cells.ts";
import { leftOf, tooFew, type Left } from "#understand/suppress.ts";

export type CountRow = { facts: number; part: string; cell: number; n: number };
export type Kind = "open" | "guarded" | "staff";
type Counts = Record<Kind, Map<number, number>>;

/** What of a group is counted: all that is taken, or only those whose names may be seen; never those of `left`. */
export type Seen = { count: (cell: number) => number; guardedN: number; staffN: number };

const none = (): Counts => ({ open: new Map(), guarded: new Map(), staff: new Map() });

/** Whether a response counts, by the byte of its facts. */
export function taking(rule: Rule): (facts: number) => boolean {
  const { facts, classes } = classesOf(rule);
  const taken = new Set(facts.filter((_, n) => !readClass(classes[n]!).leftOut));
  return (each) => taken.has(each);
}

export const kindOf = (facts: number): Kind => {
  const { guarded, voice } = readFacts(facts);
  return !guarded ? "open" : voice === "employee" ? "staff" : "guarded";
};

/** Counts of some of the rows, by part and kind. */
export class Tally {
  readonly #byPart = new Map<string, Counts>();
  /** Parts in the order in which they hold most responses. */
  readonly parts: string[];

  constructor(rows: readonly CountRow[], counts: (facts: number) => boolean) {
    const sizes = new Map<string, number>();
    for (const { facts, part, cell, n } of rows) {
      if (!counts(facts)) continue;
      const own = this.#byPart.get(part) ?? none();
      this.#byPart.set(part, own);
      const kind = own[kindOf(facts)];
      kind.set(cell, (kind.get(cell) ?? 0) + n);
      sizes.set(part, (sizes.get(part) ?? 0) + (cell === rowCell ? n : 0));
    }
    this.parts = [...sizes]
      .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .map(([part]) => part);
  }

  /** Of one part, or of all. */
  #of(part: string | undefined): Counts[] {
    if (part === undefined) return [...this.#byPart.values()];
    const own = this.#byPart.get(part);
    return own ? [own] : [];
  }

  count(cell: number, kinds: readonly Kind[], part?: string): number {
    let n = 0;
    for (const counts of this.#of(part)) for (const kind of kinds) n += counts[kind].get(cell) ?? 0;
    return n;
  }
}

/** Who is counted where those of `left` are not. */
export const kindsWithout = (left: Left): Kind[] =>
  left === "guarded"
    ? ["open"]
    : left === "staff"
      ? ["open", "guarded"]
      : ["open", "guarded", "staff"];

/** Of so few in all nothing is told: they are not even counted. */
export function leftIn(tally: Tally, cell: number, part?: string): Left {
  const staffN = tally.count(cell, ["staff"], part);
  return leftOf({ guardedN: tally.count(cell, ["guarded"], part) + staffN, staffN });
}

/** Those of `shown` that are not few in a tally of their own. */
export function kindsIn(tally: Tally, cell: number, { kinds }: Shown, part?: string): Kind[] {
  const kept = kindsWithout(leftIn(tally, cell, part));
  return kinds.filter((kind) => kept.includes(kind));
}

/** What may be shown of some answers, of all and of each part. */
export type Shown = { kinds: readonly Kind[]; suppressed: boolean };

/** How many of each kind gave some answer. */
export type Answered = (kinds: readonly Kind[], part?: string) => number;

/**
 * Decides for one thing that was answered what may be shown of all and of each part: of too few whose
 * names are kept only the others, nor may they follow from the rest.
 */
export function decide(
  answered: Answered,
  parts: readonly string[],
  { left, minimum }: { left: Left; minimum: number },
): { all: Shown; of: (part: string) => Shown } {
  const kinds = kindsWithout(left);
  const cellOf = (part?: string) => {
    const staffN = kinds.includes("staff") ? answered(["staff"], part) : 0;
    const others = kinds.includes("guarded") ? answered(["guarded"], part) : 0;
    return { part, open: undefined, guarded: undefined, guardedN: others + staffN, staffN };
  };
  const shown = (hidden: boolean): Shown => ({
    kinds: hidden ? ["open"] : kinds,
    suppressed: hidden,
  });
  const whole = cellOf();
  const cells = parts.map((part) => cellOf(part));
  const decided = suppress(cells, minimum);
  const hidden = new Set([...decided.hidden].map(({ part }) => part));
  return {
    all: shown(tooFew(whole, minimum) || decided.openTotal),
    of: (part) => shown(hidden.has(part)),
  };
}
