/**
 * The answer scales that ship: every point labelled where people choose among words, low to high,
 * never reversed. Words of hope (*harapan*) and of prediction (*perkiraan*) are kept apart in
 * Indonesian. What stands here holds where a question brings no labels of its own.
 */
import type { Labels, Texts } from "#contract/survey-parts.ts";

export type ScaleLabels = readonly { readonly value: number; readonly text: Texts }[];

const point = (value: number, en: string, id: string) => ({ value, text: { en, id } });
/** A point for each pair of words, from 1 up; the words of one language parted by ` · `. */
function words(en: string, id: string): ScaleLabels {
  const indonesian = id.split(" · ");
  return en.split(" · ").map((label, n) => point(n + 1, label, indonesian[n]!));
}

export const scales = {
  LTR11: [
    point(0, "Not at all likely", "Sangat tidak mungkin"),
    point(10, "Extremely likely", "Sangat mungkin"),
  ],
  SAT5: words(
    "Very dissatisfied · Dissatisfied · Neither satisfied nor dissatisfied · Satisfied · Very satisfied",
    "Sangat tidak puas · Tidak puas · Biasa saja · Puas · Sangat puas",
  ),
  AGR7: words(
    "Strongly disagree · Disagree · Somewhat disagree · Neither agree nor disagree · Somewhat agree · Agree · Strongly agree",
    "Sangat tidak setuju · Tidak setuju · Agak tidak setuju · Netral · Agak setuju · Setuju · Sangat setuju",
  ),
  EASE7: words(
    "Very difficult · Difficult · Somewhat difficult · Neither difficult nor easy · Somewhat easy · Easy · Very easy",
    "Sangat sulit · Sulit · Agak sulit · Tidak sulit dan tidak mudah · Agak mudah · Mudah · Sangat mudah",
  ),
  QUAL5: words(
    "Very poor · Poor · Fair · Good · Very good",
    "Sangat buruk · Buruk · Cukup · Baik · Sangat baik",
  ),
  DIS5: words(
    "Much worse than I expected · Worse · About as I expected · Better · Much better than I expected",
    "Jauh lebih buruk dari perkiraan saya · Lebih buruk · Sesuai perkiraan saya · Lebih baik · Jauh lebih baik dari perkiraan saya",
  ),
  CMP5: words(
    "Much worse · Somewhat worse · About the same · Somewhat better · Much better",
    "Jauh lebih buruk · Agak lebih buruk · Kurang lebih sama · Agak lebih baik · Jauh lebih baik",
  ),
  LIK5: words(
    "Very unlikely · Unlikely · Neither likely nor unlikely · Likely · Very likely",
    "Sangat tidak mungkin · Tidak mungkin · Ragu-ragu · Mungkin · Sangat mungkin",
  ),
  LEV9: [point(1, "Low", "Rendah"), point(9, "High", "Tinggi")],
} as const satisfies Record<string, ScaleLabels>;

/** A copy that a definition can hold. */
export const labelsFrom = (scale: ScaleLabels): Labels =>
  scale.map(({ value, text }) => ({ value, text: { ...text } }));

/** Every whole number of a range with its label, where it has one. */
export function pointsOf(
  min: number,
  max: number,
  labels: ScaleLabels,
): { value: number; text: Texts | undefined }[] {
  return Array.from({ length: max - min + 1 }, (_, n) => ({
    value: min + n,
    text: labels.find((each) => each.value === min + n)?.text,
  }));
}
