/** What the registry says of the measure that is looked at: its scale, its boxes, its bands. Pure. */
import { hasPoints } from "../../charts/scale.ts";
import type { Band } from "../../charts/bands.ts";
import type { Definition, RegistryEntry } from "#contract/registry.ts";
import { inLanguage } from "../words/catalogue.ts";
import { decimal, whole } from "../words/format.ts";
import { look } from "./look-words.ts";
import type { QueryRow } from "#contract/query.ts";

export type MeasureDefinition = Definition<"measure">;

export const definitionOf = (entry: RegistryEntry<"measure">): MeasureDefinition | undefined =>
  entry.reviewed ? entry.definition : undefined;

/** The bands with the words for them. */
export const bandsOf = (definition: MeasureDefinition | undefined): (Band & { key: string })[] =>
  (definition?.bands ?? []).map(({ key, from, to, labels }) => ({
    key,
    from,
    to,
    label: inLanguage(labels) ?? key,
  }));

/**
 * The bands that lie on the axis of a figure: of a mean, which is on the measure's own scale. A score
 * from −100 to 100 or a share is on another; their bands stand where the answers themselves are drawn.
 */
export const bandsBehind = (
  definition: MeasureDefinition | undefined,
  { figure }: Pick<QueryRow, "figure">,
): Band[] => (figure === "mean" ? bandsOf(definition) : []);

/** A point of a scale as people know it: 9, or 4.5. */
export const pointOf = (value: number): string =>
  Number.isInteger(value) ? whole(value) : decimal(value, 2);

/** A band with the points that it takes: Passives 7–8. */
export const saidOfBand = ({ label, from, to }: Band): string =>
  from === to
    ? look.spread.point(label, pointOf(from))
    : look.spread.band(label, pointOf(from), pointOf(to));

/** Whether answers can be drawn value by value. */
export const hasSpread = (definition: MeasureDefinition | undefined): boolean =>
  hasPoints(definition?.scale);
