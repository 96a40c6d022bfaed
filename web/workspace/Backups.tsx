/** Backups: the ones that are kept, the one that is being made, and how they come to be. */
import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { BackupState, listBackups, startBackup } from "#contract/backup.ts";
import { call } from "../data/client.ts";
import { useMutation } from "../data/mutation.ts";
import { useSession, useWorkspace } from "../data/session.ts";
import { Ask } from "../parts/Ask.tsx";
import { failed, tell } from "../parts/tell.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { Empty } from "../parts/Page.tsx";
import { Scroll } from "../parts/Scroll.tsx";
import { moment, since, whole } from "../words/format.ts";
import { bytes } from "../words/bytes.ts";
import { words as all } from "./operation-words.ts";
import { SettingsPage } from "./SettingsPage.tsx";
import style from "./workspace.module.css";

const words = all.backups;
/** Milliseconds between two looks: while one is being made, and else. */
const looks = { running: 1_000, quiet: 60_000 };

function Facts({ state: { schedule, running, failed: last } }: { state: BackupState }) {
  const { timezone } = useWorkspace();
  return (
    <dl className={style.facts}>
      <dt>{words.schedule}</dt>
      <dd>
        {schedule === null ? words.never : words.every(whole(schedule.hours), schedule.hours)}
      </dd>
      {schedule && (
        <>
          <dt>{words.kept}</dt>
          <dd>{words.keptNewest(whole(schedule.kept))}</dd>
        </>
      )}
      {running && (
        <>
          <dt>{words.running}</dt>
          <dd role="status">
            {[
              words.runningSince(since(running.startedAt)),
              words.written(whole(running.rows), bytes(running.bytes)),
            ].join(" · ")}
          </dd>
        </>
      )}
      {last && (
        <>
          <dt>{words.failed}</dt>
          <dd>
            <span className={`${style.state} ${style.bad}`}>{moment(last.at, timezone)}</span>
            <div>{last.message}</div>
          </dd>
        </>
      )}
    </dl>
  );
}

function Kept({ backups }: Pick<BackupState, "backups">) {
  const { timezone } = useWorkspace();
  return (
    <Scroll label={words.list}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.name}</th>
            <th scope="col">{words.made}</th>
            <th scope="col">{words.cut}</th>
            <th scope="col" className={style.end}>
              {words.rows}
            </th>
            <th scope="col" className={style.end}>
              {words.files}
            </th>
            <th scope="col" className={style.end}>
              {words.size}
            </th>
          </tr>
        </thead>
        <tbody>
          {backups.map((each) => (
            <tr key={each.name}>
              <td>
                <code>{each.name}</code>
              </td>
              <td className={style.nowrap}>{moment(each.madeAt, timezone)}</td>
              <td className={style.nowrap}>{moment(each.cut, timezone)}</td>
              <td className={style.end}>{whole(each.rows)}</td>
              <td className={style.end}>{whole(each.files)}</td>
              <td className={style.end}>{bytes(each.bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

export default function Backups() {
  const client = useQueryClient();
  const { workspaces } = useSession();
  const archive = useRef<HTMLFormElement>(null);
  const [asked, ask] = useState(false);
  const query = useQuery({
    queryKey: ["backups"],
    queryFn: () => call<typeof listBackups>("GET", "/v1/backups"),
    refetchInterval: ({ state }) => (state.data?.running ? looks.running : looks.quiet),
  });
  const make = useMutation({
    mutationFn: () => call<typeof startBackup>("POST", "/v1/backups"),
    onSuccess(state) {
      client.setQueryData(["backups"], state);
      tell(words.begun);
    },
    onError: failed,
  });
  const running = Boolean(query.data?.running);
  return (
    <SettingsPage
      title={words.title}
      lead={words.lead}
      actions={
        <>
          {/* A form's answer goes to the disk as it comes; it can name no workspace, so who has several does it by the API. */}
          {workspaces.length === 1 && (
            <Button variant="default" disabled={running} onClick={() => ask(true)}>
              {words.download}
            </Button>
          )}
          <Button disabled={running} loading={make.isPending} onClick={() => make.mutate()}>
            {words.make}
          </Button>
        </>
      }
    >
      <form ref={archive} method="post" action="/v1/backups/archive" />
      <Loaded query={query}>
        {(state) => (
          <div className={style.section}>
            <Facts state={state} />
            <p>{words.where}</p>
            {state.backups.length === 0 ? (
              <Empty title={words.none}>
                <p>{words.noneText}</p>
              </Empty>
            ) : (
              <Kept backups={state.backups} />
            )}
          </div>
        )}
      </Loaded>
      {asked && (
        <Ask
          title={words.downloadTitle}
          action={words.downloadAction}
          close={() => ask(false)}
          onAgree={() => Promise.resolve(archive.current?.submit())}
        >
          <p>{words.downloadText}</p>
        </Ask>
      )}
    </SettingsPage>
  );
}
