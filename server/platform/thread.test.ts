import assert from "node:assert/strict";
import { test } from "node:test";
import { CorridorError } from "#contract/error.ts";
import { createThread } from "./thread.ts";

const script = (source: string) => new URL(`data:text/javascript,${encodeURIComponent(source)}`);
const bounds = { seconds: 20, megabytes: 64, waiting: 20 };
const apart = (file: URL, input: unknown, seconds = bounds.seconds): Promise<unknown> =>
  createThread(file, { ...bounds, seconds })(input);
const double = script(
  `import { parentPort, workerData } from "node:worker_threads"; parentPort.postMessage(2 * workerData);`,
);

test("a computation answers from a thread of its own, while this one goes on", async () => {
  const slow = script(
    `import { parentPort } from "node:worker_threads"; const end = Date.now() + 300; while (Date.now() < end); parentPort.postMessage("done");`,
  );
  let turns = 0;
  const turning = setInterval(() => turns++, 10);
  assert.equal(await apart(slow, undefined), "done");
  clearInterval(turning);
  assert.ok(turns >= 5, `${turns} turns meanwhile`);
  const doubled = createThread<number, number>(double, bounds);
  assert.deepEqual(await Promise.all([doubled(2), doubled(3)]), [4, 6]);
});

test("what takes too long, fails or says nothing is an error, and the next is answered", async () => {
  await assert.rejects(
    apart(script("for (;;);"), undefined, 0.3),
    (error) => error instanceof CorridorError && error.code === "store_unavailable",
  );
  await assert.rejects(
    apart(script("const all = []; for (;;) all.push(new Array(1e5).fill(all.length));"), undefined),
    /memory/,
  );
  await assert.rejects(apart(script(`throw new Error("broken")`), undefined), /broken/);
  await assert.rejects(apart(script(""), undefined), /without an answer/);
  assert.equal(await apart(double, 4), 8);
});

test("more than twenty at once are sent away", async () => {
  const doubled = createThread<number, number>(double, bounds);
  const all = await Promise.allSettled(Array.from({ length: 22 }, () => doubled(1)));
  const refused = all.filter(({ status }) => status === "rejected");
  assert.equal(refused.length, 2);
  assert.equal(await doubled(1), 2);
});
