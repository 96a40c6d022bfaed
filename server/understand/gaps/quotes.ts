/** What was said where experience fell short, as the query string of a list of signals. Pure. */
import type { GapSource, GapsQuestion } from "#contract/gaps.ts";
import type { Promised } from "./sources.ts";

export type Said = {
  source: GapSource;
  touchpoint: string | null;
  aspect?: string | null | undefined;
  pattern?: string | null | undefined;
  promise?: Promised | undefined;
  /** A condition on the measure of a benchmark. */
  also?: string | undefined;
  /** The value of the dimension asked for; undefined where it is of all. */
  part?: string | null | undefined;
};

/** How a dimension is named in a condition, where it is named otherwise or not as a path. */
const fields: Readonly<Record<string, string>> = {
  survey: "survey.id",
  source: "source.system",
  account: "account.id",
};
/** Dimensions that no condition can name: of their parts all that was said is listed. */
const unnamed = new Set(["function", "value", "journey", "segment"]);

/** `attributes.region` as CEL reads it, whatever stands in the name. */
function pathOf(by: string): string | undefined {
  if (unnamed.has(by)) return undefined;
  const own = /^((?:customer|account)\.)?(attributes|answers)\.(.+)$/su.exec(by);
  if (own) return `${own[1] ?? ""}${own[2]!}[${JSON.stringify(own[3])}]`;
  return fields[by] ?? by;
}

/** A comparison with what is missing is false; has() takes what is in a map only. */
function equals(path: string, value: string | null): string {
  if (value !== null) return `${path} == ${JSON.stringify(value)}`;
  return path.endsWith("]") ? `!has(${path})` : `!(${path} != "")`;
}

/** A part by text; a number or a yes that is divided by is written as what it is. */
function partCondition(by: string, value: string | null): string | undefined {
  const path = pathOf(by);
  if (path === undefined) return undefined;
  if (value === null || !path.endsWith("]")) return equals(path, value);
  const others = [
    ...(value === "true" || value === "false" ? [`${path} == ${value}`] : []),
    ...(value.trim() !== "" && Number.isFinite(Number(value)) && /^-?[\d.]+$/.test(value)
      ? [`${path} == ${value.includes(".") ? value : `${value}.0`}`]
      : []),
  ];
  return others.length === 0
    ? equals(path, value)
    : `(${[equals(path, value), ...others].join(" || ")})`;
}

/** Whose experience fell short, by the source. */
function fellShort({ source, promise }: Said): { where?: string; below?: string } {
  if (promise) {
    const broken = promise.comparison === "<=" ? ">" : "<";
    const level = String(promise.level);
    const decimal = /[.e]/.test(level) ? level : `${level}.0`;
    return { where: `measures[${JSON.stringify(promise.measure)}] ${broken} ${decimal}` };
  }
  if (source === "disconfirmation") return { where: "measures.disconfirmation <= 2.0" };
  if (source === "recalled") return { below: "recalledExpectation" };
  return source === "zone" ? { below: "minimum" } : {};
}

export function quotesOf(question: GapsQuestion, said: Said): Record<string, string> {
  const { where, from, to, timezone, voices, include, by } = question;
  const { touchpoint, aspect, pattern, part, source, also } = said;
  const short = fellShort(said);
  const conditions = [
    ...(where?.trim() ? [`(${where}\n)`] : []),
    ...(source === "benchmark" && touchpoint === null ? [] : [equals("touchpoint", touchpoint)]),
    by !== undefined && part !== undefined ? partCondition(by, part) : undefined,
    short.where,
    also,
  ].filter((each) => each !== undefined);
  return {
    ...(conditions.length === 0 ? {} : { where: conditions.join(" && ") }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(timezone === undefined ? {} : { timezone }),
    ...(pattern ? { pattern } : question.pattern ? { pattern: question.pattern } : {}),
    ...(aspect ? { aspect } : {}),
    ...(aspect && short.below ? { below: short.below } : {}),
    voices: voices === undefined ? "customer" : voices === "all" ? "all" : voices.join(","),
    include: include.join(","),
    said: "true",
  };
}
