/** The frame of the web application, and rooms that listen and understand, with the fictional company's year in them; cases stand by room in `cases/`. */
import { after, before, describe } from "node:test";
import { browserMissing } from "./browser.ts";
import { frameCases } from "./cases/frame.ts";
import { paletteCases } from "./cases/palette.ts";
import { listenCases } from "./cases/listen.ts";
import { overviewCases } from "./cases/overview.ts";
import { startFilledVisit } from "./filled.ts";
import type { Visit } from "./visit.ts";

const skip = browserMissing() ?? false;
let visit: Visit;

before(async () => {
  if (skip) return;
  visit = await startFilledVisit();
});
after(() => visit?.stop());

describe("the web application, with a company's year in it", { skip }, () => {
  frameCases(() => visit);
  paletteCases(() => visit);
  listenCases(() => visit);
  overviewCases(() => visit);
});
