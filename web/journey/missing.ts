/** What the server misses in a definition, said by the name of its field: it knows paths and types. */
import { Refused } from "../data/client.ts";
import type { Named } from "../parts/form.tsx";
import { valueAt, type Draft } from "./draft.ts";
import { words } from "./entry-words.ts";
import { words as labels } from "./form-words.ts";

const within = "definition.";
/** How the schemas themselves begin where a value is missing; what the server says of its own accord says more. */
const generic = "Invalid input";

function said(draft: Draft, problem: Named): Named {
  const path = problem.path.startsWith(within) ? problem.path.slice(within.length) : problem.path;
  const label = (labels as Readonly<Record<string, unknown>>)[path];
  const isMissing = problem.message.startsWith(generic) && valueAt(draft, path) === undefined;
  return isMissing && typeof label === "string"
    ? { path: problem.path, message: words.needField(label), own: words.needField(label) }
    : problem;
}

/** A refusal of a definition in which fields were left empty, in the reader's words; any other as it is. */
export function withFields(draft: Draft, error: unknown): unknown {
  if (!(error instanceof Refused) || error.code !== "invalid_request") return error;
  const { problems } = (error.details ?? {}) as { problems?: Named[] };
  if (!Array.isArray(problems)) return error;
  return new Refused(error.status, {
    code: error.code,
    message: error.message,
    details: { problems: problems.map((problem) => said(draft, problem)) },
  });
}
