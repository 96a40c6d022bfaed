/** The pages of a respondent's way as answers to a request: a step, an end, and why there is neither. */
import type { SurveyWord } from "#contract/survey-words.ts";
import { walk, type ShownPage, type Way } from "#questions/flow.ts";
import { lookupOf } from "#questions/pipe.ts";
import { wordOn } from "#questions/render.ts";
import type { Said } from "#questions/types.ts";
import { wordsOf, type Word } from "#questions/words.ts";
import { clock } from "#platform/clock.ts";
import { documentOf, type PageFiles } from "./document.ts";
import { languageFor, type Refused } from "./entrance.ts";
import { knownOf, type Company } from "./known.ts";
import { endHtml, sayHtml, stepHtml, type Step, type StepView } from "#questions/page/step.ts";
import { logicOf, mayCome } from "./same-page.ts";
import type { ForRespondents } from "./survey.ts";
import type { Beside } from "./response.ts";
import type { LinkBody } from "./token.ts";
import { addressOf, firstAddressOf, resumeOf, type At, type Call } from "./visit.ts";

export type PageParts = {
  publicUrl: string | undefined;
  files: () => Promise<PageFiles>;
  company: (
    workspace: string,
    touchpoint: string | undefined,
    language: string,
  ) => Promise<Company>;
};

/** What stands in a form beside answers, and what is said above it. */
export type Given = Pick<StepView, "given" | "errors" | "notice"> & { wait?: string };

type More = {
  status?: number;
  headers?: Record<string, string>;
  page?: string;
  /** The response is kept, though this visit has not read it anew. */
  kept?: boolean;
};

/** What answers otherwise than what is over does. */
const refusals: Partial<Record<Refused | "tooLong", number>> = {
  tooLong: 413,
  gone: 404,
  forbidden: 403,
  noCustomer: 400,
  nobody: 404,
};

/** Elsewhere; the address of a step is nothing that a cache may keep. */
export const onTo = (location: string): Response =>
  new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });

/** What an address of ours may hold at the door. */
const mostBack = 4_000;
/** Where somebody comes back to from the door: to the step that they were at. */
function backTo({ survey, parameters, customer, token, link, page, language }: Call): string {
  const all = { ...parameters, customer, r: token, l: link, p: page, lang: language };
  const known = Object.entries(all).filter((each): each is [string, string] => !!each[1]);
  const to = known.length === 0 ? `/s/${survey}` : `/s/${survey}?${new URLSearchParams(known)}`;
  return to.length <= mostBack ? to : `/s/${survey}`;
}

/** When a step was shown: where it is shown again, because something of it was refused or has come, the first time. */
const shownAt = ({ call }: At, { key }: ShownPage): number =>
  (call.page === key ? call.form?.since : undefined) ?? clock.now();

/** Hidden fields: whose the answers are, and of which page. While nothing is kept, what somebody came with goes along. */
function fieldsOf({ visit, call }: At, page: ShownPage, wait: string | undefined) {
  const fields: [string, string][] = [
    ["r", visit.ticket.token],
    ["p", page.key],
    ["shown", page.questions.map((each) => each.question.key).join(" ")],
    ["t", String(shownAt({ visit, call }, page))],
  ];
  if (visit.linkToken !== undefined) fields.push(["l", visit.linkToken]);
  if (wait !== undefined) fields.push(["w", wait]);
  if (visit.row) return fields;
  fields.push(["n", "1"]);
  for (const [key, value] of Object.entries(visit.beside.hidden ?? {}))
    fields.push([`h.${key}`, value]);
  if (call.customer !== undefined) fields.push(["c", call.customer]);
  return fields;
}

/** What staff are told of whom they fill it in about: the name, else what the customer is known by. */
function calledIn(customer: LinkBody["customer"], known: Beside["customer"]): string | undefined {
  const { name, id, email, phone } = customer ?? {};
  return name ?? known?.["name"]?.toString() ?? id ?? email ?? phone;
}

/** A word of the page in the survey's own words, else the shipped ones. */
export function wordAt({ visit }: At, ...said: Parameters<Word>): Said {
  const { language } = visit.context;
  const word = wordsOf(language, visit.published.definition.words);
  return wordOn({ language, word }, ...said);
}

export function createRespondPages(parts: PageParts) {
  const companyOf = ({ visit }: At) =>
    parts.company(
      visit.found.workspace,
      visit.beside.link?.touchpoint ?? visit.published.definition.touchpoint,
      visit.context.language,
    );
  const knownAt = async (at: At) =>
    knownOf(
      at.visit.published,
      await companyOf(at),
      at.visit.context,
      at.visit.link?.occurred ?? at.visit.beside.link?.occurred,
    );

  async function show(
    at: At,
    step: Step,
    { kept = at.visit.row !== undefined, ...more }: More = {},
  ): Promise<Response> {
    const { visit, call } = at;
    const { language } = visit.context;
    return documentOf({
      definition: visit.published.definition,
      language,
      files: await parts.files(),
      inLanguage: (each) => (kept ? addressOf(at, more.page, each) : firstAddressOf(at, each)),
      company: (await knownAt(at)).company,
      ...step,
      ...more,
      part: call.part,
    });
  }

  /** One of the page's words. */
  function say(at: At, key: SurveyWord, status = 200) {
    const { text, tongue } = wordAt(at, key);
    return show(at, sayHtml(text, tongue), { status });
  }

  /** One step with its form. */
  async function step(at: At, way: Way, page: ShownPage, given: Given, status = 200) {
    const { visit } = at;
    const { published, context, found, row, beside } = visit;
    const { form, languages } = published.definition;
    const coming = mayCome(published, page);
    const { customer } = beside.link ?? {};
    const about = form === "about-customer" ? calledIn(customer, beside.customer) : undefined;
    const lang = languages.length > 1 ? `?lang=${encodeURIComponent(context.language)}` : "";
    const known = await knownAt(at);
    const lookup = lookupOf(published, way, context, known);
    const isAsked = page.questions.some(({ question }) => question.type !== "statement");
    const view: StepView = {
      published,
      way,
      page,
      context,
      known,
      given: { ...way.accepted, ...given.given },
      errors: given.errors,
      action: `/s/${found.survey}${lang}`,
      fields: fieldsOf(at, page, given.wait),
      mayCome: coming,
      ...(isAsked ? { logic: logicOf(published, way, page, context, lookup) } : {}),
      ...(given.notice ? { notice: given.notice } : {}),
      focus: !at.call.part,
      resume: row && form === "respondent" ? resumeOf(at, parts.publicUrl) : undefined,
      about,
    };
    const headers = { "x-address": row ? addressOf(at, page.key) : "" };
    // A script reads the page, and a browser complains of what its script handles.
    const told = at.call.part && status === 422 ? 200 : status;
    return show(at, stepHtml(view), { status: told, page: page.key, headers });
  }

  /** An ending of the survey. */
  async function ended(at: At, way: Way, ending: string | null | undefined, already = false) {
    const { published, context } = at.visit;
    const known = await knownAt(at);
    const view = { published, way, context, known, ending: ending ?? undefined, already };
    const { call, visit } = at;
    const kept = visit.row !== undefined || call.form !== undefined;
    return show(at, endHtml(view), { headers: { "x-end": "1" }, kept });
  }

  /** Told without its answers, which are no longer kept. */
  const over = (at: At, ending: string | null, already: boolean) =>
    ended(at, walk(at.visit.published, {}, at.visit.context), ending, already);

  const saidShut = (at: At, why: "closed" | "notOpen") => say(at, why);

  /** Why somebody can't come in. */
  function refuse(
    call: Call,
    found: ForRespondents,
    why: Refused | "tooLong",
  ): Promise<Response> | Response {
    if (why === "signIn") return onTo(`/sign-in?${new URLSearchParams({ to: backTo(call) })}`);
    const { published, version, survey } = found;
    const language = languageFor(published.definition, [call.language], call.acceptLanguage);
    const ticket = { token: "", id: "", survey, version, issuedAt: 0 };
    const context = { language, seed: "" };
    const nobody = { id: "", link: undefined, linkToken: undefined, row: undefined, startedAt: 0 };
    const visit = { ...nobody, found, published, version, ticket, context, beside: {} };
    const at = { visit, call };
    return say(at, why, refusals[why] ?? 410);
  }

  return { step, ended, over, say, saidShut, refuse };
}
export type RespondPages = ReturnType<typeof createRespondPages>;
