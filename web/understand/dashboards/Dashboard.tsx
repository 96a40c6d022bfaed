/** One dashboard: its filters, its tiles, and all that can be done with it. */
import { Button } from "@mantine/core";
import { useFullscreenElement } from "@mantine/hooks";
import { useState } from "react";
import { Link, useParams } from "wouter";
import type { Dashboard as DashboardOf, Tile } from "#contract/dashboard.ts";
import { useAddress } from "../../data/address.ts";
import { Refused } from "../../data/client.ts";
import { useWorkspace } from "../../data/session.ts";
import { Failure } from "../../parts/Failure.tsx";
import { useKept, useLeft } from "../../parts/kept.tsx";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { Empty, Page } from "../../parts/Page.tsx";
import { tell } from "../../parts/tell.tsx";
import { toldOf } from "../../parts/told.tsx";
import { clock } from "../../words/format.ts";
import { Actions } from "./Actions.tsx";
import { lookOf } from "./address.ts";
import { read, useAnswers, useDashboard, type Answered } from "./asking.ts";
import style from "./dashboards.module.css";
import { Editing, type Draft } from "./Editing.tsx";
import { Filters } from "./Filters.tsx";
import { Grid } from "./Grid.tsx";
import { Sharing } from "./Sharing.tsx";
import { periodSaid } from "./titles.ts";
import { words } from "./words.ts";

/** Milliseconds after which a wall is asked for anew. */
const wallAge = 5 * 60_000;

function NoTiles({ of }: { of: DashboardOf }) {
  return (
    <Empty
      title={words.noTiles.title}
      actions={of.mayChange && <Link href="/explore">{words.empty.explore}</Link>}
    >
      {of.mayChange && <p>{words.noTiles.lead}</p>}
    </Empty>
  );
}

/** What stands above the tiles where nothing else of the page is seen. */
function WallHead({
  of,
  answered,
  leave,
}: {
  of: DashboardOf;
  answered: Answered;
  leave: () => void;
}) {
  const { timezone } = useWorkspace();
  return (
    <header className={style.wallHead}>
      <h1>{read(of.name)}</h1>
      <p>
        {answered.period && periodSaid(answered.period, timezone)}
        {" · "}
        {words.wall.updated(clock(answered.at, timezone))}
      </p>
      <Button variant="subtle" size="compact-sm" onClick={leave}>
        {words.wall.leave}
      </Button>
    </header>
  );
}

function Shown({ of }: { of: DashboardOf }) {
  const [parameters] = useAddress();
  // What was changed of another version would take back what others have changed since.
  const left = useLeft<{ draft: Draft | undefined; version: number }>(`dashboard ${of.id}`);
  const [draft, setDraft] = useState(left?.version === of.version ? left.draft : undefined);
  const isChanged =
    draft !== undefined &&
    (draft.name !== of.name || draft.description !== of.description || draft.tiles !== of.tiles);
  useKept(`dashboard ${of.id}`, { draft, version: of.version }, isChanged);
  const [sharing, share] = useState(false);
  const { ref, toggle, fullscreen: wall } = useFullscreenElement<HTMLDivElement>();
  const { timezone } = useWorkspace();
  const look = lookOf(parameters, of.filters);
  const answered = useAnswers(of, look, wall && wallAge);
  const tiles: readonly Tile[] = draft?.tiles ?? of.tiles;
  const { error } = answered;
  // What is wrong with the condition is said where that is written.
  const wrong = error instanceof Refused && error.code === "expression_invalid" ? error : undefined;
  // Tiles that nothing comes to any more would seem to wait for it.
  const isLost = error !== null && !wrong && answered.period === undefined && draft === undefined;
  const enter = () => void toggle().catch(() => tell(words.wall.failed));
  return (
    <Page
      title={read(of.name)}
      back={{ href: "/dashboards", to: words.title }}
      lead={of.description === undefined ? undefined : read(of.description)}
      actions={
        draft === undefined && (
          <Actions
            of={of}
            look={look}
            wall={enter}
            share={() => share(true)}
            edit={() => setDraft({ name: of.name, description: of.description, tiles: of.tiles })}
          />
        )
      }
    >
      {draft === undefined ? (
        <Filters of={of} look={look} shown={answered.period} error={wrong && toldOf(wrong)} />
      ) : (
        <Editing
          of={of}
          draft={draft}
          change={(part) => setDraft((before) => before && { ...before, ...part })}
          done={() => setDraft(undefined)}
        />
      )}
      {tiles.length === 0 ? (
        <NoTiles of={of} />
      ) : wrong && draft === undefined ? undefined : (
        <div ref={ref} className={wall ? style.wall : undefined}>
          {wall && <WallHead of={of} answered={answered} leave={enter} />}
          {!wall && answered.period && (
            <p className={style.period}>{periodSaid(answered.period, timezone)}</p>
          )}
          {error && !wrong && <Failure error={error} again={answered.again} />}
          {!isLost && (
            <Grid
              tiles={tiles}
              answered={answered}
              wall={wall}
              change={
                draft &&
                ((next) => setDraft((before) => before && { ...before, tiles: next(before.tiles) }))
              }
            />
          )}
        </div>
      )}
      {sharing && <Sharing of={of} close={() => share(false)} />}
    </Page>
  );
}

export default function Dashboard() {
  const { id = "" } = useParams();
  const query = useDashboard(id);
  const { error } = query;
  // An address that is none is refused as one, and no dashboard is there either.
  if (error instanceof Refused && (error.status === 404 || error.status === 400) && !query.data)
    return (
      <Page title={words.title}>
        <Empty
          title={words.missing.title}
          actions={<Link href="/dashboards">{words.missing.back}</Link>}
        >
          <p>{words.missing.lead}</p>
        </Empty>
      </Page>
    );
  return (
    <Loaded
      query={query}
      waiting={
        <Page title={words.title}>
          <Waiting rows={6} height={80} />
        </Page>
      }
    >
      {(of) => <Shown key={of.id} of={of} />}
    </Loaded>
  );
}
