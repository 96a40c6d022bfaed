/** The operations of the document as articles of the page: each with what it takes and what it answers. */
import { html } from "hono/html";
import { blend, groupsOf, many } from "./blend.ts";
import { fieldsHtml, shapeLink, typeHtml, type Reading } from "./fields.ts";
import { paragraphs, pathHtml, prose, slug, type Html } from "./markup.ts";
import type { Described, OpenApi, Operation } from "./openapi.ts";
import { referencesOf, type Schema } from "./schemas.ts";

/** One operation with its address; or several of one make, blended, with the addresses of all. */
export type Entry = {
  id: string;
  method: string;
  path: string;
  operation: Operation;
  members: { id: string; path: string; takes: string[] }[];
};

/** Shapes that only some of the operations take: what tells one member from another. */
function ownShapes(operation: Operation, all: readonly Operation[]): string[] {
  const taken = (each: Operation) => new Set(referencesOf(each.requestBody));
  return [...taken(operation)].filter((name) => !all.every((each) => taken(each).has(name)));
}

/** The articles of one tag, in the order of the document. */
export function entriesOf(document: OpenApi, tag: string): Entry[] {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, operation]) => operation.tags[0] === tag)
      .map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  // Of one make: the same method, and addresses that differ only in what stands behind the version.
  const make = ({ method, path }: (typeof all)[number]) =>
    `${method} ${path.replace(/^(\/v\d+\/)[^/]+/, "$1")}`;
  // Only the registry's routes are made by one function; elsewhere addresses are alike by chance.
  const alike = tag === "Registry";
  const groups = groupsOf(all, make).flatMap((group) =>
    alike && group.length >= many ? [group] : group.map((each) => [each]),
  );
  return groups.map((group) => ({
    id: group.length > 1 ? slug(`${tag} ${make(group[0]!)}`) : group[0]!.operation.operationId,
    method: group[0]!.method,
    path: blend(group.map(({ path }) => path)),
    operation: blend(group.map(({ operation }) => operation)),
    members:
      group.length > 1
        ? group.map(({ operation, path }) => ({
            id: operation.operationId,
            path,
            takes: ownShapes(
              operation,
              group.map((each) => each.operation),
            ),
          }))
        : [],
  }));
}

function parametersHtml(
  operation: Operation,
  where: "path" | "query",
  reading: Reading,
): Html | "" {
  const found = (operation.parameters ?? []).filter((each) => each.in === where);
  if (found.length === 0) return "";
  const { path, query_string } = reading.words.reference;
  const schema: Schema = {
    properties: Object.fromEntries(
      found.map(({ name, description, schema }) => [
        name,
        description === undefined ? schema : { ...schema, description },
      ]),
    ),
    required: found.filter(({ required }) => required).map(({ name }) => name),
  };
  return html`<h4>${where === "path" ? path : query_string}</h4>
    ${fieldsHtml(schema, reading)}`;
}

function bodyHtml({ requestBody }: Operation, reading: Reading): Html | "" {
  if (!requestBody) return "";
  const { body } = reading.words.reference;
  const [first] = Object.values(requestBody.content);
  const types = Object.keys(requestBody.content).join(", ");
  return html`<h4>${body}</h4>
    <p class="body-type">
      ${typeHtml(first!.schema, reading)} <span class="type">· ${types}</span>
    </p>
    ${fieldsHtml(first!.schema, reading)}`;
}

const isShared = (response: Described | { $ref: string }): response is { $ref: string } =>
  "$ref" in response;

function answersHtml({ responses }: Operation, asked: Reading): Html {
  const reading = { ...asked, sent: false };
  const { reference } = reading.words;
  const shared = Object.keys(responses).filter((status) => isShared(responses[status]!));
  const own = Object.entries(responses).filter(
    (each): each is [string, Described] => !isShared(each[1]),
  );
  const rows = own.map(([status, { description, content }]) => {
    const schema = content?.["application/json"]?.schema;
    const failed = Number(status) >= 400;
    const type = schema
      ? html` <span class="type">${typeHtml(schema, reading)}</span>`
      : html` <span class="type">${reference.noBody}</span>`;
    return html`<div class="outcome${failed ? " failed" : ""}">
      <dt>${status}</dt>
      <dd>
        <span lang="en">${prose(description)}</span
        >${failed ? "" : type}${schema && !failed ? fieldsHtml(schema, reading) : ""}
      </dd>
    </div>`;
  });
  const links = shared.map(
    (status, n) => html`${n > 0 ? ", " : ""}<a href="#errors">${status}</a>`,
  );
  return html`<h4>${reference.answers}</h4>
    <dl class="outcomes">${rows}</dl>
    <p class="type">${reference.elsewhere} ${links}.</p>`;
}

export function entryHtml(entry: Entry, reading: Reading): Html {
  const { operation, members } = entry;
  const { words } = reading;
  // The last paragraph of a description says who may call it; the page says that in its own words.
  const about = operation.description.split("\n\n").slice(0, -1).join("\n\n");
  const paths = members.map(
    ({ id, path, takes }) =>
      html`<li id="${id}">
        <code>${pathHtml(path)}</code>${takes.map((name) => html` ${shapeLink(name, reading)}`)}
      </li>`,
  );
  return html`<article class="route" id="${entry.id}" aria-labelledby="${entry.id}-title">
    <h3 id="${entry.id}-title" lang="en">${operation.summary}</h3>
    <p class="where"><b>${entry.method}</b>${pathHtml(entry.path)}</p>
    <p class="who">
      ${words.access(operation["x-access"])} · ${words.limits[operation["x-rate-limit"]]}
    </p>
    ${about === "" ? "" : html`<div class="about" lang="en">${paragraphs(about)}</div>`}
    ${
      paths.length === 0
        ? ""
        : html`<h4>${words.reference.sameFor}</h4>
            <ul class="paths${members.some(({ takes }) => takes.length > 0) ? " taking" : ""}">
              ${paths}
            </ul>`
    }
    ${parametersHtml(operation, "path", reading)}${parametersHtml(operation, "query", reading)}${bodyHtml(operation, reading)}${answersHtml(operation, reading)}
  </article>`;
}
