/** Which signals: every filter stands in the address. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import type { RegistryType } from "#contract/registry.ts";
import type { Change } from "../data/address.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import { useMay } from "../data/session.ts";
import { Fold } from "../parts/Fold.tsx";
import { Check } from "../parts/native.tsx";
import { Where } from "../parts/Where.tsx";
import style from "./signals.module.css";
import { endsBefore, filterNames, type Filter } from "./signal.ts";
import { words } from "./words.ts";

const say = words.signals;
/** Milliseconds without a key after which words are searched for. */
const pause = 500;
const none = Object.fromEntries(filterNames.map((name) => [name, undefined]));

function Choice(props: {
  label: string;
  type: RegistryType;
  value: string;
  choose: (key: string) => void;
}) {
  const { data = [] } = useEntries(props.type);
  const known = data.map((entry) => ({ value: entry.key, label: labelOf(entry) }));
  const isKnown = props.value === "" || known.some(({ value }) => value === props.value);
  return (
    <NativeSelect
      label={props.label}
      value={props.value}
      onChange={({ currentTarget }) => props.choose(currentTarget.value)}
      data={[
        { value: "", label: say.any },
        ...(isKnown ? [] : [{ value: props.value, label: props.value }]),
        ...known,
      ]}
    />
  );
}

function Condition({ applied, change }: { applied: string; change: (to: Change) => void }) {
  const [where, type] = useState(applied);
  return (
    <Where
      label={say.condition}
      hint={say.conditionHint}
      value={where}
      onChange={type}
      apply={(text) => text !== applied && change({ where: text })}
    />
  );
}

/** Words are asked for when somebody pauses, and at once by Enter or when the field is left. */
function Words({ applied, change }: { applied: string; change: (to: Change) => void }) {
  const [search, type] = useState(applied);
  const apply = (text: string) => text.trim() !== applied && change({ search: text.trim() });
  const later = useDebouncedCallback(apply, pause);
  return (
    <TextInput
      type="search"
      label={say.search}
      description={say.searchHint}
      value={search}
      maxLength={200}
      onChange={({ currentTarget }) => {
        type(currentTarget.value);
        later(currentTarget.value);
      }}
      onKeyDown={({ key }) => key === "Enter" && apply(search)}
      onBlur={() => apply(search)}
    />
  );
}

export function Filters({ filter, change }: { filter: Filter; change: (to: Change) => void }) {
  const { from, to, touchpoint, kind, voice, where, search, figures } = filter;
  const may = useMay();
  const set = [from || to, touchpoint, kind, voice, where, search, figures].filter(Boolean).length;
  return (
    <form className={style.filters} role="search" onSubmit={(event) => event.preventDefault()}>
      <Fold set={set}>
        <div className={style.fields}>
          <TextInput
            type="date"
            label={say.from}
            value={from.slice(0, 10)}
            {...(to === "" ? {} : { max: to.slice(0, 10) })}
            onChange={({ currentTarget }) => change({ from: currentTarget.value })}
          />
          <TextInput
            type="date"
            label={say.to}
            value={to.slice(0, 10)}
            {...(from === "" ? {} : { min: from.slice(0, 10) })}
            error={endsBefore(filter) ? say.endsBefore : undefined}
            onChange={({ currentTarget }) => change({ to: currentTarget.value })}
          />
          <Choice
            label={say.touchpoint}
            type="touchpoint"
            value={touchpoint}
            choose={(key) => change({ touchpoint: key })}
          />
          <Choice
            label={say.kind}
            type="kind"
            value={kind}
            choose={(key) => change({ kind: key })}
          />
          <NativeSelect
            label={say.voice}
            value={voice}
            onChange={({ currentTarget }) => change({ voice: currentTarget.value })}
            data={[
              { value: "", label: say.any },
              ...Object.entries(words.voices).map(([value, label]) => ({ value, label })),
            ]}
          />
        </div>
        {may("see texts") && <Words applied={search} change={change} />}
        <Condition key={where} applied={where} change={change} />
        <div className={style.last}>
          <Check
            label={say.figures}
            hint={say.figuresHint}
            checked={figures}
            change={(checked) => change({ only: checked ? "figures" : undefined })}
          />
          {set > 0 && (
            <Button variant="subtle" onClick={() => change(none)}>
              {say.clear}
            </Button>
          )}
        </div>
      </Fold>
    </form>
  );
}
