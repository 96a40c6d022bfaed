/** The settings of a page: its words, when it is shown, and where it leads. */
import { Button, NativeSelect } from "@mantine/core";
import type { SurveyPage } from "#contract/survey.ts";
import { whole } from "../words/format.ts";
import { useBuilding } from "./building.ts";
import { words as all } from "./builder-words.ts";
import { Condition } from "./Condition.tsx";
import { changePage } from "./definition.ts";
import { CheckField, ChoiceField, choicesOf, orGone, TextsField } from "./fields.tsx";
import { KeyField } from "./KeyField.tsx";
import style from "./settings.module.css";
import { words as own } from "./settings-words.ts";
import { useSubjects } from "./use-subjects.ts";
import { placeKey } from "./place-key.ts";

const words = own.page;
type Jump = SurveyPage["jumps"][number];
const targetOf = ({ to }: Jump): string =>
  typeof to === "string" ? `page/${to}` : `end/${to.end}`;

function Jumps({
  page,
  n,
  set,
}: {
  page: SurveyPage;
  n: number;
  set: (jumps: Jump[], mark?: string) => void;
}) {
  const { draft, say, readOnly } = useBuilding();
  const subjects = useSubjects({ page: n + 1, question: 0 });
  const targets = [
    ...draft.pages.slice(n + 1).map(({ key, title }, at) => ({
      value: `page/${key}`,
      label: words.toPage(say(title) || all.outline.page(whole(n + at + 2))),
    })),
    ...draft.endings.map(({ key, text }, at) => ({
      value: `end/${key}`,
      label: words.toEnd(say(text).split("\n")[0] || all.outline.ending(whole(at + 1))),
    })),
  ];
  const to = (value: string): Jump["to"] =>
    value.startsWith("page/") ? value.slice(5) : { end: value.slice(4) };
  return (
    <div className={style.group}>
      <p className={style.hint}>{words.jumpsHint}</p>
      {page.jumps.map((jump, at) => (
        <div key={placeKey(at)} className={style.card}>
          <Condition
            label={words.jumpIf}
            always={words.jumpAlways}
            value={jump.if}
            subjects={subjects}
            onChange={(text) => {
              const { if: _, ...rest } = jump;
              set(
                page.jumps.with(at, text === undefined ? rest : { ...rest, if: text }),
                `if ${at}`,
              );
            }}
          />
          <NativeSelect
            label={words.to}
            disabled={readOnly}
            value={targetOf(jump)}
            onChange={({ currentTarget }) =>
              set(page.jumps.with(at, { ...jump, to: to(currentTarget.value) }))
            }
          >
            {!targets.some(({ value }) => value === targetOf(jump)) && (
              <option value={targetOf(jump)}>{targetOf(jump)}</option>
            )}
            {targets.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </NativeSelect>
          {!readOnly && (
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => set(page.jumps.toSpliced(at, 1))}
            >
              {words.removeJump}
            </Button>
          )}
        </div>
      ))}
      {!readOnly && page.jumps.length < 20 && (
        <Button
          size="compact-sm"
          variant="default"
          className={style.start!}
          onClick={() => set([...page.jumps, { to: to(targets[0]!.value) }])}
        >
          {words.addJump}
        </Button>
      )}
    </div>
  );
}

export function PageSettings({ of }: { of: string }) {
  const { draft, change } = useBuilding();
  const n = draft.pages.findIndex((each) => each.key === of);
  const page = draft.pages[n];
  const subjects = useSubjects({ page: n, question: 0 });
  if (!page) return undefined;
  const set = (fields: Partial<Record<keyof SurveyPage, unknown>>, mark?: string) =>
    change(
      (now) =>
        changePage(
          now,
          of,
          (each) =>
            Object.fromEntries(
              Object.entries({ ...each, ...fields }).filter(([, value]) => value !== undefined),
            ) as SurveyPage,
        ),
      mark && `${of} ${mark}`,
    );
  return (
    <>
      <div className={style.group}>
        <TextsField
          id="ask-text"
          label={words.title}
          lines={false}
          most={300}
          value={page.title}
          onChange={(title) => set({ title: orGone(title) }, "title")}
        />
        <TextsField
          label={words.text}
          most={5_000}
          value={page.text}
          onChange={(text) => set({ text: orGone(text) }, "text")}
        />
        <ChoiceField
          label={words.order}
          value={page.order}
          choices={choicesOf(own.orders)}
          onChange={(order) => set({ order })}
        />
      </div>
      <h3>{own.logic}</h3>
      <div className={style.group}>
        <Condition
          label={own.showIf}
          always={own.always}
          value={page.showIf}
          subjects={subjects}
          onChange={(showIf) => set({ showIf }, "showIf")}
        />
      </div>
      <h3>{words.jumps}</h3>
      <Jumps page={page} n={n} set={(jumps, mark) => set({ jumps }, mark && `jump ${mark}`)} />
      <h3>{own.advanced}</h3>
      <div className={style.group}>
        <KeyField of={{ kind: "page", key: of }} />
        {draft.pageOrder === "random" && (
          <CheckField
            label={own.fixed}
            checked={page.fixed === true}
            onChange={(checked) => set({ fixed: checked ? true : undefined })}
          />
        )}
      </div>
    </>
  );
}
