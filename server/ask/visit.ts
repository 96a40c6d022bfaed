/** Somebody at a survey: addresses of their steps, where they go on, how long pages took. Pure. */
import { rulesOf, type ShownPage, type Way } from "#questions/flow.ts";
import type { Published, SurveyDefinition } from "#questions/types.ts";
import { clock } from "#platform/clock.ts";
import type { Asked, Visit } from "./entrance.ts";
import { withPage, type Left } from "./response.ts";

/** What a form says beside its answers. */
export type SentForm = {
  fields: readonly (readonly [string, string])[];
  go: "next" | "back" | "save";
  /** Questions that it showed. */
  shown: readonly string[];
  /** When it was shown, in milliseconds, as it says itself. */
  since: number | undefined;
  /** Seconds by question, as its script says: `csat:4.2 why:10`; empty without script. */
  spent: string;
  trapped: boolean;
  proof: string | undefined;
  wait: string | undefined;
};
/** One request for a step, or with the answers of one. */
export type Call = Asked & {
  address: string;
  page?: string | undefined;
  /** The script wants what is within `main` alone. */
  part: boolean;
  form?: SentForm;
};
export type At = { visit: Visit; call: Call };

/** The address of a step; nothing in it says who somebody is. */
export function addressOf({ visit, call }: At, page?: string, language?: string): string {
  const query = new URLSearchParams();
  if (visit.linkToken !== undefined) query.set("l", visit.linkToken);
  if (visit.id === visit.ticket.id) query.set("r", visit.ticket.token);
  if (page !== undefined) query.set("p", page);
  const lang = language ?? call.language;
  if (lang !== undefined) query.set("lang", lang);
  return `/s/${visit.found.survey}?${query}`;
}

/** Where this server is reached: as its operator says, else as the browser has just reached it; empty where neither is known. */
function originOf(headers: Headers, publicUrl: string | undefined): string {
  if (publicUrl !== undefined) return publicUrl.replace(/\/+$/, "");
  const host = headers.get("host") ?? "";
  if (!/^[\w.-]+(:\d+)?$|^\[[\da-f:]+\](:\d+)?$/i.test(host)) return "";
  // A form says by which scheme it was shown.
  return headers.get("origin") === `https://${host}` ? `https://${host}` : `http://${host}`;
}

/** Where somebody goes on later, on whatever device: at the page and in the language that they had. */
export const resumeOf = ({ visit, call }: At, publicUrl: string | undefined): string =>
  originOf(call.headers, publicUrl) + addressOf({ visit, call: { ...call, language: undefined } });

/** The first page in another language: while nothing is kept, what somebody came with goes along. */
export function firstAddressOf({ visit, call }: At, language: string): string {
  const query = new URLSearchParams(visit.beside.hidden);
  if (visit.linkToken !== undefined) query.set("l", visit.linkToken);
  if (call.customer !== undefined) query.set("customer", call.customer);
  query.set("lang", language);
  return `/s/${visit.found.survey}?${query}`;
}

/**
 * The page that somebody goes on with: the one that they wish to see, where they have come as far; else
 * the first that lacks something, or that comes after the last one left.
 */
export function resumeAt(
  way: Way,
  left: string | null | undefined,
  wished?: string,
): ShownPage | undefined {
  const wrong = way.pages.findIndex((each) => Object.keys(each.errors).length > 0);
  const reached = way.pages.findIndex((each) => each.key === left) + 1;
  const last = way.pages.length - 1;
  const furthest = Math.min(wrong < 0 ? last : wrong, reached, last);
  const at = way.pages.findIndex((each) => each.key === wished);
  return way.pages[at >= 0 && at <= furthest ? at : furthest];
}

const indexOf = ({ definition }: Published, page: string): number =>
  definition.pages.findIndex((each) => each.key === page);

/** Keys of questions in their order, by which a response names their places. */
const placesOf = ({ pages }: SurveyDefinition): string[] =>
  pages.flatMap(({ questions }) => questions.map(({ key }) => key));

/** More than the page itself took, by the server's clock, no script has seen. */
const inexact = 1;

/**
 * What a script says of its page's questions, by their places; nothing where it can't be: of a question
 * of another page, or more than the page took. A page of one question is that question's time itself.
 */
function spentOn(
  { definition }: Published,
  page: number,
  spent: string,
  seconds: number,
): (readonly [number, number])[] {
  const own = definition.pages[page]!.questions.filter((each) => !rulesOf(each).silent);
  if (own.length < 2 || spent === "") return [];
  const keys = new Set(own.map(({ key }) => key));
  const places = placesOf(definition);
  const found = spent.split(" ").map((each) => {
    const [key = "", said = ""] = each.split(":");
    const took = /^\d{1,5}(\.\d)?$/.test(said) ? Number(said) : Infinity;
    return [keys.delete(key) ? places.indexOf(key) : -1, took] as const;
  });
  const sum = found.reduce((all, [, took]) => all + took, 0);
  return sum <= seconds + inexact && found.every(([place]) => place >= 0) ? found : [];
}

/** Seconds by page, with those of the page that is left now. */
export function pagesOf({ visit, call }: At): string {
  const before = visit.row?.pages ?? "";
  if (!call.form || call.form.go === "save" || call.page === undefined) return before;
  const index = indexOf(visit.published, call.page);
  if (index < 0) return before;
  const since = visit.row ? (call.form.since ?? clock.now()) : visit.ticket.issuedAt;
  const seconds = (clock.now() - since) / 1000;
  const asked = spentOn(visit.published, index, call.form.spent, seconds);
  return withPage(before, index, seconds, asked);
}

/** Where a response stands that nobody goes on with. */
export function leftAt(published: Published, way: Way, left: string | null): Left {
  const page = resumeAt(way, left)?.key;
  const answered = way.pages
    .flatMap(({ questions }) => questions.map(({ question }) => question.key))
    .findLast((key) => Object.hasOwn(way.accepted, key));
  return {
    page: page === undefined ? undefined : indexOf(published, page),
    question: answered === undefined ? undefined : placesOf(published.definition).indexOf(answered),
  };
}

/** Why a survey can't be answered now; undefined where it can. */
export function shut({ found }: Visit): "closed" | "notOpen" | undefined {
  const now = clock.now();
  if (found.state === "closed" || (found.closes && found.closes.getTime() <= now)) return "closed";
  return found.opens && found.opens.getTime() > now ? "notOpen" : undefined;
}
