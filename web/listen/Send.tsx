/** A developer's first steps: a key, a command with that key in it, and the page that notices what arrives. */
import { Anchor, Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { makeKey } from "#contract/access.ts";
import type { listSignals } from "#contract/listen.ts";
import { call } from "../data/client.ts";
import { useMutation } from "../data/mutation.ts";
import { useMay, useWorkspace } from "../data/session.ts";
import { Code } from "../parts/Code.tsx";
import { messageOf } from "../parts/Failure.tsx";
import { Page } from "../parts/Page.tsx";
import { day } from "../words/format.ts";
import style from "./send.module.css";
import { words } from "./send-words.ts";
import { moved } from "./signal.ts";

const everyMs = 1_500;

/** One of its own for each visit, so that the page knows it when it comes. */
function made() {
  const [number = 0] = crypto.getRandomValues(new Uint32Array(1));
  const at = new Date();
  return { id: `first-signal-${number.toString(36)}`, at };
}

function commandOf(id: string, at: Date, key: string): string {
  const signal = {
    id,
    kind: "response",
    occurredAt: at.toISOString(),
    touchpoint: "installation",
    pattern: "past",
    measures: { nps: 9 },
    text: words.said,
  };
  // An apostrophe would end the shell's quotes.
  const body = JSON.stringify(signal, null, 2).replaceAll("'", "’");
  return `curl ${location.origin}/v1/signals \\\n  -H "authorization: Bearer ${key}" \\\n  -H "content-type: application/json" \\\n  -d '${body}'`;
}

/** Whether it is among the signals of its very second. */
function useArrived(id: string, at: Date): boolean {
  const { data = false } = useQuery({
    queryKey: ["arrived", id],
    queryFn: async ({ signal }) => {
      const to = new Date(at.getTime() + 1_000).toISOString();
      const { signals } = await call<typeof listSignals>("GET", "/v1/signals", {
        query: { from: at.toISOString(), to, limit: 1_000 },
        signal,
      });
      return signals.some((each) => each.id === id);
    },
    refetchInterval: ({ state }) => (state.data === true ? false : everyMs),
    refetchIntervalInBackground: true,
  });
  return data;
}

export default function Send() {
  const [{ id, at }] = useState(made);
  const may = useMay();
  const { timezone } = useWorkspace();
  const making = useMutation({
    mutationFn: () =>
      call<typeof makeKey>("POST", "/v1/keys", {
        body: { name: words.keyName(day(at.toISOString(), timezone)), scopes: ["ingest"] },
      }),
  });
  const hasArrived = useArrived(id, at);
  const date = at.toISOString().slice(0, 10);
  return (
    <Page title={words.title} lead={words.lead}>
      <div className={style.steps}>
        <section>
          <h2>{words.key}</h2>
          {may("manage keys") ? (
            <>
              <p className={style.lead}>{making.data ? words.once : words.keyLead}</p>
              {!making.data && (
                <Button loading={making.isPending} onClick={() => making.mutate()}>
                  {words.make}
                </Button>
              )}
            </>
          ) : (
            <p className={style.lead}>{words.ask}</p>
          )}
          {making.error && <p role="alert">{messageOf(making.error)}</p>}
        </section>
        <section>
          <h2>{words.run}</h2>
          <Code label={words.command} text={commandOf(id, at, making.data?.key ?? words.yours)} />
        </section>
        <section aria-live="polite">
          <h2>{words.wait}</h2>
          {hasArrived ? (
            <>
              <p>
                <strong>{words.here}</strong> {words.hereLead}
              </p>
              <Group gap="sm">
                <Button
                  component={Link}
                  href={`/overview?from=${moved(date, -1)}&to=${moved(date, 1)}`}
                >
                  {words.figure}
                </Button>
                <Button
                  component={Link}
                  href={`/signals/${encodeURIComponent(id)}`}
                  variant="default"
                >
                  {words.signal}
                </Button>
              </Group>
            </>
          ) : (
            <p className={style.lead}>
              <span className={style.pulse} aria-hidden="true" />
              {words.waiting}
            </p>
          )}
        </section>
        <p className={style.lead}>
          {words.next}{" "}
          <Anchor href="/docs" underline="always">
            {words.docs}
          </Anchor>
        </p>
      </div>
    </Page>
  );
}
