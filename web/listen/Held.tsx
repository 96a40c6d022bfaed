/** What came in and could not be processed: why, what it was, and two ways on. */
import { Anchor, Button, Group } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { z } from "zod";
import type {
  deleteHeld,
  heldSignal,
  listHeld,
  sendAllHeldAgain,
  sendHeldAgain,
} from "#contract/listen.ts";
import { useAddress } from "../data/address.ts";
import { call } from "../data/client.ts";
import { useMutation } from "../data/mutation.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import { useMay, useWorkspace } from "../data/session.ts";
import { Ask } from "../parts/Ask.tsx";
import { Waiting } from "../parts/Loaded.tsx";
import { Empty, Page } from "../parts/Page.tsx";
import { Pages } from "../parts/Pages.tsx";
import { failed, tell } from "../parts/tell.tsx";
import { Technical } from "../parts/told.tsx";
import { moment, plain } from "../words/format.ts";
import style from "./held.module.css";
import { words } from "./words.ts";

const say = words.held;
type Held = z.output<typeof heldSignal>;

function useHeld(importId: string | undefined) {
  return useInfiniteQuery({
    queryKey: ["held", importId],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listHeld>("GET", "/v1/held", {
        query: {
          limit: 50,
          ...(importId === undefined ? {} : { import: importId }),
          ...(pageParam === undefined ? {} : { cursor: pageParam }),
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
}

/** Sends again and deletes; afterwards the list is asked for afresh, once the drain has had its moment. */
function useWays() {
  const client = useQueryClient();
  const fresh = () => void client.invalidateQueries({ queryKey: ["held"] });
  const again = useMutation({
    mutationFn: (id: string | undefined) =>
      id === undefined
        ? call<typeof sendAllHeldAgain>("POST", "/v1/held/send-again")
        : call<typeof sendHeldAgain>("POST", "/v1/held/:id/send-again", { params: { id } }),
    onSuccess: ({ sent }) => {
      tell(say.sent(sent));
      fresh();
      setTimeout(fresh, 2_000);
    },
    onError: failed,
  });
  const remove = useMutation({
    mutationFn: (id: string) =>
      call<typeof deleteHeld>("DELETE", "/v1/held/:id", { params: { id } }),
    onSuccess: () => {
      tell(say.removed);
      fresh();
    },
    onError: failed,
  });
  return { again, remove };
}

/** The score that does not fit, and the scale that it does not fit to, as far as they are known here. */
function useMisfit({ code, path, signal }: Held): string | undefined {
  const { data: measures = [] } = useEntries("measure");
  const inWords = say.scores[code];
  if (inWords === undefined) return undefined;
  const key = path.replace(/^measures\./, "");
  const known = measures.find((entry) => entry.key === key);
  const value = (signal as { measures?: Record<string, unknown> } | null)?.measures?.[key];
  const definition = known?.definition;
  const scale = definition && "scale" in definition ? definition.scale : undefined;
  return inWords(
    typeof value === "number" ? plain(value) : say.hidden,
    known ? labelOf(known) : key,
    scale
      ? say.scale(plain(scale.min), scale.max === undefined ? undefined : plain(scale.max))
      : "",
  );
}

/** The reason in the reader's words; else as the server says it, which speaks English. */
function Why({ held }: { held: Held }) {
  const why = useMisfit(held) ?? say.whys[held.code];
  if (why === undefined)
    return (
      <p className={style.reason} lang="en">
        {held.reason}
      </p>
    );
  return (
    <>
      <p className={style.reason}>{why}</p>
      <Technical told="" said={held.reason} />
    </>
  );
}

function One({ held, ways }: { held: Held; ways: ReturnType<typeof useWays> }) {
  const { timezone } = useWorkspace();
  const may = useMay();
  const [asked, ask] = useState(false);
  const title = say.codes[held.code] ?? say.other;
  const measure = /^measures\.(.+)$/.exec(held.path)?.[1];
  const isScale = held.code.startsWith("measure_") && measure !== undefined;
  return (
    <li className={style.one}>
      <div className={style.head}>
        <h2>{title}</h2>
        <time dateTime={held.heldAt}>{say.at(moment(held.heldAt, timezone))}</time>
      </div>
      <Why held={held} />
      <details>
        <summary>{held.path === "" ? say.came : `${say.came} · ${say.field(held.path)}`}</summary>
        <pre tabIndex={0} role="region" aria-label={say.came}>
          {typeof held.signal === "string" ? held.signal : JSON.stringify(held.signal, null, 2)}
        </pre>
      </details>
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => ways.again.mutate(held.heldId)}
          aria-label={`${say.send}: ${title}`}
        >
          {say.send}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          c="var(--bad)"
          onClick={() => ask(true)}
          aria-label={`${say.remove}: ${title}`}
        >
          {say.remove}
        </Button>
        {isScale && may("change the registry") && (
          <Anchor
            component={Link}
            size="sm"
            href={`/registry/measure/${encodeURIComponent(measure)}`}
          >
            {say.mend}
          </Anchor>
        )}
      </Group>
      {asked && (
        <Ask
          title={say.ask.title}
          action={say.ask.yes}
          close={() => ask(false)}
          onAgree={() => ways.remove.mutateAsync(held.heldId)}
        >
          <p>{say.ask.lead}</p>
        </Ask>
      )}
    </li>
  );
}

export default function HeldSignals() {
  const [address] = useAddress();
  const importId = address.get("import") ?? undefined;
  const query = useHeld(importId);
  const ways = useWays();
  const measures = useEntries("measure");
  const isSome = query.data?.pages.some(({ held }) => held.length > 0) ?? false;
  const actions = isSome && (
    <Button
      variant="default"
      loading={ways.again.isPending}
      onClick={() => ways.again.mutate(undefined)}
    >
      {say.sendAll}
    </Button>
  );
  return (
    <Page title={say.title} lead={say.lead} actions={actions}>
      {importId !== undefined && (
        <p className={style.of}>
          {say.ofImport}
          <Anchor component={Link} href="/signals/held">
            {say.allHeld}
          </Anchor>
        </p>
      )}
      <Pages
        query={query}
        of={(page) => page.held}
        waiting={<Waiting rows={6} />}
        none={
          <Empty title={say.none}>
            <p>{say.noneLead}</p>
          </Empty>
        }
      >
        {(rows) =>
          // Reasons name measures and their scales: rows would grow when these are known.
          measures.isPending ? (
            <Waiting rows={6} />
          ) : (
            <ul className={style.list} aria-label={say.list}>
              {rows.map((held) => (
                <One key={held.heldId} held={held} ways={ways} />
              ))}
            </ul>
          )
        }
      </Pages>
    </Page>
  );
}
