/** How a row moved: marked where it is beyond chance, else only the number. */
import type { QueryRow } from "#contract/query.ts";
import type { Form } from "../figure.ts";
import style from "../overview.module.css";
import { words } from "../words.ts";

export function Moved({
  row,
  form,
  better,
  withoutVerdict = false,
}: {
  row: Pick<QueryRow, "compare">;
  form: Form;
  better: "higher" | "lower" | null;
  /** It is compared with a part of a period, of which no verdict can be had; or that isn't known yet. */
  withoutVerdict?: boolean;
}) {
  const { compare } = row;
  if (!compare || compare.lowBase || compare.delta === null) return <>{"–"}</>;
  const { delta, low, high } = compare;
  const certain = !withoutVerdict && low !== null && high !== null && (low > 0 || high < 0);
  const good = better !== null && delta > 0 === (better === "higher");
  const tone = certain && better !== null ? (good ? style.good : style.bad) : undefined;
  const arrow = certain ? (delta > 0 ? "↑ " : "↓ ") : "";
  return (
    <span
      className={tone}
      title={certain ? undefined : withoutVerdict ? words.score.moved.part : words.score.moved.same}
    >
      {arrow + form.change(delta)}
    </span>
  );
}
