/** What the three tools share in making questions: options, and one question that becomes several. */
import type { Texts } from "#contract/survey-parts.ts";
import type { Subject } from "./condition.ts";
import type { Draft, DraftOption, DraftPage, DraftQuestion, Said } from "./draft.ts";
import { OptionValues } from "./keys.ts";
import type { Thing } from "./report.ts";

export type Choice = {
  /** As the file's conditions call it. */
  readonly id: string;
  /** What our value is made of; the id where absent. */
  readonly code?: string;
  readonly said: Said;
  readonly other?: boolean;
  readonly exclusive?: boolean;
  readonly none?: boolean;
  readonly fixed?: boolean;
};
export type Chosen = {
  readonly options: DraftOption[];
  /** The file's ids → our values. */
  readonly values: Map<string, string>;
};

/** Options, rows or columns: each with a value and a text. */
export function optionsOf(
  draft: Draft,
  thing: Thing,
  choices: readonly Choice[],
  what: string,
): Chosen {
  const given = new OptionValues();
  const values = new Map<string, string>();
  let other = false;
  const options = choices.map((choice): DraftOption => {
    const value = given.value(choice.code ?? choice.id);
    values.set(choice.id, value);
    const place = `${what} ${choice.code ?? choice.id}`.trim();
    let text = draft.say(thing, choice.said, 500, place);
    if (!text) {
      text = { [draft.source]: value };
      thing.changed("no_text", { text: value }, place);
    }
    const option: DraftOption = { value, text };
    if (choice.other && other) thing.left("other_twice", {}, place);
    else if (choice.other) {
      option.other = true;
      other = true;
    }
    if (choice.none) option.none = true;
    if (choice.exclusive && !choice.none) option.exclusive = true;
    if (choice.fixed) option.fixed = true;
    return option;
  });
  return { options, values };
}

/** Rows and columns have no `other` and no `exclusive`: what they had of it is reported. */
export function plainOptions(
  draft: Draft,
  thing: Thing,
  choices: readonly Choice[],
  what: string,
): Chosen {
  const { options, values } = optionsOf(draft, thing, choices, what);
  for (const option of options) {
    if (option.other) thing.left("own_words_left", {}, `${what} ${option.value}`);
    if (option.exclusive || option.none)
      thing.left("exclusive_left", {}, `${what} ${option.value}`);
    delete option.other;
    delete option.exclusive;
    delete option.none;
  }
  return { options, values };
}

/** Columns of a matrix keep no place of their own either. */
export const columnsOf = ({ options }: Chosen): { value: string; text: Texts }[] =>
  options.map(({ value, text }) => ({ value, text }));

export type Item = {
  readonly suffix: string;
  readonly said: Said;
  /** Type and what is its own. */
  readonly own: Partial<DraftQuestion> & { type: DraftQuestion["type"] };
  /** As conditions call it, and what it holds. */
  readonly name?: string;
  readonly holds?: Subject["holds"];
  readonly values?: ReadonlyMap<string, string>;
};

/** A question that ours says in several: its text as a statement, then one question for each item. */
export function series(
  draft: Draft,
  page: DraftPage,
  thing: Thing,
  base: { key: string; text: Texts | undefined; help?: Texts | undefined; required?: true },
  items: readonly Item[],
): DraftQuestion[] {
  const placed: DraftQuestion[] = [];
  // A part by itself is the question; what it says of itself helps.
  const alone = items.length === 1;
  if (base.text && !alone)
    placed.push(
      draft.add(page, thing, {
        key: draft.keys.key(`${base.key}_text`),
        type: "statement",
        text: base.text,
        help: base.help,
      }),
    );
  for (const item of items) {
    const key = alone ? base.key : draft.keys.key(`${base.key}_${item.suffix}`);
    const own = draft.say(thing, item.said, 2_000, item.suffix);
    const text = alone ? base.text : (own ?? base.text);
    const help = alone ? (base.help ?? own) : undefined;
    const question: DraftQuestion = {
      key,
      text: text ?? { [draft.source]: key },
      ...(help ? { help } : {}),
      ...(base.required ? { required: true as const } : {}),
      ...item.own,
    };
    placed.push(draft.add(page, thing, question));
    if (item.name !== undefined && item.holds)
      draft.subjects.set(item.name, {
        cel: `answers.${key}`,
        holds: item.holds,
        question: key,
        ...(item.values ? { values: item.values } : {}),
      });
  }
  if (alone && base.help && items[0]!.suffix) thing.left("item_text", {}, items[0]!.suffix);
  if (!alone) thing.changed("series", { n: items.length });
  return placed;
}

/** Names a question for conditions. */
export function subjectOf(
  draft: Draft,
  name: string,
  question: DraftQuestion,
  holds: Subject["holds"],
  values?: ReadonlyMap<string, string>,
): void {
  draft.subjects.set(name, {
    cel: `answers.${question.key}`,
    holds,
    question: question.key,
    ...(values ? { values } : {}),
  });
}

/** A row of a matrix, for conditions. */
export function rowSubject(
  draft: Draft,
  name: string,
  question: DraftQuestion,
  row: string,
  multiple: boolean,
  values: ReadonlyMap<string, string>,
): void {
  draft.subjects.set(name, {
    cel: `answers.${question.key}[${JSON.stringify(row)}]`,
    holds: multiple ? "many" : "one",
    question: question.key,
    values,
  });
}
