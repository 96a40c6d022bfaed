/** The settings of an ending. */
import { useBuilding } from "./building.ts";
import { Condition } from "./Condition.tsx";
import { changeEnding } from "./definition.ts";
import { TextsField } from "./fields.tsx";
import { KeyField } from "./KeyField.tsx";
import style from "./settings.module.css";
import { words as own } from "./settings-words.ts";
import { useSubjects } from "./use-subjects.ts";

const words = own.ending;

export function EndingSettings({ of }: { of: string }) {
  const { draft, change } = useBuilding();
  const subjects = useSubjects();
  const ending = draft.endings.find((each) => each.key === of);
  if (!ending) return undefined;
  return (
    <>
      <div className={style.group}>
        <TextsField
          id="ask-text"
          label={words.text}
          hint={words.textHint}
          most={5_000}
          value={ending.text}
          onChange={(text) =>
            change((now) => changeEnding(now, of, (each) => ({ ...each, text })), `${of} text`)
          }
        />
        <Condition
          label={words.if}
          always={words.always}
          value={ending.if}
          subjects={subjects}
          onChange={(text) =>
            change(
              (now) =>
                changeEnding(now, of, (each) => {
                  const { if: _, ...rest } = each;
                  return text === undefined ? rest : { ...rest, if: text };
                }),
              `${of} if`,
            )
          }
        />
      </div>
      <h3>{own.advanced}</h3>
      <div className={style.group}>
        <KeyField of={{ kind: "ending", key: of }} />
      </div>
    </>
  );
}
