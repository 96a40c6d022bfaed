/** Which signals: what a question and a list of signals share, with one meaning in both. */
import { z } from "zod";
import { didYouMean } from "./nearest.ts";
import { key, patterns, timestamp, voices } from "./signal.ts";

/** An object that takes its own keys only; another is refused with those that there are. */
export const strict = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== "unrecognized_keys") return undefined;
      const known = Object.keys(shape);
      // A body may hold thousands; the first few tell what happened.
      const unknown = (issue.keys as readonly string[]).slice(0, 3).map((key) => key.slice(0, 100));
      return `There is no ${listed(unknown)} here.${didYouMean(known, unknown[0]!)} There is ${listed(known)}.`;
    },
  });

/** Names as code, parted by commas. */
export const listed = (names: readonly string[]): string =>
  names.map((name) => `\`${name}\``).join(", ");

export const moment = z
  .union([timestamp, z.iso.date()], {
    error: "must be a date (2026-01-31) or RFC 3339 with an offset",
  })
  .describe("A date in the zone given, or RFC 3339.");

export const selection = {
  where: z.string().max(10_000).optional().describe("A CEL condition over the signal."),
  from: moment.optional().describe("Occurred at or after."),
  to: moment.optional().describe("Occurred before."),
  timezone: z.string().max(64).optional().describe("An IANA zone; the workspace's where absent."),
};
export const patternChoices = ["all", ...patterns] as const;
/** What stays out of figures unless it is asked for by name. */
export const includable = ["suspicious", "partial"] as const;

export type Period = { from?: string | undefined; to?: string | undefined };
/** Where `to` is not after `from` nothing can lie between: a slip, and no answer of 0. */
export const isEmptyPeriod = ({ from, to }: Period): boolean => {
  if (from === undefined || to === undefined) return false;
  // A date is told from an instant by its length; which of two kinds comes first, its zone decides.
  if ((from.length === 10) !== (to.length === 10)) return false;
  return Date.parse(to) <= Date.parse(from);
};
export const emptyPeriod = {
  path: ["to"],
  error: "must be after `from`; a period holds `from` and ends before `to`",
};

export const voicesError = `must be "all", or some of ${voices.join(", ")}`;

/** Of a list of signals: those that say in words where an experience fell short. */
export const quoted = {
  said: z
    .literal("true")
    .optional()
    .describe(
      '`true`: only signals in which something was said in words. Needs the permission to "see texts".',
    ),
  aspect: key.optional().describe("Signals that judge this aspect."),
  below: z
    .enum(["expectation", "recalledExpectation", "minimum"])
    .optional()
    .describe("Of `aspect`: where its experience lies below that."),
};
export const belowOfAspect = (asked: { aspect?: unknown; below?: unknown }): boolean =>
  asked.below === undefined || asked.aspect !== undefined;
export const belowOfAspectOnly = { path: ["below"], error: "says nothing without `aspect`" };

/** Asked for apart: who moves signals on needs none of it. */
export const withNames = {
  with: z
    .literal("names")
    .optional()
    .describe(
      '`names`: each signal with who its customer is known to be (`known`). Needs the permission to "see names"; without it nothing is added.',
    ),
};
