/** Rooms of what signals come to, with the fictional company's year in them; cases stand by room in `cases/`. */
import { after, before, describe } from "node:test";
import { browserMissing } from "./browser.ts";
import { changesCases } from "./cases/changes.ts";
import { gapCases } from "./cases/gaps.ts";
import { standingCases } from "./cases/standing.ts";
import { todayCases } from "./cases/today.ts";
import { startFilledVisit } from "./filled.ts";
import type { Visit } from "./visit.ts";

const skip = browserMissing() ?? false;
let visit: Visit;

before(async () => {
  if (skip) return;
  visit = await startFilledVisit();
});
after(() => visit?.stop());

describe("what signals come to, with a company's year in them", { skip }, () => {
  changesCases(() => visit);
  standingCases(() => visit);
  todayCases(() => visit);
  gapCases(() => visit);
});
