/** Nothing is silently less: whatever is changed in a file shows in the survey or in its report. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { importSurvey, SurveyFault, type SurveyFormat } from "./import.ts";
import { everyLssLogic, everyLssType, lss } from "./lss.test-support.ts";
import { everyLogic, everyType } from "./qsf.test-support.ts";
import { everySurveyJsLogic, everySurveyJsType } from "./surveyjs.test-support.ts";

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Path = readonly string[];

/** The survey and its report; the report alone where nothing could be taken. */
function made(text: string, format: SurveyFormat): string {
  try {
    return JSON.stringify(importSurvey(new TextEncoder().encode(text), format));
  } catch (error) {
    if (!(error instanceof SurveyFault) || error.report.length === 0) throw error;
    return JSON.stringify(error.report);
  }
}
const sign = "zqx";

function* within(value: Json, path: Path, what: "values" | "objects"): Generator<Path> {
  if (typeof value !== "object" || value === null) {
    if (what === "values" && value !== null) yield path;
    return;
  }
  if (what === "objects" && !Array.isArray(value)) yield path;
  for (const [key, each] of Object.entries(value)) yield* within(each, [...path, key], what);
}
const at = (json: Json, path: Path): { [key: string]: Json } =>
  path.reduce<Json>((value, key) => (value as { [key: string]: Json })[key]!, json) as {
    [key: string]: Json;
  };
const words = (path: Path): string => path.map((key) => (/^\d+$/.test(key) ? "#" : key)).join(".");

const forms: [SurveyFormat, () => unknown][] = [
  ["qsf", everyType],
  ["qsf", everyLogic],
  ["surveyjs", everySurveyJsType],
  ["surveyjs", everySurveyJsLogic],
];

/** Ids, words for makers, and what a part that is left out as a whole holds. Each is named: nothing else may be without effect. */
const quiet: readonly RegExp[] = [
  /\.(SurveyID|PrimaryAttribute|FlowID|SkipLogicID|QuestionDescription|QuestionDescriptionOption|IsLabelDefault|VariableType|AnalyzeText|StarType|inPage|ID)$/,
  /^SurveyEntry\.SurveyID$/,
  /(Logic|#)\.(Type|Description)$/,
  /EmbeddedData\.#\.(Type|Description)$/,
  /^SurveyElements\.#\.Payload\.(#\.)?Type$/,
  // The same twice: the first of them counts.
  /SkipLogic\.#\.(Locator|QuestionID)$/,
  // A condition that can't be said is named by its first part that can't.
  /DisplayLogic\.#\.#\.LeftOperand$/,
  /(visibleIf|validators\.#\.regex|defaultValue|triggers\.#\.(expression|setToName|setValue))$/,
  /AdditionalQuestions\.#\.(DataExportTag|QuestionID)$/,
  // The points of NPS are always 0 to 10; columns side by side have the rows of their own.
  /^SurveyElements\.#\.Payload\.Choices\.#\.Display$/,
  // More than there are is all of them.
  /\.SubSet$/,
  /\.(imageLink|URL)$/,
  /templateElements/,
];
/** Questions that are left out as a whole: what is in them needs no line of its own. */
const leftOut = (json: Json, path: Path): boolean =>
  path.some((_, n) => {
    const value = at(json, path.slice(0, n));
    const type =
      typeof value === "object" && value !== null
        ? (value["QuestionType"] ?? value["type"] ?? value["Type"])
        : undefined;
    if (type === undefined && typeof value === "object" && value?.["cellType"] === "text")
      return true;
    return (
      typeof type === "string" &&
      [
        "WebService",
        "Timing",
        "Meta",
        "HotSpot",
        "paneldynamic",
        "signaturepad",
        "file",
        "image",
        "spaceship",
      ].includes(type)
    );
  });

test("each value of a file shows: changed, it changes the survey or the report", () => {
  for (const [format, make] of forms) {
    const whole = JSON.stringify(make());
    const base = made(whole, format);
    const json = JSON.parse(whole) as Json;
    const silent = new Set<string>();
    for (const path of within(json, [], "values")) {
      const name = words(path);
      if (quiet.some((each) => each.test(name)) || leftOut(json, path)) continue;
      const changed = JSON.parse(whole) as Json;
      const holder = at(changed, path.slice(0, -1));
      const value = holder[path.at(-1)!];
      holder[path.at(-1)!] =
        typeof value === "string"
          ? `${value} ${sign}`
          : typeof value === "number"
            ? value + 1
            : !value;
      if (made(JSON.stringify(changed), format) === base) silent.add(name);
    }
    assert.deepEqual([...silent], [], format);
  }
});

test("a setting that nobody knows is reported, wherever it stands", () => {
  for (const [format, make] of forms) {
    const whole = JSON.stringify(make());
    const json = JSON.parse(whole) as Json;
    const silent = new Set<string>();
    for (const path of within(json, [], "objects")) {
      const name = words(path);
      // Beside texts by language stand other languages; what is left out as a whole is so.
      if (
        leftOut(json, [...path, ""]) ||
        /(title|html|completeText|SurveyExpiration|ActionInfo)$|triggers\.#$|validators\.#$|AvailableLanguages|templateElements/.test(
          name,
        )
      )
        continue;
      if (/^(SurveyElements\.#\.Payload\.(Language\.ID\.)?Choices|.*Language)$/.test(name))
        continue;
      const changed = JSON.parse(whole) as Json;
      at(changed, path)["someSetting"] = sign;
      if (!made(JSON.stringify(changed), format).includes(sign)) silent.add(name);
    }
    assert.deepEqual([...silent], [], format);
  }
});

test("each cell of a table shows, and so does a column that nobody knows", () => {
  const ids =
    /^(sid|gid|qid|aid|cid|cqid|parent_qid|language|group_order|question_order|sortorder|scale_id|surveyls_survey_id|surveyls_language|id|quotals_\w+|quota_id|active|autoload_url)$/;
  for (const input of [everyLssType, everyLssLogic]) {
    // What is left out as a whole, and what can't be said, needs no line for each of its cells.
    const questions = input.questions.filter(
      ({ code }) => !["lang", "file", "odd", "later"].includes(code),
    );
    const text = lss({ ...input, questions }, true);
    const base = made(text, "lss");
    const silent = new Set<string>();
    const subquestion = /<subquestions>[\s\S]*<\/subquestions>/.exec(text)!;
    for (const found of text.matchAll(/<(\w+)><!\[CDATA\[([^\]]*)\]\]><\/\1>/g)) {
      const name = found[1]!;
      const place = found.index + found[0].indexOf("]]>");
      const inSub =
        found.index > subquestion.index && found.index < subquestion.index + subquestion[0].length;
      // A subquestion has a type and is mandatory only by its question.
      // A day has one form, and an equation is the same in all languages.
      if (name === "value" && found[2] === "dd.mm.yyyy") continue;
      if (name === "question" && found[2]!.endsWith("} (id)") && found[2]!.startsWith("{"))
        continue;
      if (ids.test(name) || (inSub && ["type", "other", "mandatory"].includes(name))) continue;
      if (made(`${text.slice(0, place)} ${sign}${text.slice(place)}`, "lss") === base)
        silent.add(`${name} ${found[2]}`);
    }
    assert.deepEqual([...silent], []);
    for (const table of [
      "groups",
      "questions",
      "subquestions",
      "question_l10ns",
      "answers",
      "answer_l10ns",
      "surveys",
      "surveys_languagesettings",
      "quota",
      "conditions",
    ]) {
      const row = new RegExp(`<${table}>[\\s\\S]*?<row>`).exec(text);
      if (!row) continue;
      const end = row.index + row[0].length;
      const changed = `${text.slice(0, end)}<some_column>${sign}</some_column>${text.slice(end)}`;
      assert.ok(made(changed, "lss").includes(sign), table);
    }
  }
});

const data = process.env["CORRIDOR_TEST_DATA"];
test(
  "real files: every question is in the report",
  { skip: data ? false : "CORRIDOR_TEST_DATA is unset" },
  () => {
    for (const name of readdirSync(join(data!, "surveys"))) {
      const format = (["qsf", "lss"] as const).find((each) => name.endsWith(`.${each}`));
      if (!format) continue;
      const text = readFileSync(join(data!, "surveys", name), "utf8");
      const { survey, report } = importSurvey(new TextEncoder().encode(text), format);
      const codes =
        format === "qsf"
          ? [...text.matchAll(/"DataExportTag":"([^"#]+)"/g)]
          : [...text.matchAll(/<title><!\[CDATA\[(\w+)\]\]>/g)];
      assert.ok(codes.length > 0);
      for (const [, code] of codes)
        assert.ok(
          report.some(({ source }) => source.startsWith(code!)),
          `${name}: ${code}`,
        );
      const asked = survey.pages.flatMap((page) => page.questions);
      assert.ok(asked.length >= 3, name);
    }
  },
);
