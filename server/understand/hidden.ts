/**
 * What somebody may not see is not to be asked for either: a condition, a division or a share that
 * names it would give it away a guess at a time. Pure.
 */
import { CorridorError } from "#contract/error.ts";
import type { Action } from "#contract/permission.ts";
import { jsonColumn } from "#expression/json-column.ts";
import type { Bind, Column } from "#expression/sql.ts";
import type { RegistryView } from "#journey/registry.ts";
import type { Owner } from "./joins.ts";
import type { Sight } from "./reach.ts";

type Root = "answers" | "attributes";
type Dynamic = Extract<Column, { type: "dynamic" }>;

/** Which texts of an answer or attribute are seen: all, or only these. */
export function textsSeen(
  root: Root,
  name: string,
  registry: RegistryView,
  { texts }: Pick<Sight, "texts">,
): "all" | readonly string[] {
  if (texts) return "all";
  // An attribute that somebody has defined is a property; one that came with a signal may be anything.
  if (root === "attributes")
    return registry.entries.attribute.get(name)?.reviewed === true ? "all" : [];
  // A choice is what the question offers. Without a list of these an answer is somebody's own words.
  const entry = registry.entries.answer.get(name);
  const options = entry?.reviewed === true ? (entry.definition.options ?? []) : [];
  return options.flatMap(({ value }) => (typeof value === "string" ? [value] : []));
}

/** Whether texts in what is stated of a customer or account are seen: where the attribute is defined, it is a property. */
export const isStatedTextSeen = (
  owner: Owner,
  name: string,
  registry: RegistryView,
  { texts }: Pick<Sight, "texts">,
): boolean => texts || registry.entries[`${owner}-attribute`].get(name)?.reviewed === true;

/** Whether anything of it is seen at all: what nobody has defined is not. */
export const isSeen = (
  root: Root,
  name: string,
  registry: RegistryView,
  { texts }: Pick<Sight, "texts">,
): boolean =>
  texts || root === "attributes" || registry.entries.answer.get(name)?.reviewed === true;

/** Whether groups by it show anything but what somebody said or a signal brought: a property, or choices. */
export function isDivider(
  root: Root,
  name: string,
  registry: RegistryView,
  { texts }: Pick<Sight, "texts">,
): boolean {
  if (texts) return true;
  if (root === "attributes") return registry.entries.attribute.get(name)?.reviewed === true;
  const entry = registry.entries.answer.get(name);
  return entry?.reviewed === true && (entry.definition.options ?? []).length > 0;
}

/** The column of an answer, as far as the texts in it are seen; of a list with elements of several types nothing else is. */
export function answerColumn(
  name: string,
  bind: Bind,
  registry: RegistryView,
  sight: Pick<Sight, "texts">,
): Dynamic {
  const column = jsonColumn("answers", name, bind);
  const seen = textsSeen("answers", name, registry, sight);
  if (seen === "all") return column;
  const { number, bool, any } = column as { number: string; bool: string; any: string };
  const lists = column.list as { string: string; number: string; bool: string };
  const only = { number: lists.number, bool: lists.bool };
  const options = bind(seen, "Array(String)");
  const text = column.string!;
  return {
    type: "dynamic",
    string: `if(has(${options}, ifNull(${text}, '')), ${text}, NULL)`,
    number,
    bool,
    any,
    list: {
      ...only,
      string: `arrayFilter(each -> has(${options}, ifNull(each, '')), ${lists.string})`,
    },
  };
}

/** Says which permission it needs. */
export const needs = (action: Action, what: string): CorridorError =>
  new CorridorError("forbidden", `${what}: it needs the permission to "${action}".`, {
    details: { needs: action },
  });

/** Throws where the value asked for is a text that the caller may not see: whether it was said is what was said. */
export function refuseText(
  root: string,
  name: string,
  value: unknown,
  registry: RegistryView,
  sight: Pick<Sight, "texts">,
): void {
  if (typeof value !== "string" || (root !== "answers" && root !== "attributes")) return;
  const seen = textsSeen(root, name, registry, sight);
  if (seen !== "all" && !seen.includes(value))
    throw needs("see texts", `The share of a text in "${name}" would show what was said`);
}
