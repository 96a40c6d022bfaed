/**
 * T16: follow-ups of closed cases. T16a: 120 unhappy customers asked again after six weeks, half
 * of them contacted. The cases themselves come with the issue that brings cases; their ids stand
 * here already, as references.
 */
import type { SignalInput } from "#contract/signal.ts";
import type { Person } from "./people.ts";
import { deal, largestRemainder, repeat, normalQuantile, scaled } from "./quota.ts";
import type { Random } from "./random.ts";
import { month as monthOf, pad, response, satisfied } from "./signals.ts";
import type { Frame, Unhappy } from "./signals.ts";
import { mixed, praiseService } from "./stems/happy.ts";
import { supportPoor } from "./stems/service.ts";
import { day, delay, hour, morningAfter } from "./time.ts";
import { place } from "./touchpoints.ts";
import { maybeComment } from "./words.ts";
import type { Answer } from "./waves.ts";

type Owner = Unhappy["owner"];
const owners: Owner[] = ["service", "finance", "operations", "field"];

/** First contact in time and late, by function, of all 640 cases: follow-ups come in proportion. */
const contacted = { inTime: [276, 62, 84, 64], late: [24, 78, 36, 16] };
/** Recovered of the follow-ups answered. */
const recovery = { inTime: { recovered: 150, of: 228 }, late: { recovered: 27, of: 72 } };

interface FollowUp {
  owner: Owner;
  inTime: boolean;
  recovered: boolean;
}

function plan(chance: Random, n: number): FollowUp[] {
  const [inTime, late] = largestRemainder(n, [228, 72]) as [number, number];
  return [true, false].flatMap((soon) => {
    const size = soon ? inTime : late;
    const { recovered, of } = soon ? recovery.inTime : recovery.late;
    const top = scaled(recovered, of, size);
    const lucky = deal(chance, size, [true, false], [top, size - top]);
    const owner = deal(chance, size, owners, soon ? contacted.inTime : contacted.late);
    return lucky.map((one, i) => ({ owner: owner[i] as Owner, inTime: soon, recovered: one }));
  });
}

/** Recovered means fully resolved and the handling rated 4–5; the rest miss one of the two. */
function outcome(chance: Random, recovered: boolean): { resolved: string; handling: number } {
  if (recovered) return { resolved: "yes", handling: satisfied(chance, true) };
  const way = chance.int(4);
  if (way === 0) return { resolved: "yes", handling: satisfied(chance, false) };
  if (way === 1) return { resolved: "partly", handling: satisfied(chance, true) };
  return { resolved: chance.chance(0.7) ? "no" : "partly", handling: satisfied(chance, false) };
}

function followUp(
  frame: Frame,
  chance: Random,
  one: FollowUp,
  origin: { person: Person; at: number },
  index: number,
): SignalInput {
  const { person } = origin;
  const { resolved, handling } = outcome(chance, one.recovered);
  const tour = person === frame.crowd.advocate || person === frame.crowd.left;
  const wait = 6 * day + Math.min(delay(chance, 96, 0.5), 12 * day);
  const at = morningAfter(chance, origin.at + (tour ? 9 * day : wait));
  const story = one.recovered ? praiseService : resolved === "no" ? supportPoor : mixed;
  return response(`follow-up-${pad(index + 1, 4)}`, at, person, {
    programme: "case-follow-up",
    place: place.complaint,
    reference: { type: "case", id: `demo-case-${pad(index + 1, 4)}` },
    measures: { "csat.handling": handling },
    answers: { resolved },
    attributes: { asked: "after-case", contactedInTime: one.inTime, function: one.owner },
    text: maybeComment(chance, story, { language: person.language, at, unhappy: !one.recovered }),
  });
}

/**
 * Gives each follow-up an unhappy answer of its function to come from; so many of them fall into
 * M1–M3.
 */
function origins(
  frame: Frame,
  chance: Random,
  plans: FollowUp[],
  unhappy: Unhappy[],
  soon: number,
): Unhappy[] {
  const fourth = monthOf(frame, 4).from;
  const end = monthOf(frame, 12).to - 20 * day;
  const pools = new Map<string, Unhappy[]>();
  for (const owner of owners) {
    const mine = chance.shuffle(unhappy.filter((one) => one.owner === owner && one.at < end));
    pools.set(
      `${owner}/early`,
      mine.filter((one) => one.at < fourth - 32 * day),
    );
    pools.set(
      `${owner}/later`,
      mine.filter((one) => one.at >= fourth),
    );
  }
  const earlyOnes = new Set(chance.shuffle(plans.map((_, i) => i)).slice(0, soon));
  return plans.map((one, i) => {
    const first = pools.get(`${one.owner}/${earlyOnes.has(i) ? "early" : "later"}`) as Unhappy[];
    const found = first.pop() ?? pools.get(`${one.owner}/later`)?.pop() ?? chance.pick(unhappy);
    return { ...found };
  });
}

/** The two of the tour: the courier's case put right in time, the bill's too late and not. */
function tour(frame: Frame, plans: FollowUp[], from: Unhappy[], unhappy: Unhappy[]): void {
  const { advocate, left } = frame.crowd;
  const parts = [
    { person: advocate, owner: "operations", good: true },
    { person: left, owner: "finance", good: false },
  ];
  for (const { person, owner, good } of parts) {
    const slot = plans.findIndex(
      (one, i) =>
        one.owner === owner &&
        one.inTime === good &&
        one.recovered === good &&
        (from[i]?.at ?? 0) >= monthOf(frame, 4).from,
    );
    const last = unhappy.findLast((one) => one.person === person);
    if (slot >= 0 && last) from[slot] = { ...last };
  }
}

/** Changes with this mean and sd 2.2 by quantile, whole numbers that sum to mean × n. */
function changes(n: number, mean: number): number[] {
  const exact = Array.from({ length: n }, (_, i) => mean + 2.2 * normalQuantile((i + 0.5) / n));
  const rounded = exact.map(Math.round);
  let off = Math.round(mean * n) - rounded.reduce((a, b) => a + b, 0);
  for (let i = Math.floor(n / 3); off !== 0; i = (i + 1) % n) {
    rounded[i] = (rounded[i] as number) + Math.sign(off);
    off -= Math.sign(off);
  }
  return rounded;
}

/** Gives each first answer a change that keeps it on 0–10: the widest changes choose first. */
function pairUp(
  chance: Random,
  firsts: Answer[],
  steps: number[],
): { first: Answer; nps: number }[] {
  const left = chance.shuffle(firsts);
  const middle = steps.reduce((a, b) => a + b, 0) / Math.max(1, steps.length);
  const order = steps.toSorted((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
  return order.map((step) => {
    const fits = left.findIndex(({ nps }) => nps + step >= 0 && nps + step <= 10);
    const [first] = left.splice(Math.max(0, fits), 1) as [Answer];
    return { first, nps: Math.min(10, Math.max(0, first.nps + step)) };
  });
}

/** 60 first answers of 0–6 with a mean of 4.1. */
const firstQuota = [1, 2, 3, 9, 17, 25, 3];

/** T16a: detractors of the waves M3, M6 and M9, asked again six weeks after. */
function askedAgain(frame: Frame, chance: Random, answers: Answer[]): SignalInput[] {
  const pool = chance.shuffle(answers.filter(({ nps, wave }) => nps <= 6 && wave.index < 11));
  const sizes = largestRemainder(frame.counts.area.askedAgain, [60, 60]);
  const followUps = frame.counts.area.followUp;
  return [true, false].flatMap((contact, group) => {
    const n = sizes[group] as number;
    const wanted = repeat([0, 1, 2, 3, 4, 5, 6], largestRemainder(n, firstQuota));
    const firsts = wanted.flatMap((nps) => {
      const found = pool.findIndex((answer) => answer.nps === nps);
      return pool.splice(Math.max(0, found), 1);
    });
    return pairUp(chance, firsts, changes(firsts.length, contact ? 2.8 : 1.6)).map(
      ({ first, nps }, i) => {
        const person = first.person as Person;
        const at = morningAfter(chance, first.at + 40 * day + chance.int(4 * 24) * hour);
        const number = group * (sizes[0] as number) + i + 1;
        const id = `demo-case-${pad(followUps + number, 4)}`;
        return response(`asked-again-${pad(number, 4)}`, at, person, {
          programme: "case-follow-up",
          place: place.complaint,
          ...(contact ? { reference: { type: "case", id } } : {}),
          measures: { nps, ltrBefore: first.nps },
          attributes: { asked: "after-six-weeks", contacted: contact },
          text: maybeComment(chance, nps >= 7 ? mixed : supportPoor, {
            language: person.language,
            at,
            unhappy: nps <= 6,
          }),
        });
      },
    );
  });
}

/**
 * All answers after a case: follow-ups of the unhappy (`early` of them in M1–M3), and some of the
 * waves' detractors asked again.
 */
export function followUpStory(
  frame: Frame,
  unhappy: Unhappy[],
  waves: Answer[],
  early: number,
): SignalInput[] {
  const chance = frame.random("follow-up");
  const others = unhappy.filter(
    ({ person }) => person !== frame.crowd.advocate && person !== frame.crowd.left,
  );
  const plans = plan(chance, frame.counts.area.followUp);
  const from = origins(frame, chance, plans, others, early);
  tour(frame, plans, from, unhappy);
  return [
    ...plans.map((one, i) => followUp(frame, chance, one, from[i] as Unhappy, i)),
    ...askedAgain(frame, chance, waves),
  ];
}
