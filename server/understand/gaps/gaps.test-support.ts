/** What the tests of gaps ask about: small stories, each in a unit of its own. */
import assert from "node:assert/strict";
import { startWorld, type World } from "#server/testing/world.ts";

/** A generator with a seed (mulberry32), so that a failure can be seen again. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const next = random(38);
const from1to = (most: number) => 1 + Math.floor(next() * most);

type Sent = Record<string, unknown>;
let count = 0;
/** An answer of somebody of their own, unless `more` says otherwise. */
export function said(unit: string, day: number, more: Sent = {}): Sent {
  const id = `g${count++}`;
  return {
    id,
    kind: "response",
    occurredAt: `2025-05-${String(day).padStart(2, "0")}T10:00:00Z`,
    unit,
    customer: { id: `c-${id}` },
    ...more,
  };
}
export const times = <T>(n: number, of: (i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => of(i));
const quiet = { confidentiality: "confidential" };
type Pair = { aspect: string; expectation: number; experience: number };
const pair = (shift = 0): Pair => {
  const expectation = from1to(5);
  return {
    aspect: "speed",
    expectation,
    experience: Math.max(1, Math.min(5, expectation - shift + from1to(3) - 2)),
  };
};
const recalled = (own: Pair = pair(1)) => ({ judgements: [{ ...own, recalled: true }] });
/** Zones of which a few desire less than they accept. */
export const zones = times(60, (i) => {
  const minimum = from1to(5);
  return { minimum, desired: i < 5 ? minimum - 1 : minimum + from1to(3), experience: from1to(9) };
});
export const dis = times(80, () => from1to(5));
export const orders = times(40, () => pair(1));
const order = (i: number) => ({ reference: { type: "order", id: `o${i}` } });
const expects = (expectation: number) => ({ judgements: [{ aspect: "speed", expectation }] });
const gets = (experience: number) => ({ judgements: [{ aspect: "speed", experience }] });
const delivered = (unit: string, day: number, hours: number, more: Sent = {}) =>
  said(unit, day, {
    kind: "operational-event",
    touchpoint: "delivery",
    measures: { hours },
    ...more,
  });

/** A world in which each unit is a story of its own. */
export async function startGapsWorld(): Promise<World> {
  const world = await startWorld();
  const put = async (path: string, definition: object, active = true) => {
    const { status, body } = await world.request("PUT", path, { definition, active });
    assert.ok(status < 300, `${path} ${JSON.stringify(body)}`);
  };
  await world.send([
    said("first", 1, {
      measures: { hours: 2_000, seats: 3, luck: 4 },
      answers: { several: ["a", "b"] },
    }),
  ]);
  for (const [name, direction] of [
    ["hours", "lower-is-better"],
    ["seats", "higher-is-better"],
  ] as const)
    await put(`/v1/measures/${name}`, { labels: { en: name }, direction, unit: name });
  const signed = {
    owner: "Sari",
    from: "2025-05-10",
    words: { en: "Told" },
    touchpoint: "delivery",
  };
  await put("/v1/promises/hours", {
    ...signed,
    measure: "hours",
    comparison: "<=",
    level: 48,
    share: 0.9,
  });
  await put("/v1/promises/seats", { ...signed, measure: "seats", comparison: ">=", level: 10 });
  await put(
    "/v1/promises/draft",
    { ...signed, measure: "hours", comparison: "<=", level: 1 },
    false,
  );
  await put("/v1/attributes/team", { labels: { en: "Team" } });
  await world.send([
    // Asked before, and answered by order; what is not to be taken stands around it.
    ...orders.flatMap(({ expectation, experience }, i) => [
      said("orders", 1, { ...order(i), ...expects(99) }),
      said("orders", 2, { ...order(i), ...expects(expectation), pattern: "potential" }),
      said("orders", 2, { ...order(i), ...expects(77), suspicious: ["fast"] }),
      said("orders", 4, { ...order(i), ...gets(experience) }),
      said("orders", 6, { ...order(i), ...expects(55) }),
      said("orders", 4, { reference: { type: "ticket", id: `o${i}` }, ...gets(1) }),
    ]),
    ...times(20, (i) => said("orders", 4, gets(1 + (i % 5)))),
    ...times(30, (i) =>
      said("nameless", 1, {
        ...order(100 + i),
        ...expects(5),
        confidentiality: "anonymous",
        customer: undefined,
      }),
    ),
    ...times(30, (i) => said("nameless", 3, { ...order(100 + i), ...gets(1) })),
    ...times(3, (i) => said("quietly", 1, { ...order(200 + i), ...expects(5), ...quiet })),
    ...times(3, (i) => said("quietly", 3, { ...order(200 + i), ...gets(1) })),
    ...times(40, () => said("same", 5, { judgements: [pair()] })),
    ...times(35, () => said("recalled", 5, recalled())),
    said("recalled", 5, {
      judgements: [
        { ...pair(), recalled: true },
        { ...pair(), recalled: true },
      ],
    }),
    said("recalled", 5, { ...recalled(), suspicious: ["fast"] }),
    said("recalled", 5, { ...recalled(), voice: "employee" }),
    ...zones.map((zone) => said("zone", 5, { judgements: [{ aspect: "care", ...zone }] })),
    ...dis.map((disconfirmation) =>
      said("dis", 5, { touchpoint: "bill", measures: { disconfirmation } }),
    ),
    ...times(60, (i) => said("both", 5, { ...recalled(), pattern: i % 2 ? "past" : "present" })),
    ...times(40, () =>
      said("alike", 5, recalled({ aspect: "speed", expectation: 3, experience: 2 })),
    ),
    ...times(40, () =>
      said("alike", 5, recalled({ aspect: "care", expectation: 3, experience: 3 })),
    ),
    ...times(20, () => said("small", 5, recalled())),
    ...times(4, () => said("tiny", 5, recalled())),
    ...times(4, () => said("hush", 5, { ...recalled(), ...quiet })),
    ...times(40, (i) =>
      said("teams", 5, {
        ...recalled(),
        ...quiet,
        attributes: { team: i < 30 ? "a" : i < 37 ? "b" : "c" },
      }),
    ),
    ...times(50, (i) => delivered("sent", 15, i < 40 ? 24 : 72)),
    ...times(50, () => delivered("sent", 5, 500)),
    ...times(50, () => delivered("sent", 15, 500, { touchpoint: "return" })),
    ...times(30, () => delivered("sent", 15, 60, { kind: "response" })),
    ...times(40, (i) => delivered("seated", 15, 24, { measures: { seats: 8 + (i % 4) } })),
    delivered("off", 15, 24),
    // Eight answers of four people: two of one firm, one of another, one of none.
    ...times(8, (i) =>
      said("rich", 5 + i, {
        ...recalled({ aspect: "speed", expectation: 4, experience: i % 4 === 3 ? 5 : 2 }),
        customer: { id: `rich${i % 4}` },
        ...(i % 4 < 2 ? { account: { id: "firm-a" } } : {}),
      }),
    ),
    ...times(32, (i) =>
      said("apart", 5, {
        ...recalled(pair(2)),
        attributes: { team: "far" },
        customer: { id: `far${i}` },
      }),
    ),
    ...times(96, (i) =>
      said("apart", 5, { ...recalled(pair()), attributes: { team: `near${i % 3}` } }),
    ),
  ]);
  await world.request("PUT", "/v1/accounts/firm-a", { name: "Firm A", revenue: 1_000 });
  await world.request("PUT", "/v1/accounts/firm-b", { name: "Firm B", revenue: 50 });
  const accounts = [{ id: "firm-b", primary: true }];
  const { status, body } = await world.request("PUT", "/v1/customers/rich2", { accounts });
  assert.ok(status < 300, JSON.stringify(body));
  await world.app.projector.flush();
  return world;
}
