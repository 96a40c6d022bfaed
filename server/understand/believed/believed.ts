/** What staff believe beside what customers say: two questions of one kind, and how far their figures are apart. */
import {
  mostBelieved,
  type BelievedAnswer,
  type BelievedQuestion,
  type BelievedRow,
} from "#contract/believed.ts";
import { CorridorError } from "#contract/error.ts";
import {
  leastMinimum,
  query,
  type QueryAnswer,
  type QueryInput,
  type QueryRow,
} from "#contract/query.ts";
import type { RegistryView } from "#journey/registry.ts";
import { clock } from "#platform/clock.ts";
import type { Scope } from "#platform/scope.ts";
import { lowBase } from "#understand/answer.ts";
import { refuseUnseen, type Context } from "#understand/compile.ts";
import { namesForFew } from "#platform/few.ts";
import { askFewAsNone, type Asking } from "#understand/query.ts";
import { askTogether } from "./together.ts";

type Question = NonNullable<BelievedQuestion["questions"]>[number];
type Side = BelievedRow["staff"];

export type BelievedAsking = Asking & {
  /** Measures that staff have answered about no customer. */
  answeredByStaff: (scope: Scope) => Promise<readonly string[]>;
};

/** How a measure is asked where nobody says how: as its scale is usually read. */
function usual(name: string, registry: RegistryView): Question["measure"] | undefined {
  const entry = registry.entries.measure.get(name);
  if (!entry?.reviewed || !entry.active) return undefined;
  if (name === "nps" || name === "ces") return { kind: name };
  const { scale, boxes } = entry.definition;
  if (scale?.max === undefined) return undefined;
  return boxes?.top ? { kind: "csat", of: name } : { kind: "mean", of: name };
}

/** "Of 100 customers, how many would call our service better?" beside how many do. */
const superiority: Question = {
  measure: { kind: "csat", of: "superior", boxes: 2 },
  believed: { kind: "mean", of: "estimate" },
};

async function questionsOf(
  asking: BelievedAsking,
  scope: Scope,
  registry: RegistryView,
): Promise<readonly Question[]> {
  const names = await asking.answeredByStaff(scope);
  const found = names.flatMap((name): Question[] => {
    if (name === "estimate") return registry.entries.measure.has("superior") ? [superiority] : [];
    const measure = usual(name, registry);
    return measure ? [{ measure }] : [];
  });
  return found.slice(0, mostBelieved);
}

const sideOf = (row: QueryRow | null, scale = 1): Side => {
  const times = (value: number | null | undefined) => (value == null ? null : value * scale);
  return {
    n: row?.n ?? 0,
    estimate: times(row?.estimate),
    low: times(row?.low),
    high: times(row?.high),
    method: row?.method ?? "exact",
    figure: row?.figure ?? "",
    ...(row?.lowBase || (row?.n ?? 0) < lowBase ? { lowBase: true } : {}),
    ...(row?.reason ? { reason: row.reason } : {}),
  };
};

/**
 * The difference of two figures by their intervals, whatever these are of: δ − √((a − lₐ)² + (u_b − b)²)
 * to δ + √((uₐ − a)² + (b − l_b)²). G. Zou and A. Donner, Statistics in Medicine 27 (2008) 1693–1702.
 */
export function apart(staff: Side, customers: Side): BelievedRow["gap"] {
  if (staff.estimate === null || customers.estimate === null) return null;
  const delta = staff.estimate - customers.estimate;
  if ([staff.low, staff.high, customers.low, customers.high].includes(null))
    return { delta, low: null, high: null };
  return {
    delta,
    low: delta - Math.hypot(staff.estimate - staff.low!, customers.high! - customers.estimate),
    high: delta + Math.hypot(staff.high! - staff.estimate, customers.estimate - customers.low!),
  };
}

function stateOf({
  staff,
  customers,
  gap,
}: Pick<BelievedRow, "staff" | "customers" | "gap">): BelievedRow["state"] {
  if (gap?.low == null || gap.high === null || staff.lowBase || customers.lowBase)
    return "cannot-be-told";
  if (gap.low > 0) return "staff-higher";
  return gap.high < 0 ? "staff-lower" : "alike";
}

type Sides = {
  pattern: BelievedRow["pattern"];
  customer: QueryRow | null;
  staff: QueryRow | null;
};

/** Both totals; where customers' are apart by pattern, those of each, as what they were asked is two questions. */
function sidesOf(theirs: QueryAnswer, staffs: QueryAnswer): Sides[] {
  if (!theirs.byPattern)
    return [{ pattern: undefined, customer: theirs.total, staff: staffs.total }];
  return (theirs.totals ?? []).map((customer) => {
    const pattern = (customer.by["pattern"] ?? null) as Sides["pattern"];
    const same = staffs.totals?.find(({ by }) => (by["pattern"] ?? null) === pattern);
    return { pattern, customer, staff: staffs.byPattern ? (same ?? null) : staffs.total };
  });
}

/** How many of its units a figure of staff makes one of the customers'. Throws `scale_mismatch` where they are two things. */
function scaleOf({ measure, believed }: Question, registry: RegistryView): number {
  if (believed === undefined) return 1;
  const isShare = (of: Question["measure"]) =>
    of.kind === "csat" || of.kind === "share" || (of.kind === "ces" && of.figure === "share");
  const scale = registry.entries.measure.get(believed.of ?? believed.kind);
  const definition = scale?.reviewed ? scale.definition.scale : undefined;
  const ofHundred = believed.kind === "mean" && definition?.min === 0 && definition.max === 100;
  if (isShare(measure) && ofHundred) return 0.01;
  if (isShare(measure) === isShare(believed) && measure.kind === believed.kind) return 1;
  throw new CorridorError(
    "scale_mismatch",
    `"${believed.of ?? believed.kind}" and "${measure.of ?? measure.kind}" are figures of two kinds. Beside a share stands a share, or the mean of a measure from 0 to 100; beside anything else the same kind.`,
  );
}

/** Throws what a question throws, and `scale_mismatch` where two figures can't stand side by side. */
export async function askBelieved(
  asking: BelievedAsking,
  scope: Scope,
  asked: BelievedQuestion,
  context: Context,
): Promise<BelievedAnswer> {
  const start = clock.now();
  const { questions, ...selection } = asked;
  refuseUnseen(selection.where, context);
  // Without names nothing is told of fewer, whether there are any or not.
  const { names } = context.sight;
  const told = (row: QueryRow | null) => (names || (row?.n ?? 0) >= leastMinimum ? row : null);
  const rows: BelievedRow[] = [];
  const wanted = questions ?? (await questionsOf(asking, scope, context.registry));
  const question = (
    measure: Question["measure"],
    more: Pick<QueryInput, "voices" | "pattern"> = {},
  ) => query.parse({ ...selection, measure, ...more } satisfies QueryInput);
  const ownOf = (each: Question) => each.believed ?? each.measure;
  const together = await askTogether(
    asking,
    scope,
    wanted.flatMap((each) => [question(each.measure), question(ownOf(each))]),
    context,
  );
  for (const each of wanted) {
    const scale = scaleOf(each, context.registry);
    const own = ownOf(each);
    const theirs = await askFewAsNone(
      together.asking(false),
      scope,
      question(each.measure, { voices: ["customer"] }),
      context,
    );
    const ofStaff = question(own, {
      voices: ["employee"],
      ...(theirs.byPattern ? {} : { pattern: "all" }),
    });
    const staffs = await askFewAsNone(together.asking(true), scope, ofStaff, {
      ...context,
      ofNobody: true,
    });
    for (const { pattern, customer, staff } of sidesOf(theirs, staffs)) {
      const sides = { staff: sideOf(told(staff), scale), customers: sideOf(told(customer)) };
      const gap = apart(sides.staff, sides.customers);
      rows.push({
        measure: each.measure.of ?? each.measure.kind,
        kind: each.measure.kind,
        ...(pattern === undefined ? {} : { pattern }),
        believed: own.of ?? own.kind,
        ...sides,
        gap,
        state: stateOf({ ...sides, gap }),
      });
    }
  }
  if (!names && rows.length > 0 && rows.every((row) => row.staff.n + row.customers.n === 0))
    throw namesForFew(
      leastMinimum,
      `Of fewer than ${leastMinimum} signals nothing is told without names`,
    );
  const width = ({ gap }: BelievedRow) => Math.abs(gap?.delta ?? 0);
  return {
    rows: rows.toSorted((a, b) => width(b) - width(a)),
    took: clock.now() - start,
    ...(asked.explain
      ? {
          sql: together.statements.map(({ sql }) => sql),
          parameters: together.statements.map(({ parameters }) => parameters),
        }
      : {}),
  };
}
