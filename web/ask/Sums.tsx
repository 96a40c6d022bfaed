/** Calculated values, and quotas. */
import { Button, TextInput } from "@mantine/core";
import type { SurveyDefinition, SurveyQuota } from "#contract/survey.ts";
import { whole } from "../words/format.ts";
import { useBuilding } from "./building.ts";
import { words as all } from "./builder-words.ts";
import { Cel } from "./Cel.tsx";
import { Condition } from "./Condition.tsx";
import { freeKey } from "./definition.ts";
import { ChoiceField, MeasureField, NumberField } from "./fields.tsx";
import { isKey } from "./rename.ts";
import style from "./settings.module.css";
import { words as own } from "./settings-words.ts";
import { useSubjects } from "./use-subjects.ts";
import { placeKey } from "./place-key.ts";

const words = own.survey;
type Sum = SurveyDefinition["calculated"][number];

function Key({ value, set }: { value: string; set: (key: string) => void }) {
  const { readOnly } = useBuilding();
  return (
    <TextInput
      size="sm"
      key={value}
      label={words.sumKey}
      readOnly={readOnly}
      defaultValue={value}
      maxLength={64}
      onBlur={({ currentTarget }) => {
        if (isKey(currentTarget.value)) set(currentTarget.value);
        else currentTarget.value = value;
      }}
    />
  );
}

export function Sums({ set }: { set: (sums: Sum[], mark?: string) => void }) {
  const { draft, readOnly } = useBuilding();
  const subjects = useSubjects();
  const { calculated } = draft;
  return (
    <div className={style.group}>
      <p className={style.hint}>{words.sumsHint}</p>
      {calculated.map((sum, n) => (
        <div key={placeKey(n)} className={style.card}>
          <Key
            value={sum.key}
            set={(key) => key !== sum.key && set(calculated.with(n, { ...sum, key }))}
          />
          <Cel
            label={words.sumValue}
            condition={false}
            value={sum.value}
            subjects={subjects}
            onChange={(value) =>
              value !== "" && set(calculated.with(n, { ...sum, value }), `sum ${n}`)
            }
          />
          <MeasureField
            value={sum.measure}
            onChange={(measure) => {
              const { measure: _, ...rest } = sum;
              set(calculated.with(n, measure === undefined ? rest : { ...rest, measure }));
            }}
          />
          {!readOnly && (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => set(calculated.toSpliced(n, 1))}
            >
              {words.removeSum(sum.key)}
            </Button>
          )}
        </div>
      ))}
      {!readOnly && calculated.length < 50 && (
        <Button
          size="compact-sm"
          variant="default"
          className={style.start!}
          onClick={() => set([...calculated, { key: freeKey(draft, "value"), value: "0" }])}
        >
          {words.addSum}
        </Button>
      )}
    </div>
  );
}

export function Quotas({ set }: { set: (quotas: SurveyQuota[], mark?: string) => void }) {
  const { draft, say, readOnly } = useBuilding();
  const subjects = useSubjects();
  const { quotas, endings } = draft;
  const names = endings.map(
    ({ key, text }, n) =>
      [key, say(text).split("\n")[0] || all.outline.ending(whole(n + 1))] as const,
  );
  return (
    <div className={style.group}>
      <p className={style.hint}>{words.quotasHint}</p>
      {quotas.map((quota, n) => (
        <div key={placeKey(n)} className={style.card}>
          <Key
            value={quota.key}
            set={(key) => key !== quota.key && set(quotas.with(n, { ...quota, key }))}
          />
          <Condition
            label={words.quotaIf}
            always={words.quotaAlways}
            value={quota.if}
            subjects={subjects}
            onChange={(text) => {
              const { if: _, ...rest } = quota;
              set(quotas.with(n, text === undefined ? rest : { ...rest, if: text }), `quota ${n}`);
            }}
          />
          <NumberField
            label={words.limit}
            value={quota.limit}
            min={0}
            max={100_000_000}
            onChange={(limit) => set(quotas.with(n, { ...quota, limit: limit ?? 0 }), `limit ${n}`)}
          />
          <ChoiceField
            label={words.full}
            value={quota.ending}
            choices={names}
            onChange={(ending) => set(quotas.with(n, { ...quota, ending }))}
          />
          {!readOnly && (
            <Button size="compact-xs" variant="subtle" onClick={() => set(quotas.toSpliced(n, 1))}>
              {words.removeQuota(quota.key)}
            </Button>
          )}
        </div>
      ))}
      {!readOnly && quotas.length < 50 && (
        <Button
          size="compact-sm"
          variant="default"
          className={style.start!}
          onClick={() =>
            set([
              ...quotas,
              {
                key: freeKey(draft, "quota"),
                limit: 100,
                ending: endings.at(-1)!.key,
              },
            ])
          }
        >
          {words.addQuota}
        </Button>
      )}
    </div>
  );
}
