/** Which wordings are of bad form, and which only look so. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { surveyDefinition } from "#contract/survey.ts";
import { lint } from "./lint.ts";

/** Codes of what is found wrong with a rating that is asked so. */
const codes = (en: string, id = "Seberapa baik?"): string[] =>
  lint(
    surveyDefinition.parse({
      format: 1,
      name: "Test",
      languages: ["en", "id"],
      pages: [{ key: "p", questions: [{ type: "rating", key: "a", text: { en, id } }] }],
      endings: [{ key: "end", text: { en: "End", id: "Selesai" } }],
    }),
    {},
  ).map(({ code }) => code);

test("two words that are one thing are not two questions", () => {
  assert.deepEqual(codes("How likely are you to recommend us to friends and family?"), []);
  assert.deepEqual(codes("How clear are our Terms & Conditions?"), []);
  assert.deepEqual(codes("How good?", "Seberapa jelas syarat dan ketentuan kami?"), []);
  assert.deepEqual(codes("How good?", "Seberapa yakin Anda kepada keluarga dan teman?"), []);
  assert.deepEqual(codes("How clear are our terms and conditions and prices?"), ["two_in_one"]);
  assert.deepEqual(codes("How clear are our terms and prices?"), ["two_in_one"]);
  assert.deepEqual(codes("How good?", "Seberapa jelas syarat dan harga kami?"), ["two_in_one"]);
});

test("what leads to its answer is found, in each language", () => {
  for (const en of [
    "Don't you think that we are good?",
    "Thank you. Isn’t our service good?",
    "Do you agree that we are good?",
    "Would you not agree?",
  ])
    assert.deepEqual(codes(en), ["leading"], en);
  for (const id of [
    "Bukankah layanan kami baik?",
    "Apakah Anda setuju bahwa kami baik?",
    "Setujukah Anda?",
  ])
    assert.deepEqual(codes("How good?", id), ["leading"], id);
});

test("what is open, or asks for a consent, leads nowhere", () => {
  for (const en of [
    "What did you like that we don't have?",
    "How good was what you don't need?",
    "Do you agree to be called?",
    "Do you agree with our terms?",
    'How good was "Don\'t you forget"?',
  ])
    assert.deepEqual(codes(en), [], en);
  for (const id of [
    "Apakah Anda setuju dengan syarat kami?",
    "Apakah Anda setuju untuk dihubungi?",
  ])
    assert.deepEqual(codes("How good?", id), [], id);
});
