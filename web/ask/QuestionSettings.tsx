/** The settings of a question: its words, what its type brings, and its logic. */
import { Button, NativeSelect } from "@mantine/core";
import type { Question, QuestionType } from "#contract/survey.ts";
import { useBuilding } from "./building.ts";
import { Condition } from "./Condition.tsx";
import { changeQuestion, questionOf, spotOf } from "./definition.ts";
import { CheckField, ChoiceField, choicesOf, orGone, TextsField } from "./fields.tsx";
import { asType } from "./fresh.ts";
import { KeyField } from "./KeyField.tsx";
import { Own } from "./own/Own.tsx";
import { celFrom } from "./sentence.ts";
import style from "./settings.module.css";
import { words } from "./settings-words.ts";
import { groupWords, typeGroups, typeWords } from "./type-words.ts";
import { operatorsFor, type Subject } from "./subjects.ts";
import { useSubjects } from "./use-subjects.ts";
import { placeKey } from "./place-key.ts";

type Answered = Extract<Question, { required?: unknown }>;
type Validation = NonNullable<Answered["validation"]>;

/** With these fields; undefined takes one out. */
function withFields(question: Question, fields: Record<string, unknown>): Question {
  const all = Object.entries({ ...question, ...fields }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(all) as Question;
}

function TypeField({ question }: { question: Question }) {
  const { change, readOnly, draft } = useBuilding();
  if (question.type === "hidden") return undefined;
  return (
    <NativeSelect
      label={words.type}
      disabled={readOnly}
      value={question.type}
      onChange={({ currentTarget }) => {
        const type = currentTarget.value as Exclude<QuestionType, "hidden">;
        change((now) =>
          changeQuestion(now, question.key, (each) =>
            each.type === "hidden" ? each : asType(each, type, draft.languages),
          ),
        );
      }}
    >
      {typeGroups.map(([group, types]) => (
        <optgroup key={group} label={groupWords[group]}>
          {types.map((type) =>
            (type as string) === "hidden" ? undefined : (
              <option key={type} value={type}>
                {typeWords[type].name}
              </option>
            ),
          )}
        </optgroup>
      ))}
    </NativeSelect>
  );
}

const firstOf = (subject: Subject | undefined): string => {
  if (!subject) return "true";
  const operator = operatorsFor(subject).includes("least") ? "least" : "answered";
  const value = subject.values?.[0]?.value ?? 0;
  return celFrom({
    join: "all",
    rules: [{ path: subject.path, operator, values: operator === "least" ? [value] : [] }],
  });
};

function Checks(props: {
  validation: Validation;
  subjects: readonly Subject[];
  own: Subject | undefined;
  set: (validation: Validation | undefined, mark?: string) => void;
}) {
  const { validation, subjects, own, set } = props;
  const { readOnly } = useBuilding();
  return (
    <div className={style.group}>
      {validation.map((each, n) => (
        <div key={placeKey(n)} className={style.card}>
          <Condition
            label={words.checkIf}
            always={words.always}
            wanted
            value={each.if}
            subjects={subjects}
            onChange={(text) => text && set(validation.with(n, { ...each, if: text }), `if ${n}`)}
          />
          <TextsField
            label={words.checkMessage}
            most={500}
            value={each.message}
            onChange={(message) => set(validation.with(n, { ...each, message }), `message ${n}`)}
          />
          {!readOnly && (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => {
                const rest = validation.toSpliced(n, 1);
                set(rest.length === 0 ? undefined : rest);
              }}
            >
              {words.removeCheck}
            </Button>
          )}
        </div>
      ))}
      {!readOnly && validation.length < 10 && (
        <Button
          size="compact-sm"
          variant="default"
          className={style.start!}
          onClick={() => set([...validation, { if: firstOf(own), message: {} }])}
        >
          {words.addCheck}
        </Button>
      )}
    </div>
  );
}

export function QuestionSettings({ of }: { of: string }) {
  const { draft, change } = useBuilding();
  const question = questionOf(draft, of);
  const spot = spotOf(draft, of) ?? { page: 0, at: 0 };
  const subjects = useSubjects({ page: spot.page, question: spot.at });
  const withOwn = useSubjects({ page: spot.page, question: spot.at + 1 });
  if (!question) return undefined;
  const set = (fields: Record<string, unknown>, mark?: string) =>
    change(
      (now) => changeQuestion(now, of, (each) => withFields(each, fields)),
      mark && `${of} ${mark}`,
    );
  const answered = "required" in question || !["statement", "hidden"].includes(question.type);
  const { required, validation, showIf, fixed } = question as Partial<Answered>;
  const own = withOwn.find(({ path }) => path[0] === "answers" && path[1] === of);
  const must = required === undefined ? "no" : required === true ? "yes" : "if";
  const page = draft.pages[spot.page]!;
  return (
    <>
      {"text" in question && (
        <div className={style.group}>
          <TextsField
            id="ask-text"
            label={words.text}
            value={question.text}
            onChange={(text) => set({ text }, "text")}
          />
          <TextsField
            label={words.help}
            value={question.help}
            onChange={(help) => set({ help: orGone(help) }, "help")}
          />
          <TypeField question={question} />
        </div>
      )}
      <div className={style.group}>
        <Own key={question.type} question={question} set={set} subjects={subjects} />
      </div>
      {"text" in question && (
        <>
          <h3>{words.logic}</h3>
          <div className={style.group}>
            <Condition
              label={words.showIf}
              always={words.always}
              value={showIf}
              subjects={subjects}
              onChange={(text) => set({ showIf: text }, "showIf")}
            />
            {answered && (
              <ChoiceField
                label={words.required}
                value={must}
                choices={choicesOf(words.requiredChoices)}
                onChange={(next) =>
                  set({
                    required:
                      next === "no" ? undefined : next === "yes" ? true : firstOf(subjects[0]),
                  })
                }
              />
            )}
            {typeof required === "string" && (
              <Condition
                label={words.requiredIf}
                always={words.optional}
                value={required}
                subjects={subjects}
                onChange={(text) => set({ required: text }, "required")}
              />
            )}
          </div>
          {answered && (
            <>
              <h3>{words.checks}</h3>
              <Checks
                validation={validation ?? []}
                subjects={withOwn}
                own={own}
                set={(next, mark) => set({ validation: next }, mark)}
              />
            </>
          )}
        </>
      )}
      <h3>{words.advanced}</h3>
      <div className={style.group}>
        <KeyField of={{ kind: "question", key: of }} />
        {"text" in question && page.order === "random" && (
          <CheckField
            label={words.fixed}
            checked={fixed === true}
            onChange={(checked) => set({ fixed: checked ? true : undefined })}
          />
        )}
      </div>
    </>
  );
}
