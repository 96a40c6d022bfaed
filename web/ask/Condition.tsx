/** A condition to read and choose as sentences; the CEL behind it is one press away. */
import { Button, CloseButton, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { useBuilding } from "./building.ts";
import { Cel } from "./Cel.tsx";
import style from "./condition.module.css";
import { words } from "./condition-words.ts";
import { saidCondition, samePath } from "./said-condition.ts";
import {
  celFrom,
  celPath,
  sentenceOf,
  type Operator,
  type Rule,
  type Scalar,
  type Sentence,
} from "./sentence.ts";
import { operatorsFor, type Subject } from "./subjects.ts";
import { placeKey } from "./place-key.ts";

/** What a sentence begins with: the first thing that can be said of it. */
function freshRule(subject: Subject, wanted?: Operator): Rule {
  const operator =
    wanted && operatorsFor(subject).includes(wanted) ? wanted : operatorsFor(subject)[0]!;
  const list = subject.values ?? [];
  const first: Scalar = list[0]?.value ?? (subject.kind === "number" ? 0 : "");
  const last: Scalar = list.at(-1)?.value ?? (subject.kind === "number" ? 10 : "");
  const values =
    operator === "between" ? [first, last] : operator.endsWith("answered") ? [] : [first];
  return { path: subject.path, operator, values };
}

function Value(props: {
  label: string;
  subject: Subject | undefined;
  value: Scalar;
  onChange: (value: Scalar) => void;
}) {
  const { label, subject, value, onChange } = props;
  const { readOnly } = useBuilding();
  const known = subject?.values;
  if (known) {
    const at = known.findIndex((each) => each.value === value);
    return (
      <NativeSelect
        aria-label={label}
        size="sm"
        disabled={readOnly}
        value={at}
        onChange={({ currentTarget }) => {
          const chosen = known[Number(currentTarget.value)];
          if (chosen) onChange(chosen.value);
        }}
      >
        {at < 0 && <option value={-1}>{String(value)}</option>}
        {known.map((each, n) => (
          <option key={String(each.value)} value={n}>
            {each.label}
          </option>
        ))}
      </NativeSelect>
    );
  }
  if (typeof value === "number")
    return (
      <NumberInput
        aria-label={label}
        size="sm"
        readOnly={readOnly}
        value={value}
        onChange={(next) => typeof next === "number" && onChange(next)}
        hideControls
      />
    );
  return (
    <TextInput
      aria-label={label}
      size="sm"
      readOnly={readOnly}
      value={String(value)}
      maxLength={500}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}

function RuleFields(props: {
  rule: Rule;
  subjects: readonly Subject[];
  onChange: (rule: Rule) => void;
  remove: () => void;
}) {
  const { rule, subjects, onChange, remove } = props;
  const { readOnly } = useBuilding();
  const at = subjects.findIndex((each) => samePath(each.path, rule.path));
  const subject = subjects[at];
  const offered = subject ? operatorsFor(subject) : [rule.operator];
  const shown = offered.includes(rule.operator) ? offered : [rule.operator, ...offered];
  const set = (n: number) => (value: Scalar) =>
    onChange({ ...rule, values: rule.values.with(n, value) });
  const listed = rule.operator === "oneOf" && subject?.values;
  return (
    <div className={style.rule}>
      <div className={style.about}>
        <NativeSelect
          aria-label={words.about}
          size="sm"
          disabled={readOnly}
          value={at}
          onChange={({ currentTarget }) => {
            const next = subjects[Number(currentTarget.value)];
            if (next) onChange(freshRule(next, rule.operator));
          }}
        >
          {at < 0 && <option value={-1}>{celPath(rule.path)}</option>}
          {subjects.map((each, n) => (
            <option key={celPath(each.path)} value={n}>
              {each.label}
            </option>
          ))}
        </NativeSelect>
        {!readOnly && (
          <CloseButton size="sm" aria-label={words.remove} title={words.remove} onClick={remove} />
        )}
      </div>
      <div className={style.said} data-values={listed ? 0 : rule.values.length}>
        <NativeSelect
          aria-label={words.operator}
          size="sm"
          disabled={readOnly}
          value={rule.operator}
          onChange={({ currentTarget }) =>
            subject && onChange(freshRule(subject, currentTarget.value as Operator))
          }
        >
          {shown.map((each) => (
            <option key={each} value={each}>
              {words.operators[each]}
            </option>
          ))}
        </NativeSelect>
        {!listed &&
          rule.values.map((value, n) => (
            <Value
              key={placeKey(n)}
              label={rule.operator === "between" ? (n === 0 ? words.from : words.to) : words.value}
              subject={subject}
              value={value}
              onChange={set(n)}
            />
          ))}
      </div>
      {listed && (
        <fieldset className={style.list}>
          <legend>{words.value}</legend>
          {listed.map((each) => (
            <label key={String(each.value)}>
              <input
                type="checkbox"
                disabled={readOnly}
                checked={rule.values.includes(each.value)}
                onChange={({ currentTarget }) => {
                  const values = currentTarget.checked
                    ? [...rule.values, each.value]
                    : rule.values.filter((value) => value !== each.value);
                  if (values.length > 0) onChange({ ...rule, values });
                }}
              />
              {each.label}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}

export type ConditionProps = {
  label: string;
  /** What holds where there is none. */
  always: string;
  value: string | undefined;
  subjects: readonly Subject[];
  /** One that must be there: a message's, say. */
  wanted?: boolean;
  onChange: (value: string | undefined) => void;
};

export function Condition({ label, always, value, subjects, wanted, onChange }: ConditionProps) {
  const { readOnly } = useBuilding();
  const [asCel, setAsCel] = useState(false);
  const id = useId();
  const sentence = value === undefined ? undefined : sentenceOf(value);
  const say = (next: Sentence) => onChange(next.rules.length === 0 ? undefined : celFrom(next));
  const first = subjects[0];
  return (
    <div className={style.condition} role="group" aria-labelledby={id}>
      <div className={style.head}>
        <span id={id}>{label}</span>
        {value !== undefined && (sentence || asCel) && (
          <Button
            size="compact-xs"
            variant="subtle"
            disabled={asCel && !sentence}
            onClick={() => setAsCel(!asCel)}
          >
            {asCel ? words.sentences : words.cel}
          </Button>
        )}
      </div>
      {sentence && <p className={style.sentence}>{saidCondition(value!, subjects)}</p>}
      {value === undefined ? (
        <div className={style.none}>
          <span>{always}</span>
          {!readOnly &&
            (first ? (
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => say({ join: "all", rules: [freshRule(first)] })}
              >
                {words.add}
              </Button>
            ) : (
              <small>{words.nothing}</small>
            ))}
        </div>
      ) : asCel || !sentence ? (
        <>
          {!sentence && !asCel && <small>{words.celOnly}</small>}
          <Cel
            label={words.cel}
            value={value}
            subjects={subjects}
            onChange={(text) => onChange(text === "" && !wanted ? undefined : text)}
          />
        </>
      ) : (
        <>
          {sentence.rules.length > 1 && (
            <NativeSelect
              aria-label={words.joins}
              size="xs"
              w="max-content"
              disabled={readOnly}
              value={sentence.join}
              onChange={({ currentTarget }) =>
                say({ ...sentence, join: currentTarget.value as Sentence["join"] })
              }
            >
              <option value="all">{words.all}</option>
              <option value="any">{words.any}</option>
            </NativeSelect>
          )}
          {sentence.rules.map((rule, n) => (
            <RuleFields
              key={placeKey(n)}
              rule={rule}
              subjects={subjects}
              onChange={(next) => say({ ...sentence, rules: sentence.rules.with(n, next) })}
              remove={() => say({ ...sentence, rules: sentence.rules.toSpliced(n, 1) })}
            />
          ))}
          {!readOnly && first && (
            <Button
              size="compact-xs"
              variant="subtle"
              className={style.more!}
              onClick={() => say({ ...sentence, rules: [...sentence.rules, freshRule(first)] })}
            >
              {words.addMore}
            </Button>
          )}
        </>
      )}
      {value !== undefined && !sentence && !readOnly && !wanted && (
        <Button size="compact-xs" variant="subtle" onClick={() => onChange(undefined)}>
          {words.clear}
        </Button>
      )}
    </div>
  );
}
