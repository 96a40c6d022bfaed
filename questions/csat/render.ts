import { scale } from "../scale-html.ts";
import type { Render } from "../types.ts";
import { labelsOf } from "./labels.ts";

export const render: Render<"csat"> = (question, drawing) =>
  scale(question, drawing, {
    min: 1,
    max: question.points,
    labels: labelsOf(question),
    picture: question.shape,
  });
