/**
 * The demo company by one press, and out again by another. For pages that have nothing to show yet;
 * shows itself only to those who may do either.
 */
import { Button, Group, Progress } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { ImportRecord, listImports } from "#contract/listen.ts";
import { call } from "../data/client.ts";
import { useMay } from "../data/session.ts";
import { messageOf } from "../parts/Failure.tsx";
import { Empty } from "../parts/Page.tsx";
import { words } from "./demo-words.ts";
import { isRunning, useRun } from "./import/runs.ts";
import { useRemoval } from "./removal.ts";

/** What the import of the demo is called, also by the command. */
const importName = "demo";

type Step = { step: "making" | "profiles" | "signals"; share: number };

function useDemo() {
  const { data } = useQuery({
    queryKey: ["imports", "demo"],
    queryFn: ({ signal }) =>
      call<typeof listImports>("GET", "/v1/imports", { query: { name: importName }, signal }),
  });
  return data?.imports.find(({ name }) => name === importName);
}

function useLoading() {
  const client = useQueryClient();
  const [step, setStep] = useState<Step>();
  const loading = useMutation({
    mutationFn: async () => {
      const { loadDemo } = await import("./demo/load.ts");
      await loadDemo((name, share) => {
        setStep({ step: name, share });
        if (name === "signals") void client.invalidateQueries({ queryKey: ["imports"] });
      });
    },
    onSuccess: () => notifications.show({ message: words.loaded }),
    onSettled: () => client.invalidateQueries(),
  });
  return { step, loading };
}

function Bar({ value, text }: { value: number; text: string }) {
  return (
    <div style={{ width: "100%", maxWidth: "28rem" }}>
      <p role="status">{text}</p>
      <Progress value={value} aria-label={words.progress} transitionDuration={0} />
    </div>
  );
}

function Here({ record }: { record: ImportRecord }) {
  const may = useMay();
  const removal = useRemoval(() => void notifications.show({ message: words.removed }));
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
  const { step, loading } = useLoading();
  if (!may("send signals") || !may("change customers")) return undefined;
  const isBusy = loading.isPending || isRunning(run);
  if (record && record.status !== "open" && !isBusy) return <Here record={record} />;
  const isOther = loading.error?.constructor.name === "OtherDemo";
  const share = run && run.total > 0 ? run.read / run.total : 0;
  const before = step?.step === "profiles" ? 5 + 25 * step.share : 5;
  return (
    <Empty
      title={words.title}
      actions={
        !isBusy && (
          <Button variant="default" onClick={() => loading.mutate()}>
            {words.load}
          </Button>
        )
      }
    >
      <p>{words.lead}</p>
      {isBusy && (
        <Bar
          value={run ? 30 + 70 * share : before}
          text={
            run?.phase === "draining"
              ? words.draining
              : words[run ? "signals" : (step?.step ?? "making")]
          }
        />
      )}
      {!isBusy && record?.status === "open" && record.position > 0 && <p>{words.stopped}</p>}
      {loading.error && <p role="alert">{isOther ? words.other : messageOf(loading.error)}</p>}
    </Empty>
  );
}
