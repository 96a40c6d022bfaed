/**
 * T18: a new greeting in the West's stores from month 7 that changed nothing. N5: the branch with
 * nine answers. And the gaming at W-2 in month 9.
 */
import type { SignalInput } from "#contract/signal.ts";
import { units } from "./people.ts";
import type { Person } from "./people.ts";
import { deal, largestRemainder, repeat, scaled } from "./quota.ts";
import type { Random } from "./random.ts";
import { agent, month as monthOf, pad, response, signal } from "./signals.ts";
import type { Frame } from "./signals.ts";
import { mixed, praiseStore } from "./stems/happy.ts";
import { storeWait } from "./stems/unhappy.ts";
import { dayStart, hour, hourOfDay, minute, second, someTime } from "./time.ts";
import type { Month } from "./time.ts";
import { place } from "./touchpoints.ts";
import { maybeComment } from "./words.ts";

const small = "South/S-3";
const scores = [1, 2, 3, 4, 5];
/** 1–5 in %, before and after M7, the same in every region. */
const weights = { before: [5, 9, 19, 40, 27], after: [3, 6, 15, 35, 41] };

interface Answer {
  unit: string;
  month: Month;
  csat: number;
}

/** West: branches and months even. */
function west(frame: Frame, chance: Random, n: number, after: boolean): Answer[] {
  const months = frame.months.slice(after ? 6 : 0, after ? 12 : 6);
  return deal(chance, n, scores, after ? weights.after : weights.before).map((csat, i) => ({
    csat,
    unit: units.West[i % 3] as string,
    month: months[Math.floor(i / 3) % 6] as Month,
  }));
}

/** The other regions: S-3 takes nine satisfied answers in the year, eight branches share the rest. */
function others(frame: Frame, chance: Random, n: number, after: boolean, few: number): Answer[] {
  const months = frame.months.slice(after ? 6 : 0, after ? 12 : 6);
  const csats = deal(chance, n, scores, after ? weights.after : weights.before);
  const branches = [...units.North, ...units.South, ...units.East].filter((unit) => unit !== small);
  const left = repeat(
    branches,
    largestRemainder(
      n - few,
      branches.map(() => 1),
    ),
  );
  const rest = chance.shuffle(left);
  const when = chance.shuffle(
    repeat(
      months,
      largestRemainder(
        n,
        months.map(() => 1),
      ),
    ),
  );
  let given = 0;
  return csats.map((csat, i) => {
    const mine = csat >= 4 && given < few;
    if (mine) given += 1;
    return { csat, month: when[i] as Month, unit: mine ? small : (rest.pop() as string) };
  });
}

function answer(
  frame: Frame,
  chance: Random,
  given: Answer,
  index: number,
  unseen: Person[],
): SignalInput {
  let at = someTime(chance, given.month);
  // Stores are open from 9 to 21.
  while (hourOfDay(at) < 9.2 || hourOfDay(at) >= 21) at = someTime(chance, given.month);
  const region = given.unit.split("/")[0] as keyof typeof units;
  const fresh = unseen.findIndex((person) => person.region === region);
  const person =
    fresh < 0 ? frame.crowd.draw(chance, { region }) : (unseen.splice(fresh, 1)[0] as Person);
  const story = given.csat >= 4 ? praiseStore : given.csat === 3 ? mixed : storeWait;
  return response(`store-answer-${pad(index + 1)}`, at, person, {
    programme: "store",
    place: place.store,
    unit: given.unit,
    employee: agent(chance),
    measures: { csat: given.csat },
    answers: { goal: ["no", "no", "partly", "yes", "yes"][given.csat - 1] as string },
    text: maybeComment(chance, story, { language: person.language, at, unhappy: given.csat <= 2 }),
    attributes: {
      device: "visitor",
      seconds: Math.round(25 + 20 * Math.exp(0.6 * chance.normal())),
    },
  });
}

/** 160 answers on one device in 45 minutes, all of them 5, under four seconds each. */
function gaming(frame: Frame, chance: Random): SignalInput[] {
  const start = dayStart(monthOf(frame, 9), 17) + 10 * hour + 2 * minute;
  const n = frame.counts.area.gaming;
  return Array.from({ length: n }, (_, i) => {
    const at = start + Math.round((i * 45 * 60) / Math.max(1, n - 1)) * second;
    return signal(`store-gaming-${pad(i + 1, 3)}`, "response", at, {
      programme: "store",
      pattern: "past",
      confidentiality: "identified",
      survey: { id: "store", version: 1 },
      place: place.store,
      unit: "West/W-2",
      language: "id",
      measures: { csat: 5 },
      answers: { goal: "yes" },
      attributes: {
        region: "West",
        device: "kiosk-W-2-1",
        seconds: Math.round(chance.between(1.2, 3.9) * 10) / 10,
      },
      suspicious: ["one-device", "too-fast"],
    });
  });
}

/** Store answers of the year, all from open links. */
export function storeStory(frame: Frame): SignalInput[] {
  const chance = frame.random("store");
  const n = frame.counts.area.store;
  const [westBefore, othersBefore, westAfter, othersAfter] = largestRemainder(
    n,
    [180, 540, 180, 540],
  ) as [number, number, number, number];
  const few = scaled(9, 1440, n);
  const early = Math.floor(few / 2);
  const answers = [
    ...west(frame, chance, westBefore, false),
    ...others(frame, chance, othersBefore, false, early),
    ...west(frame, chance, westAfter, true),
    ...others(frame, chance, othersAfter, true, few - early),
  ];
  // Store visitors are asked by open links: whoever no other story has met is met here.
  const unseen = frame.crowd.people.filter((person) => person.uses === 0);
  return [
    ...answers.map((given, i) => answer(frame, chance, given, i, unseen)),
    ...gaming(frame, chance),
  ];
}
