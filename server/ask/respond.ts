/** A respondent's way through a survey, step by step: what is judged, what is kept, and where it leads. */
import { checkPage, checkWhole, readForm, type Step } from "#questions/check.ts";
import { after, before, walk, type ShownPage, type Way } from "#questions/flow.ts";
import type { Answers } from "#questions/types.ts";
import { clock } from "#platform/clock.ts";
import { completeResponse, type CompletingParts } from "./completing.ts";
import { createEntrance, type EntranceParts } from "./entrance.ts";
import { createRespondPages, wordAt, onTo, type PageParts } from "./respond-pages.ts";
import type { ResponseStore } from "./response-store.ts";
import { digestOf, type LinkBody } from "./token.ts";
import type { ViewCounter } from "./view-counter.ts";
import { addressOf, pagesOf, resumeAt, shut, type At, type Call, type SentForm } from "./visit.ts";

export type RespondParts = EntranceParts &
  PageParts &
  CompletingParts & {
    responses: ResponseStore;
    /** Own keys of a customer's identifiers. */
    keysOf: (workspace: string, customer: NonNullable<LinkBody["customer"]>) => Promise<string[]>;
    views: ViewCounter;
  };

const nothing = { given: {}, errors: {} };
const someOf = (errors: object): boolean => Object.keys(errors).length > 0;

export function createRespond(parts: RespondParts) {
  const { responses, flood, views } = parts;
  const { enter, find } = createEntrance(parts);
  const pages = createRespondPages(parts);

  /** The same with what is kept now. */
  async function anew({ visit, call }: At): Promise<At> {
    const row = await responses.get({ workspace: visit.found.workspace }, visit.id);
    return { visit: { ...visit, row }, call };
  }

  /** Keeps what was answered so far; false where the response is over. */
  async function keep(
    at: At,
    kept: Answers,
    left: string | null,
    state: "open" | "full" | "closed" = "open",
    ending: string | null = null,
  ): Promise<boolean> {
    const { visit, call } = at;
    const { workspace, survey } = visit.found;
    const { customer } = visit.beside.link ?? {};
    const saved = {
      id: visit.id,
      survey,
      version: visit.version,
      state,
      ending,
      language: visit.context.language,
      answers: kept,
      context: visit.beside,
      page: left,
      pages: pagesOf(at),
      marks: call.form?.trapped ? "honeypot" : (visit.row?.marks ?? ""),
      startedAt: visit.startedAt,
      keys: customer && !visit.row ? await parts.keysOf(workspace, customer) : undefined,
    };
    return responses.save({ workspace }, saved, clock.now());
  }

  /**
   * What comes when the survey is closed, beside the response: what was said before stays what it is,
   * becomes a partial signal, and can be gone on with where the survey is opened again.
   */
  async function keepApart(at: At, kept: Answers, keys: readonly string[]): Promise<void> {
    const { visit, call } = at;
    const came = keys.filter((key) => Object.hasOwn(kept, key)).map((key) => [key, kept[key]!]);
    const apart = { ...visit, id: digestOf("apart", visit.id), row: undefined };
    await keep({ visit: apart, call }, Object.fromEntries(came) as Answers, null, "closed");
  }

  /** The end of one that is over: completed before, or kept apart; undefined where it goes on. */
  function overAt(at: At): Promise<Response> | undefined {
    const { row } = at.visit;
    if (!row || row.state === "open" || row.state === "partial") return undefined;
    return pages.over(at, row.ending, row.state === "complete");
  }

  /** To another step: another address without script, the step itself with it. */
  async function goTo(at: At, page: ShownPage): Promise<Response> {
    if (!at.call.part) return onTo(addressOf(at, page.key));
    const next = await anew(at);
    const way = walk(next.visit.published, next.visit.row?.answers ?? {}, next.visit.context);
    const shown = way.pages.find((each) => each.key === page.key) ?? page;
    const { form: _form, ...call } = next.call;
    return pages.step({ ...next, call }, way, shown, nothing);
  }

  /** Where nothing is kept yet: the same step with what is asked of whoever begins now, if anything is. */
  async function stopped(at: At, form: SentForm, { page, way, kept }: Step, sent: object) {
    const asks = page && (await asked(at, form));
    const given = { ...kept, ...sent };
    return asks && pages.step(at, way, page, { given, errors: {}, ...asks }, 503);
  }

  /** Keeps a step and goes on to another; or tells that the response was over. */
  async function keepAndGo(at: At, kept: Answers, left: string | null, to: ShownPage) {
    if (await keep(at, kept, left)) return goTo(at, to);
    const now = await anew(at);
    return overAt(now) ?? pages.saidShut(now, "closed");
  }

  async function keepFull(at: At, way: Way, kept: Answers, ending: string): Promise<Response> {
    views.add(at.visit.found, "full");
    if (at.call.form) await keep(at, kept, null, "full", ending);
    return pages.ended(at, way, ending);
  }

  /** The end of a response: its signal; or why there is none. */
  async function end(at: At, way: Way, kept: Answers, tried = false): Promise<Response> {
    const { ending, by } = way.end;
    if (by === "quota") return keepFull(at, way, kept, ending);
    const outcome = await completeResponse(parts, at, way);
    if (outcome === "taken") return pages.ended(at, way, ending);
    if (outcome === "linked") return pages.say(at, "used", 410);
    if (typeof outcome === "object") {
      const quota = at.visit.published.definition.quotas.find(({ key }) => key === outcome.full)!;
      return keepFull(at, way, kept, quota.ending);
    }
    const now = await anew(at);
    if (outcome === "again" && !tried) return end(now, way, kept, true);
    return overAt(now) ?? pages.over(now, ending, true);
  }

  /** A step that lacks nothing: on to the next, or to the end. */
  async function forward(at: At, { way, kept }: Step, key: string): Promise<Response> {
    const next = after(way, key);
    if (next) return keepAndGo(at, kept, key, next);
    const whole = checkWhole(at.visit.published, way.accepted, at.visit.context);
    if (!whole.page) return end(at, way, kept);
    const { errors } = whole.page;
    return pages.step(at, way, whole.page, { given: kept, errors }, 422);
  }

  /** What is asked of whoever begins while far too many do; undefined where nothing is. */
  async function asked(at: At, form: SentForm) {
    const { visit, call } = at;
    if (visit.row) return undefined;
    const asks = await flood.asks(call.address, visit.found.survey, visit.id, form);
    if (!asks) return undefined;
    return {
      wait: asks.wait,
      notice: {
        ...wordAt(at, "busy", { seconds: asks.seconds }),
        proof: asks.challenge,
      },
    };
  }

  async function judged(at: At, form: SentForm, step: Step, sent: object): Promise<Response> {
    const { page, way, errors, kept } = step;
    const left = at.visit.row?.page ?? null;
    if (!page) {
      const next = resumeAt(way, left);
      if (!next) return end(at, way, kept);
      const here = { ...step, page: next };
      return (await stopped(at, form, here, {})) ?? keepAndGo(at, kept, left, next);
    }
    if (form.go === "back")
      return (
        (await stopped(at, form, step, sent)) ??
        keepAndGo(at, kept, left, before(way, page.key) ?? page)
      );
    const given = { ...kept, ...sent };
    if (someOf(errors)) return pages.step(at, way, page, { given, errors }, 422);
    // An answer has brought a question that nobody could see without script.
    if (page.questions.some(({ question }) => !form.shown.includes(question.key)))
      return pages.step(at, way, page, { given, errors: {} });
    return (await stopped(at, form, step, sent)) ?? forward(at, step, page.key);
  }

  /** Seconds to wait where too many forms come from an address, or of a response. */
  function tooMany({ visit, call }: At, form: SentForm): Promise<number> {
    const { survey } = visit.found;
    if (form.go === "save") return flood.savesTooOften(call.address, survey, visit.id);
    const personal = visit.link?.shared ? undefined : visit.link?.digest;
    return flood.tooMany(call.address, survey, personal);
  }

  /** A form that is one too many: nothing of it is kept, and it stands again with what was answered. */
  async function crowded(at: At, form: SentForm, wait: number): Promise<Response> {
    const { published, context, row } = at.visit;
    const key = at.call.page ?? "";
    const sent = readForm(published.definition, key, form.fields);
    const { page, way, kept } = checkPage(published, row?.answers ?? {}, sent, context, key);
    const given = { given: { ...kept, ...sent }, errors: {}, notice: wordAt(at, "tooMany") };
    const response =
      page && !at.call.part
        ? await pages.step(at, way, page, given, 429)
        : await pages.say(at, "tooMany", 429);
    response.headers.set("retry-after", String(wait));
    return response;
  }

  async function answered(at: At, form: SentForm): Promise<Response> {
    const { published, context, row, found } = at.visit;
    const key = at.call.page ?? "";
    const sent = readForm(published.definition, key, form.fields);
    const step = checkPage(published, row?.answers ?? {}, sent, context, key);
    const why = shut(at.visit);
    if (why) {
      // Of what is kept apart the row is counted.
      if (why === "notOpen") views.add(found, why);
      else if (!(await asked(at, form))) await keepApart(at, step.kept, Object.keys(sent));
      return pages.saidShut(at, why);
    }
    // What can't be kept of what is asked is the browser's alone to keep.
    const here = step.page?.questions.map((each) => each.question.key) ?? [];
    const isKept = here.every((name) => !(name in sent) || Object.hasOwn(step.kept, name));
    const held: Record<string, string> = isKept ? {} : { "x-refused": "1" };
    if (form.go !== "save") {
      const response = await judged(at, form, step, sent);
      for (const [name, value] of Object.entries(held)) response.headers.set(name, value);
      return response;
    }
    // Nothing is kept of it: the step itself says what is asked, as soon as somebody goes on.
    if (await asked(at, form))
      return new Response(null, { status: 503, headers: { "retry-after": "10" } });
    const saved = await keep(at, step.kept, row?.page ?? null);
    const headers = { "x-address": addressOf(at, key), ...held };
    return new Response(null, { status: saved ? 204 : 409, headers });
  }

  return {
    /** To a form of more than can be read; undefined where there is no such survey. */
    async tooLong(call: Call): Promise<Response | undefined> {
      const found = await find(call.survey);
      return found && pages.refuse(call, found, "tooLong");
    },

    /** The answer to one request; undefined where there is no such survey. */
    async respond(call: Call): Promise<Response | undefined> {
      const visit = await enter(call);
      if (typeof visit === "string") {
        const found = await find(call.survey);
        return found && pages.refuse(call, found, visit);
      }
      const at = { visit, call };
      const { found, row, published, context } = visit;
      const wait = call.form ? await tooMany(at, call.form) : 0;
      if (call.form && wait > 0) return crowded(at, call.form, wait);
      const over = overAt(at);
      if (over) return over;
      if (call.form) return answered(at, call.form);
      const why = shut(visit);
      if (why) {
        views.add(found, why);
        return pages.saidShut(at, why);
      }
      if (!row) views.add(found, "views");
      const way = walk(published, row?.answers ?? {}, context);
      const page = resumeAt(way, row?.page, call.page);
      if (!page && !row && way.end.by === "quota") views.add(found, "full");
      return page ? pages.step(at, way, page, nothing) : pages.ended(at, way, way.end.ending);
    },
  };
}
