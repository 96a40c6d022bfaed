/** SurveyJS' values in texts: `{name}`, and of a choice its words. */
import type { Pipes } from "../draft.ts";
import type { Form } from "./file.ts";

export function pipesOf({ keys, values }: Form): Pipes {
  return {
    pattern: /\{[^{}]{1,200}\}/g,
    resolve(match) {
      const name = match.slice(1, -1).trim();
      const key = keys.get(name);
      if (key !== undefined) return `{answers.${key}}`;
      const value = values.get(name);
      return value === undefined ? undefined : `{calculated.${value}}`;
    },
  };
}
