/** The audit log: filtered by its address, read on page by page, exported. */
import { Button, Select, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { listAudit } from "#contract/access.ts";
import { useAddress } from "../data/address.ts";
import { call } from "../data/client.ts";
import { useWorkspace } from "../data/session.ts";
import { failed, tell } from "../parts/tell.tsx";
import { download } from "../parts/download.ts";
import { Waiting } from "../parts/Loaded.tsx";
import { Pages } from "../parts/Pages.tsx";
import { Empty } from "../parts/Page.tsx";
import { startOfDay } from "../words/zone.ts";
import { AuditEntry } from "./AuditEntry.tsx";
import { words } from "./audit-words.ts";
import { events } from "./event-words.ts";
import { useActors } from "./members.ts";
import { SettingsPage } from "./SettingsPage.tsx";
import style from "./audit.module.css";

const names = ["event", "actor", "subject", "from", "to"] as const;

/** The families of events and these one by one; `key.*` is all of a family. */
const choices = Object.keys(events)
  .filter((code) => !code.includes("."))
  .map((family) => ({
    group: events[family]!,
    items: [
      { value: `${family}.*`, label: words.all(events[family]!) },
      ...Object.keys(events)
        .filter((code) => code.startsWith(`${family}.`))
        .map((code) => ({ value: code, label: events[code]! })),
    ],
  }));

/** The filters of the address, as the API takes them; days are of the workspace's zone, both included. */
function useFilters() {
  const [parameters, change] = useAddress();
  const { timezone } = useWorkspace();
  const given = Object.fromEntries(
    names.map((name) => [name, parameters.get(name) ?? ""]),
  ) as Record<(typeof names)[number], string>;
  const { from, to, ...rest } = given;
  const query = {
    ...rest,
    from: from === "" ? undefined : startOfDay(from, timezone),
    to: to === "" ? undefined : startOfDay(to, timezone, 1),
  };
  return { given, query, change };
}

function Filters({ given, change }: Omit<ReturnType<typeof useFilters>, "query">) {
  const { known } = useActors();
  const actors = known.map(({ actor, name }) => ({ value: actor, label: name }));
  if (given.actor !== "" && !known.some(({ actor }) => actor === given.actor))
    actors.push({ value: given.actor, label: given.actor });
  return (
    <div className={style.filters} role="search">
      <Select
        label={words.event}
        placeholder={words.anyEvent}
        data={choices}
        value={given.event || null}
        onChange={(event) => change({ event: event ?? undefined })}
        searchable
        clearable
        nothingFoundMessage={words.nothingFound}
      />
      <Select
        label={words.actor}
        placeholder={words.anybody}
        data={actors}
        value={given.actor || null}
        onChange={(actor) => change({ actor: actor ?? undefined })}
        searchable
        clearable
        limit={100}
        nothingFoundMessage={words.nothingFound}
      />
      <TextInput
        label={words.subject}
        title={words.subjectHint}
        defaultValue={given.subject}
        key={given.subject}
        maxLength={500}
        onBlur={({ currentTarget }) => change({ subject: currentTarget.value })}
        onKeyDown={({ key, currentTarget }) =>
          key === "Enter" && change({ subject: currentTarget.value })
        }
      />
      <TextInput
        type="date"
        label={words.from}
        value={given.from}
        onChange={({ currentTarget }) => change({ from: currentTarget.value }, true)}
      />
      <TextInput
        type="date"
        label={words.to}
        value={given.to}
        onChange={({ currentTarget }) => change({ to: currentTarget.value }, true)}
      />
    </div>
  );
}

function Entries({
  query,
  clear,
}: {
  query: ReturnType<typeof useFilters>["query"];
  clear: () => void;
}) {
  const { nameOf, known } = useActors();
  const pages = useInfiniteQuery({
    queryKey: ["audit", query],
    queryFn: ({ pageParam, signal }) =>
      call<typeof listAudit>("GET", "/v1/audit", {
        query: { ...query, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
  const who = (actor: string) => {
    const [kind, ...rest] = actor.split(":");
    if (kind === "system") return words.program(rest.join(":"));
    return actor === "" || kind === "nobody" ? words.nobody : nameOf(actor);
  };
  // People and keys stand there by their ids alone.
  const subjectOf = (id: string) =>
    known.find(({ actor }) => actor === `person:${id}` || actor === `key:${id}`)?.name ?? id;
  return (
    <Pages
      query={pages}
      of={(page) => page.entries}
      waiting={<Waiting rows={8} height={28} />}
      none={
        <Empty
          title={words.none}
          actions={
            <Button variant="default" onClick={clear}>
              {words.clear}
            </Button>
          }
        >
          <p>{words.noneText}</p>
        </Empty>
      }
    >
      {(entries) => (
        <ul className={style.entries} aria-label={words.entries}>
          {entries.map((entry) => (
            <AuditEntry
              key={entry.id}
              entry={entry}
              who={who(entry.actor)}
              subject={subjectOf(entry.subject)}
            />
          ))}
        </ul>
      )}
    </Pages>
  );
}

export default function Audit() {
  const { given, query, change } = useFilters();
  const clear = () => change(Object.fromEntries(names.map((name) => [name, undefined])));
  const wanted = Object.entries(query).filter(([, value]) => value);
  const search = new URLSearchParams(wanted as [string, string][]).toString();
  const save = () =>
    download(`/v1/audit/export${search === "" ? "" : `?${search}`}`, "corridor-audit.ndjson")
      .then(() => tell(words.exported))
      .catch(failed);
  return (
    <SettingsPage
      title={words.title}
      lead={words.lead}
      actions={
        <Button variant="default" onClick={() => void save()}>
          {words.export}
        </Button>
      }
    >
      <Filters given={given} change={change} />
      <Entries query={query} clear={clear} />
    </SettingsPage>
  );
}
