import { scales, type ScaleLabels } from "../scales.ts";
import type { QuestionOf } from "../types.ts";

type Expectation = QuestionOf<"expectation">;

const shipped = { disconfirmation: scales.DIS5, pair: scales.QUAL5, zone: scales.LEV9 };
/** Labels of its own, else those that ship for what it asks. */
export const labelsOf = ({ ask, labels }: Expectation): ScaleLabels => labels ?? shipped[ask];
