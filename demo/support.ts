/** T3: a fall of mix in month 10. T9: the phone is hard, the app is easy. Tickets and their answers. */
import type { SignalInput } from "#contract/signal.ts";
import type { Person } from "./people.ts";
import { byRank, deal, largestRemainder, scaled } from "./quota.ts";
import type { Random } from "./random.ts";
import { agent, easy, event, month as monthOf, pad, response, satisfied } from "./signals.ts";
import type { Frame, Unhappy } from "./signals.ts";
import { mixed, praiseService } from "./stems/happy.ts";
import { appDown, supportPoor } from "./stems/service.ts";
import { day, dayStart, delay, eveningBefore, hour, minute, someTime } from "./time.ts";
import type { Month } from "./time.ts";
import { place } from "./touchpoints.ts";
import { maybeComment } from "./words.ts";

export const channels = ["phone", "chat", "app"] as const;
export type Channel = (typeof channels)[number];

export interface Ticket {
  channel: Channel;
  month: Month;
  openedAt: number;
  closedAt: number;
  answer: { at: number; csat: number; ces: number } | null;
  /** The customer came back on the same matter within 7 days. */
  repeated: boolean;
  person: Person;
}

const where = { phone: place.supportPhone, chat: place.supportChat, app: place.supportApp };

/** Answers and satisfied ones by month and channel; in M10 the app is down. */
const base = (month: Month): { answers: number[]; satisfied: number[] } => {
  if (month.index === 9) return { answers: [408, 24, 48], satisfied: [224, 19, 42] };
  // The one answer more in M1 that makes 3,000 is a phone one, and a satisfied one (55 %).
  if (month.index === 0) return { answers: [81, 57, 92], satisfied: [45, 46, 81] };
  return { answers: [80, 57, 92], satisfied: [44, 46, 81] };
};

/** CES at or above 5, of all answers in the year, by channel. */
const easyOf = [
  { easy: 670, of: 1289 },
  { easy: 462, of: 651 },
  { easy: 890, of: 1060 },
];
/** Tickets and second contacts in the year, by channel: 28, 17 and 9 %. */
const ticketsOf = [
  { tickets: 1500, repeated: 420 },
  { tickets: 700, repeated: 119 },
  { tickets: 1200, repeated: 108 },
];

/** During the outage people come in its fortnight: whole weeks, so that no weekday is favoured. */
const window = (month: Month): [number, number] => {
  if (month.index === 9) return [8, 21];
  // In M1 the ticket behind the answer must still lie in the year.
  return month.index === 0 ? [5, month.days] : [1, month.days];
};

/** When a ticket was opened and closed, back from a time after its end. */
function span(chance: Random, endAt: number, wait: number): { openedAt: number; closedAt: number } {
  const closedAt = eveningBefore(chance, endAt - wait);
  const lasted = Math.min(delay(chance, 5, 0.9), 2.5 * day);
  return { closedAt, openedAt: eveningBefore(chance, closedAt - 4 * minute - lasted) };
}

function answered(frame: Frame, chance: Random): Ticket[] {
  const perMonth = largestRemainder(
    frame.counts.area.support,
    frame.months.map((month) => base(month).answers.reduce((a, b) => a + b, 0)),
  );
  const tickets: Ticket[] = [];
  for (const month of frame.months) {
    const { answers, satisfied: tops } = base(month);
    const sizes = largestRemainder(perMonth[month.index] as number, answers);
    channels.forEach((channel, c) => {
      const n = sizes[c] as number;
      const top = scaled(tops[c] as number, answers[c] as number, n);
      for (const happy of deal(chance, n, [true, false], [top, n - top])) {
        const at = someTime(chance, month, ...window(month));
        const person = frame.crowd.draw(chance, { answers: [at] });
        const answer = { at, csat: satisfied(chance, happy), ces: 0 };
        const { openedAt, closedAt } = span(chance, at, day + delay(chance, 6, 0.7));
        tickets.push({ channel, month, openedAt, closedAt, answer, repeated: false, person });
      }
    });
  }
  return tickets;
}

/** Effort by rank of satisfaction and noise within each channel, to its quota. */
function rateEffort(chance: Random, tickets: Ticket[]): void {
  channels.forEach((channel, c) => {
    const mine = tickets.filter((ticket) => ticket.channel === channel);
    const quota = easyOf[c] as { easy: number; of: number };
    const top = scaled(quota.easy, quota.of, mine.length);
    const keys = mine.map((ticket) => (ticket.answer?.csat ?? 0) + 1.3 * chance.normal());
    byRank(keys).forEach((index, position) => {
      const answer = mine[index]?.answer;
      if (answer) answer.ces = easy(chance, position < top);
    });
  });
}

/** Tickets nobody answered about, in the months and channels of the others. */
function silent(frame: Frame, chance: Random, tickets: Ticket[], size: number): Ticket[] {
  const asked = channels.map((channel) => tickets.filter((ticket) => ticket.channel === channel));
  const sizes = largestRemainder(
    size,
    ticketsOf.map(({ tickets: n }, c) => n - (easyOf[c]?.of ?? 0)),
  );
  return channels.flatMap((channel, c) =>
    Array.from({ length: sizes[c] as number }, (_, i): Ticket => {
      const tour = i === 0 && channel !== "app";
      const month = tour ? monthOf(frame, 4) : chance.pick(asked[c] as Ticket[]).month;
      const at = tour
        ? dayStart(month, channel === "chat" ? 6 : 7) + 11 * hour + 20 * minute
        : someTime(chance, month, ...window(month));
      const person = tour ? frame.crowd.advocate : frame.crowd.draw(chance, {});
      const times = span(chance, at, 0);
      return { channel, month, ...times, answer: null, repeated: false, person };
    }),
  );
}

/** Second contacts: by quota per channel, likelier where effort was high. */
function markRepeats(chance: Random, tickets: Ticket[]): void {
  channels.forEach((channel, c) => {
    const mine = tickets.filter((ticket) => ticket.channel === channel);
    const quota = ticketsOf[c] as { tickets: number; repeated: number };
    const n = scaled(quota.repeated, quota.tickets, mine.length);
    const keys = mine.map((ticket) => 2 * chance.normal() - (ticket.answer?.ces ?? 4));
    for (const index of byRank(keys).slice(0, n)) (mine[index] as Ticket).repeated = true;
  });
}

function answer(chance: Random, ticket: Ticket, id: string, number: string): SignalInput[] {
  if (!ticket.answer) return [];
  const { at, csat, ces } = ticket.answer;
  const down = ticket.channel === "phone" && (ticket.month.index === 9 || chance.chance(0.3));
  const story = csat >= 4 ? praiseService : csat === 3 ? mixed : down ? appDown : supportPoor;
  const contacts = ticket.repeated ? 2 + chance.weighted([60, 28, 12]) : 1;
  const resolved = ["no", "no", "partly", "yes", "yes"][csat - 1] as string;
  return [
    response(`support-answer-${number}`, at, ticket.person, {
      programme: "support",
      place: where[ticket.channel],
      reference: { type: "ticket", id },
      employee: agent(chance),
      measures: { csat, ces },
      answers: { resolved: chance.chance(0.85) ? resolved : "partly", contacts },
      text: maybeComment(chance, story, {
        language: ticket.person.language,
        at,
        unhappy: csat <= 2 || ces <= 3,
      }),
    }),
  ];
}

function events(
  frame: Frame,
  ticket: Ticket,
  index: number,
  id: string,
  number: string,
): SignalInput[] {
  const parts = { place: where[ticket.channel], reference: { type: "ticket", id } };
  const hours = Math.round((ticket.closedAt - ticket.openedAt) / minute / 0.6) / 100;
  const { area } = frame.counts;
  const opened = event(
    `ticket-${number}-opened`,
    "operational-event",
    ticket.openedAt,
    ticket.person,
    {
      ...parts,
      event: "opened",
    },
  );
  const closed = event(
    `ticket-${number}-closed`,
    "operational-event",
    ticket.closedAt,
    ticket.person,
    {
      ...parts,
      event: "closed",
      measures: { hoursToResolve: hours, repeatContact: ticket.repeated ? 1 : 0 },
    },
  );
  return [
    ...(index < area.ticketOpened ? [opened] : []),
    ...(index < area.ticketClosed ? [closed] : []),
  ];
}

export interface SupportStory {
  signals: SignalInput[];
  /** Tickets with the ids that their signals refer to: conversations belong to them. */
  tickets: { id: string; ticket: Ticket }[];
  unhappy: Unhappy[];
}

/** The tickets of the year, those that customers answered about first. */
export function supportStory(frame: Frame): SupportStory {
  const chance = frame.random("support");
  const { area } = frame.counts;
  const asked = answered(frame, chance);
  rateEffort(chance, asked);
  const total = Math.max(area.ticketOpened, area.ticketClosed);
  const all = [...asked, ...silent(frame, chance, asked, Math.max(0, total - asked.length))];
  markRepeats(chance, all);
  const tickets = all.map((ticket, i) => ({ id: `demo-ticket-${pad(i + 1)}`, ticket }));
  return {
    signals: tickets.flatMap(({ id, ticket }, i) => [
      ...events(frame, ticket, i, id, pad(i + 1)),
      ...answer(chance, ticket, id, pad(i + 1)),
    ]),
    tickets,
    unhappy: asked
      .filter((ticket) => (ticket.answer?.csat ?? 5) <= 2)
      .map((ticket) => ({ person: ticket.person, at: ticket.answer?.at ?? 0, owner: "service" })),
  };
}
