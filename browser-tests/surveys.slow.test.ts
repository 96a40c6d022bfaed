/** Surveys made, shared and read in the browser, in a workspace that was empty. */
import { askBuilderCases } from "./cases/ask-builder.ts";
import { askLanguagesCases } from "./cases/ask-languages.ts";
import { askListCases } from "./cases/ask-list.ts";
import { askShareCases } from "./cases/ask-share.ts";
import { askResultsCases } from "./cases/ask-results.ts";
import { describeVisit, startVisit } from "./visit.ts";

describeVisit("surveys in the web application", startVisit, [
  // They stay: what was published has answers that name it.
  askBuilderCases,
  askLanguagesCases,
  askListCases,
  askShareCases,
  askResultsCases,
]);
