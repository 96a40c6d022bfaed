/** How much the bench does, and what a part of it is. */
import type { Line } from "./report.ts";

export type Size = {
  quick: boolean;
  /** Rounds of each side, and seconds of one round of load. */
  rounds: number;
  seconds: number;
  intakeRows: number;
  intakeRounds: number;
  questionRows: number;
  questionRounds: number;
  /** Signals of a firm with a customer for every ten, and rounds of each of its questions. */
  understood: number;
  understoodRounds: number;
  /** Responses to one survey. */
  responses: number;
  /** Customers that are searched, and those that are sent in bulk. */
  customers: number;
  customersSent: number;
  /** What a new server takes in before its memory is read, at a thousand a second; and the idle time between. */
  firstSignals: number;
  idleSeconds: number;
  /** Signals of the list that is scrolled, how long one round of that is, and how often everything on the Overview is pressed. */
  listed: number;
  scrollSeconds: number;
  presses: number;
};

export const whole: Size = {
  quick: false,
  rounds: 4,
  seconds: 8,
  intakeRows: 200_000,
  intakeRounds: 3,
  questionRows: 10_000_000,
  questionRounds: 5,
  understood: 10_000_000,
  understoodRounds: 5,
  responses: 500_000,
  customers: 1_000_000,
  customersSent: 50_000,
  firstSignals: 10_000,
  idleSeconds: 10,
  listed: 100_000,
  scrollSeconds: 10,
  presses: 4,
};

/**
 * At most four minutes on two cores, once the data is made. Rounds are few and short: all of them are
 * run once more where a bound doesn't hold.
 */
export const quick: Size = {
  ...whole,
  quick: true,
  rounds: 3,
  seconds: 2,
  intakeRows: 50_000,
  intakeRounds: 3,
  questionRows: 1_000_000,
  questionRounds: 5,
  understood: 100_000,
  understoodRounds: 2,
  responses: 100_000,
  customers: 100_000,
  customersSent: 10_000,
  idleSeconds: 5,
  scrollSeconds: 2,
  presses: 2,
};

/** One part of the bench: its lines of the table. What it says on its way goes to `report`. */
export type Part = (size: Size, report: (text: string) => void) => Promise<Line[]>;
