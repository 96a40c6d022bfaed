/** The shapes of the document as sections of the page. */
import { html } from "hono/html";
import { blend, gap, groupsOf, many } from "./blend.ts";
import { fieldsHtml, shapeId, shapeName, typeHtml, type Reading } from "./fields.ts";
import { breakable, type Html } from "./markup.ts";
import type { OpenApi } from "./openapi.ts";
import { inputSuffix, referencesOf, type Schema } from "./schemas.ts";

export type Shape = { names: string[]; schema: Schema };

/** Shapes by the name that the page shows; those that differ in nothing but what they refer to stand together. */
export function shapesOf(document: OpenApi): Shape[] {
  const { schemas } = document.components;
  const shown = Object.keys(schemas).filter((name) => !(name + inputSuffix in schemas));
  const blank = (name: string) =>
    JSON.stringify(schemas[name]).replace(/"#\/components\/schemas\/[^"]+"/g, '""');
  return groupsOf(shown, blank)
    .flatMap((group) => (group.length >= many ? [group] : group.map((name) => [name])))
    .map((group) => ({
      names: group.map(shapeName),
      schema: blend(group.map((name) => schemas[name]!)),
    }));
}

/** Every shape that a request holds, in whatever depth. */
export function sentShapes({ paths, components }: OpenApi): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (value: unknown): void => {
    for (const name of referencesOf(value)) {
      if (found.has(name)) continue;
      found.add(name);
      add(components.schemas[name]);
    }
  };
  for (const methods of Object.values(paths))
    for (const { parameters, requestBody } of Object.values(methods))
      add([parameters, requestBody]);
  return new Set([...found].map(shapeName));
}

/** Name → section; for shapes that stand together, also what a blend makes of their names. */
export function sectionsOf(shapes: readonly Shape[]): Reading["sections"] {
  return new Map(
    shapes.flatMap(({ names }) => {
      const id = shapeId(names[0]!);
      const all = { id, text: `${names.slice(0, 2).join(", ")} ${gap}` };
      return [
        ...names.map((name) => [name, { id, text: name }] as const),
        ...(names.length > 1 ? [[blend(names), all] as const] : []),
      ];
    }),
  );
}

export function shapeHtml(
  { names, schema }: Shape,
  asked: Reading,
  sent: ReadonlySet<string>,
): Html {
  const [first = ""] = names;
  const reading = { ...asked, sent: sent.has(first) };
  const title = names.map(
    (name, n) =>
      html`${n > 0 ? ", " : ""}<span${n > 0 ? html` id="${shapeId(name)}"` : ""}>${breakable(name)}</span>`,
  );
  const fields = fieldsHtml(schema, reading);
  return html`<div class="shape" id="${shapeId(first)}">
    <h3>${title}</h3>
    ${fields === "" ? html`<p class="type">${typeHtml(schema, reading)}</p>` : fields}
  </div>`;
}
