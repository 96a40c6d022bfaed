/**
 * How much comes from where, kept in this process: limits by address and by link, and what is asked of
 * whoever begins a response while far too many do: a proof of work, which a browser's script makes by
 * itself, or without script a wait that this server times. Nothing of it is stored, and an address is
 * known here by a digest under a key of this process alone.
 */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { createChallenge, verifySolution } from "altcha-lib/v1";
import { CorridorError } from "#contract/error.ts";
import { clock } from "#platform/clock.ts";
import { createRateLimit } from "#platform/rate-limit.ts";

export type FloodLimits = {
  /** Forms that one address, or one link, may send for one survey in a minute. */
  address: number;
  link: number;
  /** Times that one response, or all of one address, may save what is not yet sent in a minute. */
  saves: number;
  savesByAddress: number;
  /** Responses that one address, or all together, may begin for one survey in a minute before proof is asked. */
  begunByAddress: number;
  begun: number;
  /** Milliseconds to wait without script; the numbers that a script may have to try. */
  wait: number;
  numbers: number;
};
/** With the requests that a caller may make in a minute (6,000, unless the operator says otherwise). */
export function floodLimitsOf(requestsPerMinute: number): FloodLimits {
  const share = (of: number) => Math.ceil(requestsPerMinute * of);
  return {
    address: share(0.04),
    link: share(0.01),
    saves: share(0.01),
    savesByAddress: share(0.2),
    begunByAddress: share(0.005),
    begun: share(0.2),
    wait: 10_000,
    numbers: 40_000,
  };
}

/** Milliseconds that a proof or a wait may be used. */
const valid = 10 * 60_000;
const day = 24 * 3_600_000;
/** What is remembered of what was said, at most. */
const mostSaid = 50_000;

type Shown = { proof: string | undefined; wait: string | undefined };
export type Asks = { seconds: number; wait: string; challenge: string };

/** Seconds until a count is under its limit again; 0 where it is, and where the limit is 0. */
function waiting(perMinute: number): (who: string) => Promise<number> {
  const limit = createRateLimit(perMinute);
  return (who) =>
    limit(who).then(
      () => 0,
      (error: unknown) => (error instanceof CorridorError && error.retryAfter) || 60,
    );
}

/** Whether a count is over its limit; never where the limit is 0. */
function counter(perMinute: number): (who: string) => Promise<boolean> {
  const limit = createRateLimit(perMinute);
  return (who) =>
    limit(who).then(
      () => false,
      () => true,
    );
}

export function createFlood(all: FloodLimits) {
  const key = randomBytes(32).toString("hex");
  const digest = (...parts: string[]) =>
    createHmac("sha256", key).update(parts.join("\0")).digest("base64url").slice(0, 22);
  const byAddress = waiting(all.address);
  const byLink = waiting(all.link);
  const savesOf = waiting(all.saves);
  const savesByAddress = waiting(all.savesByAddress);
  const begunByAddress = counter(all.begunByAddress);
  const begun = counter(all.begun);
  const said = new Map<string, { id: string; at: number }>();
  /** Responses that began within a minute, each counted once however often it is tried, and whether they were too many. */
  const counted = new Map<string, { at: number; over: boolean }>();

  const waitOf = (id: string, from: number) => `${from}.${digest("wait", id, String(from))}`;

  /** Whether somebody has waited as long as they were told to. */
  function hasWaited(id: string, wait: string | undefined): boolean {
    const from = Number(wait?.split(".")[0]);
    if (!Number.isSafeInteger(from)) return false;
    const [given, own] = [Buffer.from(wait!), Buffer.from(waitOf(id, from))];
    if (given.length !== own.length || !timingSafeEqual(given, own)) return false;
    return from <= clock.now() && clock.now() < from + valid;
  }

  async function hasProof(id: string, proof: string | undefined): Promise<boolean> {
    if (proof === undefined || proof.length > 2_000) return false;
    try {
      const text = Buffer.from(proof, "base64").toString("utf8");
      const { salt } = JSON.parse(text) as { salt?: unknown };
      // Made for another response it proves nothing of this one.
      if (typeof salt !== "string" || !salt.includes(`id=${id}&`)) return false;
      return await verifySolution(proof, key);
    } catch {
      return false;
    }
  }

  async function isOver(address: string, survey: string, id: string): Promise<boolean> {
    const now = clock.now();
    const before = counted.get(id);
    if (before && now - before.at < 60_000) return before.over;
    const [one, every] = [await begunByAddress(digest(address, survey)), await begun(survey)];
    counted.delete(id);
    counted.set(id, { at: now, over: one || every });
    if (counted.size > mostSaid) counted.delete(counted.keys().next().value!);
    return one || every;
  }

  return {
    /** Counts a step that is sent; seconds until an address or a link may send the next, 0 where at once. */
    async tooMany(address: string, survey: string, link: string | undefined): Promise<number> {
      const wait = await byAddress(digest(address, survey));
      return wait > 0 || link === undefined ? wait : byLink(digest(link));
    },

    /**
     * The same of what a page saves by itself. It does so some 16 times a minute, and fifteen people of
     * one office do at one address: it is counted by response first.
     */
    async savesTooOften(address: string, survey: string, id: string): Promise<number> {
      const wait = await savesOf(digest("save", id));
      return wait > 0 ? wait : savesByAddress(digest("saves", address, survey));
    },

    /** Counts a response that begins; what is asked of it, where too many do. */
    async asks(
      address: string,
      survey: string,
      id: string,
      shown: Shown,
    ): Promise<Asks | undefined> {
      if (!(await isOver(address, survey, id))) return undefined;
      if (hasWaited(id, shown.wait) || (await hasProof(id, shown.proof))) return undefined;
      const challenge = await createChallenge({
        hmacKey: key,
        maxnumber: all.numbers,
        expires: new Date(clock.now() + valid),
        params: { id },
      });
      const known = Number(shown.wait?.split(".")[0]);
      const from =
        Number.isSafeInteger(known) &&
        shown.wait === waitOf(id, known) &&
        known + valid > clock.now()
          ? known
          : clock.now() + all.wait;
      const seconds = Math.max(1, Math.ceil((from - clock.now()) / 1_000));
      return { seconds, wait: waitOf(id, from), challenge: JSON.stringify(challenge) };
    },

    /** Whether the same was said from the same address within a day, by another response. */
    saidBefore(survey: string, address: string, id: string, what: string): boolean {
      const now = clock.now();
      const mark = digest("said", survey, address, what);
      const known = said.get(mark);
      if (known && known.id !== id && now - known.at < day) return true;
      said.set(mark, { id, at: now });
      if (said.size > mostSaid) said.delete(said.keys().next().value!);
      return false;
    },
  };
}
export type Flood = ReturnType<typeof createFlood>;
