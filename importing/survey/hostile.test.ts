/** Broken, hostile and foreign files: a clear error with its place, or a valid survey; never anything else. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { surveyDefinition } from "#contract/survey.ts";
import { lint } from "#questions/lint/lint.ts";
import {
  faultText,
  importSurvey,
  reportText,
  surveyFormats,
  SurveyFault,
  type SurveyFormat,
} from "./import.ts";
import { everyLssLogic, everyLssType, lss } from "./lss.test-support.ts";
import { everyLogic, everyType } from "./qsf.test-support.ts";
import { everySurveyJsLogic, everySurveyJsType } from "./surveyjs.test-support.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const files: [SurveyFormat, string][] = [
  ["qsf", JSON.stringify(everyType(), null, 1)],
  ["lss", lss(everyLssType, true)],
  ["lss", lss(everyLssType, false)],
  ["surveyjs", JSON.stringify(everySurveyJsType(), null, 1)],
  ["qsf", JSON.stringify(everyLogic(), null, 1)],
  ["lss", lss(everyLssLogic, true)],
  ["surveyjs", JSON.stringify(everySurveyJsLogic(), null, 1)],
];
const data = process.env["CORRIDOR_TEST_DATA"];
if (data)
  for (const name of readdirSync(join(data, "surveys")))
    for (const format of ["qsf", "lss"] as const)
      if (name.endsWith(`.${format}`))
        files.push([format, readFileSync(join(data, "surveys", name), "utf8")]);

/** A survey without errors, or a fault that can be said in both languages. */
function judge(file: Uint8Array, format: SurveyFormat): void {
  let made;
  try {
    made = importSurvey(file, format, "id");
  } catch (error) {
    assert.ok(error instanceof SurveyFault, String(error instanceof Error ? error.stack : error));
    for (const language of ["en", "id"] as const) {
      const bare = new SurveyFault(error.code, error.values);
      assert.doesNotMatch(faultText(bare, language), /[{}]\w|undefined/);
      for (const { source, detail } of reportText(error.report, language))
        assert.ok(source !== "" && detail !== "");
    }
    return;
  }
  const again = surveyDefinition.safeParse(made.survey);
  assert.ok(again.success, again.error?.message);
  const errors = lint(made.survey).filter(({ severity }) => severity === "error");
  assert.deepEqual(
    errors.map(({ code, place, words }) => [code, place.join("."), words.en]),
    [],
  );
  assert.ok(made.report.length > 0);
  for (const { source, detail } of made.report) assert.ok(source !== "" && detail !== "");
}

function fault(file: Uint8Array | string, format: SurveyFormat): string {
  try {
    importSurvey(typeof file === "string" ? bytes(file) : file, format);
  } catch (error) {
    if (error instanceof SurveyFault) return `${error.code}: ${faultText(error, "en")}`;
    throw error;
  }
  return "no fault";
}

test("what is no survey of its format is refused with the place", () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0xff]);
  for (const format of surveyFormats) assert.match(fault(png, format), /^not_text/);
  assert.match(fault("", "qsf"), /^empty/);
  assert.match(fault(" \n ", "lss"), /^empty/);
  assert.match(fault('{"a": 1,\n "b": }', "qsf"), /^not_json: .*line 2, character 7/);
  assert.match(fault('{"a": [1,', "surveyjs"), /^json_cut/);
  assert.match(fault('{"a": 1}', "qsf"), /^foreign: .*SurveyEntry/);
  assert.match(fault('{"SurveyEntry": {}, "SurveyElements": []}', "surveyjs"), /^foreign/);
  assert.match(fault("[]", "surveyjs"), /^foreign/);
  assert.match(fault(files[0]![1], "lss"), /^is_json/);
  assert.match(fault(files[1]![1], "qsf"), /^is_xml/);
  // As Qualtrics exports answers: with commas, and with tabs in UTF-16.
  const csv = 'StartDate,Status,Q1\n"Start Date","Response Type","How was it?"\n';
  const tabs = Buffer.from(`\uFEFF${csv.replaceAll(",", "\t")}`, "utf16le");
  for (const format of surveyFormats) {
    assert.match(fault(csv, format), /^is_table: .*\.qsf/);
    assert.match(fault(tabs, format), /^is_table/);
    assert.match(fault('"Start Date";"Q1"', format), /^is_table/);
  }
  assert.match(fault('"title": "A", "pages": []', "surveyjs"), /^not_json/);
  assert.match(fault("hello", "surveyjs"), /^not_json: .*line 1, character 1/);
  assert.match(fault('{"a": 1, oops', "qsf"), /^not_json/);
  assert.match(fault("hello", "lss"), /^not_xml: .*line 1, character 1/);
  assert.match(fault("<html><body/></html>", "lss"), /^foreign: .*<html>/);
  assert.match(
    fault("<document><LimeSurveyDocType>Group</LimeSurveyDocType></document>", "lss"),
    /^foreign: .*Group/,
  );
  assert.match(
    fault("<document>\n<a>\n</b></document>", "lss"),
    /^xml_close: .*line 3 closes <b>, but <a> of line 2/i,
  );
  assert.match(fault("<document><a>\n\n", "lss"), /^xml_cut/);
  assert.match(fault("<document><a></document", "lss"), /^xml_cut/);
});

test("nothing is expanded, nothing fetched: a document type is refused", () => {
  const bomb = `<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>\n<document>&lol2;</document>`;
  assert.match(fault(bomb, "lss"), /^xml_doctype: Line 2/);
  const external = `<!DOCTYPE x SYSTEM "file:///etc/passwd"><document/>`;
  assert.match(fault(external, "lss"), /^xml_doctype: Line 1/);
  assert.match(
    fault("<document>\n <a>&xxe;</a></document>", "lss"),
    /^xml_entity: Line 2, character 5: “&xxe;”/,
  );
  assert.match(fault("<document><a>&#0;</a></document>", "lss"), /^xml_entity/);
});

test("size, depth and encoding are bounded and said", () => {
  assert.match(fault(new Uint8Array(8 * 1024 * 1024 + 1), "qsf"), /^too_large/);
  assert.match(fault("[".repeat(100_000), "qsf"), /^too_deep: Line 1, character 101/);
  assert.match(fault("<a>".repeat(100_000), "lss"), /^too_deep/);
  assert.match(fault(new Uint8Array([0x7b, 0x0a, 0x22, 0xe9, 0x22]), "qsf"), /^not_utf8: .*line 2/);
  assert.match(
    fault(`<?xml version="1.0" encoding="klingon"?><document/>`, "lss"),
    /^encoding_unknown: .*klingon/,
  );
  const text = lss(everyLssType, true)
    .replace('encoding="UTF-8"', 'encoding="iso-8859-1"')
    .replaceAll("Answer A1", "Réponse");
  const latin = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
  const list = importSurvey(latin, "lss").survey.pages[0]!.questions[0]!;
  assert.equal("options" in list && list.options[0]!.text["en"], "Réponse");
  const wide = new Uint8Array(Buffer.from(`\ufeff${files[3]![1]}`, "utf16le"));
  assert.equal(importSurvey(wide, "surveyjs").survey.name, "Made for tests");
});

test("a file of which no question can be taken is refused, and says why", () => {
  const none: [SurveyFormat, string][] = [
    ["surveyjs", '{"pages":[{"elements":"x"}]}'],
    ["surveyjs", '{"elements":[{"type":"file","name":"f"},{"type":"html","html":"Hello"}]}'],
    ["lss", lss({ questions: [] }, true)],
    ["qsf", '{"SurveyEntry":{"SurveyName":"N"},"SurveyElements":[]}'],
  ];
  for (const [format, file] of none)
    assert.throws(
      () => importSurvey(bytes(file), format),
      (error: SurveyFault) => error.code === "nothing_asked" && error.report.length > 0,
      file,
    );
  const [, [format, file]] = none as [unknown, [SurveyFormat, string]];
  try {
    importSurvey(bytes(file), format);
  } catch (error) {
    assert.equal(
      faultText(error as SurveyFault, "en"),
      "No question in the file can be taken, so nothing was imported. f: There is no such question here: file.",
    );
  }
});

test("a great many parts are refused quickly", () => {
  const from = performance.now();
  const elements = Array.from({ length: 60_000 }, (_, at) => ({ type: "text", name: `n${at}` }));
  assert.match(fault(JSON.stringify({ elements }), "surveyjs"), /^too_many/);
  const flow = Array.from({ length: 60_000 }, (_, at) => ({
    Type: "EndSurvey",
    FlowID: `FL_${at}`,
  }));
  const ends = {
    SurveyEntry: { SurveyName: "x" },
    SurveyElements: [{ Element: "FL", Payload: { Flow: flow } }],
  };
  assert.match(fault(JSON.stringify(ends), "qsf"), /^too_many/);
  const html = "<script>".repeat(20_000) + "<a".repeat(20_000) + "&nbsp;".repeat(20_000);
  judge(bytes(JSON.stringify({ elements: [{ type: "html", name: "h", html }] })), "surveyjs");
  const unknown = Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`k${at}`, at]));
  judge(bytes(JSON.stringify({ elements: [{ type: "text", name: "t", ...unknown }] })), "surveyjs");
  const rules = Array.from({ length: 20_000 }, () => ({
    type: "expression",
    expression: "{t} notempty",
  }));
  judge(
    bytes(JSON.stringify({ elements: [{ type: "text", name: "t", validators: rules }] })),
    "surveyjs",
  );
  const deep = `{a} = 1${" and ({a} = 1".repeat(300)}${")".repeat(300)}`;
  judge(
    bytes(
      JSON.stringify({
        elements: [
          { type: "text", name: "a" },
          { type: "text", name: "b", visibleIf: deep },
        ],
      }),
    ),
    "surveyjs",
  );
  assert.ok(performance.now() - from < 15_000, `${performance.now() - from} ms`);
});

test("names that objects have do no harm", () => {
  const text =
    '{"pages": [{"name": "__proto__", "elements": [{"type": "constructor", "name": "toString"}, {"type": "text", "name": "__proto__", "__proto__": {"title": "x"}, "title": {"__proto__": "p", "default": "T"}}]}], "__proto__": {"title": "polluted"}}';
  judge(bytes(text), "surveyjs");
  assert.equal(({} as Record<string, unknown>)["title"], undefined);
  judge(
    bytes(
      "<document><LimeSurveyDocType>Survey</LimeSurveyDocType><__proto__><rows><row><__proto__>x</__proto__></row></rows></__proto__></document>",
    ),
    "lss",
  );
});

test("files with bytes changed, cut or doubled give a survey or a fault", () => {
  const change = fc.record({
    file: fc.nat({ max: files.length - 1 }),
    edits: fc.array(
      fc.tuple(
        fc.double({ min: 0, max: 0.9999, noNaN: true }),
        fc.nat(3),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(
          '"',
          "{",
          "}",
          "<",
          ">",
          "]]>",
          "0",
          "-1",
          "1e400",
          "null",
          "[]",
          "{}",
          "\\",
          "\u0000",
          "é",
          "QID1",
          "'",
          "true",
          "&amp;",
          "${",
        ),
      ),
      { minLength: 1, maxLength: 4 },
    ),
  });
  fc.assert(
    fc.property(change, ({ file, edits }) => {
      const [format, whole] = files[file]!;
      let text = whole;
      for (const [where, kind, length, sign] of edits) {
        const at = Math.floor(where * text.length);
        if (kind === 0) text = text.slice(0, at) + sign + text.slice(at);
        else if (kind === 1) text = text.slice(0, at) + text.slice(at + length);
        else if (kind === 2) text = text.slice(0, at) + sign + text.slice(at + length);
        else text = text.slice(0, at);
      }
      judge(bytes(text), format);
    }),
    { numRuns: 150 },
  );
});

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
const holders = (value: Json, found: (Json[] | { [key: string]: Json })[] = []) => {
  if (typeof value === "object" && value !== null) {
    found.push(value);
    for (const each of Object.values(value)) holders(each, found);
  }
  return found;
};

test("files whose values are of another kind, gone or exchanged give a survey or a fault", () => {
  const parsed = files.filter(([format]) => format !== "lss");
  const value = fc.oneof(
    fc.constantFrom<Json>(
      null,
      true,
      0,
      -1,
      1e300,
      "",
      "x",
      [],
      {},
      [[]],
      { "1": null },
      "QID1",
      "${q://QID1/ChoiceGroup/SelectedChoices}",
    ),
    fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
    fc.string(),
  );
  const change = fc.record({
    file: fc.nat({ max: parsed.length - 1 }),
    edits: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(3), value, fc.nat()), {
      minLength: 1,
      maxLength: 6,
    }),
  });
  fc.assert(
    fc.property(change, ({ file, edits }) => {
      const [format, whole] = parsed[file]!;
      const json = JSON.parse(whole) as Json;
      for (const [where, which, kind, given, other] of edits) {
        const all = holders(json);
        const holder = all[where % all.length]!;
        const names = Object.keys(holder);
        const name = names[which % Math.max(1, names.length)];
        if (name === undefined) continue;
        const bag = holder as { [key: string]: Json };
        if (kind === 0) delete bag[name];
        else if (kind === 1) bag[name] = given;
        else if (kind === 2) bag[name] = structuredClone(all[other % all.length]!);
        else bag[`${name}x`] = structuredClone(bag[name]!);
      }
      judge(bytes(JSON.stringify(json)), format);
    }),
    { numRuns: 200 },
  );
});

test("tables whose cells are gone, exchanged or of another kind give a survey or a fault", () => {
  const tables = files.filter(([format]) => format === "lss");
  const cell = /<(\w+)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>/g;
  const change = fc.record({
    file: fc.nat({ max: tables.length - 1 }),
    edits: fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(3),
        fc.nat(),
        fc.constantFrom(
          "",
          "0",
          "-1",
          "1e99",
          "NaN",
          "M",
          "F",
          "K",
          "Y",
          "list",
          "list == 'A1'",
          "!(list_x.NAOK > 3 and is_empty(multi))",
          "{list}",
          "<b>x</b>",
          "__proto__",
          "1X1X4SQ1",
          "((((",
        ),
      ),
      { minLength: 1, maxLength: 12 },
    ),
  });
  fc.assert(
    fc.property(change, ({ file, edits }) => {
      let text = tables[file]![1];
      for (const [where, kind, other, given] of edits) {
        const all = [...text.matchAll(cell)];
        const found = all[where % all.length];
        if (!found) continue;
        const name = found[1]!;
        const value =
          kind === 0 ? given : kind === 1 ? (all[other % all.length]![2] ?? "") : (found[2] ?? "");
        const made =
          kind === 2
            ? ""
            : kind === 3
              ? `${found[0]}<${name}>${value}</${name}>`.replace(/<b>|&/g, "")
              : `<${name}><![CDATA[${value}]]></${name}>`;
        text = text.slice(0, found.index) + made + text.slice(found.index + found[0].length);
      }
      judge(bytes(text), "lss");
    }),
    { numRuns: 200 },
  );
});
