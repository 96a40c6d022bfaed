/** How long signals and the audit log are kept, and what an erasure leaves. */
import { Button, NumberInput, Radio, Select } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { PrivacySettings, putPrivacy } from "#contract/privacy.ts";
import { call } from "../data/client.ts";
import { labelOf, useEntries, useLabels } from "../data/registry.ts";
import { useWorkspace } from "../data/session.ts";
import { Ask } from "../parts/Ask.tsx";
import { tell } from "../parts/tell.tsx";
import { useSending, type Problem } from "../parts/form.tsx";
import { Left, useKept, useLeft } from "../parts/kept.tsx";
import { asRow } from "../parts/rows.ts";
import { words as common } from "../parts/form-words.ts";
import { day, whole } from "../words/format.ts";
import { words } from "./general-words.ts";
import {
  isAs,
  shorterThan,
  toSettings,
  toTyped,
  wrongIn,
  type Days,
  type Shorter,
  type Typed,
} from "./keeping.ts";
import style from "./workspace.module.css";

const modes = ["erase", "anonymise"] as const;
const kept = (days: number | null) =>
  days === null ? words.forEver : words.days(whole(days), days);
const dayBefore = (days: number, zone: string) =>
  day(new Date(Date.now() - days * 86_400_000).toISOString(), zone);

function DaysInput({
  value,
  onChange,
  ...rest
}: {
  id: string;
  label: string;
  description?: string;
  error: string | undefined;
  value: Days;
  onChange: (value: Days) => void;
  placeholder?: string;
}) {
  return (
    <NumberInput
      {...rest}
      value={value}
      onChange={(now) => onChange(now === "" ? "" : Number(now))}
      allowDecimal={false}
      allowNegative={false}
      max={36_500}
      hideControls
    />
  );
}

/** What goes that stayed until now, in so many words, before it is agreed to. */
function WhatGoes({ shorter, zone }: { shorter: Shorter; zone: string }) {
  const kindLabel = useLabels("kind");
  return (
    <>
      <p>{words.shorterLead}</p>
      <ul>
        {shorter.all !== undefined && (
          <li>{words.shorterAll(kept(shorter.all), dayBefore(shorter.all, zone))}</li>
        )}
        {shorter.kinds.map(({ kind, days }) => (
          <li key={kind}>
            {words.shorterKind(kindLabel(kind), kept(days), dayBefore(days, zone))}
          </li>
        ))}
        {shorter.audit !== undefined && <li>{words.shorterAudit(kept(shorter.audit))}</li>}
      </ul>
      <p>{words.shorterEnd}</p>
    </>
  );
}

type RowsProps = {
  typed: Typed;
  type: (typed: Typed) => void;
  field: (path: string) => { id: string; error: string | undefined };
};

function KindRows({ typed, type, field }: RowsProps) {
  const { data: entries = [] } = useEntries("kind");
  const kindLabel = useLabels("kind");
  const kinds = entries.map((entry) => ({ value: entry.key, label: labelOf(entry) }));
  const set = (n: number, change: Partial<Typed["kinds"][number]>) =>
    type({
      ...typed,
      kinds: typed.kinds.map((row, at) => (at === n ? { ...row, ...change } : row)),
    });
  return (
    <fieldset className={style.rows} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
      <legend className={style.strong} style={{ marginBottom: ".5rem", padding: 0 }}>
        {words.kinds}
      </legend>
      {typed.kinds.map(({ row, kind, days }, n) => (
        <div key={row} className={style.row}>
          <Select
            {...field(`kinds.${n}.kind`)}
            label={words.kind}
            data={kinds}
            value={kind}
            onChange={(value) => set(n, { kind: value })}
            searchable
            nothingFoundMessage={words.nothing}
          />
          <DaysInput
            {...field(`kinds.${n}.days`)}
            label={words.kindDays}
            value={days}
            onChange={(value) => set(n, { days: value })}
            placeholder={words.forEver}
          />
          <Button
            variant="default"
            aria-label={words.remove(kind === null ? "" : kindLabel(kind))}
            onClick={() => type({ ...typed, kinds: typed.kinds.filter((_, at) => at !== n) })}
          >
            {words.removeShort}
          </Button>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() =>
            type({ ...typed, kinds: [...typed.kinds, asRow({ kind: null, days: "" as const })] })
          }
        >
          {words.add}
        </Button>
      </div>
    </fieldset>
  );
}

export function Retention({ settings }: { settings: PrivacySettings }) {
  const client = useQueryClient();
  const { timezone } = useWorkspace();
  const kindLabel = useLabels("kind");
  const left = useLeft<Typed>("keep");
  const [typed, type] = useState(() => left ?? toTyped(settings));
  const dirty = !isAs(settings, typed);
  useKept("keep", typed, dirty);
  const [asked, ask] = useState<Shorter>();
  const { busy, summary, field, send } = useSending("keep");
  async function put() {
    const now = await call<typeof putPrivacy>("PUT", "/v1/privacy", { body: toSettings(typed) });
    client.setQueryData(["privacy"], now);
    tell(words.saved);
  }
  function submit() {
    const known: Problem[] = wrongIn(typed, kindLabel);
    const shorter = known.length === 0 ? shorterThan(settings, toSettings(typed)) : undefined;
    if (shorter) ask(shorter);
    else void send(put, known);
  }
  return (
    <form
      className={style.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {left && dirty && <Left discard={() => type(toTyped(settings))} />}
      {summary}
      <div>
        <DaysInput
          {...field("retention.default")}
          label={words.default}
          description={words.defaultHint}
          value={typed.default}
          onChange={(value) => type({ ...typed, default: value })}
          placeholder={words.forEver}
        />
        {typeof typed.default === "number" && typed.default > 0 && typed.default <= 36_500 && (
          <p className={style.quiet}>{words.reaches(dayBefore(typed.default, timezone))}</p>
        )}
      </div>
      <KindRows typed={typed} type={type} field={field} />
      <DaysInput
        {...field("auditDays")}
        label={words.audit}
        description={words.auditHint}
        value={typed.auditDays}
        onChange={(value) => type({ ...typed, auditDays: value })}
      />
      <Radio.Group
        label={words.erasure}
        description={words.erasureHint}
        value={typed.erasure}
        onChange={(value) => type({ ...typed, erasure: modes.find((m) => m === value) ?? "erase" })}
      >
        <div className={style.rows} style={{ marginTop: ".6rem" }}>
          {modes.map((mode) => (
            <Radio
              key={mode}
              value={mode}
              label={words.modes[mode].label}
              description={words.modes[mode].hint}
            />
          ))}
        </div>
      </Radio.Group>
      <div>
        <Button type="submit" loading={busy}>
          {common.save}
        </Button>
      </div>
      {asked && (
        <Ask title={words.shorter} action={words.agree} close={() => ask(undefined)} onAgree={put}>
          <WhatGoes shorter={asked} zone={timezone} />
        </Ask>
      )}
    </form>
  );
}

export function RetentionFacts({ settings }: { settings: PrivacySettings }) {
  const kindLabel = useLabels("kind");
  return (
    <dl className={style.facts}>
      <dt>{words.default}</dt>
      <dd>{kept(settings.retention.default)}</dd>
      {Object.entries(settings.retention.kinds).map(([kind, days]) => (
        <FactOfKind key={kind} name={kindLabel(kind)} days={days} />
      ))}
      <dt>{words.audit}</dt>
      <dd>{kept(settings.auditDays)}</dd>
      <dt>{words.erasure}</dt>
      <dd>{words.modes[settings.erasure].label}</dd>
    </dl>
  );
}

function FactOfKind({ name, days }: { name: string; days: number | null }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{kept(days)}</dd>
    </>
  );
}
