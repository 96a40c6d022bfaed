import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { surveyDefinition, type QuestionType, type SurveyDefinition } from "#contract/survey.ts";
import { lint } from "#questions/lint/lint.ts";
import {
  addEnding,
  addPage,
  addQuestion,
  duplicated,
  freeKey,
  moveQuestion,
  movePage,
  removed,
  stepped,
  type Chosen,
} from "./definition.ts";
import { asType, blankSurvey } from "./fresh.ts";
import { begin, changed, redone, undone } from "./history.ts";
import { localTime, momentAt } from "./moments.ts";
import { renamed } from "./rename.ts";
import { textsOf, withAt } from "./texts.ts";
import { typeGroups } from "./type-words.ts";

const types = typeGroups.flatMap(([, list]) => list as readonly QuestionType[]);
const blank = () => blankSurvey("Try", ["en", "id"]);
const keysOf = ({ pages }: SurveyDefinition) =>
  pages.map(({ questions }) => questions.map(({ key }) => key));
const chosenIn = (definition: SurveyDefinition, n: number): Chosen => {
  const all: Chosen[] = [
    ...definition.pages.flatMap((page): Chosen[] => [
      { kind: "page", key: page.key },
      ...page.questions.map(({ key }): Chosen => ({ kind: "question", key })),
    ]),
    ...definition.endings.map(({ key }): Chosen => ({ kind: "ending", key })),
  ];
  return all[n % all.length]!;
};

describe("what a builder does to a definition", () => {
  it("gives questions that may be published as they are, of every type", () => {
    for (const type of types) {
      // A response has one value of a measure: the first score makes room.
      const start = removed(blank(), { kind: "question", key: "nps" }).definition;
      const { definition } = addQuestion(start, { kind: "survey" }, type);
      const parsed = surveyDefinition.safeParse(definition);
      assert.ok(parsed.success, `${type}: ${JSON.stringify(parsed.error?.issues)}`);
      const errors = lint(parsed.data).filter(({ severity }) => severity === "error");
      assert.deepEqual(errors, [], type);
    }
  });

  it("turns any type into any other that is seen, and it stays a definition", () => {
    const seen = types.filter((type) => type !== "hidden");
    for (const from of seen)
      for (const to of seen) {
        const { definition, chosen } = addQuestion(blank(), { kind: "survey" }, from);
        const question = definition.pages[0]!.questions.at(-1)!;
        assert.ok(question.type !== "hidden" && chosen.kind === "question");
        const turned = { ...definition };
        turned.pages = [
          { ...definition.pages[0]!, questions: [asType(question, to, definition.languages)] },
        ];
        const { error } = surveyDefinition.safeParse(turned);
        assert.equal(error, undefined, `${from} → ${to}: ${JSON.stringify(error?.issues)}`);
      }
  });

  it("stays a definition with keys of its own, whatever is done in whatever order", () => {
    const act = fc.tuple(fc.integer({ min: 0, max: 7 }), fc.nat(60), fc.nat(60));
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        let history = begin(blank());
        for (const [what, a, b] of acts) {
          const now = history.now;
          const chosen = chosenIn(now, a);
          const to = now.pages[b % now.pages.length]!.key;
          const next = [
            () => addQuestion(now, chosen, types[b % types.length]!).definition,
            () => addPage(now, chosen).definition,
            () => addEnding(now).definition,
            () => duplicated(now, chosen).definition,
            () => removed(now, chosen).definition,
            () => stepped(now, chosen, b % 2 === 0 ? 1 : -1),
            () => (chosen.kind === "question" ? moveQuestion(now, chosen.key, to, b) : now),
            () => (chosen.kind === "page" ? movePage(now, chosen.key, b) : now),
          ][what]!();
          history = changed(history, next, undefined, 0);
        }
        const { now, past } = history;
        const { error } = surveyDefinition.safeParse(now);
        assert.equal(error, undefined, JSON.stringify(error?.issues));
        const keys = [...keysOf(now).flat(), ...now.pages, ...now.endings].map((each) =>
          typeof each === "string" ? each : each.key,
        );
        assert.equal(new Set(keys).size, keys.length);
        let back = history;
        for (const _ of past) back = undone(back);
        assert.deepEqual(back.now, blank());
        for (const _ of past) back = redone(back);
        assert.equal(back.now, now);
      }),
      { numRuns: 150 },
    );
  });

  it("takes a run of keys in one field back at once", () => {
    let history = begin("a");
    for (const [text, at] of [
      ["ab", 0],
      ["abc", 100],
      ["abcd", 5_000],
    ] as const)
      history = changed(history, text, "field", at);
    assert.deepEqual(history.past, ["a", "abc"]);
    assert.equal(undone(undone(history)).now, "a");
  });

  it("renames a key together with what names it, and nothing else", () => {
    const start = blank();
    const [page] = start.pages;
    const definition: SurveyDefinition = {
      ...start,
      pages: [
        {
          ...page!,
          questions: [
            page!.questions[0]!,
            {
              ...page!.questions[1]!,
              text: { en: "Why {answers.nps}, not {answers.npsx}?" },
              showIf: 'answers.nps <= 6 && answers.npsx == "answers.nps"',
            } as (typeof page & object)["questions"][number],
          ],
        },
      ],
    };
    const done = renamed(definition, { kind: "question", key: "nps" }, "likely");
    const why = done.pages[0]!.questions[1]!;
    assert.ok("text" in why);
    assert.equal(why.text["en"], "Why {answers.likely}, not {answers.npsx}?");
    assert.equal(why.showIf, 'answers.likely <= 6 && answers.npsx == "answers.nps"');
    assert.equal(freeKey(done, "likely"), "likely2");
  });

  it("finds every text by its place, and puts another there", () => {
    const definition = types.reduce(
      (now, type) => addQuestion(now, { kind: "survey" }, type).definition,
      blank(),
    );
    const found = textsOf(definition);
    assert.ok(found.length > 30);
    let changed_ = definition;
    for (const { place } of found) changed_ = withAt(changed_, place, { en: "X" });
    assert.ok(textsOf(changed_).every(({ texts }) => texts["en"] === "X" && !texts["id"]));
    assert.equal(surveyDefinition.safeParse(changed_).success, true);
  });

  it("shows a moment by the workspace's clock, and reads it back", () => {
    for (const zone of ["Asia/Jakarta", "Europe/Berlin", "America/St_Johns"]) {
      const moment = "2026-03-29T00:30:00.000Z";
      assert.equal(momentAt(localTime(moment, zone), zone), moment);
    }
    assert.equal(localTime("2026-03-05T07:30:00.000Z", "Asia/Jakarta"), "2026-03-05T14:30");
  });
});
