/** What the schema of an entry cannot see: what it refers to must be there, and must be usable. */
import { CorridorError } from "#contract/error.ts";
import type { Definition, RegistryType } from "#contract/registry.ts";
import type { Scope } from "#platform/scope.ts";
import { problemsOf } from "./registry.ts";
import { segmentProblems } from "./segment.ts";
import { standardProblem } from "./standard.ts";
import type { RegistryViews } from "./view.ts";

export type CheckParts = {
  views: RegistryViews;
  /** Whether somebody, by e-mail address or id, belongs to the workspace. */
  isMember: (scope: Scope, name: string) => Promise<boolean>;
};

function checkStandard(key: string, definition: Definition<"measure">): void {
  const problem = standardProblem(key, definition);
  if (problem !== undefined) throw new CorridorError("scale_mismatch", problem);
}

/** A condition that stands in the registry names nobody, whatever it is of. */
function checkWhere({ where }: { where?: string | undefined }): void {
  if (where === undefined) return;
  const problems = segmentProblems(where);
  const [first] = problems;
  if (!first) return;
  throw new CorridorError(
    "expression_invalid",
    `In the body, definition.where, line ${first.line}, column ${first.column}: ${first.message}`,
    { details: { problems: problems.slice(0, 20) } },
  );
}

/** Throws naming what the schema cannot see: `scale_mismatch`, `expression_invalid`, `invalid_request`. */
export async function checkEntry(
  { views, isMember }: CheckParts,
  scope: Scope,
  type: RegistryType,
  entry: { key: string; definition: Definition<RegistryType>; active: boolean },
): Promise<void> {
  const { key, definition, active } = entry;
  if (type === "measure") checkStandard(key, definition as Definition<"measure">);
  if (type === "segment") checkWhere(definition as Definition<"segment">);
  if (type === "target") checkWhere(definition as Definition<"target">);
  if (type === "benchmark") checkWhere(definition as Definition<"benchmark">);
  const problems = problemsOf(type, key, definition, active, await views.of(scope));
  // Whoever answers for a function must be there to be asked.
  const owner = type === "function" && (definition as Definition<"function">).owner;
  if (owner && !(await isMember(scope, owner)))
    problems.push({
      path: "definition.owner",
      message: "The owner of a function is a member of the workspace, by e-mail address or id.",
    });
  if (problems.length === 0) return;
  const { path, message } = problems[0]!;
  throw new CorridorError("invalid_request", `In the body, ${path}: ${message}`, {
    details: { problems: problems.slice(0, 20) },
  });
}
