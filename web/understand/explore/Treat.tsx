/** What is done with the groups: which of them differ, drawn together, and made up as the whole is. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { QueryInput } from "#contract/query.ts";
import { useAddress } from "../../data/address.ts";
import { useEntries, labelOf } from "../../data/registry.ts";
import { useMay } from "../../data/session.ts";
import { countIn, Fold } from "../../parts/Fold.tsx";
import { Check } from "../../parts/native.tsx";
import { useAnswer } from "../asking.ts";
import { useNames, useValues } from "../dimensions.ts";
import { treatments, type Look } from "./asking.ts";
import style from "./explore.module.css";
import { words } from "./words.ts";

const say = words.treat;
/** Parameters of an address that say it. */
export const treated = ["letters", "shrink", "rake"] as const;
type Margin = NonNullable<QueryInput["rake"]>[number];

/** Shares of the whole as somebody states them, of each value that was answered with. */
function Shares({ look, margin }: { look: Look; margin: Margin }) {
  const [, change] = useAddress();
  const { by, targets = {} } = margin;
  const valueOf = useValues(by);
  const name = useNames()(by);
  const { from, to, where, timezone, pattern } = look.query;
  const given = { from, to, where, timezone, pattern };
  const selection = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  const { data } = useAnswer({
    ...selection,
    measure: { kind: "count", ...(look.choice ? { of: look.choice.key } : {}) },
    by: [by],
  });
  const [typed, type] = useState<Record<string, string>>(() =>
    Object.fromEntries(Object.entries(targets).map(([value, share]) => [value, String(share)])),
  );
  const [wrong, setWrong] = useState(false);
  const values = [
    ...new Set((data?.rows ?? []).flatMap((row) => (row.by[by] == null ? [] : [row.by[by]]))),
  ].slice(0, 12);
  function apply() {
    const shares = values.map(
      (value) => [value, Number((typed[value] ?? "").replace(",", "."))] as const,
    );
    const isRight =
      shares.every(([, share]) => share >= 0) && shares.some(([, share]) => share > 0);
    setWrong(!isRight);
    if (isRight) change({ rake: JSON.stringify([{ by, targets: Object.fromEntries(shares) }]) });
  }
  if (data && values.length === 0) return <p className={style.soft}>{words.rake.empty}</p>;
  return (
    <form
      className={style.shares}
      aria-label={words.rake.shares(name)}
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      {values.map((value) => (
        <TextInput
          key={value}
          label={valueOf(value)}
          aria-label={words.rake.value(valueOf(value))}
          inputMode="decimal"
          value={typed[value] ?? ""}
          error={wrong && !(Number((typed[value] ?? "").replace(",", ".")) >= 0)}
          onChange={({ currentTarget }) => type({ ...typed, [value]: currentTarget.value })}
          maxLength={12}
        />
      ))}
      <Button type="submit" variant="default" size="sm">
        {words.rake.apply}
      </Button>
      {wrong && (
        <p className={style.wrong} role="alert">
          {words.rake.wrong}
        </p>
      )}
    </form>
  );
}

function Rake({ look }: { look: Look }) {
  const [parameters, change] = useAddress();
  const attributes = useEntries("attribute").data ?? [];
  const ofCustomers = useEntries("customer-attribute").data ?? [];
  const may = useMay();
  // What nobody has defined may be somebody's own words.
  const plain = ({ key, reviewed }: { key: string; reviewed: boolean }) =>
    /^[A-Za-z_]\w*$/.test(key) && (reviewed || may("see texts"));
  const margin = look.query.rake?.[0] ?? draftOf(parameters.get("rake"));
  const own = attributes
    .filter(plain)
    .map((entry) => ({ by: `attributes.${entry.key}`, label: labelOf(entry) }));
  const isOwn = margin !== undefined && !margin.by.startsWith("customer.");
  return (
    <div className={style.rake}>
      <NativeSelect
        label={words.rake.label}
        description={words.rake.hint}
        value={margin?.by ?? ""}
        data={[
          { value: "", label: words.rake.none },
          ...ofCustomers.filter(plain).map((entry) => ({
            value: `customer.attributes.${entry.key}`,
            label: words.rake.customers(labelOf(entry)),
          })),
          ...own.map(({ by, label }) => ({ value: by, label: words.rake.own(label) })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          change({ rake: value === "" ? undefined : JSON.stringify([{ by: value }]) })
        }
      />
      {isOwn && <Shares key={margin.by} look={look} margin={margin} />}
    </div>
  );
}

/** A margin whose shares nobody has stated yet. */
function draftOf(text: string | null): Margin | undefined {
  try {
    const [first] = JSON.parse(text ?? "[]") as Margin[];
    return typeof first?.by === "string" ? first : undefined;
  } catch {
    return undefined;
  }
}

export function Treat({ look }: { look: Look }) {
  const [parameters, change] = useAddress();
  const [opened, setOpened] = useState(parameters.has("rake"));
  const can = treatments(look.query, look.as);
  if (!can.rake) return undefined;
  const toggle = (name: "letters" | "shrink") => (
    <Check
      label={say[name]}
      hint={name === "shrink" ? say.shrinkHint : undefined}
      checked={parameters.get(name) === "1"}
      change={(checked) => change({ [name]: checked ? "1" : undefined }, true)}
    />
  );
  return (
    <Fold label={say.fold} set={countIn(parameters, treated)}>
      <div className={style.treat} role="group" aria-label={say.label}>
        {can.letters && toggle("letters")}
        {can.shrink && toggle("shrink")}
        <Check
          label={say.rake}
          checked={opened}
          change={(checked) => {
            setOpened(checked);
            if (!checked) change({ rake: undefined });
          }}
        />
      </div>
      {opened && <Rake look={look} />}
    </Fold>
  );
}
