/**
 * What each source makes of signals: rows of a thing (an aspect, a promise), the difference, a second
 * one, the experience itself, and a flag: 0 it counts, 1 it lies off its scale, which is refused, 2 it
 * contradicts itself. Each is a SELECT of its own, all of them one statement. Pure.
 */
import { operationalKinds, type GapSource, type GapsQuestion } from "#contract/gaps.ts";
import type { Definition } from "#contract/registry.ts";
import type { RegistryView } from "#journey/registry.ts";
import type { Binder } from "#platform/binder.ts";
import { measureColumn } from "#understand/columns.ts";
import { moment } from "#understand/compile.ts";
import { offScale } from "#understand/measure-sums.ts";

/** Sources that one signal tells by itself, by the number under which their tuples stand. */
export const ownSources = ["promise", "recalled", "disconfirmation", "zone"] as const;
export type OwnSource = (typeof ownSources)[number];
export const isOwn = (source: GapSource): source is OwnSource =>
  (ownSources as readonly string[]).includes(source);

export type PromiseDefinition = Definition<"promise">;
export type Promised = PromiseDefinition & { key: string; unit: string | undefined };

/** Promises in force. What nobody has signed promises nothing. */
export function promisesOf({ entries }: RegistryView): Promised[] {
  return [...entries.promise.values()].flatMap((entry) => {
    if (!entry.reviewed || !entry.active) return [];
    const measure = entries.measure.get(entry.definition.measure);
    const unit = measure?.reviewed ? measure.definition.unit : undefined;
    return [{ ...entry.definition, key: entry.key, unit }];
  });
}

/** 1 where more of the measure is better than promised, −1 where less is. */
export const directionOf = ({ comparison }: Pick<PromiseDefinition, "comparison">): 1 | -1 =>
  comparison === ">=" ? 1 : -1;

type Making = {
  registry: RegistryView;
  bind: Binder;
  zone: string;
  cases: GapsQuestion["cases"];
};

/** How the rows of a source are read. */
export type Reading = {
  source: OwnSource;
  /** What stands after `FROM signals FINAL`, before what is joined. */
  arrays: string;
  columns: { thing: string; v: string; w: string; x: string; flag: string };
  where: readonly string[];
};
const number = (sql: string): string => `toFloat64(assumeNotNull(${sql}))`;
const none = "toFloat64(0)";

function disconfirmation({ bind }: Making): Reading {
  const v = measureColumn("disconfirmation", bind);
  return {
    source: "disconfirmation",
    arrays: "",
    columns: {
      thing: "toLowCardinality('')",
      v: `toFloat64(multiIf(${v} >= 4, 1, ${v} <= 2, -1, 0))`,
      w: none,
      x: number(v),
      flag: `toUInt8(ifNull(${offScale(v, { min: 1, max: 5 })}, 0))`,
    },
    where: [`isNotNull(${v})`],
  };
}

/**
 * The columns of judgements as rows: whole ones would be rebuilt for each, which takes five times as
 * long. Of somebody who judges an aspect twice in one signal the first counts (`nth`), as gaps are
 * told by signals; `apart` tells judgements of another kind from these.
 */
export const judgementRows = (fields: readonly string[], apart: string): string =>
  `ARRAY JOIN ${["aspect", ...fields].map((field) => `judgements.${field} AS ${field}`).join(", ")}, arrayEnumerateUniq(judgements.aspect, ${apart}) AS nth`;

const recalled: Reading = {
  source: "recalled",
  arrays: judgementRows(["expectation", "experience", "recalled"], "judgements.recalled"),
  columns: {
    thing: "aspect",
    v: `${number("experience")} - ${number("expectation")}`,
    w: none,
    x: number("experience"),
    flag: "toUInt8(0)",
  },
  where: ["recalled", "nth = 1", "isNotNull(expectation)", "isNotNull(experience)"],
};

const zoneOfTolerance: Reading = {
  source: "zone",
  arrays: judgementRows(
    ["minimum", "desired", "experience"],
    "arrayMap(each -> isNull(each), judgements.minimum)",
  ),
  columns: {
    thing: "aspect",
    v: `${number("experience")} - ${number("minimum")}`,
    w: `${number("experience")} - ${number("desired")}`,
    x: number("experience"),
    flag: "toUInt8(if(assumeNotNull(minimum) > assumeNotNull(desired), 2, 0))",
  },
  where: ["nth = 1", "isNotNull(minimum)", "isNotNull(desired)", "isNotNull(experience)"],
};

/** A case is one signal of the touchpoint that has the measure, from the day on which the promise holds. */
function promises({ registry, bind, zone, cases }: Making): Reading | undefined {
  const kinds = bind(operationalKinds, "Array(String)");
  const inForce = promisesOf(registry).map((promise) => {
    const { key, touchpoint, measure, level, from } = promise;
    const v = measureColumn(measure, bind);
    const entry = registry.entries.measure.get(measure);
    const scale = entry?.reviewed ? entry.definition.scale : undefined;
    const difference = `${number(v)} - ${bind(level, "Float64")}`;
    const holds = [
      `touchpoint = ${bind(touchpoint, "String")}`,
      `isNotNull(${v})`,
      ...(from === undefined ? [] : [`at >= ${moment(from, zone, bind)}`]),
    ].join(" AND ");
    const told = [
      `toLowCardinality(${bind(key, "String")})`,
      directionOf(promise) === 1 ? difference : `-(${difference})`,
      number(v),
      `toUInt8(${scale ? `ifNull(${offScale(v, scale)}, 0)` : "0"})`,
    ];
    return { holds, list: `if(${holds}, [tuple(${told.join(", ")})], [])` };
  });
  if (inForce.length === 0) return undefined;
  const kind = `kind ${cases === "operational" ? "" : "NOT "}IN ${kinds}`;
  return {
    source: "promise",
    arrays: `ARRAY JOIN arrayConcat(${inForce.map(({ list }) => list).join(", ")}, []) AS told`,
    columns: { thing: "told.1", v: "told.2", w: none, x: "told.3", flag: "told.4" },
    where: [kind, `(${inForce.map(({ holds }) => `(${holds})`).join(" OR ")})`],
  };
}

/** How each source that is asked is read; of promises none where none is in force. */
export function readingsOf(sources: readonly GapSource[], making: Making): Reading[] {
  const of = (source: OwnSource): Reading | undefined => {
    if (source === "promise") return promises(making);
    if (source === "disconfirmation") return disconfirmation(making);
    return source === "zone" ? zoneOfTolerance : recalled;
  };
  return sources.filter(isOwn).flatMap((source) => of(source) ?? []);
}
