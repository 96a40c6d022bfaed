/** Responses that nobody has touched for a day become signals as far as they got; they can still be gone on with. */
import { walk } from "#questions/flow.ts";
import { clock } from "#platform/clock.ts";
import { systemScope } from "#platform/scope.ts";
import type { SignalArrival } from "./completing.ts";
import { lifetime } from "./entrance.ts";
import { signalsOf } from "./response.ts";
import { leftAt } from "./visit.ts";
import type { ResponseStore, StoredResponse } from "./response-store.ts";
import type { SurveyStore } from "./survey-store.ts";
import type { SignalInput } from "#contract/signal.ts";

export type UntouchedParts = {
  surveys: Pick<SurveyStore, "version">;
  responses: ResponseStore;
  arrivalOf: (workspace: string, signal: SignalInput & { again?: true }) => SignalArrival;
  kick: () => void;
};

const day = 24 * 3_600_000;
const some = 200;
/** Of one run: what is left has its turn at the next. */
const mostRuns = 500;

/** Of one response the signal so far; false where it was completed meanwhile, or its survey is gone. */
async function settle(parts: UntouchedParts, row: StoredResponse): Promise<boolean> {
  const { workspace, survey, version, id } = row;
  const published = await parts.surveys.version({ workspace }, survey, version);
  if (!published) return false;
  const context = {
    language: row.language,
    seed: id,
    customer: row.context.customer ?? {},
    hidden: row.context.hidden ?? {},
  };
  const at = row.signalAt ?? clock.now();
  const way = walk(published, row.answers, context);
  const [own] = signalsOf({
    survey,
    version,
    published,
    way,
    context,
    beside: row.context,
    at,
    state: "partial",
    suspicious: row.marks === "" ? [] : row.marks.split(","),
    pages: row.pages,
    left: leftAt(published, way, row.page),
    id,
    superseding: row.signalAt !== null,
  });
  const arrival = parts.arrivalOf(workspace, own!);
  const outcome = await parts.responses.completeOne({
    id,
    workspace,
    survey,
    version,
    language: row.language,
    ending: null,
    startedAt: row.startedAt,
    arrivals: [row.signalAt === null ? arrival : { ...arrival, ownId: false }],
    at,
    stands: row.signalAt,
    completes: false,
    link: undefined,
    quotas: [],
    contact: undefined,
  });
  return outcome === "taken";
}

/** Answers how many became signals. */
export async function settleUntouched(parts: UntouchedParts): Promise<number> {
  const scope = systemScope("untouched");
  let settled = 0;
  for (let n = 0; n < mostRuns; n++) {
    const rows = await parts.responses.untouched(scope, clock.now() - day, some);
    let now = 0;
    for (const row of rows) if (await settle(parts, row)) now++;
    settled += now;
    if (now > 0) parts.kick();
    if (rows.length < some || now === 0) break;
  }
  return settled;
}

/** Takes out what nobody can go on with any more; of what was kept apart only that it came is left. */
export async function pruneResponses({
  responses,
}: Pick<UntouchedParts, "responses">): Promise<number> {
  await responses.emptyApart(systemScope("untouched"), clock.now() - lifetime);
  let gone = 0;
  for (let n = 0; n < mostRuns; n++) {
    const some = await responses.prune(systemScope("untouched"), clock.now() - lifetime, 5_000);
    gone += some;
    if (some < 5_000) break;
  }
  return gone;
}
