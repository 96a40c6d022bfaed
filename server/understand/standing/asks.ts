/** From moments and the rules of a workspace to what is asked of the store: for whoever asks, and for what is kept. */
import { defaultLoyaltyRules, type LoyaltyRules } from "#contract/loyalty.ts";
import { defaultPlacementLines, type PlacementLines } from "#contract/placement.ts";
import type { Scope } from "#platform/scope.ts";
import type { Context } from "#understand/compile.ts";
import { compileFlow, type CompiledFlow } from "./flow.ts";
import type { PlacementAsk } from "./placements.ts";
import type { RulesStore } from "./rules-store.ts";

/** Two moments in milliseconds, and the zone of days. */
export type Between = { at: number; against: number; timezone: string };

export function createAsks(rules: Pick<RulesStore, "read">) {
  const loyaltyOf = async (scope: Scope) => {
    const { version, rules: own } = await rules.read<LoyaltyRules>(scope, "loyalty");
    return { version, rules: own ?? defaultLoyaltyRules };
  };
  const linesOf = async (scope: Scope) => {
    const { version, rules: own } = await rules.read<PlacementLines>(scope, "placements");
    return { version, ...(own ?? defaultPlacementLines) };
  };
  return {
    loyaltyOf,

    /** The versions of all that decides where somebody stands. */
    async versions(scope: Scope): Promise<string> {
      const held = await Promise.all([loyaltyOf(scope), linesOf(scope)]);
      return held.map(({ version }) => version).join(" ");
    },

    async placements(
      scope: Scope,
      own: Context,
      type: PlacementAsk["type"],
      { at, against, timezone }: Between,
    ): Promise<{ ask: PlacementAsk; version: number }> {
      const [{ version, ...lines }, loyalty] = await Promise.all([
        linesOf(scope),
        loyaltyOf(scope),
      ]);
      const ask: PlacementAsk = {
        type,
        readings: [at, against, against - (at - against)],
        lines,
        signals: loyalty.rules.signals,
        workspace: scope.workspace,
        context: { ...own, timezone },
      };
      return { ask, version };
    },

    async levels(
      scope: Scope,
      own: Context,
      { at, against }: Between,
      where?: string,
    ): Promise<{ asked: CompiledFlow; version: number }> {
      const { version, rules: held } = await loyaltyOf(scope);
      const question = where === undefined ? {} : { where };
      const asked = compileFlow(question, [against, at], held, scope.workspace, own);
      return { asked, version };
    },
  };
}
export type Asks = ReturnType<typeof createAsks>;
