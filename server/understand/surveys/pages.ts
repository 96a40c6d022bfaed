/** Where respondents of a survey left, and how long its pages and questions took: from statement to answer. Pure. */
import type { Scope } from "#platform/scope.ts";
import type { Binder } from "#platform/binder.ts";
import { jsonColumn } from "#expression/json-column.ts";
import { rulesOf } from "#questions/flow.ts";
import type { AnyQuestion } from "#questions/types.ts";
import type { Context } from "#understand/compile.ts";
import { readFacts } from "#understand/row-class.ts";
import { middleOf, timeBin } from "./cells.ts";
import type { SurveyAsking, Versions } from "./results.ts";
import { countsOf, made, type Selection } from "./statements.ts";
import { Tally, type CountRow, type Kind } from "./tally.ts";

/** Of so many responses, about, the times on pages are looked at, and of so many of the newest those of questions. */
const timed = 20_000;
const newest = 5_000;
/** Cells of the page that somebody was on, the question answered last, and times by both. */
const pageLast = 10;
const questionLast = 1_000;
const pageTimes = 10_000;
const questionTimes = 200_000;
const bins = 1_000;
/** The day of one whose times are looked at, since 1970. */
const dayCells = 1_000_000;
const dayMs = 86_400_000;

/** One of so many has its times looked at. */
const everyOf = (responses: number): number => Math.max(1, Math.ceil(responses / timed));

/** Where the parts of versions stand among those that are shown: `places[offset of the version + index]`, from 1. */
type PlaceMap = { offsets: number[]; places: number[] };

function mapOf(versions: Versions, keysOf: (version: Versions[number]) => string[]): PlaceMap {
  const shown = versions[0] ? keysOf(versions[0]) : [];
  const map: PlaceMap = { offsets: [], places: [] };
  for (const version of versions) {
    map.offsets.push(map.places.length);
    map.places.push(...keysOf(version).map((key) => shown.indexOf(key) + 1));
  }
  return map;
}

const pagesIn = ({ definition }: Versions[number]): string[] =>
  definition.pages.map(({ key }) => key);
const questionsIn = ({ definition }: Versions[number]): string[] =>
  definition.pages.flatMap(({ questions }) => questions.map(({ key }) => key));

/** From an index in a response's own version to its place in the one shown; 0 where that has it no more. */
function placer(map: PlaceMap, versions: Versions, bind: Binder): (index: string) => string {
  const numbers = bind(
    versions.map(({ version }) => version),
    "Array(UInt32)",
  );
  const offsets = bind(map.offsets, "Array(UInt32)");
  const places = bind(map.places, "Array(UInt32)");
  const offset = `transform(survey_version, ${numbers}, ${offsets}, toUInt32(4000000000))`;
  return (index) => `${places}[${offset} + ${index} + 1]`;
}

/** `3:4.2`: an index and seconds. */
const indexIn = (step: string) => `toUInt32OrZero(splitByChar(':', ${step})[1])`;
const secondsIn = (step: string) => `splitByChar(':', ${step})[2]`;

/** Of what is no longer shown the times lie where nobody looks. The page that was left has none. */
const timesSql = (of: string, place: (index: string) => string, base: number) =>
  `arrayMap(step -> toUInt32(${base} + ${place(indexIn("step"))} * ${bins} + ${timeBin(`toFloat64OrZero(${secondsIn("step")})`)}), arrayFilter(step -> ${secondsIn("step")} != '', splitByChar(' ', ${of})))`;

/**
 * Counts of where each partial response ended, and of the times of some responses: those are taken by
 * chance, as reading what all of them say takes as long as all other figures.
 */
function pageStatement(
  selection: Selection,
  context: Context,
  { versions, responses }: { versions: Versions; responses: number },
) {
  return made(selection, context, ({ where, joins }, bind) => {
    const attribute = (name: string) => jsonColumn("attributes", name, bind);
    const page = placer(mapOf(versions, pagesIn), versions, bind);
    const question = placer(mapOf(versions, questionsIn), versions, bind);
    const some = `cityHash64(row_id) % ${everyOf(responses)} = 0`;
    const on = page(indexIn("splitByChar(' ', right(steps, 16))[-1]"));
    const last = question("toUInt32(ifNull(answered, 0))");
    const columns = `ifNull(${attribute("survey.pages").string}, '') AS steps, ${attribute("survey.last").number} AS answered`;
    const cells = [
      `if(state = 'partial' AND ${on} > 0, [toUInt32(${pageLast} + ${on})], [])`,
      `if(state = 'partial' AND isNotNull(answered) AND ${last} > 0, [toUInt32(${questionLast} + ${last})], [])`,
      `if(${some}, arrayPushBack(${timesSql("steps", page, pageTimes)}, toUInt32(${dayCells} + intDiv(toUnixTimestamp(at), 86400))), [])`,
    ];
    const inner = `SELECT facts, ${columns}, arrayConcat(${cells.join(", ")}) AS cells FROM signals FINAL${joins} WHERE ${where} AND (state = 'partial' OR ${some})`;
    return countsOf(() => inner, undefined);
  });
}

/** Since when about so many of the newest came, by the days of those that are looked at. */
function cutOf(rows: readonly CountRow[], responses: number): number {
  if (responses <= newest) return 0;
  const days = rows.filter(({ cell }) => cell >= dayCells).toSorted((a, b) => b.cell - a.cell);
  let n = 0;
  for (const { cell, n: some } of days) {
    n += some * everyOf(responses);
    if (n >= newest) return (cell - dayCells) * dayMs;
  }
  return 0;
}

/**
 * Counts of the times of questions, of the newest responses: they lie together, where those by chance lie
 * everywhere, and what all say of their questions takes half as long again to read as what they say of pages.
 */
const questionStatement = (
  selection: Selection,
  context: Context,
  { versions, cut }: { versions: Versions; cut: number },
) =>
  made(selection, context, ({ where, joins }, bind) => {
    const own = jsonColumn("attributes", "survey.questions", bind).string;
    const question = placer(mapOf(versions, questionsIn), versions, bind);
    const since = `at >= fromUnixTimestamp64Milli(${bind(Math.floor(cut), "Int64")}, 'UTC')`;
    const inner = `SELECT facts, ifNull(${own}, '') AS own, ${timesSql("own", question, questionTimes)} AS cells FROM signals FINAL${joins} WHERE ${where} AND ${since} AND own != ''`;
    return countsOf(() => inner, undefined);
  });

/** Whether a page of any of these asks several things: else the times of questions are those of their pages. */
const asksSeveral = (versions: Versions): boolean =>
  versions.some(({ definition }) =>
    definition.pages.some(
      ({ questions }) => questions.filter((each) => !rulesOf(each).silent).length > 1,
    ),
  );

async function questionTimesOf(
  asking: Pick<SurveyAsking, "cells">,
  scope: Scope,
  { selection, context, versions }: { selection: Selection; context: Context; versions: Versions },
  { rows, responses }: { rows: readonly CountRow[]; responses: number },
): Promise<CountRow[]> {
  if (responses === 0 || !asksSeveral(versions)) return [];
  const cut = cutOf(rows, responses);
  return asking.cells(scope, questionStatement(selection, context, { versions, cut }));
}

type Seen = {
  /** All that there are, to know of how many times are looked at. */
  responses: number;
  starts: number;
  /** Whose times count, and whose leaving. */
  kinds: readonly Kind[];
  leaving: readonly Kind[];
};

/** The pages of the version that is shown, each with its questions that take an answer. */
export async function pagesOf(
  asking: Pick<SurveyAsking, "cells">,
  scope: Scope,
  asked: { selection: Selection; context: Context; versions: Versions },
  { responses, starts, kinds, leaving }: Seen,
) {
  const { selection, context, versions } = asked;
  const [shown] = versions;
  if (!shown) return [];
  const statement = pageStatement(selection, context, { versions, responses });
  const ofPages = await asking.cells(scope, statement);
  const ofQuestions = await questionTimesOf(asking, scope, asked, { rows: ofPages, responses });
  const rows = [...ofPages, ...ofQuestions];
  const facts = (of: number) => readFacts(of);
  const partials = new Tally(rows, (of) => !facts(of).suspicious && facts(of).partial);
  const all = new Tally(rows, (of) => !facts(of).suspicious);
  const gone = (cell: number) => {
    const n = partials.count(cell, leaving);
    return { n, share: starts > 0 ? n / starts : null };
  };
  const timesAt = (base: number, place: number) => {
    const count = (bin: number) => all.count(base + place * bins + bin, kinds);
    let n = 0;
    for (let bin = 0; bin < bins; bin++) n += count(bin);
    return { n, seconds: middleOf(count) };
  };
  const places = questionsIn(shown);
  return shown.definition.pages.map(({ key, title, questions }, at) => {
    const page = gone(pageLast + at + 1);
    const { seconds } = timesAt(pageTimes, at + 1);
    const own = questions.filter((each) => !rulesOf(each).silent);
    return {
      key,
      ...(title ? { title } : {}),
      questions: questions.map((question) => question.key),
      left: page.n,
      leftShare: page.share,
      seconds,
      asked: own.map((question) => {
        const place = places.indexOf(question.key) + 1;
        const answered = gone(questionLast + place);
        // The only one of its page takes what the page takes, and without script too.
        const time = own.length === 1 ? timesAt(pageTimes, at + 1) : timesAt(questionTimes, place);
        const { text } = question as AnyQuestion;
        return {
          key: question.key,
          ...(text ? { text: { ...text } } : {}),
          last: answered.n,
          lastShare: answered.share,
          seconds: time.seconds,
          timed: time.n,
        };
      }),
    };
  });
}
