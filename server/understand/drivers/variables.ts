/** What an outcome and its predictors are in SQL: each a number, NULL where a signal has none. Pure. */
import { namingFields, singlingFields } from "#contract/condition.ts";
import { variableName, type DriverVariable } from "#contract/drivers.ts";
import { CorridorError } from "#contract/error.ts";
import { didYouMean } from "#contract/nearest.ts";
import { query } from "#contract/query.ts";
import { jsonColumn } from "#expression/json-column.ts";
import type { Column } from "#expression/sql.ts";
import type { RegistryView } from "#journey/registry.ts";
import type { Binder } from "#platform/binder.ts";
import { isWhole } from "#platform/scope.ts";
import { createResolver } from "#understand/columns.ts";
import { needs } from "#understand/hidden.ts";
import type { Joins } from "#understand/joins.ts";
import { equality, measureOf } from "#understand/measure.ts";
import { judgementValue, sourceOf, type Scale } from "#understand/measure-source.ts";
import type { Sight } from "#understand/reach.ts";

export type Variable = {
  /** As it is called in the answer. */
  name: string;
  of: string;
  /** Nullable(Float64) of each signal. */
  sql: string;
  /** Whether a signal has it; undefined for a field that there always is. */
  has: string | undefined;
  /** The registry's, on which every value must lie. */
  scale: Scale | undefined;
  /** What lies on the scale, where that is another than what counts. */
  raw?: string;
  /** What its values are ratings of; undefined of what is none, as what counts 1 where something is so. */
  rated?: "measure" | "judgement";
};

type Value = string | number | boolean;
type Making = { registry: RegistryView; bind: Binder; sight: Sight; joins: Joins };

/** Fields of the signal that are no number, and can be equal to something. */
const fields = [
  "channel",
  "touchpoint",
  "unit",
  "offering",
  "programme",
  "language",
  "medium",
  "stage",
  "contact",
  "kind",
  "voice",
] as const;
const isField = (of: string): boolean => fields.some((each) => each === of);

/** That nobody has it: said where no signal answers, with what comes nearest. */
export function unknownVariable(of: string, { entries }: RegistryView): CorridorError {
  const known = [
    ...entries.measure.keys(),
    ...entries.answer.keys(),
    ...Array.from(entries.attribute.keys(), (key) => `attributes.${key}`),
    ...fields,
  ];
  return new CorridorError(
    "unknown_measure",
    `No signal has "${of}" as a number, or as yes or no. Of a text say which one: {"of": …, "equals": …}.${didYouMean(known, of)}`,
    { details: { name: of } },
  );
}

const needsEquals = (of: string): CorridorError =>
  new CorridorError(
    "invalid_request",
    `"${of}" is no number: say which value counts 1, as in {"of": "${of}", "equals": …}.`,
  );

/** The mean of what one signal judges of an aspect: it may judge one twice. */
function judgement(of: string, { registry, bind }: Making): string {
  const [, name = "", ...rest] = of.split(".");
  const aspect = rest.join(".");
  const value = judgementValue(name);
  if (!registry.entries.aspect.has(aspect))
    throw new CorridorError(
      "unknown_measure",
      `"${of}" needs an aspect behind it, as in judgements.experience.price: what somebody says of several is not one value.${didYouMean([...registry.entries.aspect.keys()], aspect)}`,
      { details: { name: of } },
    );
  const own = `judgement.aspect = ${bind(aspect, "String")}`;
  return `arrayReduce('avgOrNull', arrayMap(judgement -> if(${own}, ${value}, NULL), judgements))`;
}

/** Whom a condition could single out is no variable: its slope would be what that one said. */
function column(of: string, making: Making): Column {
  const { registry, sight, bind, joins } = making;
  if ([...singlingFields, ...namingFields].includes(of))
    throw new CorridorError(
      "invalid_request",
      `"${of}" names somebody, and is no driver. Ask for what is stated of them, as in customer.attributes.x.`,
    );
  const owned = /^(customer|account)\.attributes\.(.+)$/su.exec(of);
  if (owned && !registry.entries[`${owned[1] as "customer" | "account"}-attribute`].has(owned[2]!))
    throw unknownVariable(of, registry);
  if (of.endsWith(".revenue365") && !isWhole(sight.reach))
    throw new CorridorError(
      "forbidden",
      `"${of}" is a sum over sales that lie outside of what you reach.`,
    );
  const path = owned ? [owned[1]!, "attributes", owned[2]!] : of.split(".");
  const found = createResolver(registry, sight, joins)(path, bind);
  if (!found) throw unknownVariable(of, registry);
  return found;
}

function ownedSql(of: string, equals: Value | undefined, making: Making): string {
  const found = column(of, making);
  const { bind } = making;
  if (found.type === "number") {
    const number = `if(${found.missing ?? "0"}, NULL, toFloat64(${found.sql}))`;
    return equals === undefined ? number : `${number} = ${bind(wanted(of, equals), "Float64")}`;
  }
  if (found.type === "string") {
    if (equals === undefined) throw needsEquals(of);
    return `if(${found.missing ?? "0"}, NULL, ${found.sql} = ${bind(String(equals), "String")})`;
  }
  if (found.type !== "dynamic") throw needsEquals(of);
  if (equals === undefined) return `coalesce(${found.number}, toFloat64(${found.bool}))`;
  if (typeof equals === "number") return `${found.number} = ${bind(equals, "Float64")}`;
  if (typeof equals === "boolean") return `${found.bool} = ${bind(equals, "Bool")}`;
  if (found.string === undefined)
    throw needs("see texts", `A text in "${of}" would show what was said`);
  return `${found.string} = ${bind(equals, "String")}`;
}

function wanted(of: string, equals: Value): number {
  if (typeof equals === "number") return equals;
  throw new CorridorError("invalid_request", `"${of}" is a number; \`equals\` must be one too.`);
}

/** A measure, an answer or an attribute of the signal, as a question finds it by its name. */
function ownVariable(of: string, equals: Value | undefined, making: Making) {
  const { bind } = making;
  const measure = { kind: equals === undefined ? "mean" : "share", of, equals } as const;
  const source = sourceOf(of, { ...making, query: { measure } });
  if (equals !== undefined)
    return { sql: `if(${source.has}, ${equality(source, equals, bind)}, NULL)`, has: source.has };
  if (source.root === "measures")
    return {
      sql: source.number,
      has: source.has,
      scale: source.definition?.scale,
      rated: "measure" as const,
    };
  const { bool } = jsonColumn(source.root as "answers" | "attributes", source.name, bind);
  const sql = `coalesce(${source.number}, toFloat64(${bool}))`;
  return { sql, has: `isNotNull(${sql})` };
}

/** A score as people are told it: what each answer adds to it, by the one definition that it has. */
function scoreOf(of: string, { registry, bind, sight }: Making) {
  const source = sourceOf(of, { registry, bind, sight, query: { measure: { kind: "mean", of } } });
  const told = source.definition?.figure ?? source.name;
  const kind = (["nps", "csat", "ces"] as const).find((each) => each === told);
  if (source.root !== "measures" || kind === undefined)
    throw new CorridorError(
      "invalid_request",
      `"${of}" is told by its mean, which needs no \`as\`. An NPS, a CSAT and a CES have another figure.`,
    );
  const measure = { kind, of, ...(kind === "ces" ? { figure: "share" as const } : {}) };
  const asked = query.parse({ measure });
  const { part } = measureOf({ registry, bind, sight, query: asked });
  return {
    sql: `if(${source.has}, ${part!}, NULL)`,
    has: source.has,
    scale: source.definition?.scale,
    raw: source.number,
  };
}

/**
 * A variable by its name. Throws `unknown_measure`, `invalid_request`, and `forbidden` where the
 * caller may not see what it is made of.
 */
export function variableOf(asked: DriverVariable, making: Making): Variable {
  const of = typeof asked === "string" ? asked : asked.of;
  const equals = typeof asked === "object" && "equals" in asked ? asked.equals : undefined;
  const { entries } = making.registry;
  const made = (
    sql: string,
    has?: string,
    { scale, rated, raw }: Partial<Pick<Variable, "scale" | "rated" | "raw">> = {},
  ): Variable => ({
    name: variableName(asked),
    of,
    sql: `CAST(${sql}, 'Nullable(Float64)')`,
    has,
    scale,
    ...(rated === undefined || equals !== undefined ? {} : { rated }),
    ...(raw === undefined ? {} : { raw: `CAST(${raw}, 'Nullable(Float64)')` }),
  });
  if (typeof asked === "object" && "as" in asked) {
    const { sql, has, ...more } = scoreOf(of, making);
    return made(sql, has, more);
  }
  if (of.startsWith("judgements.")) {
    const value = judgement(of, making);
    const sql =
      equals === undefined ? value : `${value} = ${making.bind(wanted(of, equals), "Float64")}`;
    return made(sql, "notEmpty(judgements)", { rated: "judgement" });
  }
  if (of.startsWith("customer.") || of.startsWith("account."))
    return made(ownedSql(of, equals, making));
  if (isField(of) && !entries.measure.has(of) && !entries.answer.has(of))
    return made(ownedSql(of, equals, making));
  const { sql, has, ...rating } = ownVariable(of, equals, making);
  return made(sql, has, rating);
}
