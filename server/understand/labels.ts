/** The words that a reader has for the keys that a figure is divided by. Pure. */
import type { RegistryType } from "#contract/registry.ts";
import type { RegistryView } from "#journey/registry.ts";
import type { Language } from "#platform/language.ts";
import { pictureWords } from "./picture-words.ts";

/** Dimensions whose values are keys of a type in the registry. */
const types: Readonly<Record<string, RegistryType>> = {
  touchpoint: "touchpoint",
  journey: "journey",
  channel: "channel",
  stage: "stage",
  function: "function",
  unit: "unit",
  medium: "medium",
  offering: "offering",
  segment: "segment",
  kind: "kind",
  aspect: "aspect",
  "account.unit": "unit",
  "customer.unit": "unit",
};
const nothing: Readonly<Record<Language, string>> = { en: "Not said", id: "Tidak disebutkan" };

/** A label in the language, else in English, else the key itself. */
export const labelsOf =
  ({ entries }: RegistryView, language: Language) =>
  (dimension: string, key: string | null): string => {
    if (key === null) return nothing[language];
    // `segment.x` divides into who is in it and who is not.
    const known = pictureWords[language].values[dimension.replace(/^segment\..+/, "segment.x")];
    if (known?.[key] !== undefined) return known[key];
    const type = types[dimension];
    const labels = type && entries[type].get(key)?.definition.labels;
    return labels?.[language] ?? labels?.["en"] ?? key;
  };
