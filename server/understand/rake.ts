/**
 * Raking on request: who answered is made up as the customers are. The answers are counted by cells of
 * the margins first; `statistics/` works the weights out; the question is asked with a weight by cell.
 */
import { CorridorError } from "#contract/error.ts";
import type { Query } from "#contract/query.ts";
import type { RakedAnswer } from "#contract/rake.ts";
import { jsonColumn } from "#expression/json-column.ts";
import type { Binder } from "#platform/binder.ts";
import type { Scope } from "#platform/scope.ts";
import { isWhole } from "#platform/scope.ts";
import { rake, type Raking } from "#statistics/index.ts";
import type { Dimension } from "./columns.ts";
import { addSums, merge, type GroupRow } from "./groups.ts";

/** The most cells that margins divide answers into. */
const mostCells = 1_000;

type Cell = { values: readonly (string | null)[]; n: number };
export type Raked = Raking & {
  by: readonly string[];
  cells: readonly Cell[];
  margins: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** By dimension whether the make-up is that of the customers, or was sent. */
  ofCustomers: ReadonlySet<string>;
};

/** How many customers have each value of something that is stated of customers. */
export type MakeUp = (scope: Scope, name: string) => Promise<Readonly<Record<string, number>>>;

/** What is stated of a customer, in a row of `customers`. Throws `unknown_dimension`. */
export function makeUpSql(name: string, bind: Binder): string {
  const attribute = /^customer\.attributes\.(.*)$/su.exec(name)?.[1];
  if (attribute !== undefined)
    return `${jsonColumn("attributes", attribute, bind).any}::Nullable(String)`;
  if (name === "customer.unit" || name === "customer.language")
    return `nullIf(toString(${name.slice("customer.".length)}), '')`;
  throw new CorridorError("unknown_dimension", `"${name}" is no dimension of a customer.`);
}

/** The margins as sent, or as the customers are. Throws `invalid_request` and `forbidden`. */
export async function marginsOf(
  scope: Scope,
  asked: NonNullable<Query["rake"]>,
  makeUp: MakeUp,
): Promise<Pick<Raked, "margins" | "ofCustomers">> {
  const margins: Record<string, Readonly<Record<string, number>>> = {};
  const ofCustomers = new Set<string>();
  for (const { by, targets } of asked) {
    if (targets !== undefined) {
      margins[by] = targets;
      continue;
    }
    if (!by.startsWith("customer."))
      throw new CorridorError(
        "invalid_request",
        `How "${by}" is made up is known of no customer. Send \`targets\`: of each value what share of the whole it is.`,
      );
    // How all customers are made up is more than who reaches a part of them sees.
    if (!isWhole(scope.reach))
      throw new CorridorError(
        "forbidden",
        `How all customers are made up is seen by whoever reaches everything. Send \`targets\` of "${by}".`,
      );
    margins[by] = await makeUp(scope, by);
    ofCustomers.add(by);
  }
  return { margins, ofCustomers };
}

/** The cells of these groups with weights. Throws `not_computable` where margins can't be held. */
export function weightsOfCells(
  rows: readonly GroupRow[],
  by: readonly string[],
  { margins, ofCustomers }: Pick<Raked, "margins" | "ofCustomers">,
): Raked {
  const cells = merge(rows, false).map(({ by: values, open, guarded }) => ({
    values: by.map((name) => values[name] ?? null),
    n: addSums(
      [open, guarded].flatMap((sums) => (sums ? [{ sums }] : [])),
      ["n"],
    ).n!,
  }));
  if (cells.length > mostCells)
    throw new CorridorError(
      "not_computable",
      `The margins divide the answers into ${cells.length} cells; raking takes ${mostCells} at most. Leave one of them out.`,
      { details: { reason: "rake-cells" } },
    );
  const found = rake(
    cells.map(({ values }) =>
      Object.fromEntries(by.map((name, place) => [name, values[place]!] as const)),
    ),
    margins,
    { counts: cells.map(({ n }) => n) },
  );
  if (found.reason === "empty-category") {
    const { dimension, category } = found.empty[0]!;
    throw new CorridorError(
      "not_computable",
      `Nobody who answered has "${category}" as ${dimension}, so that no weight gives it its share. Leave it out of \`targets\`, or join it with another.`,
      { details: { reason: "rake-nobody", dimension, category } },
    );
  }
  if (found.reason === "not-converged")
    throw new CorridorError(
      "not_computable",
      `The margins contradict one another among these answers: after ${found.rounds} rounds one is still missed by ${(100 * (found.off ?? 1)).toFixed(1)} points. Leave one of them out.`,
      { details: { reason: "rake-contradicts" } },
    );
  return { ...found, by, cells, margins, ofCustomers };
}

/** A text for each combination of values, another for each. */
const textOf = (values: readonly (string | null)[]): string =>
  values.map((value) => (value === null ? "n" : `${[...value].length}:${value}`)).join(",");

/** The weight of a row's cell, as `raked`, to stand in the clause WITH; 1 where it has none. */
export function weightSql({ cells, weights }: Raked, found: readonly Dimension[], bind: Binder) {
  const parts = found.map(
    ({ sql }) =>
      `ifNull(concat(toString(lengthUTF8(toString(${sql}))), ':', toString(${sql})), 'n')`,
  );
  const key = parts.length === 1 ? parts[0]! : `concat(${parts.join(", ',', ")})`;
  const keys = bind(
    cells.map(({ values }) => textOf(values)),
    "Array(String)",
  );
  return `transform(${key}, ${keys}, ${bind([...weights!], "Array(Float64)")}, toFloat64(1)) AS raked`;
}

/** What raking did, beside the figures: efficiency, margins, and the figure without it. */
export function rakedAnswer(
  raked: Raked,
  unweighted: RakedAnswer["unweighted"],
  estimate: number | null,
): RakedAnswer {
  const { n, efficiency, effectiveN, by, cells, margins, ofCustomers } = raked;
  return {
    n,
    efficiency,
    effectiveN,
    unweighted,
    moves:
      estimate === null || unweighted?.estimate == null ? null : estimate - unweighted.estimate,
    margins: by.map((name, place) => {
      const targets = margins[name]!;
      const all = Object.values(targets).reduce((sum, each) => sum + each, 0);
      const counts = new Map<string | null, number>();
      for (const cell of cells) {
        const value = cell.values[place]!;
        const known = value !== null && Object.hasOwn(targets, value) ? value : null;
        counts.set(known, (counts.get(known) ?? 0) + cell.n);
      }
      const listed = n - (counts.get(null) ?? 0);
      return {
        by: name,
        of: ofCustomers.has(name) ? ("customers" as const) : ("targets" as const),
        unlisted: counts.get(null) ?? 0,
        values: Object.entries(targets).map(([value, target]) => ({
          value,
          n: counts.get(value) ?? 0,
          share: listed === 0 ? null : (counts.get(value) ?? 0) / listed,
          target: target / all,
          ...(ofCustomers.has(name) ? { customers: target } : {}),
        })),
      };
    }),
  };
}
