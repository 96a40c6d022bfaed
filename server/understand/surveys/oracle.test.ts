/** Results against plain loops over the signals, for surveys and answers that nobody has chosen; and against a respondent. */
import { after, before, test } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { surveyDefinition, type SurveyDefinition } from "#contract/survey.ts";
import { resultsQuery } from "#contract/survey-results.ts";
import type { SignalInput } from "#contract/signal.ts";
import { viewOf } from "#journey/registry.ts";
import { systemScopeIn } from "#platform/scope.ts";
import { sendingsFor, surveys } from "#questions/testing/generate.ts";
import { createRespondent, publish } from "#server/ask/respondent.test-support.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { wholeSight } from "#understand/reach.ts";
import { resultFacets, type ResultFacet } from "./facets.ts";
import { createSurveyQueries } from "./queries.ts";
import { facet as facetOf, signalOf, type Results } from "./results.test-support.ts";
import { surveyResults } from "./results.ts";

let world: World;
let workspace: string;
before(async () => {
  world = await startWorld();
  workspace = (await world.request<{ id: string }>("GET", "/v1/workspace")).body.id;
});
after(() => world.stop());

const context = { registry: viewOf(1, []), timezone: "UTC", sight: wholeSight };
const asked = (survey: string, definition: SurveyDefinition) =>
  surveyResults(
    createSurveyQueries(world.app.clickhouse),
    systemScopeIn(workspace, "test"),
    { survey, versions: [{ version: 1, definition }], query: resultsQuery.parse({}) },
    context,
  );

/** What a signal says of a facet: nothing, one value, or several. */
function said(facet: ResultFacet, signal: SignalInput): unknown[] {
  const { of } = facet;
  const from = of && (signal[of.in] as Record<string, unknown> | undefined);
  const value = from?.[of!.name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
const has = (facet: ResultFacet, signal: SignalInput): boolean => {
  const { of } = facet;
  return of !== undefined && Object.hasOwn((signal[of.in] as object | undefined) ?? {}, of.name);
};

test("generated surveys with generated answers come to what plain loops come to", async () => {
  let compared = 0;
  const all = fc.sample(surveys, { numRuns: 14, seed: 5 }).map((definition, n) => ({
    definition,
    survey: `generated-${n}`,
    signals: fc
      .sample(sendingsFor(definition), { numRuns: 25, seed: n })
      .map((answers, at) => signalOf(definition, `generated-${n}`, `${n}-${at}`, { answers })),
  }));
  await world.send(all.flatMap(({ signals }) => signals));
  const { body } = await world.request<{ held: { signal: { id: string } }[] }>(
    "GET",
    "/v1/held?limit=1000",
  );
  const away = new Set(body.held.map(({ signal }) => signal.id));
  for (const { definition, survey, signals } of all) {
    const counted = signals.filter(({ id }) => !away.has(id!));
    assert.ok(counted.length > 15, `${away.size} are held`);
    const { facets, counts } = await asked(survey, definition);
    assert.equal(counts.completes, counted.length);
    for (const facet of resultFacets([definition])) {
      const { counting, key } = facet;
      if (!facet.of) continue;
      const found = facets.find((each) => each.key === key)!.all;
      const those = counted.filter((signal) => has(facet, signal));
      const note = `${key} of ${JSON.stringify(definition.pages).slice(0, 300)}`;
      if (counting.how === "values" && counting.many) {
        assert.equal(found.n, those.filter((each) => said(facet, each).length > 0).length, note);
      } else assert.equal(found.n, those.length, note);
      compared++;
      if (counting.how === "bins" && those.length > 0) {
        const numbers = those.map((each) => Number(said(facet, each)[0]));
        const mean = numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
        assert.ok(Math.abs(found.figure!.estimate! - mean) < 1e-6 * Math.max(1, Math.abs(mean)));
      }
      if (counting.how !== "values") continue;
      for (const [at, { value }] of counting.values.entries()) {
        const chose = those.filter((each) => said(facet, each).includes(value)).length;
        if (counting.places) assert.equal(found.ranks![at]!.n, chose, note);
        else assert.equal(found.shares![at]!.n, chose, `${String(value)} in ${note}`);
      }
    }
  }
  assert.ok(compared > 60, `only ${compared} facets were compared`);
});

test("the largest survey has results", async () => {
  const text = { en: "?" };
  const list = (n: number) => Array.from({ length: n }, (_, at) => ({ value: `v${at}`, text }));
  const definition = surveyDefinition.parse({
    format: 1,
    name: "Largest",
    languages: ["en"],
    pages: [
      ...Array.from({ length: 8 }, (_, n) => ({
        key: `m${n}`,
        questions: [
          { key: `q${n}`, type: "matrix", multiple: true, text, rows: list(50), columns: list(15) },
        ],
      })),
      {
        key: "rest",
        questions: [
          ...Array.from({ length: 45 }, (_, n) => ({
            key: `c${n}`,
            type: "multiple-choice",
            text,
            options: list(100),
          })),
          { key: "order", type: "ranking", text, options: list(20) },
        ],
      },
      ...[0, 1, 2, 3].map((n) => ({
        key: `r${n}`,
        questions: Array.from({ length: 50 }, (_, at) => ({
          key: `s${n}x${at}`,
          type: "rating",
          measure: `measure.${n}.${at}`,
          text,
        })),
      })),
    ],
    endings: [{ key: "end", text }],
  });
  const answers = { q0: { v0: ["v1", "v2"] }, c44: ["v99"], order: ["v3", "v1"], s3x49: 4 };
  await world.send([signalOf(definition, "largest", "largest", { answers })]);
  const { facets } = await asked("largest", definition);
  const of = (key: string) => facets.find((each) => each.key === key)!.all;
  assert.deepEqual(
    [of("q0.v0").shares![2]!.n, of("c44").shares![99]!.n, of("s3x49").figure?.estimate],
    [1, 1, 4],
  );
  assert.deepEqual([of("order").ranks![3]!.estimate, of("order").ranks![1]!.estimate], [1, 2]);
});

test("who answers the page stands in the results, and who left it too", async () => {
  const question = {
    key: "nps",
    type: "nps" as const,
    text: { en: "How likely?" },
    required: true as const,
  };
  const survey = await publish(world, {
    format: 1,
    name: "Asked",
    languages: ["en"],
    pages: [
      { key: "one", questions: [question] },
      { key: "two", questions: [{ key: "why", type: "long-text", text: { en: "Why?" } }] },
    ],
    endings: [{ key: "end", text: { en: "Thank you." } }],
  });
  const [one, two] = [createRespondent(world), createRespondent(world)];
  const page = await one.send(await one.get(`/s/${survey}`), { nps: "9" });
  await one.send(page, { why: "It came" });
  await two.send(await two.get(`/s/${survey}`), { nps: "2" });
  await world.drained();
  const path = `/v1/surveys/${survey}/results?include=suspicious`;
  const { body } = await world.request<Results & { counts: { inProgress: number } }>("GET", path);
  const { completes, inProgress, starts, suspicious } = body.counts;
  assert.deepEqual([completes + suspicious, inProgress], [1, 1], JSON.stringify(body.counts));
  assert.equal(starts, completes + inProgress);
  assert.equal(facetOf(body, "nps").all.figure?.estimate, 100);
  assert.equal(facetOf(body, "why").all.n, 1);
});
