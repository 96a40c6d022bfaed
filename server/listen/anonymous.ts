/** A signal as it stays in figures when its person is erased: what was judged, where and when, and by nobody. Pure. */
import type { Signal } from "#contract/signal.ts";
import type { RegistryView } from "#journey/registry.ts";

/** What may stay beside measures: the registry says which answers are choices, and which attributes say nothing of who somebody is. */
export type Kept = {
  answer: (name: string, value: unknown) => boolean;
  attribute: (name: string) => boolean;
};

export function keptBy(view: RegistryView): Kept {
  return {
    answer(name, value) {
      const entry = view.entries.answer.get(name);
      const options = entry?.reviewed ? entry.definition.options : undefined;
      // Only what was chosen from a list: anything else may be somebody's own words.
      const isOption = (one: unknown) => options?.some((option) => option.value === one) === true;
      return Array.isArray(value) ? value.every(isOption) : isOption(value);
    },
    attribute(name) {
      const entry = view.entries.attribute.get(name);
      // One that was defined before this could be said of it has not said it.
      return entry?.reviewed === true && Boolean(entry.definition.impersonal);
    },
  };
}

function some<V>(
  map: Record<string, V> | undefined,
  keep: (name: string, value: V) => boolean,
): Record<string, V> | undefined {
  if (!map) return undefined;
  const left = Object.entries(map).filter(([name, value]) => keep(name, value));
  return left.length === 0 ? undefined : Object.fromEntries(left);
}

/** Fields that stay as they are; what is not named here goes, also what a later version adds. */
const kept = [
  "kind",
  "occurredAt",
  "voice",
  "touchpoint",
  "channel",
  "medium",
  "stage",
  "contact",
  "unit",
  "offering",
  "programme",
  "pattern",
  "survey",
  "measures",
  "judgements",
  "language",
  "weight",
  "state",
  "suspicious",
] as const;

/** `signal` as it is read from the store; `id` is what it is called from now on. */
export function anonymised(
  signal: Record<string, unknown>,
  id: string,
  { answer, attribute }: Kept,
): Signal & { id: string } {
  const read = signal as unknown as Signal;
  const left = Object.fromEntries(
    kept.flatMap((field) => (read[field] === undefined ? [] : [[field, read[field]]])),
  );
  const answers = some(read.answers, answer);
  const attributes = some(read.attributes, attribute);
  const system = read.source?.system;
  return {
    ...(left as unknown as Signal),
    id,
    confidentiality: "anonymous",
    ...(answers ? { answers } : {}),
    ...(attributes ? { attributes } : {}),
    ...(system === undefined ? {} : { source: { system } }),
  };
}
