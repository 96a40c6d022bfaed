/** Responses one by one: what was answered in words, and all of them as a table. */
import { Readable } from "node:stream";
import { CorridorError } from "#contract/error.ts";
import { didYouMean } from "#contract/nearest.ts";
import { exportSurveyResponses, listSurveyTexts } from "#contract/survey-results.ts";
import { notedReading, type Owner } from "#listen/noted.ts";
import { visibleTo, type Defined } from "#listen/visible.ts";
import { fileHeaders } from "#platform/answer.ts";
import { refuseFewListed } from "#platform/few.ts";
import { createBinder } from "#platform/binder.ts";
import { csvLine, csvMark } from "#platform/csv.ts";
import { route, type Route } from "#platform/http.ts";
import type { Scope } from "#platform/scope.ts";
import { workbook, type Cell } from "#platform/xlsx.ts";
import type { Context } from "#understand/compile.ts";
import { compileFilter, wordsOf } from "#understand/filter.ts";
import { needs } from "#understand/hidden.ts";
import { resultFacets, type ResultFacet } from "./facets.ts";
import { versionsOf, type SurveyResultParts } from "./routes.ts";
import type { Selection } from "./statements.ts";

type Signal = Record<string, unknown>;
type Cursor = { at: number; rowId: string };
type Condition = {
  sql: string;
  parameters: Record<string, unknown>;
  joins: string;
  singles: boolean;
};

/** What is asked of signals one by one, as `listen/queries.ts` answers it. */
export type ResponseParts = {
  list: (
    scope: Scope,
    condition: Condition,
    after: Cursor | undefined,
    most: number,
  ) => Promise<{ signals: Signal[]; owners: Owner[]; next: Cursor | undefined }>;
  areOne: (scope: Scope, identities: readonly string[]) => Promise<boolean>;
  defined: (scope: Scope) => Promise<Defined>;
};

/** Rows that are read at once for a table. */
const pageOfExport = 1_000;

function cursorOf(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d{1,13})\.([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(text);
  if (!match)
    throw new CorridorError("invalid_request", "This cursor is not one that this API gave.");
  return { at: Number(match[1]), rowId: match[2]! };
}

type Asked = Selection & { search?: string | undefined };

/** The condition of a list of a survey's responses; with `text`, of those that hold one under this key. */
function conditionFor(asked: Asked, context: Context, text?: string): Condition {
  const { survey, version, language, include = [], ...filter } = asked;
  const bind = createBinder("t");
  const compiled = compileFilter({ ...filter, include: [...include] }, context);
  const terms = [`survey = ${bind(survey, "String")}`, compiled.sql];
  if (version !== undefined)
    terms.push(`survey_versioned AND survey_version = ${bind(version, "UInt32")}`);
  if (language !== undefined) terms.push(`language = ${bind(language, "String")}`);
  if (text !== undefined) {
    const key = bind(text, "String");
    terms.push(`mapContains(text, ${key})`);
    // The index finds words in any of a response's texts; whether they stand in this one is seen here.
    if (filter.search?.trim())
      terms.push(
        `hasAllTokens(lowerUTF8(text[${key}]), ${bind(wordsOf(filter.search), "Array(String)")})`,
      );
  }
  return {
    sql: terms.join(" AND "),
    parameters: { ...compiled.parameters, ...bind.parameters },
    joins: compiled.joins,
    singles: compiled.singles,
  };
}

const objectOf = (value: unknown): Signal =>
  typeof value === "object" && value !== null ? (value as Signal) : {};

const scalarOf = (value: unknown): Cell =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : Array.isArray(value)
      ? value.map(String).join("; ")
      : null;

/** The columns of a facet, each with what a signal says there. */
function columnsOf({ key, of, counting }: ResultFacet): [string, (signal: Signal) => Cell][] {
  if (counting.how !== "levels")
    return [[key, (signal) => scalarOf(objectOf(signal[of!.in])[of!.name])]];
  return counting.levels.map((level) => [
    `${key}.${level}`,
    ({ judgements }) => {
      const list = Array.isArray(judgements) ? (judgements as Signal[]) : [];
      return scalarOf(list.find(({ aspect }) => aspect === counting.aspect)?.[level]);
    },
  ]);
}

const own: [string, (signal: Signal) => Cell][] = [
  ["response", ({ id }) => scalarOf(id)],
  ["at", ({ occurredAt }) => scalarOf(occurredAt)],
  ["version", ({ survey }) => scalarOf(objectOf(survey)["version"])],
  ["language", ({ language }) => scalarOf(language)],
  ["state", ({ state }) => scalarOf(state)],
  ["suspicious", ({ suspicious }) => scalarOf(suspicious)],
  ["touchpoint", ({ touchpoint }) => scalarOf(touchpoint)],
  ["customer", ({ customer }) => scalarOf(objectOf(customer)["id"])],
  ["customer.email", ({ customer }) => scalarOf(objectOf(customer)["email"])],
  ["seconds", ({ attributes }) => scalarOf(objectOf(attributes)["survey.seconds"])],
];

export function surveyResponseRoutes({
  context,
  surveyed,
  list,
  areOne,
  defined,
}: ResponseParts & Pick<SurveyResultParts, "context" | "surveyed">): Route[] {
  async function facetsIn(scope: Scope, id: string, version: number | undefined) {
    const survey = await surveyed(scope, id);
    return resultFacets(versionsOf(survey, version).map(({ definition }) => definition));
  }

  async function* rowsOf(scope: Scope, condition: Condition, columns: typeof own) {
    const isDefined = await defined(scope);
    let after: Cursor | undefined;
    do {
      const { signals, next } = await list(scope, condition, after, pageOfExport);
      for (const signal of signals) {
        const seen = visibleTo(scope, signal, isDefined);
        yield columns.map(([, value]) => value(seen));
      }
      after = next;
    } while (after);
  }

  return [
    route(listSurveyTexts, async ({ scope, params, query }) => {
      const { facet: key, limit, cursor, ...chosen } = query;
      const facets = await facetsIn(scope, params.id, query.version);
      const facet = facets.find((each) => each.key === key && each.counting.how === "texts");
      if (!facet?.of) {
        const keys = facets.filter(({ counting }) => counting.how === "texts");
        throw new CorridorError(
          "invalid_request",
          `There is no facet "${key}" that is answered in words.${didYouMean(
            keys.map((each) => each.key),
            key,
          )}`,
        );
      }
      const asked = await context(scope);
      if (!asked.sight.texts) throw needs("see texts", "What was answered in words is not shown");
      const condition = conditionFor({ ...chosen, survey: params.id }, asked, facet.of.name);
      const page = await list(scope, condition, cursorOf(cursor), limit);
      const { name } = facet.of;
      return {
        status: 200,
        body: {
          texts: page.signals.map((signal) => ({
            signal: signal["id"],
            at: signal["occurredAt"],
            text: String(objectOf(signal["text"])[name] ?? ""),
            language: scalarOf(signal["language"]),
            version: scalarOf(objectOf(signal["survey"])["version"]),
            partial: signal["state"] === "partial",
            suspicious: Array.isArray(signal["suspicious"]) && signal["suspicious"].length > 0,
          })),
          next: page.next ? `${page.next.at}.${page.next.rowId}` : null,
        },
        noted: condition.singles ? await notedReading(scope, page.owners, areOne) : null,
      };
    }),

    route(exportSurveyResponses, async ({ scope, params, query }) => {
      const { format, ...chosen } = query;
      const facets = await facetsIn(scope, params.id, query.version);
      const columns = [...own, ...facets.flatMap(columnsOf)];
      const condition = conditionFor({ ...chosen, survey: params.id }, await context(scope));
      await refuseFewListed(scope, {
        // A survey is a choice of what there is.
        chosen: true,
        fit: async (most) => (await list(scope, condition, undefined, most)).signals.length,
        of: "responses",
      });
      const head = columns.map(([name]) => name);
      const rows = rowsOf(scope, condition, columns);
      async function* csv(): AsyncGenerator<Uint8Array> {
        const encoder = new TextEncoder();
        yield encoder.encode(csvMark + csvLine(head));
        for await (const row of rows)
          yield encoder.encode(
            csvLine(row.map((cell) => (typeof cell === "boolean" ? String(cell) : cell))),
          );
      }
      const bytes = format === "csv" ? csv() : workbook(head, rows);
      const type =
        format === "csv"
          ? "text/csv; charset=utf-8"
          : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
      return {
        response: new Response(Readable.toWeb(Readable.from(bytes)) as ReadableStream<Uint8Array>, {
          headers: fileHeaders(type, `responses.${format}`),
        }),
        noted: { subject: params.id, after: { format } },
      };
    }),
  ];
}
