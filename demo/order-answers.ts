/** T2, T4, T10: events, revenue and answers of orders and deliveries, and the rebate claim. */
import type { SignalInput } from "#contract/signal.ts";
import { makeOrders, promise } from "./orders.ts";
import type { Order } from "./orders.ts";
import type { Person } from "./people.ts";
import { deal, largestRemainder, scaled } from "./quota.ts";
import type { Random } from "./random.ts";
import { atRest, easy, event, pad, response } from "./signals.ts";
import type { Frame, Unhappy } from "./signals.ts";
import { mixed, praiseDelivery, praiseOrder } from "./stems/happy.ts";
import { deliveryLate, orderTrouble, rebate } from "./stems/unhappy.ts";
import { someTime } from "./time.ts";
import { place } from "./touchpoints.ts";
import { maybeComment } from "./words.ts";

/** An order with the id and channel under which its signals stand. */
type Placed = Order & {
  person: Person;
  id: string;
  number: string;
  app: boolean;
  offering: string;
};

const goods = ["router", "fibre-home", "sim-card", "tv-box"];

const clip = (value: number): number => Math.min(5, Math.max(1, Math.round(value)));

/** Satisfaction = 4.25 − 0.55 per day late + noise (sd 0.85), rounded, clipped. */
function deliveryAnswer(chance: Random, order: Placed): SignalInput {
  const daysLate = Math.max(0, (order.hours - promise) / 24);
  const at = order.deliveryAnswerAt as number;
  const drawn = clip(4.25 - 0.55 * daysLate + 0.85 * chance.normal());
  const csat = order.tour ? 2 : drawn;
  const story = csat >= 4 ? praiseDelivery : csat === 3 && daysLate === 0 ? mixed : deliveryLate;
  return response(`delivery-answer-${order.number}`, at, order.person, {
    programme: "delivery",
    offering: order.offering,
    place: place.delivery,
    reference: { type: "order", id: order.id },
    measures: {
      csat,
      hoursToDeliver: order.hours,
      disconfirmation: clip(3.3 - 0.6 * daysLate + 0.8 * chance.normal()),
      "asat.speed": clip(4.2 - 0.7 * daysLate + 0.9 * chance.normal()),
      "asat.communication": clip(0.4 * csat + 2.3 + 0.9 * chance.normal()),
    },
    text: order.tour
      ? "Promised two days, came after almost four. The courier never rang."
      : maybeComment(chance, story, { language: order.person.language, at, unhappy: csat <= 2 }),
  });
}

/** Events and revenue of one order; the counts may leave the last ones out. */
function happenings(frame: Frame, chance: Random, order: Placed, index: number): SignalInput[] {
  const { area } = frame.counts;
  const reference = { type: "order", id: order.id };
  const where = order.app ? place.orderApp : place.orderWeb;
  const { offering } = order;
  const parts = { place: where, reference, offering };
  const { placedAt, deliveredAt, person, number } = order;
  const revenue = 1000 * Math.round(350 * Math.exp(0.7 * chance.normal()));
  const placed = event(`order-${number}-placed`, "operational-event", placedAt, person, {
    ...parts,
    event: "placed",
  });
  const delivered = event(`order-${number}-delivered`, "operational-event", deliveredAt, person, {
    event: "delivered",
    place: place.delivery,
    reference,
    offering,
    measures: { hoursToDeliver: order.hours },
  });
  const sold = event(`order-${number}-revenue`, "transaction", placedAt, person, {
    ...parts,
    event: "order",
    measures: { revenue },
    attributes: { currency: "IDR" },
  });
  return [
    ...(index < area.orderPlaced ? [placed] : []),
    ...(index < area.orderDelivered ? [delivered] : []),
    ...(index < area.orderRevenue ? [sold] : []),
  ];
}

/** Answers about ordering: 1,030 of 1,272 easy, satisfaction at rest, and the days expected. */
function orderAnswers(chance: Random, orders: Placed[]): SignalInput[] {
  const asked = orders.filter((order) => order.orderAnswerAt !== null);
  const top = scaled(1030, 1272, asked.length);
  const easyOnes = deal(chance, asked.length, [true, false], [top, asked.length - top]);
  const of = (expects: Order["expects"]): number =>
    orders.filter((order) => order.expects === expects).length;
  const expected = {
    afterLate: deal(chance, of("afterLate"), [2, 3, 4, 5], [40, 72, 40, 8]),
    afterNone: deal(chance, of("afterNone"), [1, 2, 3, 4], [128, 400, 96, 16]),
  };
  // The tour's customer expects two days, which is the commonest answer of all.
  const two = expected.afterNone.indexOf(2);
  if (asked.some((order) => order.tour) && two >= 0) expected.afterNone.splice(two, 1);
  return asked.map((order, i) => {
    const at = order.orderAnswerAt as number;
    const ease = easy(chance, easyOnes[i] as boolean);
    const csat = atRest(chance);
    const days = order.tour ? 2 : order.expects && expected[order.expects].pop();
    const story = csat >= 4 ? praiseOrder : csat === 3 ? mixed : orderTrouble;
    return response(`order-answer-${order.number}`, at, order.person, {
      programme: "ordering",
      offering: order.offering,
      place: order.app ? place.orderApp : place.orderWeb,
      reference: { type: "order", id: order.id },
      measures: { csat, ease, ...(days ? { expectedDays: days } : {}) },
      attributes: { lateBefore: order.lateBefore },
      text: maybeComment(chance, story, {
        language: order.person.language,
        at,
        unhappy: csat <= 2 || ease <= 3,
      }),
    });
  });
}

/** T10: four rebate claims a month, 9 of 48 easy in the year. */
function rebateClaims(frame: Frame): SignalInput[] {
  const chance = frame.random("rebate");
  const n = frame.counts.area.rebate;
  const perMonth = largestRemainder(
    n,
    frame.months.map(() => 1),
  );
  const top = scaled(9, 48, n);
  const easyOnes = deal(chance, n, [true, false], [top, n - top]);
  const times = frame.months.flatMap((month) =>
    Array.from({ length: perMonth[month.index] as number }, () => someTime(chance, month, 2, 28)),
  );
  return times.map((at, i) => {
    const person = frame.crowd.draw(chance, { answers: [at] });
    const ease = easy(chance, easyOnes[i] as boolean);
    const story = ease >= 5 ? praiseOrder : rebate;
    return response(`rebate-answer-${pad(i + 1)}`, at, person, {
      programme: "rebate-claim",
      place: place.rebate,
      reference: { type: "claim", id: `demo-claim-${pad(i + 1)}` },
      measures: { ease },
      text: maybeComment(chance, story, { language: person.language, at, unhappy: ease <= 3 }),
    });
  });
}

export interface OrderStory {
  signals: SignalInput[];
  unhappy: Unhappy[];
}

/** Orders, deliveries, the answers about both, and the rebate claims. */
export function orderStory(frame: Frame): OrderStory {
  const orders = makeOrders(frame);
  const chance = frame.random("order-answers");
  const placed = orders.map((order, i): Placed => {
    const number = pad(i + 1);
    const app = order.tour || chance.chance(0.45);
    const offering = chance.pick(goods);
    const id = `demo-order-${number}`;
    return { ...order, person: order.person as Person, id, number, app, offering };
  });
  // Deliveries that were asked about keep their events, wherever the counts cut.
  const keep = placed.toSorted(
    (a, b) => Number(b.deliveryAnswerAt !== null) - Number(a.deliveryAnswerAt !== null),
  );
  const answered = placed.filter((order) => order.deliveryAnswerAt !== null);
  const answers = answered.map((order) => deliveryAnswer(chance, order));
  return {
    signals: [
      ...keep.flatMap((order, i) => happenings(frame, chance, order, i)),
      ...answers,
      ...orderAnswers(chance, placed),
      ...rebateClaims(frame),
    ],
    unhappy: answered
      .filter((_, i) => (answers[i]?.measures?.["csat"] ?? 5) <= 2)
      .map((order) => ({
        person: order.person,
        at: order.deliveryAnswerAt as number,
        owner: "operations",
      })),
  };
}
