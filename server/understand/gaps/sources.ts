/**
 * What each source makes of a signal: for every gap that the signal speaks of one tuple of its
 * number, its thing (an aspect, a promise), the difference, a second one, the experience itself, and
 * whether it counts nowhere: 1 as it lies off its scale, which is refused, 2 as it contradicts
 * itself. All sources are found in one look at the signals. Pure.
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

const tuple = (source: OwnSource, thing: string, rest: readonly string[]): string =>
  `tuple(toUInt8(${ownSources.indexOf(source)}), ${thing}, ${rest.join(", ")})`;
const number = (sql: string): string => `toFloat64(assumeNotNull(${sql}))`;

function disconfirmation({ bind }: Making): string {
  const v = measureColumn("disconfirmation", bind);
  const sign = `toFloat64(multiIf(${v} >= 4, 1, ${v} <= 2, -1, 0))`;
  const off = `ifNull(${offScale(v, { min: 1, max: 5 })}, 0)`;
  const one = tuple("disconfirmation", "''", [sign, "toFloat64(0)", number(v), `toUInt8(${off})`]);
  return `if(isNull(${v}), [], [${one}])`;
}

/** Of somebody who judges an aspect twice in one signal the first counts: what is told is told by signals. */
const onceEach = (judgements: string): string =>
  `arrayFilter((judgement, nth) -> nth = 1, ${judgements}, arrayEnumerateUniq(arrayMap(judgement -> judgement.aspect, ${judgements})))`;

function judged(source: "recalled" | "zone", has: string, rest: readonly string[]): string {
  const all = `arrayFilter(judgement -> ${has}, judgements)`;
  const one = tuple(source, "toString(judgement.aspect)", rest);
  return `arrayMap(judgement -> ${one}, ${onceEach(all)})`;
}

const recalled = (): string =>
  judged(
    "recalled",
    "judgement.recalled AND isNotNull(judgement.expectation) AND isNotNull(judgement.experience)",
    [
      `${number("judgement.experience")} - ${number("judgement.expectation")}`,
      "toFloat64(0)",
      number("judgement.experience"),
      "toUInt8(0)",
    ],
  );

const zoneOfTolerance = (): string =>
  judged(
    "zone",
    "isNotNull(judgement.minimum) AND isNotNull(judgement.desired) AND isNotNull(judgement.experience)",
    [
      `${number("judgement.experience")} - ${number("judgement.minimum")}`,
      `${number("judgement.experience")} - ${number("judgement.desired")}`,
      number("judgement.experience"),
      "toUInt8(if(assumeNotNull(judgement.minimum) > assumeNotNull(judgement.desired), 2, 0))",
    ],
  );

/** A case is one signal of the touchpoint that has the measure, from the day on which the promise holds. */
function promises({ registry, bind, zone, cases }: Making): string[] {
  const kinds = bind(operationalKinds, "Array(String)");
  return promisesOf(registry).map((promise) => {
    const { key, touchpoint, measure, level, from } = promise;
    const v = measureColumn(measure, bind);
    const entry = registry.entries.measure.get(measure);
    const scale = entry?.reviewed ? entry.definition.scale : undefined;
    const difference = `${number(v)} - ${bind(level, "Float64")}`;
    const holds = [
      `kind ${cases === "operational" ? "" : "NOT "}IN ${kinds}`,
      `touchpoint = ${bind(touchpoint, "String")}`,
      ...(from === undefined ? [] : [`at >= ${moment(from, zone, bind)}`]),
      `isNotNull(${v})`,
    ];
    const one = tuple("promise", bind(key, "String"), [
      directionOf(promise) === 1 ? difference : `-(${difference})`,
      "toFloat64(0)",
      number(v),
      `toUInt8(${scale ? `ifNull(${offScale(v, scale)}, 0)` : "0"})`,
    ]);
    return `if(${holds.join(" AND ")}, [${one}], [])`;
  });
}

/** An array of tuples for each signal; undefined where there is nothing to look for. */
export function judgedSql(sources: readonly GapSource[], making: Making): string | undefined {
  const lists = sources.filter(isOwn).flatMap((source) => {
    if (source === "promise") return promises(making);
    if (source === "recalled") return [recalled()];
    return [source === "zone" ? zoneOfTolerance() : disconfirmation(making)];
  });
  return lists.length === 0 ? undefined : `arrayConcat(${lists.join(", ")}, [])`;
}
