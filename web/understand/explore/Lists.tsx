/** Measures and dimensions to choose from: as lists beside the answer, or as fields above it where there is no room. */
import { Select } from "@mantine/core";
import { useState, type KeyboardEvent } from "react";
import { useAddress } from "../../data/address.ts";
import { SearchField } from "../../parts/SearchField.tsx";
import { useNames } from "../dimensions.ts";
import type { Choice } from "../measures.ts";
import { spreadBy, type Look } from "./asking.ts";
import style from "./explore.module.css";
import { found, groupsOfMeasures, useDimensionGroups, type ListGroup } from "./lists.ts";
import { words } from "./words.ts";

const say = words.lists;
/** The place of time among dimensions. */
const time = "over";

/** What a press changes in the address. */
export function usePicking(look: Look) {
  const [, change] = useAddress();
  const { by } = look;
  const list = (names: readonly string[]) => (names.length === 0 ? undefined : names.join(","));
  /** Forms that fit one question need not fit the next. */
  const anew = { as: undefined, against: undefined };
  return {
    measure: (key: string) => change({ measure: key, ...anew }),
    /** One that divides already no longer does; a third takes the place of the second. */
    dimension(name: string) {
      if (name === spreadBy) return change({ by: by.includes(name) ? undefined : name, ...anew });
      const rest = by.filter((each) => each !== name && each !== spreadBy);
      change({ by: list(by.includes(name) ? rest : [...rest.slice(0, 1), name]), ...anew });
    },
    time: () => change({ over: look.over === undefined ? "auto" : undefined, ...anew }),
    side(place: number, name: string | null) {
      const rest = by.filter((each, n) => n !== place && each !== name);
      change({ by: list(name === null ? rest : rest.toSpliced(place, 0, name)), ...anew });
    },
    swap: () => change({ by: list(by.toReversed()) }),
  };
}

/** The keys that go through a list, of which one button alone is come to by Tab. */
function go(event: KeyboardEvent<HTMLDivElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  const next = to === undefined ? undefined : buttons[Math.max(0, to)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function List({
  groups,
  label,
  isOn,
  tagOf,
  pick,
}: {
  groups: readonly ListGroup[];
  label: string;
  isOn: (value: string) => boolean;
  tagOf?: (value: string) => string | undefined;
  pick: (value: string) => void;
}) {
  const values = groups.flatMap(({ items }) => items.map(({ value }) => value));
  const first = values.find(isOn) ?? values[0];
  return (
    <div
      className={style.list}
      role="toolbar"
      aria-orientation="vertical"
      aria-label={label}
      tabIndex={-1}
      onKeyDown={go}
    >
      {groups.length === 0 && <p className={style.soft}>{say.none}</p>}
      {groups.map(({ group, items }) => (
        <div key={group} role="group" aria-label={group}>
          <h3>{group}</h3>
          <ul>
            {items.map(({ value, label: name }) => {
              const tag = tagOf?.(value);
              return (
                <li key={value}>
                  <button
                    type="button"
                    aria-pressed={isOn(value)}
                    tabIndex={value === first ? 0 : -1}
                    onClick={() => pick(value)}
                  >
                    <span>{name}</span>
                    {tag !== undefined && <span className={style.place}>{tag}</span>}
                  </button>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
    </div>
  );
}

const timeGroup: ListGroup = { group: say.time, items: [{ value: time, label: say.over }] };

export function Lists({ look, choices }: { look: Look; choices: readonly Choice[] }) {
  const [text, find] = useState("");
  const picking = usePicking(look);
  const measures = groupsOfMeasures(choices);
  const dimensions = [timeGroup, ...useDimensionGroups(look.choice)];
  const chosen = look.choice?.key ?? (look.measure.of === undefined ? "signals" : undefined);
  const { by, over } = look;
  const places = by.length < 2 ? [] : [say.rows, say.columns, say.more];
  return (
    <div className={style.lists}>
      <SearchField value={text} label={say.find} clear={say.clear} onSearch={find} />
      <h2>{say.measures}</h2>
      <List
        groups={found(measures, text)}
        label={say.measures}
        isOn={(value) => value === chosen}
        pick={picking.measure}
      />
      <h2>{say.dimensions}</h2>
      <List
        groups={found(dimensions, text)}
        label={say.dimensions}
        isOn={(value) => (value === time ? over !== undefined : by.includes(value))}
        tagOf={(value) => places[by.indexOf(value)]}
        pick={(value) => (value === time ? picking.time() : picking.dimension(value))}
      />
    </div>
  );
}

/** The same as fields. */
export function Fields({ look, choices }: { look: Look; choices: readonly Choice[] }) {
  const picking = usePicking(look);
  const measures = groupsOfMeasures(choices);
  const dimensions = useDimensionGroups(look.choice);
  const { by, over } = look;
  const chosen = look.choice?.key ?? (look.measure.of === undefined ? "signals" : null);
  const shared = { searchable: true, maxDropdownHeight: 320 } as const;
  const isSpread = by.includes(spreadBy);
  const nameOf = useNames();
  // What an address may divide by and no list offers: a field would say nothing of it.
  const offered = (value: string | undefined, groups = dimensions) =>
    value === undefined || groups.some(({ items }) => items.some((each) => each.value === value))
      ? groups
      : [{ value, label: nameOf(value) }, ...groups];
  return (
    <div className={style.fields}>
      <Select
        {...shared}
        label={say.measures}
        value={chosen}
        data={measures}
        allowDeselect={false}
        onChange={(key) => key !== null && picking.measure(key)}
      />
      <Select
        {...shared}
        label={by.length > 1 ? say.rows : say.dimensions}
        placeholder={say.nothing}
        clearable
        value={by[0] ?? null}
        data={offered(by[0])}
        onChange={(name) => (name === spreadBy ? picking.dimension(name) : picking.side(0, name))}
      />
      {by.length > 0 && !isSpread && (
        <Select
          {...shared}
          label={say.columns}
          placeholder={say.nothing}
          clearable
          value={by[1] ?? null}
          data={offered(
            by[1],
            dimensions.map(({ group, items }) => ({
              group,
              items: items.filter(({ value }) => value !== by[0] && value !== spreadBy),
            })),
          )}
          onChange={(name) => picking.side(1, name)}
        />
      )}
      {!isSpread && (
        <button
          type="button"
          className={style.time}
          aria-pressed={over !== undefined}
          onClick={picking.time}
        >
          {say.over}
        </button>
      )}
    </div>
  );
}
