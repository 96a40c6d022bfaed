/** LimeSurvey: each documented attribute and setting is taken, or reported, or known to mean nothing here. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { lss, type LssQuestionInput } from "./lss.test-support.ts";
import { outcome, read } from "./outcome.test-support.ts";

const en = (text: string) => ({ en: text });
const parts = (letter: string, scale?: number) =>
  ["One", "Two", "Three"].map((text, at) => ({
    code: `${letter}${at + 1}`,
    text: en(text),
    ...(scale === undefined ? {} : { scale }),
  }));
const before: LssQuestionInput[] = [
  { code: "list", type: "L", text: en("List"), answers: parts("A") },
  { code: "multi", type: "M", text: en("Several"), subquestions: parts("A") },
];

/** A question of a type with what it needs. */
function asked(type: string, attributes: Record<string, string>): LssQuestionInput {
  const answers = type === "1" ? [...parts("A"), ...parts("B", 1)] : parts("A");
  const columns = ":;".includes(type) ? parts("X", 1) : [];
  return {
    code: "q",
    type,
    text: en("Text"),
    other: "LMP".includes(type),
    ...("LR1F".includes(type) ? { answers } : {}),
    ...("MPKF:;1".includes(type) ? { subquestions: [...parts("A"), ...columns] } : {}),
    attributes,
  };
}
const file = (type: string, attributes: Record<string, string>) =>
  lss({ questions: [...before, asked(type, attributes)] }, true);

/** By type: attributes with a value, by what becomes of them. `L` stands for what most types have. */
const attributes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  L: {
    taken:
      "answer_order=random random_order=1 other_replace_text=Else em_validation_q=list=='A1' array_filter=multi array_filter_exclude=multi",
    nothing:
      "answer_width=50 array_filter_style=1 cssclass=own display_columns=3 display_rows=5 hide_tip=1 page_break=1 public_statistics=1 repeat_headings=5 save_as_default=Y scale_export=1 statistics_graphtype=1 statistics_showgraph=1 time_limit_action=2 time_limit_message=Over",
    unknown_setting:
      "alphasort=1 answer_order=alphabetical category_separator=| other_comment_mandatory=1 other_numbers_only=1 other_position=beginning other_position_code=A1 random_group=g time_limit=30 question_template=own spaceship=on",
    words_left: "printable_help=Print",
    hidden_question: "hidden=1",
  },
  M: {
    taken: "min_answers=1 max_answers=2 exclude_all_others=A1 subquestion_order=random",
    unknown_setting: "exclude_all_others_auto=1 assessment_value=1",
    bound_left: "min_answers=list max_answers=0.5",
    not_understood: "exclude_all_others=Z9",
  },
  P: {
    nothing: "commented_checkbox_auto=1 choice_input_columns=5",
    unknown_setting: "commented_checkbox=checked",
  },
  S: {
    taken: "maximum_chars=5",
    nothing:
      "input_size=5 text_input_width=5 location_mapwidth=9 location_mapheight=9 location_mapzoom=5",
    numbers_only: "numbers_only=1",
    words_left: "placeholder=Here em_validation_sq_tip=Tip",
    unknown_setting:
      "prefix=about suffix=kg location_mapservice=1 location_defaultcoordinates=1,2 location_nodefaultfromip=1 statistics_showmap=1 em_validation_sq=1",
  },
  N: {
    taken: "min_num_value_n=5 max_num_value_n=5 num_value_int_only=1 suffix=kg",
    nothing: "value_range_allows_missing=1",
    prefix: "prefix=about",
    bound_left: "min_num_value_n=list",
    words_left: "placeholder=Here",
    unknown_setting: "thousands_separator=1 maximum_chars=5",
  },
  K: {
    taken: "min_num_value_n=5 max_num_value_n=5 num_value_int_only=1 slider_layout=1",
    nothing: "label_input_columns=5",
    total_left: "equals_num_value=5 min_num_value=5 max_num_value=5",
    unknown_setting: "slider_default=1 slider_default_set=1 slider_reversed=1",
  },
  D: {
    taken: "date_min=2020-01-01 date_max=2030-01-01",
    nothing: "dropdown_dates=1 dropdown_dates_minute_step=5 dropdown_dates_month_style=1 reverse=1",
    time_left: "date_format=dd.mm.yyyy-HH:MM",
    date_format: "date_format=dd.mm.yyyy",
    bound_left: "date_min=today",
    unknown_setting: "dropdown_dates_year_min=2000",
  },
  F: {
    taken: "random_order=1",
    nothing: "answer_width=50 answer_width_bycolumn=50 repeat_headings=5 use_dropdown=1",
    unknown_setting: "parent_order=multi",
  },
  ":": {
    taken: "multiflexible_min=5 multiflexible_max=5 multiflexible_checkbox=1",
    nothing: "reverse=1 show_totals=X",
    step_left: "multiflexible_step=5",
    unknown_setting: "input_boxes=1 show_totals=R show_grand_total=1",
  },
  ";": { unknown_setting: "numbers_only=1 show_totals=R", words_left: "placeholder=Here" },
  R: {
    taken: "max_answers=2 random_order=1",
    nothing: "showpopups=1 samechoiceheight=1 samelistheight=1",
    bound_left: "min_answers=1",
    words_left: "choice_title=Choose rank_title=Rank",
  },
  "1": {
    taken: "dualscale_headerA=First dualscale_headerB=Second",
    nothing: "dropdown_separators=| use_dropdown=1 dropdown_prefix=1 dropdown_size=5",
    words_left: "dropdown_prepostfix=from|to",
  },
  Y: { nothing: "display_type=1" },
};

/** Settings of the survey. */
const settings: Readonly<Record<string, string>> = {
  time_zone: "startdate=2024-01-01 expires=2024-01-01T08:00",
  not_understood: "startdate=soon",
  nothing:
    "admin=Somebody datestamp=Y listpublic=Y showqnumcode=N showprogress=Y tokenlength=9 template=own tokenanswerspersistence=Y usecaptcha=N access_mode=O shownoanswer=N",
  anonymous: "anonymized=Y",
  always_there: "allowprev=N allowsave=N",
  no_answer: "shownoanswer=Y",
  shown_here: "showwelcome=N showgroupinfo=X",
  score: "assessments=Y",
  policy: "showsurveypolicynotice=1",
  mails: "emailnotificationto=a@example.org emailresponseto=a@example.org",
  unknown_setting:
    "usecookie=Y usecaptcha=A nokeyboard=Y questionindex=1 navigationdelay=5 autoredirect=Y printanswers=Y publicstatistics=Y allowregister=Y usetokens=Y access_mode=C alloweditaftercompletion=Y refurl=Y ipaddr=Y savetimings=Y allowjumps=Y spaceship=on",
};

const pairs = (list: string): [string, string][] =>
  list.split(" ").map((each) => {
    const at = each.indexOf("=");
    return [each.slice(0, at), each.slice(at + 1)];
  });

for (const [type, outcomes] of Object.entries(attributes))
  test(`LimeSurvey, ${type}: every attribute is taken, told, or means nothing here`, () => {
    for (const [expected, list] of Object.entries(outcomes))
      for (const [name, value] of pairs(list))
        assert.equal(
          outcome(file(type, {}), file(type, { [name]: value }), "lss"),
          expected,
          `${type} ${name}=${value}`,
        );
  });

test("LimeSurvey: every setting of the survey is taken, told, or means nothing here", () => {
  const of = (own: Record<string, string>) => lss({ questions: before, settings: own }, true);
  for (const [expected, list] of Object.entries(settings))
    for (const [name, value] of pairs(list))
      assert.equal(outcome(of({}), of({ [name]: value }), "lss"), expected, `${name}=${value}`);
});

test("LimeSurvey: a question's own theme, its encryption, its answers from the start are told", () => {
  const row = (own: string) =>
    file("L", {}).replace("<title><![CDATA[q]]></title>", `<title><![CDATA[q]]></title>${own}`);
  for (const [own, expected] of [
    ["<question_theme_name>listradio</question_theme_name>", "nothing"],
    ["<question_theme_name>image_select-listradio</question_theme_name>", "drawn_otherwise"],
    ["<encrypted>Y</encrypted>", "unknown_setting"],
    ["<encrypted>N</encrypted>", "nothing"],
  ] as const)
    assert.equal(outcome(file("L", {}), row(own), "lss"), expected, own);
  const given = lss(
    {
      questions: before,
      tables: { defaultvalues: [{ qid: "1", scale_id: "0", sqid: "0", defaultvalue: "A1" }] },
    },
    false,
  );
  const lines = read(given, "lss").report.filter(({ source }) => source.startsWith("list ›"));
  assert.deepEqual(
    lines.map(({ source, code }) => [source, code]),
    [["list › defaultvalues", "default_left"]],
  );
});

test("LimeSurvey: older names that begin with a number are names in conditions", () => {
  const made = (relevance: string) =>
    read(lss({ questions: [...before, { ...asked("S", {}), relevance }] }, true), "lss");
  const { survey, report } = made("1X1X1.NAOK == 'A1' && 1X1X2A1.NAOK == 'Y'");
  assert.ok(
    survey.includes(JSON.stringify('answers.list == "A1" && "A1" in answers.multi').slice(1, -1)),
  );
  assert.deepEqual(
    report.filter(({ source }) => source.startsWith("q ›")),
    [],
  );
});

test("LimeSurvey: an equation is known to conditions and texts", () => {
  const { survey, report } = read(
    lss(
      {
        questions: [
          ...before,
          { code: "eq", type: "*", text: en("Eq"), attributes: { equation: "list == 'A1'" } },
          { code: "q", type: "S", text: en("So {eq}"), relevance: "eq.NAOK == 1" },
          { code: "no", type: "*", text: en("No"), attributes: { equation: "sum(list)" } },
        ],
      },
      true,
    ),
    "lss",
  );
  assert.ok(survey.includes('"showIf":"calculated.eq"') && survey.includes("So {calculated.eq}"));
  assert.deepEqual(
    report.filter(({ source }) => source.startsWith("no")).map(({ code }) => code),
    ["partly", "value_left"],
  );
});
