/** What the application promises to newcomers, in a workspace that nothing has come into; the cases stand in `cases/proof.ts`. */
import { firstFigureCases, proofCases } from "./cases/proof.ts";
import { describeVisit, startVisit } from "./visit.ts";

describeVisit("the web application, for somebody who is new to it", startVisit, [
  // Each clears up behind it but for the last.
  firstFigureCases,
  proofCases,
]);
