/** The address of Explore: what it says is what is asked, and a question has an address that asks it again. */
import assert from "node:assert/strict";
import { test } from "node:test";
import type { DrawnForm } from "#contract/drawn.ts";
import type { QueryInput } from "#contract/query.ts";
import type { Choice } from "../measures.ts";
import { exploreOf, edgesOf, lookOf } from "./asking.ts";
import { evidenceOf } from "./evidence.ts";

const choice = (key: string, measure: QueryInput["measure"]): Choice => ({
  key,
  label: key,
  measure,
  definition: undefined,
});
const choices = [
  choice("nps", { kind: "nps", of: "nps" }),
  choice("csat", { kind: "csat", of: "csat" }),
  choice("hours", { kind: "mean", of: "hours" }),
];
const known = { choices, end: "2026-01-01", timezone: "Asia/Jakarta" };
const look = (address: string) => lookOf(new URLSearchParams(address), known);

test("an address is a question, in the form that is usual for it", () => {
  const cases: [string, Partial<QueryInput>, DrawnForm][] = [
    ["", { measure: { kind: "nps", of: "nps" } }, "figure"],
    ["measure=csat&by=touchpoint", { by: ["touchpoint"] }, "ranking"],
    ["measure=csat&by=touchpoint,channel", { by: ["touchpoint", "channel"] }, "crosstab"],
    ["measure=csat&over=auto", { interval: "month" }, "trend"],
    ["measure=csat&over=week&by=channel", { interval: "week", by: ["channel"] }, "heat"],
    [
      "measure=nps&by=value",
      { measure: { kind: "share", of: "nps" }, by: ["value"] },
      "distribution",
    ],
    [
      "measure=csat&by=channel,stage&as=flow",
      { measure: { kind: "count", of: "csat" }, by: ["channel", "stage"] },
      "flow",
    ],
    ["measure=signals", { measure: { kind: "count" } }, "figure"],
    // What somebody has typed into an address may be anything.
    ["measure=nobody&by=&over=never&as=nothing", { measure: { kind: "nps", of: "nps" } }, "figure"],
    ["measure=%7B%22kind%22%3A%22evil%22%7D", { measure: { kind: "nps", of: "nps" } }, "figure"],
  ];
  for (const [address, wanted, form] of cases) {
    const { query, as } = look(address);
    assert.equal(as, form, address);
    assert.deepEqual({ ...query, ...wanted }, query, address);
  }
});

test("what a question doesn't take is not asked, though the address says it", () => {
  const timed = look("measure=csat&over=month&by=channel&letters=1&shrink=1&compare=before").query;
  assert.deepEqual([timed.letters, timed.shrink, timed.compare], [undefined, undefined, undefined]);
  const counted = look(
    "measure=signals&by=channel&letters=1&rake=%5B%7B%22by%22%3A%22customer.attributes.plan%22%7D%5D",
  ).query;
  assert.deepEqual([counted.letters, counted.rake], [undefined, undefined]);
  // Shares that nobody has stated yet weigh nothing.
  const rake = encodeURIComponent(JSON.stringify([{ by: "attributes.region" }]));
  assert.equal(look(`measure=nps&rake=${rake}`).query.rake, undefined);
  const [rows, columns] = edgesOf(look("measure=csat&by=unit,channel&letters=1"))!;
  assert.deepEqual([rows.by, rows.letters, columns.by], [["unit"], undefined, ["channel"]]);
});

test("a question has an address that asks the same again", () => {
  const period = { from: "2025-07-01", to: "2026-01-01", timezone: "Asia/Jakarta" };
  const questions: [QueryInput, DrawnForm][] = [
    [{ measure: { kind: "nps", of: "nps" }, ...period }, "figure"],
    [
      {
        measure: { kind: "share", of: "answers.again", equals: "yes" },
        where: 'channel == "web" && measures.nps <= 6',
        ...period,
        by: ["attributes.region", "touchpoint"],
        letters: true,
        pattern: "present",
        voices: "all",
        include: ["partial"],
      },
      "crosstab",
    ],
    [
      {
        measure: { kind: "quantile", of: "hours", quantile: 0.9 },
        timezone: "Asia/Jakarta",
        by: ["unit"],
        voices: ["employee", "partner"],
      },
      "ranking",
    ],
    [
      {
        measure: { kind: "csat", of: "csat" },
        ...period,
        by: ["unit"],
        shrink: true,
        rake: [{ by: "attributes.plan", targets: { prepaid: 55, postpaid: 45 } }],
        confidence: 0.9,
      },
      "ranking",
    ],
    [
      {
        measure: { kind: "csat", of: "csat" },
        ...period,
        compare: { from: "2024-07-01", to: "2025-01-01" },
      },
      "figure",
    ],
    [
      { measure: { kind: "csat", of: "csat" }, ...period, by: ["channel"], interval: "week" },
      "heat",
    ],
    [{ measure: { kind: "share", of: "nps" }, ...period, by: ["value"] }, "distribution"],
  ];
  for (const [query, as] of questions) {
    const address = exploreOf(query, as);
    const found = look(address.split("?")[1]!);
    assert.deepEqual(found.query, query, address);
    assert.equal(found.as, as, address);
  }
});

test("the signals behind a figure are those that it counts", () => {
  const { query } = look(
    "measure=csat&by=touchpoint,channel&from=2025-01-01&to=2025-12-31&where=unit%20%3D%3D%20%22N%22",
  );
  const row = { by: { touchpoint: "bill", channel: "web" } };
  const parameters = new URLSearchParams(evidenceOf(query, row)!.split("?")[1]);
  assert.equal(
    parameters.get("where"),
    '(unit == "N") && touchpoint == "bill" && channel == "web" && "csat" in measures',
  );
  assert.deepEqual(
    ["only", "voice", "from", "to"].map((name) => parameters.get(name)),
    ["figures", "customer", "2025-01-01", "2025-12-31"],
  );
  // Of what no condition can be made there is no list.
  assert.equal(evidenceOf(query, { by: { function: "finance" } }), undefined);
  const judged: QueryInput = { measure: { kind: "mean", of: "judgements.experience" } };
  assert.equal(evidenceOf(judged), undefined);
});

test("an address that holds anything asks for what can be asked, and breaks nothing", () => {
  for (const rake of ["[null]", "[5]", '[{"by":5}]', '[{"by":"unit"}]', "{}", "["]) {
    const parameters = new URLSearchParams({ measure: "nps", rake });
    assert.equal(lookOf(parameters, known).query.rake, undefined, rake);
  }
});

test("the signals behind a figure of several voices are theirs", () => {
  const query: QueryInput = { measure: { kind: "count" }, voices: ["employee", "partner"] };
  const where = new URLSearchParams(evidenceOf(query)!.split("?")[1]).get("where");
  assert.equal(where, 'voice in ["employee","partner"]');
  const own = evidenceOf({ ...query, where: "a || b // ours" })!;
  assert.equal(
    new URLSearchParams(own.split("?")[1]).get("where"),
    '(a || b // ours\n) && voice in ["employee","partner"]',
  );
});
