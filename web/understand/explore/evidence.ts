/** From a figure of any question to the signals behind it: the address of their list. Pure. */
import type { QueryInput, QueryRow } from "#contract/query.ts";
import { conditionOfRow, inBrackets, quoted } from "../question.ts";
import { keyOfMeasure } from "../drawn/about.ts";
import { plusDays } from "../period.ts";
import { namesVoice } from "../signals.ts";

/** A condition that every signal meets which has the measure; none where that can't be said. */
function hasMeasure({ kind, of }: QueryInput["measure"]): string | undefined {
  if (kind === "count" && of === undefined) return "true";
  const name = of ?? kind;
  if (name.startsWith("judgements.")) return undefined;
  const [root, ...rest] = name.split(".");
  return root === "answers" || root === "attributes"
    ? `${quoted(rest.join("."))} in ${root}`
    : `${quoted(name.replace(/^measures\./, ""))} in measures`;
}

const speaker = "voice";

/** What figures leave out where nobody asks for it, is left out of the list as well. */
export function evidenceOf(query: QueryInput, row?: Pick<QueryRow, "by">): string | undefined {
  const { measure, where, from, to, voices, by = [], pattern, include = [] } = query;
  const has = hasMeasure(measure);
  const { pattern: own, value, ...rest } = row?.by ?? {};
  const group = row === undefined ? "" : conditionOfRow(rest);
  if (has === undefined || group === undefined) return undefined;
  const kept = own ?? (pattern === "all" ? undefined : pattern);
  const all = [
    ...(where === undefined
      ? []
      : [
          by.length + Number(has !== "true") > 0 || kept || Array.isArray(voices)
            ? inBrackets(where)
            : where,
        ]),
    ...(group === "" ? [] : [group]),
    ...(kept === undefined ? [] : [`pattern == ${quoted(kept)}`]),
    ...(value == null ? [] : [`measures.${keyOfMeasure(measure)} == ${value}`]),
    ...(has === "true" ? [] : [has]),
    ...(Array.isArray(voices) && voices.length > 1
      ? [`${speaker} in ${JSON.stringify(voices)}`]
      : []),
  ];
  const parameters = new URLSearchParams();
  if (all.length > 0) parameters.set("where", all.join(" && "));
  if (include.length === 0) parameters.set("only", "figures");
  if (voices === undefined && !by.includes("voice") && !namesVoice(where ?? ""))
    parameters.set("voice", "customer");
  else if (Array.isArray(voices) && voices.length === 1) parameters.set("voice", voices[0]!);
  if (from !== undefined) parameters.set("from", from.slice(0, 10));
  if (to !== undefined) parameters.set("to", plusDays(to.slice(0, 10), -1));
  return `/signals?${parameters.toString()}`;
}
