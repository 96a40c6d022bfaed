/** All dashboards that somebody sees, newest first, and the way to a new one. */
import { Button, NativeSelect } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import type { DashboardSummary, restoreDashboard } from "#contract/dashboard.ts";
import { oneOf, useAddress } from "../../data/address.ts";
import { call } from "../../data/client.ts";
import { useLabels } from "../../data/registry.ts";
import { useMay, useWorkspace } from "../../data/session.ts";
import { Waiting } from "../../parts/Loaded.tsx";
import { Empty, Page } from "../../parts/Page.tsx";
import { Pages } from "../../parts/Pages.tsx";
import parts from "../../parts/parts.module.css";
import { Cards } from "../../parts/Scroll.tsx";
import { SearchField } from "../../parts/SearchField.tsx";
import { failed, tell } from "../../parts/tell.tsx";
import { listOf, moment, since, whole } from "../../words/format.ts";
import { words as roleWords } from "../../workspace/role-words.ts";
import { read, useDashboards, type Filter } from "./asking.ts";
import style from "./dashboards.module.css";
import { New } from "./New.tsx";
import { words } from "./words.ts";

const say = words.list;
const kinds = ["", "mine", "shared", "all", "deleted"] as const;

function useSeenBy(): (of: DashboardSummary) => string {
  const labelOf = useLabels("function");
  return ({ sharing: { everybody, roles, functions } }) => {
    if (everybody) return words.shared.everybody;
    const names = [
      ...roles.map((role) => roleWords.roles[role].label),
      ...functions.map((each) => labelOf(each)),
    ];
    return names.length === 0 ? words.shared.nobody : listOf(names);
  };
}

const makerOf = ({ mine, madeBy: { id, name } }: DashboardSummary): string =>
  mine ? say.me : (name ?? (id.startsWith("key:") ? say.key : say.program));

function Row({ of, deleted }: { of: DashboardSummary; deleted: boolean }) {
  const { timezone } = useWorkspace();
  const client = useQueryClient();
  const seenBy = useSeenBy();
  const { id, name, description, count, changedAt, deletedAt } = of;
  async function restore() {
    await call<typeof restoreDashboard>("POST", "/v1/dashboards/:id/restore", { params: { id } });
    void client.invalidateQueries({ queryKey: ["dashboards"] });
    tell(say.restored(read(name)));
  }
  const at = deletedAt ?? changedAt;
  return (
    <tr>
      <td>
        {deleted ? (
          <strong className={style.name}>{read(name)}</strong>
        ) : (
          <Link href={`/dashboards/${id}`} className={style.name}>
            {read(name)}
          </Link>
        )}
        {description !== undefined && <span className={style.about}>{read(description)}</span>}
      </td>
      <td data-label={say.tiles} className={parts.right}>
        {whole(count)}
      </td>
      <td data-label={say.by}>{makerOf(of)}</td>
      <td data-label={say.seen}>{seenBy(of)}</td>
      <td data-label={deleted ? say.deletedAt : say.changed}>
        <time dateTime={at} title={moment(at, timezone)}>
          {since(at)}
        </time>
      </td>
      {deleted && (
        <td>
          <Button variant="default" size="compact-sm" onClick={() => void restore().catch(failed)}>
            {say.restore}
          </Button>
        </td>
      )}
    </tr>
  );
}

function Filters({ filter }: { filter: Filter }) {
  const [, change] = useAddress();
  const may = useMay();
  const shown = kinds.filter(
    (kind) =>
      (kind !== "all" || may("manage dashboards")) &&
      ((kind !== "deleted" && kind !== "mine") || may("make dashboards")),
  );
  return (
    <form className={style.filters} role="search" onSubmit={(event) => event.preventDefault()}>
      <SearchField
        label={say.search}
        clear={say.clear}
        value={filter.search ?? ""}
        onSearch={(search) => change({ search }, true)}
      />
      <NativeSelect
        label={say.of}
        value={filter.of ?? ""}
        data={shown.map((value) => ({
          value,
          label: {
            "": say.all,
            mine: say.mine,
            shared: say.shared,
            all: say.every,
            deleted: say.deleted,
          }[value],
        }))}
        onChange={({ currentTarget: { value } }) => change({ of: value || undefined })}
      />
    </form>
  );
}

function Nothing({ filter, begin }: { filter: Filter; begin: () => void }) {
  const may = useMay()("make dashboards");
  if (filter.of === "deleted" && !filter.search) return <p>{say.noneDeleted}</p>;
  if (filter.of !== undefined || filter.search) return <p>{say.none}</p>;
  return (
    <Empty
      title={words.empty.title}
      actions={
        may && (
          <>
            <Link href="/explore">{words.empty.explore}</Link>
            <Button variant="default" onClick={begin}>
              {words.make}
            </Button>
          </>
        )
      }
    >
      <p>{may ? words.empty.lead : words.empty.look}</p>
    </Empty>
  );
}

export default function Dashboards() {
  const [parameters] = useAddress();
  const may = useMay()("make dashboards");
  const [making, make] = useState(false);
  const kind = oneOf(parameters.get("of"), kinds);
  const filter: Filter = {
    of: kind === "" ? undefined : kind,
    search: parameters.get("search") ?? undefined,
  };
  const query = useDashboards(filter);
  const deleted = filter.of === "deleted";
  const isEmpty = query.data?.pages[0]?.dashboards.length === 0 && kind === "" && !filter.search;
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={may && !isEmpty && <Button onClick={() => make(true)}>{words.make}</Button>}
    >
      {(!isEmpty || may) && <Filters filter={filter} />}
      <Pages
        query={query}
        of={(page) => page.dashboards}
        none={<Nothing filter={filter} begin={() => make(true)} />}
        waiting={<Waiting rows={5} height={44} />}
      >
        {(all) => (
          <Cards label={say.label}>
            <thead>
              <tr>
                <th scope="col">{say.name}</th>
                <th scope="col" className={parts.right}>
                  {say.tiles}
                </th>
                <th scope="col">{say.by}</th>
                <th scope="col">{say.seen}</th>
                <th scope="col">{deleted ? say.deletedAt : say.changed}</th>
                {deleted && <th scope="col">{say.restore}</th>}
              </tr>
            </thead>
            <tbody>
              {all.map((each) => (
                <Row key={each.id} of={each} deleted={deleted} />
              ))}
            </tbody>
          </Cards>
        )}
      </Pages>
      {making && <New close={() => make(false)} />}
    </Page>
  );
}
