/**
 * The demo company by one press, and out again by another. For pages that have nothing to show yet;
 * shows itself only to those who may do either.
 */
import { Button, Group } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "wouter";
import type { ImportRecord, listImports } from "#contract/listen.ts";
import { call } from "../data/client.ts";
import { useMay } from "../data/session.ts";
import { messageOf } from "../parts/Failure.tsx";
import { Bar } from "../parts/native.tsx";
import { Empty } from "../parts/Page.tsx";
import { tell } from "../parts/tell.tsx";
import { words } from "./demo-words.ts";
import { beginDemo, useLoading } from "./demo/state.ts";
import { isRunning, useRun } from "./import/states.ts";
import { useRemoval } from "./removal.ts";

/** What the import of the demo is called, also by the command. */
const importName = "demo";

function useDemo() {
  const may = useMay();
  const { data } = useQuery({
    enabled: may("send signals"),
    queryKey: ["imports", "demo"],
    queryFn: ({ signal }) =>
      call<typeof listImports>("GET", "/v1/imports", { query: { name: importName }, signal }),
  });
  return data?.imports.find(({ name }) => name === importName);
}

function useBegin(): () => void {
  const client = useQueryClient();
  return () =>
    void beginDemo(() => void client.invalidateQueries({ queryKey: ["imports"] })).then(
      (isHere) => {
        if (isHere) tell(words.loaded);
        return client.invalidateQueries();
      },
    );
}

function Ahead({ share, text }: { share: number; text: string }) {
  return (
    <div style={{ width: "100%", maxWidth: "28rem" }}>
      <p role="status">{text}</p>
      <Bar share={share} label={words.progress} />
    </div>
  );
}

function Here({ record }: { record: ImportRecord }) {
  const may = useMay();
  const removal = useRemoval(() => tell(words.removed));
  return (
    <Empty
      title={words.here}
      actions={
        <Group gap="sm">
          <Button component={Link} href="/overview">
            {words.overview}
          </Button>
          {may("delete signals") && (
            <Button
              variant="default"
              loading={removal.isPending}
              onClick={() => removal.mutate(record)}
            >
              {words.remove}
            </Button>
          )}
        </Group>
      }
    >
      <p>{words.hereLead}</p>
      {removal.isPending && <p role="status">{words.removing}</p>}
      {removal.error && <p role="alert">{messageOf(removal.error)}</p>}
    </Empty>
  );
}

export function Demo() {
  const may = useMay();
  const record = useDemo();
  const run = useRun(record?.id ?? "");
  const loading = useLoading();
  const begin = useBegin();
  if (!may("send signals") || !may("change customers")) return undefined;
  const isBusy = loading?.busy === true || isRunning(run);
  if (record && record.status !== "open" && !isBusy) return <Here record={record} />;
  const share = run && run.total > 0 ? run.read / run.total : 0;
  const before = loading?.step === "profiles" ? 0.05 + 0.25 * loading.share : 0.05;
  return (
    <Empty
      title={words.title}
      actions={
        !isBusy && (
          <Button variant="default" onClick={begin}>
            {words.load}
          </Button>
        )
      }
    >
      <p>{words.lead}</p>
      {isBusy && (
        <Ahead
          share={run ? 0.3 + 0.7 * share : before}
          text={
            run?.phase === "draining"
              ? words.draining
              : words[run ? "signals" : (loading?.step ?? "making")]
          }
        />
      )}
      {!isBusy && record?.status === "open" && record.position > 0 && <p>{words.stopped}</p>}
      {loading?.error !== undefined && (
        <p role="alert">{loading.isOther ? words.other : messageOf(loading.error)}</p>
      )}
    </Empty>
  );
}
