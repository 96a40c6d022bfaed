/** The fictional company Selasar and its year, as signals: the same input gives the same bytes. */
import type { SignalInput } from "#contract/signal.ts";
import { makeAccounts } from "./accounts.ts";
import type { Account } from "./accounts.ts";
import { billStory } from "./bill.ts";
import { sentTwice, splitIdentities, unprocessable } from "./borders.ts";
import { businessStory } from "./business.ts";
import { counts as countsOf, standard } from "./counts.ts";
import type { Counts } from "./counts.ts";
import { followUpStory } from "./follow-up.ts";
import { indirectStory } from "./indirect.ts";
import { installationStory } from "./installation.ts";
import { orderStory } from "./order-answers.ts";
import { outageSpan, outageStory, strike } from "./outage.ts";
import { choosePanel, panelStory } from "./panel.ts";
import { makeCrowd } from "./people.ts";
import type { Person } from "./people.ts";
import { profilesOf } from "./profiles.ts";
import type { Profiles } from "./profiles.ts";
import { scaled } from "./quota.ts";
import { makeFrame } from "./signals.ts";
import type { Frame } from "./signals.ts";
import { storeStory } from "./store.ts";
import { studyStory } from "./study.ts";
import { supportStory } from "./support.ts";
import { conversations, researchNotes, staffMirror, usage } from "./talk.ts";
import { calendar, stamp } from "./time.ts";
import { waveStory } from "./waves.ts";

export { calendar } from "./time.ts";
export type { Account, Contact, Placement, Role } from "./accounts.ts";
export type { Area, Counts, Kind } from "./counts.ts";
export type { Level, Panel, Person, Plan, Region } from "./people.ts";

/** What to make. `until` is the first day after the year: YYYY-MM-DD (or YYYY-MM). */
export interface DemoOptions {
  until: string;
  /** 500 to 1,000,000; the planted figures hold to the digit at 50,000. */
  signals?: number;
  /** A whole number. */
  seed?: number;
}

/** What a reader needs to ask about the year, and no planted figure. */
export interface Facts {
  company: "Selasar";
  timezone: "Asia/Jakarta";
  currency: "IDR";
  seed: number;
  /** M1 … M12 with the first instant of each and of the next, RFC 3339. */
  months: { key: string; from: string; to: string }[];
  /** The six days of the outage in the East. */
  outage: { from: string; to: string };
  /** Customers of the tour. */
  tour: { advocate: string; left: string; silent: string };
  /** Consumers who are known by two addresses until they sign in to the app. */
  splitIdentities: string[];
}

export interface Demo {
  /** In order of time. */
  signals: SignalInput[];
  /** Some of the signals again, to be sent twice. */
  extras: SignalInput[];
  /** Well-formed signals with values outside their scales: the drain holds them. */
  unprocessable: SignalInput[];
  counts: Counts;
  people: Person[];
  accounts: Account[];
  /** Both as the company states them. */
  profiles: Profiles;
  facts: Facts;
}

/**
 * How many follow-ups fall into M1–M3: so many that the answers to invitations of those months
 * are 3,504 (2,852 to a first, 520 to a second and 132 to a third within 30 days).
 */
function earlyFollowUps(frame: Frame, asked: SignalInput[]): number {
  const end = stamp(frame.months[3]?.from ?? 0);
  const early = asked.filter((one) => one.kind === "response" && one.occurredAt < end);
  const wanted = scaled(3504, standard, frame.counts.total);
  return Math.min(frame.counts.area.followUp, Math.max(0, wanted - early.length));
}

/** Every story in turn. Those whose people are fewest, or whose times are fixed, draw first. */
function year(frame: Frame, accounts: Account[]): SignalInput[] {
  const struck = strike(frame);
  const members = choosePanel(frame);
  const polls = panelStory(frame, members);
  const waves = waveStory(frame);
  const study = studyStory(frame);
  const orders = orderStory(frame);
  const bills = billStory(frame);
  const support = supportStory(frame);
  const installations = installationStory(frame);
  const stories = [orders, bills, support, installations];
  const asked = [polls, waves.signals, study, ...stories.map((story) => story.signals)].flat();
  const unhappy = stories.flatMap((story) => story.unhappy);
  return [
    asked,
    storeStory(frame),
    followUpStory(frame, unhappy, waves.answers, earlyFollowUps(frame, asked)),
    outageStory(frame, struck),
    businessStory(frame, accounts),
    indirectStory(frame),
    conversations(frame, bills.disputes, support, accounts),
    researchNotes(frame),
    staffMirror(frame),
    usage(frame, members),
  ].flat();
}

function inOrder(signals: SignalInput[]): SignalInput[] {
  // All stamps have one width and one offset, so that their text sorts as their time does.
  const key = (one: SignalInput): string => `${one.occurredAt} ${one.id}`;
  return signals
    .map((one) => ({ one, key: key(one) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ one }) => one);
}

/**
 * Makes the company's year. Throws RangeError for an `until` that is no date, or a number of
 * signals out of range.
 */
export function makeDemo({ until, signals: total = standard, seed = 1 }: DemoOptions): Demo {
  if (!Number.isSafeInteger(seed)) throw new RangeError("seed must be a whole number");
  const counts = countsOf(total);
  const months = calendar(until);
  const [first, fourth, last] = [months[0], months[3], months[11]];
  if (!first || !fourth || !last) throw new RangeError("a year has twelve months");
  const crowd = makeCrowd(seed, counts.consumers, fourth.from);
  const frame = makeFrame(seed, counts, months, crowd);
  const accounts = makeAccounts(seed, last.to, counts.contacts);
  const signals = inOrder(year(frame, accounts));
  const split = splitIdentities(frame, signals);
  const outage = outageSpan(frame);
  return {
    signals,
    extras: sentTwice(frame, signals),
    unprocessable: unprocessable(frame),
    counts,
    people: crowd.people,
    accounts,
    profiles: profilesOf(crowd.people, accounts, split),
    facts: {
      company: "Selasar",
      timezone: "Asia/Jakarta",
      currency: "IDR",
      seed,
      months: months.map(({ key, from, to }) => ({ key, from: stamp(from), to: stamp(to) })),
      outage: { from: stamp(outage.from), to: stamp(outage.to) },
      tour: { advocate: crowd.advocate.id, left: crowd.left.id, silent: "demo-silent" },
      splitIdentities: split,
    },
  };
}
