/** Why a customer's identifiers are one customer; undone and made here. */
import { Anchor, Button, NativeSelect, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { JoinBody, listJoins } from "#contract/identity.ts";
import { call } from "../data/client.ts";
import { useMutation } from "../data/mutation.ts";
import { messageOf } from "../parts/Failure.tsx";
import { Pages } from "../parts/Pages.tsx";
import { day } from "../words/format.ts";
import { useZone } from "./attributes.ts";
import { words } from "./joins-words.ts";
import { useJoining } from "./joining.ts";
import { customerPath, signalPath } from "./path.ts";
import style from "./profile.module.css";
import { words as common } from "./words.ts";

const identifierTypes = ["id", "email", "phone", "anonymousId"] as const;
type IdentifierType = (typeof identifierTypes)[number];

/** One end of a join; once parted it leads to whom it belongs to now. */
function End({ of, parted }: { of: JoinBody["one"]; parted: boolean }) {
  if (!parted) return of.value;
  return (
    <Anchor component={Link} href={customerPath(of.key)}>
      {of.value}
    </Anchor>
  );
}

function Row({ join }: { join: JoinBody }) {
  const zone = useZone();
  const { id, kind, one, other, signal, since, undoneAt } = join;
  const joining = useJoining();
  const act = useMutation({
    async mutationFn() {
      if (undoneAt === null) await joining.part(id, one.key, other.key);
      else await joining.join({ key: one.key }, { key: other.key });
    },
  });
  return (
    <li className={style.item}>
      <div>
        <span className={`${style.value} ${undoneAt === null ? "" : style.undone}`}>
          <End of={one} parted={undoneAt !== null} />
          {` ${words.and} `}
          <End of={other} parted={undoneAt !== null} />
        </span>
        <span className={style.note}>
          {words.since(words.kinds[kind], day(since, zone))}
          {undoneAt !== null && `, ${words.undoneOn(day(undoneAt, zone))}`}
          {signal !== null && (
            <>
              {" · "}
              <Anchor component={Link} href={signalPath(signal)} size="xs">
                {words.seeSignal}
              </Anchor>
            </>
          )}
        </span>
        {act.error && (
          <p role="alert" className={style.bad}>
            {messageOf(act.error)}
          </p>
        )}
      </div>
      <Button
        size="compact-sm"
        variant="default"
        loading={act.isPending}
        onClick={() => act.mutate()}
        aria-label={(undoneAt === null ? words.undoOf : words.againOf)(one.value, other.value)}
      >
        {undoneAt === null ? words.undo : words.again}
      </Button>
    </li>
  );
}

function Another({ customerKey, done }: { customerKey: string; done: () => void }) {
  const [type, setType] = useState<IdentifierType>("id");
  const [value, setValue] = useState("");
  const joining = useJoining();
  const act = useMutation({
    mutationFn: () => joining.join({ key: customerKey }, { [type]: value.trim() }),
    onSuccess: done,
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() !== "") act.mutate();
      }}
    >
      <p className={style.note}>{words.addLead}</p>
      <div className={style.row}>
        <NativeSelect
          size="xs"
          label={words.by}
          value={type}
          data={identifierTypes.map((each) => ({ value: each, label: common.types[each] }))}
          onChange={({ currentTarget }) => setType(currentTarget.value as IdentifierType)}
        />
        <TextInput
          size="xs"
          label={words.value}
          value={value}
          maxLength={320}
          error={act.error ? messageOf(act.error) : undefined}
          onChange={({ currentTarget }) => setValue(currentTarget.value)}
        />
        <Button size="xs" type="submit" variant="default" loading={act.isPending}>
          {words.join}
        </Button>
      </div>
    </form>
  );
}

export function Joins({ customerKey }: { customerKey: string }) {
  const [adding, add] = useState(false);
  const query = useInfiniteQuery({
    queryKey: ["customers", "joins", customerKey],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listJoins>("GET", "/v1/joins", {
        query: { key: customerKey, limit: 50, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  return (
    <section aria-labelledby="joins" className={style.panel}>
      <h2 id="joins">{words.title}</h2>
      <Pages
        query={query}
        of={(page) => page.joins}
        none={<p className={style.note}>{words.none}</p>}
      >
        {(joins) => (
          <>
            <p className={style.note}>{words.lead}</p>
            <ul className={style.list}>
              {joins.map((join) => (
                <Row key={join.id} join={join} />
              ))}
            </ul>
          </>
        )}
      </Pages>
      {adding ? (
        <Another customerKey={customerKey} done={() => add(false)} />
      ) : (
        <div>
          <Button size="xs" variant="default" onClick={() => add(true)}>
            {words.add}
          </Button>
        </div>
      )}
    </section>
  );
}
