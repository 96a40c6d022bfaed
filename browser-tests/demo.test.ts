/** The frame of the web application, and rooms that listen and understand, with the fictional company's year in them; cases stand by room in `cases/`. */
import { frameCases } from "./cases/frame.ts";
import { paletteCases } from "./cases/palette.ts";
import { listenCases } from "./cases/listen.ts";
import { overviewCases } from "./cases/overview.ts";
import { startFilledVisit } from "./filled.ts";
import { describeVisit } from "./visit.ts";

describeVisit("the web application, with a company's year in it", startFilledVisit, [
  frameCases,
  paletteCases,
  listenCases,
  overviewCases,
]);
