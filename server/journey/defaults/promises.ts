/** Promises: off until someone signs them. */
import type { DefinitionInput } from "#contract/registry.ts";
import { measures } from "./measures.ts";
import { touchpoints } from "./touchpoints.ts";

type Promised = DefinitionInput<"promise">;

/** Labels are the touchpoint's and the measure's: a promise says no more until somebody signs it. */
function promise(
  touchpoint: string,
  measure: string,
  level: number,
  share?: number,
  clock: Promised["clock"] = "calendar",
): readonly [string, Promised] {
  const at = touchpoints.find(([key]) => key === touchpoint)![1].labels!;
  const of = measures.find(([key]) => key === measure)![1].labels!;
  const labels = { en: `${at["en"]}: ${of["en"]}`, id: `${at["id"]}: ${of["id"]}` };
  return [
    `${touchpoint}.${measure}`,
    {
      labels,
      touchpoint,
      measure,
      comparison: "<=",
      level,
      clock,
      ...(share === undefined ? {} : { share }),
    },
  ];
}

export const promises = [
  promise("delivery", "hoursToDeliver", 48, 0.95),
  promise("installation", "hoursFromWindow", 0, 0.95),
  promise("support-call", "secondsToAnswer", 60, 0.8),
  promise("support-chat", "secondsToFirstReply", 60, 0.8),
  promise("support-email", "hoursToFirstReply", 4, 0.9, "working"),
  promise("outage", "hoursToRestore", 8, 0.9),
  promise("bill", "correctionRate", 1),
  promise("return", "daysToRefund", 7, 0.95),
];
