/** What was done in the slice of a finding, and moved with it: how many events, and how long they took. Pure. */
import type { ChangeCompanion } from "#contract/changes.ts";
import { benjaminiHochberg } from "#statistics/index.ts";
import { isOperational, together, type Judged, type Test } from "./evidence.ts";
import type { Fold, Led } from "./fold.ts";
import { sliceKey, type Slice } from "./scan.ts";
import { countShift, levelsOf } from "./series.ts";
import { levelOf, measureTold, placesOf, type Telling } from "./told.ts";

const most = 10;

export const isCompanionFold = ({ test }: Fold, led: Led): boolean =>
  isOperational(test.judged) && !isOperational(led.test.judged);

/** A figure that moved in the finding's slice or one that holds it. */
function ofFold({ test }: Fold, telling: Telling): ChangeCompanion | undefined {
  const { looked, slice, stratum } = test.judged.cell;
  const level = (periods: readonly number[]) => levelOf(looked, together(periods, test.judged.at));
  const [now, then] = [level(test.now), level(test.then)];
  if (now === null || then === null) return undefined;
  return {
    measure: measureTold(looked, stratum.kind, telling),
    signals: stratum.kind,
    where: placesOf(slice, telling),
    now,
    then,
    p: test.own,
  };
}

type Counted = { of: Led; companion: ChangeCompanion; p: number; series: string };

/** How many there were before: as far back as the slice has any, up to where the finding begins. */
function countedIn(judged: Judged, led: Led, telling: Telling): Counted | undefined {
  const { of, daysOf } = telling.calendar;
  const { test } = led;
  const counts = of.map((period) => ({ period, n: judged.at(period)?.n ?? 0 }));
  const first = counts.findIndex(({ n }) => n > 0);
  const begin = of.indexOf(test.now[0]!);
  if (first < 0 || first >= begin) return undefined;
  const points = counts.slice(first, begin).map(({ period, n }) => ({
    n: 1,
    value: n / daysOf(period),
    variance: Math.max(n, 1) / daysOf(period) ** 2,
  }));
  const from = first + levelsOf(points).at(-1)!.from;
  const days = (list: typeof counts) => list.map(({ period, n }) => ({ n, days: daysOf(period) }));
  const after = counts.slice(begin);
  const shift = countShift(days(counts.slice(from, begin)), days(after));
  if (!shift) return undefined;
  const { looked, stratum } = judged.cell;
  const { better: _better, unit: _unit, ...measure } = measureTold(looked, stratum.kind, telling);
  return {
    of: led,
    p: shift.p,
    series: JSON.stringify(counts),
    companion: {
      measure: { ...measure, kind: "count", better: null },
      signals: stratum.kind,
      where: placesOf(test.judged.cell.slice, telling),
      now: after.reduce((sum, { n }) => sum + n, 0) / after.length,
      then: shift.then,
      p: shift.p,
    },
  };
}

const inSlice = ({ cell }: Judged, slice: Slice): boolean =>
  [cell.slice, ...cell.same].some((each) => sliceKey(each) === sliceKey(slice));

/**
 * Of every finding of what people feel: the operational figures that are folded under it, and the
 * numbers of events in its slice that moved, the rate of false ones held over all that were asked.
 */
export function companionsOf(
  led: readonly Led[],
  cells: readonly Judged[],
  rate: number,
  telling: Telling,
): ReadonlyMap<Test, ChangeCompanion[]> {
  const felt = led.filter(({ test }) => !isOperational(test.judged));
  const counted = felt.flatMap((each) =>
    cells
      .filter((judged) => isOperational(judged) && inSlice(judged, each.test.judged.cell.slice))
      .flatMap((judged) => countedIn(judged, each, telling) ?? []),
  );
  const { rejected } = benjaminiHochberg(
    counted.map(({ p }) => p),
    rate,
  );
  const told = counted.filter((_, n) => rejected[n]);
  return new Map(
    felt.map((each) => {
      // The same events under several measures are counted once, by the one that has a name.
      const own = new Map(
        told
          .filter(({ of }) => of === each)
          .toSorted((a, b) => named(a.companion) - named(b.companion))
          .map((count) => [count.series, count.companion]),
      );
      return [each.test, [...own.values(), ...ofFolds(each, telling)].slice(0, most)];
    }),
  );
}

const named = ({ measure }: ChangeCompanion): number => Number(measure.of !== null);

/** Of every measure the one in the finding's own slice, or else the surest; events before what answers say of them. */
function ofFolds(led: Led, telling: Telling): ChangeCompanion[] {
  const own = sliceKey(led.test.judged.cell.slice);
  const far = ({ test }: Fold) =>
    2 * Number(sliceKey(test.judged.cell.slice) !== own) +
    Number(test.judged.cell.stratum.kind === "response");
  const folds = led.folds
    .filter((fold) => isCompanionFold(fold, led))
    .toSorted((a, b) => far(a) - far(b) || a.test.p - b.test.p);
  const first = new Map<string, Fold>();
  for (const fold of folds) {
    const { key } = fold.test.judged.cell.looked;
    if (!first.has(key)) first.set(key, fold);
  }
  return [...first.values()].flatMap((fold) => ofFold(fold, telling) ?? []);
}
