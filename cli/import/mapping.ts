/**
 * A mapping made ready: rows in, signals out. Everything that can be wrong with it is found before
 * anything is sent: unknown targets and columns, expressions that do not parse, formats and zones
 * that do not exist.
 */
import { nearest } from "#contract/nearest.ts";
import { compile, type Expression, type RowShape } from "../expression.ts";
import { Failure } from "../failure.ts";
import type { Words } from "../words/index.ts";
import { dateFormat, type DateFormat, formatNames, rfc3339Text } from "./dates.ts";
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

/**
 * @param shape what the file's rows are.
 * @param where names the mapping in messages.
 * @param thing what the rows become.
 * @throws Failure naming every problem, one a line.
 */
export function compileMapping(
  file: MappingFile,
  shape: RowShape,
  where: string,
  words: Words,
  thing: Shape = shapes.signals,
): Mapping {
  const check = new Check(shape, words, thing);
  const each = file.each === undefined ? undefined : check.expression("each", file.each, true);
  const fields: Compiled[] = [];
  for (const [name, field] of file.fields) {
    const path = `fields["${name}"]`;
    const target = check.target(path, name);
    const expression = check.expression(path, typeof field === "string" ? field : field.from);
    const date = typeof field === "string" ? undefined : check.date(path, field);
    if (target !== undefined && expression !== undefined) {
      fields.push({ name, target, sort: sortFor(target, thing), expression, date });
    }
  }
  for (const name of thing.needed) {
    if (!file.fields.has(name)) check.problems.push(words.mapping.missingTarget(name));
  }
  if (file.fields.has("text") && [...file.fields.keys()].some((name) => name.startsWith("text."))) {
    check.problems.push(words.mapping.twoTexts);
  }
  if (check.problems.length > 0) throw new Failure(words.mapping.wrong(where, check.problems));
  const expressions = [
    ...(each === undefined ? [] : [each]),
    ...fields.map((one) => one.expression),
  ];
  const used = expressions.flatMap(({ columns: names }) => names.map(({ name }) => name));
  return {
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
}

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
  readonly problems: string[] = [];
  readonly #shape: RowShape;
  readonly #words: Words;
  readonly #thing: Shape;

  constructor(shape: RowShape, words: Words, thing: Shape) {
    this.#thing = thing;
    this.#shape = shape;
    this.#words = words;
  }

  target(path: string, name: string): Target | undefined {
    const target = parseTarget(name, this.#thing);
    if (typeof target === "object") return target;
    const message =
      target === "badKey"
        ? this.#words.mapping.badKey(name)
        : this.#words.mapping.unknownTarget(name, nearest(targetsLike(name, this.#thing), name));
    this.problems.push(`${path}: ${message}`);
    return undefined;
  }

  expression(path: string, text: string, condition = false): Expression | undefined {
    const { columns } = this.#shape;
    const compiled = compile(text, this.#shape, condition);
    if (!compiled.ok) {
      for (const { from, message } of compiled.problems) this.#at(path, text, from, message);
      return undefined;
    }
    const { expression } = compiled;
    for (const { name, from } of expression.roots) {
      if (name === "row") continue;
      const isColumn = columns?.includes(name) === true;
      this.#at(path, text, from, this.#words.mapping.unknownName(name, isColumn));
    }
    for (const { name, from } of expression.columns) {
      if (columns === undefined || columns.includes(name)) continue;
      const near = nearest(columns, name);
      this.#at(path, text, from, this.#words.mapping.unknownColumn(name, near));
    }
    return expression;
  }

  date(path: string, field: DateField): Compiled["date"] {
    const formats: DateFormat[] = [];
    for (const pattern of field.formats) {
      const made = dateFormat(pattern);
      if (!made.ok) {
        this.problems.push(
          `${path}: ${this.#words.mapping.badFormat(pattern, made.unknown, formatNames)}`,
        );
        continue;
      }
      if (!made.format.absolute && field.timezone === undefined) {
        this.problems.push(`${path}: ${this.#words.mapping.needsZone(pattern)}`);
      }
      formats.push(made.format);
    }
    if (field.timezone !== undefined && !isZone(field.timezone)) {
      const near = nearest(Intl.supportedValuesOf("timeZone"), field.timezone);
      this.problems.push(`${path}: ${this.#words.mapping.unknownZone(field.timezone, near)}`);
    }
    return { formats, timezone: field.timezone };
  }

  /** A problem in an expression, with the text and a mark under the place. */
  #at(path: string, text: string, position: number, message: string): void {
    const before = text.slice(0, position);
    const line = before.split("\n").length;
    const column = position - (before.lastIndexOf("\n") + 1);
    const shown = text.split("\n")[line - 1] ?? "";
    this.problems.push(
      `${path}, ${this.#words.mapping.place(line, column + 1)}: ${message}\n      ${shown}\n      ${" ".repeat(column)}^`,
    );
  }
}
