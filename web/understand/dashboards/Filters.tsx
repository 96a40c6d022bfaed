/** What all tiles look at: saved with the dashboard, and changed for one look by its address. */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { DashboardAnswers } from "#contract/dashboard-answers.ts";
import type { Dashboard, DashboardFilters } from "#contract/dashboard.ts";
import { useAddress } from "../../data/address.ts";
import { useMutation } from "../../data/mutation.ts";
import { failed, tell } from "../../parts/tell.tsx";
import { Where } from "../../parts/Where.tsx";
import { FilterBar } from "../FilterBar.tsx";
import { plusDays } from "../period.ts";
import { asSaved, spanText, textFor, type Look } from "./address.ts";
import { changed, putOf } from "./asking.ts";
import style from "./dashboards.module.css";
import { spansOf } from "./spans.ts";
import { words } from "./words.ts";

const say = words.filters;
const patterns = ["present", "past", "potential", "all"] as const;
const voices = ["customer", "employee", "partner", "public"] as const;

/** Whose voices, as a select has them: one list may hold several. */
const voicesText = ({ voices: who }: DashboardFilters): string =>
  who === undefined ? "" : who === "all" ? "all" : who.join(",");
const voicesName = (text: string): string =>
  text === ""
    ? say.customers
    : text === "all"
      ? say.everybody
      : text
          .split(",")
          .map((each) => say.voice[each as (typeof voices)[number]])
          .join(", ");

function Period({
  look,
  saved,
  shown,
}: {
  look: Look;
  saved: DashboardFilters;
  shown: DashboardAnswers["period"] | undefined;
}) {
  const [, change] = useAddress();
  const id = useId();
  const { period } = look.filters;
  const span = spanText(period);
  const own = period && !("last" in period) ? period : undefined;
  const choose = (value: string) => {
    if (value === "own")
      return change({ span: undefined, from: shown?.from?.slice(0, 10), to: lastOf(shown?.to) });
    const isSaved = value === spanText(saved.period) && value !== "own";
    change({ span: isSaved ? undefined : value, from: undefined, to: undefined });
  };
  return (
    <>
      <NativeSelect
        label={say.period}
        value={span}
        data={spansOf(spanText(saved.period))}
        onChange={({ currentTarget: { value } }) => choose(value)}
      />
      {span === "own" && (
        <>
          <TextInput
            id={`${id}-from`}
            type="date"
            label={say.from}
            value={own?.from?.slice(0, 10) ?? ""}
            onChange={({ currentTarget: { value } }) =>
              change({ from: value, to: lastOf(own?.to) }, true)
            }
          />
          <TextInput
            id={`${id}-to`}
            type="date"
            label={say.to}
            value={lastOf(own?.to) ?? ""}
            onChange={({ currentTarget: { value } }) =>
              change({ from: own?.from?.slice(0, 10), to: value }, true)
            }
          />
        </>
      )}
    </>
  );
}
const lastOf = (to: string | undefined): string | undefined =>
  to === undefined ? undefined : plusDays(to.slice(0, 10), -1);

function Condition({
  applied,
  saved,
  error,
}: {
  applied: string;
  saved: string | undefined;
  error: string | undefined;
}) {
  const [, change] = useAddress();
  const [where, setWhere] = useState(applied);
  return (
    <Where
      label={say.where}
      hint={say.hint}
      value={where}
      onChange={setWhere}
      apply={(text) => text !== applied && change({ where: textFor(text, saved) })}
      error={error}
    />
  );
}

export function Filters({
  of,
  look,
  shown,
  error,
}: {
  of: Dashboard;
  look: Look;
  shown: DashboardAnswers["period"] | undefined;
  /** What the server found wrong with the condition. */
  error: string | undefined;
}) {
  const [, change] = useAddress();
  const client = useQueryClient();
  const { filters } = look;
  const keep = useMutation({
    mutationFn: () => putOf(client, of.id, changed(of, { filters })),
    onSuccess: () => {
      change(asSaved, true);
      tell(say.kept);
    },
    onError: failed,
  });
  const who = voicesText(filters);
  return (
    <FilterBar
      label={say.label}
      set={Object.values(filters).filter((each) => each !== undefined).length}
      condition={{
        where: filters.where,
        error,
        field: (
          <Condition
            key={filters.where}
            applied={filters.where ?? ""}
            saved={of.filters.where}
            error={error}
          />
        ),
      }}
      after={
        look.changed && (
          <p className={style.changed} role="status">
            <span>{say.changed}</span>
            <Button variant="default" size="compact-sm" onClick={() => change(asSaved)}>
              {say.back}
            </Button>
            {of.mayChange && (
              <Button
                variant="default"
                size="compact-sm"
                loading={keep.isPending}
                onClick={() => keep.mutate()}
              >
                {say.keep}
              </Button>
            )}
          </p>
        )
      }
    >
      <Period look={look} saved={of.filters} shown={shown} />
      <NativeSelect
        label={say.pattern}
        value={filters.pattern ?? ""}
        data={[
          { value: "", label: say.apart },
          ...patterns.map((value) => ({ value, label: say.patterns[value] })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          change({ pattern: textFor(value, of.filters.pattern) })
        }
      />
      <NativeSelect
        label={say.voices}
        value={who}
        data={[...new Set(["", "all", ...voices.slice(1), who])].map((value) => ({
          value,
          label: voicesName(value),
        }))}
        onChange={({ currentTarget: { value } }) =>
          change({ voices: textFor(value, voicesText(of.filters)) })
        }
      />
    </FilterBar>
  );
}
