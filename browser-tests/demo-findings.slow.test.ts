/** Rooms of what signals come to, with the fictional company's year in them; cases stand by room in `cases/`. */
import { changesCases } from "./cases/changes.ts";
import { gapCases } from "./cases/gaps.ts";
import { standingCases } from "./cases/standing.ts";
import { todayCases } from "./cases/today.ts";
import { startFilledVisit } from "./filled.ts";
import { describeVisit } from "./visit.ts";

describeVisit("what signals come to, with a company's year in them", startFilledVisit, [
  changesCases,
  standingCases,
  todayCases,
  gapCases,
]);
