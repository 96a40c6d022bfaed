/** The workspace's name, zone, currency and country, and how long things are kept. */
import { Anchor, Button, Select, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { Link } from "wouter";
import type { patchWorkspace, WorkspaceBody } from "#contract/access.ts";
import type { getPrivacy } from "#contract/privacy.ts";
import { call } from "../data/client.ts";
import { sessionQuery, useMay, useWorkspace, workspaceQuery } from "../data/session.ts";
import { tell } from "../parts/tell.tsx";
import { useSending } from "../parts/form.tsx";
import { Left, useKept, useLeft } from "../parts/kept.tsx";
import { Loaded } from "../parts/Loaded.tsx";
import { words as common } from "../parts/form-words.ts";
import { words } from "./general-words.ts";
import { clockIn, countries, currencies, zones } from "./places.ts";
import { Retention, RetentionFacts } from "./Retention.tsx";
import { SettingsPage } from "./SettingsPage.tsx";
import style from "./workspace.module.css";

const places = ["timezone", "currency", "country"] as const;
type Place = (typeof places)[number];

function WorkspaceForm({ workspace }: { workspace: WorkspaceBody }) {
  const client = useQueryClient();
  const left = useLeft<WorkspaceBody>("workspace");
  const [typed, type] = useState(left ?? workspace);
  const dirty = ([...places, "name"] as const).some((name) => typed[name] !== workspace[name]);
  useKept("workspace", typed, dirty);
  const { busy, summary, field, send } = useSending("workspace");
  const choices = useMemo(
    () => ({
      timezone: zones(workspace.timezone),
      currency: currencies(workspace.currency),
      country: countries(workspace.country),
    }),
    [workspace],
  );
  const place = (name: Place, label: string, description: string) => (
    <Select
      {...field(name)}
      label={label}
      description={description}
      data={choices[name]}
      value={typed[name]}
      onChange={(value) => value !== null && type({ ...typed, [name]: value })}
      searchable
      limit={60}
      allowDeselect={false}
      nothingFoundMessage={words.nothing}
      maxDropdownHeight={280}
    />
  );
  async function save() {
    const { name, timezone, currency, country } = typed;
    const known = name.trim() === "" ? [{ path: "name", message: words.needName }] : [];
    const saved = await send(async () => {
      const now = await call<typeof patchWorkspace>("PATCH", "/v1/workspace", {
        body: { name, timezone, currency, country },
      });
      client.setQueryData(workspaceQuery.queryKey, now);
      await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    }, known);
    if (saved) tell(words.saved);
  }
  return (
    <form
      className={style.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {left && dirty && <Left discard={() => type(workspace)} />}
      {summary}
      <TextInput
        {...field("name")}
        label={words.name}
        description={words.nameHint}
        value={typed.name}
        onChange={({ currentTarget }) => type({ ...typed, name: currentTarget.value })}
        maxLength={200}
      />
      {place("timezone", words.zone, words.zoneHint)}
      <p className={style.quiet}>{words.zoneNow(typed.timezone, clockIn(typed.timezone))}</p>
      <div className={style.pair}>
        {place("currency", words.currency, words.currencyHint)}
        {place("country", words.country, words.countryHint)}
      </div>
      <div>
        <Button type="submit" loading={busy}>
          {common.save}
        </Button>
      </div>
    </form>
  );
}

function WorkspaceFacts({ workspace }: { workspace: WorkspaceBody }) {
  return (
    <dl className={style.facts}>
      <dt>{words.name}</dt>
      <dd>{workspace.name}</dd>
      <dt>{words.zone}</dt>
      <dd>{words.zoneNow(workspace.timezone, clockIn(workspace.timezone))}</dd>
      <dt>{words.currency}</dt>
      <dd>{workspace.currency}</dd>
      <dt>{words.country}</dt>
      <dd>{workspace.country}</dd>
    </dl>
  );
}

/** What else holds for the whole workspace, and has its rooms where signals name it. */
function InRegistry() {
  return (
    <section className={style.section}>
      <h2>{words.registry}</h2>
      <ul className={style.links}>
        {(["measure", "unit", "function", "target"] as const).map((type) => (
          <li key={type}>
            <Anchor component={Link} href={`/registry/${type}`}>
              {words.inRegistry[type].name}
            </Anchor>
            <span className={style.quiet}>{words.inRegistry[type].lead}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export default function General() {
  const workspace = useWorkspace();
  const may = useMay();
  const mayChange = may("change settings");
  const privacy = useQuery({
    queryKey: ["privacy"],
    queryFn: () => call<typeof getPrivacy>("GET", "/v1/privacy"),
  });
  const Of = mayChange ? WorkspaceForm : WorkspaceFacts;
  const Kept = mayChange ? Retention : RetentionFacts;
  return (
    <SettingsPage title={words.title} lead={words.lead}>
      <div className={style.sections}>
        <section className={style.section}>
          <h2>{words.workspace}</h2>
          <Of workspace={workspace} />
        </section>
        <section className={style.section}>
          <h2>{words.keeping}</h2>
          <p>{words.keepingLead}</p>
          <Loaded query={privacy}>{(settings) => <Kept settings={settings} />}</Loaded>
        </section>
        {may("read figures") && <InRegistry />}
      </div>
    </SettingsPage>
  );
}
