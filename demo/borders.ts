/** Border cases: people known by two addresses, signals sent twice, and signals that can't be used. */
import type { SignalInput } from "#contract/signal.ts";
import type { Person } from "./people.ts";
import { scaled } from "./quota.ts";
import { pad, response } from "./signals.ts";
import type { Frame } from "./signals.ts";
import { someTime } from "./time.ts";
import { place } from "./touchpoints.ts";

/** Signals of one person, oldest first, that lead to a joining sign-in; null where there is none. */
function joinable(mine: SignalInput[]): number | null {
  const join = mine.findIndex((one) => one.channel === "mobile-app");
  if (join < 2) return null;
  const before = new Set(mine.slice(0, join).map((one) => one.channel));
  return before.size >= 2 && !before.has(undefined) ? join : null;
}

/**
 * 150 consumers are known by e-mail in one channel and by telephone in another, until a sign-in to
 * the app carries both. `signals` are in order of time; the joined ones are replaced in place.
 */
export function splitIdentities(frame: Frame, signals: SignalInput[]): string[] {
  const chance = frame.random("identity");
  const { people, advocate, left } = frame.crowd;
  const byId = new Map<string, number[]>();
  signals.forEach((one, i) => {
    const id = one.customer?.id;
    if (id) byId.set(id, [...(byId.get(id) ?? []), i]);
  });
  const wanted = scaled(150, 8000, people.length);
  const candidates = chance.shuffle(
    people.filter((person) => person !== advocate && person !== left && person.panel === null),
  );
  const split: string[] = [];
  for (const person of candidates) {
    if (split.length === wanted) break;
    const places = byId.get(person.id) ?? [];
    const join = joinable(places.map((i) => signals[i] as SignalInput));
    if (join === null) continue;
    divide(signals, places.slice(0, join + 1), person);
    split.push(person.id);
  }
  return split;
}

/** E-mail only in the first channel, telephone only in the others, both and the id at the end. */
function divide(signals: SignalInput[], places: number[], person: Person): void {
  const { id, email, phone } = person;
  const first = signals[places[0] as number]?.channel;
  for (const place of places) {
    const { account, ...one } = signals[place] as SignalInput;
    if (place === places.at(-1)) {
      const attributes = { ...one.attributes, signIn: true };
      const joined = { ...one, customer: { id, email, phone }, attributes };
      signals[place] = account ? { ...joined, account } : joined;
    } else {
      signals[place] = { ...one, customer: one.channel === first ? { email } : { phone } };
    }
  }
}

/** The same signals again, to be sent once more: each counts once. */
export function sentTwice(frame: Frame, signals: SignalInput[]): SignalInput[] {
  const chance = frame.random("sent-twice");
  const places = chance.shuffle(signals.map((_, i) => i)).slice(0, frame.counts.extras);
  return places.toSorted((a, b) => a - b).map((i) => structuredClone(signals[i] as SignalInput));
}

/** Values outside their measure's scale (nps 0–10 whole, csat and osat 1–5, ces and ease 1–7). */
const impossible: [string, number][] = [
  ["nps", 47],
  ["csat", 9],
  ["ces", 11],
  ["nps", 7.5],
  ["nps", -1],
  ["csat", 0],
  ["ease", 8],
  ["osat", 6],
  ["disconfirmation", 7],
  ["ces", 0],
  ["nps", 11],
  ["csat", -3],
  ["osat", 0],
  ["ease", -1],
  ["disconfirmation", 0],
  ["nps", 100],
  ["csat", 100],
  ["ces", 70],
  ["nps", 8.25],
  ["csat", 6],
];

/** Well-formed signals that the intake takes and the drain must hold, each with its own reason. */
export function unprocessable(frame: Frame): SignalInput[] {
  const chance = frame.random("unprocessable");
  return Array.from({ length: frame.counts.unprocessable }, (_, i) => {
    const [measure, value] = impossible[i % impossible.length] as [string, number];
    const person = chance.pick(frame.crowd.people);
    return response(`held-${pad(i + 1, 3)}`, someTime(chance, chance.pick(frame.months)), person, {
      programme: "ordering",
      place: place.orderWeb,
      measures: { [measure]: value },
    });
  });
}
