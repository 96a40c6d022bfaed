import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { signalInput } from "#contract/signal.ts";
import type { SignalInput } from "#contract/signal.ts";
import { demo, groups, ofKind, until } from "./testing/counting.ts";
import { makeDemo } from "./index.ts";

const hash = (lists: SignalInput[][]): string => {
  const sum = createHash("sha256");
  for (const list of lists) for (const one of list) sum.update(`${JSON.stringify(one)}\n`);
  return sum.digest("hex");
};

test("50,000 signals, exactly so many of each kind", () => {
  const { signals, extras, unprocessable } = demo();
  assert.equal(signals.length, 50_000);
  assert.equal(extras.length, 300);
  assert.equal(unprocessable.length, 20);
  const kinds = [...groups(signals, (one) => one.kind)].map(([kind, list]) => [kind, list.length]);
  assert.deepEqual(Object.fromEntries(kinds), {
    response: 16_960 + 180,
    "operational-event": 18_500,
    transaction: 9_000,
    "usage-event": 2_500,
    review: 900,
    mention: 700,
    "forum-post": 260,
    news: 40,
    conversation: 900,
    "interview-note": 24,
    observation: 24,
    "focus-group-note": 12,
  });
});

test("responses by programme, events and transactions by what happened", () => {
  const count = (kind: string, key: (one: SignalInput) => string): Record<string, number> =>
    Object.fromEntries(
      [...groups(ofKind(demo(), kind), key)].map(([name, list]) => [name, list.length]),
    );
  assert.deepEqual(
    count("response", (one) => one.programme ?? ""),
    {
      bill: 3600,
      support: 3000,
      delivery: 2400,
      installation: 1800,
      relationship: 1800,
      store: 1600,
      ordering: 1272,
      "rebate-claim": 48,
      panel: 456,
      leaving: 24,
      "case-follow-up": 420,
      business: 300,
      "study-backup-line": 240,
      "staff-mirror": 180,
    },
  );
  const event = (one: SignalInput): string => String(one.attributes?.["event"]);
  assert.deepEqual(count("operational-event", event), {
    placed: 3600,
    delivered: 3600,
    installed: 2000,
    opened: 3400,
    closed: 3400,
    "bill-corrected": 900,
    "outage-hit": 1600,
  });
  assert.deepEqual(count("transaction", event), { "bill-paid": 5400, order: 3600 });
});

test("every signal is valid by the contract, and every id is its own", () => {
  const { signals, extras, unprocessable } = demo();
  const ids = new Set<unknown>();
  for (const one of [...signals, ...unprocessable]) {
    const parsed = signalInput.safeParse(one);
    assert.ok(parsed.success, `${one.id}: ${parsed.error?.message}`);
    assert.match(one.id ?? "", /^demo-[\w-]+$/);
    assert.deepEqual(one.source, { system: "demo" });
    ids.add(one.id);
  }
  assert.equal(ids.size, signals.length + unprocessable.length);
  const byId = new Map(signals.map((one) => [one.id, one]));
  for (const one of extras) assert.deepEqual(one, byId.get(one.id));
  assert.equal(new Set(extras.map((one) => one.id)).size, 300);
});

test("the same seed, until and number give the same bytes; another seed others", () => {
  const bytes = (seed: number): string => {
    const made = makeDemo({ until, seed, signals: 6_000 });
    return hash([made.signals, made.extras, made.unprocessable]);
  };
  assert.equal(bytes(1), bytes(1));
  assert.notEqual(bytes(1), bytes(2));
});

test("times lie in the twelve months before until, in order, written in Jakarta's zone", () => {
  const { signals, unprocessable, facts } = demo();
  let last = "";
  for (const one of signals) {
    assert.match(one.occurredAt, /^2025-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/);
    assert.ok(one.occurredAt >= last);
    last = one.occurredAt;
  }
  for (const one of unprocessable) assert.match(one.occurredAt, /^2025-.*\+07:00$/);
  assert.equal(facts.months[0]?.from, "2025-01-01T00:00:00+07:00");
  assert.equal(facts.months[11]?.to, "2026-01-01T00:00:00+07:00");
  const leap = makeDemo({ until: "2024-07-15", signals: 2_000 });
  assert.equal(leap.facts.months[11]?.to, "2024-07-01T00:00:00+07:00");
  const [first, end] = [leap.signals[0]?.occurredAt ?? "", leap.signals.at(-1)?.occurredAt ?? ""];
  assert.ok(first >= "2023-07-01" && end < "2024-07-01", `${first} to ${end}`);
});

// Scales of the measures that a new workspace knows, typed out of the defaults.
const scales: Record<string, [number, number]> = {
  nps: [0, 10],
  csat: [1, 5],
  osat: [1, 5],
  ces: [1, 7],
  ease: [1, 7],
  disconfirmation: [1, 5],
  superior: [1, 5],
  stay: [1, 5],
  estimate: [0, 100],
  expectedDays: [0, 60],
  "csat.handling": [1, 5],
  rating: [1, 5],
  sentiment: [-1, 1],
};

test("every measure lies on its scale, but those that can't be processed, each its own way", () => {
  const off = (one: SignalInput): [string, number][] =>
    Object.entries(one.measures ?? {}).filter(([name, value]) => {
      const [low, high] = name.startsWith("asat.") ? [1, 5] : (scales[name] ?? [-1e15, 1e15]);
      const whole = name === "sentiment" || !(name in scales) || Number.isInteger(value);
      return value < low || value > high || !whole;
    });
  for (const one of demo().signals) assert.deepEqual(off(one), [], one.id);
  const bad = demo().unprocessable.map((one) => off(one));
  assert.ok(bad.every((found) => found.length === 1));
  assert.equal(new Set(bad.map((found) => JSON.stringify(found))).size, 20);
});

test("nothing happens at night but what a machine does", () => {
  const night = demo().signals.filter((one) => Number(one.occurredAt.slice(11, 13)) < 6);
  assert.deepEqual([...new Set(night.map((one) => one.attributes?.["event"]))], ["outage-hit"]);
  const late = demo().signals.filter((one) => one.occurredAt.slice(11, 13) === "23");
  const events = new Set(late.map((one) => one.attributes?.["event"]));
  assert.deepEqual([...events].toSorted(), ["monthly-use", "outage-hit"]);
});

// Sections 3 to 5 of the defaults, typed out, so that a wrong key can't agree with itself.
const stages =
  "awareness consideration ordering fulfilment onboarding use billing support renewal leaving";
const channels = "contact-centre field media mobile-app partner self-service store web";
const media = "chat email in-person message phone post social video web-page";
const touchpoints =
  "review-site news social-media forum website store online-order payment delivery installation first-use product-use outage bill bill-question rebate-claim support-call support-chat support-email self-service complaint account-review cancellation";

test("every channel, medium and stage occurs, and no touchpoint that isn't known", () => {
  const seen = (key: "channel" | "medium" | "stage" | "touchpoint"): string =>
    [...new Set(demo().signals.flatMap((one) => one[key] ?? []))].toSorted().join(" ");
  const sorted = (text: string): string => text.split(" ").toSorted().join(" ");
  assert.equal(seen("channel"), sorted(channels));
  assert.equal(seen("medium"), sorted(media));
  assert.equal(seen("stage"), sorted(stages));
  assert.equal(seen("touchpoint"), sorted(touchpoints));
});

test("who speaks, and how confidentially", () => {
  for (const one of demo().signals) {
    const publicKind = ["review", "mention", "forum-post", "news"].includes(one.kind);
    assert.equal(one.voice === "public", publicKind, one.id);
    assert.equal(
      one.contact === "indirect",
      publicKind || one.touchpoint === "review-site",
      one.id,
    );
    const staff = one.programme === "staff-mirror";
    assert.equal(one.voice === "employee", staff, one.id);
    assert.equal(one.confidentiality === "anonymous", staff, one.id);
    if (staff) assert.equal(one.customer, undefined);
    if (one.kind === "response" && !staff) assert.equal(one.confidentiality, "identified");
    if (one.kind === "response") assert.equal(one.survey?.id, one.programme);
    if (one.employee !== undefined) assert.match(one.employee, /^\d+$/);
    if (one.unit !== undefined) {
      const region = one.attributes?.["region"];
      assert.match(one.unit, new RegExp(`^${String(region)}/${String(region).charAt(0)}-[123]$`));
    }
  }
  const patterns = groups(ofKind(demo(), "response"), (one) => one.pattern ?? "");
  const programmes = (pattern: string): string[] =>
    [...new Set(patterns.get(pattern)?.map((one) => one.programme ?? ""))].toSorted();
  assert.deepEqual(programmes("present"), ["business", "panel", "relationship", "staff-mirror"]);
  assert.deepEqual(programmes("potential"), ["study-backup-line"]);
});

test("8,000 people are seen and no more: 150 of them by two addresses that a sign-in joins", () => {
  const { signals, people, accounts, facts } = demo();
  assert.equal(people.length, 8_000);
  assert.equal(accounts.length, 120);
  assert.equal(accounts.flatMap((account) => account.contacts).length, 420);
  assert.equal(facts.splitIdentities.length, 150);
  const known = new Map<string, { email?: unknown; phone?: unknown }>();
  for (const { customer } of signals) if (customer?.id) known.set(customer.id, customer);
  assert.deepEqual(
    people.filter((person) => !known.has(person.id)),
    [],
  );
  const contacts = new Set(accounts.flatMap((a) => a.contacts.map((contact) => contact.id)));
  const strangers = [...known.keys()].filter((id) => !contacts.has(id));
  assert.equal(strangers.length, 8_000);
  const joins = signals.filter((one) => one.attributes?.["signIn"] === true);
  const split = new Set(facts.splitIdentities);
  assert.equal(joins.length, 150);
  for (const { customer, channel } of joins) {
    assert.ok(split.has(customer?.id ?? "") && customer?.email && customer.phone);
    assert.equal(channel, "mobile-app");
  }
  const emails = new Map(joins.map((one) => [one.customer?.email, one.occurredAt]));
  const phones = new Map(joins.map((one) => [one.customer?.phone, one.occurredAt]));
  const used = { emails: new Set<unknown>(), phones: new Set<unknown>() };
  for (const { customer, occurredAt } of signals) {
    if (!customer || customer.id) continue;
    const { email, phone } = customer;
    assert.ok((email === undefined) !== (phone === undefined), "one address only before the join");
    const join = email ? emails.get(email) : phones.get(phone);
    assert.ok(join !== undefined && occurredAt <= join, "joined later");
    if (email) used.emails.add(email);
    else used.phones.add(phone);
  }
  assert.equal(used.emails.size, 150);
  assert.equal(used.phones.size, 150);
});

test("contact rules from M4: 60 days after an answer, 90 after a wave or a poll", () => {
  const asked = demo().signals.filter(
    (one) =>
      one.kind === "response" &&
      one.account?.id?.startsWith("demo-h") &&
      !["store", "case-follow-up", "leaving"].includes(one.programme ?? ""),
  );
  let gaps = 0;
  for (const [id, list] of groups(asked, (one) => one.customer?.id ?? one.customer?.email ?? "")) {
    // The tour's customer is asked twice about one order while the rules are switched on.
    if (id === "demo-advocate") continue;
    list.forEach((one, i) => {
      const before = list[i - 1];
      if (!before || one.occurredAt < "2025-04") return;
      const days = (Date.parse(one.occurredAt) - Date.parse(before.occurredAt)) / 86_400_000;
      const needed = before.pattern === "present" ? 90 : 60;
      assert.ok(days >= needed, `${id}: ${before.id} and ${one.id} are ${days} days apart`);
      gaps += 1;
    });
  }
  assert.ok(gaps > 3_000);
});

test("other sizes: the total exact, each kind in proportion, the border cases too", () => {
  for (const signals of [500, 5_000, 20_000, 60_000]) {
    const made = demo({ signals });
    assert.equal(made.signals.length, signals);
    assert.equal(new Set(made.signals.map((one) => one.id)).size, signals);
    assert.equal(made.people.length, (8_000 * signals) / 50_000);
    assert.equal(made.extras.length, (300 * signals) / 50_000);
    assert.equal(made.unprocessable.length, Math.max(1, (20 * signals) / 50_000));
    for (const [kind, list] of groups(demo().signals, (one) => one.kind)) {
      const share = (list.length * signals) / 50_000;
      assert.ok(Math.abs(ofKind(made, kind).length - share) < 1, `${kind} at ${signals}`);
    }
  }
});

test("what can't be made is refused", () => {
  for (const signals of [0, 499, 1.5, Number.NaN, 2_000_000]) {
    assert.throws(() => makeDemo({ until, signals }), RangeError);
  }
  for (const wrong of ["", "2026", "2026-13-01", "2026-02-30", "yesterday"]) {
    assert.throws(() => makeDemo({ until: wrong }), RangeError);
  }
  assert.throws(() => makeDemo({ until, seed: 0.5 }), RangeError);
});
