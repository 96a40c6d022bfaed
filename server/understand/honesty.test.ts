/** What a figure must not do: pool patterns silently, rank a low base, show too few of those whose names are kept. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
let count = 0;
const answers = (n: number, of: Record<string, unknown>, nps: (k: number) => number) =>
  Array.from({ length: n }, (_, k) => ({
    id: `h${count++}`,
    kind: "response",
    occurredAt: "2025-05-05T10:00:00Z",
    measures: { nps: nps(k) },
    ...of,
  }));

const quiet = { confidentiality: "confidential" };

before(async () => {
  world = await startWorld();
  await world.send([
    ...answers(
      40,
      { pattern: "past", programme: "delivery", unit: "A", touchpoint: "delivery" },
      () => 9,
    ),
    ...answers(60, { pattern: "present", programme: "relationship", unit: "B" }, () => 3),
    ...answers(50, { pattern: "present", programme: "relationship", unit: "A" }, () => 10),
    ...answers(
      9,
      { pattern: "past", programme: "store", unit: "S-3", touchpoint: "store" },
      () => 10,
    ),
    ...answers(4, { programme: "listening", confidentiality: "confidential", unit: "C" }, () => 0),
    ...answers(7, { programme: "listening", confidentiality: "confidential", unit: "D" }, () => 5),
    ...answers(30, { programme: "listening", confidentiality: "confidential", unit: "E" }, () => 9),
    ...answers(2, { programme: "accounts", account: { id: "big" } }, () => 9),
    ...answers(
      9,
      { programme: "mirror", confidentiality: "anonymous", voice: "employee", unit: "X" },
      () => 9,
    ),
    ...answers(
      12,
      { programme: "mirror", confidentiality: "anonymous", voice: "employee", unit: "Y" },
      () => 9,
    ),
    ...answers(
      11,
      { programme: "mirror", confidentiality: "anonymous", voice: "employee", unit: "Z" },
      () => 9,
    ),
  ]);
});
after(() => world.stop());

test("relationship and transactional scores are given by pattern, and the answer says so", async () => {
  const where = `programme in ["delivery", "relationship"]`;
  const answer = await world.query({ measure: { kind: "nps" }, where });
  assert.equal(answer.byPattern, true);
  assert.equal(answer.total, null);
  assert.deepEqual(answer.rows.map((row) => [row.by.pattern, row.n, row.estimate]).toSorted(), [
    ["past", 40, 100],
    ["present", 110, (100 * (50 - 60)) / 110],
  ]);
  const byUnit = await world.query({ measure: { kind: "nps" }, where, by: ["unit"] });
  assert.deepEqual(byUnit.rows.map((row) => [row.by.unit, row.by.pattern, row.n]).toSorted(), [
    ["A", "past", 40],
    ["A", "present", 50],
    ["B", "present", 60],
  ]);
  // Each pattern has a first of its own.
  assert.deepEqual(byUnit.rows.map((row) => [row.by.unit, row.by.pattern, row.rank]).toSorted(), [
    ["A", "past", 1],
    ["A", "present", 1],
    ["B", "present", 2],
  ]);
  assert.deepEqual(byUnit.totals!.map((row) => [row.by.pattern, row.n]).toSorted(), [
    ["past", 40],
    ["present", 110],
  ]);
  const pooled = await world.query({ measure: { kind: "nps" }, where, pattern: "all" });
  assert.equal(pooled.total!.n, 150);
  assert.equal(pooled.byPattern, undefined);
  const one = await world.query({ measure: { kind: "nps" }, where, pattern: "present" });
  assert.equal(one.total!.n, 110);
  const counted = await world.query({ measure: { kind: "count" }, where });
  assert.equal(counted.total!.estimate, 150);
});

test("a base under 30 is flagged and not ranked, and its interval is not a point", async () => {
  const { rows } = await world.query({
    measure: { kind: "nps" },
    where: `pattern == "past"`,
    by: ["unit"],
  });
  const small = rows.find((row) => row.by.unit === "S-3")!;
  assert.deepEqual([small.n, small.lowBase, small.rank], [9, true, null]);
  assert.ok(small.low! < 80);
  const other = rows.find((row) => row.by.unit === "A")!;
  assert.deepEqual([other.lowBase, other.rank], [undefined, 1]);
});

test("identified answers of two people are shown: the account's owner must read them", async () => {
  const { rows } = await world.query({
    measure: { kind: "nps" },
    where: `programme == "accounts"`,
    by: ["account"],
  });
  assert.deepEqual(
    rows.map((row) => [row.by.account, row.n, row.lowBase]),
    [["big", 2, true]],
  );
});

test("confidential groups under 5 are counted and not shown, the next smallest with a single one", async () => {
  const answer = await world.query({
    measure: { kind: "nps" },
    where: `programme == "listening"`,
    by: ["unit"],
  });
  assert.deepEqual(
    answer.rows.map((row) => row.by.unit),
    ["E"],
  );
  assert.deepEqual(answer.suppressed, { groups: 2, signals: 11 });
  assert.equal(answer.total!.n, 41);
  const alone = await world.query({
    measure: { kind: "nps" },
    where: `programme == "listening" && unit == "C"`,
  });
  // Not even that there are any is told: as of a unit that nobody has spoken of.
  assert.deepEqual([alone.total!.n, alone.suppressed], [0, { groups: 0, signals: 0 }]);
  const compared = await world.query({
    measure: { kind: "nps" },
    where: `unit == "E"`,
    compare: { where: `unit == "C"` },
  });
  assert.deepEqual([compared.total!.compare!.n, compared.total!.compare!.estimate], [0, null]);
});

test("what a month hides, the same question without months doesn't tell", async () => {
  const month = (n: number, at: string, nps: (k: number) => number) =>
    answers(n, { programme: "monthly", ...quiet, occurredAt: `2025-0${at}-10T10:00:00Z` }, nps);
  await world.send([
    ...month(7, "1", (k) => (k < 3 ? 10 : 9)),
    ...month(6, "2", () => 8),
    ...month(4, "3", (k) => k),
  ]);
  const where = `programme == "monthly"`;
  for (const measure of [
    { kind: "nps" as const },
    { kind: "sum" as const, of: "nps" },
    { kind: "quantile" as const, of: "nps", quantile: 0 },
  ]) {
    const plain = await world.query({ measure, where });
    assert.equal(plain.total!.n, 17);
    const monthly = await world.query({ measure, where, interval: "month" });
    assert.deepEqual(
      monthly.rows.map((row) => [row.at, row.n]),
      [["2025-01-01T00:00:00Z", 7]],
    );
    assert.deepEqual(monthly.suppressed, { groups: 2, signals: 10 });
    assert.equal(monthly.total!.n, 17);
  }
});

test("what a pattern hides, the same question of all patterns doesn't tell", async () => {
  await world.send([
    ...answers(20, { programme: "few-present", ...quiet, pattern: "past" }, () => 9),
    ...answers(4, { programme: "few-present", ...quiet, pattern: "present" }, (k) => k),
  ]);
  const ask = { measure: { kind: "nps" as const }, where: `programme == "few-present"` };
  const pooled = await world.query({ ...ask, pattern: "all" });
  assert.equal(pooled.total!.n, 24);
  const divided = [
    await world.query(ask),
    await world.query({ ...ask, by: ["pattern"], pattern: "all" }),
    await world.query({ ...ask, by: ["pattern"], interval: "month" }),
  ];
  for (const { rows, totals, suppressed } of divided) {
    assert.deepEqual([rows, totals ?? []], [[], []]);
    assert.deepEqual(suppressed, { groups: 2, signals: 24 });
  }
});

test("staff groups need ten, and staff are in no customer figure", async () => {
  const customers = await world.query({
    measure: { kind: "count" },
    where: `programme == "mirror"`,
  });
  assert.equal(customers.total!.estimate, 0);
  const staff = await world.query({
    measure: { kind: "nps" },
    where: `programme == "mirror"`,
    voices: ["employee"],
    by: ["unit"],
  });
  assert.deepEqual(
    staff.rows.map((row) => row.by.unit),
    ["Y"],
  );
  assert.deepEqual(staff.suppressed, { groups: 2, signals: 20 });
});

test("identified answers stay in sight beside confidential ones that are too few", async () => {
  await world.send([
    ...answers(50, { programme: "mixed", unit: "M" }, () => 9),
    ...answers(3, { programme: "mixed", unit: "M", confidentiality: "confidential" }, () => 0),
    ...answers(40, { programme: "mixed", unit: "N" }, () => 9),
  ]);
  const where = `programme == "mixed"`;
  const { rows, total, suppressed } = await world.query({
    measure: { kind: "nps" },
    where,
    by: ["unit"],
  });
  assert.deepEqual(
    rows.map((row) => [row.by.unit, row.n, row.estimate]),
    [
      ["M", 50, 100],
      ["N", 40, 100],
    ],
  );
  assert.deepEqual(suppressed, { groups: 0, signals: 0 });
  assert.deepEqual([total!.n, total!.estimate], [90, 100]);
  const plain = await world.query({ measure: { kind: "nps" }, where });
  assert.deepEqual([plain.total!.n, plain.rows[0]!.n, plain.suppressed.signals], [90, 90, 0]);
});

test("nobody whose name is kept can be asked for by name", async () => {
  await world.send(
    answers(
      8,
      { programme: "named", confidentiality: "confidential", customer: { id: "boss" } },
      () => 2,
    ),
  );
  const { total } = await world.query({
    measure: { kind: "count" },
    where: `programme == "named" && customer.id == "boss"`,
  });
  assert.equal(total!.n, 0);
});

test("a segment that fits one customer shows nothing that was said in confidence", async () => {
  const one = { programme: "segmented", customer: { id: "C-card" } };
  await world.send([
    ...answers(1, { ...one, attributes: { card: "gold-77" } }, () => 9),
    ...answers(8, { ...one, confidentiality: "confidential" }, () => 0),
    ...answers(8, { ...one, confidentiality: "confidential", attributes: { mood: "m1" } }, () => 0),
  ]);
  for (const [key, where] of [
    ["card", 'attributes.card == "gold-77"'],
    ["mood", 'attributes.mood == "m1"'],
  ]) {
    const definition = { labels: { en: key }, where };
    assert.equal((await world.request("PUT", `/v1/segments/${key}`, { definition })).status, 201);
  }
  const { rows, total } = await world.query({
    measure: { kind: "nps" },
    by: ["segment"],
    where: 'programme == "segmented"',
  });
  // What somebody said in confidence neither counts in a segment nor puts anybody into one.
  assert.deepEqual(
    rows.map((row) => [row.by.segment, row.n]),
    [["card", 1]],
  );
  assert.equal(total!.n, 17);
});

test("a comparison pools no patterns either, and hides what its own table hides", async () => {
  const question = { measure: { kind: "nps" as const }, where: `pattern == "past" && unit == "A"` };
  const pooled = await world.query({ ...question, compare: { where: `unit == "A"` } });
  assert.equal(pooled.byPattern, true);
  assert.deepEqual(
    pooled.rows.map((row) => [row.by.pattern, row.n, row.compare!.n]),
    [
      ["past", 40, 40],
      ["present", 0, 50],
    ],
  );
  const compared = await world.query({
    measure: { kind: "nps" },
    where: `programme == "mixed"`,
    by: ["unit"],
    compare: { where: `programme == "mixed"` },
  });
  assert.deepEqual(
    compared.rows.map((row) => [row.by.unit, row.compare?.n]),
    [
      ["M", 50],
      ["N", 40],
    ],
  );
  assert.equal(compared.total!.compare!.n, 90);
});

test("a quantile is that of all it is asked of, whatever their patterns", async () => {
  const where = `programme in ["delivery", "relationship"]`;
  const { total } = await world.query({
    measure: { kind: "quantile", of: "nps" },
    where,
    pattern: "all",
  });
  // 60 threes, 40 nines, 50 tens.
  assert.deepEqual([total!.n, total!.estimate], [150, 9]);
});

test("a score of an answer counts the numbers among its values only", async () => {
  const some = (value: unknown, n: number) =>
    Array.from({ length: n }, (_, k) => ({
      id: `t${String(value)}${k}`,
      kind: "response",
      occurredAt: "2025-05-05T10:00:00Z",
      answers: { level: value },
    }));
  await world.send([...some(5, 5), ...some("BLANK", 5)]);
  const scale = { min: 1, max: 5 };
  const { total } = await world.query({ measure: { kind: "csat", of: "answers.level", scale } });
  assert.deepEqual([total!.n, total!.estimate, total!.second!.estimate], [5, 1, 5]);
});

test("the boxes of the registry count from and to, at whichever end is good", async () => {
  const put = (key: string, direction: string, top: unknown) =>
    world.request("PUT", `/v1/measures/${key}`, {
      definition: { direction, scale: { min: 1, max: 5 }, boxes: { top } },
    });
  assert.equal((await put("middle", "higher-is-better", { from: 2, to: 3 })).status, 201);
  assert.equal((await put("pain", "lower-is-better", { from: 1, to: 2 })).status, 201);
  await world.send(
    [1, 2, 3, 4, 5].map((value) => ({
      id: `b${value}`,
      kind: "response",
      occurredAt: "2025-05-05T10:00:00Z",
      measures: { middle: value, pain: value },
    })),
  );
  for (const name of ["middle", "pain"]) {
    const { total } = await world.query({ measure: { kind: "csat", of: name } });
    assert.deepEqual([total!.n, total!.counts.top], [5, 2], name);
  }
  const good = await world.query({ measure: { kind: "csat", of: "pain", boxes: 1 } });
  assert.equal(good.total!.counts.top, 1);
});

test("a scale that is not the registry's is refused, and so is an option that would change nothing", async () => {
  const fails = async (measure: object, status: number, code: string, message: RegExp) => {
    const answer = await world.request<{ error: { code: string; message: string } }>(
      "POST",
      "/v1/query",
      { measure },
    );
    assert.deepEqual([answer.status, answer.body.error?.code], [status, code]);
    assert.match(answer.body.error.message, message);
  };
  const ten = { min: 1, max: 10 };
  for (const name of ["pain", "measures.pain"])
    await fails(
      { kind: "csat", of: name, scale: ten },
      422,
      "scale_mismatch",
      /"pain".*from 1 to 5, not from 1 to 10/,
    );
  await fails({ kind: "csat", scale: ten }, 422, "scale_mismatch", /"csat"/);
  await fails(
    { kind: "nps", equals: 9 },
    400,
    "invalid_request",
    /measure\.equals: means nothing for nps/,
  );
  const same = await world.query({
    measure: { kind: "csat", of: "pain", scale: { min: 1, max: 5 } },
  });
  assert.equal(same.total!.n, 5);
});

test("expectations asked before and recalled ones are two figures", async () => {
  const judged = (expectation: number, recalled: boolean) => ({
    id: `j${expectation}`,
    kind: "response",
    occurredAt: "2025-05-05T10:00:00Z",
    judgements: [{ aspect: "speed", expectation, recalled }],
  });
  await world.send([judged(1, false), judged(3, false), judged(9, true)]);
  const mean = async (of: string) => (await world.query({ measure: { kind: "mean", of } })).total!;
  assert.deepEqual(
    [(await mean("judgements.expectation")).n, (await mean("judgements.expectation")).estimate],
    [2, 2],
  );
  assert.deepEqual(
    [
      (await mean("judgements.recalledExpectation")).n,
      (await mean("judgements.recalledExpectation")).estimate,
    ],
    [1, 9],
  );
});
