/** What texts of a survey may pipe beside answers: who asks, about what, when, and how long it takes. Pure. */
import type { SurveyDefinition } from "#contract/survey.ts";
import { rulesOf } from "#questions/flow.ts";
import type { AnyQuestion, Context, Published } from "#questions/types.ts";
import { textIn, wordsOf } from "#questions/words.ts";
import { clock } from "#platform/clock.ts";
import type { Known } from "#questions/page/step.ts";

/** Of the workspace: its name, what it calls a touchpoint, its zone. */
export type Company = { name: string; touchpoint: string | undefined; timezone: string };

/** Seconds that questions take, roughly: reading a scale and choosing, a row of a table, writing a text. */
const seconds = { choice: 8, row: 5, text: 30, read: 5 };

/** Whole minutes that a survey takes, at least 1. */
export function minutesOf(definition: SurveyDefinition): number {
  let sum = 0;
  for (const page of definition.pages)
    for (const question of page.questions as readonly AnyQuestion[]) {
      const rows = question.rows?.length ?? question.aspects?.length ?? 0;
      const { silent } = rulesOf(question);
      if (silent) sum += silent === "shown" ? seconds.read : 0;
      else if (rows > 0) sum += rows * seconds.row;
      else sum += question.type.endsWith("text") ? seconds.text : seconds.choice;
    }
  return Math.max(1, Math.round(sum / 60));
}

function dateIn(language: string, timeZone: string): string {
  try {
    return new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone }).format(clock.now());
  } catch {
    return new Date(clock.now()).toISOString().slice(0, 10);
  }
}

export function knownOf(
  { definition }: Published,
  { name, touchpoint, timezone }: Company,
  { language }: Context,
): Known & { company: string } {
  const source = definition.languages[0]!;
  const own = definition.piped;
  const brought = (key: string): string | undefined =>
    own && Object.hasOwn(own, key) ? textIn(own[key], language, source) : undefined;
  const at = brought("touchpoint") ?? touchpoint;
  return {
    company: brought("company") ?? name,
    ...(at === undefined ? {} : { touchpoint: at }),
    date: brought("date") ?? dateIn(language, timezone),
    minutes: String(minutesOf(definition)),
    confidentiality: wordsOf(language, definition.words)(definition.confidentiality),
  };
}
