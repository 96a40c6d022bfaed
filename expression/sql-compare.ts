/** Equality, order and membership of values in SQL. Each answers a condition that is never NULL. */
import {
  both,
  compareFacets,
  either,
  facet,
  kinds,
  ofConstant,
  present,
  scalar,
  type Bind,
  type Context,
  type Facet,
  type List,
  type ListColumns,
  type Value,
} from "./sql-value.ts";

type Element = keyof ListColumns;
const elements: readonly Element[] = ["string", "number", "bool", "mixed"];
const dynamicTypes = { string: "String", number: "Float64", bool: "Bool" } as const;

/** The parts of a list with the name of their elements' type. */
export function partsOf(list: List): { type: Element; sql: string }[] {
  return elements.flatMap((type) =>
    list.parts[type] === undefined ? [] : [{ type, sql: list.parts[type] }],
  );
}

/** What `name` is, bound to an element of such a part. */
export function elementValue(type: Element, name: string): Value {
  if (type !== "mixed") {
    const sql = type === "number" ? `toFloat64(${name})` : name;
    return { facets: { [type]: () => facet(sql) } };
  }
  const facets: Partial<Record<keyof typeof dynamicTypes, () => Facet>> = {};
  for (const [kind, dynamic] of Object.entries(dynamicTypes)) {
    facets[kind as keyof typeof dynamicTypes] = () =>
      facet(`dynamicElement(${name}, '${dynamic}')`);
  }
  return { facets };
}

/** What a list holds, as text: ClickHouse may keep equal lists in different parts, by what came before them. */
function textOf(list: List): string {
  const each = partsOf(list).map(({ sql }) => `if(empty(${sql}), '', toJSONString(${sql}))`);
  return each.length > 1 ? `concat(${each.join(", ")})` : (each[0] ?? "''");
}

const equalLists = (a: List, b: List): string =>
  both([a.present, b.present, `${textOf(a)} = ${textOf(b)}`]);

export function equal(a: Value, b: Value): string {
  const conditions: string[] = [];
  for (const kind of kinds) {
    if (a.facets[kind] && b.facets[kind])
      conditions.push(compareFacets(a.facets[kind](), "=", b.facets[kind]()));
  }
  if (a.isNull && b.isNull) conditions.push(both([a.isNull(), b.isNull()]));
  if (a.list && b.list) conditions.push(equalLists(a.list(), b.list()));
  return either(conditions);
}

/** The one kind that a value can have, if it is one. */
function onlyKind(value: Value): (typeof kinds)[number] | undefined {
  if (value.isNull || value.list) return undefined;
  const has = kinds.filter((kind) => value.facets[kind]);
  return has.length === 1 ? has[0] : undefined;
}

export function different(a: Value, b: Value): string {
  const kind = onlyKind(a);
  if (kind !== undefined && kind === onlyKind(b))
    return compareFacets(scalar(a, kind), "!=", scalar(b, kind));
  return both([present(a), present(b), `NOT ${equal(a, b)}`]);
}

export function ordered(a: Value, sign: string, b: Value): string {
  const shared = kinds.filter((kind) => a.facets[kind] && b.facets[kind]);
  return either(shared.map((kind) => compareFacets(scalar(a, kind), sign, scalar(b, kind))));
}

/** Whether a value is among known ones. */
export function inConstants(value: Value, list: readonly unknown[], context: Context): string {
  const texts = list.filter((each) => typeof each === "string");
  const numbers = list.filter((each) => typeof each === "number");
  const rest = list.filter((each) => typeof each !== "string" && typeof each !== "number");
  const conditions = rest.map((each) => equal(value, ofConstant(each, context.bind)));
  if (texts.length > 0 && value.facets.string)
    conditions.push(inSet(value.facets.string(), texts, context.bind));
  for (const number of numbers) conditions.push(equal(value, ofConstant(number, context.bind)));
  return either(conditions);
}

function inSet({ sql, raw, missing }: Facet, texts: readonly string[], bind: Bind): string {
  const found = `ifNull(${raw ?? sql} IN ${bind(texts, "Array(String)")}, 0)`;
  return missing === undefined ? found : both([`NOT (${missing})`, found]);
}

/** Whether a value is in a list. */
export function inList(value: Value, list: List, context: Context): string {
  const conditions: string[] = [];
  for (const { type, sql } of partsOf(list)) {
    const name = context.name();
    const same = equal(value, elementValue(type, name));
    if (same !== "0") conditions.push(`arrayExists(${name} -> ${same}, ${sql})`);
  }
  return either(conditions);
}
