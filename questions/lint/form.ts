/** Questions of known bad form: what brings worse answers whoever is asked. */
import { aspects } from "../aspects.ts";
import { minutesFor } from "../time.ts";
import type { AnyQuestion, Question, SurveyDefinition, Texts } from "../types.ts";
import { primary } from "../words.ts";
import type { Place } from "./expressions.ts";
import { problem, type SurveyProblem } from "./problem.ts";

const judging = new Set(["nps", "csat", "ces", "rating", "slider", "matrix", "expectation"]);
const quoted = /"[^"]*"|“[^”]*”|\{[^}]*\}/g;
/** Words that join two things to judge, by language. */
const joins: Readonly<Record<string, RegExp>> = {
  en: /\band\b|\band\/or\b|&/i,
  id: /\bdan\b|\bserta\b|\bdan\/atau\b|&/i,
};
/** Two words that are one thing. */
const pairs: Readonly<Record<string, RegExp>> = {
  en: /\b(?:terms (?:and|&) conditions|friends (?:and|&) (?:family|relatives|colleagues)|(?:family|colleagues) (?:and|&) friends|pros (?:and|&) cons|health (?:and|&) safety|questions (?:and|&) answers|research (?:and|&) development|lost (?:and|&) found|[QR] ?& ?[AD])\b/gi,
  id: /\b(?:syarat (?:dan|serta|&) ketentuan|(?:teman|sahabat|kerabat) (?:dan|serta|&) keluarga|keluarga (?:dan|serta|&) (?:teman|sahabat|kerabat)|kesehatan (?:dan|serta|&) keselamatan|keselamatan (?:dan|serta|&) kesehatan|tanya (?:dan|&) jawab)\b/gi,
};
/** What asks for a yes. Whether somebody agrees to terms is another thing: a consent. */
const leads: Readonly<Record<string, RegExp>> = {
  en: /(?:^|[.,;:!?]\s+)(?:do|does|did|is|are|was|were|would|should|could|have|has|wo|ca)n['’]t (?:you|we|it|they|this|that|these|our|the)\b|\b(?:do|would) you (?:not )?agree\b(?!\s+to\b|[^?.]*\b(?:terms|conditions|policy|privacy|rules)\b)/i,
  id: /\b(?:bukankah|tidakkah)\b|\b(?:apakah|apa) (?:anda|kamu) (?:tidak )?setuju\b(?!\s+untuk\b|[^?.]*\b(?:syarat|ketentuan|kebijakan|aturan)\b)|\bsetujukah\b/i,
};
const shippedAspects = new Set(aspects.flatMap((each) => Object.values(each.text)));

/** The languages in which a text asks two things. */
function doubled(texts: Texts, judges: boolean): string[] {
  return Object.entries(texts)
    .filter(([language, text]) => {
      const plain = text.replace(quoted, "");
      // A question that asks for one thing has one question mark; the Arabic and the full-width count.
      if ((plain.match(/[?？؟]/g)?.length ?? 0) > 1) return true;
      const join = joins[primary(language)];
      if (!judges || join === undefined || shippedAspects.has(text)) return false;
      return join.test(plain.replace(pairs[primary(language)]!, ""));
    })
    .map(([language]) => language);
}

/** The languages in which a text leads to its answer. */
const leading = (texts: Texts): string[] =>
  Object.entries(texts)
    .filter(([language, text]) => leads[primary(language)]?.test(text.replace(quoted, "")))
    .map(([language]) => language);

/** Below, or above, whatever a scale is of. Not every word: what is reported should be right. */
const bad =
  /\b(dis(satisfied|agree\w*)|bad|poor\w*|terrible|awful|difficult|hard|unlikely|worse|worst|never|unhappy|(not|in) [\w ]*(satisfied|likely|good|easy)|tidak|buruk|sulit|jelek|kurang|lebih buruk)\b/i;
const good =
  /\b(satisfied|agree\w*|good|great|excellent|easy|likely|better|best|always|happy|puas|setuju|baik|mudah|mungkin|bagus|selalu)\b/i;
const tone = (texts: Texts | undefined): -1 | 0 | 1 => {
  const all = Object.values(texts ?? {});
  if (all.some((text) => bad.test(text))) return -1;
  return all.some((text) => good.test(text)) ? 1 : 0;
};
const agreeing = /\b(dis)?agree\b|\bsetuju\b/i;

type Pointed = { value: number | string; text: Texts };
/** A question's points, as they are shown from first to last. */
function scaleOf(question: AnyQuestion & { labels?: Pointed[]; columns?: Pointed[] }): {
  points: Pointed[];
  field: string;
} {
  const { labels, columns, options } = question;
  if (columns) return { points: columns, field: "columns" };
  if (options) return { points: question.order === "random" ? [] : options, field: "options" };
  // Of a scale points are shown by value, in whatever order the definition names them.
  return {
    points: [...(labels ?? [])].sort((a, b) => Number(a.value) - Number(b.value)),
    field: "labels",
  };
}

function* ofQuestion(question: Question, place: Place): Generator<SurveyProblem> {
  if (question.type === "hidden") return;
  const { text, type } = question;
  const languages = type === "statement" ? [] : doubled(text, judging.has(type));
  if (languages.length > 0)
    yield problem("two_in_one", [...place, "text"], { language: languages.join(", ") });
  // Of CES it is said already that it asks for agreement.
  const led = type === "statement" || type === "ces" ? [] : leading(text);
  if (led.length > 0) yield problem("leading", [...place, "text"], { language: led.join(", ") });
  if (type === "matrix")
    for (const [n, row] of question.rows.entries()) {
      const twice = doubled(row.text, true);
      if (twice.length > 0)
        yield problem("two_in_one", [...place, "rows", n, "text"], { language: twice.join(", ") });
    }
  const { points, field } = scaleOf(question as AnyQuestion);
  const agreement = points.filter((each) =>
    Object.values(each.text).some((text) => agreeing.test(text)),
  );
  if (type === "ces") yield problem("agreement_is_ces", place);
  else if (agreement.length >= 2) yield problem("agreement_scale", [...place, field]);
  if (points.length >= 2 && tone(points[0]!.text) > 0 && tone(points.at(-1)!.text) < 0)
    yield problem("reversed_scale", [...place, field]);
  else if (type === "matrix" && question.measure !== undefined) {
    const values = question.columns.map((each) => Number(each.value));
    if (values.some((each, n) => n > 0 && each <= values[n - 1]!))
      yield problem("reversed_scale", [...place, "columns"]);
  }
  if ((type === "short-text" || type === "long-text") && question.required === true)
    yield problem("required_text", [...place, "required"]);
  if (type === "matrix" && question.rows.length > 8)
    yield problem("too_many_aspects", [...place, "rows"], { max: 8 });
  if (type === "expectation" && question.when === "recalled" && question.aspects!.length > 6)
    yield problem("too_many_aspects", [...place, "aspects"], { max: 6 });
}

/** A link that only those see who gave good scores. */
function* gating({ endings }: SurveyDefinition): Generator<SurveyProblem> {
  const linked = (texts: Texts) =>
    Object.values(texts).some((text) =>
      /https?:|www\.|\b[\w-]+\.(com|net|org|id|co|io|app)\b/i.test(text),
    );
  const scored = /answers\.(nps|csat|osat|ces|ease)\s*(>=?|==)/;
  for (const [n, { text, if: condition }] of endings.entries())
    if (condition !== undefined && scored.test(condition) && linked(text))
      yield problem("gating", ["endings", n, "text"]);
}

export function* form(definition: SurveyDefinition): Generator<SurveyProblem> {
  for (const [page, { questions }] of definition.pages.entries())
    for (const [n, question] of questions.entries())
      yield* ofQuestion(question, ["pages", page, "questions", n]);
  yield* gating(definition);
  const minutes = minutesFor(definition);
  if (minutes > 10) yield problem("too_long", ["pages"], { minutes });
}
