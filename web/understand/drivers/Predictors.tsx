/** The predictors: those that are there first, others by search, answers by their value; asked about by a press. */
import { Button, MultiSelect, Select } from "@mantine/core";
import { useState } from "react";
import { useAddress } from "../../data/address.ts";
import { labelOf, useEntries } from "../../data/registry.ts";
import { percent } from "../../words/format.ts";
import { AnswerIs } from "./AnswerIs.tsx";
import list from "../findings.module.css";
import style from "./drivers.module.css";
import type { Look } from "./look.ts";
import { factNames, useVariableNames } from "./names.ts";
import { listOf, textOf } from "./variable.ts";
import { words } from "./words.ts";

const { predictors: say } = words;

/** As many as one question takes: `mostPredictors` of the contract, which brings its schemas along. */
const most = 30;

/** What can be added, in groups; what is there comes first, in the order of how many have it. */
function useGroups(look: Look, chosen: readonly string[]) {
  const nameOf = useVariableNames();
  const measures = useEntries("measure").data ?? [];
  const customers = useEntries("customer-attribute").data ?? [];
  const accounts = useEntries("account-attribute").data ?? [];
  const ofOwners = [
    { owner: "customer", entries: customers },
    { owner: "account", entries: accounts },
  ];
  const candidates = look.candidates?.candidates ?? [];
  const isThere = new Set(candidates.map(({ name }) => name));
  const item = (value: string) => ({ value, label: nameOf(value) });
  const numeric = ofOwners.flatMap(({ owner, entries }) =>
    entries.flatMap(({ key, definition, active }) =>
      active && "type" in definition && ["number", "boolean"].includes(definition.type ?? "")
        ? [`${owner}.attributes.${key}`]
        : [],
    ),
  );
  const groups = [
    { group: say.there, items: candidates.map(({ name }) => item(name)) },
    {
      group: say.others,
      items: measures
        .filter(({ key, active }) => active && !isThere.has(key) && key !== look.of)
        .map(({ key }) => item(key)),
    },
    { group: say.known, items: [...factNames, ...numeric].map(item) },
  ];
  const offered = new Set(groups.flatMap(({ items }) => items.map(({ value }) => value)));
  // What is chosen always has a place: answers, and what an address says.
  const others = chosen.filter((each) => !offered.has(each));
  return [...groups, { group: say.answers, items: others.map(item) }].filter(
    ({ items }) => items.length > 0,
  );
}

function AddAnswer({
  look,
  add,
  close,
}: {
  look: Look;
  add: (text: string) => void;
  close: () => void;
}) {
  const answers = (useEntries("answer").data ?? []).filter(
    ({ key, active }) => active && look.of !== `answers.${key}`,
  );
  const [answer, setAnswer] = useState<string | null>(null);
  const { from, to, timezone, where } = look.question ?? {};
  return (
    <div className={style.add}>
      <Select
        label={say.answer}
        value={answer}
        data={answers.map((entry) => ({ value: entry.key, label: labelOf(entry) }))}
        onChange={setAnswer}
        searchable
        maxDropdownHeight={320}
      />
      {answer !== null && (
        <AnswerIs
          key={answer}
          answer={answer}
          selection={{
            timezone,
            ...(from === undefined ? {} : { from }),
            ...(to === undefined ? {} : { to }),
            ...(where === undefined ? {} : { where }),
          }}
          value={undefined}
          choose={(equals) => add(textOf({ of: `answers.${answer}`, equals }))}
        />
      )}
      <Button variant="subtle" onClick={close}>
        {say.cancel}
      </Button>
    </div>
  );
}

export function Predictors({
  look,
  applied,
  again,
}: {
  look: Look;
  applied: readonly string[];
  again: () => void;
}) {
  const [, change] = useAddress();
  const [draft, setDraft] = useState(applied);
  const [adding, setAdding] = useState(false);
  const groups = useGroups(look, draft);
  const shares = new Map(look.candidates?.candidates.map(({ name, share }) => [name, share]));
  const isChanged = listOf(draft) !== listOf(applied);
  const run = () => (isChanged ? change({ predictors: listOf(draft) }) : again());
  return (
    <form
      className={style.predictors}
      onSubmit={(event) => {
        event.preventDefault();
        run();
      }}
    >
      <MultiSelect
        label={say.label}
        description={say.hint(most)}
        value={[...draft]}
        data={groups}
        onChange={setDraft}
        renderOption={({ option }) => {
          const share = shares.get(option.value);
          return (
            <span className={style.option}>
              <span>{option.label}</span>
              {share !== undefined && (
                <span className={list.soft}>{say.share(percent(share, 0))}</span>
              )}
            </span>
          );
        }}
        searchable
        hidePickedOptions
        maxValues={most}
        maxDropdownHeight={320}
      />
      {adding && (
        <AddAnswer
          look={look}
          add={(text) => {
            setDraft([...new Set([...draft, text])].slice(0, most));
            setAdding(false);
          }}
          close={() => setAdding(false)}
        />
      )}
      <div className={style.buttons}>
        <Button
          type="submit"
          variant={isChanged ? "filled" : "default"}
          disabled={draft.length === 0}
        >
          {say.run}
        </Button>
        {!adding && (
          <Button variant="subtle" onClick={() => setAdding(true)}>
            {say.addAnswer}
          </Button>
        )}
        {!look.isStart && (
          <Button
            variant="subtle"
            title={say.startHint}
            onClick={() => change({ predictors: undefined })}
          >
            {say.start}
          </Button>
        )}
        {isChanged && (
          <span className={list.soft} role="status">
            {draft.length === 0 ? say.none : say.changed}
          </span>
        )}
      </div>
    </form>
  );
}
