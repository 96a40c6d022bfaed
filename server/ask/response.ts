/** A response on its way to a signal: what it says, whose it is as far as that may be kept, how far it got. Pure. */
import type { SignalInput } from "#contract/signal.ts";
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
  /** `0:4.2 1:10`: the page's place in the definition, and seconds. */
  pages: string;
  /** The response's; of it the signal's id is made. */
  id: string;
  superseding: boolean;
};

/** The id of a response's signal. */
export const signalIdOf = (response: string): string => `response/${response}`;

const some = <T extends object>(object: T): T | undefined =>
  Object.values(object).some((each) => each !== undefined) ? object : undefined;

/** Seconds that were spent on pages together. */
export const secondsOf = (pages: string): number =>
  Math.round(
    pages
      .split(" ")
      .filter(Boolean)
      .reduce((sum, each) => sum + Number(each.slice(each.indexOf(":") + 1)), 0) * 10,
  ) / 10;

/** Adds a page that was left to the list; the first that do not fit stay away, as the last tells how far it got. */
export function withPage(pages: string, index: number, seconds: number): string {
  const each = `${index}:${Math.round(Math.min(Math.max(seconds, 0), 3_600) * 10) / 10}`;
  const all = pages === "" ? each : `${pages} ${each}`;
  return all.length <= 1_500 ? all : all.slice(all.indexOf(" ", all.length - 1_500) + 1);
}

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
    attributes: {
      ...(anonymous ? {} : link.attributes),
      ...said.attributes,
      "survey.seconds": secondsOf(done.pages),
      ...(done.pages === "" ? {} : { "survey.pages": done.pages }),
    },
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
