/** What is looked at: outcome, programme, period, and how it is computed. All of it stands in the address. */
import { NativeSelect, Select } from "@mantine/core";
import { oneOf, useAddress } from "../../data/address.ts";
import { labelOf, spelled, useEntries } from "../../data/registry.ts";
import { whole } from "../../words/format.ts";
import { countIn } from "../../parts/Fold.tsx";
import { FilterBar } from "../FilterBar.tsx";
import { days, Period } from "../Filters.tsx";
import { words as overviewed } from "../words.ts";
import { AnswerIs } from "./AnswerIs.tsx";
import style from "./drivers.module.css";
import { countings, methods, missings, type Look } from "./look.ts";
import { everything } from "./start.ts";
import { textOf } from "./variable.ts";
import { words } from "./words.ts";

const { choose: say } = words;
const { parts } = overviewed;

function Outcome({ look }: { look: Look }) {
  const [parameters, change] = useAddress();
  const answers = (useEntries("answer").data ?? []).filter(({ active }) => active);
  const { of, outcome, choices, question } = look;
  // Of another outcome other predictors are there, in other programmes.
  const set = (text: string) =>
    change({
      outcome: text,
      as: undefined,
      predictors: undefined,
      programme: undefined,
      pattern: undefined,
    });
  const isAnswer = of.startsWith("answers.");
  const value = typeof outcome === "object" && "equals" in outcome ? outcome.equals : undefined;
  const selection = {
    timezone: question?.timezone,
    ...(look.days.from === undefined ? {} : { from: look.days.from }),
    ...(look.days.to === undefined ? {} : { to: look.days.to }),
    ...(look.where === undefined ? {} : { where: look.where }),
  };
  return (
    <>
      <Select
        label={say.outcome}
        value={of}
        data={[
          { group: say.measures, items: choices.map(({ key, label }) => ({ value: key, label })) },
          {
            group: say.answers,
            items: answers.map((entry) => ({
              value: `answers.${entry.key}`,
              label: labelOf(entry),
            })),
          },
        ]}
        onChange={(key) => key !== null && set(key)}
        searchable
        allowDeselect={false}
        maxDropdownHeight={320}
      />
      {look.score !== undefined && (
        <NativeSelect
          label={say.counted}
          description={look.score === "csat" ? parts.topHint : undefined}
          value={oneOf(parameters.get("as"), countings)}
          data={countings.map((each) => ({
            value: each,
            label: each === "figure" ? say.figures[look.score!] : say.answered,
          }))}
          onChange={({ currentTarget: { value: as } }) =>
            change({ as: as === countings[0] ? undefined : as })
          }
        />
      )}
      {isAnswer && (
        <AnswerIs
          answer={of.slice("answers.".length)}
          selection={selection}
          value={value}
          choose={(equals) => set(textOf({ of, equals }))}
        />
      )}
    </>
  );
}

function Programme({ look }: { look: Look }) {
  const [, change] = useAddress();
  const { sets = [], programme, patterns, pattern } = look;
  const named = [...Map.groupBy(sets, (each) => each.programme)].flatMap(([key, all]) =>
    key === null ? [] : [{ key, n: all.reduce((sum, { n }) => sum + n, 0) }],
  );
  const total = sets.reduce((sum, { n }) => sum + n, 0);
  return (
    <>
      {named.length > 0 && (
        <NativeSelect
          label={say.programme}
          value={programme}
          data={[
            ...named.map(({ key, n }) => ({ value: key, label: say.of(spelled(key), whole(n)) })),
            { value: everything, label: say.all(whole(total)) },
          ]}
          onChange={({ currentTarget: { value } }) =>
            change({ programme: value, pattern: undefined, predictors: undefined })
          }
        />
      )}
      {patterns.length > 1 && (
        <NativeSelect
          label={say.pattern}
          value={pattern}
          data={patterns.map((value) => ({
            value,
            label: say.patterns[value as keyof typeof say.patterns] ?? value,
          }))}
          onChange={({ currentTarget: { value } }) =>
            change({ pattern: value, predictors: undefined })
          }
        />
      )}
    </>
  );
}

export function Choose({ look, error }: { look: Look; error: string | undefined }) {
  const [parameters, change] = useAddress();
  const one = <K extends string>(
    name: string,
    label: string,
    all: readonly [K, ...K[]],
    named: Record<K, string>,
  ) => (
    <NativeSelect
      label={label}
      value={oneOf(parameters.get(name), all as readonly [string, ...string[]])}
      data={all.map((value) => ({ value, label: named[value] }))}
      onChange={({ currentTarget: { value } }) =>
        change({ [name]: value === all[0] ? undefined : value })
      }
    />
  );
  return (
    <FilterBar
      label={say.label}
      set={countIn(parameters, [days, "as", "programme", "pattern", "method", "missing", "where"])}
      first={<Outcome look={look} />}
      condition={{ where: look.where, error }}
      className={style.filters}
    >
      <Programme look={look} />
      <Period view={look} />
      {one("method", say.method, methods, say.methods)}
      {one("missing", say.missing, missings, say.missings)}
    </FilterBar>
  );
}
