/**
 * Customer experience statistics: numbers in, estimate and interval out. Pure; imports nothing of
 * the project's and no package. `null` stands for what can't be computed, with a `reason`; wrong
 * input throws a RangeError; NaN never comes out.
 */
export type { ConfidenceOption, Reason } from "./checks.ts";
export {
  normalCdf,
  normalCritical,
  normalP,
  normalQuantile,
  studentCdf,
  studentCritical,
  studentP,
  studentQuantile,
} from "./distributions.ts";
export { chiSquaredP, independence } from "./independence.ts";
export type { Independence, IndependenceReason } from "./independence.ts";
export { mean, meanDifference } from "./mean.ts";
export type { MeanDifference, MeanEstimate, MeanInput, MeanMoments, MeanSums } from "./mean.ts";
export { nps, npsDifference } from "./nps.ts";
export type { NpsCounts, NpsDifference, NpsEstimate, NpsMethod, NpsOptions } from "./nps.ts";
export { proportion, proportionDifference } from "./proportion.ts";
export type { ProportionCounts, ProportionDifference, ProportionEstimate } from "./proportion.ts";
export {
  effectiveN,
  weightedMean,
  weightedMeanDifference,
  weightedNps,
  weightedNpsDifference,
  weightedProportion,
  weightedProportionDifference,
} from "./weighted.ts";
export type {
  Weighted,
  WeightedMeanEstimate,
  WeightedMeanSums,
  WeightedNpsEstimate,
  WeightedNpsSums,
  WeightedProportionEstimate,
  WeightedProportionSums,
  WeightSums,
} from "./weighted.ts";
export { relativeImportance, relativeImportanceFromMoments } from "./importance.ts";
export type { ImportanceInput, ImportanceMoments, RelativeImportance } from "./importance.ts";
export type { ImportanceMethod, ImportanceReason } from "./drivers.ts";
export type { CrossSums, Moments, PairSums } from "./moments.ts";
export type { Bootstrap } from "./resampling.ts";
export { krippendorffAlpha } from "./agreement.ts";
export type { AgreementLevel, AgreementReason } from "./agreement.ts";
export { cronbachAlpha } from "./reliability.ts";
export type { Alpha, AlphaReason, CronbachAlpha } from "./reliability.ts";
export { disconfirmation, servqualGap, zoneOfTolerance } from "./gap.ts";
export type {
  Disconfirmation,
  DisconfirmationCounts,
  GapOptions,
  GapPair,
  ServqualGap,
  ZoneOfTolerance,
  ZoneRow,
  ZoneSums,
} from "./gap.ts";
export { importancePerformance } from "./quadrant.ts";
export type {
  ImportancePoint,
  Quadrant,
  QuadrantOptions,
  QuadrantReason,
  ScaleRange,
} from "./quadrant.ts";
export { themeImpact } from "./themes.ts";
export type { ThemeFigure, ThemeImpact, ThemeOptions, ThemeReason, ThemeRow } from "./themes.ts";
export { benjaminiHochberg } from "./false-discovery.ts";
export type { Discoveries } from "./false-discovery.ts";
export { mixAndRate } from "./mix.ts";
export type { MixAndRate, MixGroup, MixPart, MixReason } from "./mix.ts";
export { designEffect, sampleSize } from "./sample-size.ts";
export type { SampleSizeAim, SampleSizeInput, SampleSizeMeasure } from "./sample-size.ts";
export { rake } from "./rake.ts";
export type { RakeMargins, RakeOptions, RakeReason, RakeRow, Raking } from "./rake.ts";
export { controlChart } from "./control-chart.ts";
export type {
  ControlKind,
  ControlledPoint,
  ControlOptions,
  ControlPoint,
  ControlReason,
  ControlRule,
} from "./control-chart.ts";
export { changePoint } from "./change-point.ts";
export type { ChangePoint, ChangePointOptions } from "./change-point.ts";
export { shrink } from "./shrink.ts";
export type { ShrinkGroup, ShrinkOptions, ShrinkReason, ShrunkGroup } from "./shrink.ts";
