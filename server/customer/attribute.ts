/** Attributes of customers and accounts: of which type each is, by the registry. Pure. */
import type { AttributeChanges } from "#contract/customer.ts";
import { mostKeysOf, type AttributeType } from "#contract/registry.ts";
import type { RegistryView } from "#journey/registry.ts";

export type Owner = "customer" | "account";
export type AttributeProblem = { code: string; path: string; message: string };
/** An attribute that nobody has defined yet, and the type of its first value. */
export type NewAttribute = { key: string; type: AttributeType };

const typeOf = (value: string | number | boolean): AttributeType =>
  typeof value === "number" ? "number" : typeof value === "boolean" ? "boolean" : "text";

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  new Date(`${text}T00:00:00Z`).toISOString().slice(0, 10) === text;

function safeIsDate(text: string): boolean {
  try {
    return isDate(text);
  } catch {
    // A month of 13 makes no time.
    return false;
  }
}

const expected: Record<AttributeType, string> = {
  text: "a text",
  number: "a number",
  boolean: "true or false",
  date: "a date, as in 2026-01-31",
  choice: "one of its choices",
};

function fits(type: AttributeType, choices: readonly string[], value: string | number | boolean) {
  if (type === "date") return typeof value === "string" && safeIsDate(value);
  if (type === "choice") return typeof value === "string" && choices.includes(value);
  return typeOf(value) === type;
}

/**
 * What is wrong with attributes by the registry, and those that it doesn't know. What nobody has
 * reviewed bounds nothing. `pending` are those that the same batch has brought.
 */
export function judgeAttributes(
  owner: Owner,
  attributes: AttributeChanges | undefined,
  view: RegistryView,
  pending: ReadonlyMap<string, AttributeType> = new Map(),
): { problem?: AttributeProblem; fresh: NewAttribute[] } {
  const fresh: NewAttribute[] = [];
  const entries = view.entries[`${owner}-attribute`];
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null) continue;
    const entry = entries.get(key);
    if (!entry) {
      if (!pending.has(key)) fresh.push({ key, type: typeOf(value) });
      continue;
    }
    if (!entry.reviewed) continue;
    const { type, choices = [] } = entry.definition;
    if (
      fits(
        type,
        choices.map((each) => each.value),
        value,
      )
    )
      continue;
    const one =
      type === "choice" ? `one of ${choices.map((each) => each.value).join(", ")}` : expected[type];
    return {
      problem: {
        code: "wrong_type",
        path: `attributes.${key}`,
        message: `The ${owner}'s attribute "${key}" must be ${one}. Its definition stands at /v1/${owner}-attributes/${encodeURIComponent(key)}.`,
      },
      fresh: [],
    };
  }
  if (
    entries.size + pending.size + fresh.length > mostKeysOf(`${owner}-attribute`) &&
    fresh.length > 0
  )
    return {
      problem: {
        code: "too_many_keys",
        path: `attributes.${fresh[0]!.key}`,
        message: `A workspace holds at most ${mostKeysOf(`${owner}-attribute`)} attributes of ${owner}s; this would be one more.`,
      },
      fresh: [],
    };
  return { fresh };
}
