/** Names that were known before their words were kept are found as well, by the same words. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { systemScope } from "#platform/scope.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { createSpokenFillStore } from "./spoken-fill-store.ts";

const migration = readFileSync(
  join(import.meta.dirname, "../migrations/postgres/202611281730_spoken_fill.sql"),
  "utf8",
);
const people = 37;
const names = ["Rina Déwi", "O\u0001'Brien \u0002a ,, Ñandú", "ǅungla Ⅷ", "İpek Straße", "ﬁn 王芳"];

let world: World;
before(async () => {
  world = await startWorld();
});
after(() => world.stop());

const rowsOf = async (statement: string): Promise<unknown[]> =>
  (await world.app.postgres.execute(statement)).rows;
const words = () => rowsOf("select workspace, word, identifier from spoken_words order by 1, 2, 3");
const places = () => rowsOf("select after from spoken_words_fill");
const fill = (most?: number) =>
  createSpokenFillStore(world.app.postgres.db).fill(systemScope("test"), most);
/** As it was before the words were kept, and then the migration came. */
async function beforeTheWords(): Promise<void> {
  await world.app.postgres.script("drop table spoken_words_fill; delete from spoken_words");
  await world.app.postgres.script(migration);
}

test("a store in which nobody is known has nothing to fill in", async () => {
  assert.deepEqual(await places(), []);
  await beforeTheWords();
  assert.deepEqual(await places(), []);
});

test("the same words as the program has made are filled in, step by step, to an end", async () => {
  await world.send(
    Array.from({ length: people }, (_, n) => ({
      id: `s-${n}`,
      kind: "response",
      occurredAt: "2026-01-10T00:00:00Z",
      customer: { id: `P-${n}`, ...(n % 3 === 0 ? {} : { name: `${names[n % 5]} ${n}` }) },
      measures: { nps: 9 },
    })),
  );
  const made = await words();
  assert.ok(made.length > people);
  await beforeTheWords();
  assert.deepEqual([await words(), (await places()).length], [[], 1]);
  await fill(5);
  assert.deepEqual(await words(), made);
  assert.deepEqual(await places(), [], "it has ended");
});

test("done again, and by two at once, it changes nothing", async () => {
  const made = await words();
  await world.app.postgres.script(migration.slice(migration.indexOf("insert")));
  await Promise.all([fill(4), fill(3)]);
  assert.deepEqual(await words(), made);
  await fill();
  assert.deepEqual([await words(), await places()], [made, []]);
});

test("by itself, soon after the version that brings it has started", async () => {
  const { rows } = await world.app.postgres.execute(
    "select cron from jobs.schedule where name = 'fill-spoken-words'",
  );
  assert.deepEqual(rows, [{ cron: "*/10 * * * *" }]);
});
