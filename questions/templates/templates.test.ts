import assert from "node:assert/strict";
import { test } from "node:test";
import type { Definition } from "#contract/registry.ts";
import { surveyDefinition } from "#contract/survey.ts";
import { defaultsFor } from "#journey/defaults/index.ts";
import { aspects } from "../aspects.ts";
import { checkWhole } from "../check.ts";
import { compile } from "../lint/compile.ts";
import { lint, type KnownMeasure } from "../lint/lint.ts";
import { contributionOf } from "../signal.ts";
import { minutesFor } from "../time.ts";
import { templates } from "./index.ts";

const entries = defaultsFor();
const of = (type: string) => entries.filter((each) => each.type === type);
const measures: Record<string, KnownMeasure> = {};
for (const { key, definition } of of("measure")) {
  const { scale } = definition as Definition<"measure">;
  measures[key] = {
    ...(scale && { min: scale.min }),
    ...(scale?.max !== undefined && { max: scale.max }),
  };
}
const parsed = templates.map((each) => ({
  ...each,
  definition: surveyDefinition.parse(each.survey),
}));
const questionsOf = (definition: (typeof parsed)[number]["definition"]) =>
  definition.pages.flatMap((page) => page.questions);

test("there are fourteen templates, in both languages, and the linter has nothing to say of them", () => {
  assert.equal(new Set(templates.map((each) => each.key)).size, 14);
  for (const { key, name, about, definition } of parsed) {
    for (const text of [name, about]) assert.deepEqual(Object.keys(text), ["en", "id"], key);
    const problems = lint(definition, { measures, customerAttributes: [] });
    assert.deepEqual(
      problems.filter((each) => each.severity !== "note"),
      [],
      key,
    );
  }
  const notes = parsed.flatMap(({ definition }) => lint(definition).map((each) => each.code));
  assert.deepEqual(notes, ["agreement_is_ces"]);
});

test("they ask what the defaults say, in that order, about what a new workspace knows", () => {
  const asked = Object.fromEntries(
    parsed.map(({ key, definition }) => [
      key,
      questionsOf(definition)
        .map((each) => each.key)
        .join(" "),
    ]),
  );
  assert.deepEqual(asked, {
    "relationship-nps": "nps reason osat asat superior stay mayContact reach",
    "post-purchase": "csat ease reason expectedDays mayContact reach",
    "post-ticket": "resolved csat contacts reason mayContact reach",
    "customer-effort": "ces reason resolved mayContact reach",
    onboarding: "ease goal disconfirmation improve mayContact reach",
    delivery: "csat disconfirmation asat reason mayContact reach",
    billing: "csat ease reason mayContact reach",
    "store-visit": "csat goal asat reason",
    leaving: "leaving reason winback nps mayContact reach",
    expectation: "expected disconfirmation improve",
    "account-review": "nps osat expected stay goals risks action actionOwner actionDue",
    event: "csat disconfirmation goal improve mayContact reach",
    "case-follow-up": "resolved handling reason",
    "staff-mirror": "estimate asCustomers osat asat",
  });
  const touchpoints = new Set(of("touchpoint").map((each) => each.key));
  for (const { key, definition } of parsed)
    if (definition.touchpoint) assert.ok(touchpoints.has(definition.touchpoint), key);
  // The registry's words, and its measures.
  assert.deepEqual(
    aspects.map(({ value, text }) => [value, text]),
    of("aspect").map(({ key, definition }) => [key, definition.labels]),
  );
});

test("the time that they say is about what the linter estimates", () => {
  for (const { key, minutes, definition } of parsed) {
    const estimated = minutesFor(definition);
    // An account review is talked through.
    if (key === "account-review") assert.ok(estimated <= minutes);
    else assert.ok(Math.abs(estimated - minutes) <= 1, `${key}: ${estimated} for ${minutes}`);
  }
});

test("who is unhappy and may be contacted is told so; others are thanked", () => {
  const whole = (key: string, sent: Record<string, unknown>, customer: { known?: true }) => {
    const published = compile(parsed.find((each) => each.key === key)!.definition);
    return checkWhole(published, sent, { language: "en", seed: "s", customer });
  };
  const end = (key: string, sent: Record<string, unknown>) => {
    const { way, errors } = whole(key, sent, { known: true });
    assert.deepEqual({ ...errors }, {});
    return way.end.ending;
  };
  assert.equal(end("relationship-nps", { nps: 3, mayContact: "yes" }), "sorry");
  assert.equal(end("relationship-nps", { nps: 3, mayContact: "no" }), "thanks");
  assert.equal(end("relationship-nps", { nps: 9, mayContact: "yes" }), "thanks");
  assert.equal(end("customer-effort", { ces: 3, mayContact: "yes" }), "sorry");
  // Whom nobody knows can't be promised that without saying how.
  const unknown = { ces: 3, mayContact: "yes" };
  assert.deepEqual(
    { ...whole("customer-effort", unknown, {}).errors },
    { reach: { code: "required" } },
  );
  const reached = whole(
    "customer-effort",
    { ...unknown, reach: { phone: "+62 812 3456 7890" } },
    {},
  );
  assert.deepEqual([{ ...reached.errors }, reached.way.end.ending], [{}, "sorry"]);
});

test("what they ask becomes the figures that a new workspace has", () => {
  const { definition } = parsed.find((each) => each.key === "relationship-nps")!;
  const published = compile(definition);
  const context = { language: "id", seed: "s" };
  const sent = {
    nps: 9,
    reason: "Cepat",
    osat: 4,
    asat: { speed: 5, staff: null },
    superior: null,
    stay: 5,
    mayContact: "no",
  };
  const { way, page } = checkWhole(published, sent, context);
  assert.equal(page, undefined);
  assert.deepEqual(contributionOf(published, way, context), {
    measures: { nps: 9, osat: 4, "asat.speed": 5, stay: 5 },
    answers: { mayContact: "no" },
    texts: { reason: "Cepat" },
    mayContact: false,
  });
});
