/**
 * Who stands behind gaps: known customers, each once, and the revenue of their accounts, each once.
 * Every gap and part has a bit; rows are grouped by customer alone, whose bits are put together, as
 * grouping by customer and gap takes ten times as long. Pure.
 */
import { customerOf } from "#customer/identity-sql.ts";
import type { Binder } from "#platform/binder.ts";
import { isWhole } from "#platform/scope.ts";
import { joinsFor, type Context } from "#understand/compile.ts";

/** A gap, or a part of it, as rows tell it. `pattern` is 0 where patterns are not kept apart. */
export type Listed = {
  source: number;
  touchpoint: string | null;
  thing: string | null;
  pattern: number;
  /** The value of the dimension asked for; undefined where it is of all. */
  part?: string | null;
};

/** Gaps and parts that customers are counted behind, the largest of them. */
export const mostListed = 1_024;
const bits = 64;

/** Of a signal, whose it is: joined to people and accounts when there is one row for each of them. */
export const whose = ["identity", "account_id"];

/** Who each row is of: the customer, the account whose revenue counts or the customer itself, and that revenue. */
function holders(context: Context, bind: Binder): { select: string[]; join: string } {
  const joins = joinsFor(context, bind);
  const account = joins.accountNumber();
  const earned = (owner: "customer" | "account"): string => {
    const field = joins.field(owner, ["revenue365"]);
    return field?.type === "number" ? field.sql : "NULL";
  };
  // A sum holds sales that whoever reaches a part doesn't see.
  const revenue = isWhole(context.sight.reach)
    ? `if(${account} != 0, ${earned("account")}, ${earned("customer")})`
    : "CAST(NULL, 'Nullable(Float64)')";
  const select = [
    `${customerOf} AS person`,
    `if(${account} != 0, ${account}, person) AS holder`,
    `${revenue} AS earned`,
  ];
  return { select, join: joins.sql({ owners: true }) };
}

/** A number for each gap: of a touchpoint or an aspect it is worked out once for each that there is. */
const gapNumber = (source: string, place: string, thing: string, pattern: string): string =>
  `bitXor(bitXor(sipHash64(${place}), bitRotateLeft(sipHash64(${thing}), 1)), intHash64(8 * ${source} + ${pattern}))`;
const partNumber = (part: string): string =>
  `bitRotateLeft(sipHash64(isNull(${part}), ifNull(${part}, '')), 2)`;

export function behindSql({
  from,
  listed,
  bind,
  context,
}: {
  from: string;
  listed: readonly Listed[];
  bind: Binder;
  context: Context;
}): string {
  const list = (of: (each: Listed) => unknown, type: string) =>
    bind(listed.map(of), `Array(${type})`);
  const isDivided = new Set(listed.flatMap(({ pattern, source }) => (pattern > 0 ? [source] : [])));
  const divided = bind([...isDivided], "Array(UInt8)");
  const pattern = `if(has(${divided}, source), bitAnd(bitShiftRight(class, 3), 3), 0)`;
  const hasParts = listed.some(({ part }) => part !== undefined);
  // What is listed, numbered as its rows are.
  const number = `arrayMap((source, place, thing, kept, whole, none, part) -> if(whole, ${gapNumber("source", "place", "thing", "kept")}, bitXor(${gapNumber("source", "place", "thing", "kept")}, ${partNumber("if(none, NULL, part)")})), ${[
    list(({ source }) => source, "UInt8"),
    list(({ touchpoint }) => touchpoint ?? "", "String"),
    list(({ thing }) => thing ?? "", "String"),
    list((each) => each.pattern, "UInt8"),
    list(({ part }) => Number(part === undefined), "UInt8"),
    list(({ part }) => Number(part === null), "UInt8"),
    list(({ part }) => part ?? "", "String"),
  ].join(", ")})`;
  const places = list((each) => listed.indexOf(each), "UInt16");
  const placeOf = (hash: string) => `transform(${hash}, numbers, ${places}, 65535)`;
  const whole = gapNumber("source", "place", "thing", pattern);
  const masks = Array.from({ length: Math.ceil(listed.length / bits) }, (_, at) => at);
  const bit = (place: string, at: number) =>
    `if(intDiv(${place}, ${bits}) = ${at}, bitShiftLeft(toUInt64(1), ${place} % ${bits}), toUInt64(0))`;
  const mask = (at: number) =>
    hasParts ? `bitOr(${bit("whole", at)}, ${bit("own", at)})` : bit("whole", at);
  const together = (kind: string) => masks.map((at) => `groupBitOr(${kind}${at}) AS ${kind}${at}_`);
  const renamed = (kind: string) => masks.map((at) => `${kind}${at}_ AS ${kind}${at}`);
  // Each of these is of one whose name is known: neither left out nor guarded.
  const open = "bitAnd(class, 7) = 0 AND flag = 0 AND identity != 0";
  const rows = `WITH ${number} AS numbers SELECT identity, account_id, v < 0 AS short, ${placeOf(whole)} AS whole${hasParts ? `, ${placeOf(`bitXor(${whole}, ${partNumber("part")})`)} AS own` : ""} FROM (${from}) WHERE ${open}`;
  const marked = masks.flatMap((at) => [
    `groupBitOr(${mask(at)}) AS m${at}`,
    `groupBitOr(if(short, ${mask(at)}, toUInt64(0))) AS s${at}`,
  ]);
  const mine = `SELECT identity, any(account_id) AS account, ${marked.join(", ")} FROM (${rows}) GROUP BY identity, sipHash64(account_id)`;
  const { select, join } = holders(context, bind);
  const kinds = ["m", "s"].flatMap((kind) => masks.map((at) => `${kind}${at}`));
  const known = `SELECT ${kinds.join(", ")}, ${select.join(", ")} FROM (SELECT identity, account AS account_id, ${kinds.join(", ")} FROM (${mine})) AS mine${join}`;
  // Somebody whose signals name several accounts stands behind the first of them.
  const people = `SELECT held AS holder, purse AS earned, ${[...renamed("m"), ...renamed("s")].join(", ")} FROM (SELECT person, any(holder) AS held, any(earned) AS purse, ${[...together("m"), ...together("s")].join(", ")} FROM (${known}) GROUP BY person)`;
  const all = masks.flatMap((at) => [
    `groupBitOr(m${at}) AS any${at}`,
    `groupArray(m${at}) AS each${at}`,
    `groupArray(s${at}) AS short${at}`,
  ]);
  const purses = `SELECT any(earned) AS purse, ${all.join(", ")} FROM (${people}) GROUP BY holder`;
  const told = masks.map(
    (at) =>
      `arrayMap(place -> (toUInt16(place + ${bits * at}), arrayCount(each -> bitTest(each, place), each${at}), arrayCount(each -> bitTest(each, place), short${at})), bitPositionsToArray(any${at}))`,
  );
  return `SELECT told.1 AS place, sum(told.2) AS customers, sum(told.3) AS shortCustomers, sum(ifNull(purse, 0)) AS revenue, sumIf(ifNull(purse, 0), told.3 > 0) AS shortRevenue FROM (SELECT purse, arrayJoin(arrayConcat(${told.join(", ")})) AS told FROM (${purses})) GROUP BY place`;
}
