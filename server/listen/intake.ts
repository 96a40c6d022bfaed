/**
 * The way in: good signals are taken and bad ones named. Judges a signal by its contract alone;
 * what depends on the workspace's registry is judged by the drain.
 */
import { isUtf8 } from "node:buffer";
import type { z } from "zod";
import {
  limits,
  signalInput,
  type IntakeAnswer,
  type Admitted,
  type Rejection,
  type Signal,
  type SignalInput,
} from "#contract/signal.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import { reservedPath } from "#platform/reserved.ts";
import { admit, type Trust } from "./admit.ts";
import { takenAsIs } from "./as-is.ts";
import { rowIdOf } from "./signal.ts";

/** A signal with its row id, ready for the inbox. `json` is what is stored. */
export type Arrival = {
  rowId: string;
  receivedAt: number;
  importId: string | null;
  json: string;
  ownId: boolean;
};

/** Writes arrivals durably; answers how many were new. Rejects, having kept nothing, where it cannot. */
export type Append = (arrivals: Arrival[]) => Promise<number>;

/** At most this many rejections are listed; all are counted. */
const listed = 10_000;
/** Of what a rejection repeats of the signal. */
const repeated = 300;
const chunkRows = 1_000;
const chunkBytes = 4 * 1024 * 1024;

const issueCodes: Record<string, string> = {
  invalid_type: "wrong_type",
  too_big: "too_big",
  too_small: "too_small",
  invalid_format: "wrong_format",
  invalid_value: "not_allowed",
  unrecognized_keys: "unknown_field",
  invalid_union: "wrong_type",
  invalid_key: "invalid_name",
};

/** A rejection without its index. */
export type Refusal = Omit<Rejection, "index">;

const maps = ["measures", "answers", "attributes", "text"] as const;

/** A map with far too many names costs most of a second to validate name by name. */
function crowdedMap(value: object): Refusal | undefined {
  for (const field of maps) {
    const most = limits[field === "text" ? "answers" : field];
    const map = (value as Record<string, unknown>)[field];
    if (typeof map === "object" && map !== null && Object.keys(map).length > most)
      return { code: "invalid_value", path: field, message: `holds at most ${most} names` };
  }
  return undefined;
}

/** What the schema cannot say: who may not be named. */
function contradiction(signal: Signal): Refusal | undefined {
  if (signal.confidentiality !== "anonymous" || !signal.customer) return undefined;
  return {
    code: "anonymous_with_identity",
    path: "customer",
    message:
      "An anonymous signal must not say whose it is. Leave `customer` out, or send another confidentiality.",
  };
}

/** Of a name in a map the schema says only that it is invalid; why stands a level below. */
const messageOf = (issue: z.core.$ZodIssue): string =>
  (issue.code === "invalid_key" && issue.issues[0]?.message) || issue.message;

const asItIs = takenAsIs(signalInput);

/** What is said of a signal where nobody is told why. */
const unexplained: Refusal = { code: "invalid_value", path: "", message: "" };

/** The signal as it is taken, or why it isn't; `explained: false` leaves out why, which costs most of it. */
export function validate(value: unknown, { explained = true } = {}): Signal | Refusal {
  if (typeof value === "object" && value !== null) {
    const reserved = reservedPath(value);
    if (reserved)
      return { code: "invalid_name", path: reserved, message: "This name is reserved." };
    const crowded = crowdedMap(value);
    if (crowded) return crowded;
  }
  const plain = asItIs(value);
  if (plain) return contradiction(plain) ?? plain;
  const result = signalInput.safeParse(value);
  if (result.success) return contradiction(result.data) ?? result.data;
  if (!explained) return unexplained;
  const issue = result.error.issues[0]!;
  const missing =
    issue.code === "invalid_type" &&
    issue.input === undefined &&
    issue.message.includes("undefined");
  return {
    code: missing ? "required" : (issueCodes[issue.code] ?? "invalid_value"),
    path:
      issue.code === "unrecognized_keys"
        ? [...issue.path, issue.keys[0]!].join(".")
        : issue.path.join("."),
    message: missing ? "This field is required." : messageOf(issue),
  };
}

export const tooBig: Refusal = {
  code: "too_big",
  path: "",
  message: `One signal may hold ${limits.signalBytes / 1024} KB.`,
};
export const notUtf8 = "This is not UTF-8. Send text as UTF-8.";
const shorten = (text: string): string =>
  text.length <= repeated ? text : `${text.slice(0, repeated)}…`;

export const isRefusal = (result: Admitted | Refusal): result is Refusal => "code" in result;

/** What a trusted caller's signals are judged by where none of them may be signed. */
const believed: Trust = {
  trusted: true,
  secret: () => {
    throw new Error("there is no secret here");
  },
};

/** A signal that is to be kept, as it goes to the inbox; one without an id is given one. */
export function arrivalOf(
  workspace: string,
  signal: Admitted,
  importId: string | null = null,
): Arrival {
  const id = signal.id ?? uuidv7();
  return {
    rowId: rowIdOf(workspace, id),
    receivedAt: clock.now(),
    importId,
    json: JSON.stringify(signal.id === undefined ? { ...signal, id } : signal),
    ownId: signal.id !== undefined,
  };
}

/** The same of a signal that the program itself has made; throws where it is none by the contract. `again`: it supersedes. */
export function ownArrival(
  workspace: string,
  { again, ...signal }: SignalInput & { again?: true },
): Arrival {
  const valid = validate(signal);
  if (isRefusal(valid)) throw new Error(`a signal of ours: ${valid.path} ${valid.message}`);
  return arrivalOf(workspace, again ? { ...valid, again } : valid);
}

/** Collects the outcome of one request and hands arrivals over in chunks, so that memory stays bounded. */
export class Intake {
  readonly answer: IntakeAnswer = { accepted: 0, duplicate: 0, rejected: [] };
  readonly #workspace: string;
  readonly #importId: string | null;
  readonly #append: Append;
  readonly #trust: Trust;
  #rejectedTotal = 0;
  #index = 0;
  #chunk: Arrival[] = [];
  #bytes = 0;
  #underWay: Promise<void> = Promise.resolve();

  constructor(workspace: string, importId: string | null, append: Append, trust: Trust = believed) {
    this.#workspace = workspace;
    this.#importId = importId;
    this.#append = append;
    this.#trust = trust;
  }

  take(value: unknown): void {
    const valid = validate(value, { explained: this.answer.rejected.length < listed });
    const result = isRefusal(valid) ? valid : admit(valid, this.#trust, clock.now());
    if (isRefusal(result)) return this.reject(result);
    const arrival = arrivalOf(this.#workspace, result, this.#importId);
    const bytes = Buffer.byteLength(arrival.json);
    if (bytes > limits.signalBytes) return this.reject(tooBig);
    this.#chunk.push(arrival);
    this.#bytes += bytes;
    this.#index++;
  }

  takeLine(line: Buffer, cutShort: boolean): void {
    let value: unknown;
    try {
      // Whatever is no UTF-8 would be read as U+FFFD, and two ids might become one.
      if (!isUtf8(line)) return this.reject({ code: "invalid_utf8", path: "", message: notUtf8 });
      const text = line.toString("utf8").trim();
      if (text === "") return;
      value = JSON.parse(text);
    } catch {
      const message = cutShort
        ? "The last line is not whole: the body ended in the middle of it."
        : "This line is not JSON.";
      return this.reject({ code: "invalid_json", path: "", message });
    }
    this.take(value);
  }

  reject(refusal: Refusal): void {
    this.#rejectedTotal++;
    if (this.answer.rejected.length < listed)
      this.answer.rejected.push({
        index: this.#index,
        code: refusal.code,
        path: shorten(refusal.path),
        message: shorten(refusal.message),
      });
    this.#index++;
  }

  get isFull(): boolean {
    return this.#chunk.length >= chunkRows || this.#bytes >= chunkBytes;
  }

  /** Waits for the chunk before, then sends this one; so at most two chunks are held. */
  async flush(): Promise<void> {
    await this.#underWay;
    const chunk = this.#chunk;
    if (chunk.length === 0) return;
    this.#chunk = [];
    this.#bytes = 0;
    this.#underWay = this.#append(chunk).then((fresh) => {
      this.answer.accepted += fresh;
      this.answer.duplicate += chunk.length - fresh;
    });
    // Observed by the next flush or by finish(); without this a failure in between would be "unhandled".
    this.#underWay.catch(() => undefined);
  }

  async finish(): Promise<IntakeAnswer> {
    await this.flush();
    await this.#underWay;
    if (this.#rejectedTotal > this.answer.rejected.length)
      this.answer.rejectedTotal = this.#rejectedTotal;
    return this.answer;
  }

  /** After a failure: waits for what is being written, so that the counts are of what was taken. */
  async settle(): Promise<void> {
    await this.#underWay.catch(() => undefined);
  }

  get rejectedTotal(): number {
    return this.#rejectedTotal;
  }
}
