/** Which shapes of the contract have a name of their own in the documents. */
import type { z } from "zod";
import { errorBody } from "#contract/error.ts";
import { readiness } from "#contract/health.ts";
import { heldSignal, importRecord, storedSignal } from "#contract/listen.ts";
import { comparison, query, queryAnswer, queryRow } from "#contract/query.ts";
import { localised, registry } from "#contract/registry.ts";
import type { RouteRecord } from "#contract/route.ts";
import { surveyDefinition } from "#contract/survey.ts";
import { surveyProblem } from "#contract/survey-routes.ts";
import { intakeAnswer, judgement, key, rejection, signalInput } from "#contract/signal.ts";

const title = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

const named: readonly (readonly [string, z.ZodType])[] = [
  ["Signal", signalInput],
  ["StoredSignal", storedSignal],
  ["Judgement", judgement],
  ["Key", key],
  ["Localised", localised],
  ["IntakeAnswer", intakeAnswer],
  ["Rejection", rejection],
  ["HeldSignal", heldSignal],
  ["Import", importRecord],
  ["Query", query],
  ["QueryAnswer", queryAnswer],
  ["QueryRow", queryRow],
  ["Comparison", comparison],
  ["Readiness", readiness],
  ["SurveyDefinition", surveyDefinition],
  ["SurveyProblem", surveyProblem],
  ["Error", errorBody],
  // Types that hold nothing but words share one definition, and so do the attributes of customers and accounts.
  ...[...Map.groupBy(Object.entries(registry), ([, { definition }]) => definition)].map(
    ([definition, types]) => {
      const [[first]] = types as [(typeof types)[number]];
      const shared = first.endsWith("-attribute") ? "TypedAttribute" : "Plain";
      const name = types.length > 1 ? shared : title(first);
      return [`${name}Definition`, definition] as const;
    },
  ),
];

/** The path of one of many: `/v1/touchpoints/:key`. */
const isOne = (path: string): boolean => /\/:\w+$/.test(path);

/**
 * Schema → name. Beside the shapes above, what is answered to the question for one of many is named
 * after it: `getTouchpoint` answers a `Touchpoint`.
 */
export function namesOf(records: readonly RouteRecord[]): ReadonlyMap<z.ZodType, string> {
  const names = new Map<z.ZodType, string>(named.map(([name, schema]) => [schema, name]));
  const taken = new Set(names.values());
  for (const { method, name, path, responses } of records) {
    const body = responses[200]?.body;
    const own = name.replace(/^get/, "");
    if (method !== "GET" || !isOne(path) || !body || names.has(body) || taken.has(own)) continue;
    names.set(body, own);
    taken.add(own);
  }
  return names;
}
