/** A definition between the server and the form. Pure. */
import type { RegistryEntry, RegistryType } from "#contract/registry.ts";
import type { Draft } from "./draft.ts";
import { withValue } from "./draft.ts";

/** What a new entry of a type begins with. */
export function freshOf(type: RegistryType): Draft {
  switch (type) {
    case "touchpoint":
      return { contactType: "service" };
    case "measure":
      return { direction: "higher-is-better", figure: "mean" };
    case "promise":
      return { comparison: "<=", clock: "calendar" };
    case "customer-attribute":
    case "account-attribute":
      return { type: "text" };
    default:
      return {};
  }
}

/** A stored definition as it is typed; an unreviewed one gets what its type begins with. */
export const draftOf = (type: RegistryType, { reviewed, definition }: RegistryEntry): Draft => {
  const { labels, ...rest } = definition as Draft;
  // Without labels there is no map of them, as where somebody has emptied both.
  const kept = Object.keys(labels as object).length === 0 ? rest : { labels, ...rest };
  return reviewed ? kept : { ...freshOf(type), ...kept };
};

/** Lists whose lines have labels, which may be none. */
const labelled = ["bands", "points", "options", "choices"];

function withLabels(draft: Draft): Draft {
  return labelled.reduce((made, name) => {
    const rows = made[name];
    return Array.isArray(rows)
      ? { ...made, [name]: rows.map((row: Draft) => ({ labels: {}, ...row })) }
      : made;
  }, draft);
}

/** The draft as it is sent: what follows from another field is said with it. */
export function definitionOf(type: RegistryType, typed: Draft): Draft {
  const draft = withLabels(typed);
  if (type === "touchpoint") {
    const indirect = draft.contactType === "indirect";
    return { ...draft, contact: indirect ? "indirect" : "direct" };
  }
  if (type === "customer-attribute" || type === "account-attribute")
    return draft.type === "choice" ? draft : withValue(draft, "choices", undefined);
  // A scale of which only "whole" is left bounds nothing.
  if (type === "measure") {
    const scale = draft.scale as Draft | undefined;
    return scale?.min === undefined && scale?.max === undefined
      ? withValue(draft, "scale", undefined)
      : draft;
  }
  return draft;
}
