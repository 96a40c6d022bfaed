import assert from "node:assert/strict";
import { test } from "node:test";
import { matches, patternProblem } from "./re2.ts";

test("a pattern is found anywhere in a text", () => {
  assert.equal(matches("banana", "an+a"), true);
  assert.equal(matches("banana", "^an"), false);
  assert.equal(matches("a\nb", "a.b"), false);
  assert.equal(matches("a\nb", "(?s)a.b"), true);
  assert.equal(matches("😀", "^.$"), true);
  assert.equal(matches("x", "("), undefined);
});

test("what is wrong with a pattern is said; what only other engines have is wrong", () => {
  assert.equal(patternProblem("^a|b$"), undefined);
  for (const pattern of ["(", "[z-a]", "a**", "(?=a)", "(a)\\1", "\\Z", "(?<!a)b"]) {
    assert.match(patternProblem(pattern) ?? "", /can't be read/, pattern);
  }
});

test("patterns that ruin other engines take no time, and too great ones are refused", () => {
  const started = performance.now();
  const text = `${"a".repeat(20_000)}!`;
  for (const pattern of [
    "(a+)+$",
    "(a|aa)+$",
    "(a|a?)+$",
    "^(([a-z])+.)+[A-Z]([a-z])+$",
    "(.*)*x",
    "(x+x+)+y",
  ]) {
    assert.notEqual(matches(text, pattern), undefined, pattern);
  }
  for (const pattern of [
    "(a?){1000}a{1000}",
    "\\pL{1000}",
    "(\\pL{30}){30}",
    "a{900}b{900}c{900}",
    "a".repeat(1001),
    "(a{1000}){1000}",
  ]) {
    assert.notEqual(patternProblem(pattern), undefined, pattern);
    assert.equal(matches("a", pattern), undefined);
  }
  assert.ok(performance.now() - started < 5000);
});

test("more patterns than are remembered are still answered", () => {
  for (let i = 0; i < 1200; i++) assert.equal(matches(`x${i}`, `^x${i}$`), true);
  assert.equal(matches("x0", "^x0$"), true);
});
