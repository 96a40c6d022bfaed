/** The consumers: who they are, whom a story may ask, and how long they are then left in peace. */
import { personName } from "./names.ts";
import { deal, largestRemainder, repeat } from "./quota.ts";
import { random } from "./random.ts";
import type { Random } from "./random.ts";
import { day, hour } from "./time.ts";

export const regions = ["North", "South", "East", "West"] as const;
export type Region = (typeof regions)[number];
export type Plan = "prepaid" | "postpaid";
export type Level = "dissatisfied" | "satisfied" | "loyal" | "advocate";

/** What the loyalty panel knows of a member: levels at the end of M6 and M12 (null: has left). */
export interface Panel {
  middle: Level;
  end: Level | null;
  tenureMonths: number;
  /** Epoch milliseconds of referrals made. */
  referrals: number[];
}

export interface Person {
  id: string;
  /** The household account. */
  account: string;
  name: string;
  email: string;
  phone: string;
  region: Region;
  /** The branch as `region/branch`. */
  unit: string;
  plan: Plan;
  offering: string;
  /** Handset A–F, by chance: it must explain nothing. */
  handset: string;
  language: "id" | "en";
  /** Outage hits in M10. */
  hits: number;
  panel: Panel | null;
  /** Signals so far, so that a story can prefer those who have few. */
  uses: number;
  /** When this person answered, and how many days of rest each answer earns. */
  answers: { at: number; rest: number }[];
}

/** A branch's three units per region. */
export const units: Record<Region, string[]> = {
  North: ["North/N-1", "North/N-2", "North/N-3"],
  South: ["South/S-1", "South/S-2", "South/S-3"],
  East: ["East/E-1", "East/E-2", "East/E-3"],
  West: ["West/W-1", "West/W-2", "West/W-3"],
};

// Each has a whole number of 45 and 55 %, so that the plans come out exact.
const regionWeights = [2500, 1860, 1840, 1800];
const rest = { answer: 60, wave: 90, mostAnswers: 4 };

/** Whom a story wants. `answers` are the times at which the person will answer, if at all. */
export interface Want {
  region?: Region | undefined;
  plan?: Plan | undefined;
  hit?: boolean | undefined;
  /** Relationship questions keep out of the panel, whose own answers decide its levels. */
  outsidePanel?: boolean;
  answers?: number[];
  wave?: boolean;
  accept?: (person: Person) => boolean;
}

export interface Crowd {
  people: Person[];
  /** The two consumers of the tour; no other story draws them. */
  advocate: Person;
  left: Person;
  /** One person who fits, noted as having answered; never fails while the pool isn't empty. */
  draw(random: Random, want: Want): Person;
}

function makePerson(
  chance: Random,
  index: number,
  region: Region,
  plan: Plan,
  width: number,
): Person {
  const number = String(index + 1).padStart(width, "0");
  const name = personName(chance);
  const mobile = chance.chance(0.4) ? "mobile-postpaid" : "fibre-home";
  return {
    id: `demo-c${number}`,
    account: `demo-h${number}`,
    name,
    email: `${name.toLowerCase().replace(" ", ".")}.${number}@pelanggan.example`,
    phone: `+6281200${number.padStart(6, "0")}`,
    region,
    unit: chance.pick(units[region]),
    plan,
    offering: plan === "prepaid" ? "mobile-prepaid" : mobile,
    handset: chance.pick(["A", "B", "C", "D", "E", "F"]),
    language: chance.chance(0.6) ? "id" : "en",
    hits: 0,
    panel: null,
    uses: 0,
    answers: [],
  };
}

function makePeople(seed: number, size: number): Person[] {
  const chance = random(seed, "people");
  const width = Math.max(4, String(size).length);
  const home = repeat(regions, largestRemainder(size, regionWeights));
  const places = regions.map((region) => home.filter((one) => one === region).length);
  // Plans are dealt within each region, so that region and plan are unrelated.
  const plans = places.flatMap((n) => deal<Plan>(chance, n, ["prepaid", "postpaid"], [55, 45]));
  return home.map((region, i) => makePerson(chance, i, region, plans[i] as Plan, width));
}

/**
 * Whether a person may be asked at all these times: from `rulesOn` (M4, when the contact rules were
 * switched on) 60 days after an answer and 90 after a wave; before that half a day; at most 4 times.
 */
function rested(person: Person, times: number[], days: number, rulesOn: number): boolean {
  if (person.answers.length + times.length > rest.mostAnswers && times.length > 0) return false;
  return times.every((at) =>
    person.answers.every((other) => {
      const later = Math.max(at, other.at);
      const needed = at < other.at ? days : other.rest;
      return Math.abs(at - other.at) >= (later >= rulesOn ? needed * day : 12 * hour);
    }),
  );
}

/** Consumers of one seed, with the two of the tour taken out of every draw. */
export function makeCrowd(seed: number, size: number, rulesOn: number): Crowd {
  const people = makePeople(seed, size);
  const named = (id: string, region: Region): Person => {
    const person = people.find((one) => one.region === region && one.plan === "postpaid");
    if (!person) throw new RangeError("too few signals for the tour's customers");
    const household = `demo-h-${id.slice(5)}`;
    return Object.assign(person, {
      id,
      account: household,
      language: "en",
      offering: "fibre-home",
    });
  };
  const advocate = named("demo-advocate", "West");
  const left = named("demo-left", "North");
  const drawn = people.filter((person) => person !== advocate && person !== left);
  const pools = new Map<string, Person[]>();
  const pool = (want: Want): Person[] => {
    const key = `${want.region}/${want.plan}/${want.hit}`;
    const found = pools.get(key);
    if (found) return found;
    const made = drawn.filter(
      (person) =>
        (want.region === undefined || person.region === want.region) &&
        (want.plan === undefined || person.plan === want.plan) &&
        (want.hit === undefined || person.hits > 0 === want.hit),
    );
    pools.set(key, made);
    return made;
  };
  return {
    people,
    advocate,
    left,
    draw: (chance, want) => drawFrom(chance, pool(want), want, rulesOn),
  };
}

/** The least used of the first six who fit, so that nearly everybody occurs somewhere. */
function drawFrom(chance: Random, pool: Person[], want: Want, rulesOn: number): Person {
  const times = want.answers ?? [];
  const days = want.wave ? rest.wave : rest.answer;
  const wanted = (person: Person): boolean =>
    (!want.outsidePanel || person.panel === null) && (want.accept?.(person) ?? true);
  const fits = (person: Person): boolean => wanted(person) && rested(person, times, days, rulesOn);
  let best: Person | undefined;
  for (let tries = 0, found = 0; tries < 80 && found < 6; tries++) {
    const person = chance.pick(pool);
    if (!fits(person)) continue;
    found += 1;
    if (!best || person.uses < best.uses) best = person;
  }
  if (!best) {
    const start = chance.int(pool.length);
    const turned = [...pool.slice(start), ...pool.slice(0, start)];
    best = turned.find(fits) ?? turned.find(wanted) ?? chance.pick(pool);
  }
  best.uses += 1;
  for (const at of times) best.answers.push({ at, rest: days });
  return best;
}

/** Notes an answer of somebody who was not drawn. */
export function note(person: Person, at: number, wave = false): void {
  person.uses += 1;
  person.answers.push({ at, rest: wave ? rest.wave : rest.answer });
}
