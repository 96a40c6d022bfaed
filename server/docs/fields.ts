/** A schema as it is read: each field with its type, whether it is required, its limits and what it is. */
import { html } from "hono/html";
import { gap } from "./blend.ts";
import { breakable, prose, type Html } from "./markup.ts";
import { inputSuffix, nameOf, type Schema } from "./schemas.ts";
import type { Words } from "./words.ts";

export type Reading = {
  words: Words;
  /** Name of a shape → the section that it stands in, and what a link to it says. */
  sections: ReadonlyMap<string, { id: string; text: string }>;
  /** Whether a reader fills these fields in, and must know which are required; else, which may be absent. */
  sent: boolean;
};

export const shapeId = (name: string): string => `shape-${name}`;
/** What is sent and what is answered of one shape stand under one heading. */
export const shapeName = (name: string): string =>
  name.endsWith(inputSuffix) ? name.slice(0, -inputSuffix.length) : name;

export function shapeLink(name: string, { sections }: Reading): Html {
  const shown = shapeName(name);
  const section = sections.get(shown);
  return section === undefined
    ? html`${breakable(shown)}`
    : html`<a href="#${section.id}">${breakable(section.text)}</a>`;
}

const superscript = (value: number): string =>
  [...String(value)].map((digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)]).join("");

/** A number as every language reads it: a thin space between thousands, powers of ten as such. */
function number(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? "−" : "";
  const power = Math.log10(size);
  if (size >= 1e6 && Number.isInteger(power)) return `${sign}10${superscript(power)}`;
  return sign + String(size).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

function rangeOf(least: number | undefined, most: number | undefined, { fields }: Words): string {
  const low = least === undefined || least === 0 ? undefined : number(least);
  if (most === undefined) return low === undefined ? "" : fields.atLeast(low);
  if (least === undefined) return fields.atMost(number(most));
  return least === most ? number(most) : fields.range(number(least), number(most));
}

/** Limits that stand beside the type: characters, numbers, items. */
function limitsOf(schema: Schema, words: Words): string[] {
  const { fields } = words;
  const found: string[] = [];
  const characters = rangeOf(schema.minLength, schema.maxLength, words);
  if (characters !== "") found.push(fields.characters(characters));
  const items = rangeOf(schema.minItems, schema.maxItems, words);
  if (items !== "") found.push(fields.items(items));
  if (schema.exclusiveMinimum !== undefined)
    found.push(fields.above(number(schema.exclusiveMinimum)));
  const range =
    schema.minimum === undefined && schema.maximum === undefined
      ? ""
      : schema.minimum === undefined
        ? fields.atMost(number(schema.maximum!))
        : schema.maximum === undefined
          ? fields.atLeast(number(schema.minimum))
          : fields.range(number(schema.minimum), number(schema.maximum));
  if (range !== "") found.push(range);
  if (schema.exclusiveMaximum !== undefined)
    found.push(fields.below(number(schema.exclusiveMaximum)));
  return found;
}

const literal = (value: unknown): Html => html`<code>${JSON.stringify(value)}</code>`;

function joined(parts: readonly Html[], between: string): Html[] {
  return parts.flatMap((part, n) => (n === 0 ? [part] : [html`${between}`, part]));
}

function basicType(type: string, schema: Schema, words: Words): string {
  const { fields } = words;
  if (schema.format === "date-time") return fields.time;
  if (schema.format === "date") return fields.date;
  if (schema.format === "uuid") return "UUID";
  if (type === "string") return fields.text;
  if (type === "integer") return fields.whole;
  if (type === "number") return fields.number;
  if (type === "boolean") return fields.boolean;
  if (type === "null") return fields.null;
  return type === "object" ? fields.object : fields.any;
}

/** The type of a schema with its limits, in one line. */
export function typeHtml(schema: Schema, reading: Reading): Html {
  const { words } = reading;
  const { fields } = words;
  const name = nameOf(schema);
  if (name !== undefined) return shapeLink(name, reading);
  if (schema.const !== undefined) return html`${fields.always} ${literal(schema.const)}`;
  if (schema.enum) return html`${fields.oneOf} ${joined(schema.enum.map(literal), ", ")}`;
  const either = schema.anyOf ?? schema.oneOf;
  if (either)
    return html`${joined(
      either.map((each) => typeHtml(each, reading)),
      ` ${fields.or} `,
    )}`;
  const limits = limitsOf(schema, words).map((each) => `, ${each}`);
  if (schema.items) return html`${fields.listOf} ${typeHtml(schema.items, reading)}${limits}`;
  if (
    schema.type === "object" &&
    typeof schema.additionalProperties === "object" &&
    !schema.properties
  )
    return html`${fields.byName} ${typeHtml(schema.additionalProperties, reading)}`;
  const types = [schema.type ?? "any"].flat().map((type) => basicType(type, schema, words));
  return html`${types.join(` ${fields.or} `)}${limits}`;
}

/** The fields that stand inside a schema itself, not in a shape of its own: shown below it. */
function inner(schema: Schema): Schema | undefined {
  if (schema.properties) return schema;
  if (schema.items) return inner(schema.items);
  return (schema.anyOf ?? schema.oneOf)?.map(inner).find((each) => each !== undefined);
}

/** The fields of an object as a list of definitions. Empty for what has none. */
export function fieldsHtml(schema: Schema, reading: Reading): Html | "" {
  const { properties, required = [] } = inner(schema) ?? {};
  if (!properties) return "";
  const { fields } = reading.words;
  const { sent } = reading;
  const presence = (name: string): Html | "" => {
    if (required.includes(name) !== sent) return "";
    return html` <span class="presence">${sent ? fields.required : fields.optional}</span>`;
  };
  const field = ([name, each]: [string, Schema]): Html => {
    const notes: Html[] = [typeHtml(each, reading)];
    if (each.default !== undefined) notes.push(html`${fields.default("")}${literal(each.default)}`);
    return html`<div class="field">
      <dt>
        <code>${name === gap ? html`<var>${gap}</var>` : breakable(name)}</code>${presence(name)}
      </dt>
      <dd>
        <p class="type">${joined(notes, " · ")}</p>
        ${each.description ? html`<p lang="en">${prose(each.description)}</p>` : ""}${nameOf(each) === undefined ? fieldsHtml(each, reading) : ""}
      </dd>
    </div>`;
  };
  return html`<dl class="fields">${Object.entries(properties).map(field)}</dl>`;
}
