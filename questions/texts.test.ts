import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { surveyDefinition } from "#contract/survey.ts";
import { lint } from "./lint/lint.ts";
import { everyType } from "./testing/every-type.ts";
import { surveys } from "./testing/generate.ts";
import { textRows, withTexts } from "./texts.ts";
import { acceptedLanguages, languageFor } from "./words.ts";

test("texts that go out and come in make the same definition; each has a place of its own", () => {
  const rows = textRows(everyType);
  assert.equal(new Set(rows.map((each) => each.place)).size, rows.length);
  assert.ok(rows.some((each) => each.place === "pages/choices/questions/one/options/app/text"));
  assert.ok(rows.some((each) => each.place === "pages/scales/questions/superior/notApplicable"));
  assert.deepEqual(withTexts(everyType, rows), { definition: everyType, unknown: [] });
  fc.assert(
    fc.property(surveys, (definition) => {
      const out = textRows(definition);
      // Without its second language, then with it again from the rows.
      const bare = structuredClone(definition);
      const one = withTexts(bare, []).definition;
      assert.deepEqual(withTexts(one, out).definition, definition);
    }),
    { numRuns: 100 },
  );
});

test("a translation that comes in is there, what is unknown is named, and what is empty changes nothing", () => {
  const german = surveyDefinition.parse({ ...everyType, languages: ["en", "id", "ar", "de"] });
  const before = lint(german).filter((each) => each.code === "missing_translation").length;
  const place = "pages/choices/questions/one/text";
  const { definition, unknown } = withTexts(german, [
    { place, texts: { de: "Wo?", en: "" } },
    { place: "pages/zzz/text", texts: { de: "Weg" } },
    { place, texts: { fr: "Où ?" } },
    { place: "__proto__/x", texts: { de: "x" } },
  ]);
  assert.deepEqual(unknown, ["pages/zzz/text", `${place} fr`, "__proto__/x"]);
  const row = textRows(definition).find((each) => each.place === place);
  assert.deepEqual([row?.texts["de"], row?.texts["en"]], ["Wo?", "Where?"]);
  assert.equal(
    lint(definition).filter((each) => each.code === "missing_translation").length,
    before - 1,
  );
  assert.equal(textRows(german).find((each) => each.place === place)?.texts["de"], undefined);
});

test("link, customer, then browser choose the language, of those that the survey has", () => {
  const languages = ["id", "en-GB", "ar"];
  assert.equal(languageFor(languages, ["en"]), "en-GB");
  assert.equal(languageFor(languages, ["fr", "AR-eg"]), "ar");
  assert.equal(languageFor(languages, ["in"]), "id");
  assert.equal(languageFor(languages, ["fr"]), "id");
  assert.deepEqual(acceptedLanguages("fr;q=0.2, en-GB;q=0.8 , id, *;q=0.1, x;q=0"), [
    "id",
    "en-GB",
    "fr",
  ]);
  assert.deepEqual(acceptedLanguages(undefined), []);
});
