/** A mapping as it is edited: a line for each column, and for what is the same in every row. Pure. */
import type { Draft, Field } from "#importing/propose/propose.ts";
import type { Thing } from "#importing/target.ts";

export type DateLine = { format: string; timezone: string };
export type Line = {
  id: string;
  /** The column's name; undefined for what no column says. */
  column: string | undefined;
  /** What the column holds, and why this was proposed. */
  seen: string;
  reason: string;
  /** What it becomes; "" is left out. */
  target: string;
  expression: string;
  date: DateLine | undefined;
};

const partsOf = (field: Field): Pick<Line, "expression" | "date"> =>
  typeof field === "string"
    ? { expression: field, date: undefined }
    : { expression: field.from, date: { format: field.format, timezone: field.timezone ?? "" } };

type Guesses = Pick<Draft, "guesses">;

const ofColumns = ({ guesses }: Guesses, but?: string): Line[] =>
  guesses
    .filter(({ column }) => column !== but)
    .map(({ column, target = "", expression, seen, reason }) => ({
      id: `column ${column}`,
      column,
      seen,
      reason,
      target,
      expression,
      date: undefined,
    }));

/** When all that a file holds was said, where it names no time: a day that somebody has given. */
export const dayLine = (day: string, timezone: string): Line => ({
  id: "day",
  column: undefined,
  seen: "",
  reason: "",
  target: "occurredAt",
  expression: `'${day}'`,
  date: { format: "yyyy-MM-dd", timezone },
});

/** The lines of a proposal: kind and time first, as every signal needs them. A time that no column holds has none. */
export function linesOf(draft: Draft | Guesses): Line[] {
  if (!("occurredAt" in draft)) return ofColumns(draft);
  const { kind, occurredAt, date } = draft;
  return [
    {
      id: "kind",
      column: undefined,
      seen: "",
      reason: "",
      target: "kind",
      expression: `'${kind}'`,
      date: undefined,
    },
    ...(date === undefined
      ? []
      : [
          {
            id: "occurredAt",
            column: date.column,
            seen: date.seen,
            reason: "",
            target: "occurredAt",
            ...partsOf(occurredAt),
          },
        ]),
    ...ofColumns(draft, date?.column),
  ];
}

export type MappingJson = {
  file?: Readonly<Record<string, unknown>>;
  fields: Record<string, Field>;
};

/** How rows become what they become: null where they are that already. */
export type Mapped = MappingJson | null;

/** The mapping file that the lines make; targets that two lines fill. */
export function mappingOf(lines: readonly Line[]): { mapping: MappingJson; doubled: string[] } {
  const fields: Record<string, Field> = {};
  const doubled: string[] = [];
  for (const { target, expression, date } of lines) {
    if (target === "") continue;
    if (Object.hasOwn(fields, target)) doubled.push(target);
    const { format, timezone } = date ?? { format: "", timezone: "" };
    fields[target] =
      date === undefined
        ? expression
        : { from: expression, format, ...(timezone === "" ? {} : { timezone }) };
  }
  return { mapping: { fields }, doubled };
}

/** Targets whose last part is a name of one's own. */
export const ownNames = ["measures", "text", "attributes", "answers"] as const;
const named = new Set(["measures.nps", "measures.csat", "measures.ces"]);

/** The choice that stands for a target, and the name in it. */
export function choiceOf(target: string): { choice: string; name: string } {
  const head = ownNames.find((each) => target.startsWith(`${each}.`));
  if (head === undefined || named.has(target)) return { choice: target, name: "" };
  return { choice: `${head}.*`, name: target.slice(head.length + 1) };
}

/** Groups of what a column can become, by what the rows are. */
export const choices: Readonly<Record<Thing, Readonly<Record<string, readonly string[]>>>> = {
  signals: {
    asked: ["measures.nps", "measures.csat", "measures.ces", "measures.*", "text.*", "answers.*"],
    about: ["attributes.*", "occurredAt", "kind", "language", "weight", "state", "voice", "id"],
    where: [
      "touchpoint",
      "channel",
      "medium",
      "stage",
      "unit",
      "employee",
      "offering",
      "programme",
      "pattern",
      "reference.type",
      "reference.id",
    ],
    who: [
      "customer.id",
      "customer.email",
      "customer.phone",
      "customer.name",
      "account.id",
      "account.name",
    ],
  },
  customers: {
    who: ["id", "name", "email", "phone", "anonymousId"],
    about: ["language", "unit", "attributes.*"],
  },
  accounts: {
    who: ["id", "name", "type", "parent", "owner", "unit"],
    about: ["revenue", "potential", "renewalOn", "attributes.*"],
  },
};
