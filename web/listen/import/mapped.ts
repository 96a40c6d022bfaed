/** What somebody makes of an opened file: a line a column, the day where no column names one, or nothing where its rows are ready. */
import { useCallback, useMemo, useState } from "react";
import type { Thing } from "#importing/target.ts";
import { useWorkspace } from "../../data/session.ts";
import { dayIn } from "../../words/zone.ts";
import { dayLine, type Line, type Mapped, mappingOf } from "./lines.ts";
import type { OpenSaid } from "./worker.ts";

function useLines(said: OpenSaid) {
  const [lines, set] = useState<readonly Line[]>(said.lines);
  const change = useCallback((id: string, part: Partial<Line> | undefined) => {
    set((before) =>
      part === undefined
        ? before.filter((line) => line.id !== id)
        : before
            // A column that says it takes the place of what was said for every row.
            .filter(
              (line) => line.id === id || line.column !== undefined || line.target !== part.target,
            )
            .map((line) => (line.id === id ? { ...line, ...part } : line)),
    );
  }, []);
  const add = useCallback(() => {
    const id = `own ${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    const none = { column: undefined, seen: "", reason: "", date: undefined };
    set((before) => [...before, { id, target: "touchpoint", expression: "''", ...none }]);
  }, []);
  return { lines, change, add };
}

export type Made = { mapping: Mapped; doubled: readonly string[] };

export function useMapped(said: OpenSaid, thing: Thing, file: File) {
  const { timezone } = useWorkspace();
  const { lines, change, add } = useLines(said);
  const [day, give] = useState("");
  const [asIs, setAsIs] = useState(said.ready);
  const [today] = useState(() => dayIn(Date.now(), timezone));
  const fileDay = dayIn(file.lastModified, timezone);
  const needsDay =
    !asIs && thing === "signals" && !lines.some(({ target }) => target === "occurredAt");
  const isGiven = day >= "1970-01-01" && day <= today;
  // Until somebody has said when it was, all else can be tried with the file's own day.
  const tried = isGiven ? day : fileDay;
  const made = useMemo(
    (): Made =>
      asIs
        ? { mapping: null, doubled: [] }
        : mappingOf(needsDay ? [...lines, dayLine(tried, timezone)] : lines),
    [asIs, needsDay, lines, tried, timezone],
  );
  return {
    lines,
    change,
    add,
    day,
    give,
    fileDay,
    today,
    /** Somebody must still say when it was. */
    lacksDay: needsDay && !isGiven,
    needsDay,
    asIs,
    setAsIs,
    made,
  };
}
