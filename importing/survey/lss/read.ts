/** A LimeSurvey survey (.lss) → a draft. */
import { Draft, tagOf, type DraftPage } from "../draft.ts";
import { addTo } from "../keys.ts";
import type { Thing } from "../report.ts";
import { readTimes } from "../times.ts";
import { Part } from "../track.ts";
import type { Element } from "../xml.ts";
import type { Lss } from "./common.ts";
import {
  answersOf,
  Attributes,
  languageSaid,
  spokenOf,
  type LssQuestion,
  type Spoken,
} from "./file.ts";
import { always, readRelevance } from "./logic.ts";
import {
  languagePassed,
  mails,
  rowPassed,
  surveyNoted,
  surveyPassed,
  tablesPassed,
} from "./passed.ts";
import { pipesOf } from "./pipes.ts";
import { place } from "./questions.ts";
import { readQuotas } from "./quotas.ts";
import { byNumber, grouped, tablesOf, type Row, type Tables } from "./tables.ts";

function settings(draft: Draft, survey: Thing, row: Row): void {
  row.belongs(survey);
  const tags = [row.text("language"), ...row.text("additional_languages").split(" ")].filter(
    (each) => each !== "",
  );
  const found: string[] = [];
  for (const code of tags) {
    const tag = tagOf(code);
    if (tag === undefined) survey.left("language_left", { language: code }, "additional_languages");
    else if (!found.some((there) => there.toLowerCase() === tag.toLowerCase()) && found.length < 50)
      found.push(tag);
  }
  if (found.length > 0) draft.languages = found;
  for (const [name, known] of Object.entries({
    anonymized: ["", "Y", "N", "I"],
    format: ["", "G", "S", "A", "I"],
  }))
    if (!known.includes(row.text(name)))
      survey.left("unknown_setting", { value: row.text(name) }, name);
  if (row.text("anonymized") === "Y") {
    draft.confidentiality = "anonymous";
    survey.changed("anonymous", {}, "anonymized");
  }
  readTimes(draft, survey, row.text("startdate"), row.text("expires"));
  for (const [name, values] of Object.entries(surveyNoted)) {
    const value = row.text(name);
    if (row.peek(name) !== undefined && !values.includes(value))
      survey.left("unknown_setting", { value }, name);
  }
  shown(survey, row);
  if (row.text("allowprev") === "N")
    survey.changed("always_there", { name: "allowprev" }, "allowprev");
  if (row.text("allowsave") === "N")
    survey.changed("always_there", { name: "allowsave" }, "allowsave");
  if (row.text("assessments") === "Y") survey.left("score", { value: "Y" }, "assessments");
  if (["1", "2"].includes(row.text("showsurveypolicynotice")))
    survey.left("policy", {}, "showsurveypolicynotice");
  row.pass(...surveyPassed);
}

/** What is said and asked in ours whatever the file's settings are. */
function shown(survey: Thing, row: Row): void {
  if (["Y", "I"].includes(row.text("shownoanswer")))
    survey.changed("no_answer", {}, "shownoanswer");
  for (const [name, hidden] of [
    ["showwelcome", ["N"]],
    ["showgroupinfo", ["N", "D", "X"]],
  ] as const)
    if (hidden.some((value) => value === row.text(name)))
      survey.changed("shown_here", { name }, name);
  // Of these, access to the survey is among what a picture puzzle guards.
  if (["A", "B", "C", "X"].includes(row.text("usecaptcha")))
    survey.left("unknown_setting", { value: row.text("usecaptcha") }, "usecaptcha");
  for (const name of ["emailnotificationto", "emailresponseto"])
    if (!["", "inherit"].includes(row.text(name))) survey.left("mails", {}, name);
}

function texts(draft: Draft, survey: Thing, rows: readonly Row[]): void {
  const said = languageSaid(draft, rows, "surveyls_language");
  const titles = said("surveyls_title");
  draft.name = (titles[draft.source] ?? "").trim();
  const others = Object.entries(titles).filter(
    ([tag, text]) => tag !== draft.source && text.trim() !== "" && text !== titles[draft.source],
  );
  for (const [tag, value] of others)
    survey.left("name_language", { value, language: tag }, "surveyls_title");
  const opening = ["surveyls_description", "surveyls_welcometext"].map((name) => said(name));
  const both = Object.fromEntries(
    draft.languages.map((tag) => [
      tag,
      opening
        .map((each) => each[tag] ?? "")
        .filter((each) => each.trim() !== "")
        .join("<br><br>"),
    ]),
  );
  draft.opening = draft.say(survey, both, 5_000, "surveyls_welcometext");
  const text = draft.say(survey, said("surveyls_endtext"), 5_000, "surveyls_endtext");
  if (!text) survey.changed("ending_shipped", {}, "surveyls_endtext");
  draft.endings.push({ key: draft.endingKeys.key("end"), text: text ?? draft.shipped("thanks") });
  for (const row of rows) {
    row.belongs(survey).pass(...languagePassed);
    if (mails.some((name) => row.has(name))) survey.left("mails", {}, "surveyls_email_…");
    row.pass(...mails);
    if (row.has("surveyls_url"))
      survey.left("redirect", { value: row.text("surveyls_url") }, "surveyls_url");
    if (row.has("surveyls_policy_notice")) survey.left("policy", {}, "surveyls_policy_notice");
    row.pass("surveyls_policy_notice");
  }
}

/** Subquestions have a table of their own, or stand among the questions with a parent. */
function questionsOf(draft: Draft, tables: Tables): LssQuestion[] {
  const answers = answersOf(draft, tables);
  const attributes = grouped(tables.rows("question_attributes"), "qid");
  const all = [
    ...spokenOf(draft, tables, "questions", "qid", "question_l10ns"),
    ...spokenOf(draft, tables, "subquestions", "qid", "question_l10ns"),
  ];
  const top = (each: Spoken): boolean => ["", "0"].includes(each.row.text("parent_qid"));
  const children = new Map<string, Spoken[]>();
  for (const each of all) {
    if (top(each)) continue;
    addTo(children, each.row.text("parent_qid"), each);
  }
  return all.filter(top).map((each): LssQuestion => {
    const code = each.row.text("title");
    const thing = draft.report.thing(code || `qid ${each.id}`);
    const own = (children.get(each.id) ?? []).sort((a, b) =>
      byNumber("question_order")(a.row, b.row),
    );
    const of = answers.get(each.id) ?? [];
    for (const { row } of [each, ...own, ...of]) row.belongs(thing);
    const rows = attributes.get(each.id) ?? [];
    for (const row of rows) row.belongs(thing);
    return {
      ...each,
      code,
      thing,
      key: draft.keys.key(code || `q${each.id}`),
      subquestions: own,
      answers: of,
      attributes: new Attributes(rows, draft),
      handled: new Set(),
    };
  });
}

type Pages = { page: (question: LssQuestion) => DraftPage };

/** A page for each group, for each question, or one for all, as the survey's format says. */
function pagesOf(file: Lss, format: string, group: Spoken & { id: string }, thing: Thing): Pages {
  const { draft, resolve } = file;
  const title = draft.say(thing, group.said("group_name"), 300, "group_name");
  const text = draft.say(thing, group.said("description"), 5_000, "description");
  const relevance = group.row.text("grelevance");
  const named = Object.values(title ?? {})[0] ?? `group_${group.id}`;
  let first: DraftPage | undefined;
  const begin = (): DraftPage => {
    const page = draft.page(named, thing);
    if (!first) Object.assign(page, { ...(title ? { title } : {}), ...(text ? { text } : {}) });
    first ??= page;
    if (!always(relevance))
      draft.when(
        thing,
        "grelevance",
        { page },
        () => readRelevance(relevance, resolve),
        (cel) => (page.showIf = cel),
      );
    return page;
  };
  if (format === "A" && draft.pages.length > 0 && always(relevance)) {
    const page = draft.pages.at(-1)!;
    if (title || text) {
      const statement = draft.keys.key(`${named}_text`);
      draft.add(page, thing, {
        key: statement,
        type: "statement",
        text: title ?? text,
        help: title ? text : undefined,
      });
    }
    return { page: () => page };
  }
  if (format === "S") return { page: begin };
  const page = begin();
  return { page: () => page };
}

function randomGroups(
  draft: Draft,
  groups: readonly { row: Row; thing: Thing; pages: DraftPage[] }[],
): void {
  const named = groups.filter(({ row }) => row.text("randomization_group") !== "");
  const names = new Set(named.map(({ row }) => row.text("randomization_group")));
  if (names.size === 0) return;
  if (names.size > 1 || named.some(({ pages }) => pages.length !== 1) || named.length < 2) {
    for (const { thing } of named) thing.left("random_pages", {}, "randomization_group");
    return;
  }
  draft.pageOrder = "random";
  const loose = new Set(named.flatMap(({ pages }) => pages));
  for (const page of draft.pages) if (!loose.has(page)) page.fixed = true;
}

/** Questions that trade places: ours can say it of one such set on a page. */
function randomQuestions(draft: Draft, placed: ReadonlyMap<LssQuestion, DraftPage>): void {
  const sets = new Map<DraftPage, Map<string, LssQuestion[]>>();
  for (const [question, page] of placed) {
    const name = question.attributes.text("random_group");
    const own = sets.get(page) ?? new Map<string, LssQuestion[]>();
    sets.set(page, own);
    if (name !== "") addTo(own, name, question);
  }
  for (const [page, own] of sets) {
    if (own.size === 0) continue;
    const [only] = own.values();
    const things = new Set(only!.map(({ thing }) => thing));
    const single =
      page.questions.filter((each) => things.has(draft.things.get(each)!)).length === only!.length;
    if (own.size > 1 || !single) {
      for (const { thing } of [...own.values()].flat())
        thing.left("random_questions", { name: "random_group" }, "random_group");
      continue;
    }
    page.order = "random";
    for (const each of page.questions) if (!things.has(draft.things.get(each)!)) each.fixed = true;
  }
}

/** `123X4X56SQ1` names question 56 and its part SQ1. */
function resolver(questions: readonly LssQuestion[]): (name: string) => string {
  const byId = new Map(questions.map((each) => [each.id, each]));
  return (name) => {
    const found = /^\d+X\d+X(\d+)(.*)$/.exec(name);
    if (!found) return name;
    // The id ends where a question of that id is known: a part's code may begin with digits.
    for (let length = found[1]!.length; length > 0; length -= 1) {
      const question = byId.get(found[1]!.slice(0, length));
      const part = found[1]!.slice(length) + found[2]!;
      if (question)
        return part === "" ? question.code : `${question.code}_${part.replace(/#/g, "_")}`;
    }
    return name;
  };
}

/** @throws SurveyFault where this is no survey of LimeSurvey. */
export function readLss(document: Element): { draft: Draft; survey: Thing } {
  const draft = new Draft();
  const tables = tablesOf(document, draft.tracker);
  const survey = draft.report.thing("survey");
  const [row] = tables.rows("surveys");
  if (row) settings(draft, survey, row);
  const root = new Part(tables.root, draft.tracker).passWhole(...tablesPassed);
  for (const name of Object.keys(tables.root)) root.pass(name);
  const questions = questionsOf(draft, tables);
  draft.pipes = pipesOf(draft, questions);
  texts(draft, survey, tables.rows("surveys_languagesettings"));
  const file: Lss = { draft, resolve: resolver(questions) };
  const conditions = grouped(tables.rows("conditions"), "qid");
  const format = row?.text("format") ?? "G";
  const groups = spokenOf(draft, tables, "groups", "gid", "group_l10ns").sort((a, b) =>
    byNumber("group_order")(a.row, b.row),
  );
  const placed = new Map<LssQuestion, DraftPage>();
  const inGroup = new Map<string, LssQuestion[]>();
  for (const each of questions) addTo(inGroup, each.row.text("gid"), each);
  const made = groups.map((group) => {
    const thing = draft.report.thing(
      `group ${Object.values(group.said("group_name"))[0] ?? group.id}`,
    );
    group.row.belongs(thing).pass("gid", "sid", "group_order", "language", "id");
    const from = draft.pages.length;
    const pages = pagesOf(file, format, group, thing);
    const inside = inGroup.get(group.id) ?? [];
    for (const question of inside.sort((a, b) => byNumber("question_order")(a.row, b.row))) {
      const page = pages.page(question);
      place(file, question, page, conditions.get(question.id) ?? []);
      placed.set(question, page);
    }
    return { row: group.row, thing, pages: draft.pages.slice(from) };
  });
  for (const question of questions) {
    if (placed.has(question)) continue;
    question.thing.left("not_in_flow");
    for (const { row } of [question, ...question.subquestions, ...question.answers])
      row.tracker.whole(row.raw);
    question.attributes.rest();
  }
  randomGroups(draft, made);
  randomQuestions(draft, placed);
  readQuotas(draft, tables, questions);
  defaults(tables, questions);
  ownTexts(tables);
  draft.tracker.sweep(tables.root, survey);
  return { draft, survey };
}

/** Answers that are there from the start are left out, of each question in one line. */
function defaults(tables: Tables, questions: readonly LssQuestion[]): void {
  const byId = new Map(questions.map((each) => [each.id, each.thing]));
  const texts = grouped(tables.rows("defaultvalue_l10ns"), "dvid");
  for (const row of tables.rows("defaultvalues")) {
    const own = texts.get(row.text("dvid")) ?? [];
    const thing = byId.get(row.text("qid"));
    if (!thing) continue;
    for (const each of [row, ...own]) each.tracker.whole(each.raw);
    if ([row, ...own].some((each) => each.has("defaultvalue")))
      thing.left("default_left", {}, "defaultvalues");
  }
}

/** Names of rows in the tables of texts and in old rows of other languages. */
function ownTexts(tables: Tables): void {
  for (const table of [
    "group_l10ns",
    "question_l10ns",
    "answer_l10ns",
    "questions",
    "subquestions",
    "answers",
    "groups",
  ])
    for (const row of tables.rows(table))
      row.pass(
        ...rowPassed,
        "relevance",
        "group_name",
        "description",
        "group_order",
        "randomization_group",
        "grelevance",
        "assessment_value",
      );
  for (const row of tables.rows("question_attributes")) row.pass("qid", "attribute", "language");
}
