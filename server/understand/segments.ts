/** Who is in which segment, as what signals are joined to and divided by. Pure. */
import { CorridorError } from "#contract/error.ts";
import { didYouMean } from "#contract/nearest.ts";
import { heldByAll } from "#customer/identity-sql.ts";
import type { RegistryView } from "#journey/registry.ts";
import type { Binder } from "#platform/binder.ts";
import type { Dimension } from "./columns.ts";
import { conditionOf } from "./conditions.ts";
import { Joins } from "./joins.ts";
import { reachSql, wholeSight, type Sight } from "./reach.ts";

type Known = { registry: RegistryView; sight: Sight };

/**
 * Everybody who has at least one signal that meets a segment's condition, at any time, under any of
 * the identifiers that are theirs now; one customer may be in several. By identified signals only,
 * on both sides: a segment that fits one person would show what that person said in confidence.
 * `held` is a SELECT of `who` and `held`, an array of keys; `known` holds for signals that it may be
 * joined to; `key` is 0 for the others, else what `who` is.
 */
export function segmentMembers(
  { registry, sight }: Known,
  bind: Binder,
  keys: readonly string[] = segmentsInUse({ registry }),
) {
  if (keys.length === 0)
    throw new CorridorError(
      "unknown_dimension",
      "There is no segment yet. Define one at PUT /v1/segments/KEY.",
    );
  const inner = new Joins(bind, () => undefined);
  const reached = reachSql(sight.reach, registry, bind);
  const known = `confidentiality = 'identified'${reached === undefined ? "" : ` AND ${reached}`}`;
  const held = keys.flatMap((key) => {
    const entry = registry.entries.segment.get(key);
    if (!entry?.reviewed) return [];
    // Who is in it was decided by whoever defined it, and not by what this caller may see, nor by accounts that they reach.
    const all = { registry, sight: wholeSight };
    const { sql } = conditionOf(entry.definition.where, all, bind, inner, `segment "${key}"`);
    return [`if(${sql}, [${bind(key, "String")}], [])`];
  });
  // One look at the signals for all segments: one for each took 20 s for 60 of them over 200,000 signals.
  // Those that meet none are left out before they are grouped: half the time where few meet any.
  const met = `WITH arrayConcat(${held.join(", ")}) AS mine SELECT identity AS who, groupUniqArrayArray(mine) AS held FROM signals FINAL${inner.sql()} WHERE workspace = {workspace:UUID} AND ${known} AND identity != 0 AND notEmpty(mine) GROUP BY who`;
  return { held: heldByAll(met), known, key: `if(${known}, identity, 0)` };
}

/** The keys of segments that are reviewed and active. */
export const segmentsInUse = ({ registry }: Pick<Known, "registry">): string[] =>
  [...registry.entries.segment].flatMap(([key, { reviewed, active }]) =>
    reviewed && active ? [key] : [],
  );

/** By segment: a customer in several counts under each, and one in none under none. */
export function segmentDimension(context: Known, bind: Binder): Dimension {
  const { held, key } = segmentMembers(context, bind);
  return {
    sql: "arrayJoin(members.held)",
    multiple: true,
    join: `INNER JOIN (${held}) AS members ON ${key} = members.who`,
  };
}

export const partings = /^segment\./;

/**
 * Who is in one segment beside who is not: `in` or `out`, and nothing for signals of whom nobody
 * knows, or whose name is kept.
 */
export function partingDimension(name: string, context: Known, bind: Binder): Dimension {
  const segment = name.replace(partings, "");
  const known = segmentsInUse(context);
  if (!known.includes(segment))
    throw new CorridorError(
      "unknown_dimension",
      `There is no segment "${segment}" in use.${didYouMean(known, segment)}`,
      { details: { name } },
    );
  const { held, key } = segmentMembers(context, bind, [segment]);
  const alias = `parted${known.indexOf(segment)}`;
  return {
    sql: `if(${key} = 0, NULL, if(${alias}.who = 0, 'out', 'in'))::Nullable(String)`,
    multiple: false,
    join: `LEFT ANY JOIN (${held}) AS ${alias} ON ${key} = ${alias}.who`,
  };
}
