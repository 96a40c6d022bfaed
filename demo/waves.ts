/**
 * The relationship waves: T6's drivers, T7's plans, T8's comparison, T11's outage; T5's pairs are
 * in pairs.ts. One wave in each of M3, M6, M9 and M12.
 */
import type { SignalInput } from "#contract/signal.ts";
import { dealPairs } from "./pairs.ts";
import type { Person, Plan } from "./people.ts";
import { byRank, largestRemainder, normalQuantile, repeat, scaled } from "./quota.ts";
import type { Random } from "./random.ts";
import { month as monthOf, pad, response } from "./signals.ts";
import type { Frame } from "./signals.ts";
import { mixed, praiseCompany } from "./stems/happy.ts";
import { network, outage } from "./stems/service.ts";
import { billOther, billUnclear, price } from "./stems/unhappy.ts";
import type { Stems } from "./stems/stems.ts";
import { someTime } from "./time.ts";
import type { Month } from "./time.ts";
import { maybeComment } from "./words.ts";

/** The eight aspects: mean rating before rounding, and weight in the latent outcome. */
export const aspects = {
  reliability: { mean: 3.4, weight: 0.45 },
  "customer-care": { mean: 4.1, weight: 0.3 },
  billing: { mean: 3.6, weight: 0.25 },
  price: { mean: 2.9, weight: 0.1 },
  "ease-of-use": { mean: 4.1, weight: 0 },
  features: { mean: 4.0, weight: 0 },
  packaging: { mean: 4.5, weight: 0 },
  advertising: { mean: 3.8, weight: 0 },
} as const;
export type Aspect = keyof typeof aspects;
const names = Object.keys(aspects) as Aspect[];

const spread = { factor: 0.25, sd: 0.95, noise: 0.75 };

/** One person's answer to a wave. */
export interface Answer {
  wave: Month;
  at: number;
  plan: Plan;
  hit: boolean;
  person: Person | null;
  /** What lies behind the 0–10 answer: the weighted aspects, and noise that is their own. */
  latent: number;
  noise: number;
  /** Ratings before rounding and after. */
  raw: Record<Aspect, number>;
  ratings: Record<Aspect, number>;
  nps: number;
  superior: number;
  /** Expectation and experience by aspect (T5); null in a wave that doesn't ask for them. */
  pairs: NonNullable<SignalInput["judgements"]> | null;
}

function draw(chance: Random, wave: Month): Answer {
  const common = chance.normal();
  const raw = {} as Record<Aspect, number>;
  const ratings = {} as Record<Aspect, number>;
  const noise = chance.normal();
  for (const name of names) {
    const own = chance.normal();
    const score = Math.sqrt(spread.factor) * common + Math.sqrt(1 - spread.factor) * own;
    raw[name] = aspects[name].mean + spread.sd * score;
    ratings[name] = Math.min(5, Math.max(1, Math.round(raw[name])));
  }
  const at = someTime(chance, wave, 3, 25);
  const open = {
    plan: "prepaid" as const,
    hit: false,
    person: null,
    nps: 0,
    superior: 0,
    pairs: null,
  };
  return { wave, at, latent: 0, noise, raw, ratings, ...open };
}

/**
 * The latent outcome of one wave. Its noise is made unrelated to the four drivers (Gram–Schmidt),
 * for chance alone would push their shares out of T6's ranges on one seed in ten; to the four
 * aspects that drive nothing it stays as related as chance has it.
 */
function outcome(answers: Answer[]): void {
  const basis: number[][] = [answers.map(() => 1)];
  const remainder = (column: number[]): number[] =>
    basis.reduce((left, axis) => {
      const along =
        total(left.map((x, i) => x * (axis[i] as number))) / total(axis.map((x) => x * x));
      return left.map((x, i) => x - along * (axis[i] as number));
    }, column);
  const drivers = names.filter((name) => aspects[name].weight > 0);
  for (const name of drivers) basis.push(remainder(answers.map((answer) => answer.raw[name])));
  const noise = remainder(answers.map((answer) => answer.noise));
  const sd = Math.sqrt(total(noise.map((x) => x * x)) / answers.length);
  answers.forEach((answer, i) => {
    answer.noise = sd > 0 ? (spread.noise * (noise[i] as number)) / sd : 0;
    const parts = names.map((name) => aspects[name].weight * answer.raw[name]);
    answer.latent = total(parts) + answer.noise;
  });
}

/** Reliability 1–5 in wave M12 of the 60 who were hit by the outage, and of the 390 others. */
const outageRatings = { hit: [12, 18, 16, 10, 4], others: [16, 50, 120, 140, 64] };

/** T11: reliability by rank of its factor to both quotas together, then the hit by rating. */
function markHit(chance: Random, answers: Answer[]): void {
  const n = answers.length;
  const hitSize = scaled(60, 450, n);
  const hit = largestRemainder(hitSize, outageRatings.hit);
  const others = largestRemainder(n - hitSize, outageRatings.others);
  const all = hit.map((count, i) => count + (others[i] as number));
  const ratings = repeat([5, 4, 3, 2, 1], all.toReversed());
  const order = byRank(answers.map((answer) => answer.raw.reliability));
  order.forEach(
    (index, i) => ((answers[index] as Answer).ratings.reliability = ratings[i] as number),
  );
  hit.forEach((count, i) => {
    const same = answers.filter((answer) => answer.ratings.reliability === i + 1);
    for (const answer of chance.shuffle(same).slice(0, count)) answer.hit = true;
  });
}

/**
 * Answers 10 … 0 in one wave, by plan (T7: a quarter of the year's). Promoters, passives and
 * detractors of the prepaid are 45, 52 and 38; of the postpaid 167, 91 and 57.
 */
const npsQuota: Record<Plan, number[]> = {
  prepaid: [20, 25, 28, 24, 20, 8, 5, 2, 1, 1, 1],
  postpaid: [76, 91, 51, 40, 31, 13, 7, 4, 1, 1, 0],
};
const npsValues = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0];
const npsGroups = [
  [0, 2],
  [2, 4],
  [4, 11],
  [11, 13],
  [13, 15],
  [15, 22],
] as const;
const total = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

/** Plans by chance, and the 0–10 answer by rank of the latent outcome within each plan. */
function rateRecommendation(chance: Random, answers: Answer[]): void {
  const all = [...npsQuota.prepaid, ...npsQuota.postpaid];
  // Promoters, passives and detractors first, so that the score survives another size's rounding.
  const parts = npsGroups.map(([from, to]) => all.slice(from, to));
  const sizes = largestRemainder(answers.length, parts.map(total));
  const cells = parts.flatMap((part, i) => largestRemainder(sizes[i] as number, part));
  const groups = { prepaid: cells.slice(0, 11), postpaid: cells.slice(11) };
  const size = total(groups.prepaid);
  chance.shuffle(answers).forEach((answer, i) => (answer.plan = i < size ? "prepaid" : "postpaid"));
  for (const plan of ["prepaid", "postpaid"] as const) {
    const mine = answers.filter((answer) => answer.plan === plan);
    const values = repeat(npsValues, groups[plan]);
    const order = byRank(mine.map((answer) => answer.latent));
    order.forEach((index, i) => ((mine[index] as Answer).nps = values[i] as number));
  }
}

/** T8: 108 of 450 say better than other providers, likelier the happier they are. */
function rateSuperior(chance: Random, answers: Answer[]): void {
  const better = scaled(108, 450, answers.length);
  const order = byRank(answers.map((answer) => answer.latent + 1.2 * chance.normal()));
  order.forEach((index, i) => {
    const value = i < better ? 4 + chance.weighted([70, 30]) : 3 - chance.weighted([68, 24, 8]);
    (answers[index] as Answer).superior = value;
  });
}

// The latent outcome's mean and sd, from the means, weights and spreads above.
const latentMean = names.reduce((sum, name) => sum + aspects[name].weight * aspects[name].mean, 0);
const weights: number[] = names.map((name) => aspects[name].weight);
const latentSd = Math.sqrt(
  spread.sd ** 2 *
    (weights.reduce((sum, w) => sum + w * w, 0) * (1 - spread.factor) +
      weights.reduce((sum, w) => sum + w, 0) ** 2 * spread.factor) +
    spread.noise ** 2,
);

/** A 1–5 answer at rest (4, 6, 12, 38, 40 %) that goes with the latent outcome, r about 0.8. */
function general(chance: Random, answer: Answer): number {
  const z = 0.8 * ((answer.latent - latentMean) / latentSd) + 0.6 * chance.normal();
  return 1 + [0.04, 0.1, 0.22, 0.6].filter((share) => z > normalQuantile(share)).length;
}

/** What somebody writes about: content, or the worst of four aspects. */
function story(answer: Answer, person: Person): Stems {
  if (answer.nps >= 9) return praiseCompany;
  if (answer.nps >= 7) return mixed;
  const { reliability, billing, price: value } = answer.ratings;
  if (reliability <= billing && reliability <= value) return answer.hit ? outage : network;
  if (billing > value) return price;
  return person.region === "North" && answer.wave.index >= 7 ? billUnclear : billOther;
}

function toSignal(chance: Random, answer: Answer, number: string): SignalInput {
  const { ratings, wave } = answer;
  const person = answer.person as Person;
  return response(`wave-${wave.key}-${number}`, answer.at, person, {
    programme: "relationship",
    pattern: "present",
    medium: "email",
    measures: {
      nps: answer.nps,
      osat: general(chance, answer),
      superior: answer.superior,
      stay: general(chance, answer),
      ...Object.fromEntries(names.map((name) => [`asat.${name}`, ratings[name]])),
    },
    ...(answer.pairs ? { judgements: answer.pairs } : {}),
    attributes: { wave: wave.key, ...(wave.index === 11 ? { outageHit: answer.hit } : {}) },
    text: maybeComment(chance, story(answer, person), {
      language: person.language,
      at: answer.at,
      unhappy: answer.nps <= 6,
    }),
  });
}

export interface WaveStory {
  signals: SignalInput[];
  /** Who answered what: some of the detractors are asked again after six weeks. */
  answers: Answer[];
}

/** The four waves. The person of each answer is drawn last, to fit its plan and its outage. */
export function waveStory(frame: Frame): WaveStory {
  const chance = frame.random("waves");
  const waves = [3, 6, 9, 12].map((number) => monthOf(frame, number));
  const sizes = largestRemainder(
    frame.counts.area.wave,
    waves.map(() => 1),
  );
  const answers = waves.flatMap((wave, i) => {
    const mine = Array.from({ length: sizes[i] as number }, () => draw(chance, wave));
    outcome(mine);
    if (wave.index === 11) markHit(chance, mine);
    rateRecommendation(chance, mine);
    rateSuperior(chance, mine);
    return mine;
  });
  dealPairs(frame.random("pairs"), answers);
  for (const answer of answers) {
    const { plan, at } = answer;
    const hit = answer.wave.index === 11 ? answer.hit : undefined;
    answer.person = frame.crowd.draw(chance, {
      plan,
      hit,
      answers: [at],
      wave: true,
      outsidePanel: true,
    });
  }
  return { signals: answers.map((answer, i) => toSignal(chance, answer, pad(i + 1))), answers };
}
