/** Every kind of measure in plain loops, for tests: shares no code with what it judges. */
import type { QueryInput } from "#contract/query.ts";

export type Voice = "customer" | "employee" | "partner" | "public";
export type Pattern = "past" | "present" | "potential";
export type Each = {
  unit?: string;
  pattern?: Pattern;
  voice: Voice;
  confidentiality: "identified" | "confidential" | "anonymous";
  state: "complete" | "partial";
  suspicious: string[];
  weight: number;
  measures: Record<string, number>;
  answers: { resolved?: string };
};

export type Kind = {
  measure: QueryInput["measure"];
  /** What the signal says; undefined where it has no such measure. */
  value: (each: Each) => number | undefined;
  /** Kept apart by pattern. */
  score: boolean;
  estimate: (values: [value: number, weight: number][]) => number | null;
};

export const sum = (values: number[]) => values.reduce((total, each) => total + each, 0);
/** Of all weight, the part of those that are so. */
const part = (values: [number, number][], is: (value: number) => boolean) =>
  values.length === 0
    ? null
    : sum(values.map(([value, weight]) => (is(value) ? weight : 0))) /
      sum(values.map(([, weight]) => weight));
const average = (values: [number, number][]) =>
  values.length === 0
    ? null
    : sum(values.map(([value, weight]) => value * weight)) /
      sum(values.map(([, weight]) => weight));

export const kinds: Record<string, Kind> = {
  nps: {
    measure: { kind: "nps" },
    value: ({ measures }) => measures["nps"],
    score: true,
    estimate: (values) =>
      values.length === 0
        ? null
        : 100 * (part(values, (v) => v >= 9)! - part(values, (v) => v <= 6)!),
  },
  csat: {
    measure: { kind: "csat" },
    value: ({ measures }) => measures["csat"],
    score: true,
    estimate: (values) => part(values, (v) => v >= 4),
  },
  "csat, one box": {
    measure: { kind: "csat", of: "measures.csat", boxes: 1 },
    value: ({ measures }) => measures["csat"],
    score: true,
    estimate: (values) => part(values, (v) => v === 5),
  },
  ces: {
    measure: { kind: "ces" },
    value: ({ measures }) => measures["ces"],
    score: true,
    estimate: average,
  },
  "ces, share": {
    measure: { kind: "ces", figure: "share" },
    value: ({ measures }) => measures["ces"],
    score: true,
    estimate: (values) => part(values, (v) => v >= 5),
  },
  mean: {
    measure: { kind: "mean", of: "hours" },
    value: ({ measures }) => measures["hours"],
    score: true,
    estimate: average,
  },
  share: {
    measure: { kind: "share", of: "answers.resolved", equals: "yes" },
    value: ({ answers }) =>
      answers.resolved === undefined ? undefined : Number(answers.resolved === "yes"),
    score: true,
    estimate: (values) => part(values, (v) => v === 1),
  },
  count: {
    measure: { kind: "count" },
    value: () => 1,
    score: false,
    estimate: (values) => sum(values.map(([, weight]) => weight)),
  },
  "count of": {
    measure: { kind: "count", of: "nps" },
    value: ({ measures }) => measures["nps"],
    score: false,
    estimate: (values) => sum(values.map(([, weight]) => weight)),
  },
  sum: {
    measure: { kind: "sum", of: "hours" },
    value: ({ measures }) => measures["hours"],
    score: false,
    estimate: (values) => sum(values.map(([value, weight]) => value * weight)),
  },
  quantile: {
    measure: { kind: "quantile", of: "hours", quantile: 0.75 },
    value: ({ measures }) => measures["hours"],
    score: false,
    estimate(values) {
      if (values.length === 0) return null;
      const sorted = values.map(([value]) => value).toSorted((a, b) => a - b);
      const place = (sorted.length - 1) * 0.75;
      const [below, above] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!];
      return below + (above - below) * (place - Math.floor(place));
    },
  },
};
