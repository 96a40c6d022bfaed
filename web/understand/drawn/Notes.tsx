/** What an answer says of itself beside its figures: what is hidden, left out, pooled or weighted, and who speaks. */
import type { QueryAnswer, QueryInput } from "#contract/query.ts";
import { listOf, percent, whole } from "../../words/format.ts";
import { formOf } from "../figure.ts";
import { useNames, useValues } from "../dimensions.ts";
import { Figures } from "../Figures.tsx";
import style from "../overview.module.css";
import { words } from "../words.ts";
import { useAbout } from "./about.ts";
import { words as base } from "./base-words.ts";
import own from "./drawn.module.css";
import { Hidden } from "./Hidden.tsx";
import { words as drawn } from "./words.ts";

const say = drawn.notes;

function leftOutOf({ leftOut }: QueryAnswer): string | undefined {
  const reasons = ["suspicious", "partial", "otherVoices"] as const;
  const parts = reasons.flatMap((reason) =>
    leftOut[reason] > 0 ? [words.leftOut[reason](whole(leftOut[reason]))] : [],
  );
  return parts.length === 0 ? undefined : words.leftOut.all(listOf(parts));
}

function voicesOf({ voices, by = [] }: QueryInput): string | undefined {
  if (voices === undefined || by.includes("voice")) return undefined;
  if (voices === "all") return say.allVoices;
  return say.voices(listOf(voices.map((voice) => base.values.voice[voice])));
}

function rakedOf(answer: QueryAnswer, unit: string | undefined): string[] {
  const { raked, total, measure } = answer;
  if (!raked) return [];
  const form = formOf(measure, total?.figure ?? answer.rows[0]?.figure ?? "", unit);
  const { n, effectiveN, efficiency, unweighted, moves } = raked;
  const plain = unweighted?.estimate;
  return [
    ...(effectiveN === null || efficiency === null
      ? []
      : [say.raked(whole(n), whole(effectiveN), percent(efficiency, 0))]),
    ...(plain == null || total?.estimate == null || moves === null
      ? []
      : [say.moves(form.write(plain), form.write(total.estimate), form.change(moves))]),
  ];
}

const { cross } = drawn;

/** What letters mean, and where there are none. */
function Key({ answer: { letters } }: { answer: QueryAnswer }) {
  if (!letters) return undefined;
  const { tested, rate, differences } = letters;
  const isAny = differences.some(({ differs }) => differs);
  const key = tested === 0 ? cross.few : cross.key(percent(rate, 0), whole(tested));
  const none = tested > 0 && !isAny ? ` ${cross.none}` : "";
  return <p className={style.note}>{key + none}</p>;
}

/** Who answered beside who there is: what the weights make up for. */
function Margin({ margin }: { margin: NonNullable<QueryAnswer["raked"]>["margins"][number] }) {
  const nameOf = useNames();
  const valueOf = useValues(margin.by);
  const name = nameOf(margin.by);
  return (
    <div className={own.margin}>
      <Figures
        of={say.margin(name)}
        head={[
          name,
          say.answered,
          say.share,
          margin.of === "customers" ? say.customers : say.whole,
        ]}
        rows={margin.values.map(({ value, n, share, target }) => [
          valueOf(value),
          whole(n),
          share === null ? "–" : percent(share),
          percent(target),
        ])}
      />
      {margin.unlisted > 0 && <p className={style.note}>{say.unlisted(whole(margin.unlisted))}</p>}
    </div>
  );
}

export function Notes({
  query,
  answer,
  small = false,
}: {
  query: QueryInput;
  answer: QueryAnswer;
  small?: boolean | undefined;
}) {
  const { unit } = useAbout()(query.measure);
  const lines = [
    ...(answer.unseen ? [say.unseen] : []),
    ...rakedOf(answer, unit),
    ...(query.weighted ? [say.weighted] : []),
    voicesOf(query),
    ...(query.pattern === "all" ? [say.pooled] : []),
    ...(answer.byPattern ? [say.apart] : []),
    ...(answer.compareOverlaps ? [say.overlaps] : []),
    ...(query.include ?? []).map((each) => say[each]),
    leftOutOf(answer),
  ].filter((line) => line !== undefined);
  return (
    <>
      <Key answer={answer} />
      <Hidden answer={answer} />
      {!small && answer.raked?.margins.map((each) => <Margin key={each.by} margin={each} />)}
      {lines.length > 0 && <p className={style.note}>{lines.join(" ")}</p>}
    </>
  );
}
