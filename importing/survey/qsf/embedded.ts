/** Qualtrics' embedded data: what comes with the link is a hidden question, what the flow sets is calculated. */
import { quoted } from "../condition.ts";
import type { Thing } from "../report.ts";
import type { Part } from "../track.ts";
import type { Qsf } from "./file.ts";
import type { Walk } from "./flow.ts";

type Fields = ReadonlyMap<string, { set: boolean; given: boolean }>;

/** Every field of the flow, before any text or condition that names one is read. */
export function fieldsOf(
  list: readonly [string, Part][],
): Map<string, { set: boolean; given: boolean }> {
  const found = new Map<string, { set: boolean; given: boolean }>();
  for (const [, element] of list) {
    for (const [name, each] of fieldsOf(element.parts("Flow"))) merge(found, name, each);
    if (element.peek("Type") !== "EmbeddedData") continue;
    for (const [, field] of element.parts("EmbeddedData")) {
      const value = field.text("Value");
      merge(found, field.text("Field"), { set: value !== "", given: value === "" });
    }
  }
  found.delete("");
  return found;
}

function merge(
  into: Map<string, { set: boolean; given: boolean }>,
  name: string,
  found: { set: boolean; given: boolean },
): void {
  const there = into.get(name);
  into.set(name, {
    set: found.set || there?.set === true,
    given: found.given || there?.given === true,
  });
}

/** Gives each field its key, and makes the hidden questions. */
export function declare(file: Qsf, fields: Fields, thing: Thing): void {
  const { draft } = file;
  for (const [name, { set, given }] of fields) {
    if (set) {
      const key = draft.calculatedKeys.key(name);
      draft.subjects.set(`e://${name}`, { cel: `calculated.${key}`, holds: "text" });
      draft.calculated.push({ key, value: '""' });
      if (given) thing.changed("field_set", { name }, name);
      continue;
    }
    if (draft.confidentiality === "anonymous") {
      thing.left("hidden_anonymous", { name }, name);
      continue;
    }
    const key = draft.keys.key(name);
    draft.subjects.set(`e://${name}`, { cel: `hidden.${key}`, holds: "text" });
    const asked = { key, type: "hidden" as const, ...(key === name ? {} : { attribute: key }) };
    draft.hidden.push(asked);
    draft.things.set(asked, thing);
  }
}

/** What a place in the flow sets. The last that holds counts. */
export function assign(file: Qsf, element: Part, thing: Thing, { gates, chance }: Walk): void {
  const { draft } = file;
  for (const [, field] of element.parts("EmbeddedData")) {
    field.pass(
      "Description",
      "Type",
      "Field",
      "VariableType",
      "DataVisibility",
      "AnalyzeText",
      "FlowOnly",
      "Value",
    );
    field.passWhole("DataVisibility");
    const name = field.text("Field");
    const value = field.text("Value");
    const known = draft.subjects.get(`e://${name}`);
    if (value === "" || !known) continue;
    const calculated = draft.calculated.find((each) => known.cel === `calculated.${each.key}`);
    if (!calculated) continue;
    if (chance || /\$\{|\$e\{/.test(value) || value.length > 500) {
      thing.left("field_value", { name, value }, name);
      continue;
    }
    if (gates.length === 0) {
      draft.later(() => (calculated.value = quoted(value)));
      continue;
    }
    draft.later(() =>
      draft.try(thing, name, () => {
        const all = gates.map(({ read }) => `(${draft.cel(read(), {})})`).join(" && ");
        calculated.value = `${all} ? ${quoted(value)} : ${calculated.value}`;
        thing.changed("field_branch", { name }, name);
      }),
    );
  }
}
