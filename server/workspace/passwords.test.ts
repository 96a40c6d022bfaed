import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { problemOf, type PasswordProblem } from "./passwords.ts";

const known = ["sari.wijaya@majubersama.example", "Sari Wijaya", "Maju Bersama"];

const refused: Record<PasswordProblem, string[]> = {
  short: ["", "abc", "k7#Qz!pL2vX", "🔑🔑🔑🔑🔑🔑"],
  long: ["x7#Q".repeat(51)],
  leaked: [
    "Password2026!!",
    "P@ssw0rd123456",
    "sunshine-----2025",
    "iloveyoudragon",
    "MonkeyMonkey",
    "1234567890sunshine",
    "unbelievable",
    "letmein!letmein!",
  ],
  simple: [
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "123456789012",
    "abcdefghijklmn",
    "qwertyuiopasdf",
    "1qaz2wsx3edc4rfv",
    "zxcvbnmasdfghjkl",
    "ababababababab",
  ],
  personal: ["Sari.Wijaya2026", "majubersama#1#2", "wijaya-corridor-77", "sariwijaya!!!"],
};

for (const [problem, passwords] of Object.entries(refused))
  test(`refused as ${problem}`, async () => {
    for (const password of passwords)
      assert.equal(await problemOf(password, known), problem, password);
  });

test("long ones that nobody tries first are taken, in any script", async () => {
  for (const password of [
    "correct horse battery staple",
    "kucing-oranye-di-atap-rumah",
    "x7#Qz!pL2vX9",
    "Sari minum teh pukul empat sore",
    "пароль-из-пяти-случайных-слов",
    "雨の日に猫と本を読むのが好き",
    "monkeys prefer unpeeled bananas",
  ])
    assert.equal(await problemOf(password, known), undefined, password);
});

test("what is made at random is taken", async () => {
  const letters = [..."abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"];
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...letters), { minLength: 20, maxLength: 40 }),
      async (chosen) => {
        fc.pre(new Set(chosen).size > 9);
        assert.equal(await problemOf(chosen.join(""), known), undefined);
      },
    ),
    { numRuns: 300 },
  );
});
