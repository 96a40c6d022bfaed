/** The web application of a workspace that nothing has come into yet; its cases stand by room in `cases/`. */
import { after, before, describe } from "node:test";
import { browserMissing } from "./browser.ts";
import { askBuilderCases } from "./cases/ask-builder.ts";
import { askResultsCases } from "./cases/ask-results.ts";
import { askShareCases } from "./cases/ask-share.ts";
import { emptyCustomerCases } from "./cases/customer.ts";
import { emptyFrameCases } from "./cases/frame.ts";
import { importCases } from "./cases/imports.ts";
import { emptyListenCases } from "./cases/listen.ts";
import { emptyOverviewCases } from "./cases/overview.ts";
import { emptyJourneyCases } from "./cases/journey.ts";
import { emptyWorkspaceCases } from "./cases/workspace.ts";
import { startVisit, type Visit } from "./visit.ts";

const skip = browserMissing() ?? false;
let visit: Visit;

before(async () => {
  if (skip) return;
  visit = await startVisit();
});
after(() => visit?.stop());

describe("the web application, with nothing in it", { skip }, () => {
  emptyFrameCases(() => visit);
  emptyCustomerCases(() => visit);
  emptyOverviewCases(() => visit);
  emptyListenCases(() => visit);
  emptyJourneyCases(() => visit);
  emptyWorkspaceCases(() => visit);
  // These fill it, and clear up behind them.
  importCases(() => visit);
  // Surveys stay: what was published has answers that name it.
  askBuilderCases(() => visit);
  askShareCases(() => visit);
  askResultsCases(() => visit);
});
