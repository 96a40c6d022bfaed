/** The registry's types as the pages show them. */
import type { RegistryType } from "#contract/registry.ts";
import { typeWords } from "./type-words.ts";

export const groups = {
  journey: ["journey", "touchpoint", "stage", "channel", "medium"],
  company: ["function", "unit", "offering"],
  measured: ["measure", "promise", "target", "benchmark", "aspect", "segment"],
  named: ["kind", "answer", "attribute", "customer-attribute", "account-attribute"],
} as const satisfies Record<string, readonly RegistryType[]>;
export type Group = keyof typeof groups;
/** A type that stands in no group would be found nowhere: it is a type error here. */
export type Shown = (typeof groups)[Group][number];
true satisfies RegistryType extends Shown ? true : never;

/** The type of an address; undefined where it is none. */
export const typeOf = (name: string | undefined): RegistryType | undefined =>
  name !== undefined && Object.hasOwn(typeWords, name) ? (name as RegistryType) : undefined;

export const addressOf = (type: RegistryType, key?: string): string =>
  key === undefined ? `/registry/${type}` : `/registry/${type}/${encodeURIComponent(key)}`;

/** What a part of an address stands for; a mistyped one stands for itself. */
export function partOf(encoded: string | undefined): string {
  try {
    return decodeURIComponent(encoded ?? "");
  } catch {
    return encoded ?? "";
  }
}
