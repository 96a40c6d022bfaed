/**
 * What is said where anything can be: a hidden field that takes whatever a link brings, and calculated
 * values. Only the answers tell whether it is numbers, and else which values are said most.
 */
import type { Scope } from "#platform/scope.ts";
import { createBinder } from "#platform/binder.ts";
import { jsonColumn } from "#expression/json-column.ts";
import type { Context } from "#understand/compile.ts";
import { textsSeen } from "#understand/hidden.ts";
import type { Rule } from "#understand/row-class.ts";
import { anyNumber, type ResultFacet, type Value } from "./facets.ts";
import { selected, type Selection, type Statement } from "./statements.ts";
import { kindOf, taking } from "./tally.ts";
import { tooFew } from "#understand/suppress.ts";

/** `f`: the place of the facet; a number stands without its value. */
export type SaidRow = { facts: number; f: number; kind: Kind; value: string; n: number };
type Kind = "number" | "bool" | "text";
/** Answers each value that was said with how often, by what `facts` says of a response. */
export type Said = (scope: Scope, statement: Statement) => Promise<SaidRow[]>;

/** Values that are shown; the rest are counted together. */
const mostValues = 50;
/** Rows of one facet: each value may come with several facts. */
const mostRows = 1_000;

const rootOf = ({ of }: ResultFacet) => (of?.in === "attributes" ? "attributes" : "answers");

function saidStatement(
  selection: Selection,
  context: Context,
  open: readonly ResultFacet[],
): Statement & { rule: Rule } {
  const bind = createBinder("r");
  const { where, joins, rule } = selected(selection, context, bind);
  const each = open.map((facet, n) => {
    const { string, bool, number } = jsonColumn(rootOf(facet), facet.of!.name, bind);
    const kind = `multiIf(isNotNull(${number}), 'number', isNotNull(${bool}), 'bool', isNotNull(${string}), 'text', '')`;
    return `(toUInt16(${n}), ${kind}, coalesce(${string}, toString(${bool}), ''))`;
  });
  const inner = `SELECT facts, arrayJoin([${each.join(", ")}]) AS said FROM signals FINAL${joins} WHERE ${where}`;
  const sql = `SELECT facts, said.1 AS f, said.2 AS kind, said.3 AS value, toFloat64(count()) AS n FROM (${inner}) WHERE kind != '' GROUP BY facts, f, kind, value ORDER BY n DESC, value LIMIT ${mostRows} BY f`;
  return { sql, parameters: bind.parameters, rule };
}

type Group = { value: Value["value"]; n: number; guardedN: number; staffN: number };

function groupsOf(rows: readonly SaidRow[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { facts, kind, value, n } of rows) {
    const own = groups.get(value) ?? {
      value: kind === "bool" ? value === "true" : value,
      n: 0,
      guardedN: 0,
      staffN: 0,
    };
    groups.set(value, own);
    own.n += n;
    if (kindOf(facts) !== "open") own.guardedN += n;
    if (kindOf(facts) === "staff") own.staffN += n;
  }
  return [...groups.values()].toSorted(
    (a, b) => b.n - a.n || (String(a.value) < String(b.value) ? -1 : 1),
  );
}

/**
 * A value is somebody's where few have it: of those whose names are kept it is not listed then. Nor is a
 * text for who may not see texts, unless the registry has it as a property or an option.
 */
function looked(
  facet: ResultFacet,
  rows: readonly SaidRow[],
  { registry, sight }: Context,
  minimum: number,
): ResultFacet {
  if (rows.length > 0 && rows.every(({ kind }) => kind === "number"))
    return { ...facet, picture: "histogram", counting: { ...anyNumber } };
  const yesOrNo = rows.length > 0 && rows.every(({ kind }) => kind === "bool");
  const seen = textsSeen(rootOf(facet), facet.of!.name, registry, sight);
  const values = groupsOf(rows.filter(({ kind }) => kind !== "number"))
    .filter(
      ({ value }) => typeof value === "boolean" || seen === "all" || seen.includes(value as string),
    )
    .filter((group) => !tooFew(group, minimum))
    .slice(0, mostValues)
    .map(({ value }) => ({ value, label: {} }));
  // Of two it says something that nobody has the other.
  if (yesOrNo)
    for (const value of [true, false])
      if (!values.some((each) => each.value === value)) values.push({ value, label: {} });
  return { ...facet, counting: { how: "values", values, many: false, places: false, open: true } };
}

/** The facets, those among them that take anything as what was said there. */
export async function lookedAt(
  said: Said,
  scope: Scope,
  selection: Selection,
  context: Context,
  { facets, minimum }: { facets: readonly ResultFacet[]; minimum: number },
): Promise<ResultFacet[]> {
  const open = facets.filter(({ counting }) => counting.how === "open");
  if (open.length === 0) return [...facets];
  const { rule, ...statement } = saidStatement(selection, context, open);
  const counts = taking(rule);
  const rows = (await said(scope, statement)).filter(({ facts }) => counts(facts));
  const byFacet = Map.groupBy(rows, ({ f }) => open[f]!);
  return facets.map((facet) =>
    facet.counting.how === "open"
      ? looked(facet, byFacet.get(facet) ?? [], context, minimum)
      : facet,
  );
}
