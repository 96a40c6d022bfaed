/** T1: the new bill layout breaks in the North in month 8. Answers, payments and corrections. */
import type { SignalInput } from "#contract/signal.ts";
import { note, regions } from "./people.ts";
import type { Person, Region } from "./people.ts";
import { deal, largestRemainder, scaled } from "./quota.ts";
import type { Random } from "./random.ts";
import {
  agent,
  atRest,
  easy,
  event,
  month as monthOf,
  pad,
  response,
  satisfied,
  signal,
  who,
} from "./signals.ts";
import type { Frame, Unhappy } from "./signals.ts";
import { billOther, billUnclear } from "./stems/unhappy.ts";
import { mixed, praiseBill } from "./stems/happy.ts";
import {
  day,
  dayStart,
  eveningBefore,
  hour,
  humanTime,
  minute,
  someDay,
  someTime,
} from "./time.ts";
import type { Month } from "./time.ts";
import { payments, place } from "./touchpoints.ts";
import { maybeComment, sentence } from "./words.ts";

/** One bill that somebody was asked about. */
interface Bill {
  id: string;
  month: Month;
  region: Region;
  person: Person;
  answeredAt: number;
  csat: number;
}

/** The new layout starts in the North in M8. */
const broken = (region: Region, month: Month): boolean => region === "North" && month.index >= 7;

/** Satisfied answers of 120 in the North in a month; elsewhere satisfaction is left to chance. */
const northSatisfied = (month: Month): number => (month.index >= 7 ? 62 : 94);

function makeBills(frame: Frame, chance: Random): Bill[] {
  const perMonth = largestRemainder(
    frame.counts.area.bill,
    frame.months.map(() => 1),
  );
  const bills: Bill[] = [];
  for (const month of frame.months) {
    const perRegion = largestRemainder(perMonth[month.index] as number, [120, 60, 60, 60]);
    for (const [index, region] of regions.entries()) {
      const n = perRegion[index] as number;
      const top = scaled(northSatisfied(month), 120, n);
      const planted = region === "North" ? deal(chance, n, [true, false], [top, n - top]) : null;
      for (let i = 0; i < n; i++) {
        const answeredAt = someTime(chance, month, 4, 28);
        const person = frame.crowd.draw(chance, {
          region,
          plan: "postpaid",
          answers: [answeredAt],
        });
        const csat = planted ? satisfied(chance, planted[i] as boolean) : atRest(chance);
        const id = `demo-bill-${month.key}-${region.charAt(0)}${pad(i + 1, 3)}`;
        bills.push({ id, month, region, person, answeredAt, csat });
      }
    }
  }
  return bills;
}

/** `demo-left` is asked about the bill of M9, long enough after the panel's poll. */
function tour(frame: Frame, bills: Bill[]): void {
  const { left } = frame.crowd;
  const poll = left.answers[0]?.at ?? 0;
  const fits = (bill: Bill): boolean =>
    bill.month.key === "M9" && bill.region === "North" && bill.csat <= 3;
  const bill =
    bills.find((one) => fits(one) && one.answeredAt - poll > 91 * day) ?? bills.find(fits);
  if (!bill) return;
  bill.person = left;
  bill.csat = 1;
  note(left, bill.answeredAt);
}

function answer(chance: Random, bill: Bill, index: number): SignalInput {
  const unhappy = bill.csat <= 2;
  const ease = easy(chance, chance.chance([0.25, 0.3, 0.5, 0.8, 0.92][bill.csat - 1] as number));
  const bad = broken(bill.region, bill.month) ? billUnclear : billOther;
  const story = bill.csat >= 4 ? praiseBill : bill.csat === 3 && bad === billOther ? mixed : bad;
  return response(`bill-answer-${pad(index + 1)}`, bill.answeredAt, bill.person, {
    programme: "bill",
    place: place.bill,
    reference: { type: "bill", id: bill.id },
    measures: { csat: bill.csat, ease },
    text: maybeComment(chance, story, {
      language: bill.person.language,
      at: bill.answeredAt,
      unhappy,
    }),
  });
}

/** `demo-left` was not asked about the bill of M8, and disputed it all the same. */
const disputed = "demo-bill-M8-left";

/** Bills paid: those that were asked about first, then others until the count is full. */
function paid(frame: Frame, chance: Random, bills: Bill[]): SignalInput[] {
  return Array.from({ length: frame.counts.area.consumerBill }, (_, i) => {
    const tour = i === bills.length;
    const bill = bills[i];
    const month = bill?.month ?? (frame.months[tour ? 7 : i % 12] as Month);
    const person =
      bill?.person ?? (tour ? frame.crowd.left : frame.crowd.draw(chance, { plan: "postpaid" }));
    const id = tour ? disputed : (bill?.id ?? `demo-bill-${month.key}-X${pad(i + 1)}`);
    return event(`payment-${pad(i + 1)}`, "transaction", someTime(chance, month, 5, 26), person, {
      event: "bill-paid",
      place: chance.pick(payments),
      reference: { type: "bill", id },
      measures: { revenue: 1000 * Math.round(chance.between(150, 600)) },
      attributes: { currency: "IDR" },
    });
  });
}

/** Ten corrections per region and month, 94 in the North from M8; `demo-left` waits for his in vain. */
function corrections(frame: Frame, chance: Random, bills: Bill[]): SignalInput[] {
  const cells = frame.months.flatMap((month) => regions.map((region) => ({ month, region })));
  const sizes = largestRemainder(
    frame.counts.area.correction,
    cells.map(({ month, region }) => (broken(region, month) ? 94 : 10)),
  );
  const others = bills.filter((bill) => bill.person !== frame.crowd.left);
  return cells.flatMap(({ month, region }, cell) => {
    const mine = others.filter((bill) => bill.month === month && bill.region === region);
    // The dissatisfied are corrected first.
    const order = chance.shuffle(mine).sort((a, b) => Number(a.csat > 3) - Number(b.csat > 3));
    return Array.from({ length: sizes[cell] as number }, (_, i) => {
      const bill = order[i % order.length] ?? chance.pick(others);
      const at = humanTime(chance, someDay(chance, month, 6, 27));
      const id = `correction-${month.key}-${region.charAt(0)}${pad(i + 1, 3)}`;
      return event(id, "operational-event", at, bill.person, {
        event: "bill-corrected",
        place: place.bill,
        reference: { type: "bill", id: bill.id },
        measures: { corrected: -1000 * Math.round(chance.between(10, 160)) },
      });
    });
  });
}

/** The two mails in which `demo-left` disputes his bills. */
function disputes(frame: Frame, chance: Random, bills: Bill[]): SignalInput[] {
  const { left } = frame.crowd;
  const asked = bills.find((bill) => bill.person === left);
  const first = dayStart(monthOf(frame, 8), 14) + 19 * hour + 12 * minute;
  const mails = [
    { key: "M8", id: disputed, at: first },
    ...(asked
      ? [{ key: "M9", id: asked.id, at: eveningBefore(chance, asked.answeredAt - 3 * hour) }]
      : []),
  ];
  return mails.map(({ key, id, at }) =>
    signal(`dispute-${key}`, "conversation", at, {
      ...who(left),
      place: place.billQuestion,
      employee: agent(chance),
      reference: { type: "bill", id },
      language: "en",
      text: `I dispute this bill. ${sentence(chance, billUnclear, { language: "en", at })}`,
      attributes: { region: left.region, plan: left.plan },
    }),
  );
}

export interface BillStory {
  signals: SignalInput[];
  /** Count among the conversations. */
  disputes: SignalInput[];
  unhappy: Unhappy[];
}

/** The bill's year. */
export function billStory(frame: Frame): BillStory {
  const chance = frame.random("bill");
  const bills = makeBills(frame, chance);
  tour(frame, bills);
  return {
    signals: [
      ...bills.map((bill, i) => answer(chance, bill, i)),
      ...paid(frame, chance, bills),
      ...corrections(frame, chance, bills),
    ],
    disputes: disputes(frame, chance, bills),
    unhappy: bills
      .filter((bill) => bill.csat <= 2)
      .map(({ person, answeredAt }) => ({ person, at: answeredAt, owner: "finance" })),
  };
}
