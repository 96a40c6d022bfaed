import assert from "node:assert/strict";
import { test } from "node:test";
import { again } from "./again.ts";

const patience = { tries: 3, pause: 1, failure: /Unable to capture/ };
/** Fails so many times, then answers how often it was run. */
const failing = (times: number, message: string) => {
  let run = 0;
  return async () => {
    if (++run <= times) throw new Error(message);
    return run;
  };
};

test("what fails for want of time is tried again, as often as is said", async () => {
  assert.equal(await again(failing(0, ""), patience), 1);
  const busy = "page.screenshot: Protocol error: Unable to capture screenshot";
  assert.equal(await again(failing(2, busy), patience), 3);
  await assert.rejects(again(failing(3, busy), patience), /Unable to capture/);
});

test("any other failure is final at once", async () => {
  const attempt = failing(1, "no such element");
  await assert.rejects(again(attempt, patience), /no such element/);
  assert.equal(await attempt(), 2, "it was run once before");
});
