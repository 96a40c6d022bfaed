/**
 * The signal: one immutable record of one experience or behaviour. This file is the whole of what
 * crosses the wire about it; what the workspace's registry adds (scales, known keys) is judged
 * later, by the drain, which holds a signal that doesn't fit instead of refusing it.
 */
import { z } from "zod";

/** Limits of one signal. Each is named in the message of the error it causes. */
export const limits = {
  idLength: 200,
  keyLength: 100,
  textLength: 20_000,
  stringLength: 2_000,
  measures: 200,
  answers: 500,
  attributes: 200,
  judgements: 50,
  list: 100,
  /** Greatest absolute value of any number: sums of millions of them stay exact enough in Float64. */
  number: 1e15,
  /** Between these the square of a weight keeps its digits, and a sum of squares too. */
  weight: { least: 1e-6, most: 1e6 },
  /** Bytes of one signal as JSON. */
  signalBytes: 1024 * 1024,
  /** Bytes of a request, after gunzip. */
  requestBytes: 100 * 1024 * 1024,
  /** Lines of a request: each is judged, whatever little it says. */
  requestLines: 1_000_000,
  /** Bytes of a body sent as application/json, which is held in memory. */
  jsonBytes: 10 * 1024 * 1024,
} as const;

/** Kinds that every workspace knows; others are registered when they first come. */
export const signalKinds = [
  "response",
  "review",
  "mention",
  "conversation",
  "interview-note",
  "focus-group-note",
  "observation",
  "forum-post",
  "news",
  "exposure",
  "transaction",
  "usage-event",
  "operational-event",
] as const;

export const voices = ["customer", "employee", "partner", "public"] as const;
export const patterns = ["past", "present", "potential"] as const;
export const contacts = ["direct", "indirect"] as const;
export const confidentialities = ["identified", "confidential", "anonymous"] as const;
export const states = ["complete", "partial"] as const;

/** How a customer's server signs what a page says of its customer: see docs/signals.md. */
const signature = z
  .string()
  .regex(/^[0-9a-fA-F]{64}$/, "must be the 64 hexadecimal digits of an HMAC-SHA256");

const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);
// Letters, digits and a few joiners of any script: no control character, quote or brace, so that a
// key can stand in a URL, a CSV header and a CEL index without escaping surprises.
const keyPattern = /^[\p{L}\p{N}_@$][\p{L}\p{N}\p{M} _.:/@$&+()#%*-]*$/u;

/** A registry key or a name in a map: 1–100 characters. */
export const key = z
  .string()
  .min(1)
  .max(limits.keyLength)
  .regex(keyPattern, "may hold letters, digits, spaces and _ . : / @ $ & + ( ) # % * - only")
  .refine((name) => !forbiddenKeys.has(name), "is a reserved name");

const unsafeText = /[\0\p{Surrogate}]/u;
const unsafeTextAll = /[\0\p{Surrogate}]/gu;
/** NUL and lone surrogates cannot be stored; they become U+FFFD. This repair is documented. */
export function repairText(text: string): string {
  return unsafeText.test(text) ? text.replace(unsafeTextAll, "\uFFFD") : text;
}

/** A text of at most so many characters, repaired. */
export const string = (max: number) => z.string().max(max).overwrite(repairText);
const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Without signs that nobody sees: zero-width ones, soft hyphens, marks of direction. They come along where an address is copied, and would make it another one. */
export const withoutUnseen = (text: string): string =>
  // oxlint-disable-next-line no-control-regex -- ASCII is meant
  /[^\0-\x7f]/.test(text) ? text.replace(unseen, "") : text;
/** An e-mail address as people are known by; whether it is one isn't asked. */
export const emailText = string(320).overwrite(withoutUnseen).min(3);
const name = string(limits.keyLength).min(1);
/** Not repaired as other texts are: two that differ in what is repaired would become one. */
export const identifier = z
  .string()
  .min(1)
  .max(limits.idLength)
  .refine((text) => !unsafeText.test(text), "must not hold NUL or half a surrogate pair");
export const number = z.number().min(-limits.number).max(limits.number);
export const scalar = z.union([string(limits.stringLength), number, z.boolean()], {
  error: `must be a text of at most ${limits.stringLength} characters, a number, true or false`,
});

/** Names to values of one kind, at most so many. */
export function map<V extends z.ZodType>(value: V, most: number) {
  return z
    .record(key, value)
    .refine((object) => Object.keys(object).length <= most, `holds at most ${most} names`);
}

const earliest = Date.UTC(1970, 0, 1);
const latest = Date.UTC(2100, 0, 1);
/** RFC 3339 with an offset or Z, between 1970 and 2100. */
export const timestamp = z.iso
  .datetime({
    offset: true,
    // One that is absent is required, as any other.
    error: ({ input }) =>
      input === undefined
        ? undefined
        : "must be RFC 3339 with an offset, as in 2026-01-31T09:30:00+07:00",
  })
  .refine((text) => {
    const at = Date.parse(text);
    return at >= earliest && at < latest;
  }, "must lie between the years 1970 and 2100");

export const judgement = z.strictObject({
  aspect: key,
  expectation: number.optional(),
  experience: number.optional(),
  minimum: number.optional(),
  desired: number.optional(),
  importance: number.optional(),
  /** The expectation was asked afterwards. Recalled and asked-before are never mixed in one figure. */
  recalled: z.boolean().optional(),
});

export const signalInput = z.strictObject({
  /** The caller's own id: the same id again is counted as a duplicate and changes nothing. */
  id: identifier.optional(),
  kind: key,
  occurredAt: timestamp,
  customer: z
    .strictObject({
      id: identifier.optional(),
      email: emailText.optional(),
      phone: string(40).min(3).optional(),
      anonymousId: identifier.optional(),
      name: string(limits.idLength).min(1).optional(),
      /** HMAC-SHA256 of the identifiers above under the workspace's identity secret: who says it may know. */
      signature: signature.optional(),
    })
    .optional(),
  account: z
    .strictObject({ id: identifier.optional(), name: string(limits.idLength).min(1).optional() })
    .optional(),
  voice: z.enum(voices).default("customer"),
  touchpoint: key.optional(),
  channel: key.optional(),
  medium: key.optional(),
  stage: key.optional(),
  contact: z.enum(contacts).optional(),
  unit: key.optional(),
  employee: name.optional(),
  offering: key.optional(),
  reference: z.strictObject({ type: key, id: identifier }).optional(),
  programme: key.optional(),
  pattern: z.enum(patterns).optional(),
  survey: z.strictObject({ id: key, version: z.int().min(0).max(1_000_000).optional() }).optional(),
  confidentiality: z.enum(confidentialities).default("identified"),
  measures: map(number, limits.measures).optional(),
  judgements: z.array(judgement).max(limits.judgements).optional(),
  answers: map(
    z.union([scalar, z.array(scalar).max(limits.list)], {
      error: `must be a text of at most ${limits.stringLength} characters, a number, true or false, or a list of at most ${limits.list} of these`,
    }),
    limits.answers,
  ).optional(),
  text: z
    .union([string(limits.textLength), map(string(limits.textLength), limits.answers)], {
      error: `must be a text of at most ${limits.textLength} characters, or such a text by question`,
    })
    .optional(),
  language: z
    .string()
    .max(35)
    .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, "must be a BCP 47 tag, as in id or en-GB")
    .optional(),
  attributes: map(scalar, limits.attributes).optional(),
  weight: z.number().min(limits.weight.least).max(limits.weight.most).default(1),
  state: z.enum(states).default("complete"),
  /** Why this signal is not trusted (straight-lining, one device, …). Left out of figures unless asked for. */
  suspicious: z.array(key).max(10).optional(),
  source: z
    .strictObject({ system: key.optional(), url: string(limits.stringLength).optional() })
    .optional(),
});

/** What a caller sends. */
export type SignalInput = z.input<typeof signalInput>;
/** A signal as accepted: defaults filled, text repaired. */
export type Signal = z.output<typeof signalInput>;

/** What a page says of its customer and nobody has signed: kept apart, compared with nothing. */
export type Claim = Omit<NonNullable<Signal["customer"]>, "signature">;
/** A signal as intake has judged it: `customer` is to be believed. */
export type Admitted = Signal & {
  claim?: Claim;
  /** It supersedes what stands under its id, with the same time: a response that was resumed. No caller can say so. */
  again?: true;
};

/** Why one row of a batch was not taken. `path` is dotted; `index` counts from 0 in the request. */
export const rejection = z.object({
  index: z.int(),
  code: z.string(),
  path: z.string(),
  message: z.string(),
});
export type Rejection = z.infer<typeof rejection>;

export const intakeAnswer = z.object({
  accepted: z.int(),
  duplicate: z.int(),
  rejected: z.array(rejection),
  /** Present where more rows were rejected than are listed. */
  rejectedTotal: z.int().optional(),
});
export type IntakeAnswer = z.infer<typeof intakeAnswer>;
