/** From the parser's literals to ours. */
import type { ProblemCode } from "./parse.ts";
import type { Tree } from "./tree.ts";

export type Constant = { case: string | undefined; value?: unknown };

type Refused = { code: ProblemCode; message: string };

function double(number: number): { tree: Tree } | Refused {
  if (!Number.isFinite(number))
    return { code: "number_out_of_range", message: "This number is too great." };
  if (!Number.isInteger(number)) return { tree: number };
  // JSON has no negative zero.
  return { tree: Object.is(number, -0) ? ["neg", ["double", 0]] : ["double", number] };
}

/** The tree of a literal, or why we don't take it. */
export function literal({ case: kind, value }: Constant): { tree: Tree } | Refused {
  switch (kind) {
    case "nullValue":
      return { tree: null };
    case "boolValue":
      return { tree: value === true };
    case "stringValue":
      // Neither ClickHouse nor JSON in Postgres takes them.
      if (typeof value === "string" && !value.includes("\0") && value.isWellFormed())
        return { tree: value };
      return { code: "unsupported", message: "A text can hold neither NUL nor half a character." };
    case "int64Value":
      if (Number.isSafeInteger(Number(value))) return { tree: Number(value) };
      return {
        code: "number_out_of_range",
        message: "Whole numbers go to 9007199254740991 either way.",
      };
    case "doubleValue":
      return double(Number(value));
    case "uint64Value":
      return { code: "unsupported", message: "Unsigned numbers are not taken: leave out the u." };
    default:
      return { code: "unsupported", message: "Bytes are not taken: write a text without the b." };
  }
}
