/** What every signal of the demo has in common, so that each story says only its own. */
import type { SignalInput } from "#contract/signal.ts";
import type { Counts } from "./counts.ts";
import type { Crowd, Person } from "./people.ts";
import { random } from "./random.ts";
import type { Random } from "./random.ts";
import { stamp } from "./time.ts";
import type { Month } from "./time.ts";
import type { Place } from "./touchpoints.ts";

/** What each story is given. */
export interface Frame {
  counts: Counts;
  /** M1 … M12. */
  months: Month[];
  /** The stream of chance of one story. */
  random(stream: string): Random;
  crowd: Crowd;
}

export function makeFrame(seed: number, counts: Counts, months: Month[], crowd: Crowd): Frame {
  return { counts, months, crowd, random: (stream) => random(seed, stream) };
}

/** An unhappy answer, out of which a case may come; `owner` is the function that would own it. */
export interface Unhappy {
  person: Person;
  at: number;
  owner: "service" | "finance" | "operations" | "field";
}

/** Month by number: 1 is M1. */
export function month(frame: Frame, number: number): Month {
  return frame.months[number - 1] as Month;
}

type Parts = Omit<SignalInput, "id" | "kind" | "occurredAt" | "source" | "text"> & {
  text?: SignalInput["text"] | undefined;
  place?: Place;
};

/** Copies without names whose value is undefined: an absent name is written by leaving it out. */
function defined(parts: Parts): Omit<Parts, "text"> & { text?: NonNullable<SignalInput["text"]> } {
  const { text, ...others } = parts;
  return text === undefined ? others : { ...others, text };
}

/** A signal of any kind at a time in epoch milliseconds. */
export function signal(id: string, kind: string, at: number, parts: Parts): SignalInput {
  const { place, ...others } = defined(parts);
  return {
    id: `demo-${id}`,
    kind,
    occurredAt: stamp(at),
    ...place,
    ...others,
    source: { system: "demo" },
  };
}

/** Who and where, of a consumer's signal. */
export function who(
  person: Person,
): Pick<SignalInput, "customer" | "account" | "unit" | "offering"> {
  return {
    customer: { id: person.id },
    account: { id: person.account },
    unit: person.unit,
    offering: person.offering,
  };
}

/** A consumer's operational event, transaction or usage event. */
export function event(
  id: string,
  kind: "operational-event" | "transaction" | "usage-event",
  at: number,
  person: Person,
  parts: Parts & { event: string },
): SignalInput {
  const { event: name, attributes, ...others } = parts;
  return signal(id, kind, at, {
    ...who(person),
    ...others,
    attributes: { event: name, region: person.region, plan: person.plan, ...attributes },
  });
}

/** A consumer's answer to an identified programme. */
export function response(
  id: string,
  at: number,
  person: Person,
  parts: Parts & { programme: string },
): SignalInput {
  const { attributes, ...others } = parts;
  return signal(id, "response", at, {
    ...who(person),
    pattern: "past",
    confidentiality: "identified",
    survey: { id: parts.programme, version: 1 },
    language: person.language,
    ...others,
    attributes: {
      region: person.region,
      plan: person.plan,
      handset: person.handset,
      ...attributes,
    },
  });
}

/** Satisfaction at rest: 1–5 with 4, 6, 12, 38 and 40 in 100 (top two boxes 78). */
export const restWeights = [4, 6, 12, 38, 40];

/** A 1–5 answer by chance. */
export function atRest(random: Random): number {
  return 1 + random.weighted(restWeights);
}

/** A 1–5 answer whose side of the top-two-box line is given; the rest is chance. */
export function satisfied(random: Random, top: boolean): number {
  return top ? 4 + random.weighted([38, 40]) : 1 + random.weighted([4, 6, 12]);
}

/** A 1–7 answer whose side of the line at 5 is given; the rest is chance. */
export function easy(random: Random, top: boolean): number {
  return top ? 5 + random.weighted([35, 40, 25]) : 1 + random.weighted([15, 22, 28, 35]);
}

/** Numbers of the agents. One pool for every programme, because who served must explain nothing. */
export function agent(random: Random): string {
  return String(101 + random.int(60));
}

/** A number padded to make an id: 42 in 4 digits is "0042". */
export function pad(number: number, digits = 5): string {
  return String(number).padStart(digits, "0");
}
