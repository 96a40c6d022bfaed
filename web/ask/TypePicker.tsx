/** The types of questions, to be chosen from. */
import { Modal } from "@mantine/core";
import type { QuestionType } from "#contract/survey.ts";
import style from "./ask.module.css";
import { words } from "./builder-words.ts";
import { groupWords, typeGroups, typeWords } from "./type-words.ts";
import { TypeMark } from "./TypeMark.tsx";

export function TypePicker(props: { close: () => void; pick: (type: QuestionType) => void }) {
  const { close, pick } = props;
  return (
    <Modal opened onClose={close} title={words.pick.title} size="60rem">
      <div className={style.types}>
        {typeGroups.map(([group, types], n) => (
          <section key={group}>
            <h3>{groupWords[group]}</h3>
            <ul>
              {types.map((type, at) => (
                <li key={type}>
                  <button
                    type="button"
                    onClick={() => pick(type)}
                    {...(n + at === 0 ? { "data-autofocus": true } : {})}
                  >
                    <TypeMark type={type} />
                    <strong>{typeWords[type].name}</strong>
                    <span>{typeWords[type].what}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Modal>
  );
}
