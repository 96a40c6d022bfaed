/**
 * Orders as they were placed and delivered: T2's hours, T4's people with a late delivery behind
 * them. What customers say about them is in order-answers.ts.
 */
import type { Person, Region } from "./people.ts";
import { note, regions } from "./people.ts";
import { largestRemainder, lognormalQuantiles, scaled } from "./quota.ts";
import type { Random } from "./random.ts";
import { month as monthOf } from "./signals.ts";
import type { Frame } from "./signals.ts";
import { day, dayStart, delay, hour, hourOfDay, minute, morningAfter, someDay } from "./time.ts";
import type { Month } from "./time.ts";

export interface Order {
  /** Month and region of the delivery. */
  month: Month;
  region: Region;
  hours: number;
  placedAt: number;
  deliveredAt: number;
  deliveryAnswerAt: number | null;
  orderAnswerAt: number | null;
  /** Carries `expectedDays`: after a late delivery, or after none. Null: wasn't asked. */
  expects: "afterLate" | "afterNone" | null;
  /** The order that gave the same person a late delivery before. */
  source: Order | null;
  person: Person | null;
  /** The order of `demo-advocate`. */
  tour: boolean;
  /** Whether the person had a late delivery in the six months before placing this order. */
  lateBefore: boolean;
}

/** Hours promised. */
export const promise = 48;
const tourHours = 91;

/** A new courier serves the West from M4. */
export const newCourier = (region: Region, month: Month): boolean =>
  region === "West" && month.index >= 3;

function empty(month: Month, region: Region, answered: boolean): Order {
  return {
    month,
    region,
    hours: 0,
    placedAt: 0,
    deliveredAt: 0,
    // 0 until the time is drawn.
    deliveryAnswerAt: answered ? 0 : null,
    orderAnswerAt: null,
    expects: null,
    source: null,
    person: null,
    tour: false,
    lateBefore: false,
  };
}

/** Equal cells of region and month; in each, so many deliveries are answered. */
function cells(frame: Frame): Order[] {
  const { area } = frame.counts;
  const grid = frame.months.flatMap((month) => regions.map((region) => ({ month, region })));
  const even = grid.map(() => 1);
  const total = Math.max(area.orderPlaced, area.orderDelivered, area.orderRevenue);
  const answered = largestRemainder(area.delivery, even);
  const all = largestRemainder(total, even);
  return grid.flatMap(({ month, region }, cell) =>
    Array.from({ length: all[cell] as number }, (_, i) =>
      empty(month, region, i < (answered[cell] as number)),
    ),
  );
}

/** Hours by quantile: the answered deliveries of each courier get a whole distribution themselves. */
function dealHours(chance: Random, orders: Order[]): void {
  for (const late of [true, false]) {
    for (const answered of [true, false]) {
      const group = orders.filter(
        (order) =>
          newCourier(order.region, order.month) === late &&
          (order.deliveryAnswerAt !== null) === answered,
      );
      const hours = late
        ? lognormalQuantiles(group.length, 66, 0.6073)
        : lognormalQuantiles(group.length, 30, 0.4);
      // Hundredths of an hour are whole seconds, and keep every value on its side of 48.
      chance
        .shuffle(hours)
        .forEach((value, i) => ((group[i] as Order).hours = Math.round(value * 100) / 100));
    }
  }
}

/** Delivered between 08:00 and 20:00, placed when people are awake; the hours between are exact. */
function dealTimes(chance: Random, order: Order, start: number): void {
  const { month, hours } = order;
  const answered = order.deliveryAnswerAt !== null;
  const first = month.from === start ? Math.ceil(hours / 24) + 1 : 1;
  // The answer comes up to three days later and still in the month of the delivery.
  const last = answered ? month.days - 3 : month.days;
  let deliveredAt: number;
  let placed: number;
  do {
    const time = Math.round(chance.between(8, 20) * 60) * minute;
    deliveredAt = someDay(chance, month, Math.min(first, last), last) + time;
    placed = hourOfDay(deliveredAt - hours * hour);
  } while (placed < 6.5 || placed >= 22.9);
  order.deliveredAt = deliveredAt;
  order.placedAt = deliveredAt - Math.round(hours * 3600) * 1000;
  if (answered) {
    const wait = Math.min(24 * hour + delay(chance, 6, 0.7), 50 * hour);
    order.deliveryAnswerAt = morningAfter(chance, deliveredAt + wait);
  }
}

/** An hour or so after ordering, and before the delivery. */
function orderAnswer(chance: Random, order: Order): number {
  const at = morningAfter(chance, order.placedAt + hour + delay(chance, 1, 0.8));
  return at < order.deliveredAt - hour ? at : order.placedAt + 50 * minute;
}

/**
 * Who is asked about ordering: first the orders whose delivery isn't asked about, so that the
 * contact rules of M4 and later are kept; the rest have both, in M1–M3, when no rules were on.
 */
function askAboutOrdering(frame: Frame, chance: Random, orders: Order[]): void {
  const others = orders.filter((order) => !order.tour);
  const n = frame.counts.area.order - (orders.length - others.length);
  const alone = chance.shuffle(others.filter((order) => order.deliveryAnswerAt === null));
  const early = others.filter((order) => order.deliveryAnswerAt !== null && order.month.index < 3);
  for (const order of [...alone, ...chance.shuffle(early)].slice(0, n)) {
    order.orderAnswerAt = orderAnswer(chance, order);
  }
}

/** Last time at which the person of an order answered because of it. */
const lastAnswer = (order: Order): number =>
  Math.max(order.deliveryAnswerAt ?? 0, order.orderAnswerAt ?? 0);

/** Joins late deliveries to a later order of the same person within six months (T4). */
function joinLate(frame: Frame, chance: Random, orders: Order[], wanted: number): void {
  const rulesOn = monthOf(frame, 4).from;
  const free = chance.shuffle(
    orders.filter((order) => order.orderAnswerAt !== null && order.deliveryAnswerAt === null),
  );
  const sources = new Set<Order>();
  let joined = 0;
  const fits = (order: Order, source: Order): boolean => {
    if (order.source || sources.has(order) || order.region !== source.region) return false;
    const gap = (order.orderAnswerAt as number) - lastAnswer(source);
    const since = order.placedAt - source.deliveredAt;
    const needed = (order.orderAnswerAt as number) >= rulesOn ? 60 * day : 12 * hour;
    return since > day && since < 175 * day && gap >= needed;
  };
  for (const source of chance.shuffle(orders.filter((order) => order.hours > promise))) {
    if (joined === wanted) return;
    if (source.source || free.length === 0) continue;
    const tries = Array.from({ length: 200 }, () => chance.pick(free));
    const target = tries.find((order) => fits(order, source));
    if (!target) continue;
    target.source = source;
    target.expects = "afterLate";
    sources.add(source);
    joined += 1;
  }
}

/** Marks who is asked for `expectedDays`: 160 after a late delivery, 640 after none. */
function askExpectation(frame: Frame, chance: Random, orders: Order[]): void {
  const { order: n } = frame.counts.area;
  const asked = scaled(800, 1272, n);
  const late = scaled(160, 1272, n);
  const tours = orders.filter((order) => order.tour);
  const others = orders.filter((order) => !order.tour);
  joinLate(frame, chance, others, late);
  const sources = new Set(orders.map((order) => order.source));
  const rest = chance.shuffle(
    others.filter((order) => order.orderAnswerAt !== null && !order.source && !sources.has(order)),
  );
  for (const order of [...tours, ...rest].slice(0, asked - late)) order.expects = "afterNone";
}

/** Gives the orders owners, in the order of placing, so that each one's history is known. */
function dealPeople(frame: Frame, chance: Random, orders: Order[]): void {
  const lateOf = new Map<Person, number[]>();
  const taken = new Set<Person>();
  const later = new Map(orders.flatMap((order) => (order.source ? [[order.source, order]] : [])));
  const lateWithin = (person: Person, at: number, days: number): boolean =>
    (lateOf.get(person) ?? []).some((late) => late < at && late > at - days * day);
  for (const order of orders.toSorted((a, b) => a.placedAt - b.placedAt)) {
    const target = later.get(order);
    if (order.source) order.person = order.source.person;
    order.person ??= frame.crowd.draw(chance, {
      region: order.region,
      answers: [order.deliveryAnswerAt, order.orderAnswerAt, target?.orderAnswerAt ?? null].filter(
        (at) => at !== null,
      ),
      accept: (person) =>
        (order.expects === null && !target) ||
        // 190 days: whoever is "after none" is so however a month is counted.
        (!taken.has(person) &&
          (order.expects === null || !lateWithin(person, order.placedAt, 190))),
    });
    if (order.expects || target) taken.add(order.person);
    order.lateBefore = lateWithin(order.person, order.placedAt, 183);
    if (order.hours > promise) {
      lateOf.set(order.person, [...(lateOf.get(order.person) ?? []), order.deliveredAt]);
    }
  }
}

/** `demo-advocate` orders at the end of M3 and waits 91 hours. */
function tourOrder(frame: Frame, orders: Order[]): void {
  const late = orders.filter((o) => newCourier(o.region, o.month) && o.deliveryAnswerAt !== null);
  const tour = late.find((order) => order.month.index === 3);
  const nearest = late.toSorted(
    (a, b) => Math.abs(a.hours - tourHours) - Math.abs(b.hours - tourHours),
  )[0];
  if (!tour || !nearest) return;
  [nearest.hours, tour.hours] = [tour.hours, tourHours];
  const fourth = monthOf(frame, 4);
  tour.tour = true;
  tour.person = frame.crowd.advocate;
  tour.deliveredAt = dayStart(fourth, 2) + 14 * hour + 10 * minute;
  tour.placedAt = tour.deliveredAt - tourHours * hour;
  tour.orderAnswerAt = tour.placedAt + 75 * minute;
  tour.deliveryAnswerAt = dayStart(fourth, 3) + 17 * hour + 25 * minute;
  note(frame.crowd.advocate, tour.deliveryAnswerAt);
}

/** All orders of the year, with hours, times, owners, and who is asked what. */
export function makeOrders(frame: Frame): Order[] {
  const chance = frame.random("orders");
  const orders = cells(frame);
  dealHours(chance, orders);
  tourOrder(frame, orders);
  for (const order of orders) {
    if (!order.tour) dealTimes(chance, order, monthOf(frame, 1).from);
  }
  askAboutOrdering(frame, chance, orders);
  askExpectation(frame, chance, orders);
  dealPeople(frame, chance, orders);
  return orders.toSorted((a, b) => a.placedAt - b.placedAt);
}
