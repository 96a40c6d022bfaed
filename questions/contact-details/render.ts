import { fieldName } from "../judge.ts";
import { attributes, escape, group, inField, partOf } from "../html.ts";
import type { Render } from "../types.ts";

const kinds = {
  name: { type: "text", autocomplete: "name", maxlength: 200 },
  // Judged by us: a browser's own message would come in its own language and place.
  email: { type: "text", inputmode: "email", autocomplete: "email", maxlength: 320 },
  phone: { type: "tel", autocomplete: "tel", maxlength: 40 },
} as const;

export const render: Render<"contact-details"> = (question, drawing) => {
  const { key } = question;
  const fields = question.fields.map((name, n) => {
    const id = n === 0 ? `q-${key}` : `q-${key}-${n}`;
    const value = inField(partOf(drawing.given, name));
    const own = attributes({ id, name: fieldName(key, name), ...kinds[name], value });
    return `<p><label for="${id}">${escape(drawing.word(name))}</label><input${own}></p>`;
  });
  return group(question, drawing, fields.join(""));
};
