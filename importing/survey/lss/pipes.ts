/** LimeSurvey's expressions in texts: `{Q1}`, `{Q1.shown}`, `{TOKEN:FIRSTNAME}`. */
import type { Draft, Pipes } from "../draft.ts";
import type { LssQuestion } from "./file.ts";

const tokens: Readonly<Record<string, string>> = {
  FIRSTNAME: "first_name",
  LASTNAME: "last_name",
  EMAIL: "email",
};

export function pipesOf(draft: Draft, questions: readonly LssQuestion[]): Pipes {
  const names = new Map(
    questions.map(({ code, key, row }) => [
      code,
      row.text("type") === "*" ? `{calculated.${key}}` : `{answers.${key}}`,
    ]),
  );
  return {
    // A brace with a space behind it is a brace there, too.
    pattern: /\{(?!\s)[^{}]{1,500}\}/g,
    resolve(match, thing) {
      const inner = match.slice(1, -1).trim();
      const code = inner.replace(/\.(shown|NAOK|value|valueNAOK)$/, "");
      const name = names.get(code);
      if (name !== undefined) return name;
      const [, token] = /^TOKEN:(\w+)$/.exec(inner) ?? [];
      const attribute = token === undefined ? undefined : (tokens[token] ?? token.toLowerCase());
      if (attribute === undefined || draft.confidentiality === "anonymous") return undefined;
      thing.changed("pipe_customer", { text: match, attribute });
      return `{customer.${attribute}}`;
    },
  };
}
