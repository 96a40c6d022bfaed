/**
 * Answers as cells: each value of each facet has a number, a response is the list of those that it
 * holds, and one look at the signals counts them all. (Five hundred thousand responses to twelve
 * questions: counting each value by a condition of its own took 80 to 200 ms more.) Pure.
 */
import { jsonColumn } from "#expression/json-column.ts";
import type { Binder } from "#platform/binder.ts";
import { measureColumn } from "#understand/columns.ts";
import type { ResultFacet } from "./facets.ts";

/** Every response holds this one. */
export const rowCell = 1;
/** Of a complete one: how long it took, by `secondsBin`. */
const secondsBase = 100;
const firstFree = 1_000;

/** Times are counted in steps of 8 %, from which the middle is had closely enough. */
const step = 1.08;
const timeBins = 200;
export const timeBin = (seconds: string): string =>
  `toUInt32(least(${timeBins - 1}, floor(log(greatest(${seconds}, 0) + 1) / ${Math.log(step)})))`;
const startOf = (bin: number): number => step ** bin - 1;

/** The middle of counts by bin of time; null where there is none. */
export function middleOf(count: (bin: number) => number): number | null {
  const counts = Array.from({ length: timeBins }, (_, bin) => count(bin));
  const half = counts.reduce((sum, n) => sum + n, 0) / 2;
  let before = 0;
  for (const [bin, n] of counts.entries()) {
    if (n > 0 && before + n >= half)
      return startOf(bin) + (startOf(bin + 1) - startOf(bin)) * ((half - before) / n);
    before += n;
  }
  return null;
}
export const secondsIn = (count: (cell: number) => number): number | null =>
  middleOf((bin) => count(secondsBase + bin));

/** Places of a ranking that are told apart. */
const mostPlaces = 20;
/** Bars of a histogram, about. */
const bars = 20;
const firstYear = 1900;
const months = 12 * 300;

/** A facet with the numbers of its cells: `base` says that it was answered, or with what no version offers. */
export type Counted = { facet: ResultFacet; base: number; size: number; bins: number[] };

/** From what is allowed or was answered, bounds of 1, 2 or 5 times a power of ten; of whole numbers no parts of one. */
function binsOf(from: number, to: number, whole = false): number[] {
  const wide = Math.max(to - from, whole ? bars : 1e-9) / bars;
  const power = 10 ** Math.floor(Math.log10(wide));
  const width = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= wide)!;
  const first = Math.floor(from / width);
  // The last one closes at the greatest that may be, unless that is a whole number that has a bar of its own.
  const last = width === 1 ? Math.floor(to) : Math.ceil(Number((to / width).toPrecision(12))) - 1;
  const count = Math.max(1, last - first + 1);
  return Array.from({ length: Math.min(count, 4 * bars) + 1 }, (_, n) =>
    Number(((first + n) * width).toPrecision(12)),
  );
}

/** What numbers were given, where the range that is allowed says little. */
export type Spread = { min: number; max: number; whole: boolean };

/** Numbers the cells of all facets. `spreads`: by key of a facet. */
export function counted(
  facets: readonly ResultFacet[],
  spreads: ReadonlyMap<string, Spread>,
): Counted[] {
  let next = firstFree;
  return facets.map((facet) => {
    const { counting } = facet;
    const base = next;
    let [size, bins]: [number, number[]] = [3, []];
    if (counting.how === "values")
      size = counting.values.length * (counting.places ? mostPlaces : 1) + 1;
    else if (counting.how === "bins") {
      const spread = spreads.get(facet.key);
      bins = spread
        ? binsOf(spread.min, spread.max, spread.whole)
        : binsOf(counting.from, counting.to);
      size = bins.length;
    } else if (counting.how === "months") size = months;
    next += size + 1;
    return { facet, base, size, bins };
  });
}

/** Wider ranges than this say little of what is answered. */
export const isWide = ({ counting }: ResultFacet): boolean =>
  counting.how === "bins" && counting.to - counting.from > 1_000;

/** The column of a number. */
export function numberSql({ of }: ResultFacet, bind: Binder): string {
  if (of?.in === "measures") return measureColumn(of.name, bind);
  return jsonColumn(of!.in === "attributes" ? "attributes" : "answers", of!.name, bind).number;
}

const column = ({ of }: ResultFacet, bind: Binder) =>
  jsonColumn(of!.in === "attributes" ? "attributes" : "answers", of!.name, bind);

/** The number of a value among these, from 1; 0 where it is none of them. */
function placeOf(values: readonly (string | number | boolean)[], sql: string, bind: Binder) {
  const numbers = values.length > 0 && values.every((value) => typeof value === "number");
  return `indexOf(${bind(numbers ? values : values.map(String), numbers ? "Array(Float64)" : "Array(String)")}, ${sql})`;
}

/**
 * A look for each option is faster than a walk through what was chosen; but a statement has its
 * length, so that more than these are walked through.
 */
const fewOptions = 300;
const optionsIn = ({ counting }: ResultFacet): number =>
  counting.how === "values" && counting.many && !counting.places ? counting.values.length : 0;

/** Expressions that each give the number of one cell, and one that gives a list of them. */
type Cells = { ones?: string[]; list?: string };

function valuesSql({ facet, base, size }: Counted, few: boolean, bind: Binder): Cells {
  const { counting } = facet;
  if (counting.how !== "values") return {};
  const values = counting.values.map(({ value }) => value);
  if (counting.open) {
    const { string, bool, number } = column(facet, bind);
    const said = `coalesce(${string}, toString(${bool}))`;
    const other = `if(isNull(${number}), 0, ${base})`;
    return {
      ones: [
        `if(isNull(${said}), ${other}, ${base} + ${placeOf(values, `assumeNotNull(${said})`, bind)})`,
      ],
    };
  }
  if (counting.many) {
    const place = placeOf(values, "ifNull(each, '')", bind);
    const { string } = column(facet, bind).list as { string: string };
    if (!counting.places && few)
      return {
        ones: [
          `notEmpty(${string}) * ${base}`,
          ...values.map(
            (value, n) => `has(${string}, ${bind(String(value), "String")}) * ${base + 1 + n}`,
          ),
        ],
      };
    const cell = counting.places
      ? `if(${place} = 0 OR n > ${mostPlaces}, 0, ${base} + (${place} - 1) * ${mostPlaces} + n)`
      : `${base} + if(${place} = 0, ${size}, ${place})`;
    const cells = `arrayMap((each, n) -> toUInt32(${cell}), ${string}, arrayEnumerate(${string}))`;
    return {
      list: `if(empty(${string}), [], arrayConcat([toUInt32(${base})], arrayDistinct(${cells})))`,
    };
  }
  const whole = values.every(
    (value, n) => typeof value === "number" && value === Number(values[0]) + n,
  );
  if (whole) {
    const number = numberSql(facet, bind);
    const value = `assumeNotNull(${number})`;
    const [low, high] = [Number(values[0]), Number(values.at(-1))];
    // Plain arithmetic, what is not whole being put past the end: conditions took three times as long.
    const place = `greatest(least(${value} + (${value} != floor(${value})) * 1e15, ${high + 1}), ${low - 1})`;
    return { ones: [`isNotNull(${number}) * (${place} + ${base + 1 - low})`] };
  }
  const own = typeof values[0] === "number" ? numberSql(facet, bind) : column(facet, bind).string!;
  return {
    ones: [`if(isNull(${own}), 0, ${base} + ${placeOf(values, `assumeNotNull(${own})`, bind)})`],
  };
}

/** One level of an aspect: Nullable(Float64). */
export const levelSql = (level: string, aspect: string, bind: Binder): string =>
  // `level` is of a fixed set. Element 0 of an array is what is not there: NULL.
  `judgements.${level}[indexOf(judgements.aspect, ${bind(aspect, "String")})]`;

function levelsSql({ facet, base }: Counted, bind: Binder): string {
  const { counting } = facet;
  if (counting.how !== "levels") return "0";
  const level = (name: string) => levelSql(name, counting.aspect, bind);
  const at = (n: number) => String(base + n);
  if (counting.zone)
    return `multiIf(isNull(${level("experience")} + ${level("minimum")} + ${level("desired")}), 0, ${level("experience")} < ${level("minimum")}, ${at(1)}, ${level("experience")} > ${level("desired")}, ${at(3)}, ${at(2)})`;
  if (counting.levels.length < 2) return `if(isNull(${level(counting.levels[0]!)}), 0, ${at(2)})`;
  return `multiIf(isNull(${level("experience")} + ${level("expectation")}), 0, ${level("experience")} < ${level("expectation")}, ${at(1)}, ${level("experience")} = ${level("expectation")}, ${at(2)}, ${at(3)})`;
}

function cellsOf(each: Counted, few: boolean, bind: Binder): Cells {
  const { facet, base, bins } = each;
  const { counting, of } = facet;
  if (counting.how === "values") return valuesSql(each, few, bind);
  if (counting.how === "texts")
    return { ones: [`mapContains(text, ${bind(of!.name, "String")}) * ${base + 1}`] };
  if (counting.how === "levels") return { ones: [levelsSql(each, bind)] };
  if (counting.how === "bins") {
    const number = numberSql(facet, bind);
    const [first = 0, second = 1] = bins;
    const place = `floor((assumeNotNull(${number}) - (${first})) / ${second - first})`;
    return {
      ones: [
        `isNotNull(${number}) * (${base + 1} + greatest(0, least(${bins.length - 2}, ${place})))`,
      ],
    };
  }
  const text = column(facet, bind).string!;
  const month = `toInt32OrZero(substring(assumeNotNull(${text}), 1, 4)) * 12 + toInt32OrZero(substring(assumeNotNull(${text}), 6, 2)) - ${firstYear * 12}`;
  return {
    ones: [`isNotNull(${text}) * (${base} + greatest(0, least(${months}, ${month})))`],
  };
}

/** An Array(UInt32): the cells that a response holds of these facets, 0 among them where one says nothing. */
export function cellsSql(all: readonly Counted[], others: readonly string[], bind: Binder): string {
  const options = all.reduce((sum, { facet }) => sum + optionsIn(facet), 0);
  const made = all.map((each) => cellsOf(each, options <= fewOptions, bind));
  const ones = [...others, ...made.flatMap(({ ones: own }) => own ?? [])].map(
    (one) => `toUInt32(${one})`,
  );
  const lists = made.flatMap(({ list }) => list ?? []);
  const plain = ones.length === 0 ? "emptyArrayUInt32()" : `[${ones.join(", ")}]`;
  return lists.length === 0 ? plain : `arrayConcat(${[plain, ...lists].join(", ")})`;
}

/** The cells of a response that are no answer: that it is there, and how long a complete one took. */
export function rowCells(bind: Binder): string[] {
  const seconds = jsonColumn("attributes", "survey.seconds", bind).number;
  const bin = timeBin(`assumeNotNull(${seconds})`);
  return [String(rowCell), `if(isNull(${seconds}), 0, ${secondsBase} + ${bin})`];
}

/** Counts of the cells of one facet, by the number that `cell` gives. */
export type CellCounts = (cell: number) => number;

/** How many answered, with whatever. */
export function answeredIn({ facet, base, size }: Counted, count: CellCounts): number {
  const { counting } = facet;
  if (counting.how === "values" && counting.many) return count(base);
  let n = 0;
  for (let cell = base; cell <= base + size; cell++) n += count(cell);
  return n;
}

/** The count of each value, in their order. */
export const valueCounts = ({ facet, base }: Counted, count: CellCounts): number[] =>
  facet.counting.how === "values" ? facet.counting.values.map((_, n) => count(base + 1 + n)) : [];

/** How many put an option at each place, from the first. */
export const placeCounts = ({ base }: Counted, option: number, count: CellCounts): number[] =>
  Array.from({ length: mostPlaces }, (_, n) => count(base + option * mostPlaces + n + 1));

/** A gap of so many months is told by its ends. */
const mostMonths = 240;

/** From the first month that holds a date to the last, with those between that hold none. */
export function monthCounts({ base }: Counted, count: CellCounts): { month: string; n: number }[] {
  const all = Array.from({ length: months }, (_, n) => ({ n: count(base + n), month: monthOf(n) }));
  const [first, last] = [all.findIndex(({ n }) => n > 0), all.findLastIndex(({ n }) => n > 0)];
  if (first < 0) return [];
  const held = all.slice(first, last + 1);
  return held.length <= mostMonths ? held : held.filter(({ n }) => n > 0);
}

// December stands as month 12 of its year.
const monthOf = (n: number): string =>
  `${firstYear + Math.floor((n - 1) / 12)}-${String(((n - 1 + 12) % 12) + 1).padStart(2, "0")}`;

/** How many answered with what no version offers; of several it is not told. */
export const othersIn = ({ facet, base, size }: Counted, count: CellCounts): number =>
  facet.counting.how !== "values" || facet.counting.many ? 0 : count(base) + count(base + size);
