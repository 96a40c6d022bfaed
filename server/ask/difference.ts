/** What is otherwise in one definition than in another: by keys and values, which stay whatever is edited. Pure. */
import type { SurveyDefinition } from "#contract/survey.ts";
import type { SurveyChange } from "#contract/survey-version-routes.ts";

type Json = SurveyChange["fields"][number]["before"];
type Of = SurveyChange["of"];
/** One thing of a definition, with what it is in and the fields that are its own. */
type Thing = { id: string; of: Of; place: string; parent: string; fields: Map<string, Json> };

/** Longer texts than this are cut: a logo is one. */
const mostCharacters = 2_000;

function flatten(value: Json, name: string, into: Map<string, Json>): void {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    for (const [field, each] of Object.entries(value))
      flatten(each, name === "" ? field : `${name}.${field}`, into);
  else into.set(name, value);
}

const lists: Readonly<Record<string, Of>> = {
  pages: "page",
  questions: "question",
  options: "option",
  rows: "row",
  aspects: "aspect",
  endings: "ending",
  calculated: "calculated",
  quotas: "quota",
};

type Node = { [field: string]: Json };
/** Lists all things below one, each before what is in it. A question is itself wherever it stands. */
function collect(node: Node, self: Omit<Thing, "fields">, into: Map<string, Thing>): void {
  const fields = new Map<string, Json>();
  into.set(self.id, { ...self, fields });
  for (const [field, value] of Object.entries(node)) {
    const of = lists[field];
    if (of === undefined || !Array.isArray(value)) {
      flatten(value, field, fields);
      continue;
    }
    for (const each of value as Node[]) {
      const name = String(each.key ?? each.value);
      const place = self.place === "" ? `${field}.${name}` : `${self.place}.${field}.${name}`;
      const base =
        of === "question" || self.id === "" ? `${of} ${name}` : `${self.id} ${of} ${name}`;
      let id = base;
      for (let n = 2; into.has(id); n++) id = `${base} (${n})`;
      collect(each, { id, of, place, parent: self.id }, into);
    }
  }
}

function thingsOf(definition: SurveyDefinition): Map<string, Thing> {
  const all = new Map<string, Thing>();
  const node = JSON.parse(JSON.stringify(definition)) as Node;
  collect(node, { id: "", of: "survey", place: "", parent: "" }, all);
  return all;
}

/** Of numbers those that need not move for the rest to be in order: a longest rising run (patience sorting). */
function staying(places: readonly number[]): Set<number> {
  const ends: number[] = [];
  const before: number[] = [];
  for (const [n, place] of places.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (places[ends[middle]!]! < place) low = middle + 1;
      else high = middle;
    }
    before[n] = low > 0 ? ends[low - 1]! : -1;
    ends[low] = n;
  }
  const kept = new Set<number>();
  for (let n = ends.at(-1) ?? -1; n >= 0; n = before[n]!) kept.add(n);
  return kept;
}

/** Things that are elsewhere: in another one, or in another order among those that are still there. */
function movedOf(from: Map<string, Thing>, to: Map<string, Thing>): Set<string> {
  const places = new Map([...from.keys()].map((id, n) => [id, n]));
  const moved = new Set<string>();
  const siblings = Map.groupBy(
    [...to.values()].filter(({ id, parent }) => from.get(id)?.parent === parent),
    ({ of, parent }) => `${of} ${parent}`,
  );
  for (const list of siblings.values()) {
    const kept = staying(list.map(({ id }) => places.get(id)!));
    for (const [n, { id }] of list.entries()) if (!kept.has(n)) moved.add(id);
  }
  for (const { id, parent } of to.values()) {
    const was = from.get(id);
    if (was && was.parent !== parent) moved.add(id);
  }
  return moved;
}

const short = (value: Json | undefined): Json =>
  typeof value === "string" && value.length > mostCharacters
    ? `${value.slice(0, mostCharacters)}…`
    : (value ?? null);

function fieldsOf(was: Thing, is: Thing): SurveyChange["fields"] {
  const names = [...new Set([...is.fields.keys(), ...was.fields.keys()])];
  return names
    .filter((name) => JSON.stringify(was.fields.get(name)) !== JSON.stringify(is.fields.get(name)))
    .map((field) => ({
      field,
      before: short(was.fields.get(field)),
      after: short(is.fields.get(field)),
    }));
}

/**
 * Each thing that was added, removed, moved or changed, in the order of `to`, those that are gone
 * last. What is in a question that was added or removed is not named again.
 */
export function differenceOf(from: SurveyDefinition, to: SurveyDefinition): SurveyChange[] {
  const [was, is] = [thingsOf(from), thingsOf(to)];
  const moved = movedOf(was, is);
  const changes: SurveyChange[] = [];
  for (const thing of is.values()) {
    const { id, of, place, parent } = thing;
    const before = was.get(id);
    if (!before) {
      if (was.has(parent) || of === "question")
        changes.push({ what: "added", of, place, fields: [] });
      continue;
    }
    const fields = fieldsOf(before, thing);
    if (moved.has(id)) changes.push({ what: "moved", of, place, fields });
    else if (fields.length > 0) changes.push({ what: "changed", of, place, fields });
  }
  for (const { id, of, place, parent } of was.values())
    if (!is.has(id) && (is.has(parent) || of === "question"))
      changes.push({ what: "removed", of, place, fields: [] });
  return changes;
}
