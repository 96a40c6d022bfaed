/** All entries of a type: found by a few letters, filtered by state, what is to be reviewed first. */
import { Anchor, Button, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link, useParams } from "wouter";
import type { RegistryEntry, RegistryType } from "#contract/registry.ts";
import { oneOf, useAddress } from "../data/address.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import { useMay } from "../data/session.ts";
import { Loaded, Waiting } from "../parts/Loaded.tsx";
import { Empty, Page } from "../parts/Page.tsx";
import { Cards } from "../parts/Scroll.tsx";
import { whole } from "../words/format.ts";
import { cellOf, useColumns } from "./columns.tsx";
import { Editor } from "./Editor.tsx";
import { words } from "./entry-words.ts";
import { stateOf, StateMark } from "./State.tsx";
import { addressOf, partOf, typeOf } from "./types.ts";
import { typeWords } from "./type-words.ts";
import { UnitImport } from "./UnitImport.tsx";
import style from "./journey.module.css";

const shows = ["all", "open", "on", "off"] as const;
/** Rows that are drawn at once: a chain may have 20,000 units. */
const step = 200;

function useFilter() {
  const [parameters, change] = useAddress();
  const show = oneOf(parameters.get("show"), shows);
  const find = parameters.get("find") ?? "";
  const said = find.trim().toLocaleLowerCase();
  const fits = (entry: RegistryEntry) =>
    (show === "all" || stateOf(entry) === show) &&
    (said === "" || `${entry.key} ${labelOf(entry)}`.toLocaleLowerCase().includes(said));
  return { show, find, fits, change };
}

function Filter({ find, show, change }: Omit<ReturnType<typeof useFilter>, "fits">) {
  return (
    <div className={style.filters} role="search">
      <TextInput
        label={words.find}
        placeholder={words.findHint}
        type="search"
        value={find}
        maxLength={200}
        onChange={({ currentTarget }) => change({ find: currentTarget.value }, true)}
      />
      <Select
        label={words.show}
        data={shows.map((each) => ({ value: each, label: words.shows[each] }))}
        value={show}
        onChange={(each) => change({ show: each === "all" ? undefined : (each ?? undefined) })}
        allowDeselect={false}
      />
    </div>
  );
}

function Table({ type, entries }: { type: RegistryType; entries: readonly RegistryEntry[] }) {
  const columns = useColumns(type);
  const [most, setMost] = useState(step);
  return (
    <div className={style.section}>
      <Cards label={typeWords[type].many}>
        <thead>
          <tr>
            <th scope="col">{words.label}</th>
            <th scope="col">{words.key}</th>
            {columns.map(({ name, end }) => (
              <th key={name} scope="col" className={end ? style.end : undefined}>
                {name}
              </th>
            ))}
            <th scope="col">{words.state}</th>
          </tr>
        </thead>
        <tbody>
          {entries.slice(0, most).map((entry) => (
            <tr key={entry.key}>
              <td>
                <Anchor component={Link} href={addressOf(type, entry.key)} fw={600} c="inherit">
                  {labelOf(entry)}
                </Anchor>
              </td>
              <td>
                <code>{entry.key}</code>
              </td>
              {columns.map((column) => (
                <td
                  key={column.name}
                  className={column.end ? style.end : undefined}
                  data-label={cellOf(column, entry) === "" ? undefined : column.name}
                >
                  {cellOf(column, entry)}
                </td>
              ))}
              <td>
                <StateMark of={stateOf(entry)} />
              </td>
            </tr>
          ))}
        </tbody>
      </Cards>
      {entries.length > most && (
        <div>
          <Button variant="default" onClick={() => setMost(most + step)}>
            {words.more}
          </Button>
        </div>
      )}
    </div>
  );
}

/** What is to be reviewed first, then as the workspace has placed them. */
const openFirst = (entries: readonly RegistryEntry[]) =>
  entries.toSorted((a, b) => Number(a.reviewed) - Number(b.reviewed));

function List({ type, make }: { type: RegistryType; make: (() => void) | undefined }) {
  const query = useEntries(type);
  const { fits, ...filter } = useFilter();
  return (
    <Loaded query={query} waiting={<Waiting rows={10} height={28} />}>
      {(entries) => {
        if (entries.length === 0)
          return (
            <Empty
              title={words.none}
              actions={make && <Button onClick={make}>{words.add(typeWords[type].one)}</Button>}
            >
              <p>{words.noneText(typeWords[type].many)}</p>
            </Empty>
          );
        const found = openFirst(entries.filter(fits));
        return (
          <>
            <Filter {...filter} />
            <p className={style.quiet} role="status" style={{ marginBottom: ".5rem" }}>
              {words.count(whole(found.length), whole(entries.length))}
            </p>
            {found.length === 0 ? (
              <Empty
                title={words.noneFound}
                actions={
                  <Button
                    variant="default"
                    onClick={() => filter.change({ show: undefined, find: undefined })}
                  >
                    {words.showAll}
                  </Button>
                }
              >
                <p>{words.noneFoundText}</p>
              </Empty>
            ) : (
              <Table type={type} entries={found} />
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function Of({ type }: { type: RegistryType }) {
  const mayChange = useMay()("change the registry");
  const [parameters, change] = useAddress();
  const [importing, setImporting] = useState(false);
  const { one, many, what } = typeWords[type];
  if (mayChange && parameters.has("new"))
    return (
      <Page title={words.newTitle(one)} back={{ href: addressOf(type), to: many }} lead={what}>
        <Editor type={type} />
      </Page>
    );
  const make = mayChange ? () => change({ new: "yes" }) : undefined;
  return (
    <>
      <Page
        title={many}
        back={{ href: "/registry", to: words.back }}
        lead={what}
        actions={
          make && (
            <>
              {type === "unit" && (
                <Button variant="default" onClick={() => setImporting(true)}>
                  {words.importUnits}
                </Button>
              )}
              <Button onClick={make}>{words.add(one)}</Button>
            </>
          )
        }
      >
        <List type={type} make={make} />
      </Page>
      {importing && <UnitImport close={() => setImporting(false)} />}
    </>
  );
}

export default function TypePage() {
  const { type } = useParams<{ type: string }>();
  const known = typeOf(type);
  if (!known) return <Page title={words.missing(words.back, partOf(type))} />;
  return <Of key={known} type={known} />;
}
