/** Every kind of figure against the test's own arithmetic over the very signals it sent. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { QueryInput } from "#contract/query.ts";
import { kept, near, npsOf, rowOf, sent, type Sent } from "#server/testing/answers.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;

before(async () => {
  world = await startWorld();
  const answer = await world.send(sent);
  assert.equal(answer.body.accepted, 3000);
});
after(() => world.stop());

test("NPS overall: score, counts, and the adjusted Wald interval by its formula", async () => {
  const { total, rows, leftOut } = await world.query({ measure: { kind: "nps" } });
  const { n, promoters, passives, detractors, score } = npsOf(kept);
  assert.deepEqual(rows, [total]);
  assert.equal(total!.n, n);
  assert.deepEqual(total!.counts, { promoters, passives, detractors });
  near(total!.estimate, score, "score");
  const [p, d, m] = [promoters + 0.75, detractors + 0.75, n + 3];
  const centre = (p - d) / m;
  const half = 1.959963984540054 * Math.sqrt(((p + d) / m - centre ** 2) / m);
  near(total!.low, 100 * (centre - half), "low");
  near(total!.high, 100 * (centre + half), "high");
  assert.equal(total!.method, "adjusted-wald");
  const withNps = sent.filter((each) => each.measures.nps !== undefined);
  assert.deepEqual(leftOut, {
    suspicious: withNps.filter((each) => each.suspicious).length,
    partial: withNps.filter((each) => !each.suspicious && each.state === "partial").length,
    otherVoices: withNps.filter(
      (each) => !each.suspicious && each.state !== "partial" && each.voice !== "customer",
    ).length,
  });
});

test("NPS by two dimensions, strange values and numbers as keys included", async () => {
  const { rows } = await world.query({
    measure: { kind: "nps" },
    by: ["attributes.region", "touchpoint"],
  });
  assert.equal(rows.length, 12);
  for (const region of ["eu", "us", "ap ac", 'it\'s \\ "x"']) {
    for (const touchpoint of ["delivery", "bill", "support-call"]) {
      const expected = npsOf(
        kept.filter((each) => each.attributes.region === region && each.touchpoint === touchpoint),
      );
      const row = rowOf(rows, { "attributes.region": region, touchpoint });
      assert.equal(row.n, expected.n);
      near(row.estimate, expected.score, `${region} ${touchpoint}`);
    }
  }
  const byPlan = await world.query({ measure: { kind: "nps" }, by: ["attributes.plan"] });
  assert.deepEqual(byPlan.rows.map((row) => row.by["attributes.plan"]).toSorted(), ["1", "2", "3"]);
  const byVip = await world.query({ measure: { kind: "count" }, by: ["attributes.vip"] });
  assert.equal(
    rowOf(byVip.rows, { "attributes.vip": "true" }).estimate,
    kept.filter((each) => each.attributes.vip === true).length,
  );
});

test("weights: a weighted score with Kish's effective n", async () => {
  const { total } = await world.query({ measure: { kind: "nps" }, weighted: true });
  const list = kept.filter((each) => each.measures.nps !== undefined);
  const sum = (of: (each: Sent) => number) => list.reduce((total, each) => total + of(each), 0);
  const weights = sum((each) => each.weight);
  near(
    total!.estimate,
    (100 *
      sum(
        (each) => each.weight * (each.measures.nps! >= 9 ? 1 : each.measures.nps! <= 6 ? -1 : 0),
      )) /
      weights,
    "score",
  );
  near(total!.effectiveN, weights ** 2 / sum((each) => each.weight ** 2), "effective n");
  assert.equal(total!.n, list.length);
});

test("CSAT is the share of the top two boxes, with the mean as second figure; boxes can be set", async () => {
  const { total } = await world.query({ measure: { kind: "csat" } });
  const top = kept.filter((each) => each.measures.csat! >= 4).length;
  near(total!.estimate, top / kept.length, "share");
  assert.equal(total!.method, "wilson");
  near(
    total!.second!.estimate,
    kept.reduce((sum, each) => sum + each.measures.csat!, 0) / kept.length,
    "mean",
  );
  const one = await world.query({ measure: { kind: "csat", boxes: 1 } });
  near(
    one.total!.estimate,
    kept.filter((each) => each.measures.csat === 5).length / kept.length,
    "top box",
  );
});

test("CES is a mean and a share at or above 5, each labelled", async () => {
  const { total } = await world.query({ measure: { kind: "ces" } });
  assert.equal(total!.figure, "mean");
  near(
    total!.estimate,
    kept.reduce((sum, each) => sum + each.measures.ces!, 0) / kept.length,
    "mean",
  );
  assert.equal(total!.second!.figure, "share at or above 5");
  const share = kept.filter((each) => each.measures.ces! >= 5).length / kept.length;
  near(total!.second!.estimate, share, "share");
  const other = await world.query({ measure: { kind: "ces", figure: "share" } });
  near(other.total!.estimate, share, "share first");
});

test("mean, sum, quantile, share and count of any measure or answer", async () => {
  const hours = kept.map((each) => each.measures.hours!).toSorted((a, b) => a - b);
  const sum = hours.reduce((a, b) => a + b, 0);
  near(
    (await world.query({ measure: { kind: "mean", of: "hours" } })).total!.estimate,
    sum / hours.length,
    "mean",
  );
  const total = (await world.query({ measure: { kind: "sum", of: "hours" } })).total!;
  near(total.estimate, sum, "sum");
  assert.deepEqual([total.low, total.high, total.method], [null, null, "exact"]);
  const place = (hours.length - 1) * 0.9;
  const [below, above] = [hours[Math.floor(place)]!, hours[Math.ceil(place)]!];
  near(
    (await world.query({ measure: { kind: "quantile", of: "hours", quantile: 0.9 } })).total!
      .estimate,
    below + (above - below) * (place % 1),
    "quantile",
  );
  const yes = kept.filter((each) => each.answers.resolved === "yes").length;
  near(
    (await world.query({ measure: { kind: "share", of: "resolved", equals: "yes" } })).total!
      .estimate,
    yes / kept.length,
    "share",
  );
  const wantsB = kept.filter((each) => each.answers.wants!.includes("b")).length;
  near(
    (await world.query({ measure: { kind: "share", of: "answers.wants", equals: "b" } })).total!
      .estimate,
    wantsB / kept.length,
    "share of several",
  );
  assert.equal((await world.query({ measure: { kind: "count" } })).total!.estimate, kept.length);
});

test("several answers, journeys and aspects put one signal in several groups; the total counts it once", async () => {
  const wants = await world.query({ measure: { kind: "nps" }, by: ["answers.wants"] });
  for (const want of ["a", "b", "c"])
    assert.equal(
      rowOf(wants.rows, { "answers.wants": want }).n,
      npsOf(kept.filter((each) => each.answers.wants!.includes(want))).n,
    );
  assert.equal(wants.total!.n, npsOf(kept).n);
  await world.request("PUT", "/v1/journeys/receive", {
    definition: { labels: { en: "Receive" }, touchpoints: ["delivery", "bill"] },
  });
  const journeys = await world.query({ measure: { kind: "nps" }, by: ["journey"] });
  assert.equal(
    rowOf(journeys.rows, { journey: "receive" }).n,
    npsOf(kept.filter((each) => each.touchpoint !== "support-call")).n,
  );
  assert.equal(journeys.total!.n, npsOf(kept).n);
  const aspects = await world.query({
    measure: { kind: "mean", of: "judgements.experience" },
    by: ["aspect"],
  });
  assert.equal(rowOf(aspects.rows, { aspect: "speed" }).estimate, 4);
  assert.equal(rowOf(aspects.rows, { aspect: "price" }).n, kept.length);
});

test("stage and function come from the registry's touchpoint where the signal says none", async () => {
  const { rows } = await world.query({ measure: { kind: "count" }, by: ["function", "stage"] });
  assert.equal(
    rowOf(rows, { function: "finance", stage: "billing" }).estimate,
    kept.filter((each) => each.touchpoint === "bill").length,
  );
  assert.equal(
    rowOf(rows, { function: "operations", stage: "fulfilment" }).estimate,
    kept.filter((each) => each.touchpoint === "delivery").length,
  );
});

test("intervals begin in the zone given, and dates are days of that zone", async () => {
  const zone = "America/New_York";
  const month = (at: string) =>
    new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit" }).format(
      new Date(at),
    );
  const { rows } = await world.query({
    measure: { kind: "count" },
    interval: "month",
    timezone: zone,
  });
  for (const row of rows)
    assert.equal(
      row.estimate,
      kept.filter((each) => month(each.occurredAt) === row.at!.slice(0, 7)).length,
    );
  assert.equal(rows[0]!.at, "2024-12-01T00:00:00-05:00");
  assert.ok(rows.some((row) => row.at === "2025-03-01T00:00:00-05:00"));
  const day = await world.query({
    measure: { kind: "count" },
    from: "2025-03-09",
    to: "2025-03-10",
    timezone: zone,
  });
  const [from, to] = [
    Date.parse("2025-03-09T00:00:00-05:00"),
    Date.parse("2025-03-10T00:00:00-04:00"),
  ];
  assert.equal(
    day.total!.estimate,
    kept.filter((each) => Date.parse(each.occurredAt) >= from && Date.parse(each.occurredAt) < to)
      .length,
  );
});

test("a CEL condition selects; what stays out by default comes in when the condition or the question names it", async () => {
  const where = `touchpoint == "delivery" && attributes.region in ["eu", "us"] && measures.nps <= 6`;
  const { total } = await world.query({ measure: { kind: "count" }, where });
  assert.equal(
    total!.estimate,
    kept.filter(
      (each) =>
        each.touchpoint === "delivery" &&
        ["eu", "us"].includes(String(each.attributes.region)) &&
        (each.measures.nps ?? 99) <= 6,
    ).length,
  );
  const staff = await world.query({ measure: { kind: "count" }, where: `voice == "employee"` });
  assert.equal(
    staff.total!.estimate,
    sent.filter(
      (each) => each.voice === "employee" && each.state === "complete" && !each.suspicious,
    ).length,
  );
  const all = await world.query({
    measure: { kind: "count" },
    voices: "all",
    include: ["suspicious", "partial"],
  });
  assert.equal(all.total!.estimate, sent.length);
  const quoted = await world.query({
    measure: { kind: "count" },
    where: `attributes.region == 'it\\'s \\\\ "x"'`,
  });
  assert.equal(
    quoted.total!.estimate,
    kept.filter((each) => each.attributes.region === 'it\'s \\ "x"').length,
  );
});

test("a segment holds every signal of whoever has one signal that meets its condition", async () => {
  const definition = { labels: { en: "Late" }, where: "measures.hours >= 95.0" };
  assert.equal((await world.request("PUT", "/v1/segments/late", { definition })).status, 201);
  const late = new Set(
    sent.filter((each) => each.measures.hours! >= 95).map((each) => each.customer!.id),
  );
  const expected = npsOf(kept.filter((each) => late.has(each.customer!.id)));
  const { rows, total } = await world.query({ measure: { kind: "nps" }, by: ["segment"] });
  assert.deepEqual(
    [rows.length, rowOf(rows, { segment: "late" }).n, total!.n],
    [1, expected.n, npsOf(kept).n],
  );
  near(rows[0]!.estimate, expected.score, "score");
});

test("a comparison answers delta, interval and p", async () => {
  const question: QueryInput = {
    measure: { kind: "csat" },
    from: "2025-02-01",
    to: "2025-03-01",
    compare: { from: "2025-01-01", to: "2025-02-01" },
    by: ["channel"],
  };
  const { rows, total } = await world.query(question);
  const share = (from: string, to: string, channel?: string) => {
    const list = kept.filter(
      (each) =>
        each.occurredAt >= from &&
        each.occurredAt < to &&
        (channel === undefined || each.channel === channel),
    );
    return {
      n: list.length,
      share: list.filter((each) => each.measures.csat! >= 4).length / list.length,
    };
  };
  const [now, then] = [share("2025-02-01", "2025-03-01"), share("2025-01-01", "2025-02-01")];
  assert.equal(total!.compare!.n, then.n);
  near(total!.compare!.delta, now.share - then.share, "delta");
  assert.ok(
    total!.compare!.low! < total!.compare!.delta! && total!.compare!.delta! < total!.compare!.high!,
  );
  assert.ok(total!.compare!.p! > 0 && total!.compare!.p! <= 1);
  for (const channel of ["web", "store"])
    near(
      rowOf(rows, { channel }).compare!.delta,
      share("2025-02-01", "2025-03-01", channel).share -
        share("2025-01-01", "2025-02-01", channel).share,
      channel,
    );
});

test("errors name what is wrong and the nearest that is right", async () => {
  const fails = async (question: unknown, status: number, code: string, message: RegExp) => {
    const { status: got, body } = await world.request<{ error: { code: string; message: string } }>(
      "POST",
      "/v1/query",
      question,
    );
    assert.deepEqual([got, body.error?.code], [status, code], JSON.stringify(body));
    assert.match(body.error.message, message);
  };
  await fails({ measure: { kind: "mean", of: "hour" } }, 422, "unknown_measure", /hours/);
  await fails(
    { measure: { kind: "mean", of: "sentiment" } },
    422,
    "unknown_measure",
    /No signal has/,
  );
  await fails(
    { measure: { kind: "mean", of: "resolved" } },
    422,
    "unknown_measure",
    /No signal answers "resolved" with a number.*"share"/,
  );
  await fails({ measure: { kind: "nps", of: "csat" } }, 422, "scale_mismatch", /0 to 10/);
  await fails(
    { measure: { kind: "nps", of: "hours" } },
    422,
    "scale_mismatch",
    /do not lie on the scale/,
  );
  await fails({ measure: { kind: "csat", of: "hours" } }, 422, "scale_mismatch", /no scale/);
  await fails({ measure: { kind: "mean" } }, 400, "invalid_request", /measure.of/);
  await fails(
    { measure: { kind: "count" }, by: ["touchpiont"] },
    422,
    "unknown_dimension",
    /touchpoint/,
  );
  await fails(
    { measure: { kind: "count" }, by: ["attributes.regoin; DROP TABLE signals"] },
    422,
    "unknown_dimension",
    /dimension/,
  );
  await fails(
    { measure: { kind: "count" }, by: ["a", "b", "c", "d"] },
    400,
    "invalid_request",
    /by/,
  );
  await fails(
    { measure: { kind: "count" }, where: "touchpoint = 'x'" },
    400,
    "expression_invalid",
    /column/,
  );
  await fails(
    { measure: { kind: "count" }, where: "tuchpoint == 'x'" },
    400,
    "expression_invalid",
    /touchpoint/,
  );
  await fails(
    { measure: { kind: "count" }, timezone: "Mars/Olympus" },
    400,
    "invalid_request",
    /time zone/,
  );
  await fails({ measure: { kind: "count" }, confidence: 1 }, 400, "invalid_request", /confidence/);
});

test("a selection that holds nobody has n 0 and no figure, and says why", async () => {
  const { total, rows } = await world.query({
    measure: { kind: "nps" },
    where: `touchpoint == "nowhere"`,
  });
  assert.deepEqual([total!.n, total!.estimate, total!.low, total!.high], [0, null, null, null]);
  assert.ok(total!.reason);
  assert.equal(rows.length, 1);
});
