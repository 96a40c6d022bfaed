/** Rooms of customers, of the registry and of the workspace, with the fictional company's year in them; cases stand by room in `cases/`. */
import { after, before, describe } from "node:test";
import { browserMissing } from "./browser.ts";
import { customerCases } from "./cases/customer.ts";
import { customerEditCases } from "./cases/customer-edit.ts";
import { customerFormCases } from "./cases/customer-form.ts";
import { journeyCases } from "./cases/journey.ts";
import { workspaceCases } from "./cases/workspace.ts";
import { startFilledVisit } from "./filled.ts";
import type { Visit } from "./visit.ts";

const skip = browserMissing() ?? false;
let visit: Visit;

before(async () => {
  if (skip) return;
  visit = await startFilledVisit();
});
after(() => visit?.stop());

describe("rooms of people and settings, with a company's year in them", { skip }, () => {
  customerCases(() => visit);
  customerEditCases(() => visit);
  customerFormCases(() => visit);
  journeyCases(() => visit);
  workspaceCases(() => visit);
});
