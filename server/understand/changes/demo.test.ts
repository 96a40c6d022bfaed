/** What is planted in the fictional company for what changed, asked over HTTP: T1, T2's start, T3 and T13 are found, and of N1, N3 and N4 nothing is. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type {
  Change,
  ChangePlace,
  ChangesAnswer,
  ChangesInput,
  FoldedChange,
} from "#contract/changes.ts";
import type { SignalInput } from "#contract/signal.ts";
import { makeDemo, type Demo } from "#demo/index.ts";
import { filledYear, startFilledWorld } from "#server/testing/filled.ts";
import type { World } from "#server/testing/world.ts";

let world: World;
let demo: Demo;
const scans = new Map<number, Promise<ChangesAnswer>>();

before(async () => {
  world = await startFilledWorld();
  demo = makeDemo(filledYear);
});
after(() => world.stop());

const day = (month: number) => new Date(Date.UTC(2025, month - 1, 1)).toISOString().slice(0, 10);
async function ask(question: ChangesInput): Promise<ChangesAnswer> {
  const asked = { timezone: "Asia/Jakarta", ...question };
  const { status, body } = await world.request<ChangesAnswer>("POST", "/v1/changes", asked);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const month = (m: number, question: ChangesInput = {}) =>
  ask({ from: day(m), to: day(m + 1), ...question });
/** A month's scan as anybody sees it, asked once. */
function scan(m: number): Promise<ChangesAnswer> {
  const made = scans.get(m) ?? month(m);
  scans.set(m, made);
  return made;
}

const placed = ({ where }: { where: readonly ChangePlace[] }): string =>
  where.map(({ dimension, key }) => `${dimension}=${key}`).join(" ");
const moved = ({ findings, returned }: ChangesAnswer): Change[] => [...findings, ...returned];
const only = <T>(list: readonly T[], what: string): T => {
  assert.equal(list.length, 1, `${what}: ${JSON.stringify(list)}`);
  return list[0]!;
};
const named = (changes: readonly Change[], where: string, of?: string | null): Change =>
  only(
    changes.filter(
      (each) => placed(each) === where && (of === undefined || each.measure.of === of),
    ),
    where,
  );
const percent = (value: number | null) => (100 * value!).toFixed(1);
const monthOf = ({ occurredAt }: SignalInput) =>
  new Date(Date.parse(occurredAt) + 7 * 3_600_000).getUTCMonth() + 1;

/** Satisfied of all, counted from the signals themselves. */
function counted(m: number, takes: (signal: SignalInput) => boolean): [number, number] {
  const own = demo.signals.filter(
    (each) =>
      each.measures?.["csat"] !== undefined &&
      (each.voice ?? "customer") === "customer" &&
      !(each.suspicious?.length ?? 0) &&
      monthOf(each) === m &&
      takes(each),
  );
  return [own.filter(({ measures }) => measures!["csat"]! >= 4).length, own.length];
}
/** The pooled z test, by a formula of its own; its normal tail by continued fraction. */
function pOf([x, n]: [number, number], [y, m]: [number, number]): number {
  const pooled = (x + y) / (n + m);
  const z = Math.abs(x / n - y / m) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  let fraction = 0;
  for (let k = 200; k > 0; k -= 1) fraction = k / (z + fraction);
  return (2 * Math.exp(-(z * z) / 2)) / Math.sqrt(2 * Math.PI) / (z + fraction);
}

test("T1: the bill breaks in the North in month 8, found first, with what holds it folded below", async () => {
  const answer = await scan(8);
  const found = answer.findings[0]!;
  assert.equal(placed(found), "touchpoint=bill unit=North");
  assert.deepEqual(
    [found.measure.of, found.cause, found.status, found.good, found.function?.key, found.since],
    ["csat", "rate", "new", false, "finance", "2025-08-01"],
  );
  assert.deepEqual(
    [found.past.n, percent(found.past.estimate), found.now.n, percent(found.now.estimate)],
    [120, "78.3", 120, "51.7"],
  );
  assert.equal(percent(found.delta), "-26.7");
  assert.equal(found.p!.toPrecision(2), "0.000015");
  assert.ok(found.adjusted! <= 0.1 && found.low! < found.delta! && found.delta! < found.high!);
  assert.deepEqual(
    found.changePoints.map(({ at }) => at),
    ["2025-08-01"],
  );
  assert.equal(found.chart.outside, true);
  assert.ok(found.chart.low! > found.now.estimate!);
  assert.ok(Math.abs(found.mixAndRate!.rate) > 0.9 * Math.abs(found.delta!));
  const under = (where: string): FoldedChange =>
    only(
      found.folded.filter((each) => placed(each) === where && each.measure.of === "csat"),
      where,
    );
  for (const where of ["touchpoint=bill", "unit=North", "function=finance", "stage=billing"])
    assert.equal(under(where).is, "wider", where);
  // What is left of them does nothing.
  for (const where of ["touchpoint=bill", "unit=North"])
    assert.ok(under(where).rest!.p! > 0.05, where);
  const corrected = only(
    found.companions.filter(({ measure }) => measure.of === "corrected"),
    "corrections",
  );
  assert.deepEqual([corrected.measure.kind, corrected.now], ["count", 94]);
  assert.ok(Math.abs(corrected.past - 10) < 0.5);
  // No other region is told of, for the bill or anything that goes with it.
  for (const each of [found, ...found.folded])
    for (const { dimension, key } of each.where)
      assert.ok(dimension !== "unit" || key.startsWith("North"), placed(each));
  assert.deepEqual(moved(answer).length, 1);
  assert.match(
    found.sentence,
    /^Satisfaction, Bill · North fell from 78.3 % to 51.7 % \(−26.7 points/,
  );
});

test("figures and p are those of the signals counted one by one", async () => {
  const { findings } = await scan(8);
  const found = findings[0]!;
  const bill = ({ touchpoint }: SignalInput) => touchpoint === "bill";
  const north = ({ unit }: SignalInput) => unit?.startsWith("North/") ?? false;
  const slices: [string, (signal: SignalInput) => boolean][] = [
    ["touchpoint=bill unit=North", (each) => bill(each) && north(each)],
    ["touchpoint=bill", bill],
    ["unit=North", north],
  ];
  for (const [where, takes] of slices) {
    const told = [found, ...found.folded].find(
      (each) => placed(each) === where && each.measure.of === "csat",
    )!;
    const [now, past] = [counted(8, takes), counted(7, takes)];
    assert.deepEqual([told.now.n, told.past.n], [now[1], past[1]], where);
    assert.ok(Math.abs(told.now.estimate! - now[0] / now[1]) < 1e-12, where);
    assert.ok(Math.abs(told.past.estimate! - past[0] / past[1]) < 1e-12, where);
    const p = pOf(now, past);
    assert.ok(Math.abs(told.p! / p - 1) < 1e-6, `${where}: ${told.p} for ${p}`);
  }
});

test("T2: deliveries in the West are found when they begin, with the hours beside", async () => {
  const { findings } = await scan(4);
  const found = only(findings, "month 4");
  assert.equal(placed(found), "touchpoint=delivery unit=West");
  assert.deepEqual([found.good, found.function?.key], [false, "operations"]);
  const hours = only(
    found.companions.filter(({ measure }) => measure.of === "hoursToDeliver"),
    "hours",
  );
  assert.ok(hours.now > 70 && hours.past < 40, `${hours.past} ${hours.now}`);
});

test("T3: the fall that nobody caused is told as mix, and no channel is accused", async () => {
  const answer = await scan(10);
  const found = named(answer.findings, "stage=support");
  assert.deepEqual(
    [found.measure.of, found.cause, found.mixAndRate!.by],
    ["csat", "mix", "touchpoint"],
  );
  assert.deepEqual(
    [found.past.n, percent(found.past.estimate), found.now.n, percent(found.now.estimate)],
    [229, "74.7", 480, "59.4"],
  );
  const { mix, rate, rateP } = found.mixAndRate!;
  assert.deepEqual([percent(found.delta), percent(mix), percent(rate)], ["-15.3", "-14.9", "-0.4"]);
  assert.equal(found.p!.toPrecision(1), "0.00007");
  assert.ok(rateP! > 0.05);
  const accused = /support-call|support-chat|self-service|contact-centre|mobile-app/;
  for (const each of [...moved(answer), ...answer.continuing])
    for (const told of [each, ...each.folded])
      assert.ok(!accused.test(placed(told)) || told.measure.of === "expectedDays", placed(told));
  assert.match(
    found.sentence,
    /−14.9 of it is mix, by touchpoint \(Support call: 35 % before, 85 % now\)/,
  );
});

test("T13: the price storm is seen in public, and not in the relationship score", async () => {
  const { findings } = await scan(9);
  const mentions = named(findings, "touchpoint=social-media");
  assert.deepEqual(
    [mentions.cause, mentions.signals, mentions.voice, mentions.now.n],
    ["volume", "mention", "public", 205],
  );
  assert.equal(mentions.past.estimate!.toFixed(0), "44");
  const sentiment = mentions.folded.find(
    ({ measure, is }) => measure.of === "sentiment" && is === "same",
  )!;
  assert.ok(sentiment.delta! < -0.2);
  const rating = named(findings, "touchpoint=review-site", "rating");
  assert.deepEqual(
    [rating.past.estimate!.toFixed(2), rating.now.estimate!.toFixed(2)],
    ["4.09", "3.20"],
  );
  for (const each of [mentions, rating]) {
    assert.deepEqual(
      [each.relationship!.seen, each.relationship!.programme, each.relationship!.n],
      [false, "relationship", 450],
    );
    assert.match(each.sentence, /It is not seen in the relationship score\.$/);
  }
  assert.equal(findings.length, 2);
});

test("months 8, 9 and 10 hold what is planted and what holds it, and at most two others", async () => {
  const planted = /bill|North|delivery|West|support|review-site|social-media|media|outage|East/;
  for (const m of [8, 9, 10]) {
    const others = moved(await scan(m)).filter((each) => !planted.test(placed(each)));
    assert.ok(others.length <= 2, `${m}: ${others.map(placed).join(", ")}`);
  }
});

test("month 12 has nothing new: the bill and the delivery go on, since when they began", async () => {
  const answer = await scan(12);
  assert.deepEqual(moved(answer), []);
  const bill = named(answer.continuing, "touchpoint=bill unit=North");
  assert.deepEqual(
    [bill.since, bill.against, bill.now.n, percent(bill.now.estimate), percent(bill.past.estimate)],
    ["2025-08-01", "before", 600, "51.7", "78.3"],
  );
  assert.equal(bill.past.from, "2025-01-01");
  assert.ok(bill.companions.some(({ measure, now }) => measure.of === "corrected" && now === 94));
  const delivery = named(answer.continuing, "touchpoint=delivery unit=West");
  assert.deepEqual([delivery.since, delivery.good], ["2025-04-01", false]);
  assert.match(bill.sentence, /has been at 51.7 % since August 2025/);
  const id = await month(12, { language: "id", measures: ["csat"] });
  assert.match(
    named(id.continuing, "touchpoint=bill unit=North").sentence,
    /^Kepuasan, Tagihan · North berada pada 51,7 % sejak Agustus 2025/,
  );
});

test("N3 and N4: no wave is a change, and no quiet month has more than two findings", async () => {
  for (const m of [2, 3, 4, 5, 6, 7]) {
    const others = moved(await scan(m)).filter(
      (each) =>
        !(m === 4 && placed(each) === "touchpoint=delivery unit=West") &&
        !(m === 7 && /installation|store/.test(placed(each))),
    );
    assert.ok(others.length <= 2, `${m}: ${others.map(placed).join(", ")}`);
  }
  for (const m of [6, 9, 12])
    for (const each of moved(await scan(m)))
      assert.ok(each.programme !== "relationship", placed(each));
});

test("N1: nothing is told by handset", async () => {
  const by = ["touchpoint", "unit", "attributes.handset"];
  for (const m of [6, 9, 12])
    for (const each of moved(await month(m, { by })))
      assert.ok(!placed(each).includes("handset"), placed(each));
});

test("how much was looked at is told, and that there was no year before", async () => {
  const { lookedAt, yearBefore, yearBeforeReason, previous, period } = await scan(8);
  assert.ok(lookedAt.tests > 200 && lookedAt.slices > 50 && lookedAt.measures > 10);
  assert.deepEqual([lookedAt.rate, lookedAt.least], [0.1, 30]);
  assert.deepEqual(
    [period, previous, yearBefore, yearBeforeReason],
    [
      { from: "2025-08-01", to: "2025-09-01" },
      { from: "2025-07-01", to: "2025-08-01" },
      { from: "2024-08-01", to: "2024-09-01" },
      "no-answers",
    ],
  );
});

test("the example of the documents is answered with the figures that stand there", async () => {
  const text = readFileSync(join(import.meta.dirname, "../../../docs/changes.md"), "utf8");
  const question = JSON.parse(/```json changes\n(.*?)```/s.exec(text)![1]!) as ChangesInput;
  for (const each of (await ask(question)).findings)
    assert.ok(text.includes(each.sentence), each.sentence);
});
