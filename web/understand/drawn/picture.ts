/** What every way to draw an answer is given. */
import type { QueryAnswer, QueryInput } from "#contract/query.ts";

export type PictureProps = {
  query: QueryInput;
  answer: QueryAnswer;
  /** Its figures stand in a table beneath it, too. */
  table?: boolean | undefined;
  /** It stands in a tile among others, and has no room for all. */
  small?: boolean | undefined;
};

/** The name of a file that a picture is kept as: what it is of and how it is divided. */
export const fileOf = (
  key: string,
  { by = [], interval }: Pick<QueryInput, "by" | "interval">,
  pattern?: string | null,
): string =>
  [key, pattern, ...by, interval]
    .filter(Boolean)
    .join("-")
    .replaceAll(/[^\w.-]+/g, "-");

/** An interval of two figures as it is written; a dash where there is none. */
export const writtenInterval = (
  { low, high }: { low: number | null; high: number | null },
  write: (value: number) => string,
  between: (low: string, high: string) => string,
): string => (low === null || high === null ? "–" : between(write(low), write(high)));

/** The zone that a question's times are said in. */
export const zoneOf = ({ timezone }: Pick<QueryInput, "timezone">, workspace: string): string =>
  timezone ?? workspace;
