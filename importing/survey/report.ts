/** What became of each thing in a file. Whoever reads a file makes a `Thing` of each part that it names. */
import type { Values } from "./fault.ts";
import type { ReportCode } from "./words/en.ts";

export type Outcome = "whole" | "changed" | "left-out";
export type Entry = {
  /** The thing, as the file calls it: `Q3`, `Q3 › DisplayLogic`. */
  readonly source: string;
  readonly outcome: Outcome;
  readonly code: ReportCode;
  readonly values: Values;
};

/** Entries of one report. Whatever the file is, a person has to read it. */
const most = 2_000;
const longest = 200;

/** Cut for a report, with a sign that it was. */
export function excerpt(value: unknown, length = 120): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  const all = Array.from(text.slice(0, 2 * length + 2).replace(/\s+/g, " "));
  return all.length > length ? `${all.slice(0, length).join("")}…` : all.join("");
}

/** One thing of a file, and what is to be said of it. Nothing to say: it was taken whole. */
export class Thing {
  readonly source: string;
  readonly notes: (Omit<Entry, "source"> & { what: string })[] = [];
  #known = new Set<string>();
  constructor(source: string) {
    this.source = excerpt(source, longest).trim() || "?";
  }
  /** `what` names the part of the thing that this is about, as the file does. */
  changed(code: ReportCode, values: Values = {}, what = ""): void {
    this.#note("changed", code, values, what);
  }
  left(code: ReportCode, values: Values = {}, what = ""): void {
    this.#note("left-out", code, values, what);
  }
  #note(outcome: Outcome, code: ReportCode, given: Values, what: string): void {
    const values = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [
        name,
        typeof value === "string" ? excerpt(value, name.startsWith("problem") ? 400 : 120) : value,
      ]),
    );
    const same = JSON.stringify([outcome, code, values, what]);
    if (this.#known.has(same)) return;
    this.#known.add(same);
    this.notes.push({ outcome, code, values, what: excerpt(what, longest) });
  }
}

export class Report {
  readonly #things: Thing[] = [];
  thing(source: string): Thing {
    const thing = new Thing(source);
    this.#things.push(thing);
    return thing;
  }

  /** In the order of the file; a thing of which only a part was lost says so itself, too. */
  list(): Entry[] {
    const all = this.#things.flatMap((thing): Entry[] => {
      const { source, notes } = thing;
      const own = notes.some((note) => note.what === "");
      const head: Entry[] = own
        ? []
        : notes.length > 0
          ? [{ source, outcome: "changed", code: "partly", values: { n: notes.length } }]
          : [{ source, outcome: "whole", code: "whole", values: {} }];
      return [
        ...head,
        ...notes.map(({ what, ...note }) => ({
          source: what === "" ? source : `${source} › ${what}`,
          ...note,
        })),
      ];
    });
    if (all.length <= most) return all;
    // What was taken whole is told first to make room: what was not must not be missing.
    const spare = all.filter((entry) => entry.outcome !== "whole");
    const kept = spare.slice(0, most - 1);
    const values = { n: all.length - kept.length, left: spare.length - kept.length };
    return [...kept, { source: "…", outcome: "left-out", code: "more_entries", values }];
  }
}
