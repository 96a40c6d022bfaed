/** The transactional truths, counted from the signals to the digits that are printed of them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { SignalInput } from "#contract/signal.ts";
import {
  answers,
  atLeast,
  attribute,
  demo,
  groups,
  mean,
  monthOf,
  ofKind,
  printed,
  spread,
  sum,
  values,
} from "./testing/counting.ts";

const region = (one: SignalInput): string => String(attribute(one, "region"));
const isEvent = (name: string) => (one: SignalInput) => attribute(one, "event") === name;
const months = Array.from({ length: 12 }, (_, i) => i + 1);

test("T1: the bill breaks in the North in M8, and nowhere else", () => {
  for (const month of months) {
    const bills = answers(demo(), "bill", [month]);
    assert.equal(bills.length, 300);
    const by = groups(bills, region);
    assert.deepEqual(atLeast(by.get("North") ?? [], "csat", 4), [month >= 8 ? 62 : 94, 120]);
    for (const other of ["South", "East", "West"]) assert.equal(by.get(other)?.length, 60);
  }
  const others = answers(demo(), "bill").filter((one) => region(one) !== "North");
  for (const half of [months.slice(0, 7), months.slice(7)]) {
    const [top, n] = atLeast(
      others.filter((one) => half.includes(monthOf(one))),
      "csat",
      4,
    );
    assert.ok(Math.abs(top / n - 0.78) < 0.04, `${top} of ${n} elsewhere`);
  }
  const [before, after] = [[7], [8]].map((month) => {
    const [top, n] = atLeast(answers(demo(), "bill", month), "csat", 4);
    return (100 * top) / n;
  });
  assert.ok(Math.abs((after ?? 0) - (before ?? 0) + 10.7) < 6, `${before} to ${after}`);
});

test("T1: bill corrections are the companion", () => {
  const found = ofKind(demo(), "operational-event").filter(isEvent("bill-corrected"));
  for (const month of months) {
    for (const where of ["North", "South", "East", "West"]) {
      const n = found.filter((one) => monthOf(one) === month && region(one) === where).length;
      assert.equal(n, where === "North" && month >= 8 ? 94 : 10, `${where} M${month}`);
    }
  }
  const unclear = answers(demo(), "bill").filter(
    (one) =>
      (one.measures?.["csat"] ?? 5) <= 3 &&
      /charge|biaya|layout|format|confusing|membingungkan/i.test(String(one.text)),
  );
  const share = unclear.filter((one) => region(one) === "North" && monthOf(one) >= 8).length;
  assert.ok(share / unclear.length > 0.6, `${share} of ${unclear.length}`);
});

test("T2: the West's deliveries from M4, to the printed digits", () => {
  const all = answers(demo(), "delivery");
  for (const [key, list] of groups(all, (one) => `${region(one)} ${monthOf(one)}`)) {
    assert.equal(list.length, 50, key);
  }
  const late = all.filter((one) => region(one) === "West" && monthOf(one) >= 4);
  const rest = all.filter((one) => !late.includes(one));
  const kept = (list: SignalInput[]): number =>
    values(list, "hoursToDeliver").filter((hours) => hours <= 48).length;
  assert.deepEqual([kept(late), late.length], [135, 450]);
  assert.deepEqual([kept(rest), rest.length], [1716, 1950]);
  assert.equal(printed((100 * kept(late)) / late.length), "30.0");
  assert.equal(printed((100 * kept(rest)) / rest.length), "88.0");
  assert.equal(printed(mean(values(late, "hoursToDeliver"))), "79.3");
  assert.equal(printed(mean(values(rest, "hoursToDeliver"))), "32.5");
  assert.equal(Math.round(48 - mean(values(late, "hoursToDeliver"))), -31);
  const [lateTop, restTop] = [late, rest].map((list) => atLeast(list, "csat", 4)[0] / list.length);
  assert.ok((restTop ?? 0) - (lateTop ?? 0) > 0.15, `${restTop} against ${lateTop}`);
});

test("T2: every order's events agree with its answer", () => {
  const events = ofKind(demo(), "operational-event");
  const placed = new Map(events.filter(isEvent("placed")).map((one) => [one.reference?.id, one]));
  const delivered = events.filter(isEvent("delivered"));
  const answered = new Map(answers(demo(), "delivery").map((one) => [one.reference?.id, one]));
  assert.equal(placed.size, 3600);
  assert.equal(answered.size, 2400);
  for (const one of delivered) {
    const hours = one.measures?.["hoursToDeliver"] as number;
    const start = Date.parse(placed.get(one.reference?.id)?.occurredAt ?? "");
    const took = (Date.parse(one.occurredAt) - start) / 3_600_000;
    assert.ok(Math.abs(took - hours) < 0.001, `${one.id}: ${took} and ${hours}`);
    const answer = answered.get(one.reference?.id);
    if (!answer) continue;
    assert.equal(answer.measures?.["hoursToDeliver"], hours);
    assert.equal(monthOf(answer), monthOf(one));
    assert.ok(answer.occurredAt > one.occurredAt);
  }
  const kept = (list: SignalInput[]): number =>
    values(list, "hoursToDeliver").filter((hours) => hours <= 48).length / list.length;
  const west = delivered.filter((one) => region(one) === "West" && monthOf(one) >= 4);
  assert.ok(Math.abs(kept(west) - 0.3) < 0.005);
  assert.ok(Math.abs(kept(delivered.filter((one) => !west.includes(one))) - 0.88) < 0.005);
});

const channelOf: Record<string, string> = {
  "support-call": "phone",
  "support-chat": "chat",
  "self-service": "app",
};
const channel = (one: SignalInput): string => channelOf[one.touchpoint ?? ""] ?? "none";

test("T3: support falls in M10 by mix alone", () => {
  for (const month of months) {
    const by = groups(answers(demo(), "support", [month]), channel);
    const found = ["phone", "chat", "app"].map((name) => atLeast(by.get(name) ?? [], "csat", 4));
    const usual = [
      [44, 80],
      [46, 57],
      [81, 92],
    ];
    if (month === 10) {
      assert.deepEqual(found, [
        [224, 408],
        [19, 24],
        [42, 48],
      ]);
    } else if (month === 1) assert.deepEqual(found, [[45, 81], ...usual.slice(1)]);
    else assert.deepEqual(found, usual);
  }
  const share = (month: number): number => {
    const [top, n] = atLeast(answers(demo(), "support", [month]), "csat", 4);
    return (100 * top) / n;
  };
  assert.equal(printed(share(9)), "74.7");
  assert.equal(printed(share(10)), "59.4");
  assert.equal(printed(share(10) - share(9)), "-15.3");
});

test("T9: effort by channel, and second contacts beside it", () => {
  const by = groups(answers(demo(), "support"), channel);
  const easy = ["phone", "chat", "app"].map((name) => atLeast(by.get(name) ?? [], "ces", 5));
  assert.deepEqual(easy, [
    [670, 1289],
    [462, 651],
    [890, 1060],
  ]);
  const closed = groups(ofKind(demo(), "operational-event").filter(isEvent("closed")), channel);
  const repeats = ["phone", "chat", "app"].map((name) => {
    const list = values(closed.get(name) ?? [], "repeatContact");
    return printed((100 * sum(list)) / list.length);
  });
  assert.deepEqual(repeats, ["28.0", "17.0", "9.0"]);
  const tickets = new Set(ofKind(demo(), "operational-event").map((one) => one.reference?.id));
  for (const one of answers(demo(), "support")) assert.ok(tickets.has(one.reference?.id));
});

test("T4: expectation follows one's own late delivery", () => {
  const asked = answers(demo(), "ordering").filter(
    (one) => one.measures?.["expectedDays"] !== undefined,
  );
  const by = groups(asked, (one) => String(attribute(one, "lateBefore")));
  const [late, none] = [by.get("true") ?? [], by.get("false") ?? []];
  assert.deepEqual(spread(values(late, "expectedDays"), 1, 5), [0, 40, 72, 40, 8]);
  assert.deepEqual(spread(values(none, "expectedDays"), 1, 5), [128, 400, 96, 16, 0]);
  assert.equal(printed(mean(values(late, "expectedDays")), 2), "3.10");
  assert.equal(printed(mean(values(none, "expectedDays")), 2), "2.00");
});

test("T4: the deliveries themselves bear it out", () => {
  const { signals, people } = demo();
  const idOf = new Map(people.flatMap((p) => [[p.email, p.id] as const, [p.phone, p.id] as const]));
  const who = (one: SignalInput): string =>
    one.customer?.id ?? idOf.get(one.customer?.email ?? one.customer?.phone ?? "") ?? "";
  const late = signals.filter(
    (one) => isEvent("delivered")(one) && (one.measures?.["hoursToDeliver"] ?? 0) > 48,
  );
  const byPerson = groups(late, who);
  const placed = new Map(signals.filter(isEvent("placed")).map((one) => [one.reference?.id, one]));
  const askedPeople = new Set<string>();
  for (const one of answers(demo(), "ordering")) {
    const at = Date.parse(placed.get(one.reference?.id)?.occurredAt ?? "");
    const before = (byPerson.get(who(one)) ?? []).some((other) => {
      const days = (at - Date.parse(other.occurredAt)) / 86_400_000;
      return days > 0 && days < 183;
    });
    assert.equal(attribute(one, "lateBefore"), before, one.id);
    if (one.measures?.["expectedDays"] !== undefined) askedPeople.add(who(one));
  }
  assert.equal(askedPeople.size, 800);
});

test("T10: the rebate claim is the hardest of all", () => {
  assert.deepEqual(atLeast(answers(demo(), "rebate-claim"), "ease", 5), [9, 48]);
  assert.deepEqual(atLeast(answers(demo(), "ordering"), "ease", 5), [1030, 1272]);
  for (const month of months) assert.equal(answers(demo(), "rebate-claim", [month]).length, 4);
});

test("T12: the study, with its straight-lined answers and without", () => {
  const all = ofKind(demo(), "response").filter((one) => one.programme === "study-backup-line");
  const take = (list: SignalInput[], hit: boolean): [number, number] => {
    const mine = list.filter((one) => attribute(one, "outageHit") === hit);
    return [mine.filter((one) => one.answers?.["wouldTake"] === "yes").length, mine.length];
  };
  assert.deepEqual(take(all, true), [60, 80]);
  assert.deepEqual(take(all, false), [56, 160]);
  const good = answers(demo(), "study-backup-line");
  assert.deepEqual(take(good, true), [57, 76]);
  assert.deepEqual(take(good, false), [49, 140]);
  assert.equal(all.length - good.length, 24);
  const matrix = (one: SignalInput): number =>
    new Set(
      Object.entries(one.answers ?? {}).flatMap(([key, x]) => (key.startsWith("hurts") ? [x] : [])),
    ).size;
  for (const one of all) if (one.suspicious) assert.equal(matrix(one), 1);
  assert.ok(good.filter((one) => matrix(one) === 1).length < 10);
  assert.ok(all.every((one) => monthOf(one) === 11 && one.pattern === "potential"));
  const hit = new Set(
    demo()
      .signals.filter(isEvent("outage-hit"))
      .map((one) => one.account?.id),
  );
  for (const one of all) assert.equal(hit.has(one.account?.id), attribute(one, "outageHit"));
  const says = (kind: string): number =>
    ofKind(demo(), kind).filter((one) => /backup|cadangan/.test(String(one.text))).length;
  assert.deepEqual([says("interview-note"), says("observation")], [3, 2]);
});

test("T11: 1,600 hits in the East on six days, 1,120 customers", () => {
  const hits = demo().signals.filter(isEvent("outage-hit"));
  assert.equal(new Set(hits.map((one) => one.account?.id)).size, 1120);
  assert.deepEqual([...new Set(hits.map(region))], ["East"]);
  const days = [...new Set(hits.map((one) => one.occurredAt.slice(0, 10)))].toSorted();
  assert.deepEqual(
    days,
    [8, 9, 10, 11, 12, 13].map((day) => `2025-10-${String(day).padStart(2, "0")}`),
  );
  const { outage } = demo().facts;
  for (const { occurredAt } of hits) assert.ok(occurredAt >= outage.from && occurredAt < outage.to);
});

test("T13: the price storm in mentions, news and reviews", () => {
  const negative = (list: SignalInput[]): [number, number] => {
    const all = values(list, "sentiment");
    assert.ok(all.every((x) => x >= -1 && x <= 1));
    return [all.filter((x) => x < 0).length, all.length];
  };
  const mentions = ofKind(demo(), "mention");
  assert.deepEqual(negative(mentions.filter((one) => monthOf(one) === 9)), [148, 205]);
  assert.deepEqual(negative(mentions.filter((one) => monthOf(one) !== 9)), [149, 495]);
  for (const month of months) {
    const n = mentions.filter((one) => monthOf(one) === month).length;
    assert.equal(n, month === 9 ? 205 : 45);
  }
  assert.equal(ofKind(demo(), "news").filter((one) => monthOf(one) === 9).length, 22);
  for (const month of months) {
    const ratings = values(
      ofKind(demo(), "review").filter((one) => monthOf(one) === month),
      "rating",
    );
    const expected: Record<number, [number[], string]> = {
      9: [[18, 10, 10, 13, 24], "3.20"],
      10: [[9, 8, 10, 17, 31], "3.71"],
    };
    const [quota, figure] = expected[month] ?? [[4, 6, 7, 20, 38], "4.09"];
    assert.deepEqual(spread(ratings, 1, 5), quota);
    assert.equal(printed(mean(ratings), 2), figure);
  }
});

test("T16: follow-ups, and the trap of asking the unhappy again", () => {
  const all = answers(demo(), "case-follow-up");
  const after = all.filter((one) => attribute(one, "asked") === "after-case");
  const recovered = (soon: boolean): [number, number] => {
    const mine = after.filter((one) => attribute(one, "contactedInTime") === soon);
    const good = mine.filter(
      (one) => one.answers?.["resolved"] === "yes" && (one.measures?.["csat.handling"] ?? 0) >= 4,
    );
    return [good.length, mine.length];
  };
  assert.deepEqual(recovered(true), [150, 228]);
  assert.deepEqual(recovered(false), [27, 72]);
  const again = all.filter((one) => attribute(one, "asked") === "after-six-weeks");
  for (const [contacted, now] of [
    [true, "6.9"],
    [false, "5.7"],
  ] as const) {
    const mine = again.filter((one) => attribute(one, "contacted") === contacted);
    assert.equal(mine.length, 60);
    assert.equal(printed(mean(values(mine, "ltrBefore"))), "4.1");
    assert.equal(printed(mean(values(mine, "nps"))), now);
    const changes = mine.map(
      (one) => (one.measures?.["nps"] ?? 0) - (one.measures?.["ltrBefore"] ?? 0),
    );
    const middle = mean(changes);
    const sd = Math.sqrt(sum(changes.map((x) => (x - middle) ** 2)) / (changes.length - 1));
    assert.ok(Math.abs(sd - 2.2) < 0.1, `sd ${sd}`);
  }
  const waves = groups(answers(demo(), "relationship"), (one) => one.account?.id ?? "");
  for (const one of again) {
    const before = waves.get(one.account?.id ?? "")?.[0];
    assert.equal(before?.measures?.["nps"], one.measures?.["ltrBefore"]);
    const weeks = (Date.parse(one.occurredAt) - Date.parse(before?.occurredAt ?? "")) / 604_800_000;
    assert.ok(weeks > 5.5 && weeks < 6.8, `${weeks} weeks`);
  }
  // Answers to invitations in M1–M3: 31 % of 9,200, 20 % of 2,600 and 11 % of 1,200.
  const early = ofKind(demo(), "response").filter(
    (one) => monthOf(one) <= 3 && one.voice === undefined && one.programme !== "store",
  );
  assert.equal(early.length, 2852 + 520 + 132);
});

const half = (after: boolean): number[] => (after ? months.slice(6) : months.slice(0, 6));

test("T17: two-hour windows work in the South and East", () => {
  const cell = (treated: boolean, after: boolean): number[] => {
    const list = answers(demo(), "installation", half(after)).filter(
      (one) => ["South", "East"].includes(region(one)) === treated,
    );
    return spread(values(list, "csat"), 1, 5);
  };
  // 450 × (5, 10, 20, 40, 25 %) leaves halves, which go to the lowest box.
  assert.deepEqual(cell(true, false), [23, 45, 90, 180, 112]);
  assert.deepEqual(cell(false, false), [23, 45, 90, 180, 112]);
  assert.deepEqual(cell(false, true), [18, 41, 86, 175, 130]);
  assert.deepEqual(cell(true, true), [9, 18, 45, 158, 220]);
  const average = (counts: number[]): number =>
    sum(counts.map((n, i) => n * (i + 1))) / sum(counts);
  assert.equal(printed(average(cell(true, false)), 2), "3.70");
  assert.equal(printed(average(cell(false, true)), 2), "3.80");
  assert.equal(printed(average(cell(true, true)), 2), "4.25");
  const plain = average(cell(true, true)) - average(cell(true, false));
  const control = average(cell(false, true)) - average(cell(false, false));
  assert.equal(printed(plain, 2), "0.55");
  assert.equal(printed(plain - control, 2), "0.45");
});

test("T18: the West's greeting changes nothing, N5 and the gaming beside it", () => {
  const store = answers(demo(), "store");
  assert.equal(store.length, 1440);
  const cell = (west: boolean, after: boolean): number[] =>
    values(
      store.filter(
        (one) => (region(one) === "West") === west && half(after).includes(monthOf(one)),
      ),
      "csat",
    );
  assert.deepEqual(
    [cell(true, false), cell(true, true), cell(false, false), cell(false, true)].map(
      (c) => c.length,
    ),
    [180, 180, 540, 540],
  );
  const change = mean(cell(true, true)) - mean(cell(true, false));
  const control = mean(cell(false, true)) - mean(cell(false, false));
  assert.equal(printed(mean(cell(false, false)), 2), "3.75");
  assert.equal(printed(mean(cell(false, true)), 2), "4.05");
  assert.equal(printed(change, 2), "0.30");
  assert.equal(printed(change - control, 2), "0.00");
  for (const [unit, list] of groups(store, (one) => one.unit ?? "")) {
    if (unit === "South/S-3") assert.deepEqual(atLeast(list, "csat", 4), [9, 9]);
    else assert.ok(list.length >= 115 && list.length <= 140, `${unit}: ${list.length}`);
  }
  const nine = (one: SignalInput): boolean => one.unit === "West/W-2" && monthOf(one) === 9;
  assert.equal(store.filter(nine).length, 10);
  const gamed = ofKind(demo(), "response").filter(
    (one) => one.programme === "store" && one.suspicious !== undefined,
  );
  assert.equal(gamed.length, 160);
  for (const one of gamed) {
    assert.ok(nine(one) && one.measures?.["csat"] === 5 && Number(attribute(one, "seconds")) < 4);
    const time = one.occurredAt.slice(11, 16);
    assert.ok(time >= "10:02" && time <= "10:47", time);
  }
  assert.equal(new Set(gamed.map((one) => one.occurredAt.slice(0, 10))).size, 1);
  assert.equal(new Set(gamed.map((one) => attribute(one, "device"))).size, 1);
  assert.equal(ofKind(demo(), "response").filter((one) => one.suspicious).length, 184);
});
