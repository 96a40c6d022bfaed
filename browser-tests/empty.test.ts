/** The web application of a workspace that nothing has come into yet; cases stand by room in `cases/`. */
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
import { describeVisit, startVisit } from "./visit.ts";

describeVisit("the web application, with nothing in it", startVisit, [
  emptyFrameCases,
  emptyStandingCases,
  emptyCustomerCases,
  emptyOverviewCases,
  emptyTodayCases,
  emptyExploreCases,
  emptyDashboardCases,
  emptyListenCases,
  emptyJourneyCases,
  emptyWorkspaceCases,
]);
