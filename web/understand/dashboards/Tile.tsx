/** One tile: its title, what it shows, and what can be had of that. */
import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { Link } from "wouter";
import type { TileAnswer } from "#contract/dashboard-answers.ts";
import type { Tile as TileOf } from "#contract/dashboard.ts";
import type { QueryInput } from "#contract/query.ts";
import { useWorkspace } from "../../data/session.ts";
import { Boundary } from "../../frame/Boundary.tsx";
import { Waiting } from "../../parts/Loaded.tsx";
import { minimumOf, Technical, toldOf } from "../../parts/told.tsx";
import { words as parts } from "../../parts/words.ts";
import { Drawn } from "../drawn/Drawn.tsx";
import { fileOf } from "../drawn/picture.ts";
import { exploreOf } from "../explore/asking.ts";
import { Take } from "../Take.tsx";
import { read } from "./asking.ts";
import style from "./dashboards.module.css";
import { periodSaid, useTitle } from "./titles.ts";
import { words } from "./words.ts";

function Failed({
  problem,
  again,
}: {
  problem: NonNullable<TileAnswer["problem"]>;
  again: () => void;
}) {
  const told = toldOf(problem);
  return (
    <div className={style.failed} role="alert">
      <strong>{minimumOf(problem) === undefined ? words.tile.failed : parts.few}</strong>
      <p>{told}</p>
      <Technical told={told} said={problem.message} />
      {["store_unavailable", "internal"].includes(problem.code) && (
        <Button variant="default" size="compact-sm" onClick={again}>
          {words.tile.again}
        </Button>
      )}
    </div>
  );
}

export type TileProps = {
  tile: TileOf;
  told: TileAnswer | undefined;
  again: () => void;
  /** On a wall nobody presses anything. */
  wall: boolean;
  /** What it is changed by, where that is done. */
  editing?: ReactNode;
};

function Shown({
  tile,
  told,
  wall,
  children,
}: Pick<TileProps, "tile" | "told" | "wall"> & { children: ReactNode }) {
  const [table, showTable] = useState(false);
  const title = useTitle()(tile);
  const { query, answer, other } = told!;
  const asked = query as QueryInput;
  const { as, against } = tile;
  const questions = against ? [asked, { ...asked, measure: against }] : [asked];
  const answers = other ? [answer!, other] : [answer!];
  return (
    <>
      <div className={style.drawn}>
        <Boundary of={`${tile.id} ${as}`}>
          <Drawn
            query={asked}
            answer={answer!}
            as={as}
            {...(against && other ? { against: { measure: against, answer: other } } : {})}
            table={table}
            small
          />
        </Boundary>
        {children}
      </div>
      {!wall && (
        <div className={style.foot}>
          <Link
            href={exploreOf(asked, as, against)}
            className={style.explore}
            aria-label={words.tile.exploreOf(title)}
          >
            {words.tile.explore}
          </Link>
          <Take
            questions={questions}
            answers={answers}
            name={fileOf(as, asked)}
            of={title}
            table={table}
            onTable={() => showTable(!table)}
          />
        </div>
      )}
    </>
  );
}

export function Tile({ tile, told, again, wall, editing }: TileProps) {
  const title = useTitle()(tile);
  const { timezone } = useWorkspace();
  const { note } = tile;
  const notes = (
    <>
      {told?.own && told.query && (
        <p className={style.note}>{words.tile.ownPeriod(periodSaid(told.query, timezone))}</p>
      )}
      {note !== undefined && <p className={style.note}>{read(note)}</p>}
    </>
  );
  // A figure comes first, so that those of a row stand beside each other.
  const last = tile.as === "figure";
  return (
    <>
      <header className={style.head}>
        <h2>{title}</h2>
        {editing}
      </header>
      {!last && notes}
      {told === undefined ? (
        <Waiting rows={3} height={28} />
      ) : told.problem ? (
        <Failed problem={told.problem} again={again} />
      ) : (
        told.answer && (
          <Shown tile={tile} told={told} wall={wall}>
            {last && notes}
          </Shown>
        )
      )}
    </>
  );
}
