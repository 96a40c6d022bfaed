/** Rooms in which people ask for themselves, with the fictional company's year in them; cases stand by room in `cases/`. */
import { believedCases } from "./cases/believed.ts";
import { driversCases } from "./cases/drivers.ts";
import { dashboardCases } from "./cases/dashboards.ts";
import { exploreCases } from "./cases/explore.ts";
import { leagueCases } from "./cases/leagues.ts";
import { startFilledVisit } from "./filled.ts";
import { describeVisit } from "./visit.ts";

describeVisit("what people ask for themselves, with a company's year in it", startFilledVisit, [
  driversCases,
  believedCases,
  dashboardCases,
  exploreCases,
  leagueCases,
]);
