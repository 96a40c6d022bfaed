/** What a path of a definition is called in the form. */
import { words as entry } from "./entry-words.ts";
import { words as form } from "./form-words.ts";

const names: Readonly<Record<string, string>> = {
  labels: entry.names,
  description: entry.description,
  stage: form.stage,
  function: form.function,
  channel: form.channel,
  medium: form.medium,
  contact: form.contactType,
  contactType: form.contactType,
  momentOfTruth: form.truth,
  touchpoints: form.touchpoints,
  owner: form.owner,
  parent: form.parent,
  unit: form.unit,
  scale: form.scale,
  direction: form.direction,
  figure: form.figure,
  "boxes.top": form.top,
  "boxes.bottom": form.bottom,
  bands: form.bands,
  points: form.points,
  touchpoint: form.touchpoint,
  measure: form.measure,
  comparison: form.comparison,
  level: form.level,
  share: form.share,
  clock: form.clock,
  from: form.since,
  words: form.words,
  where: form.where,
  pattern: form.pattern,
  on: form.on,
  impersonal: form.impersonal,
  options: form.options,
  choices: form.choices,
  type: form.type,
};
const ends: Readonly<Record<string, string>> = {
  en: form.en,
  id: form.id,
  from: form.from,
  to: form.to,
  min: form.min,
  max: form.max,
  step: form.step,
  whole: form.whole,
};

/** The longest beginning that has a name, and the last part where that has one too; else the path itself. */
export function nameOfPath(path: string): string {
  const parts = path.split(".");
  for (let most = parts.length; most > 0; most--) {
    const name = names[parts.slice(0, most).join(".")];
    if (name === undefined) continue;
    const rest = parts.slice(most);
    return [name, ...rest.map((part) => ends[part] ?? part)].join(", ");
  }
  return path;
}
