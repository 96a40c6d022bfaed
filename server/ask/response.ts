/** A response on its way to a signal: what it says, whose it is as far as that may be kept, how far it got. Pure. */
import { limits, type SignalInput } from "#contract/signal.ts";
import type { SurveyDefinition } from "#contract/survey.ts";
import type { Way } from "#questions/flow.ts";
import { contributionOf } from "#questions/signal.ts";
import type { Context, Contribution, Published } from "#questions/types.ts";
import type { LinkBody } from "./token.ts";

/** What is kept beside the answers of a response in progress. */
export type Beside = {
  hidden?: Record<string, string>;
  /** Unless the survey is anonymous; then only where it was answered. */
  link?: LinkBody;
  /** What conditions and texts see of the customer. */
  customer?: Record<string, string | number | boolean>;
  /** Who of the staff filled it in, where their name may be kept. */
  employee?: string;
};

/** Of what came with a link, what may stand beside an answer. */
export function keptOf(definition: SurveyDefinition, beside: Beside): Beside {
  if (definition.confidentiality !== "anonymous") return beside;
  const { touchpoint, channel, unit } = beside.link ?? {};
  const place = {
    ...(touchpoint === undefined ? {} : { touchpoint }),
    ...(channel === undefined ? {} : { channel }),
    ...(unit === undefined ? {} : { unit }),
  };
  return {
    ...(beside.hidden ? { hidden: beside.hidden } : {}),
    ...(Object.keys(place).length > 0 ? { link: place } : {}),
  };
}

export type Finished = {
  survey: string;
  version: number;
  published: Published;
  way: Way;
  context: Context;
  beside: Beside;
  /** Of the signal: by it a partial is found again that is superseded. */
  at: number;
  state: "complete" | "partial";
  suspicious: readonly string[];
  pages: Steps;
  /** Of one that nobody goes on with: where it stands. */
  left?: Left;
  /** The response's; of it the signal's id is made. */
  id: string;
  superseding: boolean;
};

/** Where somebody went away: the page they were on, and the question that they had answered last, by their places. */
export type Left = { page: number | undefined; question: number | undefined };

/** The id of a response's signal. */
export const signalIdOf = (response: string): string => `response/${response}`;

const some = <T extends object>(object: T): T | undefined =>
  Object.values(object).some((each) => each !== undefined) ? object : undefined;

/**
 * Seconds by page as a row keeps them: `0:4.2 1:10:3=2.1,4=6.5`, a page's place in the definition, seconds
 * on it, and where the page's script has told, seconds by the places of questions among all of them.
 */
export type Steps = string;
/** Characters of a row, and of what of it a signal's attribute holds. */
const [mostKept, mostSaid] = [6_000, 1_500];
const tenths = (seconds: number): number =>
  Math.round(Math.min(Math.max(seconds, 0), 3_600) * 10) / 10;
const partsOf = (steps: Steps): string[][] =>
  steps.split(" ").flatMap((step) => (step === "" ? [] : [step.split(":")]));

/** What fits, from the end, as the last tells how far it got. */
const ended = (text: string, most: number): string =>
  text.length <= most ? text : text.slice(text.indexOf(" ", text.length - most) + 1);

/** Seconds that were spent on pages together. */
export const secondsOf = (steps: Steps): number =>
  Math.round(partsOf(steps).reduce((sum, [, seconds]) => sum + Number(seconds), 0) * 10) / 10;

/** Adds a page that was left, and how long its questions took where that is known. */
export function withPage(
  steps: Steps,
  index: number,
  seconds: number,
  asked: readonly (readonly [place: number, seconds: number])[] = [],
): Steps {
  const each = asked.map(([place, own]) => `${place}=${tenths(own)}`).join(",");
  const step = `${index}:${tenths(seconds)}${each === "" ? "" : `:${each}`}`;
  return ended(steps === "" ? step : `${steps} ${step}`, mostKept);
}

/** Of pages alone, as a signal says it. `at`: the page that somebody was on when they went away. */
export function pagesSaid(steps: Steps, at?: number): string {
  const left = partsOf(steps).map(([page, seconds]) => `${page}:${seconds}`);
  return ended([...left, ...(at === undefined ? [] : [`${at}:`])].join(" "), mostSaid);
}

/** Of questions alone: `3:2.1 4:6.5`. */
export const questionsSaid = (steps: Steps): string =>
  ended(
    partsOf(steps)
      .flatMap(([, , asked = ""]) => (asked === "" ? [] : asked.replaceAll("=", ":").split(",")))
      .join(" "),
    mostSaid,
  );

/** Whose it is: what the link says, with how to reach them where they have said so and the link has not. */
function customerOf(link: LinkBody, contact: Contribution["contact"]): SignalInput["customer"] {
  const { id, email, phone, name } = link.customer ?? {};
  const one = {
    id,
    email: email ?? contact?.email,
    phone: phone ?? contact?.phone,
    name: name ?? contact?.name,
  };
  return some(
    Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)),
  ) as SignalInput["customer"];
}

/** How long it took where, and of one that was left how far it got. */
function wayOf({ pages, left }: Finished): Record<string, string | number> {
  const [said, questions] = [pagesSaid(pages, left?.page), questionsSaid(pages)];
  return {
    ...(said === "" ? {} : { "survey.pages": said }),
    ...(questions === "" ? {} : { "survey.questions": questions }),
    ...(left?.question === undefined ? {} : { "survey.last": left.question }),
  };
}

/** As many attributes as a signal holds: what the survey says itself, then hidden fields, then what came with the link. */
function attributesOf(
  done: Finished,
  hidden: Contribution["attributes"],
): SignalInput["attributes"] {
  const own = { "survey.seconds": secondsOf(done.pages), ...wayOf(done) };
  const { confidentiality } = done.published.definition;
  const brought = confidentiality === "anonymous" ? {} : done.beside.link?.attributes;
  // A name keeps the place where it stood first, and what was said of it last.
  const all = { ...own, ...hidden, ...brought, ...hidden, ...own };
  return Object.fromEntries(Object.entries(all).slice(0, limits.attributes));
}

/** The signals of a response: its own first, then what it says of consent. */
export function signalsOf(done: Finished): (SignalInput & { again?: true })[] {
  const { definition } = done.published;
  const anonymous = definition.confidentiality === "anonymous";
  const said = contributionOf(done.published, done.way, done.context);
  const { link = {} } = done.beside;
  const occurredAt = new Date(done.at).toISOString();
  const customer = anonymous ? undefined : customerOf(link, said.contact);
  const touchpoint = link.touchpoint ?? definition.touchpoint;
  const { measures, answers, judgements, texts: text } = said;
  const signal = {
    id: signalIdOf(done.id),
    kind: "response",
    occurredAt,
    customer,
    account: anonymous ? undefined : link.account,
    voice: definition.voice,
    touchpoint,
    channel: link.channel,
    medium: "web-page",
    unit: link.unit,
    employee: anonymous ? undefined : (done.beside.employee ?? link.employee),
    offering: definition.offering,
    reference: anonymous ? undefined : link.reference,
    pattern: definition.pattern,
    survey: { id: done.survey, version: done.version },
    confidentiality: definition.confidentiality,
    measures,
    answers,
    judgements,
    text,
    language: done.context.language,
    attributes: attributesOf(done, said.attributes),
    state: done.state,
    suspicious: done.suspicious.length > 0 ? [...done.suspicious] : undefined,
    source: { system: done.survey },
    again: done.superseding ? (true as const) : undefined,
  };
  const own = Object.fromEntries(
    Object.entries(signal).filter(([, value]) => value !== undefined),
  ) as SignalInput & { again?: true };
  if (!customer || done.state === "partial" || !said.consent) return [own];
  const consents = said.consent.map((attributes, n) => ({
    id: `${signalIdOf(done.id)}/consent/${n}`,
    kind: "consent-change",
    occurredAt,
    customer,
    attributes,
    confidentiality: definition.confidentiality,
  }));
  return [own, ...consents];
}

/** How to reach somebody who answered anonymously and said so: kept apart from all else. */
export function contactApart({ published, way, context }: Finished): Contribution["contact"] {
  if (published.definition.confidentiality !== "anonymous") return undefined;
  return contributionOf(published, way, context).contact;
}
