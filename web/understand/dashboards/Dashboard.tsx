/** One dashboard: its filters, its tiles, and all that can be done with it. */
import { ActionIcon, Button, Menu, Textarea, TextInput } from "@mantine/core";
import { useFullscreenElement } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation, useParams } from "wouter";
import type {
  Dashboard as DashboardOf,
  deleteDashboard,
  makeDashboard,
  restoreDashboard,
  Tile,
} from "#contract/dashboard.ts";
import { useAddress } from "../../data/address.ts";
import { call, Refused } from "../../data/client.ts";
import { useMutation } from "../../data/mutation.ts";
import { useMay, useWorkspace } from "../../data/session.ts";
import { Failure } from "../../parts/Failure.tsx";
import { Loaded, Waiting } from "../../parts/Loaded.tsx";
import { Empty, Page } from "../../parts/Page.tsx";
import { failed, tell } from "../../parts/tell.tsx";
import { toldOf } from "../../parts/told.tsx";
import { clock } from "../../words/format.ts";
import { lookOf, type Look } from "./address.ts";
import {
  changed,
  dashboardQuery,
  keepPicture,
  putOf,
  read,
  useAnswers,
  useDashboard,
  written,
  type Answered,
} from "./asking.ts";
import style from "./dashboards.module.css";
import { Filters } from "./Filters.tsx";
import { Grid } from "./Grid.tsx";
import { Sharing } from "./Sharing.tsx";
import { daysSaid } from "./titles.ts";
import { words } from "./words.ts";

/** Milliseconds after which a wall is asked for anew. */
const wallAge = 5 * 60_000;

type Draft = Pick<DashboardOf, "name" | "description" | "tiles">;

function useDoings(of: DashboardOf) {
  const client = useQueryClient();
  const [, go] = useLocation();
  const { id, name, description, tiles, filters } = of;
  const again = () => client.invalidateQueries({ queryKey: ["dashboards", "list"] });
  return {
    async copy() {
      const made = await call<typeof makeDashboard>("POST", "/v1/dashboards", {
        body: {
          name: written(name, words.actions.copyOf(read(name)).slice(0, 200)),
          ...(description === undefined ? {} : { description }),
          tiles,
          filters,
        },
      });
      void again();
      tell(words.actions.copied);
      go(`/dashboards/${made.id}`);
    },
    async remove() {
      const one = { params: { id } };
      await call<typeof deleteDashboard>("DELETE", "/v1/dashboards/:id", one);
      client.removeQueries({ queryKey: dashboardQuery(id).queryKey });
      void again();
      go("/dashboards");
      tell(words.actions.deleted(read(name)), async () => {
        await call<typeof restoreDashboard>("POST", "/v1/dashboards/:id/restore", one);
        await again();
      });
    },
  };
}

function Actions({
  of,
  look,
  wall,
  edit,
  share,
}: {
  of: DashboardOf;
  look: Look;
  wall: () => void;
  edit: () => void;
  share: () => void;
}) {
  const may = useMay()("make dashboards");
  const doings = useDoings(of);
  const picture = useMutation({
    mutationFn: (format: "pdf" | "png") => keepPicture(of, format, look),
    onError: failed,
  });
  const drawing = (format: string) => picture.isPending && picture.variables === format;
  return (
    <>
      {of.mayChange && <Button onClick={edit}>{words.actions.edit}</Button>}
      {of.mayShare && (
        <Button variant="default" onClick={share}>
          {words.actions.share}
        </Button>
      )}
      {of.tiles.length > 0 && (
        <>
          {(["pdf", "png"] as const).map((format) => (
            <Button
              key={format}
              variant="default"
              loading={drawing(format)}
              disabled={picture.isPending}
              aria-label={format === "pdf" ? words.actions.pdfOf : words.actions.pngOf}
              onClick={() => picture.mutate(format)}
            >
              {words.actions[format]}
            </Button>
          ))}
          {document.fullscreenEnabled && (
            <Button variant="default" onClick={wall}>
              {words.actions.wall}
            </Button>
          )}
        </>
      )}
      {(may || of.mayShare) && (
        <Menu position="bottom-end" width={200}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={words.actions.more}>
              <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
                <g fill="currentColor">
                  <circle cx="3" cy="8" r="1.4" />
                  <circle cx="8" cy="8" r="1.4" />
                  <circle cx="13" cy="8" r="1.4" />
                </g>
              </svg>
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {may && (
              <Menu.Item onClick={() => void doings.copy().catch(failed)}>
                {words.actions.copy}
              </Menu.Item>
            )}
            {of.mayShare && (
              <Menu.Item color="var(--bad)" onClick={() => void doings.remove().catch(failed)}>
                {words.actions.delete}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </>
  );
}

function Editing({
  of,
  draft,
  change,
  done,
}: {
  of: DashboardOf;
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  done: () => void;
}) {
  const client = useQueryClient();
  const keep = useMutation({
    mutationFn: () => {
      const { description, ...rest } = draft;
      const body = changed(of, rest);
      if (description === undefined) delete body.description;
      else body.description = description;
      return putOf(client, of.id, body);
    },
    onSuccess: () => {
      tell(words.edit.saved);
      done();
    },
    onError: (error) => {
      // Theirs is read; what was changed here stays, and goes in with the next press.
      if (error instanceof Refused && error.status === 409)
        void client.invalidateQueries({ queryKey: dashboardQuery(of.id).queryKey });
      else failed(error);
    },
  });
  const outdated = keep.error instanceof Refused && keep.error.status === 409;
  const named = read(draft.name).trim() !== "";
  return (
    <form
      className={style.editor}
      onSubmit={(event) => {
        event.preventDefault();
        if (named) keep.mutate();
      }}
    >
      {outdated && <p role="alert">{words.edit.outdated}</p>}
      <div className={style.pair}>
        <TextInput
          label={words.edit.name}
          value={read(draft.name)}
          maxLength={200}
          error={named ? undefined : words.naming.needed}
          onChange={({ currentTarget }) =>
            change({ name: written(draft.name, currentTarget.value) })
          }
        />
        <Textarea
          label={words.edit.description}
          value={draft.description === undefined ? "" : read(draft.description)}
          maxLength={2_000}
          autosize
          minRows={1}
          onChange={({ currentTarget: { value } }) =>
            change({ description: value === "" ? undefined : written(draft.description, value) })
          }
        />
      </div>
      <p className={style.soft}>{words.edit.lead}</p>
      <div className={style.buttons}>
        <Button type="submit" loading={keep.isPending}>
          {words.edit.save}
        </Button>
        <Button variant="default" onClick={done}>
          {words.edit.cancel}
        </Button>
        <Link href="/explore">{words.actions.add}</Link>
      </div>
    </form>
  );
}

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
        {answered.period && daysSaid(answered.period, timezone)}
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
  const [draft, setDraft] = useState<Draft>();
  const [sharing, share] = useState(false);
  const { ref, toggle, fullscreen: wall } = useFullscreenElement<HTMLDivElement>();
  const look = lookOf(parameters, of.filters);
  const answered = useAnswers(of, look, wall && wallAge);
  const tiles: readonly Tile[] = draft?.tiles ?? of.tiles;
  const { error } = answered;
  // What is wrong with the condition is said where that is written.
  const wrong = error instanceof Refused && error.code === "expression_invalid" ? error : undefined;
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
          {error && !wrong && <Failure error={error} again={answered.again} />}
          <Grid
            tiles={tiles}
            answered={answered}
            wall={wall}
            change={
              draft &&
              ((next) => setDraft((before) => before && { ...before, tiles: next(before.tiles) }))
            }
          />
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
