/** A Qualtrics file's parts while it is read, and how its texts are found in each language. */
import type { Draft, Said } from "../draft.ts";
import { tagOf } from "../draft.ts";
import type { Thing } from "../report.ts";
import { Part } from "../track.ts";

export type QsfQuestion = {
  readonly id: string;
  readonly part: Part;
  readonly thing: Thing;
  readonly key: string;
  /** Tag of ours → the same question's texts in that language. */
  readonly translations: readonly (readonly [string, Part])[];
  used: boolean;
  /** What rows are called in the data, where another question says it. */
  readonly rowTags?: Part | undefined;
};

export type Qsf = {
  readonly draft: Draft;
  readonly survey: Thing;
  readonly questions: ReadonlyMap<string, QsfQuestion>;
  readonly blocks: ReadonlyMap<string, Part>;
  /** Questions that a skip leads to: each begins a page. */
  readonly aims: ReadonlySet<string>;
  /** The key of the ending that a survey comes to by itself. */
  readonly ending: string;
};

/** The text at a path of names. */
export function textAt(part: Part | undefined, ...path: readonly string[]): string {
  const last = path.at(-1)!;
  let at = part;
  for (const name of path.slice(0, -1)) {
    const value = at?.peek(name);
    // PHP writes an object whose names are 0, 1, 2 as a list.
    if (typeof value !== "object" || value === null || !at) return "";
    at.get(name);
    at = new Part(value as Part["raw"], at.tracker);
  }
  return at ? at.text(last) : "";
}

/** A text in the file's own language and in each translation. */
export function said(question: QsfQuestion, draft: Draft, ...path: readonly string[]): Said {
  return {
    ...Object.fromEntries(
      question.translations.map(([tag, part]) => [tag, textAt(part, ...path)] as const),
    ),
    [draft.source]: textAt(question.part, ...path),
  };
}

/** The languages that a question is translated into. */
export function translationsOf(part: Part, draft: Draft, thing: Thing): [string, Part][] {
  return part.parts("Language").flatMap(([code, each]): [string, Part][] => {
    const tag = tagOf(code);
    if (tag === undefined || !draft.languages.includes(tag)) {
      thing.left("language_left", { language: code }, `Language.${code}`);
      part.tracker.whole(each.raw);
      return [];
    }
    return tag === draft.source ? [] : [[tag, each]];
  });
}
