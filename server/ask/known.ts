/** What texts of a survey may pipe beside answers: who asks, about what, when, and how long it takes. Pure. */
import { minutesFor } from "#questions/time.ts";
import type { Context, Published } from "#questions/types.ts";
import { textIn, wordsOf } from "#questions/words.ts";
import type { Known } from "#questions/page/step.ts";

/** Of the workspace: its name, what it calls a touchpoint, its zone. */
export type Company = { name: string; touchpoint: string | undefined; timezone: string };

function dateIn(at: number, language: string, timeZone: string): string {
  try {
    return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone }).format(at);
  } catch {
    return new Date(at).toISOString().slice(0, 10);
  }
}

export function knownOf(
  { definition }: Published,
  { name, touchpoint, timezone }: Company,
  { language }: Context,
  /** When that happened which is asked about, in milliseconds. */
  occurred: number | undefined,
): Known & { company: string } {
  const source = definition.languages[0]!;
  const own = definition.piped;
  const brought = (key: string): string | undefined =>
    own && Object.hasOwn(own, key) ? textIn(own[key], language, source) : undefined;
  const at = brought("touchpoint") ?? touchpoint;
  return {
    company: brought("company") ?? name,
    ...(at === undefined ? {} : { touchpoint: at }),
    // Made when it is asked for: a format of dates takes longer than the rest of an answer.
    get date() {
      return (
        brought("date") ?? (occurred === undefined ? "" : dateIn(occurred, language, timezone))
      );
    },
    minutes: String(minutesFor(definition)),
    confidentiality: wordsOf(language, definition.words)(definition.confidentiality),
  };
}
