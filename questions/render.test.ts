import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readForm, checkPage } from "./check.ts";
import { walk } from "./flow.ts";
import { compile } from "./lint/compile.ts";
import { lookupOf, pipe, referencesIn } from "./pipe.ts";
import { errorOn, renderQuestion, type Page } from "./render.ts";
import { renders } from "./renders.ts";
import { catalogueOf, isRightToLeft, textIn, wordsOf } from "./words.ts";
import { cases, types } from "./testing/generate.ts";
import type { Answers, Context, Published } from "./types.ts";

const context: Context = { language: "en", seed: "seed" };
const decode = (text: string) =>
  text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name]!,
  );
const attributesOf = (tag: string): Record<string, string> =>
  Object.fromEntries(
    [...tag.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)].map(([, name, value]) => [
      name!,
      decode(value ?? ""),
    ]),
  );

/** What a browser would send of this HTML, script off. */
function submit(html: string): [string, string][] {
  const sent: [string, string][] = [];
  for (const [tag, kind] of html.matchAll(/<(input|textarea|select)\b[^>]*>/g)) {
    const own = attributesOf(tag);
    const at = html.indexOf(tag);
    if (own["name"] === undefined || "disabled" in own) continue;
    if (kind === "input") {
      const box = own["type"] === "radio" || own["type"] === "checkbox";
      if (!box || "checked" in own) sent.push([own["name"], own["value"] ?? ""]);
    } else {
      const inside = html.slice(at + tag.length, html.indexOf(`</${kind}>`, at));
      if (kind === "textarea") {
        // As a form sends it: the first line's end is dropped, the others are two characters.
        sent.push([own["name"], decode(inside.replace(/^\n/, "")).replace(/\n/g, "\r\n")]);
      } else {
        const chosen = [...inside.matchAll(/<option[^>]*>/g)].map(([each]) => attributesOf(each));
        sent.push([
          own["name"],
          (chosen.find((each) => "selected" in each) ?? chosen[0])!["value"]!,
        ]);
      }
    }
  }
  return sent;
}

const pageOf = (published: Published, given: Answers, errors: Page["errors"] = {}): Page => ({
  language: "en",
  source: "en",
  word: wordsOf("en"),
  lookup: lookupOf(published, walk(published, given, context), context),
  given,
  errors,
});

test("what a page shows as answered is what a browser sends back, without script", () => {
  const drawn = new Set<string>();
  fc.assert(
    fc.property(cases, ([definition, sent]) => {
      const published = compile(definition);
      const way = walk(published, sent, context);
      const page = pageOf(published, way.accepted);
      for (const { key, questions } of way.pages) {
        const html = questions.map((each) => renderQuestion(each, page)).join("");
        for (const { question } of questions) drawn.add(question.type);
        const read = readForm(definition, key, submit(html));
        const step = checkPage(published, way.accepted, read, context, key);
        const mine = (answers: Answers) =>
          Object.fromEntries(questions.map(({ question: { key } }) => [key, answers[key]]));
        assert.equal(
          JSON.stringify(mine(step.way.accepted)),
          JSON.stringify(mine(way.accepted)),
          html,
        );
        assert.deepEqual(step.refused, []);
      }
    }),
    { numRuns: 250 },
  );
  assert.deepEqual(
    types.filter((type) => type !== "hidden" && !drawn.has(type)),
    [],
  );
});

test("nothing that anybody wrote is HTML, each id stands once, and a label leads to each field", () => {
  fc.assert(
    fc.property(cases, ([definition, sent]) => {
      const published = compile(definition);
      const way = walk(published, sent, context);
      for (const { questions, errors } of way.pages) {
        const page = { ...pageOf(published, way.accepted, errors), given: sent };
        const html = questions.map((each) => renderQuestion(each, page)).join("");
        const tags = new Set([...html.matchAll(/<\/?([a-z]+)/g)].map((match) => match[1]));
        for (const foreign of ["script", "i", "b", "img"]) assert.ok(!tags.has(foreign), html);
        assert.ok(!/ on[a-z]+=| style=|javascript:/.test(html));
        const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]!);
        assert.equal(new Set(ids).size, ids.length, "an id twice");
        for (const [, list] of html.matchAll(
          / (?:for|aria-describedby|aria-labelledby|data-for)="([^"]*)"/g,
        ))
          for (const id of list!.split(" ")) assert.ok(ids.includes(id), `${id} leads nowhere`);
        for (const { question } of questions)
          if (question.type !== "statement") {
            const parts = questions.find((each) => each.question === question)!.parts;
            const empty = "options" in question || "rows" in question ? parts.length === 0 : false;
            if (!empty)
              assert.ok(ids.includes(`q-${question.key}`), `${question.type} has a first field`);
            if (Object.hasOwn(errors, question.key)) assert.ok(ids.includes(`e-${question.key}`));
          }
      }
    }),
    { numRuns: 250 },
  );
  assert.deepEqual(Object.keys(renders).sort(), [...types].sort());
});

test("what was typed and refused stays in its field", () => {
  const question = {
    key: "n",
    type: "number",
    text: { en: "How many?" },
    min: 0,
    max: 9,
    decimals: 0,
  } as const;
  const page: Page = {
    language: "en",
    source: "en",
    word: wordsOf("en"),
    lookup: () => undefined,
    given: { n: 'a "lot" <of>' },
    errors: { n: { code: "not_number" } },
  };
  const html = renderQuestion({ question: { ...question }, parts: [], required: true }, page);
  assert.match(html, /value="a &quot;lot&quot; &lt;of&gt;"/);
  assert.match(html, /aria-invalid="true" aria-describedby="e-n"/);
  assert.match(html, /<p class="error" id="e-n">Please give a number, as in 12\.<\/p>/);
});

test("texts are piped once, as text, with words for what is not known", () => {
  const lookup = (name: string) => ({ company: "Maju {company}", "answers.a": "<b>" })[name];
  assert.equal(pipe("{company} and {answers.a}", lookup), "Maju {company} and <b>");
  assert.equal(pipe("Hello {customer.name|there}, {unknown}!", lookup), "Hello there, !");
  assert.equal(pipe("{ not a name } {}", lookup), "{ not a name } {}");
  assert.equal(pipe("Well{ or {answers.a}}?{ on {unknown}}", lookup), "Well or <b>?");
  assert.equal(pipe("It was{ on {unknown|a day} at noon}.", lookup), "It was on a day at noon.");
  assert.deepEqual(referencesIn("{ on {date}} {x|y}"), ["date", "x"]);
  assert.equal(pipe("{x}", () => "é".repeat(500)).length, 201);
});

test("words come in the reader's language, a survey's own before the shipped, English where there is none", () => {
  assert.equal(wordsOf("id")("next"), "Lanjut");
  assert.equal(wordsOf("id-ID")("progress", { at: 2, of: 5 }), "Langkah 2 dari 5");
  assert.equal(wordsOf("fr")("next"), "Next");
  const own = { next: { fr: "Suivant", id: "Terus" } };
  assert.equal(wordsOf("fr-CA", own)("next"), "Suivant");
  assert.equal(wordsOf("fr", own)("back"), "Back");
  assert.equal(wordsOf("id", own)("next"), "Terus");
  assert.equal(wordsOf("__proto__")("next"), "Next");
  assert.deepEqual(Object.keys(catalogueOf("id")), Object.keys(catalogueOf("en")));
  assert.equal(textIn({ id: "a", en: "b" }, "de", "id"), "a");
  assert.equal(
    errorOn(
      { language: "id", source: "id", word: wordsOf("id"), lookup: () => undefined },
      { code: "out_of_range", values: { min: 1, max: 5 } },
    ).text,
    "Mohon isi nilai dari 1 sampai 5.",
  );
  const tongues = (language: string, key: "next" | "back") => wordsOf(language, own).tongue(key);
  assert.deepEqual(
    [tongues("fr-CA", "next"), tongues("fr", "back"), tongues("id", "back"), tongues("ar", "next")],
    ["fr-CA", "en", "id", "en"],
  );
  assert.deepEqual(
    ["ar", "he-IL", "ur", "az-Arab", "en", "id", "ar-Latn", "arn"].map(isRightToLeft),
    [true, true, true, true, false, false, false, false],
  );
});
