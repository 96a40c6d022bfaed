/** Qualtrics: each known property is taken, or reported, or known to mean nothing here. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { outcome } from "./outcome.test-support.ts";
import { choices, expression, logic, question, survey } from "./qsf.test-support.ts";

type Bag = Record<string, unknown>;
const order = ["1", "2", "3"];
const three = { Choices: choices("One", "Two", "Three"), ChoiceOrder: order };
const two = { Choices: choices("One", "Two") };
const points = Object.fromEntries(
  Array.from({ length: 11 }, (_, at) => [at, { Display: String(at) }]),
);
const first = question(9, "MC", "SAVR", two);
const when = JSON.stringify(logic(expression("q://QID9/SelectableChoice/1", "Selected")));

const asked: Readonly<Record<string, Bag>> = {
  MC: question(1, "MC", "SAVR", three),
  several: question(1, "MC", "MAVR", three),
  NPS: question(1, "MC", "NPS", { Choices: points }),
  TE: question(1, "TE", "SL"),
  form: question(1, "TE", "FORM", two),
  Matrix: question(1, "Matrix", "Likert", {
    SubSelector: "SingleAnswer",
    ...two,
    Answers: choices("C1", "C2", "C3"),
  }),
  Slider: question(1, "Slider", "HSLIDER", two),
  CS: question(1, "CS", "VRTL", two),
  RO: question(1, "RO", "DND", three),
  DB: question(1, "DB", "TB"),
};

/** By question, then by what becomes of it: paths with a value in JSON. */
const settings: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  // What every question has stands with this one.
  MC: {
    taken: [
      'QuestionText="Other"',
      'DataExportTag="QX"',
      `DisplayLogic=${when}`,
      'Validation.Settings.ForceResponse="ON"',
      'Selector="DL"',
      'Randomization={"Type":"All","TotalRandSubset":""}',
      'Randomization={"Type":"Advanced","Advanced":{"FixedOrder":["1"],"RandomizeAll":["2","3"]}}',
      'RecodeValues={"1":"5","2":"6","3":"7"}',
      `Choices.1.DisplayLogic=${when}`,
    ],
    nothing: [
      'QuestionDescription="For makers"',
      'QuestionText_Unsafe="x"',
      "NextChoiceId=4",
      'Configuration.TextPosition="inline"',
      'Configuration.LabelPosition="BELOW"',
      "Configuration.NumColumns=2",
      "Configuration.ChoiceColumnWidth=25",
      'Selector="SAHR"',
      'SubSelector="TX"',
      'AnalyzeChoices={"1":"on"}',
      'Choices.1.TextEntrySize="Small"',
      "DefaultChoices=false",
    ],
    script: ['QuestionJS="alert(1)"'],
    required_soft: ['Validation.Settings.ForceResponse="RequestResponse"'],
    random_subset: [
      'Randomization={"Type":"All","TotalRandSubset":2}',
      'Randomization={"Type":"ScaleReversal"}',
    ],
    drawn_otherwise: ['Selector="Odd"'],
    other_text: ['Choices.1.TextEntry="true"'],
    media: ['Choices.1.Image={"ImageLocation":"u"}'],
    unknown_setting: [
      'DefaultChoices={"1":{"Selected":true}}',
      "DataVisibility.Hidden=true",
      'Configuration.Stack="ON"',
      'Validation.Settings.ForceResponse="Sometimes"',
      'Validation.Settings.Type="Odd"',
      `Validation.Settings.CustomValidation={"Logic":${when}}`,
      'GradingData=[{"ChoiceID":"1","Grade":1}]',
      'ClarifyingText="words"',
      'VariableNaming={"1":"x"}',
      'DynamicChoices={"Locator":"q://QID9/ChoiceGroup/SelectedChoices"}',
      'ChoiceGroups={"cg":{"GroupLabel":"G"}}',
      'Choices.1.TextEntryValidation="ValidEmail"',
      'Choices.1.TextEntryForceResponse="true"',
      'Choices.1.Spaceship="x"',
      'Spaceship="x"',
    ],
  },
  several: {
    taken: [
      'Validation.Settings.MinChoices="1"',
      'Validation.Settings.MaxChoices="2"',
      "Choices.1.ExclusiveAnswer=true",
    ],
    bound_left: ['Validation.Settings.MinChoices="7"', 'Validation.Settings.MaxChoices="0"'],
  },
  NPS: {
    taken: ['ColumnLabels=[{"Display":"Low"},{"Display":"High"}]'],
    labels_between: [
      'ColumnLabels=[{"Display":"Low"},{"Display":"So"},{"Display":"High"}]',
      'Choices.3.Display="Three!"',
    ],
  },
  TE: {
    taken: [
      'Selector="ML"',
      'Validation.Settings.TotalChars="50"',
      'Validation.Settings.ContentType="ValidNumber"',
    ],
    nothing: ['SearchSource={"AllowFreeResponse":"false"}'],
    drawn_otherwise: ['Selector="PW"'],
    least_characters: ['Validation.Settings.MinChars="5"'],
    contact: [
      'Validation.Settings.ContentType="ValidEmail"',
      'Validation.Settings.ContentType="ValidPhone"',
    ],
    date_format: ['Validation.Settings.ContentType="ValidDate"'],
    content_left: ['Validation.Settings.ContentType="ValidZip"'],
    bound_left: [
      'Validation.Settings={"ContentType":"ValidNumber","ValidNumber":{"Min":"9","Max":"1"}}',
    ],
    unknown_setting: [
      'SearchSource={"Source":"lib"}',
      'PrefixText="€"',
      'DefaultChoices={"Text":"x"}',
    ],
  },
  form: {
    nothing: ['Choices.1.TextEntrySize="Medium"'],
    unknown_setting: [
      'Choices.1.TextEntryValidation="ValidEmail"',
      'Choices.1.TextEntryForceResponse="ON"',
    ],
  },
  Matrix: {
    taken: [
      'SubSelector="MultipleAnswer"',
      'RecodeValues={"1":"5","2":"6","3":"7"}',
      `Choices.1.DisplayLogic=${when}`,
      'Randomization={"Type":"All"}',
      'ChoiceDataExportTags={"1":"t1","2":"t2"}',
    ],
    nothing: ['Configuration.RepeatHeaders="both"', 'Configuration.WhiteSpace="ON"'],
    bipolar: ['Selector="Bipolar"'],
    series: ['Selector="TE"'],
    type_left: ['Selector="Profile"', 'Selector="MaxDiff"'],
    drawn_otherwise: ['SubSelector="DL"'],
    own_words_left: ['Choices.1.TextEntry="true"'],
    exclusive_left: ["Choices.1.ExclusiveAnswer=true", "Answers.1.ExclusiveAnswer=true"],
    column_logic: [`Answers.1.DisplayLogic=${when}`],
    unknown_setting: [
      'DefaultChoices={"1":{"Answers":{"1":1}}}',
      'Validation.Settings.MinChoices="1"',
      'DynamicAnswers={"Locator":"x"}',
    ],
  },
  Slider: {
    taken: ["Configuration.CSSliderMin=10", "Configuration.CSSliderMax=50"],
    nothing: ["Configuration.GridLines=10", "Configuration.ShowValue=true", 'Selector="HBAR"'],
    stars: ['Selector="STAR"'],
    whole_numbers: ['Configuration.NumDecimals="2"'],
    not_applicable_left: ["Configuration.NotApplicable=true"],
    labels_between: ['Labels={"1":{"Display":"low"}}'],
    unknown_setting: [
      'Configuration.SliderStartPositions={"1":0.5}',
      'Configuration.NotApplicableText="none"',
    ],
  },
  CS: {
    total_last: ['Validation.Settings.ChoiceTotal="100"'],
    unknown_setting: ['Configuration.Prefix="x"', 'ClarifyingSymbol="$"'],
  },
  RO: {
    taken: [`Choices.1.DisplayLogic=${when}`],
    nothing: ['Selector="RB"', 'SubSelector="TX"'],
    own_words_left: ['Choices.1.TextEntry="true"'],
    unknown_setting: ['Validation.Settings.Type="MustRank"'],
  },
  DB: { media: ['Selector="GRB"'], unknown_setting: ['Graphics="IM_1"'] },
};

const options: Readonly<Record<string, readonly string[]>> = {
  taken: ['PreviousButton="Zurück"', 'NextButton="Weiter"'],
  nothing: [
    'NoIndex="No"',
    'Skin="z"',
    'PageTransition="Fade"',
    'SurveyTitle="Qualtrics Survey"',
    'QuestionsPerPage=""',
    'CollectGeoLocation="false"',
    'ProgressBarDisplay="None"',
    'NextButton=" >> "',
  ],
  always_there: ['BackButton="false"', 'SaveAndContinue="false"'],
  partial: ['PartialData="+1 week"'],
  anonymous: ['AnonymizeResponse="Yes"'],
  header: ['Header="H"', 'Footer="F"'],
  ending_library: ['EOSMessage="MS_1"'],
  description_left: ['SurveyTitle="Own"', 'SurveyMetaDescription="Own"'],
  pages_mode: ['QuestionsPerPage="1"'],
  unknown_setting: [
    'SurveyProtection="ByInvitation"',
    'BallotBoxStuffingPrevention="true"',
    'SurveyExpiration="2030"',
    'SurveyTermination="Redirect"',
    'EOSRedirectURL="https://example.org"',
    'ProgressBarDisplay="Text"',
    'ValidationMessage="MS"',
    'Autoadvance="true"',
    'CollectGeoLocation="true"',
    'CustomStyles={"customCSS":"a"}',
    'EmailThankYou="true"',
    'PasswordProtection="Yes"',
    'RefererCheck="Yes"',
    'ResponseSummary="Yes"',
    'RelevantID="true"',
    'Spaceship="x"',
  ],
};

function put(bag: Bag, setting: string): Bag {
  const at = setting.indexOf("=");
  const path = setting.slice(0, at).split(".");
  const made = structuredClone(bag);
  let holder = made;
  for (const name of path.slice(0, -1)) holder = (holder[name] ??= {}) as Bag;
  holder[path.at(-1)!] = JSON.parse(setting.slice(at + 1));
  return made;
}
const judge = (without: Bag, given: Bag) =>
  outcome(JSON.stringify(without), JSON.stringify(given), "qsf");

for (const [type, outcomes] of Object.entries(settings))
  test(`Qualtrics, ${type}: every property is taken, told, or means nothing here`, () => {
    const plain = asked[type]!;
    for (const [expected, list] of Object.entries(outcomes))
      for (const each of list)
        assert.equal(
          judge(survey([first, plain]), survey([first, put(plain, each)])),
          expected,
          `${type} ${each}`,
        );
  });

test("Qualtrics: every setting of the survey is taken, told, or means nothing here", () => {
  for (const [expected, list] of Object.entries(options))
    for (const each of list)
      assert.equal(
        judge(survey([first]), survey([first], { options: put({}, each) })),
        expected,
        each,
      );
});

test("Qualtrics: words of a block's buttons, and how a full quota ends, are told", () => {
  const block = (own: Bag) => [
    {
      Type: "Default",
      Description: "Block",
      ID: "BL_1",
      BlockElements: [{ Type: "Question", QuestionID: "QID9" }],
      Options: own,
    },
  ];
  const blocks = (own: Bag) => survey([first], { blocks: block(own) });
  assert.equal(judge(blocks({}), blocks({ NextButton: "Go on" })), "words_left");
  assert.equal(judge(blocks({}), blocks({ NextButton: " >> " })), "nothing");
  const quota = (own: Bag) => ({
    ID: "QO_1",
    Name: "Q",
    Occurrences: "10",
    Logic: JSON.parse(when),
    QuotaAction: "EndCurrentSurvey",
    ...own,
  });
  const quotas = (own: Bag) => survey([first], { elements: [{ is: "QO", payload: quota(own) }] });
  for (const [own, expected] of [
    [{ EndSurveyOptions: { EndingType: "Default" } }, "nothing"],
    [{ EndSurveyOptions: { EOSMessage: "MS_1", EOSMessageLibrary: "UR_1" } }, "ending_library"],
    [{ EndSurveyOptions: { EOSRedirectURL: "https://example.org" } }, "redirect"],
    [{ EndSurveyOptions: { ResponseFlag: "QuotaMet" } }, "unknown_setting"],
    [{ OverQuotaAction: "Delete" }, "unknown_setting"],
    [{ LogicType: "CrossLogic" }, "quota_action"],
  ] as const)
    assert.equal(judge(quotas({}), quotas(own)), expected, JSON.stringify(own));
});
