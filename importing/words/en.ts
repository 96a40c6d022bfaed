/** What is said of a file and of its mapping, in English. Other languages are typed by this one. */
import { counted, fits, number } from "./en-count.ts";
import { enProposal } from "./en-proposal.ts";
import { list, maybe } from "./en-text.ts";

export const en = {
  proposal: enProposal,

  reading: {
    noFile: (path: string) => `There is no file ${path}.`,
    unreadable: (path: string, reason: string) => `${path} cannot be read: ${reason}`,
    unknownFormat: (extension: string, known: readonly string[]) =>
      extension === ".xls"
        ? "The old .xls format is not read. Save the sheet as CSV UTF-8 or .xlsx."
        : `Files that end in "${extension}" are not read. Known: ${list(known)}.`,
    noHeader: (path: string) => `${path} is empty: there is no header and no row.`,
    columnsDoNotFit: (given: number, found: number) =>
      `${counted(given, "column name")} ${fits(given, "is", "are")} given, but the first row has ${counted(found, "cell")}.`,
    unclosedQuote: (line: number) =>
      `A quote is opened in the row on line ${number(line)} and never closed. Close it, or remove it, and run again.`,
    badQuote: "Text stands behind a closing quote; a quote within a cell must be doubled.",
    ragged: (cells: number, columns: number) =>
      `The row has ${counted(cells, "cell")}, the header ${number(columns)}.`,
    longLine: (bytes: number) => `The line is longer than ${number(bytes)} characters.`,
    notJson: (character: number) =>
      `The line is not JSON: character ${number(character)} cannot stand there.`,
    jsonCut: "The line is not JSON: it ends too early.",
    notAnObject: "The line is no JSON object.",
    workbookTooLarge: (megabytes: number) =>
      `The workbook is too large to be read whole (at most ${megabytes} MB, and what it unpacks to is limited as well). Save the sheet as CSV UTF-8 and import that: CSV of any size is read.`,
    notWorkbook: (path: string) => `${path} is no workbook that can be read (.xlsx).`,
    noSheet: (sheet: string, sheets: readonly string[]) =>
      `There is no sheet "${sheet}". The workbook has: ${list(sheets)}.`,
    badDelimiter: (given: string, names: readonly string[]) =>
      `"${given}" cannot be a delimiter: give one character, or one of ${list(names)}.`,
    unknownEncoding: (given: string) => `The encoding "${given}" is not known.`,
    notUtf8: (line: number) =>
      `The file is not UTF-8: line ${number(line)} holds other bytes. Leave --encoding out, or name the right one.`,
    renamed: (names: readonly { from: string; to: string }[]) =>
      `The header has names twice, or none. In the mapping they are: ${list(names.map(({ from, to }) => `${from.trim() === "" ? "(none)" : from} → ${to}`))}.`,
  },

  mapping: {
    notJson: (path: string, reason: string) => `The mapping ${path} is not JSON: ${reason}`,
    wrong: (path: string, problems: readonly string[]) =>
      `The mapping ${path} cannot be used:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`,
    notObject: 'It must be an object with "fields".',
    wantsText: (path: string) => `${path} must be a text that is not empty.`,
    wantsObject: (path: string) => `${path} must be an object.`,
    wantsNames: (path: string) => `${path} must be a list of names.`,
    wantsLine: (path: string, most: number) =>
      `${path} must be the number of a line, from 1 to ${most}.`,
    wantsExpression: (path: string) =>
      `${path} must be an expression (text), or a date as in {"from": "row.DATE", "format": "M/d/yyyy", "timezone": "Asia/Jakarta"}.`,
    wantsDate: (path: string) =>
      `${path} needs "from" (an expression) and "format" (a pattern or a list of them), and may have "timezone".`,
    unknownKey: (path: string, near: string[], known: readonly string[]) =>
      `${path} means nothing here.${near.length > 0 ? maybe(near) : ` Possible: ${list(known)}.`}`,
    place: (line: number, column: number) =>
      line === 1 ? `character ${column}` : `line ${line}, character ${column}`,
    unknownTarget: (name: string, near: string[]) => `A signal has no "${name}".${maybe(near)}`,
    badKey: (name: string) =>
      `"${name}" cannot be a name: 1 to 100 letters, digits, blanks and _ . : / @ $ & + ( ) # % * - are possible.`,
    missingTarget: (name: string) =>
      `fields["${name}"] is missing: every signal needs it.${name === "kind" ? " A fixed text is written in quotes: \"'response'\"." : ""}`,
    twoTexts: 'Use either "text" or "text.<name>", not both.',
    unknownName: (name: string, isColumn: boolean) =>
      isColumn
        ? `Columns are reached by row: row.${name}.`
        : `"${name}" is not known: only row is. A fixed text is written in quotes: '${name}'.`,
    unknownColumn: (name: string, near: string[]) =>
      `The file has no column "${name}".${maybe(near)}`,
    unseenColumn: (name: string, near: string[]) =>
      `None of the first rows has "${name}".${maybe(near)}`,
    badFormat: (pattern: string, piece: string, names: readonly string[]) =>
      `"${pattern}" is no date format: "${piece}" is missing, doubled or unknown. Possible: yyyy yy M MM MMM d dd H HH h hh a m mm s ss S X XXX EEE 'text', or ${list(names)}.`,
    needsZone: (pattern: string) =>
      `"${pattern}" says no offset from UTC, so "timezone" is needed, as in "Asia/Jakarta".`,
    unknownZone: (zone: string, near: string[]) => `There is no time zone "${zone}".${maybe(near)}`,
    required: "It is required, and there is nothing.",
    notFinite: "The number is infinite or not a number.",
    badDate: (text: string, patterns: readonly string[]) =>
      `"${text}" is no date of the form ${patterns.map((pattern) => `"${pattern}"`).join(" or ")}.`,
  },
};

export type Words = typeof en;
