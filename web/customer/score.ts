/** Scores of signals: measures whose scale has two ends, placed on it. */
import type { RegistryEntry } from "#contract/registry.ts";
import { labelOf } from "../data/registry.ts";
import type { Standing } from "../parts/Mark.tsx";
import { standingOf } from "../parts/Scores.tsx";

/** A signal as its page and lists show it, as far as is needed here. */
export type ShownSignal = {
  id: string;
  kind: string;
  occurredAt: string;
  customer?: { id?: string; email?: string; phone?: string; name?: string };
  account?: { id?: string; name?: string };
  voice?: string;
  touchpoint?: string;
  channel?: string;
  medium?: string;
  unit?: string;
  programme?: string;
  reference?: { type: string; id: string };
  confidentiality?: string;
  measures?: Readonly<Record<string, number>>;
  text?: string | Readonly<Record<string, string>>;
  attributes?: Readonly<Record<string, string | number | boolean>>;
  state?: string;
  suspicious?: readonly string[];
  hidden?: readonly string[];
};

export type Point = { signal: ShownSignal; value: number; standing: Standing | undefined };
export type Series = {
  measure: string;
  label: string;
  min: number;
  max: number;
  /** Newest first, as signals come. */
  points: Point[];
};
type Measures = readonly RegistryEntry<"measure">[];

/** The scale of a measure that is a score: one that has two ends. */
function ends(entry: RegistryEntry<"measure">): { min: number; max: number } | undefined {
  const scale = entry.reviewed ? entry.definition.scale : undefined;
  return scale?.max === undefined ? undefined : { min: scale.min, max: scale.max };
}

/** What was given in these signals, by measure: those that say how good first, then by how often. */
export function seriesOf(signals: readonly ShownSignal[], measures: Measures): Series[] {
  const byKey = new Map<string, Series>();
  for (const entry of measures) {
    const scale = ends(entry);
    if (!scale) continue;
    const known = entry.reviewed ? entry.definition : {};
    const points = signals.flatMap((signal) => {
      const value = signal.measures?.[entry.key];
      return value === undefined ? [] : [{ signal, value, standing: standingOf(known, value) }];
    });
    if (points.length > 0)
      byKey.set(entry.key, { measure: entry.key, label: labelOf(entry), ...scale, points });
  }
  const judged = ({ points }: Series) => Number(points[0]?.standing !== undefined);
  return [...byKey.values()].toSorted(
    (a, b) => judged(b) - judged(a) || b.points.length - a.points.length,
  );
}
