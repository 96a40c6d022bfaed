/** Rooms in which people ask for themselves, with the fictional company's year in them; cases stand by room in `cases/`. */
import { after, before, describe } from "node:test";
import { browserMissing } from "./browser.ts";
import { believedCases } from "./cases/believed.ts";
import { driversCases } from "./cases/drivers.ts";
import { dashboardCases } from "./cases/dashboards.ts";
import { exploreCases } from "./cases/explore.ts";
import { leagueCases } from "./cases/leagues.ts";
import { startFilledVisit } from "./filled.ts";
import type { Visit } from "./visit.ts";

const skip = browserMissing() ?? false;
let visit: Visit;

before(async () => {
  if (skip) return;
  visit = await startFilledVisit();
});
after(() => visit?.stop());

describe("what people ask for themselves, with a company's year in it", { skip }, () => {
  driversCases(() => visit);
  believedCases(() => visit);
  dashboardCases(() => visit);
  exploreCases(() => visit);
  leagueCases(() => visit);
});
