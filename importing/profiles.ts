/** Sends customers or accounts in bulk. The same again changes nothing, so that a run cut short is simply run again. */
import { bulkAnswer, type BulkAnswer } from "#contract/customer.ts";
import { isRefusal, type Sender } from "./sender.ts";

export type ProfileKind = "customers" | "accounts";

export type SendProfiles = {
  readonly kind: ProfileKind;
  /** Each as it is, or as JSON. */
  readonly lines: readonly (object | string)[];
  readonly importId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
};

export const linesOfBody = 2_000;
/** Seconds to go on trying while the server does not answer. */
const patience = 90;

/** The outcome of one body of at most `linesOfBody` lines. Throws what the client throws. */
export async function sendBody(
  client: Sender,
  { kind, lines, importId, signal }: SendProfiles,
): Promise<BulkAnswer> {
  const query = importId === undefined ? "" : `?import=${encodeURIComponent(importId)}`;
  try {
    const answer = await client.send({
      method: "POST",
      path: `/v1/${kind}${query}`,
      ndjson: lines
        .map((line) => (typeof line === "string" ? line : JSON.stringify(line)))
        .join("\n"),
      patience,
      signal,
    });
    return bulkAnswer.parse(answer);
  } catch (error) {
    // Nothing valid is an answer like others.
    const rejected = isRefusal(error) && error.code === "nothing_valid" && error.details;
    if (!rejected) throw error;
    return bulkAnswer.parse({ accepted: 0, changed: 0, unchanged: 0, ...rejected });
  }
}

/** Sends all, one body after another; answers what became of them together. */
export async function sendProfiles(client: Sender, given: SendProfiles): Promise<BulkAnswer> {
  const all: BulkAnswer = { accepted: 0, changed: 0, unchanged: 0, rejected: [] };
  for (let from = 0; from < given.lines.length; from += linesOfBody) {
    const lines = given.lines.slice(from, from + linesOfBody);
    const answer = await sendBody(client, { ...given, lines });
    all.accepted += answer.accepted;
    all.changed += answer.changed;
    all.unchanged += answer.unchanged;
    all.rejected.push(...answer.rejected.map((each) => ({ ...each, index: each.index + from })));
  }
  return all;
}
