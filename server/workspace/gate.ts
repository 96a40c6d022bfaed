/**
 * How often one may be wrong. Counted in Postgres, as a guesser may ask every process; under digests,
 * as what was tried need not be readable afterwards; and before the try, so that many at once get no
 * further than many one by one. An address without an account is counted like any other.
 */
import { createHmac } from "node:crypto";
import { CorridorError } from "#contract/error.ts";
import { clock } from "#platform/clock.ts";
import { createRateLimit } from "#platform/rate-limit.ts";
import { systemScope } from "#platform/scope.ts";
import { derivedKey } from "./identity.ts";
import type { SessionStore } from "./session-store.ts";

const minutes = 60_000;
/** Milliseconds in which tries are counted, and for which somebody is locked out. */
export const lockWindow = 15 * minutes;
/** Wrong passwords for one account in that time; and from one network address, behind which many may sit. */
const most = { account: 10, address: 100 } as const;
/** Mails that one account may have sent to itself in an hour; and that one network address may ask for. */
const mails = { account: 3, address: 30 } as const;
/** Hashes of passwords that one network address may have made in a minute: each takes 100 ms and 32 MB. */
const hashesPerMinute = 60;

export type Try = {
  /** It was right: earlier wrong ones are forgotten. */
  right(): Promise<void>;
};

export function createGate({ store, secret }: { store: SessionStore; secret: string }) {
  const system = systemScope("sign-in");
  const key = derivedKey(secret, "attempts");
  const subjectOf = (kind: string, name: string) =>
    createHmac("sha256", key).update(`${kind}\0${name}`).digest("base64url");
  const hashes = createRateLimit(hashesPerMinute);

  const locked = (until: Date, message: string): CorridorError => {
    const retryAfter = Math.max(1, Math.ceil((until.getTime() - clock.now()) / 1_000));
    return new CorridorError("rate_limited", `${message} Try again in ${retryAfter} s.`, {
      retryAfter,
    });
  };

  return {
    /** Throws `rate_limited` where one network address has passwords hashed too often. */
    hashing: (address: string): Promise<void> => hashes(address),

    /**
     * Counts a try at the password of an account (by its e-mail address, or by the person where they
     * are signed in). Throws `rate_limited`; `onLock` hears of the try that locked it.
     */
    async password(account: string, address: string, onLock: () => void): Promise<Try> {
      await hashes(address);
      const from = subjectOf("from", address);
      const network = await store.attempt(system, from, most.address, lockWindow);
      if (network.lockedUntil)
        throw locked(network.lockedUntil, "Too many wrong tries came from your network address.");
      const subject = subjectOf("account", account);
      const counted = await store.attempt(system, subject, most.account, lockWindow);
      if (counted.lockedUntil) {
        if (counted.justLocked) onLock();
        throw locked(counted.lockedUntil, "Too many wrong tries for this address.");
      }
      return {
        async right() {
          await store.forgive(system, subject, true);
          await store.forgive(system, from, false);
        },
      };
    },

    /** Somebody came in by another door: what was tried at the password is forgotten. */
    async forgive(account: string): Promise<void> {
      await store.forgive(system, subjectOf("account", account), true);
    },

    /** Whether one more mail may go to an account. Throws `rate_limited` where one network address asks for too many. */
    async mail(account: string, address: string): Promise<boolean> {
      const hour = 60 * minutes;
      const from = subjectOf("mail-from", address);
      const network = await store.attempt(system, from, mails.address, hour);
      if (network.lockedUntil)
        throw locked(network.lockedUntil, "Too many mails were asked for from your address.");
      const to = await store.attempt(system, subjectOf("mail-to", account), mails.account, hour);
      return to.lockedUntil === null;
    },
  };
}

export type Gate = ReturnType<typeof createGate>;
