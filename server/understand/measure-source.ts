/** What a measure is asked of: a measure, an answer, an attribute or a judgement, found by its name. Pure. */
import { CorridorError } from "#contract/error.ts";
import { didYouMean } from "#contract/nearest.ts";
import type { Query } from "#contract/query.ts";
import type { Definition } from "#contract/registry.ts";
import { jsonColumn } from "#expression/json-column.ts";
import type { RegistryView } from "#journey/registry.ts";
import type { Binder } from "#platform/binder.ts";
import { measureColumn } from "./columns.ts";
import { refuseText } from "./hidden.ts";
import type { Sight } from "./reach.ts";

export type Definitions = {
  registry: RegistryView;
  query: Query;
  bind: Binder;
  sight: Sight;
  /** What is taken from each value of a mean before it is summed, and bound as `shift`; 0 where nothing is. */
  shift?: number | undefined;
};
type MeasureDefinition = Definition<"measure">;
export type Scale = NonNullable<MeasureDefinition["scale"]>;

/** What `of` names: its text in SQL as a number, its presence, and what the registry says of it. */
export type Source = {
  name: string;
  root: "measures" | "answers" | "attributes" | "judgements";
  number: string;
  has: string;
  definition: MeasureDefinition | undefined;
};

/** Which way a measure is better, by who asks or by the registry; undefined where neither says. */
export function directionOf(
  { definition }: Pick<Source, "definition">,
  { measure }: Query,
): 1 | -1 | undefined {
  const better =
    measure.better ??
    (definition && (definition.direction === "lower-is-better" ? "lower" : "higher"));
  return better && (better === "lower" ? -1 : 1);
}

/** Expectations asked before and recalled ones are two things: no figure mixes them. */
const judgementValues: Record<string, string> = {
  expectation: "if(judgement.recalled, NULL, judgement.expectation)",
  recalledExpectation: "if(judgement.recalled, judgement.expectation, NULL)",
  experience: "judgement.experience",
  minimum: "judgement.minimum",
  desired: "judgement.desired",
  importance: "judgement.importance",
};
const roots = ["measures", "answers", "attributes", "judgements"] as const;

export function unknownMeasure(
  name: string,
  registry: RegistryView,
  { kind }: Query["measure"],
): CorridorError {
  const question = name.startsWith("answers.") ? name.slice("answers.".length) : name;
  if (kind !== "share" && kind !== "count" && registry.entries.answer.has(question))
    return new CorridorError(
      "unknown_measure",
      `No signal answers "${question}" with a number, which ${kind} needs. Of texts and lists ask {"kind": "share", "of": "answers.${question}", "equals": …}.`,
      { details: { name } },
    );
  const names = [...registry.entries.measure.keys(), ...registry.entries.answer.keys()];
  return new CorridorError(
    "unknown_measure",
    `No signal has a measure or answer "${name}".${didYouMean(names, name)}`,
    { details: { name } },
  );
}

/** A value of the judgement `judgement`. Throws `unknown_measure` where a judgement has none of that name. */
export function judgementValue(name: string): string {
  if (Object.hasOwn(judgementValues, name)) return judgementValues[name]!;
  throw new CorridorError(
    "unknown_measure",
    `A judgement has ${Object.keys(judgementValues).join(", ")}; not "${name}".`,
  );
}

/** Finds it by its name. Throws `unknown_measure`, and `forbidden` for a text that may not be seen. */
export function sourceOf(
  of: string,
  {
    registry,
    bind,
    query,
    sight,
  }: Pick<Definitions, "registry" | "bind" | "sight"> & { query: Pick<Query, "measure"> },
): Source {
  const dot = of.indexOf(".");
  const prefix = roots.find((root) => root === of.slice(0, dot));
  const name = prefix ? of.slice(dot + 1) : of;
  const root =
    prefix ??
    (registry.entries.measure.has(of) || !registry.entries.answer.has(of) ? "measures" : "answers");
  if (root === "judgements") {
    const number = judgementValue(name);
    return { name, root, number, has: `isNotNull(${number})`, definition: undefined };
  }
  if (root === "measures") {
    const entry = registry.entries.measure.get(name);
    if (!entry) throw unknownMeasure(name, registry, query.measure);
    const number = measureColumn(name, bind);
    return {
      name,
      root,
      number,
      has: `isNotNull(${number})`,
      definition: entry.reviewed ? entry.definition : undefined,
    };
  }
  refuseText(root, name, query.measure.equals, registry, sight);
  const column = jsonColumn(root, name, bind);
  return {
    name,
    root,
    number: column.number,
    has: `isNotNull(${column.any})`,
    definition: undefined,
  };
}
