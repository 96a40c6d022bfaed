import { scale } from "../scale-html.ts";
import { scales } from "../scales.ts";
import type { Render } from "../types.ts";

export const render: Render<"nps"> = (question, drawing) =>
  scale(question, drawing, { min: 0, max: 10, labels: question.labels ?? scales.LTR11 });
