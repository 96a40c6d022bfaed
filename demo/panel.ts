/** T15: a panel of 240, polled at the end of M6 and of M12; 24 leave in between. */
import type { SignalInput } from "#contract/signal.ts";
import { note } from "./people.ts";
import type { Level, Person } from "./people.ts";
import { deal, largestRemainder, repeat } from "./quota.ts";
import type { Random } from "./random.ts";
import { month as monthOf, pad, response, restWeights } from "./signals.ts";
import type { Frame } from "./signals.ts";
import { mixed, praiseCompany } from "./stems/happy.ts";
import { network } from "./stems/service.ts";
import { billUnclear, price } from "./stems/unhappy.ts";
import { someTime } from "./time.ts";
import { place } from "./touchpoints.ts";
import { comment, maybeComment } from "./words.ts";

const levels: Level[] = ["dissatisfied", "satisfied", "loyal", "advocate"];
/** Who stayed: rows are levels at the end of M6, columns at the end of M12. */
const stayed = [
  [22, 12, 0, 0],
  [14, 46, 22, 2],
  [4, 8, 44, 12],
  [1, 1, 5, 23],
];
/** Who left, by level at the end of M6. */
const gone = [16, 6, 2, 0];

/**
 * Ranges that settle a level by the default rules, with room on every side: overall satisfaction
 * (1–5), likelihood to recommend, and tenure. A satisfied member is kept from "loyal" by 4–6.
 */
const evidence = {
  dissatisfied: { osat: [1, 2], nps: [0, 1, 2, 3, 4, 5], tenure: [9, 60] },
  satisfied: { osat: [4, 5], nps: [4, 5, 6], tenure: [9, 60] },
  loyal: { osat: [4, 5], nps: [7, 8], tenure: [32, 110] },
  advocate: { osat: [4, 5], nps: [9, 10], tenure: [9, 110] },
} as const;

interface Path {
  middle: Level;
  end: Level | null;
}

function paths(frame: Frame): Path[] {
  const { panelMiddle, panelEnd, leaving } = frame.counts.area;
  const cells = levels.flatMap((middle) => levels.map((end): Path => ({ middle, end })));
  const stay = repeat(cells, largestRemainder(panelEnd, stayed.flat()));
  const leave = repeat(
    levels.map((middle): Path => ({ middle, end: null })),
    largestRemainder(leaving, gone),
  );
  const all = [...stay, ...leave];
  // Rounding at another size may leave one more poll in M6 than there are members.
  while (all.length < panelMiddle) all.push({ middle: "satisfied", end: "satisfied" });
  return all;
}

/** The tour's two take the first place on their own path. */
function seat(frame: Frame, members: Path[]): Person[] {
  const chance = frame.random("panel-members");
  const { advocate, left, people } = frame.crowd;
  const others = chance.shuffle(people.filter((person) => person !== advocate && person !== left));
  const find = (middle: Level, end: Level | null): number =>
    members.findIndex((path) => path.middle === middle && path.end === end);
  const seats = new Map([
    [find("satisfied", "advocate"), advocate],
    [find("loyal", null), left],
  ]);
  return members.map((_, i) => seats.get(i) ?? (others.pop() as Person));
}

/** Chooses the members before any other story draws people. */
export function choosePanel(frame: Frame): Person[] {
  const chance = frame.random("panel");
  const members = paths(frame);
  const people = seat(frame, members);
  people.forEach((person, i) => {
    const { middle, end } = members[i] as Path;
    const ever = [middle, end];
    const key = ever.includes("loyal") ? "loyal" : middle;
    const [low, high] = evidence[key].tenure;
    const { advocate, left } = frame.crowd;
    const known = person === advocate || person === left ? 41 : null;
    const referral = (number: number): number => someTime(chance, monthOf(frame, number), 3, 26);
    const referrals = [
      ...(middle === "advocate" ? [referral(2 + chance.int(4))] : []),
      ...(end === "advocate" && middle !== "advocate"
        ? [referral(person === advocate ? 11 : 8 + chance.int(4))]
        : []),
    ];
    const tenureMonths = known ?? low + chance.int(high - low);
    person.panel = { middle, end, tenureMonths, referrals };
  });
  return people;
}

/** One poll: the last fortnight of M6 or of M12. */
function poll(
  frame: Frame,
  chance: Random,
  person: Person,
  number: 6 | 12,
  id: string,
): SignalInput {
  const panel = person.panel as NonNullable<Person["panel"]>;
  const wave = monthOf(frame, number);
  const level = (number === 6 ? panel.middle : panel.end) as Level;
  const known = evidence[level];
  // The tour's customers answer first, so that what follows keeps its distance.
  const tour = person === frame.crowd.advocate || person === frame.crowd.left;
  const at = someTime(chance, wave, wave.days - 14, tour ? wave.days - 14 : wave.days - 1);
  note(person, at, true);
  const { osat: boxes } = known;
  const osat = boxes[chance.weighted(boxes.map((box) => restWeights[box - 1] as number))] as number;
  const referred = panel.referrals.some((referral) => referral < at);
  const story = level === "dissatisfied" ? network : level === "satisfied" ? mixed : praiseCompany;
  return response(id, at, person, {
    programme: "panel",
    pattern: "present",
    medium: "message",
    measures: { osat, nps: chance.pick<number>(known.nps) },
    answers: { referred: referred ? "yes" : "no" },
    attributes: {
      panel: true,
      wave: wave.key,
      tenureMonths: panel.tenureMonths - (12 - number),
    },
    text: maybeComment(chance, story, {
      language: person.language,
      at,
      unhappy: level === "dissatisfied",
    }),
  });
}

const reasons = ["price", "quality", "service", "offer", "not-needed", "moved", "promise", "other"];

function leaving(
  frame: Frame,
  chance: Random,
  person: Person,
  number: number,
  id: string,
): SignalInput {
  const tour = person === frame.crowd.left;
  const month = tour ? monthOf(frame, 12) : monthOf(frame, number);
  const at = someTime(chance, month, 8, Math.min(20, month.days));
  const speech = { language: person.language, at, unhappy: true };
  const reason = tour
    ? "The bills were wrong twice and nobody put them right."
    : comment(chance, chance.pick([price, network, billUnclear]), speech);
  const winback = tour ? "A call in time." : comment(chance, price, speech);
  return response(id, at, person, {
    programme: "leaving",
    place: place.cancellation,
    measures: { nps: chance.int(6) },
    answers: { leaving: tour ? "service" : chance.pick(reasons) },
    attributes: { panel: true },
    text: { reason, winback },
  });
}

/** Polls and leaving surveys. */
export function panelStory(frame: Frame, members: Person[]): SignalInput[] {
  const chance = frame.random("panel-polls");
  const { panelMiddle, panelEnd } = frame.counts.area;
  const middle = members
    .slice(0, panelMiddle)
    .map((person, i) => poll(frame, chance, person, 6, `panel-M6-${pad(i + 1, 4)}`));
  const end = members
    .filter((person) => person.panel?.end)
    .slice(0, panelEnd)
    .map((person, i) => poll(frame, chance, person, 12, `panel-M12-${pad(i + 1, 4)}`));
  const left = members.filter((person) => person.panel && !person.panel.end);
  const months = deal(chance, left.length, [8, 9, 10, 11, 12], [1, 1, 1, 1, 1]);
  const gone = left.map((person, i) =>
    leaving(frame, chance, person, months[i] as number, `leaving-${pad(i + 1, 4)}`),
  );
  return [...middle, ...end, ...gone];
}

export interface PanelUse {
  person: Person;
  at: number;
  event: "monthly-use" | "visit" | "read-review";
}

/** Use of the panel's members, read four times in the year, and some visits to the website. */
export function panelUse(frame: Frame, members: Person[]): PanelUse[] {
  const chance = frame.random("panel-use");
  const { panelUse: n, visit: visits } = frame.counts.area;
  const reading = (person: Person, round: number): number => {
    const months = person.panel?.end ? [3, 6, 9, 12] : [2, 4, 6, 7];
    const month = monthOf(frame, months[round % 4] as number);
    // A machine's reading, in the last minutes of the month.
    return month.to - 1000 * (1 + chance.int(3000));
  };
  const uses = Array.from({ length: n }, (_, i): PanelUse => {
    const person = members[i % members.length] as Person;
    return { person, at: reading(person, Math.floor(i / members.length)), event: "monthly-use" };
  });
  const seen = Array.from({ length: visits }, (_, i): PanelUse => {
    const person = i === 0 ? frame.crowd.advocate : chance.pick(members);
    const number = i === 0 ? 3 : 1 + chance.int(7);
    return {
      person,
      at: someTime(chance, monthOf(frame, number), 2, 26),
      event: i === 0 ? "read-review" : "visit",
    };
  });
  return [...uses, ...seen];
}
