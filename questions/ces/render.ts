import { scale } from "../scale-html.ts";
import { scales } from "../scales.ts";
import type { Render } from "../types.ts";

export const render: Render<"ces"> = (question, drawing) =>
  scale(question, drawing, { min: 1, max: 7, labels: question.labels ?? scales.AGR7 });
