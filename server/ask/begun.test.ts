/** A response from its first form on: whatever its questions are called, whoever else comes, and whenever its survey closes. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { QuestionInput } from "#contract/survey.ts";
import { clock } from "#platform/clock.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { floodLimitsOf } from "./flood.ts";
import { createRespondent, publish, responsesOf, type Page } from "./respondent.test-support.ts";
import { surveyInput } from "./survey.test-support.ts";

const limits = floodLimitsOf(6_000);
let world: World;
before(
  async () => void (world = await startWorld({ env: { CORRIDOR_REQUESTS_PER_MINUTE: "6000" } })),
);
const now = clock.now;
after(async () => {
  clock.now = now;
  await world.stop();
});

const short = (key: string): QuestionInput => ({
  key,
  type: "short-text",
  text: { en: `${key}?` },
});
const nps: QuestionInput = { key: "nps", type: "nps", text: { en: "How likely?" } };
const twoPages = () =>
  surveyInput({
    pages: [
      { key: "one", questions: [nps] },
      { key: "two", questions: [short("why")] },
    ],
  });
const rowsOf = async (survey: string) =>
  (
    await sql<{ state: string; answers: Record<string, unknown> }>`
      select state, answers from survey_responses where survey = ${survey}::uuid`.execute(
      world.app.postgres.db,
    )
  ).rows;

test("questions may be called as anything in the form or the address is", async () => {
  const keys = "r l p n c t w h go shown spent website proof lang customer action elements".split(
    " ",
  );
  const survey = await publish(
    world,
    surveyInput({
      pages: [{ key: "one", questions: [...keys.map(short), { key: "q", type: "hidden" }] }],
    }),
  );
  const person = createRespondent(world);
  const page = await person.get(`/s/${survey}?q=north&lang=en`);
  const end = await person.send(
    page,
    Object.fromEntries(keys.map((key) => [`a.${key}`, `said ${key}`])),
  );
  assert.match(end.html, /Thank you/);
  const [signal] = await responsesOf(world, survey);
  assert.deepEqual(signal!["text"], Object.fromEntries(keys.map((key) => [key, `said ${key}`])));
  assert.equal((signal!["attributes"] as Record<string, unknown>)["q"], "north");
  assert.ok(!JSON.stringify(signal).includes("honeypot"));
});

test("a form that saves itself, goes back or is of no page begins a response no less than one that is sent", async () => {
  const survey = await publish(world, twoPages());
  const person = createRespondent(world);
  for (let n = 0; n < limits.begunByAddress; n++) {
    const page = await person.get(`/s/${survey}`);
    // Saved by itself first and sent then, it is one that begins.
    assert.equal((await person.send(page, { nps: "9" }, "save")).status, 204);
    assert.equal((await person.send(page, { nps: "9" })).status, 200);
  }
  const begun = (await rowsOf(survey)).length;
  assert.equal(begun, limits.begunByAddress);
  for (const [go, more] of [
    ["save", {}],
    ["next", {}],
    ["back", { p: "two" }],
    ["next", { p: "nowhere" }],
  ] as const) {
    const page = await person.get(`/s/${survey}`);
    assert.equal((await person.send(page, { nps: "9", ...more }, go)).status, 503, go);
  }
  assert.equal((await rowsOf(survey)).length, begun);
  // Nor is anything kept of whom a closed survey turns away then.
  const page = await person.get(`/s/${survey}`);
  await world.request("POST", `/v1/surveys/${survey}/close`);
  clock.now = () => now() + 2_000;
  assert.match((await person.send(page, { nps: "9" })).html, /closed/);
  clock.now = now;
  assert.equal((await rowsOf(survey)).length, begun);
});

test("what no figure counts takes no place of a quota", async () => {
  const survey = await publish(
    world,
    surveyInput({
      pages: [{ key: "one", questions: [nps] }],
      quotas: [{ key: "few", limit: 1, ending: "thanks" }],
    }),
  );
  const person = createRespondent(world);
  const bot = await person.send(await person.get(`/s/${survey}`), { nps: "9", website: "x" });
  assert.match(bot.html, /Thank you/);
  const [first, second] = [await person.get(`/s/${survey}`), await person.get(`/s/${survey}`)];
  await sleep(1_600);
  await person.send(first, { nps: "8" });
  await person.send(second, { nps: "7" });
  const said = (await responsesOf(world, survey)).map(({ measures, suspicious }) => [
    (measures as { nps: number }).nps,
    Array.isArray(suspicious),
  ]);
  assert.deepEqual(said.toSorted(), [
    [8, false],
    [9, true],
  ]);
  assert.deepEqual((await rowsOf(survey)).map(({ state }) => state).toSorted(), [
    "complete",
    "complete",
    "full",
  ]);
});

test("closing takes nothing back, and what was kept apart goes on when the survey is open again", async () => {
  const survey = await publish(world, twoPages());
  const [before, late] = [createRespondent(world), createRespondent(world)];
  const began = await before.send(await before.get(`/s/${survey}`), { nps: "9" });
  const came = await late.get(`/s/${survey}`);
  await world.request("POST", `/v1/surveys/${survey}/close`);
  clock.now = () => now() + 2_000;
  for (const go of ["save", "next"])
    assert.match((await before.send(began, { why: "Too late" }, go)).html, /closed/);
  assert.match((await late.send(came, { nps: "3" })).html, /closed/);
  const rows = await rowsOf(survey);
  // What came too late is kept apart, of each response by itself.
  assert.deepEqual(
    rows.map(({ state, answers }) => `${state} ${JSON.stringify(answers)}`).toSorted(),
    ['closed {"nps":3}', 'closed {"why":"Too late"}', 'open {"nps":9}'],
  );
  await world.request("POST", `/v1/surveys/${survey}/open`);
  clock.now = () => now() + 4_000;
  const goesOn = async (person: typeof late, page: Page) =>
    person.send(await person.send(page, {}), { why: "After all" });
  assert.match((await before.send(began, { why: "In time" })).html, /Thank you/);
  assert.match((await goesOn(late, came)).html, /Thank you/);
  clock.now = now;
  const said = (await responsesOf(world, survey)).map((each) => [each["measures"], each["text"]]);
  assert.deepEqual(new Set(said.map((each) => JSON.stringify(each))).size, 2);
  assert.match(JSON.stringify(said), /After all/);
});

test("two who answer alike from one address are two; two who write the same at length are one", async () => {
  const points = Array.from({ length: 8 }, (_, n): QuestionInput => ({
    key: `q${n}`,
    type: "rating",
    text: { en: `${n}?` },
  }));
  const text = { en: "By courier, to the door" };
  const way: QuestionInput = {
    key: "way",
    type: "single-choice",
    text,
    options: [{ value: "by-courier-to-the-door", text }],
  };
  const survey = await publish(
    world,
    surveyInput({ pages: [{ key: "one", questions: [...points, way, short("why")] }] }),
  );
  const person = createRespondent(world);
  const pages = await Promise.all([1, 2, 3, 4].map(() => person.get(`/s/${survey}`)));
  const alike = {
    ...Object.fromEntries(points.map(({ key }) => [key, "5"])),
    way: "by-courier-to-the-door",
  };
  clock.now = () => now() + 20_000;
  for (const [n, page] of pages.entries())
    await person.send(
      page,
      n < 2 ? alike : { ...alike, why: "The courier came early and called." },
    );
  clock.now = now;
  const marks = (await responsesOf(world, survey)).map(({ suspicious = [] }) => String(suspicious));
  assert.deepEqual(marks.toSorted(), ["", "", "", "duplicate"]);
});

test("who is content with all of a short table, or writes, has not gone down a line without reading", async () => {
  const rows = (n: number) =>
    Array.from({ length: n }, (_, at) => ({ value: `r${at}`, text: { en: `Row ${at}` } }));
  const columns = ["1", "2", "3"].map((value) => ({ value, text: { en: value } }));
  const table = (key: string, n: number): QuestionInput => ({
    key,
    type: "matrix",
    text: { en: `${key}?` },
    rows: rows(n),
    columns,
  });
  const survey = await publish(
    world,
    surveyInput({
      pages: [{ key: "one", questions: [table("short", 4), table("long", 5), short("why")] }],
    }),
  );
  const person = createRespondent(world);
  const pages = await Promise.all([1, 2, 3, 4].map(() => person.get(`/s/${survey}`)));
  const alike = (key: string, n: number) =>
    Object.fromEntries(rows(n).map(({ value }) => [`${key}[${value}]`, "3"]));
  const both = { ...alike("short", 4), ...alike("long", 5) };
  clock.now = () => now() + 60_000;
  await person.send(pages[0]!, alike("short", 4));
  await person.send(pages[1]!, { ...both, why: "All of it was as it should be." });
  await person.send(pages[2]!, { ...both, "long[r4]": "2" });
  await person.send(pages[3]!, both);
  clock.now = now;
  const marks = (await responsesOf(world, survey)).map(({ suspicious = [] }) => String(suspicious));
  assert.deepEqual(marks.toSorted(), ["", "", "", "straight-lining"]);
});
