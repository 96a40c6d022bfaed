/** A small Qualtrics file with every type of question and of logic that is read. Made for tests. */

type Payload = Record<string, unknown>;

export const choices = (...texts: string[]): Payload =>
  Object.fromEntries(texts.map((text, at) => [String(at + 1), { Display: text }]));
const order = (n: number): string[] => Array.from({ length: n }, (_, at) => String(at + 1));
const optional = { Settings: { ForceResponse: "OFF", Type: "None" } };
const forced = { Settings: { ForceResponse: "ON", ForceResponseType: "ON", Type: "None" } };

export const question = (
  id: number,
  type: string,
  selector: string,
  own: Payload = {},
): Payload => ({
  QuestionText: `Text of ${id}`,
  DataExportTag: `Q${id}`,
  QuestionType: type,
  Selector: selector,
  Configuration: { QuestionDescriptionOption: "UseText" },
  QuestionDescription: `Text of ${id}`,
  Validation: optional,
  Language: [],
  QuestionID: `QID${id}`,
  ...own,
});

export const expression = (left: string, operator: string, own: Payload = {}): Payload => ({
  LogicType: "Question",
  LeftOperand: left,
  Operator: operator,
  Type: "Expression",
  Description: "said in words",
  ...own,
});
export const logic = (...expressions: Payload[]): Payload => ({
  0: { ...expressions, Type: "If" },
  Type: "BooleanExpression",
  inPage: false,
});

export const survey = (
  questions: Payload[],
  {
    blocks,
    flow,
    options = {},
    entry = {},
    elements = [],
  }: {
    blocks?: Payload[];
    flow?: Payload[];
    options?: Payload;
    entry?: Payload;
    elements?: Payload[];
  } = {},
): Payload => {
  const all = blocks ?? [
    {
      Type: "Default",
      Description: "Block",
      ID: "BL_1",
      BlockElements: questions.map((each) => ({
        Type: "Question",
        QuestionID: each["QuestionID"],
      })),
    },
  ];
  const element = (name: string, payload: unknown): Payload => ({
    SurveyID: "SV_1",
    Element: name,
    PrimaryAttribute: name,
    SecondaryAttribute: null,
    TertiaryAttribute: null,
    Payload: payload,
  });
  return {
    SurveyEntry: { SurveyID: "SV_1", SurveyName: "Made for tests", SurveyLanguage: "EN", ...entry },
    SurveyElements: [
      element("BL", all),
      element("FL", {
        Type: "Root",
        FlowID: "FL_1",
        Flow:
          flow ??
          all.map((block, at) => ({ Type: "Block", ID: block["ID"], FlowID: `FL_${at + 2}` })),
      }),
      element("SO", { BackButton: "true", SaveAndContinue: "true", ...options }),
      ...questions.map((each) => element("SQ", each)),
      ...elements.map((each) => element(String(each["is"]), each["payload"])),
    ],
  };
};

/** Every type, in one block. */
export const everyType = (): Payload =>
  survey(
    [
      question(1, "MC", "SAVR", {
        Choices: { ...choices("Red", "Green", "Blue"), 4: { Display: "Other", TextEntry: "true" } },
        ChoiceOrder: ["2", "1", "3", "4"],
        RecodeValues: { 1: "10", 2: "20", 3: "30", 4: "40" },
        Validation: forced,
        Randomization: { Type: "All", TotalRandSubset: "" },
        Language: {
          ID: { QuestionText: "Teks 1", Choices: choices("Merah", "Hijau", "Biru", "Lain") },
        },
      }),
      question(2, "MC", "MAVR", {
        Choices: { ...choices("One", "Two"), 3: { Display: "None", ExclusiveAnswer: true } },
        ChoiceOrder: [1, 2, 3],
        Validation: {
          Settings: { ForceResponse: "OFF", Type: "None", MinChoices: "1", MaxChoices: "2" },
        },
      }),
      question(3, "MC", "DL", { Choices: choices("A", "B"), ChoiceOrder: order(2) }),
      question(4, "MC", "NPS", {
        Choices: Object.fromEntries(
          Array.from({ length: 11 }, (_, at) => [at, { Display: String(at) }]),
        ),
        ColumnLabels: [
          { Display: "Not at all likely", IsLabelDefault: true },
          { Display: "Extremely likely", IsLabelDefault: true },
        ],
      }),
      question(5, "Matrix", "Likert", {
        SubSelector: "SingleAnswer",
        Choices: choices("Speed", "Price"),
        ChoiceOrder: order(2),
        Answers: choices("Bad", "Fair", "Good"),
        AnswerOrder: order(3),
      }),
      question(6, "Matrix", "Bipolar", {
        SubSelector: "SingleAnswer",
        Choices: choices("cold:warm"),
        Answers: choices("1", "2", "3"),
      }),
      question(7, "Matrix", "TE", {
        SubSelector: "Short",
        Choices: choices("Mon", "Tue"),
        Answers: choices("In", "Out"),
      }),
      question(8, "CS", "VRTL", {
        Choices: choices("Rent", "Food"),
        Validation: { Settings: { ForceResponse: "OFF", Type: "ChoiceTotal", ChoiceTotal: "100" } },
      }),
      question(9, "Slider", "HSLIDER", {
        Choices: choices("Ease"),
        Configuration: { CSSliderMin: 0, CSSliderMax: 10, NumDecimals: "0" },
      }),
      question(10, "Slider", "STAR", {
        Choices: choices("Stars"),
        Configuration: { StarCount: "5", StarType: "discrete" },
      }),
      question(11, "RO", "DND", { Choices: choices("X", "Y", "Z"), ChoiceOrder: order(3) }),
      question(12, "TE", "SL", {
        Validation: {
          Settings: {
            ForceResponse: "ON",
            ForceResponseType: "ON",
            Type: "ContentType",
            ContentType: "ValidNumber",
            ValidNumber: { Min: "1", Max: "9", NumDecimals: "0" },
          },
        },
      }),
      question(13, "TE", "ML"),
      question(14, "TE", "FORM", { Choices: choices("Street", "Town") }),
      question(15, "TE", "SL", {
        Validation: { Settings: { Type: "ContentType", ContentType: "ValidEmail" } },
      }),
      question(16, "DB", "TB", {
        QuestionText: "<b>Read</b> <a href='https://example.org/a'>this</a> &amp; go on",
      }),
      question(17, "Timing", "PageTimer"),
      question(18, "Meta", "Browser"),
      question(19, "HotSpot", "OnOff"),
      question(20, "SBS", "SBSMatrix", {
        Choices: choices("Row"),
        AdditionalQuestions: {
          1: {
            ...question(201, "Matrix", "Likert"),
            SubSelector: "SingleAnswer",
            Choices: choices("Row"),
            Answers: choices("No", "Yes"),
          },
        },
      }),
    ],
    { options: { AvailableLanguages: { EN: [], ID: [] } } },
  );

const chosen = (id: number, choice: string, own: Payload = {}): Payload =>
  expression(`q://QID${id}/SelectableChoice/${choice}`, "Selected", own);

/** Blocks, branches, skips, ends, embedded data, quotas, piped texts. */
export const everyLogic = (): Payload => {
  const two = { Choices: choices("Yes", "No"), ChoiceOrder: order(2) };
  const questions = [
    question(1, "MC", "SAVR", two),
    question(2, "MC", "MAVR", {
      Choices: choices("Car", "Bus"),
      DisplayLogic: logic(chosen(1, "1")),
    }),
    question(3, "TE", "SL", {
      QuestionText:
        "Why ${q://QID1/ChoiceGroup/SelectedChoices}, ${m://FirstName} from ${e://Field/city}? ${lm://Field/1}",
      DisplayLogic: logic(
        expression("q://QID2/SelectableChoice/2", "NotSelected"),
        chosen(1, "1", { Conjuction: "And" }),
        chosen(1, "2", { Conjuction: "Or" }),
      ),
    }),
    question(4, "TE", "SL", {
      Validation: { Settings: { Type: "ContentType", ContentType: "ValidNumber" } },
    }),
    question(5, "MC", "SAVR", {
      ...two,
      DisplayLogic: logic(
        expression("q://QID4/ChoiceTextEntryValue", "GreaterThan", { RightOperand: "5" }),
      ),
    }),
    question(6, "MC", "SAVR", two),
    question(7, "TE", "ML", {
      DisplayLogic: logic({
        LogicType: "EmbeddedField",
        LeftOperand: "city",
        Operator: "EqualTo",
        RightOperand: "Bandung",
        Type: "Expression",
      }),
    }),
    question(8, "MC", "SAVR", { ...two, DisplayLogic: logic(chosen(9, "1")) }),
    question(9, "MC", "SAVR", two),
    question(10, "DB", "TB", { QuestionText: "Set: ${e://Field/segment}" }),
  ];
  const at = (id: number, own: Payload = {}): Payload => ({
    Type: "Question",
    QuestionID: `QID${id}`,
    ...own,
  });
  const skip = (id: number, choice: string, to: string): Payload => ({
    SkipLogicID: id,
    ChoiceLocator: `q://QID${id}/SelectableChoice/${choice}`,
    Condition: "Selected",
    SkipToDestination: to,
    Locator: `q://QID${id}/SelectableChoice/${choice}`,
    QuestionID: `QID${id}`,
  });
  return survey(questions, {
    blocks: [
      {
        Type: "Default",
        Description: "Start",
        ID: "BL_1",
        BlockElements: [at(1), { Type: "Page Break" }, at(2), at(3)],
      },
      {
        Type: "Standard",
        Description: "Middle",
        ID: "BL_2",
        BlockElements: [
          at(4),
          at(5, { SkipLogic: [skip(5, "2", "ENDOFBLOCK")] }),
          at(6, { SkipLogic: [skip(6, "1", "ENDOFSURVEY")] }),
        ],
      },
      {
        Type: "Standard",
        Description: "Last",
        ID: "BL_3",
        BlockElements: [at(7), at(8)],
        Options: { RandomizeQuestions: "RandomizeWithoutReplacement", Looping: "None" },
      },
      { Type: "Standard", Description: "Very last", ID: "BL_4", BlockElements: [at(9), at(10)] },
      { Type: "Trash", Description: "Trash", ID: "BL_5", BlockElements: [] },
    ],
    flow: [
      {
        Type: "EmbeddedData",
        FlowID: "FL_2",
        EmbeddedData: [
          {
            Description: "city",
            Type: "Recipient",
            Field: "city",
            VariableType: "String",
            DataVisibility: [],
            AnalyzeText: false,
            Value: "",
          },
        ],
      },
      {
        Type: "EmbeddedData",
        FlowID: "FL_3",
        EmbeddedData: [{ Type: "Custom", Field: "segment", Value: "all" }],
      },
      { Type: "Block", ID: "BL_1", FlowID: "FL_4" },
      {
        Type: "Branch",
        FlowID: "FL_5",
        Description: "Yes",
        BranchLogic: logic(chosen(1, "1")),
        Flow: [
          {
            Type: "EmbeddedData",
            FlowID: "FL_6",
            EmbeddedData: [{ Type: "Custom", Field: "segment", Value: "yes" }],
          },
          { Type: "Block", ID: "BL_2", FlowID: "FL_7" },
          {
            Type: "Branch",
            FlowID: "FL_8",
            Description: "End",
            BranchLogic: logic(chosen(2, "2")),
            Flow: [{ Type: "EndSurvey", FlowID: "FL_9" }],
          },
        ],
      },
      {
        Type: "BlockRandomizer",
        FlowID: "FL_10",
        SubSet: 2,
        Flow: [
          { Type: "Block", ID: "BL_3", FlowID: "FL_11" },
          { Type: "Block", ID: "BL_4", FlowID: "FL_12" },
        ],
      },
      { Type: "WebService", FlowID: "FL_13", URL: "https://example.org" },
    ],
    elements: [
      {
        is: "QO",
        payload: {
          ID: "QO_1",
          Name: "Cars",
          Occurrences: "100",
          Logic: logic(chosen(2, "1")),
          LogicType: "Simple",
          QuotaAction: "EndCurrentSurvey",
        },
      },
    ],
  });
};
