import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import { sql } from "kysely";
import type { SurveyInput } from "#contract/survey.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { surveyInput } from "./survey.test-support.ts";

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

type Step = { page: string | null; ending: string | null; errors: object; html: string };

async function drafted(other: Partial<SurveyInput> = {}) {
  const { body } = await world.request<{ id: string }>("POST", "/v1/surveys", surveyInput(other));
  return async (asked: object) => {
    const { status, body: step } = await world.request<Step>(
      "POST",
      `/v1/surveys/${body.id}/preview`,
      asked,
    );
    assert.equal(status, 200, JSON.stringify(step));
    return step;
  };
}

test("a draft is drawn step by step, as its answers lead, and leaves no trace", async () => {
  const at = await drafted({ opening: { en: "<b>Hello</b>" } });
  const first = await at({});
  assert.equal(first.page, "one");
  assert.match(first.html, /How likely are you/);
  assert.match(first.html, /&lt;b&gt;Hello/);
  const wrong = await at({ page: "one", answers: { nps: 11 } });
  assert.deepEqual([wrong.page, Object.keys(wrong.errors)], ["one", ["nps"]]);
  assert.match(wrong.html, /role="alert"/);
  const low = await at({ page: "one", answers: { nps: 3 } });
  assert.deepEqual([low.page, low.errors], ["two", {}]);
  const end = await at({ page: "two", answers: { nps: 3, why: "late" } });
  assert.deepEqual([end.page, end.ending], [null, "thanks"]);
  assert.match(end.html, /Thank you/);
  const { rows } = await sql<{ n: number }>`
    select (select count(*) from survey_responses) + (select count(*) from survey_views) as n`.execute(
    world.app.postgres.db,
  );
  assert.equal(Number(rows[0]!.n), 0);
  const { body } = await world.request<{ signals: unknown[] }>("GET", "/v1/signals");
  assert.deepEqual(body.signals, []);
});

test("a draft with errors is drawn as far as it goes, in the language that is asked for", async () => {
  const at = await drafted({
    languages: ["en", "id"],
    endings: [
      { key: "odd", if: "answers.nps >", text: { en: "Odd" } },
      { key: "end", text: { en: "End", id: "Selesai" } },
    ],
  });
  assert.match((await at({ language: "id" })).html, /<html lang="id"/);
  const end = await at({ page: "two", answers: { nps: 1 }, language: "id" });
  assert.match(end.html, /Selesai/);
});
