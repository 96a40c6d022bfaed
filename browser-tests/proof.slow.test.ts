/** What the application promises to newcomers, in a workspace that nothing has come into; the cases stand in `cases/proof.ts`. */
import { after, before, describe } from "node:test";
import { browserMissing } from "./browser.ts";
import { firstFigureCases, proofCases } from "./cases/proof.ts";
import { startVisit, type Visit } from "./visit.ts";

const skip = browserMissing() ?? false;
let visit: Visit;

before(async () => {
  if (skip) return;
  visit = await startVisit();
});
after(() => visit?.stop());

describe("the web application, for somebody who is new to it", { skip }, () => {
  // Each clears up behind it but for the last.
  firstFigureCases(() => visit);
  proofCases(() => visit);
});
