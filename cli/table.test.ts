import assert from "node:assert/strict";
import { test } from "node:test";
import { displayWidth, tableText } from "./table.ts";

test("columns are aligned by what is seen, not by code units", () => {
  assert.deepEqual(["abc", "é", "e\u0301", "日本", "😀", ""].map(displayWidth), [3, 1, 1, 4, 2, 0]);
  const text = tableText(
    [
      { text: "name", align: "left" },
      { text: "n", align: "right" },
    ],
    [
      ["日本", "5"],
      ["abc", "12"],
      ["total", "17"],
    ],
    [2],
  );
  assert.equal(text, "name    n\n─────  ──\n日本    5\nabc    12\n─────  ──\ntotal  17\n");
});

test("control characters in a name do not reach the terminal", () => {
  const text = tableText([{ text: "a", align: "left" }], [["\u001b[31mred\n\u202Eback"]]);
  assert.ok(!text.includes("\u001b") && !text.includes("\u202E"));
  assert.equal(text.split("\n").length, 4);
});
