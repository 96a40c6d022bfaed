/**
 * Who is believed. A key that stands in a page is known to everybody who opens it, so what comes
 * with it may say what its visitor thinks and did, and nothing about whose money was spent, by whom,
 * or who he is: that needs a signature. Pure.
 */
import { limits, type Admitted, type Signal } from "#contract/signal.ts";
import { isSignedBy } from "#customer/signature.ts";
import type { Refusal } from "./intake.ts";

/** How far what a scope sends is believed. `secret` gives the workspace's identity secret. */
export type Trust = { trusted: boolean; secret: () => string };

/** What a page may bring. Transactions and operational events come from the firm's own systems. */
export const pageKinds: ReadonlySet<string> = new Set([
  "response",
  "review",
  "conversation",
  "forum-post",
  "exposure",
  "usage-event",
]);
const pageVoices: ReadonlySet<string> = new Set(["customer", "public"]);
/** Ids of pages are apart, so that nobody can take the id of a signal that is to come, or ask whether one is there. */
export const pageIdPrefix = "page/";
const earliest = 30 * 24 * 3600 * 1000;
const latest = 10 * 60 * 1000;

const refusal = (path: string, message: string, code = "not_allowed"): Refusal => ({
  code,
  path,
  message,
});

/** Why a page may not say this; undefined where it may. */
function overstepped(signal: Signal, now: number): Refusal | undefined {
  const { kind, voice, account, employee, weight, id } = signal;
  if (!pageKinds.has(kind))
    return refusal("kind", `A publish key sends only ${[...pageKinds].join(", ")}.`);
  if (!pageVoices.has(voice))
    return refusal("voice", "A publish key speaks for customers and the public only.");
  if (account) return refusal("account", "A publish key says nothing of accounts.");
  if (employee !== undefined) return refusal("employee", "A publish key names no employee.");
  if (weight !== 1) return refusal("weight", "With a publish key every signal weighs 1.");
  const at = Date.parse(signal.occurredAt);
  if (at < now - earliest || at > now + latest)
    return refusal(
      "occurredAt",
      "With a publish key this must lie in the last 30 days, by the server's clock.",
    );
  const mostId = limits.idLength - pageIdPrefix.length;
  if (id !== undefined && id.length > mostId)
    return refusal("id", `With a publish key this holds at most ${mostId} characters.`, "too_big");
  return undefined;
}

/** A signal as it is kept, with what is not believed apart under `claim`; or why it is not taken. */
export function admit(signal: Signal, { trusted, secret }: Trust, now: number): Admitted | Refusal {
  if (trusted && signal.customer?.signature === undefined) return signal;
  const { customer, ...rest } = signal;
  const { signature, ...said } = customer ?? {};
  if (signature !== undefined && !isSignedBy(secret(), said, signature))
    return refusal(
      "customer.signature",
      "This is not the signature of these identifiers. Sign id, email, phone and anonymousId as they are sent, one a line, with the secret of GET /v1/identity/secret.",
      "invalid_signature",
    );
  if (trusted) return { ...rest, customer: said };
  const problem = overstepped(signal, now);
  if (problem) return problem;
  const own = rest.id === undefined ? rest : { ...rest, id: `${pageIdPrefix}${rest.id}` };
  if (!customer) return own;
  if (signature === undefined) return { ...own, claim: said };
  // The name is not signed.
  const { name, ...identifiers } = said;
  return { ...own, customer: identifiers, ...(name === undefined ? {} : { claim: { name } }) };
}
