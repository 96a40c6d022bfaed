/** Whether the period that is compared with is whole: the first answers may have come in the middle of it. */
import type { QueryInput } from "#contract/query.ts";
import { useAnswer } from "./asking.ts";
import { beginsLate, dayIn, type Days } from "./period.ts";
import { questionOf } from "./question.ts";
import type { View } from "./view.ts";

export type Begun = {
  /** It isn't known yet. */
  waits: boolean;
  /** The day of the first answers, where the period holds a part only. */
  since?: string;
};

const never: Required<Days> = { from: "1970-01-01", to: "1970-01-01" };

/**
 * A pause is none: whoever asks once a quarter has answers from before the period. Only where there are
 * none is it asked when they begin.
 */
export function useBegun({
  asked,
  choice,
  compared,
}: Pick<View, "asked" | "choice" | "compared">): Begun {
  const count = (days: Days, interval?: QueryInput["interval"]): QueryInput =>
    questionOf(
      { ...asked, measure: { kind: "count", of: choice.key }, days },
      interval === undefined ? {} : { interval },
    );
  const period = compared ?? never;
  const before = useAnswer(count({ to: period.from }), compared !== undefined);
  // What is kept back was answered, too.
  const had = before.data && ((before.data.total?.n ?? 0) || before.data.suppressed.groups);
  const isFirst = !before.isPlaceholderData && before.data !== undefined && !had;
  const days = useAnswer(count(period, "day"), compared !== undefined && isFirst);
  if (compared === undefined) return { waits: false };
  if (before.isPlaceholderData || before.isPending) return { waits: true };
  if (!isFirst) return { waits: false };
  if (days.isPlaceholderData || days.isPending) return { waits: true };
  const at = days.data?.rows.find(({ n }) => n > 0)?.at;
  const since = at === undefined ? undefined : dayIn(at, asked.timezone);
  return since !== undefined && beginsLate(compared, since)
    ? { waits: false, since }
    : { waits: false };
}
