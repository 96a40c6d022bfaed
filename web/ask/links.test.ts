import assert from "node:assert/strict";
import { test } from "node:test";
import { mostLinks as ofContract } from "#contract/survey-links.ts";
import { customersIn, mostLinks } from "./links.ts";

test("pasted lines are customers, each once: ids, and addresses in whatever case", () => {
  const { customers, wrong } = customersIn(" C-1 \r\nana@example.com\n\nC-1;ANA@example.com,c-1\n");
  assert.equal(wrong, undefined);
  assert.deepEqual(
    customers.map(({ customer }) => customer),
    [{ id: "C-1" }, { email: "ana@example.com" }, { id: "c-1" }],
  );
});

test("what is neither an id nor an address is named", () => {
  assert.equal(customersIn("C-1\nana@example").wrong, "ana@example");
  assert.equal(customersIn("x".repeat(201)).wrong, "x".repeat(100));
});

test("there are as many as one call takes", () => assert.equal(mostLinks, ofContract));
