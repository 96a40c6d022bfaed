/** The web application of a workspace that nothing has come into yet; cases stand by room in `cases/`. */
import { after, before, describe } from "node:test";
import { browserMissing } from "./browser.ts";
import { emptyFrameCases } from "./cases/frame.ts";
import { emptyDashboardCases } from "./cases/dashboards.ts";
import { emptyExploreCases } from "./cases/explore.ts";
import { emptyCustomerCases } from "./cases/customer.ts";
import { emptyOverviewCases } from "./cases/overview.ts";
import { emptyListenCases } from "./cases/listen.ts";
import { emptyJourneyCases } from "./cases/journey.ts";
import { emptyStandingCases } from "./cases/standing.ts";
import { emptyTodayCases } from "./cases/today.ts";
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
  emptyStandingCases(() => visit);
  emptyCustomerCases(() => visit);
  emptyOverviewCases(() => visit);
  emptyTodayCases(() => visit);
  emptyExploreCases(() => visit);
  emptyDashboardCases(() => visit);
  emptyListenCases(() => visit);
  emptyJourneyCases(() => visit);
  emptyWorkspaceCases(() => visit);
});
