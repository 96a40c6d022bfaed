/** Surveys made, shared and read in the browser, in a workspace that was empty. */
import { after, before, describe } from "node:test";
import { browserMissing } from "./browser.ts";
import { askBuilderCases } from "./cases/ask-builder.ts";
import { askLanguagesCases } from "./cases/ask-languages.ts";
import { askListCases } from "./cases/ask-list.ts";
import { askShareCases } from "./cases/ask-share.ts";
import { askResultsCases } from "./cases/ask-results.ts";
import { startVisit, type Visit } from "./visit.ts";

const skip = browserMissing() ?? false;
let visit: Visit;

before(async () => {
  if (skip) return;
  visit = await startVisit();
});
after(() => visit?.stop());

describe("surveys in the web application", { skip }, () => {
  // They stay: what was published has answers that name it.
  askBuilderCases(() => visit);
  askLanguagesCases(() => visit);
  askListCases(() => visit);
  askShareCases(() => visit);
  askResultsCases(() => visit);
});
