/** The settings of what is chosen. */
import { ActionIcon } from "@mantine/core";
import { useActions } from "./actions.ts";
import { useBuilding } from "./building.ts";
import { words as all } from "./builder-words.ts";
import { canRemove, questionOf, type Chosen } from "./definition.ts";
import { EndingSettings } from "./EndingSettings.tsx";
import { Arrow, Cross } from "./Options.tsx";
import { PageSettings } from "./PageSettings.tsx";
import { Here } from "./Problems.tsx";
import { QuestionSettings } from "./QuestionSettings.tsx";
import { SurveySettings } from "./SurveySettings.tsx";
import style from "./settings.module.css";
import { words } from "./settings-words.ts";
import { typeWords } from "./type-words.ts";

function useName(chosen: Chosen): string {
  const { draft } = useBuilding();
  if (chosen.kind === "survey") return all.outline.survey;
  if (chosen.kind === "question") {
    const question = questionOf(draft, chosen.key);
    return question ? typeWords[question.type].name : chosen.key;
  }
  const list: readonly { key: string }[] = chosen.kind === "page" ? draft.pages : draft.endings;
  const n = String(list.findIndex((each) => each.key === chosen.key) + 1);
  return chosen.kind === "page" ? all.outline.page(n) : all.outline.ending(n);
}

export function Settings() {
  const { draft, chosen, readOnly } = useBuilding();
  const actions = useActions();
  const name = useName(chosen);
  return (
    <section className={style.settings} aria-label={words.label}>
      <div className={style.title}>
        <h2>{name}</h2>
        {chosen.kind !== "survey" && !readOnly && (
          <span className={style.actions}>
            <ActionIcon
              variant="subtle"
              aria-label={all.outline.up}
              title={all.outline.up}
              onClick={() => actions.step(chosen, -1)}
            >
              <Arrow up />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              aria-label={all.outline.down}
              title={all.outline.down}
              onClick={() => actions.step(chosen, 1)}
            >
              <Arrow />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              aria-label={all.outline.duplicate}
              title={all.outline.duplicate}
              onClick={() => actions.duplicate(chosen)}
            >
              <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                <path
                  d="M5.5 5.500h8v8h-8zM10.500 5.500v-3h-8v8h3"
                  fill="none"
                  stroke="currentColor"
                  strokeWidth="1.5"
                />
              </svg>
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              aria-label={all.outline.remove}
              title={all.outline.remove}
              disabled={!canRemove(draft, chosen)}
              onClick={() => actions.remove(chosen, name)}
            >
              <Cross />
            </ActionIcon>
          </span>
        )}
      </div>
      <Here />
      {chosen.kind === "survey" && <SurveySettings />}
      {chosen.kind === "page" && <PageSettings key={chosen.key} of={chosen.key} />}
      {chosen.kind === "question" && <QuestionSettings key={chosen.key} of={chosen.key} />}
      {chosen.kind === "ending" && <EndingSettings key={chosen.key} of={chosen.key} />}
    </section>
  );
}
