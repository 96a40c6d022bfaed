/** How slopes and weights are written: what goes with a step of a predictor, in units of the outcome. Pure. */
import type { DriverVariable, DriversAnswer } from "#contract/drivers.ts";
import { decimal, plain, signed } from "../../words/format.ts";
import type { MeasureDefinition } from "../definition.ts";
import { words } from "./words.ts";

export type Driver = DriversAnswer["predictors"][number];
type Definition = MeasureDefinition | undefined;

/** A share of R² with its interval, which the answer has of the weight. */
export function sharesOf({ share, low, high }: Driver, r2: number | null) {
  const part = (weight: number | null) => (weight === null || !r2 ? null : weight / r2);
  return { share, low: part(low), high: part(high) };
}

/** A round number of about this size: 1, 2 or 5 times a power of ten. */
function nice(size: number): number {
  if (size <= 0) return 1;
  const ten = 10 ** Math.floor(Math.log10(size));
  return ten * (size / ten < 1.5 ? 1 : size / ten < 3.5 ? 2 : size / ten < 7.5 ? 5 : 10);
}

/** As many decimals as a step of this size needs. */
const digitsOf = (step: number): number =>
  Math.min(6, Math.max(step >= 10 ? 0 : 1, -Math.floor(Math.log10(step))));

/** From the mean a tenth of the scale; where that has no end, a tenth of the mean. Towards what is better. */
export function stepOf(
  mean: number,
  definition: Definition,
): { from: number; to: number; digits: number } {
  const scale = definition?.scale;
  const direction = definition?.direction === "lower-is-better" ? -1 : 1;
  const { min = -Infinity, max = Infinity } = scale ?? {};
  const size = scale?.max === undefined ? nice(Math.abs(mean) / 10) : (scale.max - scale.min) / 10;
  const to = Math.min(max, Math.max(min, mean + direction * size));
  return { from: mean, to, digits: digitsOf(size) };
}

export type Effect = {
  /** With its sign and unit. */
  write: (value: number) => string;
  bare: (value: number) => string;
  /** What is counted in, said once. */
  unit: string | undefined;
};

/** How a difference of the outcome is written. */
export function effectOf(outcome: DriverVariable, definition: Definition, name: string): Effect {
  if (typeof outcome === "object" && "as" in outcome) {
    const isNps = definition?.figure === "nps";
    const times = isNps ? 1 : 100;
    return {
      write: (value) => words.slope.points(signed(times * value)),
      bare: (value) => decimal(times * value),
      unit: isNps ? words.slope.ofNps : words.slope.ofTop(name),
    };
  }
  if (typeof outcome !== "string")
    return {
      write: (value) => words.slope.points(signed(100 * value)),
      bare: (value) => decimal(100 * value),
      unit: words.slope.ofShare(name),
    };
  const { scale, unit } = definition ?? {};
  if (scale?.max === undefined && unit !== undefined)
    return {
      write: (value) => `${signed(value, 2)} ${unit}`,
      bare: (value) => decimal(value, 2),
      unit: undefined,
    };
  return {
    write: (value) => words.slope.points(signed(value, 2)),
    bare: (value) => decimal(value, 2),
    unit:
      scale?.max === undefined
        ? words.slope.ofOutcome(name)
        : words.slope.ofScale(name, plain(scale.min), plain(scale.max)),
  };
}

/** What goes with a step of a predictor, in a sentence; undefined where it is not told. */
export function sentenceOf(
  driver: Driver,
  predictor: DriverVariable,
  definition: Definition,
  { write, bare }: Effect,
): string | undefined {
  const { slope, slopeLow, slopeHigh, mean } = driver;
  if (slope === null || mean === null) return undefined;
  const isWhether = typeof predictor !== "string";
  const { from, to, digits } = isWhether ? { from: 0, to: 1, digits: 0 } : stepOf(mean, definition);
  const step = to - from;
  const ends = [slopeLow, slopeHigh].map((each) => (each === null ? null : each * step));
  const [low, high] = ends.every((each) => each !== null)
    ? (ends as number[]).toSorted((a, b) => a - b)
    : [];
  const interval = low === undefined ? "" : words.slope.interval(bare(low), bare(high!));
  const effect = `${write(slope * step)}${interval}`;
  if (isWhether) return words.slope.whether(effect);
  const say = step < 0 ? words.slope.fall : words.slope.rise;
  const unit = definition?.unit === undefined ? "" : ` ${definition.unit}`;
  return say(decimal(from, digits), `${decimal(to, digits)}${unit}`, effect);
}
