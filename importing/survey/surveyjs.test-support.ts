/** A SurveyJS form with every type of question that is read. Made for tests. */

type Bag = Record<string, unknown>;
export const form = (elements: Bag[], own: Bag = {}): Bag => ({
  title: "Made for tests",
  pages: [{ name: "first", elements }],
  ...own,
});
export const everySurveyJsType = (): Bag =>
  form([
    {
      type: "radiogroup",
      name: "radio",
      title: { default: "Radio", id: "Radio (id)" },
      isRequired: true,
      choices: ["a", { value: "b", text: "B" }],
      hasOther: true,
      otherText: "Else",
    },
    { type: "dropdown", name: "drop", choices: [1, 2, 3], choicesOrder: "random" },
    {
      type: "checkbox",
      name: "check",
      title: "Check",
      choices: ["x", "y"],
      showNoneItem: true,
      maxSelectedChoices: 2,
    },
    { type: "tagbox", name: "tag", title: "Tag", choices: ["x", "y"] },
    {
      type: "rating",
      name: "rate",
      title: "Rate",
      rateMin: 1,
      rateMax: 5,
      minRateDescription: "Bad",
      maxRateDescription: "Good",
    },
    { type: "rating", name: "rate20", title: "Rate to 20", rateMax: 20 },
    { type: "boolean", name: "bool", title: "Bool", labelTrue: "Yes!", labelFalse: "No!" },
    {
      type: "matrix",
      name: "matrix",
      title: "Matrix",
      columns: ["c1", "c2"],
      rows: ["r1", { value: "r2", text: "Row 2" }],
    },
    {
      type: "matrixdropdown",
      name: "table",
      title: "Table",
      columns: [
        { name: "col", cellType: "dropdown", choices: [1, 2] },
        { name: "free", cellType: "text" },
      ],
      rows: ["r1"],
    },
    { type: "ranking", name: "rank", title: "Rank", choices: ["a", "b", "c"] },
    {
      type: "imagepicker",
      name: "image",
      title: "Image",
      choices: [
        { value: "lion", imageLink: "https://example.org/l.png" },
        { value: "bear", imageLink: "https://example.org/b.png" },
      ],
    },
    { type: "text", name: "text", title: "Text", maxLength: 50 },
    { type: "text", name: "number", title: "Number", inputType: "number", min: 1, max: 10 },
    { type: "text", name: "mail", title: "Mail", inputType: "email" },
    { type: "text", name: "day", title: "Day", inputType: "date" },
    { type: "comment", name: "long", title: "Long" },
    {
      type: "multipletext",
      name: "fields",
      title: "Fields",
      items: [{ name: "f1", title: "F1" }, { name: "f2" }],
    },
    {
      type: "panel",
      name: "panel",
      title: "Panel",
      visibleIf: "{radio} = 'a'",
      elements: [{ type: "text", name: "inner", title: "Inner {radio}" }],
    },
    { type: "html", name: "html", html: "<p>Hello <b>there</b></p>" },
    { type: "expression", name: "calc", title: "Calc", expression: "{number} > 5" },
    {
      type: "paneldynamic",
      name: "dynamic",
      title: "Dynamic",
      templateElements: [{ type: "text", name: "t" }],
    },
    { type: "signaturepad", name: "sign", title: "Sign" },
    { type: "file", name: "file", title: "File" },
    { type: "image", name: "pic", imageLink: "https://example.org/p.png" },
    { type: "spaceship", name: "odd", title: "Odd" },
  ]);

/** Conditions, panels, triggers, endings and values, on two pages. */
export const everySurveyJsLogic = (): Bag => ({
  title: "Logic",
  description: "Opening",
  pages: [
    {
      name: "first",
      elements: [{ type: "radiogroup", name: "one", title: "One", choices: ["a", "b", "c"] }],
    },
    {
      name: "second",
      visibleIf: "{one} <> 'z'",
      elements: [
        {
          type: "checkbox",
          name: "two",
          title: "Two",
          visibleIf: "{one} = 'a' or {one} = 'b'",
          requiredIf: "{one} = 'a'",
          choices: ["x", { value: "y", visibleIf: "{one} anyof ['a', 'b']" }],
        },
        {
          type: "text",
          name: "three",
          title: "Three",
          visibleIf: "{one} empty or {two} notempty or not ({one} = 'c')",
        },
      ],
    },
    {
      name: "third",
      elements: [
        {
          type: "panel",
          name: "outer",
          visibleIf: "{one} notempty",
          elements: [
            {
              type: "panel",
              name: "inner",
              visibleIf: "{two} contains 'y'",
              elements: [{ type: "comment", name: "four", title: "Four" }],
            },
          ],
        },
        {
          type: "text",
          name: "five",
          title: "Five",
          visibleIf: "{three} = 'hello'",
          validators: [
            { type: "text", minLength: 3 },
            { type: "regex", regex: "a" },
          ],
        },
        { type: "text", name: "six", title: "Six", enableIf: "{one} = 'a'", defaultValue: "x" },
        {
          type: "text",
          name: "seven",
          title: "Seven",
          visibleIf: "age({one}) > 3 and {nowhere} = 1",
        },
      ],
    },
  ],
  triggers: [
    { type: "complete", expression: "{one} = 'c'" },
    { type: "setvalue", expression: "{one} = 'a'", setToName: "six", setValue: 1 },
  ],
  calculatedValues: [
    { name: "old", expression: "{one} = 'a'" },
    { name: "sum", expression: "{three} + 1" },
  ],
  completedHtml: "<h3>Thanks</h3>",
  completedHtmlOnCondition: [{ expression: "{one} = 'a'", html: "Thanks A" }],
  navigateToUrl: "https://example.org",
});
