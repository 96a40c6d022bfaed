/** A draft that saves itself, one request at a time, and overwrites nobody. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import type { putSurvey, SurveyBody, SurveyProblem } from "#contract/survey-routes.ts";
import type { SurveyDefinition } from "#contract/survey.ts";
import { call, Refused } from "../data/client.ts";
import { forget, useKept } from "../parts/kept.tsx";

export type Standing =
  | { readonly state: "saved" | "unsaved" | "saving" }
  | { readonly state: "failed"; readonly error: unknown }
  /** Somebody else has saved meanwhile: what stands now, and its revision. */
  | { readonly state: "other"; readonly definition: SurveyDefinition; readonly revision: number };

export type Saved = {
  readonly standing: Standing;
  readonly revision: number;
  readonly problems: readonly SurveyProblem[];
  /** Saves what is not saved; answers whether the draft stands as it is here. */
  flush: () => Promise<boolean>;
  /** Goes on from what somebody else has saved. */
  take: (definition: SurveyDefinition, revision: number) => void;
};

/** Milliseconds without a change after which it is saved. */
const pause = 600;
/** And until what failed is tried again: twice as long each time. */
const [firstWait, longestWait] = [4_000, 60_000];
/** What the server refuses it refuses again. */
const isFinal = (error: unknown): boolean =>
  error instanceof Refused && error.status >= 400 && error.status < 500 && error.status !== 429;
export const surveyQuery = (id: string) => ["survey", id] as const;

type Conflict = { definition?: SurveyDefinition; revision?: number };
const othersIn = (error: unknown): Standing | undefined => {
  if (!(error instanceof Refused) || error.status !== 409) return undefined;
  const { definition, revision } = (error.details ?? {}) as Conflict;
  return definition && revision !== undefined
    ? { state: "other", definition, revision }
    : undefined;
};

/** `mayChange` false: nothing is ever sent. */
export function useSaving(survey: SurveyBody, now: SurveyDefinition, mayChange: boolean): Saved {
  const client = useQueryClient();
  const { id } = survey;
  const [standing, setStanding] = useState<Standing>({ state: "saved" });
  const [problems, setProblems] = useState<readonly SurveyProblem[]>(survey.problems);
  const saved = useRef({ definition: survey.definition, revision: survey.revision });
  const [revision, setRevision] = useState(survey.revision);
  const latest = useRef(now);
  const running = useRef<Promise<boolean>>(undefined);
  const stopped = useRef(false);
  const wait = useRef(firstWait);

  const once = useCallback(async (): Promise<boolean> => {
    while (latest.current !== saved.current.definition) {
      const sent = latest.current;
      setStanding({ state: "saving" });
      try {
        const body = await call<typeof putSurvey>("PUT", "/v1/surveys/:id", {
          params: { id },
          query: { revision: saved.current.revision },
          body: sent,
        });
        saved.current = { definition: sent, revision: body.revision };
        setRevision(body.revision);
        setProblems(body.problems);
        client.setQueryData(surveyQuery(id), { ...body, definition: sent });
      } catch (error) {
        const other = othersIn(error);
        stopped.current = other !== undefined;
        setStanding(other ?? { state: "failed", error });
        return false;
      }
    }
    setStanding({ state: "saved" });
    return true;
  }, [client, id]);

  const flush = useCallback((): Promise<boolean> => {
    if (stopped.current) return Promise.resolve(false);
    running.current ??= once().finally(() => {
      running.current = undefined;
    });
    return running.current;
  }, [once]);

  useEffect(() => {
    latest.current = now;
    if (!mayChange || stopped.current) return undefined;
    if (now === saved.current.definition) {
      setStanding((before) => (before.state === "unsaved" ? { state: "saved" } : before));
      return undefined;
    }
    setStanding((before) => (before.state === "saving" ? before : { state: "unsaved" }));
    const timer = setTimeout(() => void flush(), pause);
    return () => clearTimeout(timer);
  }, [now, mayChange, flush]);

  // Without a network, or a server, it is tried again by itself: less and less often, and at once when it is back.
  useEffect(() => {
    if (standing.state === "saved") wait.current = firstWait;
    if (standing.state !== "failed" || isFinal(standing.error)) return undefined;
    const again = () => void flush();
    const timer = setTimeout(again, wait.current);
    wait.current = Math.min(2 * wait.current, longestWait);
    addEventListener("online", again);
    return () => {
      clearTimeout(timer);
      removeEventListener("online", again);
    };
  }, [standing, flush]);

  // A reload would lose what nobody has yet.
  const isLost = standing.state === "failed" || standing.state === "other";
  useEffect(() => {
    if (!isLost) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isLost]);

  const dirty = standing.state !== "saved";
  useKept(`survey ${id}`, now, dirty);
  // Whoever goes to another room has it saved behind them.
  useEffect(
    () => () => {
      if (mayChange && latest.current !== saved.current.definition)
        void flush().then((done) => done && forget(`survey ${id}`));
    },
    [flush, id, mayChange],
  );

  function take(definition: SurveyDefinition, at: number) {
    stopped.current = false;
    saved.current = { definition, revision: at };
    latest.current = definition;
    setRevision(at);
    setStanding({ state: "saved" });
    forget(`survey ${id}`);
    client.setQueryData<SurveyBody>(surveyQuery(id), (before) =>
      before ? { ...before, definition, revision: at } : before,
    );
  }
  return { standing, revision, problems, flush, take };
}
