import assert from "node:assert/strict";
import { test } from "node:test";
import type { DashboardFilters } from "#contract/dashboard.ts";
import { asSaved, lookOf, periodOf, spanText, textFor } from "./address.ts";

const saved: DashboardFilters = {
  period: { last: 12, unit: "month", whole: true },
  where: 'channel == "web"',
  pattern: "present",
};
const look = (address: string) => lookOf(new URLSearchParams(address), saved);

test("an address that says nothing shows what is saved", () => {
  assert.deepEqual(look(""), { filters: saved, at: undefined, changed: false });
  assert.equal(look("span=12mw&pattern=present").changed, false);
  assert.ok(Object.values(asSaved).every((value) => value === undefined));
});

test("what it says stands in place of what is saved, one by one", () => {
  const { filters, changed } = look("span=30d&voices=employee,partner&at=2026-01-01");
  assert.deepEqual(filters, {
    ...saved,
    period: { last: 30, unit: "day" },
    voices: ["employee", "partner"],
  });
  assert.equal(changed, true);
  assert.deepEqual(look("from=2025-01-01&to=2025-12-31").filters.period, {
    from: "2025-01-01",
    to: "2026-01-01",
  });
  assert.deepEqual(look("where=none&pattern=none&span=all").filters, {});
});

test("what nobody could have meant is as saved", () => {
  for (const address of [
    "span=0m",
    "span=999d",
    "pattern=x",
    "voices=x",
    "from=2025-02-31",
    "at=x",
  ])
    assert.deepEqual(look(address), { filters: saved, at: undefined, changed: false }, address);
});

test("a span is written as it is read", () => {
  for (const span of ["30d", "4w", "4ww", "12m", "12mw", "2qw", "1y"])
    assert.equal(spanText(periodOf(span)), span);
  assert.deepEqual(
    [spanText(undefined), spanText({}), spanText({ from: "2025-01-01" })],
    ["all", "all", "own"],
  );
});

test("an address names only what is not saved", () => {
  assert.equal(textFor("a", "a"), undefined);
  assert.equal(textFor("", undefined), undefined);
  assert.equal(textFor("", "a"), "none");
  assert.equal(textFor("b", "a"), "b");
});
