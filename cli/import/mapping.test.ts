import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "#importing/fault.ts";
import { newFolder } from "../testing/terminal.ts";
import { wordsIn } from "../words/index.ts";
import { compileMapping } from "#importing/mapping.ts";
import { readMapping } from "./open.ts";
import type { Row } from "#importing/source.ts";

const words = wordsIn("en");
const needed = { kind: "'response'", occurredAt: "row.AT" };
const columns = ["AT", "NETPRO", "BAREA", "AIRLINE CODE", "TEXT"];

async function compiled(mapping: unknown, known: readonly string[] | undefined) {
  await using folder = await newFolder();
  const text = typeof mapping === "string" ? mapping : JSON.stringify(mapping);
  const path = await folder.write("m.json", text);
  return compileMapping(
    await readMapping(path, words),
    { columns: known, text: known !== undefined },
    "m.json",
    words,
  );
}
async function mapped(fields: Record<string, unknown>, row: Row, rest: object = {}) {
  const mapping = await compiled({ fields: { ...needed, ...fields }, ...rest }, undefined);
  return mapping.map({ AT: "2025-01-01T00:00:00Z", ...row });
}
async function refusal(mapping: unknown): Promise<string> {
  try {
    await compiled(mapping, columns);
  } catch (error) {
    assert.ok(error instanceof Fault);
    return error.message;
  }
  return "";
}

test("expressions over row become a signal; null, blank and empty lists are left out", async () => {
  const { signal } = await mapped(
    {
      "measures.nps": "int(row.NETPRO) <= 10 ? double(row.NETPRO) : null",
      "measures.other": "int(row.MISSING) <= 10 ? double(row.MISSING) : null",
      "measures.asat.price": "double(row.PRICE)",
      "attributes.barea": "row.BAREA",
      "attributes.code": 'row["AIRLINE CODE"]',
      "attributes.blank": "row.BLANK",
      "answers.list": "[row.A, row.B, row.BLANK].filter(x, x != '' && x != '0')",
      "answers.none": "[row.BLANK].filter(x, x != '')",
      "answers.label": "{'1': 'yes', '2': 'no'}[row.A]",
      "answers.unlabelled": "{'2': 'no'}[row.A]",
      "text.reason": "row.TEXT.trim()",
      "judgements.reliability.experience": "double(row.PRICE)",
    },
    {
      NETPRO: "9",
      MISSING: "BLANK",
      PRICE: "4",
      BAREA: "A",
      "AIRLINE CODE": "3",
      BLANK: "  ",
      A: "1",
      B: "0",
      TEXT: " slow ",
    },
  );
  assert.deepEqual(signal, {
    kind: "response",
    occurredAt: "2025-01-01T00:00:00Z",
    measures: { nps: 9, "asat.price": 4 },
    attributes: { barea: "A", code: "3" },
    answers: { list: ["1"], label: "yes" },
    text: { reason: "slow" },
    judgements: [{ aspect: "reliability", experience: 4 }],
  });
});

test("`each` says which rows to take", async () => {
  const rest = { each: "row.N == '1'" };
  assert.deepEqual(await mapped({}, { N: "2" }, rest), {});
  assert.deepEqual(await mapped({}, {}, rest), {});
  assert.equal((await mapped({}, { N: "1" }, rest)).signal?.["kind"], "response");
});

test("dates: format and zone, several formats, numbers, and a problem where none fits", async () => {
  const date = (field: unknown, value: unknown) => mapped({ occurredAt: field }, { D: value });
  const zoned = {
    from: "row.D",
    format: ["M/d/yyyy", "yyyy-MM-dd"],
    timezone: "America/Los_Angeles",
  };
  assert.equal((await date(zoned, "7/4/2025")).signal?.["occurredAt"], "2025-07-04T07:00:00Z");
  assert.equal((await date(zoned, "2025-12-04")).signal?.["occurredAt"], "2025-12-04T08:00:00Z");
  const unix = { from: "row.D", format: "unix" };
  assert.equal((await date(unix, 1735689600)).signal?.["occurredAt"], "2025-01-01T00:00:00Z");
  const { problem } = await date(zoned, "31.12.2025");
  assert.deepEqual([problem?.code, problem?.path], ["date_invalid", "occurredAt"]);
  assert.match(problem?.message ?? "", /31\.12\.2025.*M\/d\/yyyy/);
  assert.equal((await date(zoned, " ")).signal?.["occurredAt"], undefined);
});

test("values fit their targets: ids become text, decimal text becomes a number, the rest stays", async () => {
  const { signal } = await mapped(
    {
      "customer.id": "row.ID",
      weight: "row.W",
      "survey.version": "row.V",
      "measures.a": "row.W",
      "measures.b": "row.WORD",
      "attributes.n": "row.W",
      "answers.yes": "row.YES",
    },
    { ID: 17, W: "1.5", V: "2", WORD: "many", YES: true },
  );
  assert.deepEqual(signal?.["customer"], { id: "17" });
  assert.deepEqual([signal?.["weight"], signal?.["survey"]], [1.5, { version: 2 }]);
  assert.deepEqual(signal?.["measures"], { a: 1.5, b: "many" });
  assert.deepEqual(signal?.["attributes"], { n: "1.5" });
  assert.deepEqual(signal?.["answers"], { yes: true });
});

test("a number that JSON cannot hold is a problem, not a silent null", async () => {
  const { problem } = await mapped({ "measures.x": "1.0 / double(row.ZERO)" }, { ZERO: "0" });
  assert.deepEqual([problem?.code, problem?.path], ["not_finite", "measures.x"]);
});

test("an unknown column is refused with its place and the nearest names", async () => {
  const message = await refusal({ fields: { ...needed, "measures.nps": "double(row.NETPR)" } });
  assert.match(message, /fields\["measures\.nps"\], character 12/);
  assert.match(message, /no column "NETPR".*Did you mean "NETPRO"\?/);
  assert.match(message, /double\(row\.NETPR\)\n {17}\^/);
  const quoted = await refusal({ fields: { ...needed, "attributes.x": 'row["AIRLINE COD"]' } });
  assert.match(quoted, /Did you mean "AIRLINE CODE"/);
});

test("every kind of mistake is named, all at once", async () => {
  const message = await refusal({
    feilds: {},
    fields: {
      kind: "response",
      "mesures.nps": "row.NETPRO",
      'attributes."x"': "row.BAREA",
      "attributes.a": "row.BAREA +",
      "attributes.b": "BAREA",
      "attributes.c": 5,
      "attributes.d": { from: "row.AT", format: "DD/MM/YYYY", timezone: "Asia/Jakart" },
      "attributes.e": { from: "row.AT", format: "d/M/yyyy" },
      "attributes.f": { from: "row.AT" },
    },
  });
  for (const pattern of [
    /feilds means nothing here.*"fields"/,
    /attributes\.c"\] must be an expression/,
    /attributes\.f"\] needs "from"/,
  ]) {
    assert.match(message, pattern);
  }
  const second = await refusal({
    fields: {
      kind: "response",
      "mesures.nps": "row.NETPRO",
      'attributes."x"': "row.BAREA",
      "attributes.a": "row.BAREA +",
      "attributes.b": "BAREA",
      "attributes.d": { from: "row.AT", format: "DD/MM/YYYY", timezone: "Asia/Jakart" },
      "attributes.e": { from: "row.AT", format: "d/M/yyyy" },
      text: "row.TEXT",
      "text.x": "row.TEXT",
    },
  });
  for (const pattern of [
    /"response" is not known.*'response'/,
    /A signal has no "mesures\.nps"\. Did you mean "measures\.nps"/,
    /cannot be a name/,
    /attributes\.a"\], character \d+/,
    /reached by row: row\.BAREA/,
    /"DD\/MM\/YYYY" is no date format: "DD"/,
    /no time zone "Asia\/Jakart".*"Asia\/Jakarta"/,
    /"d\/M\/yyyy" says no offset/,
    /fields\["occurredAt"\] is missing/,
    /not both/,
  ]) {
    assert.match(second, pattern);
  }
});

test("where every cell is text, comparing one with a number is a mistake; `each` must be a condition", async () => {
  const message = await refusal({
    each: "row.BAREA",
    fields: {
      ...needed,
      "measures.nps": "row.NETPRO <= 10 ? double(row.NETPRO) : null",
      "measures.half": "int(row.NETPRO) / 2",
    },
  });
  assert.match(message, /each, character 1/);
  assert.match(message, /measures\.nps"\], character 1/);
  assert.match(message, /measures\.half"\], character 1/);
  assert.equal(
    (await mapped({ "measures.n": "row.N <= 10 ? row.N : null" }, { N: 4 })).problem,
    undefined,
  );
});

test("a mapping that is no JSON, or no mapping, is refused", async () => {
  assert.match(await refusal('{"fields": {"kind": }}'), /not JSON.*Unexpected token '}'/);
  assert.match(await refusal("[]"), /must be an object/);
  assert.match(await refusal({ fields: [] }), /fields must be an object/);
  assert.match(
    await refusal({ fields: needed, file: { columns: [1] }, name: "" }),
    /list of names/,
  );
  for (const header of [0, 1.5, 1_001, "3"])
    assert.match(
      await refusal({ fields: needed, file: { header } }),
      /file.header must be the number of a line, from 1 to/,
    );
});
