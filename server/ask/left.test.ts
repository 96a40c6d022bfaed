/** How long pages and questions take, and where somebody stops: from what is sent to what results say. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { getSurveyResults } from "#contract/survey-results.ts";
import { clock } from "#platform/clock.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import type { z } from "zod";
import { createRespondent, publish, responsesOf } from "./respondent.test-support.ts";
import { pagesSaid, questionsSaid, secondsOf, withPage } from "./response.ts";
import { surveyInput } from "./survey.test-support.ts";

let world: World;
before(async () => void (world = await startWorld()));
const now = clock.now;
after(async () => {
  clock.now = now;
  await world.stop();
});
/** Lets so many seconds pass from here on. */
let ahead = 0;
const passes = (seconds: number) => {
  ahead += seconds * 1_000;
  clock.now = () => now() + ahead;
};

test("what a row keeps of times is said of pages and of questions, the last of both where it is too much", () => {
  const steps = withPage(
    withPage("", 0, 4.16, [
      [0, 1.24],
      [2, 2],
    ]),
    1,
    10,
  );
  assert.equal(steps, "0:4.2:0=1.2,2=2 1:10");
  assert.equal(pagesSaid(steps), "0:4.2 1:10");
  assert.equal(pagesSaid(steps, 2), "0:4.2 1:10 2:");
  assert.equal(questionsSaid(steps), "0:1.2 2:2");
  assert.equal(secondsOf(steps), 14.2);
  assert.deepEqual(
    [pagesSaid(""), pagesSaid("", 0), questionsSaid(""), secondsOf("")],
    ["", "0:", "", 0],
  );
  let long = "";
  for (let n = 0; n < 600; n++) long = withPage(long, n % 100, 9.9, [[n % 300, 9.9]]);
  assert.ok(
    long.length <= 6_000 && pagesSaid(long).length <= 1_500 && questionsSaid(long).length <= 1_500,
  );
  assert.match(pagesSaid(long), /^\d+:9\.9 .* 99:9\.9$/);
  assert.match(questionsSaid(long), /^\d+:9\.9 .* 299:9\.9$/);
});

const text = (en: string) => ({ en });
const survey = () =>
  surveyInput({
    pages: [
      {
        key: "one",
        questions: [
          { key: "speed", type: "rating", text: text("Speed?") },
          { key: "care", type: "rating", text: text("Care?") },
          { key: "note", type: "statement", text: text("Nearly there.") },
        ],
      },
      { key: "two", questions: [{ key: "why", type: "short-text", text: text("Why?") }] },
      { key: "three", questions: [{ key: "more", type: "short-text", text: text("More?") }] },
    ],
  });
type Results = z.infer<(typeof getSurveyResults)["responses"][200]["body"]>;

test("times are of pages, of questions where a script has told them, and nobody believes one that can't be", async () => {
  const id = await publish(world, survey());
  const [scripted, plain, forged] = [1, 2, 3].map(() => createRespondent(world));
  const firsts = await Promise.all(
    [scripted!, plain!, forged!].map((each) => each.get(`/s/${id}`)),
  );
  passes(20);
  const answers = { speed: "4", care: "2" };
  const seconds = [
    await scripted!.send(firsts[0]!, { ...answers, spent: "speed:5.5 care:11.0" }),
    await plain!.send(firsts[1]!, answers),
    // More than the page took; other pages' questions; twice the same; and what is no number.
    await forged!.send(firsts[2]!, { ...answers, spent: "speed:3000.0 care:1.0" }),
  ];
  for (const spent of [
    "why:1.0",
    "speed:1.0 speed:1.0",
    "speed:-1",
    "speed:1e1",
    "note:1.0",
    ":",
    "speed",
  ]) {
    const one = createRespondent(world);
    const first = await one.get(`/s/${id}`);
    passes(20);
    await one.send(await one.send(first, { ...answers, spent }), {
      why: `Because of ${spent}`,
      spent: "why:1.0",
    });
  }
  passes(6);
  for (const [n, each] of [scripted!, plain!, forged!].entries()) {
    const third = await each.send(seconds[n]!, { why: `Because of ${n}`, spent: "why:5.0" });
    await each.send(third, { more: "No." });
  }
  const signals = await responsesOf(world, id);
  assert.equal(signals.length, 3);
  const said = signals.map(
    ({ attributes }) => (attributes as Record<string, string>)["survey.questions"],
  );
  assert.deepEqual(said.filter(Boolean), ["0:5.5 1:11"]);
  const { rows } = await sql<{ pages: string }>`
    select pages from survey_responses where survey = ${id}::uuid and state = 'open'`.execute(
    world.app.postgres.db,
  );
  assert.equal(rows.length, 7);
  for (const { pages } of rows) assert.ok(!pages.includes("="), pages);
  const { body } = await world.request<Results>("GET", `/v1/surveys/${id}/results`);
  const [one, two] = body.pages;
  assert.deepEqual(
    one!.asked.map(({ key, timed }) => [key, timed]),
    [
      ["speed", 1],
      ["care", 1],
    ],
  );
  // Counted in steps of 8 %.
  const near = (value: number | null, about: number) =>
    assert.ok(
      value !== null && Math.abs(value - about) < 0.09 * (about + 1),
      `${value} for ${about}`,
    );
  near(one!.asked[0]!.seconds, 5.5);
  near(one!.asked[1]!.seconds, 11);
  assert.deepEqual([two!.asked[0]!.timed, two!.asked[0]!.seconds], [3, two!.seconds]);
});

test("a page that is shown again, as something of it was refused, has taken all of its time", async () => {
  const id = await publish(world, survey());
  const one = createRespondent(world);
  const second = await one.send(await one.get(`/s/${id}`), { speed: "4", care: "2" });
  passes(30);
  const refused = await one.send(second, { why: "x".repeat(5_000) });
  assert.equal(refused.status, 422);
  passes(12);
  await one.send(await one.send(refused, { why: "Shorter." }), { more: "No." });
  const [signal] = await responsesOf(world, id);
  const [, took] = / 1:(\d+)/.exec(
    (signal!["attributes"] as Record<string, string>)["survey.pages"]!,
  )!;
  assert.ok(Number(took) >= 42 && Number(took) < 50, took);
});

test("who stops is counted on the page where they were, and at the question that they answered last", async () => {
  const id = await publish(world, survey());
  const person = () => createRespondent(world);
  // One leaves the second page unanswered; one saves an answer on it; one saves the first answer of all.
  const [a, b, c, d] = [person(), person(), person(), person()];
  await a.send(await a.get(`/s/${id}`), { speed: "4", care: "2" });
  const second = await b.send(await b.get(`/s/${id}`), { speed: "4" });
  await b.send(second, { why: "As it" }, "save");
  await c.send(await c.get(`/s/${id}`), { speed: "1" }, "save");
  // And one completes it after all.
  let page = await d.send(await d.get(`/s/${id}`), { speed: "4", care: "2" });
  await sql`update survey_responses set touched_at = touched_at - interval '25 hours' where survey = ${id}::uuid`.execute(
    world.app.postgres.db,
  );
  assert.equal(await world.app.settleUntouched(), 4);
  await world.drained();
  page = await d.send(page, { why: "It came in the end, all of it." });
  passes(60);
  await d.send(page, { more: "No." });
  await world.drained();
  const { body } = await world.request<Results>("GET", `/v1/surveys/${id}/results`);
  assert.deepEqual([body.counts.partials, body.counts.completes], [3, 1]);
  assert.deepEqual(
    body.pages.map(({ key, left }) => [key, left]),
    [
      ["one", 1],
      ["two", 2],
      ["three", 0],
    ],
  );
  assert.deepEqual(
    body.pages.flatMap(({ asked }) => asked.map(({ key, last }) => [key, last])),
    [
      ["speed", 1],
      ["care", 1],
      ["why", 1],
      ["more", 0],
    ],
  );
  const complete = (await responsesOf(world, id)).find(({ state }) => state !== "partial");
  assert.ok(!("survey.last" in (complete!["attributes"] as object)));
});

test("of a survey in confidence few are told as few, of its quota too, and no share where some may be hidden", async () => {
  const id = await publish(world, {
    ...survey(),
    confidentiality: "anonymous",
    quotas: [{ key: "all", limit: 50, ending: "thanks" }],
  });
  const answer = async () => {
    const one = createRespondent(world);
    let page = await one.get(`/s/${id}`);
    passes(9);
    page = await one.send(page, { speed: "4", care: "2" });
    page = await one.send(page, {});
    await one.send(page, {});
  };
  const results = async () => {
    await world.drained();
    const { counts, quotas } = (await world.request<Results>("GET", `/v1/surveys/${id}/results`))
      .body;
    const { completes, least, completion } = counts;
    return [completes, least, completion!.estimate, completion!.reason, quotas];
  };
  const quota = { key: "all", limit: 50, full: false };
  for (let n = 0; n < 4; n++) await answer();
  assert.deepEqual(await results(), [0, 5, null, "partials-not-told", [{ ...quota, taken: null }]]);
  for (let n = 0; n < 5; n++) await answer();
  // Nobody is told by what one more brings.
  assert.deepEqual(await results(), [9, 5, null, "partials-not-told", [{ ...quota, taken: 5 }]]);
});
