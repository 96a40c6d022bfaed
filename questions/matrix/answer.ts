import {
  byPart,
  fail,
  notApplicable,
  numberOf,
  objectOf,
  one,
  readParts,
  seenParts,
} from "../judge.ts";
import type { Answer, Contribute, RulesOf } from "../types.ts";

/**
 * Kept by row: a column's value, a list of them, or null where a row does not apply. Where the
 * matrix is a measure its columns are numbers, and so are its answers.
 */
export const rules: RulesOf<"matrix"> = {
  read: ({ rows, multiple, measure }, fields) =>
    readParts(rows, (row) => {
      const value = one(fields, row);
      if (value === notApplicable) return null;
      if (measure && value !== undefined) return numberOf(value);
      return multiple && value !== undefined ? fields(row) : value;
    }),
  judge: ({ columns, multiple, measure, notApplicable }, value, parts) => {
    const column = (each: unknown) =>
      columns.some((known) => (measure ? Number(known.value) : known.value) === each);
    return byPart(value, parts, (cell) => {
      if (cell === null && notApplicable) return { answer: null };
      if (!multiple) {
        if (typeof cell !== (measure ? "number" : "string")) return fail("invalid");
        return column(cell) ? { answer: cell as string | number } : fail("unknown_option");
      }
      if (!Array.isArray(cell)) return fail("invalid");
      if (cell.length > columns.length) return fail("duplicate");
      if (!cell.every(column)) return fail("unknown_option");
      if (new Set(cell).size < cell.length) return fail("duplicate");
      const chosen = columns.map((each) => each.value).filter((each) => cell.includes(each));
      return { answer: chosen.length === 0 ? undefined : chosen };
    });
  },
  seen: seenParts,
};

const cells = (answer: Answer) =>
  Object.entries(objectOf(answer)).filter(([, value]) => value !== null);

/** `asat.speed`: a measure where the matrix is one, else an answer. */
export const contribute: Contribute<"matrix"> = ({ key, measure }, answer) =>
  measure
    ? {
        measures: Object.fromEntries(
          cells(answer).map(([row, value]) => [`${measure}.${row}`, value as number]),
        ),
      }
    : {
        answers: Object.fromEntries(
          cells(answer).map(([row, value]) => [
            `${key}.${row}`,
            typeof value === "string" ? value : [...(value as string[])],
          ]),
        ),
      };
