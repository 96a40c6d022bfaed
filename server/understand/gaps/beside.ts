/** What answers beside the gaps that signals tell by themselves: each from the engine that has it. */
import { askDrivers, type DriversAsking } from "#understand/drivers/drivers.ts";
import type { Asking } from "#understand/query.ts";
import { askBenchmarks } from "./benchmark.ts";
import { askEarlier } from "./earlier.ts";
import type { Beside, GapsAsking } from "./gaps.ts";
import { driversOf, importanceOf } from "./importance.ts";

export const createBeside = (gaps: GapsAsking, asking: Asking & DriversAsking): Beside => ({
  benchmarks: (scope, question, context) => askBenchmarks(asking, scope, question, context),
  earlier: (scope, question, context) => askEarlier(gaps, scope, question, context),
  importance: async (scope, question, context) =>
    importanceOf(await askDrivers(asking, scope, driversOf(question), context)),
});
