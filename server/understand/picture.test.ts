import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { QueryInput } from "#contract/query.ts";
import type { SignalInput } from "#contract/signal.ts";
import { startWorld, type World } from "#server/testing/world.ts";

let world: World;
const nasty = 'x"><script>alert(1)</script>&amp;';
/** What stands for a part of the text in a replacement, and what XML can't hold. */
const insidious = "$' $` $& $1 \u0001\u001b ".repeat(4);

before(async () => {
  world = await startWorld();
  const signals: SignalInput[] = [];
  for (const [month, score] of [9, 10, 4, 7, 9].entries())
    for (let n = 0; n < 40; n++)
      signals.push({
        id: `${month}-${n}`,
        kind: "response",
        occurredAt: `2026-0${month + 1}-15T00:00:00Z`,
        touchpoint: month % 2 === 0 ? "delivery" : "bill",
        attributes: {
          branch: n % 2 === 0 ? nasty : "plain",
          insidious: n % 2 === 0 ? insidious : "plain",
        },
        measures: { nps: n % 3 === 0 ? 10 : score },
      });
  await world.send(signals);
});
after(() => world.stop());

async function picture(query: QueryInput, more: object = {}) {
  const { status, body, headers } = await world.request<string>("POST", "/v1/query/picture", {
    query,
    ...more,
  });
  return { status, svg: body, headers };
}

const titleOf = (svg: string) => /<title>([^<]*)<\/title>/.exec(svg)![1]!;

test("groups are drawn in their order, with the figures that the question answers", async () => {
  const query: QueryInput = { measure: { kind: "nps" }, by: ["touchpoint"] };
  const { rows } = await world.query(query);
  const { status, svg, headers } = await picture(query);
  assert.equal(status, 200);
  assert.equal(headers.get("content-type"), "image/svg+xml; charset=utf-8");
  const points = (value: number) => `${value > 0 ? "+" : "−"}${Math.abs(value).toFixed(1)}`;
  const names: Record<string, string> = { delivery: "Delivery", bill: "Bill" };
  const expected = rows
    .toSorted((a, b) => a.rank! - b.rank!)
    .map(
      (row) =>
        `${names[row.by.touchpoint!]} ${points(row.estimate!)} [${points(row.low!)} … ${points(row.high!)}] (n ${row.n})`,
    );
  assert.equal(titleOf(svg), expected.join("; "));
  for (const row of rows) {
    assert.ok(svg.includes(points(row.estimate!)), "the figure is written");
    assert.ok(svg.includes(`>n\u00A0${row.n}<`), "and of how many it is");
  }
  // Where there is no width for a column of them, they stand beneath the names.
  const { svg: small } = await picture(query, { width: 240 });
  assert.ok(small.includes(">n\u00A0120<") && small.includes(">n\u00A080<"));
  assert.ok(svg.includes("Delivery") && svg.includes("Bill"));
  const { svg: indonesian } = await picture(query, { language: "id" });
  assert.match(titleOf(indonesian), /Pengiriman [+−]\d+,\d \[[+−]\d+,\d … [+−]\d+,\d\] \(n 120\)/);
});

test("what has no label in the registry has one of the program, and no key stands in a picture", async () => {
  const query: QueryInput = { measure: { kind: "count" }, by: ["voice"] };
  assert.match(titleOf((await picture(query)).svg), /^Customers 200 /);
  const { svg } = await picture(query, { language: "id" });
  assert.match(titleOf(svg), /^Pelanggan 200 /);
});

test("a trend has a point for each interval", async () => {
  const { svg, status } = await picture(
    { measure: { kind: "nps" }, interval: "month", timezone: "UTC" },
    { width: 500, height: 200 },
  );
  assert.equal(status, 200);
  assert.equal(titleOf(svg).split("; ").length, 5);
  assert.match(svg, /^<svg role="img" width="500" height="200"/);
});

test("what customers and colleagues wrote is text in it, and nothing runs where it is opened", async () => {
  const { svg, headers } = await picture({ measure: { kind: "nps" }, by: ["attributes.branch"] });
  assert.ok(!svg.includes("<script"), "a script came through");
  assert.ok(!/[^&]&(?!amp;|lt;|gt;|quot;|#\d+;)/.test(svg), "an ampersand came through");
  assert.match(headers.get("content-security-policy")!, /sandbox/);
});

test("a label brings nothing of the picture into it, and no character that no reader of XML takes", async () => {
  const { svg } = await picture({ measure: { kind: "nps" }, by: ["attributes.insidious"] });
  assert.equal(svg.match(/<svg /g)!.length, 1);
  assert.equal(svg.match(/<title>/g)!.length, 1);
  assert.ok(titleOf(svg).includes("$' $` $&amp; $1 \uFFFD\uFFFD"), titleOf(svg));
  assert.ok(!/(?![\t\n])\p{Cc}/u.test(svg), "a control character came through");
});

test("what can't be drawn is refused", async () => {
  const both = await picture({ measure: { kind: "nps" }, interval: "month", by: ["touchpoint"] });
  assert.equal(both.status, 400);
  const huge = await picture({ measure: { kind: "nps" } }, { width: 100_000 });
  assert.equal(huge.status, 400);
  const unknown = await picture({ measure: { kind: "mean", of: "nobodysMeasure" } });
  assert.equal(unknown.status, 422);
});

/** Text and title of a picture in a form, beside the answer that it is of. */
async function drawn(query: QueryInput, more: object) {
  const { status, svg } = await picture(query, more);
  assert.equal(status, 200, svg);
  // Nothing may have become of a figure what can't be drawn.
  assert.ok(!/NaN|undefined|Infinity/.test(svg), "something has no place");
  return { svg, title: titleOf(svg) };
}
const percent = (value: number) => `${(100 * value).toFixed(1)}%`;

test("a distribution has every point of the scale, and says of each what the question answers", async () => {
  const query: QueryInput = { measure: { kind: "share", of: "nps" }, by: ["value"] };
  const { rows } = await world.query(query);
  const { title } = await drawn(query, { as: "distribution" });
  assert.equal(
    title,
    rows
      .toSorted((a, b) => Number(a.by.value) - Number(b.by.value))
      .map(
        (row) =>
          `${row.by.value}: ${percent(row.estimate!)} [${percent(row.low!)} … ${percent(row.high!)}] (n ${row.n})`,
      )
      .join("; "),
  );
});

test("shares, a flow and a heat map show the counts and figures of their questions", async () => {
  const nps: QueryInput = { measure: { kind: "nps" }, by: ["touchpoint"] };
  const shares = await drawn(nps, { as: "shares" });
  for (const { counts, n } of (await world.query(nps)).rows)
    assert.match(
      shares.title,
      new RegExp(`Promoters ${Math.round((100 * counts.promoters!) / n)}%.*\\(n ${n}\\)`),
    );
  assert.ok(shares.svg.includes(">n\u00A0120<") && shares.svg.includes(">n\u00A080<"));
  const counted: QueryInput = { measure: { kind: "count", of: "nps" }, by: ["channel", "stage"] };
  const flow = await drawn(counted, { as: "flow" });
  assert.match(flow.title, /Not said → Fulfilment: 120; Not said → Billing and payment: 80/);
  const heat = await drawn({ ...nps, interval: "month", timezone: "UTC" }, { as: "heat" });
  assert.equal(heat.title.split("; ").length, 5);
  const cells = (await world.query({ ...nps, interval: "month", timezone: "UTC" })).rows;
  const brief = (value: number) =>
    `${Math.round(value) > 0 ? "+" : Math.round(value) < 0 ? "−" : ""}${Math.abs(Math.round(value))}`;
  assert.equal(heat.svg.split(">n\u00A040<").length - 1, 5);
  for (const { low, high } of cells)
    assert.ok(heat.svg.includes(`>${brief(low!)}…${brief(high!)}<`), `${low} to ${high}`);
});

test("a scatter has a point for each group that has both figures", async () => {
  const { svg, title } = await drawn(
    { measure: { kind: "nps" }, by: ["touchpoint"] },
    { as: "scatter", against: { kind: "mean", of: "nps" } },
  );
  assert.match(title, /Delivery: NPS \+\d+\.\d \[.*\] \(n 120\), NPS \d\.\d+ \[/);
  assert.ok(svg.includes("Delivery") && svg.includes("Bill"));
});

test("a form that a question has no figures for is refused with what it needs", async () => {
  const nps: QueryInput = { measure: { kind: "nps" }, by: ["touchpoint"] };
  for (const [query, more] of [
    [nps, { as: "trend" }],
    [nps, { as: "distribution" }],
    [nps, { as: "flow" }],
    [nps, { as: "heat" }],
    [nps, { as: "scatter" }],
    [nps, { against: { kind: "nps" } }],
    [{ ...nps, by: [] }, { as: "shares" }],
  ] as [QueryInput, object][])
    assert.equal((await picture(query, more)).status, 400, JSON.stringify(more));
});
