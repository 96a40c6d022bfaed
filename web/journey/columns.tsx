/** What of an entry stands in the table of its type. */
import type { Definition, RegistryEntry, RegistryType } from "#contract/registry.ts";
import { useEntries, useLabels } from "../data/registry.ts";
import { inLanguage } from "../words/catalogue.ts";
import { day, decimal, percent, whole } from "../words/format.ts";
import { words } from "./entry-words.ts";
import { words as form } from "./form-words.ts";

type Reviewed = Extract<RegistryEntry, { reviewed: true }>["definition"];
export type Column = { name: string; end?: boolean; of: (definition: never) => string };

const column = <T extends RegistryType>(
  name: string,
  of: (definition: Definition<T>) => string,
  end = false,
): Column => ({ name, of: of as Column["of"], end });

const number = (value: number) => (Number.isInteger(value) ? whole(value) : decimal(value, 2));
const share = (value: number) => percent(value, Number.isInteger(value * 100) ? 0 : 1);
const { columns: names } = words;

function scaleOf({ scale, unit }: Definition<"measure">): string {
  if (!scale) return unit ?? "";
  const { min, max } = scale;
  const range = max === undefined ? `≥ ${number(min)}` : `${number(min)} – ${number(max)}`;
  return unit === undefined ? range : `${range} ${unit}`;
}

const signs = { "<=": "≤", ">=": "≥" } as const;

/** Whether the figure of a measure is answered as a share of 0 to 1, which people write in percent. */
export function useIsShare(): (measure: unknown) => boolean {
  const { data = [] } = useEntries("measure");
  return (measure) => {
    const entry = data.find(({ key }) => key === measure);
    return entry?.reviewed === true && ["csat", "ces"].includes(entry.definition.figure);
  };
}

/** The columns of a type beside label, key and state. Labels of what it names are the workspace's. */
export function useColumns(type: RegistryType): readonly Column[] {
  const stage = useLabels("stage");
  const fn = useLabels("function");
  const touchpoint = useLabels("touchpoint");
  const measure = useLabels("measure");
  const unit = useLabels("unit");
  const isShare = useIsShare();
  switch (type) {
    case "touchpoint":
      return [
        column<"touchpoint">(names.stage, (of) => stage(of.stage)),
        column<"touchpoint">(names.function, (of) => fn(of.function)),
        column<"touchpoint">(
          names.contactType,
          (of) => form.contactTypes[of.contactType].split(":")[0]!,
        ),
        column<"touchpoint">(names.truth, (of) => (of.momentOfTruth ? "★" : "")),
      ];
    case "journey":
      return [
        column<"journey">(names.touchpoints, (of) => of.touchpoints.map(touchpoint).join(" → ")),
        column<"journey">(names.owner, (of) => of.owner ?? ""),
      ];
    case "function":
      return [column<"function">(names.owner, (of) => of.owner ?? "")];
    case "unit":
      return [
        column<"unit">(names.parent, (of) => (of.parent === undefined ? "" : unit(of.parent))),
      ];
    case "measure":
      return [
        column<"measure">(names.scale, scaleOf),
        column<"measure">(names.direction, (of) => form.directions[of.direction]),
        column<"measure">(names.figure, (of) => form.figures[of.figure].split(":")[0]!),
      ];
    case "promise":
      return [
        column<"promise">(names.touchpoint, (of) => touchpoint(of.touchpoint)),
        column<"promise">(
          names.level,
          (of) => `${measure(of.measure)} ${signs[of.comparison]} ${number(of.level)}`,
        ),
        column<"promise">(
          names.share,
          (of) => (of.share === undefined ? "" : percent(of.share, 0)),
          true,
        ),
        column<"promise">(names.owner, (of) => of.owner ?? ""),
        column<"promise">(names.from, (of) => (of.from === undefined ? "" : day(of.from, "UTC"))),
      ];
    case "target":
      return [
        column<"target">(
          names.level,
          (of) =>
            `${measure(of.measure)} ≥ ${isShare(of.measure) ? share(of.level) : number(of.level)}`,
        ),
        column<"target">(names.pattern, (of) =>
          of.pattern === undefined ? "" : form.patterns[of.pattern].split(":")[0]!,
        ),
        column<"target">(names.on, (of) => (of.on === undefined ? "" : day(of.on, "UTC"))),
        column<"target">(names.owner, (of) => of.owner ?? ""),
      ];
    case "benchmark":
      return [
        column<"benchmark">(
          names.level,
          (of) =>
            `${measure(of.measure)} ${isShare(of.measure) ? share(of.level) : number(of.level)}`,
        ),
        column<"benchmark">(names.touchpoint, (of) =>
          of.touchpoint === undefined ? "" : touchpoint(of.touchpoint),
        ),
        column<"benchmark">(names.source, (of) => of.source),
        column<"benchmark">(names.on, (of) => (of.on === undefined ? "" : day(of.on, "UTC"))),
      ];
    case "segment":
      return [column<"segment">(names.where, (of) => of.where)];
    case "attribute":
      return [
        column<"attribute">(names.impersonal, (of) => (of.impersonal ? words.yes : words.no)),
      ];
    case "answer":
      return [column<"answer">(names.options, (of) => whole(of.options?.length ?? 0), true)];
    case "customer-attribute":
    case "account-attribute":
      return [column<"customer-attribute">(names.type, (of) => form.types[of.type])];
    default:
      return [column<"stage">(names.description, (of) => inLanguage(of.description) ?? "")];
  }
}

/** What stands in a column of an entry; nothing for what nobody has reviewed. */
export const cellOf = ({ of }: Column, entry: RegistryEntry): string =>
  entry.reviewed ? (of as (definition: Reviewed) => string)(entry.definition) : "";
