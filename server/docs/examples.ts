/** Commands to paste: the examples of the contract, sent with curl. */
import { exampleQuery, exampleSignal } from "#contract/docs.ts";

/** JSON on a few lines, each behind `indent`: one a top-level field, what stands inside on one line. */
export function shortJson(value: object, indent: string): string {
  const lines = Object.entries(value).map(
    ([name, each]) => `${indent}  ${JSON.stringify(name)}: ${spaced(JSON.stringify(each))}`,
  );
  return `{\n${lines.join(",\n")}\n${indent}}`;
}

/** Blanks behind `:` and `,` outside of quotes. */
const spaced = (json: string): string =>
  json.replace(/"(?:[^"\\]|\\.)*"|[:,]/g, (part) => (part.startsWith('"') ? part : `${part} `));

const curl = (url: string, body: object): string =>
  [
    `curl ${url} \\`,
    `  -H "Authorization: Bearer $(cat data/api-key)" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '${shortJson(body, "  ")}'`,
  ].join("\n");

export const signalCommand = (base: string): string => curl(`${base}/v1/signals`, exampleSignal);
export const queryCommand = (base: string): string => curl(`${base}/v1/query`, exampleQuery);
/** The year that the examples of the documents are asked of. */
export const demoCommand = "npm run corridor -- demo --until 2026-01-01";

/**
 * Where this server is reached: as it is set, else as the request says. A Host header is believed
 * for nothing but this, and only where it looks like one.
 */
export function baseOf(publicUrl: string | undefined, host: string | null): string {
  if (publicUrl !== undefined) return publicUrl.replace(/\/+$/, "");
  const plain = host !== null && /^(\[[\da-f:]+\]|[a-z\d.-]+)(:\d{1,5})?$/i.test(host);
  return `http://${plain ? host : "localhost:8080"}`;
}
