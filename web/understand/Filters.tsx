/** What is looked at: measure, period, comparison, touchpoint, and a condition. All of it stands in the address. */
import { Button, NativeSelect, Select, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { oneOf, useAddress } from "../data/address.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import { Where } from "../parts/Where.tsx";
import style from "./overview.module.css";
import { comparisons, endsBefore, plusDays, spanOf, spans, type Span } from "./period.ts";
import type { View } from "./view.ts";
import { words } from "./words.ts";

export function Period({
  view,
  usual = "12m",
}: {
  view: Pick<View, "days" | "end">;
  /** The span of an address that names none. */
  usual?: Span;
}) {
  const [parameters, change] = useAddress();
  const span = spanOf(parameters, usual);
  const id = useId();
  const { from, to } = view.days;
  return (
    <>
      <NativeSelect
        label={words.period}
        value={span}
        data={spans.map((value) => ({ value, label: words.spans[value] }))}
        onChange={({ currentTarget: { value } }) =>
          change(
            value === "own"
              ? {
                  span: undefined,
                  from: from ?? plusDays(view.end, -30),
                  to: plusDays(to ?? view.end, -1),
                }
              : { span: value === usual ? undefined : value, from: undefined, to: undefined },
          )
        }
      />
      {span === "own" && (
        <>
          <TextInput
            id={`${id}-from`}
            type="date"
            label={words.from}
            value={from ?? ""}
            onChange={({ currentTarget: { value } }) => change({ from: value }, true)}
          />
          <TextInput
            id={`${id}-to`}
            type="date"
            label={words.to}
            value={to === undefined ? "" : plusDays(to, -1)}
            error={endsBefore(view.days) ? words.endsBefore : undefined}
            onChange={({ currentTarget: { value } }) => change({ to: value }, true)}
          />
        </>
      )}
    </>
  );
}

export function Condition({ applied, error }: { applied: string; error: string | undefined }) {
  const [, change] = useAddress();
  const [where, setWhere] = useState(applied);
  return (
    <Where
      label={words.where.label}
      hint={words.where.hint}
      value={where}
      onChange={setWhere}
      apply={(text) => text !== applied && change({ where: text })}
      error={error}
    />
  );
}

export function Filters({ view, error }: { view: View; error: string | undefined }) {
  const [parameters, change] = useAddress();
  const touchpoints = useEntries("touchpoint");
  const [open, setOpen] = useState(view.where !== undefined);
  const filtered = view.touchpoint !== undefined || view.where !== undefined;
  return (
    <div className={style.filters} role="search" aria-label={words.more}>
      <Select
        label={words.measure}
        value={view.choice.key}
        data={view.choices.map(({ key, label }) => ({ value: key, label }))}
        onChange={(key) => change({ measure: key ?? undefined })}
        searchable
        allowDeselect={false}
        maxDropdownHeight={320}
      />
      <Period view={view} />
      <NativeSelect
        label={words.compare}
        value={oneOf(parameters.get("compare"), comparisons)}
        data={comparisons.map((value) => ({ value, label: words.comparisons[value] }))}
        onChange={({ currentTarget: { value } }) =>
          change({ compare: value === comparisons[0] ? undefined : value })
        }
      />
      <Select
        label={words.touchpoint}
        placeholder={words.anyTouchpoint}
        value={view.touchpoint ?? null}
        data={(touchpoints.data ?? []).map((entry) => ({
          value: entry.key,
          label: labelOf(entry),
        }))}
        onChange={(key) => change({ touchpoint: key ?? undefined })}
        searchable
        clearable
        maxDropdownHeight={320}
      />
      <div className={style.further}>
        {!open && (
          <Button variant="subtle" size="compact-sm" onClick={() => setOpen(true)}>
            {words.more}
          </Button>
        )}
        {filtered && (
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => change({ touchpoint: undefined, where: undefined })}
          >
            {words.clear}
          </Button>
        )}
      </div>
      {open && (
        <div className={style.where}>
          {/* Going back in the address takes the condition back too. */}
          <Condition key={view.where} applied={view.where ?? ""} error={error} />
        </div>
      )}
    </div>
  );
}
