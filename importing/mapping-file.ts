/** The mapping as it is written: its shape checked, expressions not yet looked at. */
import { nearest } from "#contract/nearest.ts";
import type { Words } from "./words/index.ts";

/** A date that is not RFC 3339: where it is taken from, and how it is written. */
export type DateField = {
  readonly from: string;
  readonly formats: readonly string[];
  readonly timezone: string | undefined;
};

export type MappingFile = {
  readonly name?: string;
  /** CEL over `row`: which rows to take. */
  readonly each?: string;
  /** How the file is read; the command line goes before it. */
  readonly file: {
    readonly encoding?: string;
    readonly delimiter?: string;
    readonly sheet?: string | number;
    /** Names for a file without a header. */
    readonly columns?: readonly string[];
    /** Line of the names and line of the first row, counted from 1. */
    readonly header?: number;
    readonly rows?: number;
  };
  /** Target → CEL over `row`, or a date. */
  readonly fields: ReadonlyMap<string, string | DateField>;
};

const keys = ["name", "each", "file", "fields", "notes"] as const;
const fileKeys = ["encoding", "delimiter", "sheet", "columns", "header", "rows"] as const;
const dateKeys = ["from", "format", "timezone"] as const;

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A mapping from JSON; what is wrong with its shape is added to `problems`. */
export function mappingFrom(value: unknown, words: Words, problems: string[]): MappingFile {
  const fields = new Map<string, string | DateField>();
  if (!isObject(value)) {
    problems.push(words.mapping.notObject);
    return { file: {}, fields };
  }
  unknownKeys(value, keys, "", words, problems);
  const text = (holder: Json, name: string, path: string): string | undefined => {
    const found = holder[name];
    if (found === undefined) return undefined;
    if (typeof found === "string" && found.trim() !== "") return found;
    problems.push(words.mapping.wantsText(`${path}${name}`));
    return undefined;
  };
  const name = text(value, "name", "");
  const each = text(value, "each", "");
  const file: Json = isObject(value["file"]) ? value["file"] : {};
  if (value["file"] !== undefined && !isObject(value["file"])) {
    problems.push(words.mapping.wantsObject("file"));
  }
  unknownKeys(file, fileKeys, "file.", words, problems);
  const sheet = typeof file["sheet"] === "number" ? file["sheet"] : text(file, "sheet", "file.");
  const encoding = text(file, "encoding", "file.");
  const delimiter = file["delimiter"] === "\t" ? "\t" : text(file, "delimiter", "file.");
  const columns = columnsOf(file["columns"], words, problems);
  const header = lineOf(file, "header", words, problems);
  const rows = lineOf(file, "rows", words, problems);
  if (isObject(value["fields"])) {
    for (const [target, field] of Object.entries(value["fields"])) {
      const read = fieldOf(field, `fields["${target}"]`, words, problems);
      if (read !== undefined) fields.set(target, read);
    }
  } else {
    problems.push(words.mapping.wantsObject("fields"));
  }
  return {
    ...(name === undefined ? {} : { name }),
    ...(each === undefined ? {} : { each }),
    file: {
      ...(encoding === undefined ? {} : { encoding }),
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(sheet === undefined ? {} : { sheet }),
      ...(columns === undefined ? {} : { columns }),
      ...(header === undefined ? {} : { header }),
      ...(rows === undefined ? {} : { rows }),
    },
    fields,
  };
}

function unknownKeys(
  holder: Json,
  known: readonly string[],
  path: string,
  words: Words,
  problems: string[],
): void {
  for (const name of Object.keys(holder)) {
    if (!known.includes(name)) {
      problems.push(words.mapping.unknownKey(`${path}${name}`, nearest(known, name), known));
    }
  }
}

function columnsOf(value: unknown, words: Words, problems: string[]): string[] | undefined {
  if (value === undefined) return undefined;
  const names = Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
  if (Array.isArray(value) && names.length === value.length && names.length > 0) return names;
  problems.push(words.mapping.wantsNames("file.columns"));
  return undefined;
}

/** Greatest line on which names may stand: they are looked for in the beginning of a file. */
const mostLine = 1_000;

function lineOf(
  file: Json,
  name: "header" | "rows",
  words: Words,
  problems: string[],
): number | undefined {
  const value = file[name];
  if (value === undefined) return undefined;
  if (typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= mostLine)
    return value;
  problems.push(words.mapping.wantsLine(`file.${name}`, mostLine));
  return undefined;
}

function fieldOf(
  value: unknown,
  path: string,
  words: Words,
  problems: string[],
): string | DateField | undefined {
  if (typeof value === "string" && value.trim() !== "") return value;
  if (!isObject(value)) {
    problems.push(words.mapping.wantsExpression(path));
    return undefined;
  }
  unknownKeys(value, dateKeys, `${path}.`, words, problems);
  const { from, format, timezone } = value;
  const formats = (Array.isArray(format) ? format : [format]).filter(
    (each) => typeof each === "string",
  );
  const badZone = timezone !== undefined && typeof timezone !== "string";
  if (typeof from !== "string" || formats.length === 0 || badZone) {
    problems.push(words.mapping.wantsDate(path));
    return undefined;
  }
  return { from, formats, timezone: typeof timezone === "string" ? timezone : undefined };
}
