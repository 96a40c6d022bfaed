/** T17: two-hour appointment windows in the South and East from month 7, which worked. */
import type { SignalInput } from "#contract/signal.ts";
import type { Person, Region } from "./people.ts";
import { deal, largestRemainder } from "./quota.ts";
import type { Random } from "./random.ts";
import { agent, event, pad, response } from "./signals.ts";
import type { Frame, Unhappy } from "./signals.ts";
import { mixed, praiseInstall } from "./stems/happy.ts";
import { installMissed, windowKept } from "./stems/service.ts";
import { day, delay, humanTime, morningAfter, someDay } from "./time.ts";
import type { Month } from "./time.ts";
import { place } from "./touchpoints.ts";
import { maybeComment } from "./words.ts";

interface Visit {
  month: Month;
  region: Region;
  /** The window of two hours was promised. */
  window: boolean;
  doneAt: number;
  answer: { at: number; csat: number } | null;
  person: Person;
}

const treated: Region[] = ["South", "East"];
const compared: Region[] = ["North", "West"];

/** 1–5 in %, by group and half of the year. */
const before = [5, 10, 20, 40, 25];
const weights = (group: Region[], after: boolean): number[] => {
  if (!after) return before;
  return group === treated ? [2, 4, 10, 35, 49] : [4, 9, 19, 39, 29];
};

/** Done early enough that the answer falls into the same month. */
function visit(
  frame: Frame,
  chance: Random,
  month: Month,
  region: Region,
  csat: number | null,
): Visit {
  const start = someDay(chance, month, month.index === 0 ? 3 : 1, month.days - 3);
  const doneAt = humanTime(chance, start);
  const answerAt = morningAfter(chance, doneAt + Math.min(day + delay(chance, 5, 0.7), 2 * day));
  const person = frame.crowd.draw(chance, { region, answers: csat === null ? [] : [answerAt] });
  const answer = csat === null ? null : { at: answerAt, csat };
  const window = treated.includes(region) && month.index >= 6;
  return { month, region, window, doneAt, answer, person };
}

/** The answered visits: four cells of 450 by quota, even over months and regions. */
function answered(frame: Frame, chance: Random): Visit[] {
  const cells = [treated, compared].flatMap((group) =>
    [false, true].map((after) => ({ group, after })),
  );
  const sizes = largestRemainder(
    frame.counts.area.installation,
    cells.map(() => 1),
  );
  return cells.flatMap(({ group, after }, cell) => {
    const n = sizes[cell] as number;
    const scores = deal(chance, n, [1, 2, 3, 4, 5], weights(group, after));
    const months = frame.months.slice(after ? 6 : 0, after ? 12 : 6);
    return scores.map((csat, i) =>
      // Month by month, the regions in turn, so that both come out even.
      visit(frame, chance, months[Math.floor((6 * i) / n)] as Month, group[i % 2] as Region, csat),
    );
  });
}

function answer(chance: Random, one: Visit, id: string, number: string): SignalInput[] {
  if (!one.answer) return [];
  const { csat, at } = one.answer;
  const good = one.window ? windowKept : praiseInstall;
  const story = csat >= 4 ? good : csat === 3 ? mixed : installMissed;
  return [
    response(`installation-answer-${number}`, at, one.person, {
      programme: "installation",
      offering: "fibre-home",
      place: place.installation,
      reference: { type: "visit", id },
      employee: agent(chance),
      measures: { csat },
      text: maybeComment(chance, story, { language: one.person.language, at, unhappy: csat <= 2 }),
    }),
  ];
}

/** The visit itself: days since booking, and hours past the window's end (early is negative). */
function done(chance: Random, one: Visit, id: string, number: string): SignalInput {
  const spread = one.window ? 0.45 : 1.6;
  const hours = Math.round(100 * (spread * chance.normal() - 1.4 * spread)) / 100;
  return event(`visit-${number}-done`, "operational-event", one.doneAt, one.person, {
    event: "installed",
    offering: "fibre-home",
    place: place.installation,
    reference: { type: "visit", id },
    measures: {
      hoursFromWindow: hours,
      daysFromBooking: Math.max(1, Math.round(delay(chance, 96, 0.4) / day)),
    },
    attributes: { window: one.window ? "two-hours" : "day" },
  });
}

export interface InstallationStory {
  signals: SignalInput[];
  unhappy: Unhappy[];
}

/** Installations of the year: one event each, and an answer about nine in ten. */
export function installationStory(frame: Frame): InstallationStory {
  const chance = frame.random("installation");
  const visits = answered(frame, chance);
  const silent = Math.max(0, frame.counts.area.installed - visits.length);
  for (let i = 0; i < silent; i++) {
    const region = [...treated, ...compared][i % 4] as Region;
    visits.push(visit(frame, chance, frame.months[(i >> 2) % 12] as Month, region, null));
  }
  return {
    signals: visits.flatMap((one, i) => {
      const number = pad(i + 1);
      const id = `demo-visit-${number}`;
      const event = i < frame.counts.area.installed ? [done(chance, one, id, number)] : [];
      return [...event, ...answer(chance, one, id, number)];
    }),
    unhappy: visits.flatMap(({ answer: given, person }) =>
      given && given.csat <= 2 ? [{ person, at: given.at, owner: "field" as const }] : [],
    ),
  };
}
