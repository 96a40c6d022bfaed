/** What an address says of outcome and predictors, and the variables that the server is asked of. Pure. */
import type { DriverVariable } from "#contract/drivers.ts";

type Value = string | number | boolean;

function valueOf(text: string): Value {
  try {
    const value: unknown = JSON.parse(text);
    if (["string", "number", "boolean"].includes(typeof value)) return value as Value;
  } catch {
    // Somebody has typed a text without quotes.
  }
  return text;
}

/** As an address has it: `asat.price`, or `answers.resolved=="yes"`; that a score counts as it is told stands beside. */
export const textOf = (variable: DriverVariable): string =>
  typeof variable === "object" && "equals" in variable
    ? `${variable.of}==${JSON.stringify(variable.equals)}`
    : ofIn(variable);

export function variableIn(text: string): DriverVariable {
  const at = text.indexOf("==");
  return at < 0 ? text : { of: text.slice(0, at), equals: valueOf(text.slice(at + 2)) };
}

/** Names hold no commas; values may. */
export const listOf = (texts: readonly string[]): string =>
  texts.map((text) => text.replaceAll(/[%,]/g, (each) => (each === "%" ? "%25" : "%2C"))).join(",");

export const listIn = (text: string): string[] => [
  ...new Set(
    text
      .split(",")
      .map((each) => each.replaceAll("%2C", ",").replaceAll("%25", "%"))
      .filter((each) => each !== ""),
  ),
];

/** The measure or the answer that is asked about. */
export const ofIn = (variable: DriverVariable): string =>
  typeof variable === "string" ? variable : variable.of;
