/** Fields that say what is looked at: period, touchpoint, and a condition. All of it stands in the address. */
import { NativeSelect, Select, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { useAddress } from "../data/address.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import { Where } from "../parts/Where.tsx";
import type { Choice } from "./measures.ts";
import { endsBefore, plusDays, spanOf, spans, type Span } from "./period.ts";
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

/** Parameters of an address that say which days are looked at: together one filter. */
export const days = ["span", "from", "to"] as const;

export function Measure({ choice, choices }: { choice: Choice; choices: readonly Choice[] }) {
  const [, change] = useAddress();
  return (
    <Select
      label={words.measure}
      value={choice.key}
      data={choices.map(({ key, label }) => ({ value: key, label }))}
      onChange={(key) => change({ measure: key ?? undefined })}
      searchable
      allowDeselect={false}
      maxDropdownHeight={320}
    />
  );
}

export function Touchpoint() {
  const [parameters, change] = useAddress();
  const touchpoints = useEntries("touchpoint").data ?? [];
  return (
    <Select
      label={words.touchpoint}
      placeholder={words.anyTouchpoint}
      value={parameters.get("touchpoint")}
      data={touchpoints.map((entry) => ({ value: entry.key, label: labelOf(entry) }))}
      onChange={(key) => change({ touchpoint: key ?? undefined })}
      searchable
      clearable
      maxDropdownHeight={320}
    />
  );
}

/** Which answers, by what they are asked about; `apart` where nobody chooses: each for itself. */
export function Pattern<P extends string>({
  label,
  patterns,
  names,
}: {
  label: string;
  patterns: readonly P[];
  names: Readonly<Record<P, string>>;
}) {
  const [parameters, change] = useAddress();
  return (
    <NativeSelect
      label={label}
      value={parameters.get("pattern") ?? "apart"}
      data={patterns.map((value) => ({ value, label: names[value] }))}
      onChange={({ currentTarget: { value } }) =>
        change({ pattern: value === "apart" ? undefined : value })
      }
    />
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
