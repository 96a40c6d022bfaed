/** A line of Today: what it is, why, whose, and what can be made of it with one press. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { TakenAs } from "#contract/today.ts";
import { useMay } from "../../data/session.ts";
import { Quiet, QuietRow } from "../../parts/Quiet.tsx";
import { useTake } from "./asking.ts";
import style from "./today.module.css";
import { words } from "./words.ts";

type Of = {
  id: string;
  own: boolean;
  evidence: string | null;
  taken: { id: string; as: TakenAs } | null;
};

function Take({ of: { id, taken }, name }: { of: Of; name: string }) {
  const take = useTake();
  return (
    <QuietRow label={words.take.label(name)}>
      {(["initiative", "watch"] as const).map((as) => (
        <Quiet
          key={as}
          shown={words.take[as]}
          name={words.take[`${as}Long`](name)}
          pressed={taken?.as === as}
          disabled={take.isPending}
          onPress={() => take.mutate({ finding: id, taken, as: taken?.as === as ? null : as })}
        />
      ))}
    </QuietRow>
  );
}

export function Line(props: {
  of: Of;
  name: string;
  /** Beside the name. */
  hint?: ReactNode;
  figure?: ReactNode;
  /** Small, under the figure. */
  under?: ReactNode;
  /** Who answers for it, since when. */
  tags: readonly (string | null | undefined | false)[];
  children: ReactNode;
}) {
  const { of, name, hint, figure, under, tags, children } = props;
  const may = useMay();
  const shown = tags.filter(Boolean);
  return (
    <li className={style.line}>
      <div className={style.what}>
        <h3>
          {of.evidence === null ? name : <Link href={of.evidence}>{name}</Link>}
          {hint}
          {of.own && <span className={style.own}>{words.yours}</span>}
        </h3>
        <div className={style.why}>{children}</div>
        {shown.length > 0 && <p className={style.tags}>{shown.join(" · ")}</p>}
      </div>
      <div className={style.worth}>
        {figure !== undefined && <strong>{figure}</strong>}
        {under !== undefined && <small>{under}</small>}
      </div>
      {may("take up findings") && (
        <div className={style.take}>
          <Take of={of} name={name} />
        </div>
      )}
    </li>
  );
}
