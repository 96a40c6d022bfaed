import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { openStores, type Stores } from "#server/testing/stores.ts";
import { startJobs, type Jobs } from "./jobs.ts";
import { createLog } from "./log.ts";
import type { Postgres } from "./postgres.ts";

/** A job whose runs end when they are told to. */
class Held {
  readonly ran: unknown[] = [];
  #end: (() => void) | undefined;
  #fail: ((error: Error) => void) | undefined;
  run = async ({ n }: Record<string, unknown>): Promise<void> => {
    this.ran.push(n);
    await new Promise<void>((resolve, reject) => {
      this.#end = resolve;
      this.#fail = reject;
    });
    this.#end = undefined;
  };
  /** Waits until it runs for the `n`th time. */
  async begun(n: number): Promise<void> {
    for (const until = Date.now() + 30_000; this.ran.length < n || !this.#end; await sleep(10))
      assert.ok(Date.now() < until, `it did not run for the ${n}th time`);
  }
  end(): void {
    this.#end?.();
  }
  fail(): void {
    const fail = this.#fail;
    this.#end = undefined;
    fail?.(new Error("for the test"));
  }
}

const log = createLog("silent");
const each = new Held();
const all = new Held();
let stores: Stores;
let postgres: Postgres;
let jobs: Jobs;
before(async () => {
  stores = await openStores();
  ({ postgres } = stores);
  jobs = await startJobs(
    postgres,
    [
      { name: "each", run: each.run },
      { name: "all", servesAll: true, run: all.run },
    ],
    log,
  );
});
after(async () => {
  await jobs.stop();
  await stores.stop();
});

async function waiting(name: string): Promise<number> {
  const { rows } = await postgres.execute(
    "select count(*)::integer as n from jobs.job where name = $1 and state < 'active'",
    [name],
  );
  return (rows[0] as { n: number }).n;
}
async function sendMany(name: string, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n++) await jobs.send(name, { n });
}

test("each job that was sent is run, one after another", async () => {
  await sendMany("each", 0, 3);
  for (let n = 1; n <= 3; n++) {
    await each.begun(n);
    each.end();
  }
  assert.deepEqual(each.ran.toSorted(), [0, 1, 2]);
});

test("one that serves all is run once for those that waited, and again for those that came while it ran", async () => {
  await jobs.send("all", { n: 0 });
  await all.begun(1);
  await sendMany("all", 1, 60);
  assert.equal(await waiting("all"), 59);
  all.end();
  await all.begun(2);
  assert.equal(await waiting("all"), 0, "the second run serves them all");
  await sendMany("all", 60, 62);
  all.end();
  await all.begun(3);
  assert.equal(await waiting("all"), 0);
  all.end();
  await sleep(6_000);
  assert.equal(all.ran.length, 3, "longer than a worker waits before it looks again");
});

test("one that serves all and fails is tried again, with those that it was to serve", async () => {
  const before = all.ran.length;
  await jobs.send("all", { n: 100 });
  await all.begun(before + 1);
  await jobs.send("all", { n: 101 });
  all.fail();
  await all.begun(before + 2);
  all.fail();
  await all.begun(before + 3);
  all.end();
  assert.deepEqual(all.ran.slice(before, before + 2), [100, 101]);
  assert.equal(all.ran.at(-1), 101, "what failed last is tried again");
});
