/** How a response ends: its signal is written with its quotas, once; or it is kept apart. */
import type { SignalInput } from "#contract/signal.ts";
import type { Way } from "#questions/flow.ts";
import { clock } from "#platform/clock.ts";
import { systemScopeIn, type Scope } from "#platform/scope.ts";
import type { Flood } from "./flood.ts";
import { contactApart, signalsOf, type Finished } from "./response.ts";
import type { Completion, Outcome, ResponseStore } from "./response-store.ts";
import { marksOf, sameness } from "./suspicious.ts";
import { pagesOf, type At } from "./visit.ts";

export type SignalArrival = Omit<Completion, "response" | "importId">;
export type CompletingParts = {
  responses: Pick<ResponseStore, "completeOne">;
  /** A signal as it goes to the inbox. */
  arrivalOf: (workspace: string, signal: SignalInput & { again?: true }) => SignalArrival;
  /** Completes a response together with others that come at the same time; 0 where it was not taken. */
  complete: (scope: Scope, completions: Completion[]) => Promise<number>;
  /** Something has arrived in the inbox. */
  kick: () => void;
  flood: Flood;
};

/** Why a response that ends now is suspicious; of staff, who fill in many, only what no person does. */
function suspicions({ visit, call }: At, way: Way, now: number, flood: Flood): string[] {
  const trapped = call.form?.trapped === true || visit.row?.marks === "honeypot";
  if (visit.published.definition.form !== "respondent") return trapped ? ["honeypot"] : [];
  const found: string[] = marksOf(way, now - visit.startedAt, trapped);
  const same = sameness(way);
  if (same !== undefined && flood.saidBefore(visit.found.survey, call.address, visit.id, same))
    found.push("duplicate");
  return found;
}

/** What a response becomes when it ends here. */
export function finishedOf(at: At, way: Way, flood: Flood): Finished {
  const { visit } = at;
  const now = clock.now();
  const stands = visit.row?.signalAt ?? null;
  return {
    survey: visit.found.survey,
    version: visit.version,
    published: visit.published,
    way,
    context: visit.context,
    beside: visit.beside,
    at: stands ?? now,
    state: "complete",
    suspicious: suspicions(at, way, now, flood),
    pages: pagesOf(at),
    id: visit.id,
    superseding: stands !== null,
  };
}

/** Completes a response: one statement, whatever it needs. */
export async function completeResponse(parts: CompletingParts, at: At, way: Way): Promise<Outcome> {
  const { visit } = at;
  const { workspace, survey } = visit.found;
  const { definition } = visit.published;
  const done = finishedOf(at, way, parts.flood);
  const [own, ...others] = signalsOf(done).map((signal) => parts.arrivalOf(workspace, signal));
  const response = {
    id: visit.id,
    survey,
    version: visit.version,
    language: visit.context.language,
    ending: way.end.ending,
    startedAt: visit.startedAt,
  };
  const anonymous = definition.confidentiality === "anonymous";
  // What is left out of figures takes nobody's place.
  const counts = done.suspicious.length === 0;
  const quotas = definition.quotas.filter((each) => counts && way.quotas.includes(each.key));
  const contact = contactApart(done);
  const link = anonymous && !visit.link?.shared ? visit.link?.digest : undefined;
  const plain = quotas.length + others.length === 0 && !link && !contact && !done.superseding;
  if (plain) {
    const scope = systemScopeIn(workspace, "respondent");
    const completion = { ...own!, importId: null, response };
    if ((await parts.complete(scope, [completion])) > 0) return "taken";
  }
  const outcome = await parts.responses.completeOne({
    ...response,
    workspace,
    // What stands under its id was received before: it is no second sending of that.
    arrivals: [done.superseding ? { ...own!, ownId: false } : own!, ...others],
    at: done.at,
    stands: done.superseding ? done.at : null,
    completes: true,
    link,
    quotas,
    contact,
  });
  if (outcome === "taken") parts.kick();
  return outcome;
}
