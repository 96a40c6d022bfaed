/**
 * The fictional company's year through the same intake as any signal, and the truths planted in it
 * asked over HTTP: each is found to the printed digit, and nothing is found where nothing is.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { QueryInput, QueryRow } from "#contract/query.ts";
import { customerJoin, customerOf } from "#customer/identity-sql.ts";
import { makeDemo, type Demo } from "#demo/index.ts";
import { filledYear, startFilledWorld } from "#server/testing/filled.ts";
import type { World } from "#server/testing/world.ts";

let world: World;
let demo: Demo;
const zone = "Asia/Jakarta";
const ask = (question: QueryInput) => world.query({ timezone: zone, ...question });
/** From the first day of month M to that of month `to`. */
const months = (from: number, to = from + 1) => {
  const day = (month: number) => new Date(Date.UTC(2025, month - 1, 1)).toISOString().slice(0, 10);
  return { from: day(from), to: day(to) };
};
const percent = (row: { estimate: number | null }) => (100 * row.estimate!).toFixed(1);
const row = (rows: QueryRow[], ...keys: string[]) => {
  const found = rows.filter((each) =>
    keys.every((key) => Object.values(each.by).includes(key) || each.at?.startsWith(key)),
  );
  assert.equal(
    found.length,
    1,
    `${keys.join(", ")} in ${JSON.stringify(rows.map((each) => [each.by, each.at]))}`,
  );
  return found[0]!;
};
const calendar = (month: number) => `2025-${String(month).padStart(2, "0")}`;

before(async () => {
  world = await startFilledWorld();
  demo = makeDemo(filledYear);
});
after(() => world.stop());

test("150 who write by e-mail here and by phone there are one customer each since they signed in: 8,000 people", async () => {
  await world.app.projector.flush();
  const { rows: workspaces } = await world.app.postgres.execute("select id from workspaces");
  const contacts = demo.accounts.flatMap((account) => account.contacts.map(({ id }) => id));
  const [counts] = await world.app.clickhouse.query<Record<"identities" | "customers", number>>(
    `SELECT toUInt32(uniqExact(identity)) AS identities, toUInt32(uniqExact(${customerOf})) AS customers
     FROM signals FINAL ${customerJoin} WHERE workspace = {workspace:UUID} AND identity != 0 AND customer_id NOT IN {contacts:Array(String)}`,
    { workspace: (workspaces[0] as { id: string }).id, contacts },
  );
  assert.deepEqual(counts, { identities: 8_300, customers: 8_000 });
});

test("50,000 signals count once each, and the 20 that cannot be processed are held with their reasons", async () => {
  const { total } = await ask({
    measure: { kind: "count" },
    voices: "all",
    include: ["suspicious", "partial"],
  });
  assert.equal(total!.estimate, 50_000);
  const { body } = await world.request<{ held: { code: string; reason: string }[] }>(
    "GET",
    "/v1/held?limit=100",
  );
  assert.equal(body.held.length, 20);
  for (const each of body.held) assert.ok(each.code && each.reason.length > 20);
});

test("T1: the bill breaks in the North in month 8, and nowhere else", async () => {
  const where = `programme == "bill"`;
  const { rows } = await ask({
    measure: { kind: "csat" },
    where,
    by: ["attributes.region"],
    interval: "month",
  });
  for (let month = 1; month <= 12; month++) {
    const north = row(rows, "North", calendar(month));
    assert.deepEqual(
      [north.n, north.counts.top, percent(north)],
      month < 8 ? [120, 94, "78.3"] : [120, 62, "51.7"],
    );
  }
  const change = await ask({
    measure: { kind: "csat" },
    where,
    by: ["attributes.region"],
    ...months(8),
    compare: months(7),
  });
  const north = row(change.rows, "North").compare!;
  assert.equal((100 * north.delta!).toFixed(1), "-26.7");
  assert.ok(north.p! > 1e-5 && north.p! < 2e-5, `p ${north.p}`);
  for (const region of ["South", "East", "West"])
    assert.ok(row(change.rows, region).compare!.p! > 0.001);
  const corrections = await ask({
    measure: { kind: "count" },
    where: `attributes.event == "bill-corrected"`,
    by: ["attributes.region"],
    interval: "month",
  });
  for (let month = 1; month <= 12; month++) {
    for (const region of ["North", "South", "East", "West"])
      assert.equal(
        row(corrections.rows, region, calendar(month)).n,
        region === "North" && month >= 8 ? 94 : 10,
      );
  }
  const owner = await ask({ measure: { kind: "csat" }, where, by: ["function"] });
  assert.deepEqual(
    owner.rows.map((each) => each.by.function),
    ["finance"],
  );
});

test("T2: West deliveries take 79.3 hours on average from month 4, and 30 % keep the promise of 48", async () => {
  const west = `programme == "delivery" && attributes.region == "West"`;
  const late = await ask({
    measure: { kind: "mean", of: "hoursToDeliver" },
    where: west,
    ...months(4, 13),
  });
  assert.deepEqual([late.total!.n, late.total!.estimate!.toFixed(1)], [450, "79.3"]);
  const kept = await ask({
    measure: { kind: "count" },
    where: `${west} && measures.hoursToDeliver <= 48.0`,
    ...months(4, 13),
  });
  assert.equal(kept.total!.estimate, 135);
  const rest = `programme == "delivery" && !(attributes.region == "West" && occurredAt >= timestamp("2025-04-01T00:00:00+07:00"))`;
  const others = await ask({ measure: { kind: "mean", of: "hoursToDeliver" }, where: rest });
  assert.deepEqual([others.total!.n, others.total!.estimate!.toFixed(1)], [1950, "32.5"]);
  const inTime = await ask({
    measure: { kind: "count" },
    where: `${rest} && measures.hoursToDeliver <= 48.0`,
  });
  assert.equal(inTime.total!.estimate, 1716);
  const before = await ask({ measure: { kind: "csat" }, where: west, interval: "month" });
  assert.ok(before.rows.every((each) => each.n === 50));
});

test("T3: support falls from 74.7 to 59.4 in month 10 while no channel moves", async () => {
  const where = `programme == "support"`;
  const fall = await ask({
    measure: { kind: "csat" },
    where,
    by: ["touchpoint"],
    ...months(10),
    compare: months(9),
  });
  assert.deepEqual(
    [fall.total!.n, fall.total!.counts.top, percent(fall.total!)],
    [480, 285, "59.4"],
  );
  assert.deepEqual([fall.total!.compare!.n, percent(fall.total!.compare!)], [229, "74.7"]);
  assert.equal((100 * fall.total!.compare!.delta!).toFixed(1), "-15.3");
  assert.ok(Math.abs(fall.total!.compare!.p! - 7e-5) < 1e-5, `p ${fall.total!.compare!.p}`);
  assert.deepEqual(
    fall.rows
      .map((each) => [each.n, each.counts.top, each.compare!.n])
      .toSorted((a, b) => b[0]! - a[0]!),
    [
      [408, 224, 80],
      [48, 42, 92],
      [24, 19, 57],
    ],
  );
  for (const each of fall.rows)
    assert.ok(each.compare!.p! > 0.5, `${each.by.touchpoint} p ${each.compare!.p}`);
});

test("T7: +26.0 in the waves, +5.2 of prepaid and +34.9 of postpaid customers, and N3: no wave differs", async () => {
  const where = `programme == "relationship"`;
  const { total, rows } = await ask({ measure: { kind: "nps" }, where, by: ["attributes.plan"] });
  assert.deepEqual([total!.n, total!.estimate!.toFixed(1)], [1800, "26.0"]);
  const [prepaid, postpaid] = [row(rows, "prepaid"), row(rows, "postpaid")];
  assert.deepEqual(
    [prepaid.counts, prepaid.estimate!.toFixed(1)],
    [{ promoters: 180, passives: 208, detractors: 152 }, "5.2"],
  );
  assert.deepEqual(
    [postpaid.counts, postpaid.estimate!.toFixed(1)],
    [{ promoters: 668, passives: 364, detractors: 228 }, "34.9"],
  );
  const waves = await ask({ measure: { kind: "nps" }, where, by: ["attributes.wave"] });
  assert.deepEqual(
    waves.rows
      .map((each) => [each.by["attributes.wave"], each.n, each.estimate!.toFixed(1)])
      .toSorted(),
    [
      ["M12", 450, "26.0"],
      ["M3", 450, "26.0"],
      ["M6", 450, "26.0"],
      ["M9", 450, "26.0"],
    ],
  );
});

test("T8: staff believe 78 of 100, 24.0 % of customers say so, and staff are in no customer figure", async () => {
  const staff = await ask({ measure: { kind: "mean", of: "estimate" }, voices: ["employee"] });
  assert.deepEqual([staff.total!.n, staff.total!.estimate], [180, 78]);
  const customers = await ask({
    measure: { kind: "csat", of: "superior", boxes: 2 },
    where: `programme == "relationship"`,
  });
  assert.deepEqual(
    [customers.total!.n, customers.total!.counts.top, percent(customers.total!)],
    [1800, 432, "24.0"],
  );
  const leaked = await ask({ measure: { kind: "count", of: "estimate" } });
  assert.deepEqual([leaked.total!.n, leaked.leftOut.otherVoices], [0, 180]);
});

test("T9: the phone is hard and the app easy, with repeat contacts beside", async () => {
  const { rows } = await ask({
    measure: { kind: "ces", figure: "share" },
    where: `programme == "support"`,
    by: ["touchpoint"],
  });
  const shares = rows
    .map((each) => [each.n, each.counts.top, percent(each), each.rank])
    .toSorted((a, b) => Number(b[0]) - Number(a[0]));
  assert.deepEqual(shares, [
    [1289, 670, "52.0", 3],
    [1060, 890, "84.0", 1],
    [651, 462, "71.0", 2],
  ]);
  const again = await ask({ measure: { kind: "mean", of: "repeatContact" }, by: ["touchpoint"] });
  const phone = row(again.rows, "support-call");
  assert.equal(phone.estimate!.toFixed(2), "0.28");
  assert.equal(row(again.rows, "support-chat").estimate!.toFixed(2), "0.17");
  assert.equal(row(again.rows, "self-service").estimate!.toFixed(2), "0.09");
});

test("T10: the rebate claim is the worst effort of all, each month a low base that is not ranked", async () => {
  const ease = { kind: "csat", of: "ease", boxes: 3 } as const;
  const claim = (await ask({ measure: ease, where: `programme == "rebate-claim"` })).total!;
  assert.deepEqual([claim.n, claim.counts.top, Math.round(100 * claim.estimate!)], [48, 9, 19]);
  assert.ok(claim.high! - claim.low! > 0.2);
  const orders = (await ask({ measure: ease, where: `programme == "ordering"` })).total!;
  assert.deepEqual(
    [orders.n, orders.counts.top, Math.round(100 * orders.estimate!)],
    [1272, 1030, 81],
  );
  const { rows } = await ask({
    measure: ease,
    where: `programme in ["rebate-claim", "ordering"]`,
    by: ["programme"],
    interval: "month",
  });
  for (const each of rows.filter((one) => one.by.programme === "rebate-claim"))
    assert.deepEqual([each.lowBase, each.rank ?? null], [true, null]);
});

test("T13: the price storm of month 9 stands in indirect contact, and the relationship score does not move", async () => {
  const mentions = await ask({
    measure: { kind: "count" },
    where: `kind == "mention"`,
    voices: ["public"],
    interval: "month",
  });
  for (const each of mentions.rows) assert.equal(each.n, each.at!.startsWith("2025-09") ? 205 : 45);
  const negative = await ask({
    measure: { kind: "count" },
    where: `kind == "mention" && measures.sentiment < 0.0`,
    voices: ["public"],
    ...months(9),
  });
  assert.equal(negative.total!.estimate, 148);
  const year = await ask({
    measure: { kind: "count" },
    where: `kind == "mention" && measures.sentiment < 0.0`,
    voices: ["public"],
  });
  assert.equal(year.total!.estimate, 149 + 148);
  const reviews = await ask({
    measure: { kind: "mean", of: "rating" },
    where: `kind == "review"`,
    voices: ["public"],
    interval: "month",
  });
  for (const each of reviews.rows) {
    const expected = each.at!.startsWith("2025-09")
      ? "3.20"
      : each.at!.startsWith("2025-10")
        ? "3.71"
        : "4.09";
    assert.deepEqual([each.n, each.estimate!.toFixed(2)], [75, expected], each.at);
  }
  const news = await ask({
    measure: { kind: "count" },
    where: `kind == "news"`,
    voices: ["public"],
    interval: "month",
  });
  assert.equal(row(news.rows, "2025-09").n, 22);
  const contact = await ask({ measure: { kind: "count" }, voices: ["public"], by: ["contact"] });
  assert.deepEqual(
    contact.rows.map((each) => each.by.contact),
    ["indirect"],
  );
});

test("N5, N6: nine satisfied answers of S-3 lead no table, and their interval is no point", async () => {
  const { rows } = await ask({
    measure: { kind: "csat" },
    where: `programme == "store"`,
    by: ["unit"],
  });
  const small = row(rows, "South/S-3");
  assert.deepEqual([small.n, percent(small), small.lowBase, small.rank], [9, "100.0", true, null]);
  assert.ok(small.low! < 0.75);
  assert.ok(rows.every((each) => (each.rank === null) === each.n < 30));
});

test("N1, N2: handset, weekday and form language make no difference anywhere", async () => {
  for (const by of ["attributes.handset", "language"]) {
    const { rows, total } = await ask({
      measure: { kind: "csat" },
      where: `programme in ["bill", "support", "delivery", "installation", "store"]`,
      by: [by],
    });
    for (const each of rows.filter((one) => one.n >= 30)) {
      assert.ok(
        Math.abs(each.estimate! - total!.estimate!) <
          3.5 * Math.sqrt((total!.estimate! * (1 - total!.estimate!)) / each.n),
        `${by} ${JSON.stringify(each.by)} ${each.estimate} of ${total!.estimate}`,
      );
    }
  }
});

test("gamed store answers stay out by default and are counted in sight", async () => {
  const question: QueryInput = {
    measure: { kind: "csat" },
    where: `programme == "store" && unit == "West/W-2"`,
    ...months(9),
  };
  const plain = await ask(question);
  assert.deepEqual([plain.total!.n, plain.leftOut.suspicious], [10, 160]);
  const all = await ask({ ...question, include: ["suspicious"] });
  assert.equal(all.total!.n, 170);
});
