import assert from "node:assert/strict";
import { test } from "node:test";
import { shown, visibility } from "./visible.ts";

// At 1,000 a second in visible.slow.test.ts: here other tests run beside it.
test("at 200 signals a second, one is seen within two seconds of its 202 (p95)", async (t) => {
  const seen = await visibility(200, 4);
  t.diagnostic(shown(seen));
  assert.ok(seen.p95 < 2_000, shown(seen));
});
