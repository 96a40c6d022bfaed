/**
 * A mapping made ready: rows in, signals out. Everything that can be wrong with it is found before
 * anything is sent: unknown targets and columns, expressions that do not parse, formats and zones
 * that do not exist.
 */
import { nearest } from "#contract/nearest.ts";
import { dateFormat, type DateFormat, formatNames, rfc3339Text } from "./dates.ts";
import { compile, type Expression, type RowShape } from "./expression.ts";
import { Fault } from "./fault.ts";
import type { DateField, MappingFile } from "./mapping-file.ts";
import type { Row, RowProblem } from "./source.ts";
import {
  type Draft,
  parseTarget,
  put,
  type Shape,
  shapes,
  type Sort,
  sortFor,
  targetsLike,
} from "./target.ts";
import type { Target } from "./target.ts";
import { type Fitted, fitted } from "./values.ts";
import type { Words } from "./words/index.ts";
import { isZone } from "./zone.ts";

/** A signal (or what else the rows become), a problem with the row, or nothing where `each` leaves the row out. */
export type Mapped = { signal?: Draft; problem?: RowProblem };

export type Mapping = {
  /** The columns that it reads, as far as they are written out. */
  readonly columns: readonly string[];
  map(row: Row): Mapped;
};

type Compiled = {
  readonly name: string;
  readonly target: Target;
  readonly sort: Sort;
  readonly expression: Expression;
  readonly date: { formats: readonly DateFormat[]; timezone: string | undefined } | undefined;
};

/** What is wrong with a mapping, and where. */
export type MappingProblem = {
  /** The target of the field that it is about, or `each`; undefined where it is about the whole. */
  readonly field: string | undefined;
  readonly message: string;
  /** Its place in an expression, in UTF-16 units from 0. */
  readonly place?: { readonly text: string; readonly from: number };
};

/** The mapping ready for rows, or every problem with it. */
export type Prepared =
  | { readonly ok: true; readonly mapping: Mapping }
  | { readonly ok: false; readonly problems: readonly MappingProblem[] };

/**
 * The same for a mapping that somebody has written into a file.
 * @param where names the mapping in messages.
 * @throws Fault naming every problem, one a line.
 */
export function compileMapping(
  file: MappingFile,
  shape: RowShape,
  where: string,
  words: Words,
  thing: Shape = shapes.signals,
): Mapping {
  const prepared = prepareMapping(file, shape, words, thing);
  if (prepared.ok) return prepared.mapping;
  const problems = prepared.problems.map((problem) => problemText(problem, words));
  throw new Fault(words.mapping.wrong(where, problems));
}

/** A problem on a line of its own; one in an expression with the text and a mark under the place. */
function problemText({ field, message, place }: MappingProblem, words: Words): string {
  if (field === undefined) return message;
  const path = field === "each" ? field : `fields["${field}"]`;
  if (place === undefined) return `${path}: ${message}`;
  const before = place.text.slice(0, place.from);
  const line = before.split("\n").length;
  const column = place.from - (before.lastIndexOf("\n") + 1);
  const shown = place.text.split("\n")[line - 1] ?? "";
  return `${path}, ${words.mapping.place(line, column + 1)}: ${message}\n      ${shown}\n      ${" ".repeat(column)}^`;
}

/**
 * @param shape what the file's rows are.
 * @param thing what the rows become.
 */
export function prepareMapping(
  file: MappingFile,
  shape: RowShape,
  words: Words,
  thing: Shape = shapes.signals,
): Prepared {
  const check = new Check(shape, words, thing);
  const each = file.each === undefined ? undefined : check.expression("each", file.each, true);
  const fields: Compiled[] = [];
  for (const [name, field] of file.fields) {
    const target = check.target(name);
    const expression = check.expression(name, typeof field === "string" ? field : field.from);
    const date = typeof field === "string" ? undefined : check.date(name, field);
    if (target !== undefined && expression !== undefined) {
      fields.push({ name, target, sort: sortFor(target, thing), expression, date });
    }
  }
  for (const name of thing.needed) {
    if (!file.fields.has(name)) check.add(undefined, words.mapping.missingTarget(name));
  }
  if (file.fields.has("text") && [...file.fields.keys()].some((name) => name.startsWith("text."))) {
    check.add(undefined, words.mapping.twoTexts);
  }
  if (check.problems.length > 0) return { ok: false, problems: check.problems };
  const expressions = [
    ...(each === undefined ? [] : [each]),
    ...fields.map((one) => one.expression),
  ];
  const used = expressions.flatMap(({ columns: names }) => names.map(({ name }) => name));
  const mapping: Mapping = {
    columns: [...new Set(used)],
    map(row) {
      if (each !== undefined && each.value(row) !== true) return {};
      const signal: Draft = {};
      for (const field of fields) {
        const result = valueOf(field, row, words);
        if (result.kind === "problem") return { problem: result.problem };
        if (result.kind === "none" && thing.needed.includes(field.name))
          return { problem: missing(field.name, words) };
        if (result.kind === "value") put(signal, field.target, result.value, thing);
      }
      return { signal };
    },
  };
  return { ok: true, mapping };
}

const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/** Rows that are signals already (or what `thing` says), as they are: of NDJSON alone. */
export const asTheyAre = (words: Words, { needed }: Shape = shapes.signals): Mapping => ({
  columns: [],
  map(row) {
    const blank = needed.find((name) => isBlank(row[name]));
    return blank === undefined ? { signal: { ...row } } : { problem: missing(blank, words) };
  },
});

/** Blank where something must be: said here, as the server could only say what form it must have. */
export const missing = (path: string, words: Words): RowProblem => ({
  code: "required",
  path,
  message: words.mapping.required,
});

function valueOf(
  field: Compiled,
  row: Row,
  words: Words,
): Exclude<Fitted, { kind: "notFinite" }> | { kind: "problem"; problem: RowProblem } {
  const problem = (code: string, message: string) => ({
    kind: "problem" as const,
    problem: { code, path: field.name, message },
  });
  const result = fitted(
    field.expression.value(row),
    field.date === undefined ? field.sort : "string",
  );
  if (result.kind === "notFinite") return problem("not_finite", words.mapping.notFinite);
  if (result.kind === "none" || field.date === undefined) return result;
  const text = String(result.value).trim();
  for (const format of field.date.formats) {
    const at = format.read(text, field.date.timezone);
    if (at !== undefined) return { kind: "value", value: rfc3339Text(at) };
  }
  const patterns = field.date.formats.map((format) => format.pattern);
  return problem("date_invalid", words.mapping.badDate(text.slice(0, 60), patterns));
}

/** Collects problems while the parts of a mapping are made ready. */
class Check {
  readonly problems: MappingProblem[] = [];
  readonly #shape: RowShape;
  readonly #words: Words;
  readonly #thing: Shape;

  constructor(shape: RowShape, words: Words, thing: Shape) {
    this.#thing = thing;
    this.#shape = shape;
    this.#words = words;
  }

  add(field: string | undefined, message: string, place?: MappingProblem["place"]): void {
    this.problems.push({ field, message, ...(place === undefined ? {} : { place }) });
  }

  target(name: string): Target | undefined {
    const target = parseTarget(name, this.#thing);
    if (typeof target === "object") return target;
    const message =
      target === "badKey"
        ? this.#words.mapping.badKey(name)
        : this.#words.mapping.unknownTarget(name, nearest(targetsLike(name, this.#thing), name));
    this.add(name, message);
    return undefined;
  }

  expression(field: string, text: string, condition = false): Expression | undefined {
    const { columns } = this.#shape;
    const compiled = compile(text, this.#shape, condition);
    if (!compiled.ok) {
      for (const { from, message } of compiled.problems) this.add(field, message, { text, from });
      return undefined;
    }
    const { expression } = compiled;
    for (const { name, from } of expression.roots) {
      if (name === "row") continue;
      const isColumn = columns?.includes(name) === true;
      this.add(field, this.#words.mapping.unknownName(name, isColumn), { text, from });
    }
    for (const { name, from } of expression.columns) {
      if (columns === undefined || columns.includes(name)) continue;
      const near = nearest(columns, name);
      this.add(field, this.#words.mapping.unknownColumn(name, near), { text, from });
    }
    return expression;
  }

  date(name: string, field: DateField): Compiled["date"] {
    const formats: DateFormat[] = [];
    for (const pattern of field.formats) {
      const made = dateFormat(pattern);
      if (!made.ok) {
        this.add(name, this.#words.mapping.badFormat(pattern, made.unknown, formatNames));
        continue;
      }
      if (!made.format.absolute && field.timezone === undefined) {
        this.add(name, this.#words.mapping.needsZone(pattern));
      }
      formats.push(made.format);
    }
    if (field.timezone !== undefined && !isZone(field.timezone)) {
      const near = nearest(Intl.supportedValuesOf("timeZone"), field.timezone);
      this.add(name, this.#words.mapping.unknownZone(field.timezone, near));
    }
    return { formats, timezone: field.timezone };
  }
}
