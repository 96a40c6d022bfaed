import assert from "node:assert/strict";
import { test } from "node:test";
import { killAgainAndAgain } from "./kill.ts";

test("kill -9 while 8 clients post: every acknowledged signal is there once", async (t) => {
  const { acknowledged, listed, starts } = await killAgainAndAgain(1);
  t.diagnostic(`${acknowledged} acknowledged, ${listed} listed, starts ${starts.join(", ")} ms`);
  assert.ok(acknowledged > 30, `only ${acknowledged} were acknowledged at all`);
});
