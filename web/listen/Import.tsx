/** One import: how far it is, what became of its rows, and taking all of it back. */
import { Anchor, Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { Link, useLocation, useParams } from "wouter";
import type { getImport, ImportRecord } from "#contract/listen.ts";
import { call } from "../data/client.ts";
import { useMay, useWorkspace } from "../data/session.ts";
import { Ask } from "../parts/Ask.tsx";
import { messageOf } from "../parts/Failure.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Page } from "../parts/Page.tsx";
import { tell } from "../parts/tell.tsx";
import { moment, whole } from "../words/format.ts";
import { Ahead } from "./import/Ahead.tsx";
import { keptOf } from "./import/kept.ts";
import { Rejected } from "./import/Rejected.tsx";
import { isRunning, useRun, type RunState } from "./import/states.ts";
import { words } from "./imports-words.ts";
import style from "./imports.module.css";
import { useRemoval } from "./removal.ts";

const say = words.one;
const everyMs = 1_500;

function Fact({ name, hint, children }: { name: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {hint !== undefined && <small>{hint}</small>}
      </dd>
    </div>
  );
}

function Facts({ record, run }: { record: ImportRecord; run: RunState | undefined }) {
  const { timezone } = useWorkspace();
  const may = useMay();
  const { facts, hints } = say;
  const isOfSignals = keptOf(record.id)?.thing ?? "signals";
  // Of customers and accounts the record counts none, and of signals it is asked now and then only:
  // what this tab has sent it knows at once.
  const isCountedHere = run !== undefined && (isOfSignals !== "signals" || isRunning(run));
  const of = (name: "accepted" | "duplicate" | "rejected"): string =>
    whole(isCountedHere ? Math.max(record[name], run.counts[name]) : record[name]);
  const held = record.held > 0 && may("handle held signals") && (
    <Anchor component={Link} href={`/signals/held?import=${record.id}`}>
      {say.seeHeld}
    </Anchor>
  );
  return (
    <dl className={style.facts}>
      <Fact name={facts.status}>{words.list.statuses[record.status]}</Fact>
      <Fact name={facts.position}>{whole(Math.max(record.position, run?.position ?? 0))}</Fact>
      <Fact name={facts.accepted}>{of("accepted")}</Fact>
      <Fact name={facts.duplicate} hint={hints.duplicate}>
        {of("duplicate")}
      </Fact>
      <Fact name={facts.rejected}>{of("rejected")}</Fact>
      {run && run.counts.leftOut > 0 && (
        <Fact name={facts.leftOut}>{whole(run.counts.leftOut)}</Fact>
      )}
      <Fact name={facts.held} hint={held || hints.held}>
        {whole(record.held)}
      </Fact>
      {record.waiting > 0 && <Fact name={facts.waiting}>{whole(record.waiting)}</Fact>}
      <Fact name={facts.updated}>
        <time dateTime={record.updatedAt}>{moment(record.updatedAt, timezone)}</time>
      </Fact>
    </dl>
  );
}

function Remove({ record }: { record: ImportRecord }) {
  const [asked, ask] = useState(false);
  const [, go] = useLocation();
  const removal = useRemoval(({ name }) => {
    tell(say.removed(name));
    go("/imports");
  });
  const isGoing = removal.isPending || record.status === "removing";
  return (
    <>
      <Button variant="default" c="var(--bad)" loading={isGoing} onClick={() => ask(true)}>
        {say.remove}
      </Button>
      {removal.error && <p role="alert">{messageOf(removal.error)}</p>}
      {asked && (
        <Ask
          title={say.ask.title}
          action={say.ask.yes}
          close={() => ask(false)}
          onAgree={() => {
            // It may take minutes, which the button beneath shows.
            removal.mutate(record);
            return Promise.resolve();
          }}
        >
          <p>{say.ask.lead(whole(record.accepted))}</p>
        </Ask>
      )}
    </>
  );
}

/** Where to go from here: to what was imported and nothing else, and to its time, which may be long ago. */
function Onward({ id, run }: { id: string; run: RunState | undefined }) {
  const { first, last } = run ?? {};
  const days =
    first === undefined || last === undefined
      ? { span: "all" }
      : { from: first.slice(0, 10), to: last.slice(0, 10) };
  const of = (more: Readonly<Record<string, string>>) =>
    `?${new URLSearchParams({ ...more, where: `source.import == "${id}"` }).toString()}`;
  return (
    <Group>
      <Button component={Link} href={`/overview${of(days)}`}>
        {say.overview}
      </Button>
      <Button component={Link} href={`/signals${of({})}`} variant="default">
        {say.signals}
      </Button>
    </Group>
  );
}

export default function Import() {
  const { id = "" } = useParams<{ id: string }>();
  const may = useMay();
  const run = useRun(id);
  const query = useQuery({
    queryKey: ["imports", id],
    queryFn: ({ signal }) =>
      call<typeof getImport>("GET", "/v1/imports/:id", { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) =>
      data && (data.status !== "complete" || data.waiting > 0 || isRunning(run)) ? everyMs : false,
  });
  const record = query.data;
  const isWhole = record?.status === "complete" && !isRunning(run);
  return (
    <Page
      title={record?.name ?? words.list.title}
      back={{ href: "/imports", to: say.back }}
      actions={record && may("delete signals") && <Remove record={record} />}
    >
      <Loaded query={query}>
        {(loaded) => (
          <>
            <Ahead record={loaded} run={run} />
            <Facts record={loaded} run={run} />
            {isWhole && <Onward id={id} run={run} />}
            {run && run.rejected.length > 0 && (
              <Rejected rows={run.rejected} all={run.counts.rejected} name={loaded.name} />
            )}
          </>
        )}
      </Loaded>
    </Page>
  );
}
