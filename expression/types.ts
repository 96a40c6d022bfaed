/** What the checker can tell of types: which may meet, what comes of them, and how people call them. */
import type { Type } from "./functions.ts";

export type Kind =
  | "null"
  | "bool"
  | "number"
  | "string"
  | "timestamp"
  | "duration"
  | "list"
  | "map";

const every: readonly Kind[] = [
  "null",
  "bool",
  "number",
  "string",
  "timestamp",
  "duration",
  "list",
  "map",
];
const ordered: ReadonlySet<Kind> = new Set<Kind>([
  "bool",
  "number",
  "string",
  "timestamp",
  "duration",
]);

/** What a value of this type can turn out to be. */
export function kindsOf(type: Type): ReadonlySet<Kind> {
  if (type === "any") return new Set(every);
  if (type === "scalar") return new Set<Kind>(["bool", "number", "string"]);
  if (type === "int" || type === "double") return new Set<Kind>(["number"]);
  if (typeof type === "string") return new Set<Kind>([type]);
  return new Set<Kind>(["list" in type ? "list" : "map"]);
}

/** Whether a value of one type can be a value of the other; with "ordered", whether it can come before one. */
export function overlap(a: Type, b: Type, how?: "ordered"): boolean {
  const others = kindsOf(b);
  return [...kindsOf(a)].some(
    (kind) => others.has(kind) && (how === undefined || ordered.has(kind)),
  );
}

/** Whether a function that wants one type takes the other. An int is taken for a double, not the other way round. */
export function accepts(wanted: Type, type: Type): boolean {
  if (wanted === "int" && type === "double") return false;
  return overlap(wanted, type);
}

/** The type of what is one or another of these. */
export function union(types: readonly Type[]): Type {
  const [first, ...rest] = types.filter((type) => type !== "null");
  if (first === undefined) return types.length > 0 ? "null" : "any";
  return rest.reduce<Type>((a, b) => either(a, b), first);
}

function either(a: Type, b: Type): Type {
  if (a === b) return a;
  if (typeof a === "object" && typeof b === "object" && "list" in a && "list" in b)
    return { list: union([a.list, b.list]) };
  const kinds = [...kindsOf(a), ...kindsOf(b)];
  if (kinds.every((kind) => kind === "number")) return "double";
  return kinds.every((kind) => kind === "bool" || kind === "number" || kind === "string")
    ? "scalar"
    : "any";
}

/** What an operator gives for two types; undefined where it gives nothing. */
export function sumOf(sign: string, a: Type, b: Type): Type | undefined {
  const [left, right] = [kindsOf(a), kindsOf(b)];
  const found: Type[] = [];
  const offer = (x: Kind, y: Kind, gives: Type): void => {
    if (left.has(x) && right.has(y)) found.push(gives);
  };
  offer("number", "number", sign !== "/" && a === "int" && b === "int" ? "int" : "double");
  if (sign === "+" || sign === "-") {
    offer("timestamp", "duration", "timestamp");
    offer("duration", "duration", "duration");
  }
  if (sign === "-") offer("timestamp", "timestamp", "duration");
  if (sign === "+") {
    offer("duration", "timestamp", "timestamp");
    offer("string", "string", "string");
    offer(
      "list",
      "list",
      union([a, b].map((type) => (typeof type === "object" ? type : { list: "any" }))),
    );
  }
  return found.length === 0 ? undefined : union(found);
}

/** What a macro or `in` goes through: a list's elements, a map's keys; undefined where there is nothing to go through. */
export function elementOf(type: Type): Type | undefined {
  if (type === "any") return "any";
  if (typeof type === "string") return undefined;
  return "list" in type ? type.list : "string";
}

const words: Readonly<Record<Kind, readonly [one: string, many: string]>> = {
  null: ["null", "nulls"],
  bool: ["true or false", "true or false"],
  number: ["a number", "numbers"],
  string: ["a text", "texts"],
  timestamp: ["a timestamp", "timestamps"],
  duration: ["a duration", "durations"],
  list: ["a list", "lists"],
  map: ["a group of fields", "groups of fields"],
};

function wordsOf(type: Type, many: boolean): string {
  if (type === "int") return many ? "whole numbers" : "a whole number";
  if (type === "scalar") return "a text, a number, or true or false";
  const [kind, ...others] = kindsOf(type);
  return kind === undefined || others.length > 0
    ? "a value of any type"
    : words[kind][many ? 1 : 0];
}

/** For a message: "a text", "A text", "texts". */
export function describe(type: Type, form: "one" | "One" | "many" = "one"): string {
  const text = wordsOf(type, form === "many");
  return form === "One" ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
