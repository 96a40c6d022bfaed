/** From the address of a page to the questions that it asks. Pure. */
import type { QueryInput } from "#contract/query.ts";
import type { Days } from "./period.ts";

export type Asked = {
  measure: QueryInput["measure"];
  days: Days;
  timezone: string;
  touchpoint?: string | undefined;
  where?: string | undefined;
};

/** A text as CEL writes it. JSON's escapes are among CEL's. */
export const quoted = (text: string): string => JSON.stringify(text);

/** A condition in brackets; a remark at its end doesn't take along the one that closes it. */
export const inBrackets = (where: string): string =>
  where.includes("//") ? `(${where}\n)` : `(${where})`;

/** Every filter in one condition: the reader's own first, where its places are nearly those that are told. */
export function conditionOf({
  touchpoint,
  where,
}: Pick<Asked, "touchpoint" | "where">): string | undefined {
  const parts = [
    ...(where === undefined ? [] : [inBrackets(where)]),
    ...(touchpoint === undefined ? [] : [`touchpoint == ${quoted(touchpoint)}`]),
  ];
  return parts.length === 0 ? undefined : parts.join(" && ");
}

/** The selection alone: which signals, of which time. */
export function selectionOf(asked: Asked): Pick<QueryInput, "where" | "from" | "to" | "timezone"> {
  const where = conditionOf(asked);
  return {
    ...(where === undefined ? {} : { where }),
    ...(asked.days.from === undefined ? {} : { from: asked.days.from }),
    ...(asked.days.to === undefined ? {} : { to: asked.days.to }),
    timezone: asked.timezone,
  };
}

export function questionOf(
  asked: Asked,
  more: {
    by?: string[];
    interval?: QueryInput["interval"];
    compare?: Required<Days> | undefined;
  } = {},
): QueryInput {
  const { by, interval, compare } = more;
  return {
    measure: asked.measure,
    ...selectionOf(asked),
    ...(by === undefined ? {} : { by }),
    ...(interval === undefined ? {} : { interval }),
    ...(compare === undefined ? {} : { compare: { from: compare.from!, to: compare.to! } }),
  };
}

type Looked = { asked: Asked; choice: { key: string }; by: string };

/** How the answers to the measure are spread over its values. */
export const spreadOf = ({ asked, choice }: Looked): QueryInput =>
  questionOf({ ...asked, measure: { kind: "share", of: choice.key } }, { by: ["value"] });

/** How many answers go from the division that is looked at to another one. */
export const flowTo = ({ asked, choice, by }: Looked, into: string): QueryInput =>
  questionOf({ ...asked, measure: { kind: "count", of: choice.key } }, { by: [by, into] });

/** The groups of the division by the measure and by another one, which stand against each other. */
export const againstOf = (
  { asked, by }: Looked,
  other: Pick<Asked, "measure">,
): [QueryInput, QueryInput] => [
  questionOf(asked, { by: [by] }),
  questionOf({ ...asked, measure: other.measure }, { by: [by] }),
];

/** A condition that a row of a division meets, by which its signals are listed; none where it can't be said. */
export function conditionOfRow(by: Readonly<Record<string, string | null>>): string | undefined {
  const plain = new Set([
    "touchpoint",
    "channel",
    "medium",
    "stage",
    "unit",
    "offering",
    "programme",
    "language",
    "voice",
    "kind",
    "pattern",
    "employee",
  ]);
  const parts: string[] = [];
  for (const [name, value] of Object.entries(by)) {
    const field =
      plain.has(name) || /^(attributes|customer\.attributes|account\.attributes)\.\w+$/.test(name)
        ? name
        : undefined;
    if (field === undefined) return undefined;
    // What stands at the top of a signal has no presence that could be asked for.
    if (value === null && !field.includes(".")) return undefined;
    parts.push(value === null ? `!has(${field})` : `${field} == ${quoted(value)}`);
  }
  return parts.join(" && ");
}
