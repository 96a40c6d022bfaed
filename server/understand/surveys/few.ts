/** Results of so few responses that they would tell whoever sees no names of somebody. */
import { tooFewToTell } from "#platform/few.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import { isChosen } from "#understand/few.ts";
import { rowCell } from "./cells.ts";
import { countStatement, type Selection, type Statement } from "./statements.ts";
import { kindsWithout, leftIn, Tally, type CountRow } from "./tally.ts";

type Cells = (scope: Scope, statement: Statement) => Promise<CountRow[]>;

/**
 * Throws where some of a survey's responses were chosen and the answer tells of nobody: none, one and
 * four alike. Where it tells of nobody whatever is chosen, that it is empty tells nothing.
 */
export async function refuseFewResponses(
  cells: Cells,
  scope: Scope,
  selection: Selection,
  context: Context,
): Promise<void> {
  const { survey, version, language } = selection;
  const chosen = isChosen(selection) || version !== undefined || language !== undefined;
  if (context.sight.names || !chosen) return;
  const all = countStatement({ survey }, context, { all: [], by: undefined });
  const tally = new Tally(await cells(scope, all), () => true);
  if (tally.count(rowCell, kindsWithout(leftIn(tally, rowCell))) > 0)
    throw tooFewToTell("responses");
}
