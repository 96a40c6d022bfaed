import { isDay } from "../understand/period.ts";

/** A signal as the server shows it to whoever looks. */
export type Shown = {
  id: string;
  kind: string;
  occurredAt: string;
  receivedAt: string;
  customer?: { id?: string; email?: string; phone?: string; anonymousId?: string; name?: string };
  claim?: Shown["customer"];
  /** Whose it is known to be, which the signal itself may not say. */
  known?: { id: string; name: string | null };
  account?: { id?: string; name?: string };
  voice?: string;
  touchpoint?: string;
  channel?: string;
  medium?: string;
  stage?: string;
  contact?: string;
  unit?: string;
  employee?: string;
  offering?: string;
  reference?: { type: string; id: string };
  programme?: string;
  pattern?: string;
  survey?: { id: string; version?: number };
  confidentiality?: string;
  measures?: Record<string, number>;
  judgements?: ({ aspect: string; recalled?: boolean } & Record<string, unknown>)[];
  answers?: Record<string, unknown>;
  text?: string | Record<string, string>;
  language?: string;
  attributes?: Record<string, unknown>;
  weight?: number;
  state?: string;
  suspicious?: string[];
  source?: { system?: string; url?: string };
  /** The kinds of what the reader may not see. */
  hidden?: string[];
};

/** All that was said, as one text. */
export function saidIn({ text }: Pick<Shown, "text">): string | undefined {
  const said = typeof text === "object" ? Object.values(text).join(" · ") : text;
  return said?.trim() === "" ? undefined : said;
}

export type Who = {
  /** What a person is called by, the most telling first. */
  called: string;
  /** Their id, where they are called by another word. */
  id: string | undefined;
  /** By which the customer's page is found. */
  page: string | undefined;
};

/** Whose a signal is, by name where one is known; undefined where nothing is known of it. */
export function whoIn({
  customer,
  account,
  known,
}: Pick<Shown, "customer" | "account" | "known">): Who | undefined {
  const called =
    known?.name ??
    customer?.name ??
    customer?.id ??
    customer?.email ??
    customer?.phone ??
    account?.name ??
    customer?.anonymousId ??
    account?.id;
  if (called === undefined) return undefined;
  const id = customer?.id === called ? undefined : customer?.id;
  return { called, id, page: known?.id ?? customer?.id };
}

/** A text as CEL writes it. */
export const quoted = (text: string): string => JSON.stringify(text);

export type Filter = {
  from: string;
  to: string;
  touchpoint: string;
  kind: string;
  voice: string;
  where: string;
  /** Signals that figures take, without suspicious and partial ones. */
  search: string;
  figures: boolean;
};

export const filterNames = [
  "from",
  "to",
  "touchpoint",
  "kind",
  "voice",
  "where",
  "search",
  "only",
] as const;

/** A day, or a moment; what is neither filters nothing. */
const timeOf = (text: string | null): string =>
  text !== null && (text.length === 10 ? isDay(text) : !Number.isNaN(Date.parse(text))) ? text : "";

/** Whether the last day lies before the first: nothing can be asked of such a period. */
export const endsBefore = ({ from, to }: Pick<Filter, "from" | "to">): boolean =>
  from !== "" && to !== "" && to.slice(0, 10) < from.slice(0, 10);

export const filterOf = (address: URLSearchParams): Filter => ({
  from: timeOf(address.get("from")),
  to: timeOf(address.get("to")),
  touchpoint: address.get("touchpoint") ?? "",
  kind: address.get("kind") ?? "",
  voice: address.get("voice") ?? "",
  where: address.get("where") ?? "",
  search: address.get("search") ?? "",
  figures: address.get("only") === "figures",
});

/** What the server is asked: what has no filter of its own there is joined to the condition, behind it. */
export function askedFor({ from, to, touchpoint, kind, voice, where, search, figures }: Filter) {
  const parts = [
    ...(where === "" ? [] : [`(${where}\n)`]),
    ...(touchpoint === "" ? [] : [`touchpoint == ${quoted(touchpoint)}`]),
    ...(kind === "" ? [] : [`kind == ${quoted(kind)}`]),
  ];
  return {
    from,
    // A period ends before `to`; an address names its last day, as people mean it.
    to: to.length === 10 ? moved(to, 1) : to,
    voices: voice,
    search: search.trim(),
    where: parts.length === 0 ? undefined : parts.join(" && "),
    ...(figures ? { include: "" } : {}),
  };
}

const dayMs = 86_400_000;
/** So many days later; "" for what is no date. */
export const moved = (date: string, days: number): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(date)
    ? new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10)
    : "";
