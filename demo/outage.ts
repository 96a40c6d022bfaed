/** T11: the outage in the East, six days of month 10, as its machines reported it. */
import type { SignalInput } from "#contract/signal.ts";
import type { Person } from "./people.ts";
import { repeat, scaled } from "./quota.ts";
import { event, month as monthOf, pad } from "./signals.ts";
import type { Frame } from "./signals.ts";
import { day, dayStart, second } from "./time.ts";
import { place } from "./touchpoints.ts";

/** First instant of the outage and the first after it. */
export function outageSpan(frame: Frame): { from: number; to: number } {
  const from = dayStart(monthOf(frame, 10), 8);
  return { from, to: from + 6 * day };
}

/** Marks who is hit and how often (1,120 people, 1,600 hits), before any story draws by it. */
export function strike(frame: Frame): Person[] {
  const chance = frame.random("outage");
  const hits = frame.counts.area.outageHit;
  const people = scaled(1120, 1600, hits);
  const threes = scaled(80, 1600, hits);
  const twos = hits - people - 2 * threes;
  const east = frame.crowd.people.filter((person) => person.region === "East");
  const struck = chance.shuffle(east).slice(0, people);
  const times = repeat([3, 2, 1], [threes, twos, people - threes - twos]);
  struck.forEach((person, i) => (person.hits = times[i] as number));
  return struck;
}

/** One event per hit, at any hour: these are a machine's. */
export function outageStory(frame: Frame, struck: Person[]): SignalInput[] {
  const chance = frame.random("outage-hits");
  const { from, to } = outageSpan(frame);
  return struck
    .flatMap((person) => Array.from({ length: person.hits }, () => person))
    .map((person, i) => {
      const at = from + Math.floor(chance.next() * ((to - from) / second)) * second;
      person.uses += 1;
      return event(`outage-hit-${pad(i + 1)}`, "operational-event", at, person, {
        event: "outage-hit",
        place: place.outage,
        reference: { type: "outage", id: "demo-outage-1" },
        measures: { hoursToRestore: Math.round(chance.between(9, 40) * 10) / 10 },
        attributes: { node: `E-${1 + chance.int(24)}` },
      });
    });
}
