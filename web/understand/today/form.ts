/** How the lines of Today are said: reasons, figures and gaps as sentences of numbers. Pure. */
import type { Growth, Intervention, TodayChange, TodayGap } from "#contract/today.ts";
import { decimal, percent, short, signed, unitOf, whole } from "../../words/format.ts";
import { words } from "./words.ts";

export const amountOf = (value: number | null, currency: string): string =>
  value === null ? "–" : words.amount(currency, short(value));

type Standing = Intervention["standing"];

function scoreOf({ score, low, high, n }: Standing): string {
  const now = score === null ? "–" : whole(score);
  return low === null || high === null
    ? words.scoredOne(now, n)
    : words.scored(now, whole(low), whole(high), n);
}

/** Each reason in a sentence, and what makes it urgent. */
export function reasonsOf({ why, standing }: Intervention): string[] {
  const { silent, divided, before, daysToRenewal } = standing;
  return why
    .flatMap((reason): string[] => {
      if (reason === "silent" && silent)
        return [
          silent.days === null
            ? words.silentEver(whole(silent.unanswered))
            : words.silent(whole(silent.days)),
          ...(silent.unanswered > 0 && silent.days !== null
            ? [words.unanswered(silent.unanswered)]
            : []),
        ];
      if (reason === "fallen")
        return [
          `${words.fallen(words.placements[standing.placement])}: ${scoreOf(standing)}${
            before.score === null ? "" : `, ${words.was(whole(before.score))}`
          }.`,
        ];
      if (reason === "divided" && divided)
        return [
          words.divided(whole(divided.lowest), whole(divided.highest)),
          ...(divided.decisionMaker === null ? [] : [words.decider(whole(divided.decisionMaker))]),
        ];
      return [];
    })
    .concat(daysToRenewal !== null && daysToRenewal <= 90 ? [words.renewal(daysToRenewal)] : []);
}

export function potentialOf({ standing }: Growth, currency: string): string {
  const { revenue, potential } = standing;
  const times = revenue && potential ? decimal(potential / revenue) : "–";
  return words.potential(amountOf(revenue, currency), amountOf(potential, currency), times);
}

export const placeOfGap = ({ label, where }: TodayGap): string =>
  where === null ? label : `${label} · ${where.label}`;

/** A gap without its unit: of scores and shares in points, of a mean as finely as scales of a few points need. */
function writerOf({ source, figure }: TodayGap): (value: number | null) => string {
  const share = figure?.includes("share") === true;
  const digits = source === "disconfirmation" || figure === "nps" || share ? 1 : 2;
  return (value) => (value === null ? "–" : signed(share ? value * 100 : value, digits));
}

/** What fell short by how much, of whom. */
export function gapOf(gap: TodayGap): string[] {
  const { source, kept, experience, expectation, low, high, shares, behind } = gap;
  const n = whole(gap.n);
  const figure = writerOf(gap);
  const unit = gap.unit === undefined ? words.points : unitOf(gap.unit);
  const share = (value: number | null | undefined) => (value == null ? "–" : percent(value, 0));
  const spread = [figure(low), figure(high), n] as const;
  const said = (): string[] => {
    if (source === "promise" && kept) {
      const own = [share(kept.share), share(kept.low), share(kept.high)] as const;
      return [
        kept.promised === null
          ? words.keptAlone(...own, n)
          : words.kept(...own, share(kept.promised), n),
        ...(experience === null || expectation === null
          ? []
          : [words.off(decimal(experience), decimal(expectation, 0), unit)]),
      ];
    }
    if (source === "disconfirmation") return [words.worse(figure(gap.gap), ...spread)];
    if (source === "zone") return [words.least(figure(gap.gap), ...spread)];
    if (source === "benchmark") return [words.benchmark(figure(gap.gap), unit, ...spread)];
    return [
      words.short(figure(gap.gap), unit, ...spread),
      ...(shares ? [words.below(share(shares.below.estimate))] : []),
    ];
  };
  return behind && behind.short.customers > 0
    ? [...said(), `${words.behind(whole(behind.short.customers))}.`]
    : said();
}

export type Sign = "better" | "worse" | "higher" | "lower";
export function signOfChange({ good, delta, cause }: TodayChange): Sign {
  if (good !== null && cause !== "mix") return good ? "better" : "worse";
  return (delta ?? 0) < 0 ? "lower" : "higher";
}

export const placeOfChange = ({ where, measure }: TodayChange): string =>
  [...where.map(({ label }) => label), measure.label].join(" · ");
