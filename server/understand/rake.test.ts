/** Raking and league tables over HTTP: weights and drawing together as statistics/ has them of the rows, what raking gives away, and what is refused. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ErrorBody } from "#contract/error.ts";
import type { QueryAnswer, QueryInput } from "#contract/query.ts";
import {
  benjaminiHochberg,
  meanDifference,
  rake,
  shrink,
  weightedMean,
  weightedNps,
  weightedProportion,
} from "#statistics/index.ts";
import { someone } from "#server/testing/people.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
const plans: readonly (string | null)[] = ["pre", "post", "5:pre,n", null];
const planOf = (n: number) => plans[(n + (n % 7)) % 4] ?? null;
const answers = Array.from({ length: 240 }, (_, n) => ({
  id: `r${n}`,
  kind: "response",
  occurredAt: `2026-03-${String(1 + (n % 28)).padStart(2, "0")}T10:00:00Z`,
  pattern: "present",
  unit: n % 3 === 0 ? "north" : "south",
  touchpoint: n % 2 === 0 ? "store" : "bill",
  customer: { id: `c${n}` },
  measures: { nps: (n * 7) % 11, csat: 1 + ((n * 3) % 5) },
  ...(planOf(n) === null ? {} : { attributes: { plan: planOf(n)! } }),
}));
const quiet = Array.from({ length: 13 }, (_, n) => ({
  id: `q${n}`,
  kind: "response",
  occurredAt: "2026-04-02T10:00:00Z",
  pattern: "present",
  confidentiality: "confidential",
  unit: n < 3 ? "few" : "many",
  measures: { nps: n % 11 },
}));

before(async () => {
  world = await startWorld();
  await world.send([
    ...answers,
    ...quiet,
    { ...answers[0]!, id: "past", pattern: "past", occurredAt: "2026-05-01T00:00:00Z" },
    { ...answers[0]!, id: "now", occurredAt: "2026-05-01T00:00:00Z" },
  ]);
  const lines = Array.from({ length: 10 }, (_, n) =>
    JSON.stringify({ id: `c${n}`, attributes: { tier: n < 8 ? "gold" : "basic" } }),
  );
  const { status } = await world.request("POST", "/v1/customers", lines.join("\n"), {
    "content-type": "application/x-ndjson",
  });
  assert.equal(status, 200);
  await world.app.projector.flush();
});
after(() => world.stop());

const march = { from: "2026-03-01", to: "2026-04-01" };
const targets = {
  plan: { pre: 3, post: 1, "5:pre,n": 1 },
  unit: { north: 0.6, south: 0.4 },
};
const rakes: NonNullable<QueryInput["rake"]> = [
  { by: "attributes.plan", targets: targets.plan },
  { by: "unit", targets: targets.unit },
];
const near = (actual: number | null | undefined, expected: number | null, what: string) =>
  assert.ok(
    actual != null && expected !== null && Math.abs(actual - expected) < 1e-7,
    `${what}: ${actual} for ${expected}`,
  );

/** The weights of single answers, without cells and SQL. */
const weights = rake(
  answers.map(({ attributes, unit }) => ({ plan: attributes?.plan ?? null, unit })),
  targets,
).weights!;
const sums = (of: (n: number) => boolean) => {
  const mine = answers.flatMap((each, n) => (of(n) ? [{ ...each, w: weights[n]! }] : []));
  const add = (value: (each: (typeof mine)[number]) => number) =>
    mine.reduce((sum, each) => sum + value(each), 0);
  return {
    n: mine.length,
    add,
    sumOfWeights: add(({ w }) => w),
    sumOfSquaredWeights: add(({ w }) => w * w),
  };
};

test("each kind of figure is that of single answers with their weights, in all and by group", async () => {
  const { add, ...base } = sums(() => true);
  const asked = await world.query({ measure: { kind: "nps" }, ...march, rake: rakes });
  const own = weightedNps({
    promoters: add(({ w, measures }) => (measures.nps >= 9 ? w : 0)),
    passives: add(({ w, measures }) => (measures.nps >= 7 && measures.nps < 9 ? w : 0)),
    detractors: add(({ w, measures }) => (measures.nps < 7 ? w : 0)),
    sumOfSquaredWeights: base.sumOfSquaredWeights,
  });
  for (const name of ["estimate", "low", "high", "effectiveN"] as const)
    near(asked.total![name], own[name], name);
  assert.equal(asked.total!.n, 240);
  near(asked.raked!.efficiency, asked.total!.effectiveN! / 240, "efficiency");
  near(asked.raked!.moves, own.estimate! - asked.raked!.unweighted!.estimate!, "moves");
  const [plan] = asked.raked!.margins;
  const without = answers.filter(({ attributes }) => attributes === undefined).length;
  assert.equal(plan!.unlisted, without);
  assert.equal(
    plan!.values.reduce((sum, { n }) => sum + n, 0),
    240 - without,
  );

  const means = await world.query({
    measure: { kind: "mean", of: "csat" },
    ...march,
    by: ["touchpoint"],
    rake: rakes,
  });
  for (const [touchpoint, even] of [
    ["store", 0],
    ["bill", 1],
  ] as const) {
    const group = sums((n) => n % 2 === even);
    const row = means.rows.find(({ by }) => by["touchpoint"] === touchpoint)!;
    const mean = weightedMean({
      ...group,
      sum: group.add(({ w, measures }) => w * measures.csat),
      sumOfSquares: group.add(({ w, measures }) => w * measures.csat ** 2),
    });
    near(row.estimate, mean.estimate, touchpoint);
    near(row.low, mean.low, `${touchpoint} low`);
  }
  const share = await world.query({
    measure: { kind: "csat" },
    ...march,
    rake: rakes,
    where: `unit != "nowhere"`,
  });
  near(
    share.total!.estimate,
    weightedProportion({
      ...base,
      successes: add(({ w, measures }) => (measures.csat >= 4 ? w : 0)),
    }).estimate,
    "top box",
  );
});

test("two periods are each raked by themselves", async () => {
  const half = { from: "2026-03-01", to: "2026-03-15" };
  const rest = { from: "2026-03-15", to: "2026-04-01" };
  const question = { measure: { kind: "nps" as const }, rake: rakes };
  const both = await world.query({ ...question, ...half, compare: rest });
  const [one, other] = [
    await world.query({ ...question, ...half }),
    await world.query({ ...question, ...rest }),
  ];
  near(both.total!.estimate, one.total!.estimate, "now");
  near(both.total!.compare!.estimate, other.total!.estimate, "then");
});

test("as the customers are, where nothing is sent; for who reaches everything", async () => {
  const { raked } = await world.query({
    measure: { kind: "nps" },
    ...march,
    rake: [{ by: "customer.attributes.tier" }],
  });
  assert.deepEqual(
    raked!.margins.map(({ values, unlisted }) => [
      unlisted,
      values.map(({ value, n, customers, target }) => [value, n, customers, target]),
    ]),
    [
      [
        230,
        [
          ["gold", 8, 8, 0.8],
          ["basic", 2, 2, 0.2],
        ],
      ],
    ],
  );
  const part = await someone(world, "analyst", [{ function: null, unit: "north" }]);
  try {
    const { status, body } = await part.request<ErrorBody>("POST", "/v1/query", {
      measure: { kind: "nps" },
      ...march,
      rake: [{ by: "customer.attributes.tier" }],
    });
    assert.deepEqual([status, body.error.code], [403, "forbidden"]);
  } finally {
    await part.stop();
  }
});

test("a league table is what statistics/ makes of the groups' own answers", async () => {
  const groups = Object.groupBy(answers, ({ unit, touchpoint }) => `${unit} ${touchpoint}`);
  const square = (values: number[], divisor: number) => {
    const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
    return values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / divisor / values.length;
  };
  for (const [measure, of, divisor, scale] of [
    [{ kind: "nps" }, (n: number) => (n >= 9 ? 100 : n < 7 ? -100 : 0), 0, { min: -100, max: 100 }],
    [{ kind: "mean", of: "nps" }, (n: number) => n, 1, undefined],
    [
      { kind: "share", of: "nps", equals: 0 },
      (n: number) => Number(n === 0),
      0,
      { min: 0, max: 1 },
    ],
  ] as const) {
    const { rows } = await world.query({
      measure,
      ...march,
      by: ["unit", "touchpoint"],
      shrink: true,
    });
    assert.equal(rows.length, 4);
    const values = rows.map(({ by }) =>
      groups[`${by["unit"]} ${by["touchpoint"]}`]!.map(({ measures }) => of(measures.nps)),
    );
    const own = shrink(
      values.map((list) => ({
        n: list.length,
        estimate: list.reduce<number>((sum, each) => sum + each, 0) / list.length,
        variance: square(list, list.length - divisor),
      })),
      { scale },
    );
    for (const [n, row] of rows.entries())
      for (const name of ["estimate", "low", "high", "shrinkage"] as const)
        near(row.shrunk![name], own[n]![name], `${measure.kind} ${name}`);
    // A share of zeros has no good end, and no rank.
    const places = rows.map(
      ({ shrunk }) => 1 + rows.filter((each) => each.shrunk!.estimate! > shrunk!.estimate!).length,
    );
    assert.deepEqual(
      rows.map(({ rank }) => rank),
      measure.kind === "share" ? places.map(() => undefined) : places,
    );
  }
});

test("nobody has no weight: the answer is that of nobody, and so is a period before in which nobody answered", async () => {
  const raked: QueryInput = {
    measure: { kind: "nps" },
    ...march,
    rake: [{ by: "unit", targets: { north: 1, south: 1 } }],
  };
  const none = await world.query({ ...raked, where: 'touchpoint == "nowhere"' });
  assert.deepEqual([none.total!.n, none.total!.estimate, none.raked], [0, null, undefined]);
  const before = { from: "2025-01-01", to: "2025-02-01" };
  const { total, raked: told } = await world.query({ ...raked, compare: before });
  assert.ok(told && total!.n > 0);
  assert.deepEqual([total!.compare!.n, total!.compare!.delta], [0, null]);
});

test("letters hold every pair of a row against each other, and all pairs of the table together", async () => {
  const { rows, letters } = await world.query({
    measure: { kind: "mean", of: "nps" },
    ...march,
    by: ["unit", "attributes.plan"],
    letters: true,
  });
  const pairs = letters!.differences;
  const sure = Map.groupBy(
    rows.filter(({ n }) => n >= 30),
    ({ by }) => by["unit"],
  );
  const own = [...sure.values()].flatMap((group) =>
    group.flatMap((one, n) => group.slice(n + 1).map((other) => [one, other] as const)),
  );
  assert.ok(own.length === 6, `${own.length} pairs`);
  assert.deepEqual([pairs.length, letters!.tested], [own.length, own.length]);
  const values = ({ by }: QueryAnswer["rows"][number]) =>
    answers
      .filter(
        ({ unit, attributes }) =>
          unit === by["unit"] && (attributes?.plan ?? null) === by["attributes.plan"],
      )
      .map(({ measures }) => measures.nps);
  const sumsOf = (list: number[]) => ({
    n: list.length,
    sum: list.reduce((a, b) => a + b, 0),
    sumOfSquares: list.reduce((a, b) => a + b * b, 0),
  });
  const judged = benjaminiHochberg(
    pairs.map(({ p }) => p),
    0.05,
  );
  for (const [n, pair] of pairs.entries()) {
    const [one, other] = [pair.one, pair.other].map((letter) =>
      rows.find((row) => row.letter === letter && row.by["unit"] === pair.by["unit"])!,
    ) as [QueryAnswer["rows"][number], QueryAnswer["rows"][number]];
    const tested = meanDifference(sumsOf(values(one)), sumsOf(values(other)));
    near(pair.delta, tested.delta, "delta");
    near(pair.p, tested.p, "p");
    near(pair.adjusted, judged.adjusted[n]!, "adjusted");
    assert.equal(pair.differs, judged.rejected[n]);
    const [higher, lower] = pair.delta > 0 ? [one, other] : [other, one];
    assert.equal(higher.above!.includes(lower.letter!), pair.differs);
  }
});

test("what can't be raked or drawn together says why", async () => {
  const refused = async (question: object): Promise<[string, string]> => {
    const { body } = await world.request<ErrorBody | QueryAnswer>("POST", "/v1/query", {
      measure: { kind: "nps" },
      ...march,
      ...question,
    });
    assert.ok("error" in body, JSON.stringify(body));
    const { reason } = (body.error.details ?? {}) as { reason?: string };
    if (reason !== undefined) reasons.push(reason);
    return [body.error.code, body.error.message];
  };
  const reasons: string[] = [];
  const unit = [{ by: "unit", targets: targets.unit }];
  for (const [question, code, words] of [
    // Three whose names are kept: a weight of their own would tell their score.
    [
      {
        from: "2026-04-01",
        to: "2026-05-01",
        rake: [{ by: "unit", targets: { few: 1, many: 0 } }],
      },
      "not_computable",
      /fewer than 5/,
    ],
    [
      { from: "2026-05-01", to: "2026-06-01", rake: unit },
      "not_computable",
      /relationship and transactional/,
    ],
    [
      { rake: [{ by: "unit", targets: { north: 1, east: 1 } }] },
      "not_computable",
      /"east" as unit/,
    ],
    [{ rake: [{ by: "journey", targets: { a: 1 } }] }, "not_computable", /several groups/],
    [{ rake: [{ by: "unit" }] }, "invalid_request", /Send `targets`/],
    [{ rake: [{ by: "customer.attributes.none" }] }, "unknown_dimension", /no dimension/],
    [{ rake: [{ by: "unitt", targets: { a: 1 } }] }, "unknown_dimension", /"unitt"/],
    [{ rake: [...unit, ...unit] }, "invalid_request", /twice/],
    [{ rake: [{ by: "unit", targets: {} }] }, "invalid_request", /1 to 200/],
    [{ rake: [{ by: "unit", targets: { a: 0 } }] }, "invalid_request", /above 0/],
    [{ rake: [{ by: "unit", targets: { a: -1 } }] }, "invalid_request", /0/],
    [{ rake: unit, weighted: true }, "invalid_request", /leave `weighted` out/],
    [{ rake: unit, measure: { kind: "count" } }, "invalid_request", /nothing for count/],
    [{ letters: true, by: ["journey"] }, "not_computable", /several of these groups/],
    [{ letters: true, by: ["unit"], measure: { kind: "count" } }, "invalid_request", /count/],
    [{ shrink: true }, "invalid_request", /send `by`/],
    [{ shrink: true, by: ["unit"], interval: "month" }, "invalid_request", /one period/],
    [{ shrink: true, by: ["unit"], measure: { kind: "count" } }, "invalid_request", /count/],
  ] as const) {
    const [found, message] = await refused(question);
    assert.equal(found, code, message);
    assert.match(message, words);
  }
  // Which it is, for a page that offers what mends it.
  assert.deepEqual(reasons, [
    "rake-few",
    "rake-patterns",
    "rake-nobody",
    "rake-overlaps",
    "letters-overlap",
  ]);
});
