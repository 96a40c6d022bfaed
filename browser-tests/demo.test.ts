/** The rooms of the web application with the fictional company's year in them; its cases stand by room in `cases/`. */
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { makeDemo } from "#demo/index.ts";
import { browserMissing } from "./browser.ts";
import { customerEditCases } from "./cases/customer-edit.ts";
import { customerCases } from "./cases/customer.ts";
import { frameCases } from "./cases/frame.ts";
import { listenCases } from "./cases/listen.ts";
import { overviewCases } from "./cases/overview.ts";
import { journeyCases } from "./cases/journey.ts";
import { paletteCases } from "./cases/palette.ts";
import { workspaceCases } from "./cases/workspace.ts";
import { startVisit, type Visit } from "./visit.ts";

const skip = browserMissing() ?? false;
let visit: Visit;

/** What the fictional company's customers say, and what is stated of them, through the same intake as anything. */
async function fill({ world }: Visit): Promise<void> {
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

before(async () => {
  if (skip) return;
  visit = await startVisit();
  await fill(visit);
});
after(() => visit?.stop());

describe("the web application, with a company's year in it", { skip }, () => {
  frameCases(() => visit);
  paletteCases(() => visit);
  listenCases(() => visit);
  overviewCases(() => visit);
  customerCases(() => visit);
  customerEditCases(() => visit);
  journeyCases(() => visit);
  workspaceCases(() => visit);
});
