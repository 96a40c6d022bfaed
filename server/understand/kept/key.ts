/** By what something that is kept is found again. Pure. */
import { createHash } from "node:crypto";
import { isWhole, type Reach } from "#platform/scope.ts";

export const hash = (...parts: readonly unknown[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("base64url");

/** A reach as text, the same for the same reach. */
export const reachText = (reach: Reach): string =>
  reach === "everything" || isWhole(reach)
    ? "everything"
    : JSON.stringify(
        reach
          .map(({ function: owner, unit }) => [owner, unit])
          .toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b), "en")),
      );
