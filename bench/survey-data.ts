/**
 * Responses to a survey of twelve questions, made inside ClickHouse: six months, five of them closed
 * and merged as the nightly job does, the last in the parts of its days.
 */
import { surveyDefinition } from "#contract/survey.ts";
import type { ClickHouse } from "#platform/clickhouse.ts";

export const workspace = "01900000-0000-7000-8000-0000000000be";
export const survey = "01900000-0000-7000-8000-000000000001";

const text = (en: string) => ({ en });
const options = (...values: string[]) => values.map((value) => ({ value, text: text(value) }));
const points = ["1", "2", "3", "4", "5"];

export const definition = surveyDefinition.parse({
  format: 1,
  name: "Bench",
  languages: ["en", "id"],
  pages: [
    [
      { key: "nps", type: "nps", text: text("nps") },
      { key: "csat", type: "csat", points: 5, text: text("csat") },
    ],
    [
      { key: "ces", type: "ces", text: text("ces") },
      { key: "stars", type: "rating", measure: "stars", text: text("stars"), min: 1, max: 5 },
    ],
    [
      {
        key: "asat",
        type: "matrix",
        measure: "asat",
        text: text("asat"),
        rows: options("speed", "price", "care", "ease"),
        columns: options(...points),
      },
      {
        key: "goal",
        type: "single-choice",
        text: text("goal"),
        options: options("yes", "partly", "no"),
      },
    ],
    [
      {
        key: "which",
        type: "multiple-choice",
        text: text("which"),
        options: options("a", "b", "c", "d", "e"),
      },
      { key: "times", type: "number", text: text("times") },
    ],
    [
      { key: "share", type: "slider", text: text("share") },
      { key: "day", type: "date", text: text("day") },
    ],
    [
      { key: "why", type: "long-text", text: text("why") },
      { key: "call", type: "may-contact", text: text("call") },
    ],
  ].map((questions, n) => ({ key: `p${n + 1}`, questions })),
  endings: [{ key: "end", text: text("Thank you.") }],
});

const hash = (salt: number): string => `sipHash64(number, ${salt})`;
const pick = (list: readonly string[], salt: number): string =>
  `[${list.map((each) => `'${each}'`).join(", ")}][${hash(salt)} % ${list.length} + 1]`;
const point = (most: number, salt: number, from = 1): string =>
  `toFloat64(${from} + ${hash(salt)} % ${most - from + 1})`;
/** Nine of ten answer a question. */
const mostly = (sql: string, salt: number): string => `if(${hash(salt)} % 10 < 9, ${sql}, NULL)`;
/** The same as JSON text: a number is a float, as the drain writes it. */
const mostlyText = (salt: number): string =>
  `if(${hash(salt + 50)} % 10 < 9, concat(toString(1 + ${hash(salt)} % 5), '.0'), 'null')`;
const words = ["the", "courier", "was", "late", "and", "nobody", "called", "good", "price", "box"];

const year = 2026;
const months = 6;
const day = 86_400_000;

const columns = (month: number): Record<string, string> => ({
  workspace: `toUUID('${workspace}')`,
  at: `fromUnixTimestamp64Milli(toInt64(${Date.UTC(year, month)} + ${hash(1)} % ${28 * day}), 'UTC')`,
  row_id: "reinterpretAsUUID(sipHash128(number))",
  version: "1",
  received: "at",
  id: "concat('response/', toString(number))",
  kind: "'response'",
  voice: "'customer'",
  touchpoint: "'delivery'",
  pattern: "'past'",
  survey: `'${survey}'`,
  survey_version: "1",
  survey_versioned: "1",
  confidentiality: "'identified'",
  state: `if(${hash(2)} % 100 < 85, 'complete', 'partial')`,
  language: pick(["en", "id"], 3),
  source: `'${survey}'`,
  weight: "1",
  suspicious: `if(${hash(4)} % 100 < 2, ['too-fast'], [])`,
  nps: mostly(point(10, 5, 0), 6),
  csat: mostly(point(5, 7), 8),
  ces: mostly(point(7, 9), 10),
  measures: `concat('{', ${["stars", "asat%2Espeed", "asat%2Eprice", "asat%2Ecare", "asat%2Eease"].map((name, n) => `'${n === 0 ? "" : ","}"${name}":', ${mostlyText(11 + n)}`).join(", ")}, '}')::JSON(max_dynamic_paths=256)`,
  answers: `concat('{"goal":"', ${pick(["yes", "partly", "no"], 16)}, '","which":', toJSONString(arrayFilter((each, n) -> bitTest(${hash(17)}, n), ['a', 'b', 'c', 'd', 'e'], range(5))), ',"times":', toString(${hash(18)} % 40), '.5,"share":', toString(${hash(19)} % 100), '.5,"day":"2026-0', toString(1 + ${hash(20)} % 6), '-1', toString(${hash(21)} % 10), '","call":"', ${pick(["yes", "no"], 22)}, '"}')::JSON(max_dynamic_paths=256)`,
  attributes: `concat('{"survey%2Eseconds":', toString(60 + ${hash(23)} % 200), '.5,"survey%2Epages":"', arrayStringConcat(arrayMap(page -> concat(toString(page), ':', toString(round(3 + (${hash(24)} % (page + 50)) / 7, 1))), range(if(${hash(2)} % 100 < 85, 6, 1 + ${hash(25)} % 6))), ' '), '","survey%2Equestions":"', arrayStringConcat(arrayMap(place -> concat(toString(place), ':', toString(round(1 + (${hash(27)} % (place + 40)) / 9, 1))), range(if(${hash(2)} % 100 < 85, 12, 2 + 2 * (${hash(25)} % 6)))), ' '), '"', if(${hash(2)} % 100 < 85, '', concat(',"survey%2Elast":', toString(${hash(25)} % 6 * 2 + 1), '.0')), '}')::JSON(max_dynamic_paths=256)`,
  text: `if(${hash(26)} % 100 < 40, map('why', arrayStringConcat(arrayMap(n -> [${words.map((word) => `'${word}'`).join(", ")}][sipHash64(number, n) % ${words.length} + 1], range(12)), ' ')), map())`,
});

/** As the drain writes: texts are no dates. */
const settings = { input_format_try_infer_dates: 0, input_format_try_infer_datetimes: 0 };

/** So many responses, the whole of the table. */
export async function makeResponses(store: ClickHouse, rows: number): Promise<void> {
  const insert = (month: number, from: number, to: number) => {
    const all = columns(month);
    const select = Object.entries(all).map(([name, sql]) => `${sql} AS ${name}`);
    return store.command(
      `INSERT INTO signals (${Object.keys(all).join(", ")}) SELECT ${select.join(", ")} FROM numbers(${from}, ${to - from})`,
      {},
      { settings },
    );
  };
  const step = Math.ceil(rows / months);
  for (let month = 0; month < months - 1; month++) {
    await insert(month, month * step, (month + 1) * step);
    await store.command(`OPTIMIZE TABLE signals PARTITION ${year * 100 + month + 1} FINAL`);
  }
  await store.command("SYSTEM STOP MERGES signals");
  // The parts of the last month, each half the one before.
  let from = (months - 1) * step;
  for (let left = rows - from; left > 0; left = rows - from) {
    const some = left < 2_000 ? left : Math.ceil(left / 2);
    await insert(months - 1, from, from + some);
    from += some;
  }
}
