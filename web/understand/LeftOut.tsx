/** How many answers stayed out of the scores above, and why: they are counted in sight. */
import { Link } from "wouter";
import type { QueryAnswer } from "#contract/query.ts";
import { useMay } from "../data/session.ts";
import { listOf, whole } from "../words/format.ts";
import style from "./overview.module.css";
import { signalsOf } from "./signals.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

const { leftOut: say } = words;
const reasons = ["suspicious", "partial", "otherVoices"] as const;

export function LeftOut({ view, of }: { view: View; of: QueryAnswer["leftOut"] }) {
  const may = useMay();
  const there = reasons.filter((reason) => of[reason] > 0);
  if (there.length === 0) return undefined;
  return (
    <p className={style.note}>
      {say.all(listOf(there.map((reason) => say[reason](whole(of[reason])))))}
      {of.suspicious > 0 && may("read signals") && (
        <>
          {" "}
          <Link href={signalsOf(view, "size(suspicious) > 0", false)}>{say.see}</Link>
        </>
      )}
    </p>
  );
}
