/** A LimeSurvey file with the given questions, in either layout. Made for tests. */

type Texts = Readonly<Record<string, string>>;
export type LssAnswer = { code: string; text: Texts; scale?: number };
export type LssQuestionInput = {
  code: string;
  type: string;
  text: Texts;
  help?: Texts;
  group?: number;
  mandatory?: string;
  other?: boolean;
  relevance?: string;
  subquestions?: { code: string; text: Texts; scale?: number; relevance?: string }[];
  answers?: LssAnswer[];
  attributes?: Record<string, string>;
};
export type LssInput = {
  languages?: string[];
  questions: LssQuestionInput[];
  groups?: { title: Texts; relevance?: string; random?: string }[];
  settings?: Record<string, string>;
  texts?: Record<string, Texts>;
  tables?: Record<string, Record<string, string>[]>;
};

const cell = (name: string, value: string): string =>
  value === "" ? `<${name}/>` : `<${name}><![CDATA[${value}]]></${name}>`;
const table = (name: string, rows: Record<string, string>[]): string => {
  const fields = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return ` <${name}>
  <fields>${fields.map((field) => `<fieldname>${field}</fieldname>`).join("")}</fields>
  <rows>
${rows
  .map(
    (row) =>
      `   <row>${Object.entries(row)
        .map(([field, value]) => cell(field, value))
        .join("")}</row>`,
  )
  .join("\n")}
  </rows>
 </${name}>`;
};

/** `split`: texts stand in tables of their own, as from version 4 on. */
export function lss(input: LssInput, split: boolean): string {
  const languages = input.languages ?? ["en"];
  const groups = input.groups ?? [{ title: { en: "Group" } }];
  const tables: Record<string, Record<string, string>[]> = {
    groups: [],
    group_l10ns: [],
    questions: [],
    subquestions: [],
    question_l10ns: [],
    answers: [],
    answer_l10ns: [],
    question_attributes: [],
  };
  const put = (
    name: string,
    own: string,
    row: Record<string, string>,
    id: string,
    said: Record<string, Texts>,
  ) => {
    if (split) tables[name]!.push(row);
    for (const language of languages) {
      const texts = Object.fromEntries(
        Object.entries(said).map(([field, text]) => [field, text[language] ?? ""]),
      );
      if (split) tables[own]!.push({ [id]: row[id]!, ...texts, language });
      else tables[name]!.push({ ...row, ...texts, language });
    }
  };
  for (const [at, { title, relevance = "1", random = "" }] of groups.entries())
    put(
      "groups",
      "group_l10ns",
      {
        gid: String(at + 1),
        sid: "1",
        group_order: String(at),
        randomization_group: random,
        grelevance: relevance,
      },
      "gid",
      { group_name: title },
    );
  let id = 100;
  let answer = 1;
  for (const [at, each] of input.questions.entries()) {
    const qid = String(at + 1);
    put(
      "questions",
      "question_l10ns",
      {
        qid,
        parent_qid: "0",
        sid: "1",
        gid: String(each.group ?? 1),
        type: each.type,
        title: each.code,
        other: each.other ? "Y" : "N",
        mandatory: each.mandatory ?? "N",
        question_order: qid,
        scale_id: "0",
        relevance: each.relevance ?? "1",
      },
      "qid",
      { question: each.text, help: each.help ?? {} },
    );
    for (const [n, sub] of (each.subquestions ?? []).entries())
      put(
        "subquestions",
        "question_l10ns",
        {
          qid: String(id++),
          parent_qid: qid,
          sid: "1",
          gid: "1",
          type: "T",
          title: sub.code,
          question_order: String(n),
          scale_id: String(sub.scale ?? 0),
          relevance: sub.relevance ?? "1",
        },
        "qid",
        { question: sub.text },
      );
    for (const [n, one] of (each.answers ?? []).entries())
      put(
        "answers",
        "answer_l10ns",
        {
          ...(split ? { aid: String(answer++) } : {}),
          qid,
          code: one.code,
          sortorder: String(n),
          assessment_value: "0",
          scale_id: String(one.scale ?? 0),
        },
        split ? "aid" : "qid",
        { answer: one.text },
      );
    for (const [attribute, value] of Object.entries(each.attributes ?? {}))
      tables["question_attributes"]!.push({ qid, attribute, value, language: "" });
  }
  const texts = languages.map((language) => ({
    surveyls_survey_id: "1",
    surveyls_language: language,
    surveyls_title: "Made for tests",
    ...Object.fromEntries(
      Object.entries(input.texts ?? {}).map(([field, text]) => [field, text[language] ?? ""]),
    ),
  }));
  const all = {
    ...tables,
    surveys: [
      {
        sid: "1",
        language: languages[0]!,
        additional_languages: languages.slice(1).join(" "),
        anonymized: "N",
        format: "G",
        ...input.settings,
      },
    ],
    surveys_languagesettings: texts,
    ...input.tables,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>
<document>
 <LimeSurveyDocType>Survey</LimeSurveyDocType>
 <DBVersion>${split ? 641 : 365}</DBVersion>
 <languages>${languages.map((each) => `<language>${each}</language>`).join("")}</languages>
${Object.entries(all)
  .filter(([, rows]) => rows.length > 0)
  .map(([name, rows]) => table(name, rows))
  .join("\n")}
</document>`;
}

const en = (text: string): Texts => ({ en: text, id: `${text} (id)` });
const subs = (...codes: string[]) => codes.map((code) => ({ code, text: en(`Sub ${code}`) }));
const answers = (...codes: string[]) => codes.map((code) => ({ code, text: en(`Answer ${code}`) }));

/** Every type, in one group. */
export const everyLssType: LssInput = {
  languages: ["en", "id"],
  questions: [
    {
      code: "list",
      type: "L",
      text: en("List"),
      other: true,
      mandatory: "Y",
      answers: answers("A1", "A2"),
    },
    { code: "drop", type: "!", text: en("Drop"), answers: answers("A1", "A2") },
    { code: "listc", type: "O", text: en("List with comment"), answers: answers("A1", "A2") },
    {
      code: "multi",
      type: "M",
      text: en("Multiple"),
      subquestions: subs("SQ1", "SQ2", "SQ3"),
      attributes: { exclude_all_others: "SQ3", min_answers: "1", random_order: "1" },
    },
    { code: "multic", type: "P", text: en("With comments"), subquestions: subs("SQ1", "SQ2") },
    {
      code: "array",
      type: "F",
      text: en("Array"),
      subquestions: subs("R1", "R2"),
      answers: answers("C1", "C2"),
    },
    { code: "five", type: "A", text: en("Five points"), subquestions: subs("R1") },
    { code: "ten", type: "B", text: en("Ten points"), subquestions: subs("R1") },
    { code: "yun", type: "C", text: en("Yes uncertain no"), subquestions: subs("R1") },
    { code: "inc", type: "E", text: en("Increase"), subquestions: subs("R1") },
    {
      code: "bycol",
      type: "H",
      text: en("By column"),
      subquestions: subs("R1"),
      answers: answers("C1", "C2"),
    },
    {
      code: "dual",
      type: "1",
      text: en("Dual"),
      subquestions: subs("R1"),
      answers: [
        ...answers("C1", "C2"),
        { code: "D1", text: en("D1"), scale: 1 },
        { code: "D2", text: en("D2"), scale: 1 },
      ],
    },
    {
      code: "num",
      type: "N",
      text: en("Number"),
      attributes: {
        min_num_value_n: "1",
        max_num_value_n: "9",
        num_value_int_only: "1",
        suffix: "kg",
      },
    },
    {
      code: "nums",
      type: "K",
      text: en("Numbers"),
      subquestions: subs("S1", "S2"),
      attributes: { slider_layout: "1", slider_min: "1", slider_max: "10" },
    },
    { code: "short", type: "S", text: en("Short"), attributes: { maximum_chars: "40" } },
    { code: "long", type: "T", text: en("Long") },
    { code: "huge", type: "U", text: en("Huge") },
    { code: "texts", type: "Q", text: en("Texts"), subquestions: subs("S1", "S2") },
    {
      code: "date",
      type: "D",
      text: en("Date"),
      attributes: { date_min: "2020", date_format: "dd.mm.yyyy" },
    },
    { code: "gender", type: "G", text: en("Gender") },
    { code: "yesno", type: "Y", text: en("Yes or no") },
    { code: "lang", type: "I", text: en("Language") },
    { code: "rank", type: "R", text: en("Rank"), answers: answers("A1", "A2", "A3") },
    { code: "text", type: "X", text: en("<b>Shown</b> only") },
    { code: "file", type: "|", text: en("File") },
    { code: "eq", type: "*", text: en('{list.NAOK == "A1"}') },
    { code: "points", type: "5", text: en("Points"), help: en("Help") },
    {
      code: "numt",
      type: ":",
      text: en("Number table"),
      subquestions: [...subs("R1", "R2"), { code: "C1", text: en("C1"), scale: 1 }],
    },
    {
      code: "textt",
      type: ";",
      text: en("Text table"),
      subquestions: [...subs("R1", "R2"), { code: "C1", text: en("C1"), scale: 1 }],
    },
    { code: "odd", type: "Z", text: en("Unknown") },
  ],
};

/** Relevance, filters, quotas, order by lot, texts with values: in two groups. */
export const everyLssLogic: LssInput = {
  languages: ["en", "id"],
  groups: [{ title: en("First") }, { title: en("Second"), relevance: '(list.NAOK == "A1")' }],
  texts: {
    surveyls_welcometext: en("Welcome"),
    surveyls_endtext: en("Goodbye {list.shown}"),
    surveyls_description: en("About it"),
  },
  settings: { startdate: "2030-01-01 09:00:00", expires: "2030-02-01 09:00:00", allowprev: "N" },
  questions: [
    { code: "list", type: "L", text: en("List"), answers: answers("A1", "A2") },
    {
      code: "multi",
      type: "M",
      text: en("Multi"),
      subquestions: subs("SQ1", "SQ2"),
      relevance: "list == 'A1' or list.NAOK == 'A2'",
    },
    {
      code: "num",
      type: "N",
      text: en("Num {list.shown} {TOKEN:FIRSTNAME} {if(1,2,3)} { not }"),
      relevance: 'multi_SQ1 == "Y" && !is_empty(list)',
      attributes: { em_validation_q: "this > 3", em_validation_q_tip: "More than 3" },
    },
    { code: "odd", type: "S", text: en("Odd"), relevance: "count(multi) > 1" },
    { code: "later", type: "S", text: en("Later"), relevance: "second == 'x'" },
    { code: "second", type: "S", text: en("Second"), group: 2, relevance: "num > 5" },
    {
      code: "array",
      type: "F",
      text: en("Array"),
      group: 2,
      subquestions: subs("SQ1", "SQ2"),
      answers: answers("C1", "C2"),
      attributes: { array_filter: "multi", random_group: "x" },
    },
    {
      code: "last",
      type: "L",
      text: en("Last"),
      group: 2,
      answers: answers("Z1", "Z2"),
      relevance: "array_SQ1.NAOK != 'C1'",
      attributes: { random_group: "x" },
    },
    { code: "old", type: "S", text: en("Old"), group: 2 },
  ],
  tables: {
    conditions: [
      {
        cid: "1",
        qid: "9",
        cqid: "1",
        cfieldname: "1X1X1",
        method: "==",
        value: "A1",
        scenario: "1",
      },
      {
        cid: "2",
        qid: "9",
        cqid: "1",
        cfieldname: "1X1X1",
        method: "==",
        value: "A2",
        scenario: "1",
      },
      {
        cid: "3",
        qid: "9",
        cqid: "2",
        cfieldname: "+1X1X2SQ2",
        method: "==",
        value: "Y",
        scenario: "1",
      },
    ],
    quota: [
      {
        id: "1",
        sid: "1",
        name: "Firsts",
        qlimit: "10",
        action: "1",
        active: "1",
        autoload_url: "0",
      },
    ],
    quota_members: [
      { id: "1", sid: "1", qid: "1", quota_id: "1", code: "A1" },
      { id: "2", sid: "1", qid: "2", quota_id: "1", code: "SQ1" },
    ],
    quota_languagesettings: [
      {
        quotals_id: "1",
        quotals_quota_id: "1",
        quotals_language: "en",
        quotals_name: "Firsts",
        quotals_message: "Full",
        quotals_url: "",
      },
    ],
    assessments: [{ id: "1", sid: "1", scope: "T", message: "Score" }],
    survey_url_parameters: [{ id: "1", sid: "1", parameter: "src", targetqid: "" }],
  },
};
