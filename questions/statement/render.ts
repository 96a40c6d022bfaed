import { lines } from "../html.ts";
import type { Render } from "../types.ts";

export const render: Render<"statement"> = ({ key, text, help }, { say }) =>
  `<div class="q q-statement" id="f-${key}"><p>${lines(say(text))}</p>${help ? `<p class="help">${lines(say(help))}</p>` : ""}</div>`;
