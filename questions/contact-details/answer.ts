import { byPart, fail, objectOf, one, readParts, textOf } from "../judge.ts";
import type { Contribute, Judged, RulesOf } from "../types.ts";

const most = { name: 200, email: 320, phone: 40 } as const;
const shape: Record<string, readonly [RegExp, "not_email" | "not_phone"]> = {
  email: [/^[^\s@]+@[^\s@]+\.[^\s@.]+$/, "not_email"],
  phone: [/^\+?[\d\s().-]*\d[\d\s().-]*$/, "not_phone"],
};

/** Kept as an object of what was given. Complete with one way to reach somebody, where one is asked. */
export const rules: RulesOf<"contact-details"> = {
  read: ({ fields: asked }, fields) =>
    readParts(
      asked.map((value) => ({ value })),
      (name) => one(fields, name),
    ),
  judge: ({ fields: asked }, value) => {
    let failing: Judged | undefined;
    for (const name of asked) {
      const sent: unknown =
        typeof value === "object" && value !== null && Object.hasOwn(value, name)
          ? (value as Record<string, unknown>)[name]
          : "";
      const judged = textOf(sent, most[name]);
      const [pattern, code] = shape[name] ?? [];
      if ("error" in judged) failing ??= judged;
      else if (pattern && judged.answer !== undefined && !pattern.test(judged.answer as string))
        failing ??= fail(code!);
    }
    if (failing) return failing;
    const judged = byPart(value, asked, (each) => textOf(each, 320));
    if ("error" in judged || judged.answer === undefined) return judged;
    const given = objectOf(judged.answer);
    const reached = asked.every((each) => each === "name") || !!given["email"] || !!given["phone"];
    return { answer: judged.answer, incomplete: reached ? undefined : "reach_missing" };
  },
};

export const contribute: Contribute<"contact-details"> = (_, answer) => ({
  contact: { ...(objectOf(answer) as Record<string, string>) },
});
