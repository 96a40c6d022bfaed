/** What the parts of the builder share: the draft, what is chosen in it, and how both are changed. */
import { createContext, useCallback, useContext, useState } from "react";
import type { SurveyBody, SurveyProblem } from "#contract/survey-routes.ts";
import type { SurveyDefinition } from "#contract/survey.ts";
import { textIn } from "#questions/words.ts";
import { useLeft } from "../parts/kept.tsx";
import type { Chosen } from "./definition.ts";
import { begin, changed, redone, undone } from "./history.ts";
import { useSaving, type Saved } from "./saving.ts";
import { language as own } from "../words/catalogue.ts";

export type Step = (definition: SurveyDefinition) => SurveyDefinition;
export type Building = Saved & {
  readonly survey: SurveyBody;
  readonly draft: SurveyDefinition;
  /** Who may not change it reads it in the same places. */
  readonly readOnly: boolean;
  readonly chosen: Chosen;
  choose: (chosen: Chosen) => void;
  /** `mark` names a field that is typed into: a run of keys there is undone at once. */
  change: (step: Step, mark?: string) => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  undo: () => void;
  redo: () => void;
  /** The language whose texts are written and shown. */
  readonly language: string;
  speak: (language: string) => void;
  /** A text in that language, or what stands in for it. */
  say: (texts: Readonly<Record<string, string>> | undefined) => string;
};

const Context = createContext<Building | undefined>(undefined);
export const BuildingProvider = Context.Provider;

export function useBuilding(): Building {
  const building = useContext(Context);
  if (!building) throw new Error("This stands in a builder.");
  return building;
}

/** The reader's own language where the survey has it, else its first. */
const firstLanguage = ({ languages }: SurveyDefinition): string =>
  languages.find((each) => each.toLowerCase().split("-")[0] === own) ?? languages[0]!;

export function useMakeBuilding(survey: SurveyBody, readOnly: boolean): Building {
  const left = useLeft<SurveyDefinition>(`survey ${survey.id}`);
  const [history, setHistory] = useState(() => {
    const start = begin(survey.definition);
    return left === undefined || readOnly ? start : changed(start, left, undefined, 0);
  });
  const draft = history.now;
  const [chosen, choose] = useState<Chosen>(() => {
    const first = draft.pages[0]?.questions[0];
    return first
      ? { kind: "question", key: first.key }
      : { kind: "page", key: draft.pages[0]!.key };
  });
  const [wanted, speak] = useState(() => firstLanguage(draft));
  const language = draft.languages.includes(wanted) ? wanted : draft.languages[0]!;
  const saved = useSaving(survey, draft, !readOnly);
  const change = useCallback(
    (step: Step, mark?: string) => {
      if (readOnly) return;
      const at = Date.now();
      setHistory((before) => changed(before, step(before.now), mark, at));
    },
    [readOnly],
  );
  const undo = useCallback(() => setHistory((before) => undone(before)), []);
  const redo = useCallback(() => setHistory((before) => redone(before)), []);
  const take: Saved["take"] = (definition, revision) => {
    saved.take(definition, revision);
    setHistory((before) => changed(before, definition, undefined, 0));
  };
  return {
    ...saved,
    take,
    survey,
    draft,
    readOnly,
    chosen,
    choose,
    change,
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    undo,
    redo,
    language,
    speak,
    say: (texts) => textIn(texts, language, draft.languages[0]!),
  };
}

/** What the linter says of something that stands at this place, or in it. */
export const problemsWithin = (
  problems: readonly SurveyProblem[],
  place: readonly (string | number)[],
): SurveyProblem[] => problems.filter((each) => place.every((name, n) => each.place[n] === name));
