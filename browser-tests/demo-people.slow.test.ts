/** Rooms of customers, of the registry and of the workspace, with the fictional company's year in them; cases stand by room in `cases/`. */
import { customerCases } from "./cases/customer.ts";
import { customerEditCases } from "./cases/customer-edit.ts";
import { customerFormCases } from "./cases/customer-form.ts";
import { journeyCases } from "./cases/journey.ts";
import { workspaceCases } from "./cases/workspace.ts";
import { startFilledVisit } from "./filled.ts";
import { describeVisit } from "./visit.ts";

describeVisit("rooms of people and settings, with a company's year in them", startFilledVisit, [
  customerCases,
  customerEditCases,
  customerFormCases,
  journeyCases,
  workspaceCases,
]);
