/** A visit to a workspace in which the fictional company's year is. */
import assert from "node:assert/strict";
import { makeDemo } from "#demo/index.ts";
import { rmSync } from "node:fs";
import { onceFilled } from "#server/testing/template.ts";
import { startWorld, type World } from "#server/testing/world.ts";
import { startVisit, type Visit } from "./visit.ts";

/** What the fictional company's customers say, and what is stated of them, through the same intake as anything. */
async function fill(world: Pick<World, "request" | "send" | "app">): Promise<void> {
  const { profiles, signals, unprocessable } = makeDemo({
    signals: 50_000,
    seed: 1,
    until: "2026-01-01",
  });
  const made = await world.request<{ id: string }>("POST", "/v1/imports", { name: "demo" });
  const lines = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each)).join("\n");
  const type = { "content-type": "application/x-ndjson" };
  for (const kind of ["accounts", "customers"] as const) {
    const path = `/v1/${kind}?import=${made.body.id}`;
    assert.equal((await world.request("POST", path, lines(profiles[kind]), type)).status, 200);
  }
  await world.send([...signals], `?import=${made.body.id}`);
  await world.send([...unprocessable], `?import=${made.body.id}`);
  await world.app.projector.flush();
}

/** Stores in which it is are made once for a run of all tests: it takes longer than many files of tests. */
export async function startFilledVisit(): Promise<Visit> {
  let made: string | undefined;
  const filled = await onceFilled(async () => {
    const world = await startWorld({ keep: true });
    await fill(world);
    await world.stop();
    return (made = world.dataDir);
  });
  if (made !== undefined) rmSync(made, { recursive: true, force: true, maxRetries: 3 });
  if (filled) return startVisit({ template: "filled" });
  const visit = await startVisit();
  await fill(visit.world);
  return visit;
}
