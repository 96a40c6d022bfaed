/** What changed in small worlds: nothing there, too few, waves, a year before, names that are kept, reach, and what is refused. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Change, ChangesAnswer, ChangesInput } from "#contract/changes.ts";
import { joined } from "#server/testing/person.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
let count = 0;
type Signal = Record<string, unknown>;

/** So many answers in a month of 2025 (13 is January 2026), of which so many are satisfied. */
function answers(month: number, n: number, satisfied: number, over: Signal = {}): Signal[] {
  return Array.from({ length: n }, (_, k) => ({
    id: `s${(count += 1)}`,
    kind: "response",
    pattern: "past",
    occurredAt: new Date(Date.UTC(2025, month - 1, 2 + (k % 26), 5)).toISOString(),
    customer: { id: `c${count}` },
    measures: { csat: k < satisfied ? 5 : 2 },
    ...over,
  }));
}
const at = (area: string, over: Signal = {}): Signal => ({ attributes: { area }, ...over });

before(async () => {
  world = await startWorld();
  const signals: Signal[] = [];
  for (let m = 1; m <= 13; m += 1) {
    // `fall`: one touchpoint falls in two of three units in month 10, and stays.
    const fell = m >= 10;
    for (const unit of ["n/1", "n/2", "s/1"])
      signals.push(
        ...answers(m, 40, fell && unit.startsWith("n") ? 12 : 31 + (m % 3), {
          ...at("fall"),
          touchpoint: "bill",
          unit,
        }),
      );
    // `kept`: the same fall, in confidence, of which the third unit has too few to show.
    for (const [unit, n] of [
      ["n/1", 40],
      ["n/2", 40],
      ["s/1", 3],
    ] as const)
      if (m > 5 && m < 11)
        signals.push(
          ...answers(m, n, fell && unit.startsWith("n") ? n * 0.3 : n * 0.8, {
            ...at("kept"),
            touchpoint: "delivery",
            unit,
            confidentiality: "confidential",
          }),
        );
    // `waves`: each quarter, by one programme; another asks others in between.
    if (m % 3 === 0)
      for (const [programme, score] of [
        ["wave", m === 9 ? 2 : 9],
        ["panel", 9],
      ] as const)
        if (programme === "wave" || m % 6 === 3)
          signals.push(
            ...answers(m, 100, 0, { ...at("waves"), pattern: "present", programme }).map(
              (each, k) => ({ ...each, measures: { nps: k < 60 ? score : 7 } }),
            ),
          );
    const app = { touchpoint: "app" };
    // `year`: it comes each January.
    if (m === 1 || m > 6)
      signals.push(...answers(m, 50, m === 1 || m === 13 ? 15 : 40, { ...at("year"), ...app }));
    // `odd`: the last month was.
    if (m < 11) signals.push(...answers(m, 50, m === 9 ? 15 : 40, { ...at("odd"), ...app }));
    if (m === 9 || m === 10)
      signals.push(
        ...answers(m, 29, m === 10 ? 0 : 29, { ...at("few"), touchpoint: "store" }),
        ...answers(m, 40, 40, { ...at("alike"), touchpoint: "store" }),
        ...answers(m, 40, m === 10 ? 5 : 31, { ...at("staff"), voice: "employee" }),
      );
  }
  await world.send(signals);
});
after(() => world.stop());

const day = (month: number) => new Date(Date.UTC(2025, month - 1, 1)).toISOString().slice(0, 10);
async function ask(
  area: string,
  m: number,
  question: ChangesInput = {},
  who: Pick<World, "request"> = world,
) {
  const { status, body } = await who.request<ChangesAnswer>("POST", "/v1/changes", {
    where: `attributes.area == "${area}"`,
    from: day(m),
    to: day(m + 1),
    timezone: "UTC",
    ...question,
  });
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}
const placed = ({ where }: Pick<Change, "where">) =>
  where.map(({ dimension, key }) => `${dimension}=${key}`).join(" ");
const all = ({ findings, returned, continuing }: ChangesAnswer) => [
  ...findings,
  ...returned,
  ...continuing,
];

test("nothing there, nothing told; fewer than 30 and what is all alike tell nothing either", async () => {
  const nothing = await ask("nowhere", 10);
  assert.deepEqual([all(nothing), nothing.lookedAt.tests], [[], 0]);
  const few = await ask("few", 10);
  assert.deepEqual([all(few), few.lookedAt.tests], [[], 0]);
  const alike = await ask("alike", 10);
  assert.deepEqual(all(alike), []);
  assert.ok(alike.lookedAt.tests > 0);
  // Before there was anything.
  assert.deepEqual(all(await ask("fall", 1)), []);
});

test("a fall in two of three units is told of what holds both, not of each nor of all", async () => {
  const { findings, returned, continuing } = await ask("fall", 10);
  assert.equal(findings.length, 1);
  const [found] = findings as [Change];
  assert.equal(placed(found), "touchpoint=bill unit=n");
  assert.deepEqual([found.now.n, found.past.n, found.status], [80, 80, "new"]);
  const folded = found.folded.map((each) => `${each.is} ${placed(each)}`);
  for (const each of ["part touchpoint=bill unit=n/1", "wider touchpoint=bill"])
    assert.ok(folded.includes(each), folded.join(", "));
  assert.deepEqual([returned, continuing], [[], []]);
  const later = await ask("fall", 12);
  assert.deepEqual(later.findings, []);
  assert.deepEqual(
    later.continuing.map((each) => [placed(each), each.since, each.now.n, each.past.n]),
    [["touchpoint=bill unit=n", "2025-10-01", 240, 720]],
  );
});

test("of signals whose names are kept, few are shown by no finding, nor by two beside one another", async () => {
  const answer = await ask("kept", 10);
  const [found] = answer.findings as [Change];
  assert.ok(found && answer.findings.length === 1);
  assert.equal(found.now.n, 80);
  for (const each of found.folded) assert.ok(each.now.n === 40, `${placed(each)} ${each.now.n}`);
  assert.ok(answer.withheld > 0);
  assert.deepEqual(found.mixAndRate?.parts ?? [], []);
  for (const point of found.trend) assert.ok(point.n === 0 || point.n >= 5);
});

test("a wave is compared with the last of its programme", async () => {
  const { findings } = await ask("waves", 9);
  assert.deepEqual(
    findings.map((each) => [each.programme, each.past.from, each.now.n, each.delta]),
    [["wave", "2025-06-01", 100, -120]],
  );
  // The panel was asked in month 3 and 9, and says the same; the wave is back in month 12.
  const back = await ask("waves", 12);
  assert.deepEqual(
    [back.findings.length, back.returned.map((each) => [each.programme, each.past.from])],
    [0, [["wave", "2025-09-01"]]],
  );
});

test("what comes each year is no change against the year before, and what was odd is back", async () => {
  const year = await ask("year", 13);
  assert.deepEqual(
    [year.yearBefore, year.yearBeforeReason],
    [{ from: "2025-01-01", to: "2025-02-01" }, undefined],
  );
  assert.ok(all(year).every(({ against }) => against === "previous"));
  const odd = await ask("odd", 10);
  assert.deepEqual([odd.findings, odd.returned.map(({ status }) => status)], [[], ["returned"]]);
  const yearly = await ask("fall", 13);
  assert.ok(yearly.continuing.some((each) => placed(each) === "touchpoint=bill unit=n"));
});

test("staff are looked at where they are asked for, and never among customers", async () => {
  assert.deepEqual(all(await ask("staff", 10)), []);
  const { findings } = await ask("staff", 10, { voices: ["employee"] });
  assert.deepEqual(
    findings.map(({ voice }) => voice),
    ["employee"],
  );
});

test("weeks and quarters are periods as well", async () => {
  const quarter = await ask("fall", 10, { from: "2025-10-01", to: "2026-01-01", history: 2 });
  assert.deepEqual(
    [quarter.previous, quarter.findings.length],
    [{ from: "2025-07-01", to: "2025-10-01" }, 1],
  );
  const week = await ask("fall", 10, { from: "2025-10-06", to: "2025-10-13" });
  assert.deepEqual(
    [week.previous, week.yearBefore],
    [
      { from: "2025-09-29", to: "2025-10-06" },
      { from: "2024-10-07", to: "2024-10-14" },
    ],
  );
});

test("somebody sees what their unit has, and who sees no names nothing of a few", async () => {
  const manager = await joined(world, "south@corridor.test", {
    role: "manager",
    memberships: [{ unit: "s/1" }],
  });
  const south = await ask("fall", 10, {}, manager);
  assert.ok(south.lookedAt.slices > 0);
  assert.deepEqual(all(south), []);
  const viewer = await joined(world, "viewer@corridor.test", {
    role: "viewer",
    memberships: [{}],
  });
  const bill = await ask("", 10, { where: 'touchpoint == "bill"' }, viewer);
  assert.equal(placed(bill.findings[0]!), "touchpoint=bill unit=n");
  const one = await viewer.request<{ error: { code: string } }>("POST", "/v1/changes", {
    where:
      'unit == "s/1" && touchpoint == "bill" && occurredAt < timestamp("2025-10-02T06:00:00Z")',
    from: day(10),
    to: day(11),
    timezone: "UTC",
  });
  assert.deepEqual([one.status, one.body.error?.code], [403, "forbidden"]);
});

test("a segment is a slice as well", async () => {
  const definition = { labels: { en: "North" }, where: 'unit == "n/1" || unit == "n/2"' };
  const made = await world.request("PUT", "/v1/segments/north", { definition });
  assert.equal(made.status, 201, JSON.stringify(made.body));
  const { findings, lookedAt } = await ask("fall", 10, { by: ["segment"] });
  assert.deepEqual(
    [findings.map((each) => [placed(each), each.now.n]), lookedAt.by],
    [[["segment=north", 80]], ["segment"]],
  );
});

test("what is no question is refused, whatever it holds", async () => {
  const refused: [object, number][] = [
    [{ from: "2025-02-01" }, 400],
    [{ from: "2025-02-01", to: "2025-01-01" }, 400],
    [{ from: "yesterday", to: "today" }, 400],
    [{ history: 1 }, 400],
    [{ history: 1e9 }, 400],
    [{ by: [] }, 400],
    [{ by: ["unit", "unit"] }, 400],
    [{ by: Array.from({ length: 11 }, (_, n) => `attributes.a${n}`) }, 400],
    [{ measures: [] }, 400],
    [{ rate: 0 }, 400],
    [{ minimum: 1 }, 400],
    [{ where: "unit ==" }, 400],
    [{ timezone: "Mars/Olympus" }, 400],
    [{ language: "de" }, 400],
    [{ secret: 1 }, 400],
    [{ measures: ["csatt"] }, 422],
    [{ measures: ["__proto__"] }, 422],
    [{ by: ["employee"] }, 422],
    [{ by: ["journey"] }, 422],
    [{ by: ["customer.id"] }, 422],
    [{ by: ["answers.why"] }, 422],
    [{ by: ["attributes.nothing"] }, 422],
    [{ by: ["attributes.x') OR 1=1 --"] }, 422],
  ];
  for (const [question, expected] of refused) {
    const { status, body } = await world.request<{ error: { message: string } }>(
      "POST",
      "/v1/changes",
      question,
    );
    assert.equal(status, expected, `${JSON.stringify(question)} ${JSON.stringify(body)}`);
    assert.ok(body.error.message.length > 10);
  }
});
