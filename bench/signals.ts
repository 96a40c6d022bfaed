/** The signals that the bench sends: answers to a survey after a contact, as firms send them. */
import type { SignalInput } from "#contract/signal.ts";

/** A well-mixed whole number of 32 bits from a number and a salt, the same at every run. */
function mixed(n: number, salt: number): number {
  let x = (n + Math.imul(salt, 0x9e3779b1)) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return (x ^ (x >>> 16)) >>> 0;
}

const touchpoints = ["delivery", "installation", "bill", "support-call", "store", "online-order"];
const channels = ["web", "contact-centre", "store", "mobile-app"];
const comments = [
  "The technician came on time and explained everything.",
  "I had to call three times before anybody knew about my order.",
  "Works well since the day it was connected, no complaints.",
  "The bill was higher than what I was told in the shop.",
];

/** The n-th signal. `at` is when it occurred, in milliseconds. */
export function signalAt(id: string, n: number, at: number): SignalInput {
  const pick = <T>(list: readonly T[], salt: number): T => list[mixed(n, salt) % list.length]!;
  return {
    id,
    kind: "response",
    occurredAt: new Date(at).toISOString(),
    customer: { id: `C-${mixed(n, 1) % 40_000}` },
    touchpoint: pick(touchpoints, 2),
    channel: pick(channels, 3),
    unit: `unit-${mixed(n, 4) % 20}`,
    programme: "after-contact",
    pattern: "past",
    survey: { id: "after-contact", version: 3 },
    measures: {
      nps: mixed(n, 5) % 11,
      csat: 1 + (mixed(n, 6) % 5),
      hoursToDeliver: (mixed(n, 7) % 960) / 10,
    },
    answers: {
      resolved: pick(["yes", "partly", "no"], 8),
      contacts: 1 + (mixed(n, 9) % 4),
      goal: pick(["yes", "partly", "no"], 10),
    },
    text: pick(comments, 11),
    language: "en",
    attributes: {
      region: pick(["north", "south", "east", "west"], 12),
      plan: pick(["fibre-50", "fibre-100", "fibre-500"], 13),
      tenureMonths: mixed(n, 14) % 120,
    },
    source: { system: "survey" },
  };
}

/** Signals `from` to `to` (not included) of `all` that are spread evenly over 2025, in order of time as an export is. */
export function yearOfSignals(from: number, to: number, all: number): SignalInput[] {
  const begin = Date.UTC(2025, 0, 1);
  const step = (Date.UTC(2026, 0, 1) - begin) / all;
  return Array.from({ length: to - from }, (_, n) =>
    signalAt(`Y-${from + n}`, from + n, Math.floor(begin + (from + n) * step)),
  );
}
