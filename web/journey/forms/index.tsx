/** What beside labels is said of an entry, by its type. */
import type { RegistryType } from "#contract/registry.ts";
import { useIsShare } from "../columns.tsx";
import { valueAt } from "../draft.ts";
import {
  CheckField,
  ChoiceField,
  DayField,
  KeyField,
  NumberField,
  PersonField,
  TextField,
  useEditing,
  WordsField,
} from "../fields.tsx";
import { words } from "../form-words.ts";
import style from "../journey.module.css";
import { RowsField } from "../RowsField.tsx";
import { JourneyForm } from "./Journey.tsx";
import { MeasureForm } from "./Measure.tsx";
import { Condition } from "./Condition.tsx";

function TouchpointForm() {
  return (
    <>
      <div className={style.fields}>
        <KeyField path="stage" type="stage" label={words.stage} />
        <KeyField
          path="function"
          type="function"
          label={words.function}
          hint={words.functionHint}
        />
        <ChoiceField path="contactType" label={words.contactType} choices={words.contactTypes} />
      </div>
      <div className={style.fields}>
        <KeyField
          path="channel"
          type="channel"
          label={words.channel}
          hint={words.channelHint}
          optional
        />
        <KeyField path="medium" type="medium" label={words.medium} optional />
      </div>
      <CheckField path="momentOfTruth" label={words.truth} hint={words.truthHint} />
    </>
  );
}

function PromiseForm() {
  return (
    <>
      <div className={style.fields}>
        <KeyField path="touchpoint" type="touchpoint" label={words.touchpoint} />
        <KeyField path="measure" type="measure" label={words.measure} />
      </div>
      <div className={style.fields}>
        <ChoiceField path="comparison" label={words.comparison} choices={words.comparisons} />
        <NumberField path="level" label={words.level} />
        <NumberField path="share" label={words.share} hint={words.shareHint} times={100} />
        <ChoiceField path="clock" label={words.clock} choices={words.clocks} />
      </div>
      <p className={style.quiet}>{words.signHint}</p>
      <div className={style.fields}>
        <PersonField path="owner" label={words.owner} hint={words.ownerHint} />
        <DayField path="from" label={words.since} />
      </div>
      <WordsField path="words" label={words.words} area />
    </>
  );
}

/** The level as the figure of its measure is answered. */
function LevelField() {
  const { draft } = useEditing();
  const measure = valueAt(draft, "measure");
  const isShare = useIsShare()(measure);
  return (
    <NumberField
      path="level"
      label={words.targetLevel}
      hint={
        measure === undefined
          ? words.targetLevelFirst
          : isShare
            ? words.targetLevelShare
            : words.targetLevelHint
      }
      disabled={measure === undefined}
      times={isShare ? 100 : 1}
    />
  );
}

function BenchmarkForm() {
  return (
    <>
      <div className={style.fields}>
        <KeyField path="measure" type="measure" label={words.measure} />
        <LevelField />
      </div>
      <div className={style.fields}>
        <KeyField path="touchpoint" type="touchpoint" label={words.touchpoint} optional />
        <ChoiceField
          path="pattern"
          label={words.pattern}
          hint={words.patternHint}
          choices={words.patterns}
          optional
        />
      </div>
      <div className={style.fields}>
        <TextField path="source" label={words.source} hint={words.sourceHint} />
        <DayField path="on" label={words.asOf} />
      </div>
      <Condition label={words.targetWhere} hint={words.targetWhereHint} />
    </>
  );
}

function TargetForm() {
  return (
    <>
      <div className={style.fields}>
        <KeyField path="measure" type="measure" label={words.measure} />
        <ChoiceField
          path="pattern"
          label={words.pattern}
          hint={words.patternHint}
          choices={words.patterns}
          optional
        />
      </div>
      <div className={style.fields}>
        <LevelField />
        <DayField path="on" label={words.on} />
      </div>
      <Condition label={words.targetWhere} hint={words.targetWhereHint} />
      <PersonField path="owner" label={words.owner} hint={words.ownerHint} />
    </>
  );
}

function AnswerForm() {
  return (
    <RowsField
      path="options"
      label={words.options}
      hint={words.optionsHint}
      add={words.addOption}
      fresh={{ labels: {} }}
      most={200}
      columns={[
        { path: "value", label: words.value, kind: "scalar" },
        { path: "labels.en", label: words.en, kind: "text" },
        { path: "labels.id", label: words.id, kind: "text" },
      ]}
    />
  );
}

function TypedForm() {
  const { draft } = useEditing();
  return (
    <>
      <ChoiceField path="type" label={words.type} hint={words.typeHint} choices={words.types} />
      {valueAt(draft, "type") === "choice" && (
        <RowsField
          path="choices"
          label={words.choices}
          add={words.addChoice}
          fresh={{ labels: {} }}
          most={200}
          columns={[
            { path: "value", label: words.value, kind: "text" },
            { path: "labels.en", label: words.en, kind: "text" },
            { path: "labels.id", label: words.id, kind: "text" },
          ]}
        />
      )}
    </>
  );
}

/** The fields of a type beside labels and description; types that have none show none. */
export function TypeForm({ type, of }: { type: RegistryType; of: string }) {
  switch (type) {
    case "touchpoint":
      return <TouchpointForm />;
    case "journey":
      return <JourneyForm />;
    case "function":
      return <PersonField path="owner" label={words.owner} hint={words.ownerMember} />;
    case "unit":
      return (
        <KeyField path="parent" type="unit" label={words.parent} hint={words.parentHint} optional />
      );
    case "measure":
      return <MeasureForm of={of} />;
    case "promise":
      return <PromiseForm />;
    case "segment":
      return <Condition label={words.where} hint={words.whereHint} />;
    case "target":
      return <TargetForm />;
    case "benchmark":
      return <BenchmarkForm />;
    case "attribute":
      return <CheckField path="impersonal" label={words.impersonal} hint={words.impersonalHint} />;
    case "answer":
      return <AnswerForm />;
    case "customer-attribute":
    case "account-attribute":
      return <TypedForm />;
    default:
      return undefined;
  }
}
