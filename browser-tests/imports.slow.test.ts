/** Imports in the browser: they fill a workspace that was empty, and clear up behind them. */
import { importCases } from "./cases/imports.ts";
import { describeVisit, startVisit } from "./visit.ts";

describeVisit("imports in the web application", startVisit, [importCases]);
