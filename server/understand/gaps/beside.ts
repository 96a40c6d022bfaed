/** What answers beside the gaps that signals tell by themselves: each from the engine that has it. */
import { askDrivers, type DriversAsking } from "#understand/drivers/drivers.ts";
import type { Asking } from "#understand/query.ts";
import { askEarlier } from "./earlier.ts";
import type { Beside, GapsAsking } from "./gaps.ts";
import { driversOf, importanceOf } from "./importance.ts";

export const createBeside = (gaps: GapsAsking, asking: Asking & DriversAsking): Beside => ({
  benchmarks: async () => ({
    source: "benchmark",
    rows: [],
    looked: 0,
    suppressed: { groups: 0, signals: 0 },
    leftOut: { suspicious: 0, partial: 0, otherVoices: 0 },
  }),
  earlier: (scope, question, context) => askEarlier(gaps, scope, question, context),
  importance: async (scope, question, context) =>
    importanceOf(await askDrivers(asking, scope, driversOf(question), context)),
});
