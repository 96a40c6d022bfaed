/**
 * What was looked at in a file, and what was not: whoever reads a key takes it, and what nobody took
 * is swept up at the end and reported. So what this code does not know is never silently dropped.
 */
import { excerpt } from "./report.ts";
import type { Thing } from "./report.ts";

export type Json = null | boolean | number | string | Json[] | Bag;
export type Bag = { [name: string]: Json };

export const isBag = (value: unknown): value is Bag =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Nothing that anybody said: such a key is not worth a line. */
const nothing = (value: Json): boolean =>
  value === null ||
  value === "" ||
  (typeof value === "object" && Object.values(value).every(nothing));

export class Tracker {
  readonly #taken = new WeakMap<object, Set<string>>();
  readonly #whole = new WeakSet<object>();
  readonly #things = new WeakMap<object, Thing>();

  take(bag: Bag, key: string): void {
    const taken = this.#taken.get(bag);
    if (taken) taken.add(key);
    else this.#taken.set(bag, new Set([key]));
  }
  /** All of it is dealt with, or has been reported as one. */
  whole(value: object): void {
    this.#whole.add(value);
  }
  /** From here down it belongs to this thing. */
  belongs(value: object, thing: Thing): void {
    this.#things.set(value, thing);
  }

  /** Reports what nobody took. */
  sweep(value: Json, thing: Thing, path = ""): void {
    if (typeof value !== "object" || value === null || this.#whole.has(value)) return;
    const own = this.#things.get(value);
    const [to, at] = own ? [own, ""] : [thing, path];
    if (Array.isArray(value)) {
      for (const [n, each] of value.entries()) this.sweep(each, to, at === "" ? "" : `${at}[${n}]`);
      return;
    }
    const taken = this.#taken.get(value);
    for (const [name, each] of Object.entries(value)) {
      const place = at === "" ? name : `${at}.${name}`;
      if (taken?.has(name)) this.sweep(each, to, place);
      else if (!nothing(each)) to.left("unknown_setting", { value: excerpt(each) }, place);
    }
  }
}

const yes = new Set(["true", "on", "1", "y", "yes"]);

/** An object of the file, read key by key. A value of a kind that was not expected is left for the sweep. */
export class Part {
  readonly raw: Bag;
  readonly tracker: Tracker;
  constructor(raw: Bag, tracker: Tracker) {
    this.raw = raw;
    this.tracker = tracker;
  }
  /** Looks without taking. */
  peek(key: string): Json | undefined {
    return Object.hasOwn(this.raw, key) ? this.raw[key] : undefined;
  }
  get(key: string): Json | undefined {
    this.tracker.take(this.raw, key);
    return this.peek(key);
  }
  has(key: string): boolean {
    const value = this.peek(key);
    return value !== undefined && !nothing(value);
  }
  /** A text or a number as text; "" where there is none. */
  text(key: string): string {
    const value = this.peek(key);
    if (typeof value === "object" && value !== null) return "";
    const given = this.get(key);
    return given === null || given === undefined ? "" : String(given);
  }
  number(key: string): number | undefined {
    const given = this.peek(key);
    const text = typeof given === "string" || typeof given === "number" ? String(given).trim() : "";
    const value = text === "" ? NaN : Number(text);
    // What is no number is not taken, so that it is reported.
    if (Number.isFinite(value) || text === "") this.text(key);
    return Number.isFinite(value) ? value : undefined;
  }
  flag(key: string): boolean {
    return yes.has(this.text(key).toLowerCase());
  }
  part(key: string): Part | undefined {
    const value = this.peek(key);
    return isBag(value) ? new Part(this.get(key) as Bag, this.tracker) : undefined;
  }
  /** The entries of an object, or of a list by index from 0: PHP writes either. */
  entries(key: string): [string, Json][] {
    const value = this.peek(key);
    if (typeof value !== "object" || value === null) return [];
    this.get(key);
    return Object.entries(value);
  }
  /** Those entries that are objects. */
  parts(key: string): [string, Part][] {
    const holder = this.peek(key);
    return this.entries(key).flatMap(([name, each]) => {
      if (!isBag(each)) return [];
      if (isBag(holder)) this.tracker.take(holder, name);
      return [[name, new Part(each, this.tracker)]];
    });
  }
  list(key: string): Json[] {
    const value = this.peek(key);
    return Array.isArray(value) ? (this.get(key) as Json[]) : [];
  }
  /** Means nothing for a survey of ours: ids, measures of the screen. */
  pass(...keys: readonly string[]): this {
    for (const key of keys) this.tracker.take(this.raw, key);
    return this;
  }
  /** As `pass`, with all that is in it. */
  passWhole(...keys: readonly string[]): this {
    for (const key of keys) {
      const value = this.get(key);
      if (typeof value === "object" && value !== null) this.tracker.whole(value);
    }
    return this;
  }
  belongs(thing: Thing): this {
    this.tracker.belongs(this.raw, thing);
    return this;
  }
}
