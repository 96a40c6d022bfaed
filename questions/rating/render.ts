import { scale } from "../scale-html.ts";
import type { Render } from "../types.ts";

export const render: Render<"rating"> = (question, drawing) => {
  const { min, max, labels = [], notApplicable } = question;
  return scale(question, drawing, { min, max, labels, notApplicable });
};
