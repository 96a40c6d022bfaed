/** A world in which the fictional company's year is. */
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { makeDemo } from "#demo/index.ts";
import { demoRegistry } from "#demo/registry.ts";
import { firstOfYear, registryOf } from "#importing/demo.ts";
import { onceFilled } from "./template.ts";
import { startWorld, type World, type WorldOptions } from "./world.ts";

/** The year that is in it. */
export const filledYear = { signals: 50_000, seed: 1, until: "2026-01-01" };

/**
 * What the company's customers say, and what is stated of them, through the same intake as anything:
 * each signal counts once, and those that can't be processed are taken in to be held.
 */
export async function fill(world: Pick<World, "request" | "send" | "app">): Promise<void> {
  const { profiles, signals, extras, unprocessable } = makeDemo(filledYear);
  const made = await world.request<{ id: string }>("POST", "/v1/imports", { name: "demo" });
  const entries = demoRegistry("demo", firstOfYear(filledYear.until));
  const defined = await world.request("PUT", registryOf(made.body.id), { entries });
  assert.equal(defined.status, 200, JSON.stringify(defined.body));
  const lines = (list: readonly unknown[]) => list.map((each) => JSON.stringify(each)).join("\n");
  const type = { "content-type": "application/x-ndjson" };
  for (const kind of ["accounts", "customers"] as const) {
    const path = `/v1/${kind}?import=${made.body.id}`;
    assert.equal((await world.request("POST", path, lines(profiles[kind]), type)).status, 200);
  }
  for (const [sent, accepted, duplicate] of [
    [signals, 50_000, 0],
    [extras, 0, 300],
    [unprocessable, 20, 0],
  ] as const) {
    const { body } = await world.send([...sent], `?import=${made.body.id}`);
    assert.deepEqual(body, { accepted, duplicate, rejected: [] });
  }
  await world.app.projector.flush();
}

/**
 * Gives `start` the stores in which it is, made once for a run of all tests: that takes longer than many
 * files of tests. Where no templates are made, as on servers, what was started is filled by itself.
 */
export async function startFilled<T>(
  start: (options: WorldOptions) => Promise<T>,
  worldOf: (started: T) => World,
): Promise<T> {
  let made: World | undefined;
  const filled = await onceFilled(async () => {
    const world = await startWorld({ keep: true });
    await fill(world);
    await world.stop();
    made = world;
    return world;
  });
  if (made !== undefined) rmSync(made.dataDir, { recursive: true, force: true, maxRetries: 3 });
  if (filled) return start({ template: "filled" });
  const started = await start({});
  await fill(worldOf(started));
  return started;
}

/** A world of its own, with the company's year in it. */
export const startFilledWorld = (options: WorldOptions = {}): Promise<World> =>
  startFilled(
    (template) => startWorld({ ...options, ...template }),
    (world) => world,
  );
