/** Qualtrics: types, logic, flow, languages, and what cannot be taken. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { walk } from "#questions/flow.ts";
import { compile } from "#questions/lint/compile.ts";
import { importSurvey, type ReportLine } from "./import.ts";
import {
  choices,
  everyLogic,
  everyType,
  expression,
  logic,
  question,
  survey,
} from "./qsf.test-support.ts";

const read = (file: unknown) => importSurvey(new TextEncoder().encode(JSON.stringify(file)), "qsf");
const of = (report: readonly ReportLine[], source: string) =>
  report.filter((line) => line.source === source).map(({ outcome, code }) => `${outcome} ${code}`);

test("every type becomes the nearest of ours, or is named as left out", () => {
  const { survey: made, report } = read(everyType());
  const types = Object.fromEntries(made.pages[0]!.questions.map(({ key, type }) => [key, type]));
  assert.deepEqual(types, {
    Q1: "single-choice",
    Q2: "multiple-choice",
    Q3: "single-choice",
    Q4: "nps",
    Q5: "matrix",
    Q6: "matrix",
    Q7_text: "statement",
    Q7_1_1: "short-text",
    Q7_1_2: "short-text",
    Q7_2_1: "short-text",
    Q7_2_2: "short-text",
    Q8_text: "statement",
    Q8_1: "number",
    Q8_2: "number",
    Q9: "slider",
    Q10: "rating",
    Q11: "ranking",
    Q12: "number",
    Q13: "long-text",
    Q14_text: "statement",
    Q14_1: "short-text",
    Q14_2: "short-text",
    Q15: "contact-details",
    Q16: "statement",
    Q20_text: "statement",
    Q20_1: "matrix",
  });
  for (const [source, lines] of [
    ["Q2 (QID2)", ["whole whole"]],
    ["Q5 (QID5)", ["whole whole"]],
    ["Q6 (QID6)", ["changed bipolar"]],
    ["Q17 (QID17)", ["left-out type_left"]],
    ["Q19 (QID19)", ["left-out type_left"]],
    ["Q20 (QID20)", ["changed side_by_side"]],
  ] as const)
    assert.deepEqual(of(report, source), lines, source);
});

test("choices keep their order, the values of the data, their texts in each language, and what they are", () => {
  const { survey: made } = read(everyType());
  const [first, second] = made.pages[0]!.questions;
  assert.ok(first?.type === "single-choice" && second?.type === "multiple-choice");
  assert.deepEqual(first.options, [
    { value: "20", text: { en: "Green", id: "Hijau" } },
    { value: "10", text: { en: "Red", id: "Merah" } },
    { value: "30", text: { en: "Blue", id: "Biru" } },
    { value: "40", text: { en: "Other", id: "Lain" }, other: true },
  ]);
  assert.deepEqual([first.required, first.order, made.languages], [true, "random", ["en", "id"]]);
  assert.deepEqual([second.least, second.most, second.options[2]!.exclusive], [1, 2, true]);
});

test("logic leads respondents the way that it did", () => {
  const { survey: made, report } = read(everyLogic());
  const published = compile(made);
  const way = (sent: Record<string, unknown>, hidden: Record<string, string> = {}) => {
    const found = walk(published, sent, { language: "en", seed: "s", hidden });
    return {
      asked: found.pages.flatMap((page) => page.questions.map((each) => each.question.key)),
      ...found,
    };
  };
  const no = way({ Q1: "2" });
  assert.deepEqual(no.asked.toSorted(), ["Q1", "Q3", "Q9", "Q10", "Q8"].toSorted());
  assert.equal(no.calculated["segment"], "all");
  // And binds before Or: Q3 is asked of who said No, and of who said Yes without a bus.
  assert.ok(!way({ Q1: "1", Q2: ["2"] }).asked.includes("Q3"));
  assert.ok(way({ Q1: "1", Q2: ["1"] }).asked.includes("Q3"));
  const yes = way({ Q1: "1", Q2: ["1"], Q4: 6 });
  assert.deepEqual(
    ["Q4", "Q5", "Q6"].filter((key) => yes.asked.includes(key)),
    ["Q4", "Q5", "Q6"],
  );
  assert.deepEqual([yes.calculated["segment"], yes.quotas], ["yes", ["Cars"]]);
  assert.ok(!way({ Q1: "1", Q4: 5 }).asked.includes("Q5"));
  const skipped = way({ Q1: "1", Q4: 6, Q5: "2" });
  assert.ok(
    !skipped.asked.includes("Q6") && skipped.asked.includes("Q9"),
    "to the end of the block",
  );
  const ended = way({ Q1: "1", Q4: 6, Q5: "1", Q6: "1" });
  assert.deepEqual([ended.end.by, ended.asked.includes("Q9")], ["jump", false]);
  assert.equal(way({ Q1: "1", Q2: ["2"] }).end.by, "jump", "an end within two branches");
  assert.ok(way({ Q1: "2" }, { city: "Bandung" }).asked.includes("Q7"));
  assert.deepEqual(of(report, "Q8 (QID8) › DisplayLogic"), ["left-out logic_later"]);
  assert.deepEqual(of(report, "FL_13 WebService"), ["left-out flow_left"]);
  assert.deepEqual(
    [made.pageOrder, made.pages.filter((page) => !page.fixed).length],
    ["random", 2],
  );
  assert.equal(made.pages.find((page) => page.key === "Last")!.order, "random");
  assert.equal(made.quotas[0]!.limit, 100);
});

test("piped texts are answers, attributes and values, or taken out", () => {
  const { survey: made, report } = read(everyLogic());
  const asked = made.pages.flatMap((page) => page.questions);
  const text = (key: string) => {
    const found = asked.find((each) => each.key === key);
    return found && "text" in found && found.text["en"];
  };
  assert.equal(text("Q3"), "Why {answers.Q1}, {customer.first_name} from {hidden.city}?");
  assert.equal(text("Q10"), "Set: {calculated.segment}");
  const third = report.filter((line) => line.source === "Q3 (QID3)").map((line) => line.code);
  assert.deepEqual(third.toSorted(), ["pipe_customer", "pipe_left"]);
});

test("a condition that cannot be said is left out and named, with what it asks for", () => {
  const file = survey([
    question(1, "MC", "SAVR", { Choices: choices("A") }),
    question(2, "TE", "SL", {
      DisplayLogic: logic({
        LogicType: "GeoIP",
        LeftOperand: "loc://City",
        Operator: "EqualTo",
        RightOperand: "x",
      }),
    }),
    question(3, "TE", "SL", {
      DisplayLogic: logic(expression("q://QID1/SelectableChoice/9", "Selected")),
    }),
    question(4, "TE", "SL", {
      DisplayLogic: logic(expression("q://QID77/SelectableChoice/1", "Selected")),
    }),
  ]);
  const { survey: made, report } = read(file);
  for (const each of made.pages[0]!.questions) assert.ok(!("showIf" in each));
  const why = [2, 3, 4].map((id) =>
    report.find((line) => line.source === `Q${id} (QID${id}) › DisplayLogic`),
  );
  assert.deepEqual(
    why.map((line) => line?.code),
    ["logic_operator", "logic_unknown_value", "logic_unknown_name"],
  );
  assert.match(why[0]!.detail, /GeoIP loc:\/\/City/);
});

test("an end whose branch cannot be said is left out: it would end the survey for all", () => {
  const questions = [question(1, "TE", "SL")];
  const block = {
    Type: "Default",
    Description: "B",
    ID: "BL_1",
    BlockElements: [{ Type: "Question", QuestionID: "QID1" }],
  };
  const { survey: made, report } = read(
    survey(questions, {
      blocks: [block],
      flow: [
        {
          Type: "Branch",
          FlowID: "FL_2",
          BranchLogic: logic({ LogicType: "DeviceType", LeftOperand: "mobile", Operator: "Is" }),
          Flow: [{ Type: "EndSurvey", FlowID: "FL_3" }],
        },
        { Type: "Block", ID: "BL_1", FlowID: "FL_4" },
      ],
    }),
  );
  assert.deepEqual(
    made.pages.map((page) => [page.key, page.jumps.length]),
    [["B", 0]],
  );
  assert.deepEqual(of(report, "FL_2 Branch › BranchLogic"), ["left-out logic_operator"]);
  assert.deepEqual(of(report, "FL_3 EndSurvey"), ["left-out end_ungated"]);
});

test("lists that PHP writes for objects, and objects for lists, are read alike", () => {
  const file = survey([
    question(1, "MC", "SAVR", {
      Choices: [{ Display: "Zero" }, { Display: "One" }],
      ChoiceOrder: { 0: "1", 1: "0" },
    }),
  ]);
  const blocks = (file["SurveyElements"] as { Element: string; Payload: unknown }[])[0]!;
  blocks.Payload = { "0": (blocks.Payload as unknown[])[0] };
  const { survey: made } = read(file);
  const [first] = made.pages[0]!.questions;
  assert.deepEqual(
    first?.type === "single-choice" && first.options.map((each) => each.text["en"]),
    ["One", "Zero"],
  );
});

test("anonymous stays anonymous: no name, no free value from the link", () => {
  const file = everyLogic();
  const options = (
    file["SurveyElements"] as { Element: string; Payload: Record<string, unknown> }[]
  ).find((each) => each.Element === "SO")!;
  options.Payload["AnonymizeResponse"] = "Yes";
  const { survey: made, report } = read(file);
  assert.equal(made.confidentiality, "anonymous");
  assert.ok(!JSON.stringify(made).includes("{customer."));
  assert.ok(made.pages.every((page) => page.questions.every((each) => each.type !== "hidden")));
  assert.ok(report.some((line) => line.code === "hidden_anonymous"));
});

test("the report is in the caller's language", () => {
  const file = new TextEncoder().encode(JSON.stringify(everyType()));
  const [en, id] = (["en", "id"] as const).map(
    (language) => importSurvey(file, "qsf", language).report,
  );
  assert.deepEqual(
    en!.map(({ code }) => code),
    id!.map(({ code }) => code),
  );
  const line = (report: readonly ReportLine[]) =>
    report.find(({ source }) => source.startsWith("Q17"))!.detail;
  assert.equal(line(en!), "There is no such question here: Timing PageTimer.");
  assert.equal(line(id!), "Tidak ada pertanyaan seperti itu di sini: Timing PageTimer.");
});
