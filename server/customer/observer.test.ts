import assert from "node:assert/strict";
import { test } from "node:test";
import { keyOf, type Identifier } from "./identifier.ts";
import { createObserver } from "./observer.ts";

const workspace = "01900000-0000-7000-8000-000000000001";
const seen = (words: string, name?: string, at = 1) => ({
  workspace,
  identifiers: words.split(" ").map((word, n) => {
    const identifier: Identifier = { type: n === 0 ? "id" : "email", value: word };
    return { ...identifier, key: keyOf(workspace, identifier) };
  }),
  spoken: true,
  name,
  at,
  receivedAt: at,
  signal: "s",
});

function recorder() {
  const taken: string[][] = [];
  const observer = createObserver(async (_workspace, observations) => {
    taken.push(
      observations.map(({ identifiers, name }) =>
        [...identifiers.map(({ value }) => value), ...(name ? [`(${name})`] : [])].join(" "),
      ),
    );
  });
  return { taken, ...observer };
}

test("only what this process has not observed yet is sent, each once a batch", async () => {
  const { taken, observe } = recorder();
  await observe([seen("a"), seen("a"), seen("b"), seen("a e")]);
  await observe([seen("a"), seen("a e"), seen("b")]);
  await observe([seen("b e"), seen("a")]);
  assert.deepEqual(taken, [["a", "b", "a e"], ["b e"]]);
});

test("a name is sent when it is another than the last", async () => {
  const { taken, observe } = recorder();
  await observe([seen("a", "Ann"), seen("a", "Ann"), seen("a")]);
  await observe([seen("a", "Ann"), seen("a")]);
  await observe([seen("a", "Anna")]);
  await observe([seen("a", "Ann", 2)]);
  await observe([seen("a", "Ann", 3), seen("a", "Anna", 4), seen("a", "Ann", 5)]);
  assert.deepEqual(taken, [["a (Ann)"], ["a (Anna)"], ["a (Ann)"], ["a (Anna)", "a (Ann)"]]);
});

test("what could not be taken is sent again", async () => {
  let fail = true;
  let count = 0;
  const { observe } = createObserver(async (_, observations) => {
    if (fail) throw new Error("away");
    count += observations.length;
  });
  await assert.rejects(observe([seen("a")]));
  fail = false;
  await observe([seen("a")]);
  await observe([seen("a")]);
  assert.equal(count, 1);
});

test("what is under way while all is forgotten is not remembered", async () => {
  const taken: number[] = [];
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  const { observe, forget } = createObserver(async (_, observations) => {
    taken.push(observations.length);
    if (taken.length === 1) await held;
  });
  const first = observe([seen("a")]);
  forget();
  letGo();
  await first;
  await observe([seen("a")]);
  await observe([seen("a")]);
  assert.deepEqual(taken, [1, 1]);
});

test("after an erasure everything is observed anew", async () => {
  const { taken, observe, forget } = recorder();
  await observe([seen("a")]);
  forget();
  await observe([seen("a")]);
  assert.equal(taken.length, 2);
});

test("more than it remembers is observed again, and what came last is not", async () => {
  const { taken, observe } = recorder();
  const many = Array.from({ length: 250_000 }, (_, n) => seen(`c-${n}`));
  await observe(many);
  await observe([many.at(-1)!]);
  assert.equal(taken.length, 1);
  await observe([many[0]!]);
  assert.equal(taken.length, 2);
});
