/** Imports in the browser: they fill a workspace that was empty, and clear up behind them. */
import { after, before, describe } from "node:test";
import { browserMissing } from "./browser.ts";
import { importCases } from "./cases/imports.ts";
import { startVisit, type Visit } from "./visit.ts";

const skip = browserMissing() ?? false;
let visit: Visit;

before(async () => {
  if (skip) return;
  visit = await startVisit();
});
after(() => visit?.stop());

describe("imports in the web application", { skip }, () => {
  importCases(() => visit);
});
