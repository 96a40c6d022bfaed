import { pointsOf } from "../scales.ts";
import { valuesOf } from "../facets.ts";
import type { Analyse, Facet } from "../types.ts";
import { asked, highest } from "./answer.ts";
import { labelsOf } from "./labels.ts";

/** The one item: better less worse. A pair or a zone: a facet for each figure of each aspect. */
export const analyse: Analyse<"expectation"> = (question) => {
  const { key, text, ask, aspects, measure = "disconfirmation" } = question;
  const values = valuesOf(pointsOf(1, highest(question), labelsOf(question)));
  if (!aspects) {
    const of = { in: "measures", name: measure } as const;
    return [{ key, label: text, of, picture: "boxes", values, top: [4, 5], bottom: [1, 2] }];
  }
  return aspects.flatMap(({ value: aspect, text }) =>
    asked(question).map((figure): Facet => ({
      key: `${key}.${aspect}.${figure}`,
      label: text,
      of: { in: "judgements", aspect, figure },
      picture: ask === "zone" ? "zone" : "gap",
      values,
    })),
  );
};
