/** What a page holds, whatever of a list the caller is shown, and that its next tells nothing of the rest. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { inTurn, pageOf, type List, type Look } from "./page.ts";
import type { Found, Hit, Place } from "./search-store.ts";

/** One way through some keys in their order, `atOnce` of them at a time at most. */
const through =
  (keys: readonly string[], atOnce = Infinity): Look =>
  (after, most): Promise<Found> => {
    const begin = after ? keys.indexOf(after.key) + 1 : 0;
    const hits = keys
      .slice(begin, begin + Math.min(most, atOnce))
      .map((key): Hit => ({ text: key, key }));
    const isEnd = begin + hits.length >= keys.length;
    return Promise.resolve({ hits, next: isEnd ? undefined : hits.at(-1) });
  };

async function pagesOf(list: List<string>, limit: number) {
  const pages: { shown: string[]; next: boolean }[] = [];
  for (let after: Place | undefined; ;) {
    const { shown, next } = await pageOf(list, after, limit);
    pages.push({ shown, next: next !== undefined });
    if (!next) return pages;
    after = next;
  }
}

const parted = (all: readonly string[], limit: number) =>
  Array.from({ length: Math.max(1, Math.ceil(all.length / limit)) }, (_, n) => ({
    shown: all.slice(n * limit, (n + 1) * limit),
    next: (n + 1) * limit < all.length,
  }));

test("pages are full, hold each once, and go on only to what is shown, whatever is hidden", async () => {
  const row = fc.record({
    way: fc.nat(2),
    isShown: fc.boolean(),
    times: fc.integer({ min: 1, max: 90 }),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { maxLength: 25 }),
      fc.integer({ min: 1, max: 60 }),
      fc.boolean(),
      async (runs, limit, isWhole) => {
        const rows = runs.flatMap(({ way, isShown, times }, n) =>
          Array.from({ length: times }, (_, m) => ({ way, isShown, key: `${n}/${m}` })),
        );
        const ways = [0, 1, 2].map((way) => rows.filter((each) => each.way === way));
        const open = new Set(rows.filter(({ isShown }) => isShown).map(({ key }) => key));
        const list: List<string> = {
          read: inTurn(ways.map((each) => through(each.map(({ key }) => key)))),
          show: (places) =>
            Promise.resolve(places.map(({ key }) => (open.has(key) ? key : undefined))),
          isWhole,
        };
        const expected = ways.flatMap((each) =>
          each.map(({ key }) => key).filter((key) => open.has(key)),
        );
        assert.deepEqual(await pagesOf(list, limit), parted(expected, limit));
      },
    ),
    { numRuns: 200 },
  );
});

test("a page reads on a bounded number of times, and the next goes on from there", async () => {
  const keys = Array.from({ length: 30_000 }, (_, n) => String(n));
  const asked: number[] = [];
  const list: List<string> = {
    read: inTurn([through(keys)]),
    show: (places) => {
      asked.push(places.length);
      return Promise.resolve(places.map(({ key }) => (key === "29000" ? key : undefined)));
    },
    isWhole: false,
  };
  const pages = await pagesOf(list, 10);
  assert.deepEqual(asked.slice(0, 5), [200, 400, 800, 1_000, 1_000]);
  assert.deepEqual(
    pages.map(({ shown, next }) => [shown.length, next]),
    [
      [0, true],
      [0, true],
      [0, true],
      [1, false],
    ],
  );
});

test("who sees all is read a page and one, and not on where a search has looked through enough", async () => {
  const keys = Array.from({ length: 500 }, (_, n) => String(n));
  const asked: number[] = [];
  const listOf = (isWhole: boolean, atOnce?: number): List<string> => ({
    read: (after, most) => {
      asked.push(most);
      return inTurn([through(keys, atOnce)])(after, most);
    },
    show: (places) => Promise.resolve(places.map(({ key }) => key)),
    isWhole,
  });
  assert.equal((await pageOf(listOf(true), undefined, 50)).shown.length, 50);
  assert.equal((await pageOf(listOf(true, 7), undefined, 50)).shown.length, 7);
  assert.deepEqual(asked, [51, 51]);
  assert.equal((await pageOf(listOf(false, 7), undefined, 50)).shown.length, 50);
});
