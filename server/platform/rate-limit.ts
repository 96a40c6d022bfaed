/** How often a caller may ask: fixed windows of a minute, kept in this process. */
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { CorridorError } from "#contract/error.ts";

/** Counts one request of `who`; throws `rate_limited` with the seconds to wait. `perMinute` 0 is no limit. */
export function createRateLimit(perMinute: number): (who: string) => Promise<void> {
  if (perMinute === 0) return () => Promise.resolve();
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (who) => {
    try {
      await limiter.consume(who);
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      const retryAfter = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      throw new CorridorError(
        "rate_limited",
        `More than ${perMinute} requests in a minute. Try again in ${retryAfter} s.`,
        { retryAfter },
      );
    }
  };
}
