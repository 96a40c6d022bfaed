/** How the fictional company's year is sent: under one name and fingerprint, whoever sends it. */
import type { AccountLineInput } from "#contract/account.ts";
import type { CustomerLineInput } from "#contract/customer.ts";
import type { SignalInput } from "#contract/signal.ts";
import type { ProfileKind } from "./profiles.ts";
import { sha256 } from "./sha256.ts";

/** The import by which the demo is found and removed. */
export const demoName = "demo";

/** What the year is made of. */
export type DemoAsked = { signals: number; seed: number; until: string };
export const demoDefaults = { signals: 50_000, seed: 1 } as const;

/** The first day of this month where the company is: the year ends before it. */
export function thisMonth(now = new Date()): string {
  const day = now.toLocaleDateString("sv-SE", { timeZone: "Asia/Jakarta" });
  return `${day.slice(0, 7)}-01`;
}

/** The first day of the year that ends before `until`, which is the first of a month. */
export const firstOfYear = (until: string): string =>
  `${String(Number(until.slice(0, 4)) - 1)}${until.slice(4)}`;

/** Where entries of the registry are put that come and go with an import. */
export const registryOf = (importId: string): string => `/v1/imports/${importId}/registry`;

export const demoFingerprint = ({ signals, seed, until }: DemoAsked): string =>
  sha256(JSON.stringify({ signals, seed, until }));

export type DemoParts = {
  signals: readonly SignalInput[];
  extras: readonly SignalInput[];
  unprocessable: readonly SignalInput[];
  profiles: {
    accounts: readonly AccountLineInput[];
    customers: readonly CustomerLineInput[];
  };
};

/** What is stated of whom, in the order in which it is sent; before the signals. */
export const demoProfiles = ({
  profiles,
}: DemoParts): readonly (readonly [ProfileKind, readonly object[]])[] => [
  ["accounts", profiles.accounts],
  ["customers", profiles.customers],
];

/** The signals, then those that are sent twice, then those that can't be processed. */
export const demoSignals = ({ signals, extras, unprocessable }: DemoParts): SignalInput[] => [
  ...signals,
  ...extras,
  ...unprocessable,
];
