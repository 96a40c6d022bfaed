/** The settings of the whole survey: who is asked about what, in which languages, from when to when. */
import { Button, CloseButton, TextInput } from "@mantine/core";
import { useState } from "react";
import type { SurveyDefinition } from "#contract/survey.ts";
import { labelOf, useEntries } from "../data/registry.ts";
import { useWorkspace } from "../data/session.ts";
import { useBuilding } from "./building.ts";
import { ChoiceField, choicesOf, orGone, TextsField } from "./fields.tsx";
import { nameOfLanguage } from "./languages.ts";
import { localTime, momentAt } from "./moments.ts";
import { Quotas, Sums } from "./Sums.tsx";
import style from "./settings.module.css";
import { words as own } from "./settings-words.ts";

const words = own.survey;
type Fields = Partial<Record<keyof SurveyDefinition, unknown>>;

/** With these fields; undefined takes one out. */
const withFields = (definition: SurveyDefinition, fields: Fields): SurveyDefinition =>
  Object.fromEntries(
    Object.entries({ ...definition, ...fields }).filter(([, value]) => value !== undefined),
  ) as unknown as SurveyDefinition;

function Languages({ set }: { set: (fields: Fields) => void }) {
  const { draft, readOnly, speak } = useBuilding();
  const { languages } = draft;
  const [tag, setTag] = useState("");
  const known = languages.some((each) => each.toLowerCase() === tag.toLowerCase());
  const fits = /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/.test(tag) && !known;
  return (
    <fieldset className={style.options}>
      <legend>{words.languages}</legend>
      <p className={style.hint}>{words.languagesHint}</p>
      <ol className={style.tags}>
        {languages.map((each) => (
          <li key={each}>
            <span>{nameOfLanguage(each)}</span>
            <code>{each}</code>
            {!readOnly && languages.length > 1 && (
              <CloseButton
                size="sm"
                aria-label={words.removeLanguage(nameOfLanguage(each))}
                onClick={() => set({ languages: languages.filter((other) => other !== each) })}
              />
            )}
          </li>
        ))}
      </ol>
      {!readOnly && languages.length < 50 && (
        <div className={style.inline}>
          <TextInput
            size="sm"
            label={words.languageTag}
            value={tag}
            maxLength={35}
            spellCheck={false}
            onChange={({ currentTarget }) => setTag(currentTarget.value.trim())}
          />
          <Button
            size="sm"
            variant="default"
            disabled={!fits}
            onClick={() => {
              set({ languages: [...languages, tag] });
              speak(tag);
              setTag("");
            }}
          >
            {words.addLanguage}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function Moments({ set }: { set: (fields: Fields) => void }) {
  const { draft, readOnly } = useBuilding();
  const { timezone } = useWorkspace();
  const { opens, closes } = draft;
  const [problem, setProblem] = useState<string>();
  function change(name: "opens" | "closes", text: string) {
    const at = text === "" ? undefined : momentAt(text, timezone);
    const [from, to] = name === "opens" ? [at, closes] : [opens, at];
    const wrong = from !== undefined && to !== undefined && Date.parse(from) >= Date.parse(to);
    setProblem(wrong ? words.before : undefined);
    if (!wrong) set({ [name]: at });
  }
  return (
    <>
      <TextInput
        type="datetime-local"
        label={words.opens}
        description={words.whenHint}
        readOnly={readOnly}
        defaultValue={opens === undefined ? "" : localTime(opens, timezone)}
        onChange={({ currentTarget }) => change("opens", currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label={words.closes}
        error={problem}
        readOnly={readOnly}
        defaultValue={closes === undefined ? "" : localTime(closes, timezone)}
        onChange={({ currentTarget }) => change("closes", currentTarget.value)}
      />
    </>
  );
}

export function SurveySettings() {
  const { draft, change, readOnly } = useBuilding();
  const touchpoints = (useEntries("touchpoint").data ?? []).map(
    (entry) => [entry.key, labelOf(entry)] as const,
  );
  const set = (fields: Fields, mark?: string) =>
    change((now) => withFields(now, fields), mark && `survey ${mark}`);
  return (
    <>
      <div className={style.group}>
        <TextInput
          id="ask-text"
          label={words.name}
          description={words.nameHint}
          readOnly={readOnly}
          key={draft.name}
          defaultValue={draft.name}
          maxLength={200}
          onBlur={({ currentTarget }) => {
            const name = currentTarget.value.trim();
            if (name === "") currentTarget.value = draft.name;
            else if (name !== draft.name) set({ name });
          }}
        />
        <TextsField
          label={words.opening}
          most={5_000}
          value={draft.opening}
          onChange={(opening) => set({ opening: orGone(opening) }, "opening")}
        />
        <ChoiceField
          label={words.confidentiality}
          hint={words.confidentialityHint}
          value={draft.confidentiality}
          choices={choicesOf(words.confidentialities)}
          onChange={(confidentiality) => set({ confidentiality })}
        />
        <ChoiceField
          label={words.form}
          value={draft.form}
          choices={choicesOf(words.forms)}
          onChange={(form) => set({ form, voice: form === "respondent" ? "customer" : "employee" })}
        />
        <ChoiceField
          label={words.pattern}
          value={draft.pattern}
          choices={choicesOf(words.patterns)}
          onChange={(pattern) => set({ pattern })}
        />
        <ChoiceField
          label={words.touchpoint}
          value={draft.touchpoint ?? ""}
          choices={[["", words.none] as const, ...touchpoints]}
          onChange={(touchpoint) => set({ touchpoint: touchpoint || undefined })}
        />
        <ChoiceField
          label={words.pageOrder}
          value={draft.pageOrder}
          choices={choicesOf(own.orders)}
          onChange={(pageOrder) => set({ pageOrder })}
        />
      </div>
      <div className={style.group}>
        <Languages set={set} />
      </div>
      <div className={style.group}>
        <Moments set={set} />
      </div>
      <h3>{words.sums}</h3>
      <Sums set={(calculated, mark) => set({ calculated }, mark)} />
      <h3>{words.quotas}</h3>
      <Quotas set={(quotas, mark) => set({ quotas }, mark)} />
    </>
  );
}
