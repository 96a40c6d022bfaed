/** API keys: made, shown once, revoked. */
import { Button, VisuallyHidden } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ApiKey, listKeys, makeKey, revokeKey } from "#contract/access.ts";
import { useAddress } from "../data/address.ts";
import { call, type Answer } from "../data/client.ts";
import { useWorkspace } from "../data/session.ts";
import { Ask } from "../parts/Ask.tsx";
import { tell } from "../parts/tell.tsx";
import { Waiting } from "../parts/Loaded.tsx";
import { Empty } from "../parts/Page.tsx";
import { Pages } from "../parts/Pages.tsx";
import { Scroll } from "../parts/Scroll.tsx";
import { day, listOf, moment, since } from "../words/format.ts";
import { words } from "./keys-words.ts";
import { MadeKey, MakeKey } from "./MakeKey.tsx";
import { useActors } from "./members.ts";
import { words as roleWords } from "./role-words.ts";
import { SettingsPage } from "./SettingsPage.tsx";
import style from "./workspace.module.css";

const looks = { holds: style.good, expired: style.warn, revoked: "" } as const;

function State({ of }: { of: ApiKey }) {
  const { timezone } = useWorkspace();
  return (
    <>
      <span className={`${style.state} ${looks[of.state]}`}>{words.states[of.state]}</span>
      {of.state !== "revoked" && of.expiresAt !== null && (
        <div className={style.quiet}>{words.until(day(of.expiresAt, timezone))}</div>
      )}
      {of.revokedAt !== null && <div className={style.quiet}>{moment(of.revokedAt, timezone)}</div>}
    </>
  );
}

function KeyRow({ of, ask }: { of: ApiKey; ask: (of: ApiKey) => void }) {
  const { timezone } = useWorkspace();
  const { nameOf } = useActors();
  return (
    <tr>
      <td>
        <div className={style.strong}>{of.name}</div>
        <code>{words.hint(of.hint)}</code>
      </td>
      <td>{listOf(of.scopes.map((scope) => roleWords.scopes[scope].label))}</td>
      <td>
        <State of={of} />
      </td>
      <td className={style.nowrap}>
        {of.lastUsedAt === null ? (
          words.never
        ) : (
          <time dateTime={of.lastUsedAt} title={moment(of.lastUsedAt, timezone)}>
            {since(of.lastUsedAt)}
          </time>
        )}
      </td>
      <td>
        {day(of.madeAt, timezone)}
        <div className={style.quiet}>{nameOf(of.madeBy)}</div>
      </td>
      <td className={style.end}>
        {of.state !== "revoked" && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={words.revokeOf(of.name)}
            onClick={() => ask(of)}
          >
            {words.revoke}
          </Button>
        )}
      </td>
    </tr>
  );
}

function List({ make, ask }: { make: () => void; ask: (of: ApiKey) => void }) {
  const query = useInfiniteQuery({
    queryKey: ["keys"],
    queryFn: ({ pageParam }) =>
      call<typeof listKeys>("GET", "/v1/keys", {
        query: { limit: 100, ...(pageParam === null ? {} : { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  return (
    <Pages
      query={query}
      of={(page) => page.keys}
      waiting={<Waiting height={40} />}
      none={
        <Empty title={words.none} actions={<Button onClick={make}>{words.make}</Button>}>
          <p>{words.noneText}</p>
        </Empty>
      }
    >
      {(keys) => (
        <Scroll label={words.title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.scopes}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">{words.used}</th>
                <th scope="col">{words.made}</th>
                <th scope="col">
                  <VisuallyHidden>{words.revoke}</VisuallyHidden>
                </th>
              </tr>
            </thead>
            <tbody>
              {keys.map((each) => (
                <KeyRow key={each.id} of={each} ask={ask} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Pages>
  );
}

export default function Keys() {
  const client = useQueryClient();
  // It stands in the address, so that the palette leads to it.
  const [address, change] = useAddress();
  const making = address.has("make");
  const make = () => change({ make: "yes" });
  const [made, show] = useState<Answer<typeof makeKey>>();
  const [asked, ask] = useState<ApiKey>();
  async function revoke({ id, name }: ApiKey) {
    await call<typeof revokeKey>("DELETE", "/v1/keys/:id", { params: { id } });
    await client.invalidateQueries({ queryKey: ["keys"] });
    tell(words.revoked(name));
  }
  return (
    <SettingsPage
      title={words.title}
      lead={words.lead}
      actions={<Button onClick={make}>{words.make}</Button>}
    >
      <List make={make} ask={ask} />
      {making && <MakeKey close={() => change({ make: undefined }, true)} show={show} />}
      {made && <MadeKey made={made} close={() => show(undefined)} />}
      {asked && (
        <Ask
          title={words.revokeTitle(asked.name)}
          action={words.revoke}
          close={() => ask(undefined)}
          onAgree={() => revoke(asked)}
        >
          <p>
            {asked.lastUsedAt === null
              ? words.revokeUnused
              : words.revokeUsed(since(asked.lastUsedAt))}{" "}
            {words.revokeText}
          </p>
        </Ask>
      )}
    </SettingsPage>
  );
}
