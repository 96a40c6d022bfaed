/** Consent: what holds of all that was said, and the link by which a person says it. Pure but for the secret. */
import { createHmac, timingSafeEqual } from "node:crypto";
import {
  consentChannels,
  consentKind,
  consentStates,
  purposes,
  type ConsentChannel,
  type ConsentState,
  type ConsentValue,
  type Purpose,
} from "#contract/consent.ts";
import type { Covers } from "./cover.ts";

/** One thing that was said. */
export type ConsentEvent = {
  purpose: Purpose;
  channel: ConsentChannel;
  state: ConsentValue;
  source: string;
  /** When it was said, in milliseconds. */
  at: number;
};

/** Of two things said at one time the stricter holds, so that the order of arrival does not matter. */
const strictness: Record<ConsentValue, number> = { given: 0, none: 1, withdrawn: 2 };

const isLater = (a: ConsentEvent, b: ConsentEvent): boolean =>
  a.at !== b.at
    ? a.at > b.at
    : strictness[a.state] !== strictness[b.state]
      ? strictness[a.state] > strictness[b.state]
      : a.source > b.source;

/** What holds for each purpose and channel of which anything was said, in a fixed order. */
export function holding(events: readonly ConsentEvent[]): ConsentState[] {
  const latest = new Map<string, ConsentEvent>();
  for (const event of events) {
    const place = `${event.purpose} ${event.channel}`;
    const known = latest.get(place);
    if (!known || isLater(event, known)) latest.set(place, event);
  }
  return purposes.flatMap((purpose) =>
    consentChannels.flatMap((channel) => {
      const event = latest.get(`${purpose} ${channel}`);
      if (!event) return [];
      const { state, source, at } = event;
      return [{ purpose, channel, state, source, at: new Date(at).toISOString() }];
    }),
  );
}

const among = <T extends string>(list: readonly T[], value: unknown): T | undefined =>
  list.find((each) => each === value);

/** What a signal says of consent; undefined where it is none that does, or says it wrongly. */
export function consentIn(signal: {
  kind: string;
  attributes?: Record<string, unknown> | undefined;
}): Omit<ConsentEvent, "at" | "source"> | undefined {
  if (signal.kind !== consentKind) return undefined;
  const { purpose, channel = "any", state } = signal.attributes ?? {};
  const said = {
    purpose: among(purposes, purpose),
    channel: among(consentChannels, channel),
    state: among(consentStates, state),
  };
  const { purpose: what, channel: over, state: now } = said;
  return what && over && now ? { purpose: what, channel: over, state: now } : undefined;
}

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll("-", ""), "hex");
const uuidOf = (bytes: Buffer): string =>
  bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** Bytes of the signature; 128 bits cannot be guessed. */
const signatureBytes = 16;
/** A workspace and a cover; behind them the hour in which the link was made. */
const namedBytes = 32;
const hourBytes = 4;
const hour = 3_600_000;
/** Milliseconds that a link opens the page: as long as a response in progress can be gone on with. */
export const linkLifetime = 40 * 24 * hour;

/**
 * Tokens of people's own links: a workspace, the cover of an identifier's key and the hour it was made,
 * signed; none of it says who it is. A key itself would, to whoever makes a link and may not see names.
 */
export function createLinks(secret: string, covers: Covers) {
  const signatureOf = (body: Buffer): Buffer =>
    createHmac("sha256", secret)
      .update("consent-link\0")
      .update(body)
      .digest()
      .subarray(0, signatureBytes);
  return {
    /** `now` in milliseconds. */
    make(workspace: string, key: string, now: number): string {
      const made = Buffer.alloc(hourBytes);
      made.writeUInt32BE(Math.floor(now / hour));
      const cover = bytesOf(covers.cover(workspace, key));
      const body = Buffer.concat([bytesOf(workspace), cover, made]);
      return Buffer.concat([body, signatureOf(body)]).toString("base64url");
    },
    /**
     * Undefined for a token that was not made here, or was tampered with; `expired` where it was good
     * once. Those from before links had an end say no hour, and are expired.
     */
    read(token: string, now: number): { workspace: string; key: string } | "expired" | undefined {
      const bytes = Buffer.from(token, "base64url");
      const end = bytes.length - signatureBytes;
      if (end !== namedBytes && end !== namedBytes + hourBytes) return undefined;
      if (bytes.toString("base64url") !== token) return undefined;
      const body = bytes.subarray(0, end);
      if (!timingSafeEqual(signatureOf(body), bytes.subarray(end))) return undefined;
      const made = end === namedBytes ? 0 : hour * body.readUInt32BE(namedBytes);
      // An hour more, as of the hour in which it was made the beginning is known.
      if (made + hour + linkLifetime <= now) return "expired";
      const workspace = uuidOf(body.subarray(0, 16));
      return { workspace, key: covers.uncover(workspace, uuidOf(body.subarray(16, namedBytes))) };
    },
  };
}

export type Links = ReturnType<typeof createLinks>;
