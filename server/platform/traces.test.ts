import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { callerOf } from "./traces.ts";
import { targetOf } from "./store-watch.ts";

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const notZero = (text: string) => !/^0+$/.test(text);

test("a valid traceparent is read as the specification says", () => {
  fc.assert(
    fc.property(hex(32).filter(notZero), hex(16).filter(notZero), hex(2), (trace, span, flags) => {
      assert.deepEqual(callerOf(`00-${trace}-${span}-${flags}`), {
        traceId: trace,
        spanId: span,
        traceFlags: Number.parseInt(flags, 16) & 1,
        isRemote: true,
      });
      // A version to come may say more behind what is known.
      assert.equal(callerOf(`cc-${trace}-${span}-${flags}-what-comes`)?.traceId, trace);
    }),
  );
});

test("of one that is not valid nothing is believed", () => {
  const [trace, span] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];
  for (const header of [
    null,
    "",
    "budi",
    `00-${trace}-${span}`,
    `00-${trace}-${span}-01-more`,
    `00-${trace}-${span}-1`,
    `00-${trace.toUpperCase()}-${span}-01`,
    `00-${"0".repeat(32)}-${span}-01`,
    `00-${trace}-${"0".repeat(16)}-01`,
    `ff-${trace}-${span}-01`,
    `00-${trace}-${span}-01, 00-${trace}-${span}-01`,
    ` 00-${trace}-${span}-01`,
    `00-${trace}-${span}-0\n`,
  ])
    assert.equal(callerOf(header), undefined, String(header));
  fc.assert(
    fc.property(fc.string(), (text) => {
      assert.equal(callerOf(text), undefined);
    }),
  );
});

test("a statement's table is named, whatever its values are", () => {
  for (const [sql, table] of [
    ['select "id" from "workspaces" where "id" = $1', "workspaces"],
    [
      "with a as (select x from unnest($1)), f as (insert into signal_ids values ($2))",
      "signal_ids",
    ],
    ["\n  update inbox_groups set batch = $1", "inbox_groups"],
    ["delete from inbox where group_id = $1", "inbox"],
    ["SELECT count() FROM signals FINAL", "signals"],
    ["select 1", ""],
  ] as const)
    assert.equal(targetOf(sql), table);
});
