/**
 * Targets of a mapping: dotted paths of a signal, a customer or an account. What exists is read from
 * the contract's schema, so that a field added there can be mapped at once. The first segment names the field; in a map
 * the rest is one key, dots and all (`measures.asat.price` is the key `asat.price`).
 */
import { accountLine } from "#contract/account.ts";
import { customerLine } from "#contract/customer.ts";
import { judgement, key, signalInput } from "#contract/signal.ts";
import { z } from "zod";

/** What the rows of a file become. */
export const things = ["signals", "customers", "accounts"] as const;
export type Thing = (typeof things)[number];

/** A signal, or what else a row becomes, as it is being made. */
export type Draft = Record<string, unknown>;

export type Target =
  | { readonly kind: "field"; readonly path: readonly [string] | readonly [string, string] }
  | { readonly kind: "map"; readonly field: string; readonly key: string }
  | { readonly kind: "judgement"; readonly aspect: string; readonly field: string };

function unwrapped(schema: z.ZodType): z.ZodType {
  let inner: unknown = schema;
  while (
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodNullable
  )
    inner = inner.unwrap();
  return inner instanceof z.ZodType ? inner : schema;
}

const judgementFields = Object.keys(judgement.shape).filter((name) => name !== "aspect");

/** What a thing is made of: its fields, those that have fields, and those that hold names of their own. */
export type Shape = {
  readonly fields: Readonly<Record<string, z.ZodType>>;
  /** customer, account … → their names. */
  readonly parts: ReadonlyMap<string, readonly string[]>;
  /** measures, answers, attributes, text. */
  readonly maps: ReadonlySet<string>;
  /** Targets without which none is valid. */
  readonly needed: readonly string[];
};

function shapeOf(fields: Shape["fields"], needed: readonly string[]): Shape {
  const maps = new Set<string>();
  const parts = new Map<string, readonly string[]>();
  for (const [name, schema] of Object.entries(fields)) {
    const inner = unwrapped(schema);
    if (inner instanceof z.ZodObject) parts.set(name, Object.keys(inner.shape));
    if (inner instanceof z.ZodRecord) maps.add(name);
    if (inner instanceof z.ZodUnion && inner.options.some((part) => part instanceof z.ZodRecord)) {
      maps.add(name);
    }
  }
  return { fields, parts, maps, needed };
}

export const shapes: Readonly<Record<Thing, Shape>> = {
  signals: shapeOf(signalInput.shape, ["kind", "occurredAt"]),
  customers: shapeOf(customerLine.shape, ["id"]),
  accounts: shapeOf(accountLine.shape, ["id"]),
};

/** Targets that could be meant by a name: those there are, and in maps those with the name's own key. */
export function targetsLike(name: string, { fields, parts, maps } = shapes.signals): string[] {
  const rest = name.slice(name.indexOf(".") + 1);
  return Object.keys(fields).flatMap((head) => {
    const names = parts.get(head);
    if (names !== undefined) return names.map((part) => `${head}.${part}`);
    if (maps.has(head)) return head === "text" ? [head, `${head}.${rest}`] : [`${head}.${rest}`];
    if (head !== "judgements") return [head];
    const aspect = rest.slice(0, Math.max(0, rest.lastIndexOf("."))) || "<aspect>";
    return judgementFields.map((field) => `${head}.${aspect}.${field}`);
  });
}

/** What values a target takes: one sort, or any (answers, attributes, whole objects). */
export type Sort = "string" | "number" | "boolean" | "any";

function sortOf(schema: z.ZodType | undefined): Sort {
  const type = schema === undefined ? "" : unwrapped(schema).type;
  if (type === "string" || type === "enum") return "string";
  return type === "number" || type === "boolean" ? type : "any";
}

const judgementShape: Readonly<Record<string, z.ZodType>> = judgement.shape;

export function sortFor(target: Target, { fields } = shapes.signals): Sort {
  if (target.kind === "judgement") return sortOf(judgementShape[target.field]);
  if (target.kind === "map") {
    return target.field === "measures" ? "number" : target.field === "text" ? "string" : "any";
  }
  const [name, part] = target.path;
  const schema = fields[name];
  if (part === undefined || schema === undefined) return sortOf(schema);
  const inner = unwrapped(schema);
  return inner instanceof z.ZodObject ? sortOf(inner.shape[part]) : "any";
}

/** Why a name is no target: there is no such field, or the key in it cannot be one. */
export type TargetProblem = "unknown" | "badKey";

export function parseTarget(
  name: string,
  { fields, parts, maps } = shapes.signals,
): Target | TargetProblem {
  const dot = name.indexOf(".");
  const head = dot < 0 ? name : name.slice(0, dot);
  const rest = dot < 0 ? "" : name.slice(dot + 1);
  if (!Object.hasOwn(fields, head)) return "unknown";
  if (head === "judgements") return judgementTarget(rest);
  const names = parts.get(head);
  if (names !== undefined) {
    return names.includes(rest) ? { kind: "field", path: [head, rest] } : "unknown";
  }
  if (maps.has(head) && dot >= 0) {
    return key.safeParse(rest).success ? { kind: "map", field: head, key: rest } : "badKey";
  }
  return dot < 0 ? { kind: "field", path: [head] } : "unknown";
}

function judgementTarget(rest: string): Target | TargetProblem {
  const dot = rest.lastIndexOf(".");
  if (dot < 0) return rest === "" ? { kind: "field", path: ["judgements"] } : "unknown";
  const [aspect, field] = [rest.slice(0, dot), rest.slice(dot + 1)];
  if (!judgementFields.includes(field)) return "unknown";
  return key.safeParse(aspect).success ? { kind: "judgement", aspect, field } : "badKey";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function objectIn(draft: Draft, name: string): Record<string, unknown> {
  const present = draft[name];
  if (isObject(present)) return present;
  const made: Record<string, unknown> = {};
  draft[name] = made;
  return made;
}

/** Puts a value at its target. A whole object at a map's own name joins what is there. */
export function put(draft: Draft, target: Target, value: unknown, { maps } = shapes.signals): void {
  if (target.kind === "map") {
    objectIn(draft, target.field)[target.key] = value;
    return;
  }
  if (target.kind === "judgement") {
    const list = Array.isArray(draft["judgements"]) ? draft["judgements"] : [];
    draft["judgements"] = list;
    let entry: unknown = list.find((each) => isObject(each) && each["aspect"] === target.aspect);
    if (!isObject(entry)) list.push((entry = { aspect: target.aspect }));
    if (isObject(entry)) entry[target.field] = value;
    return;
  }
  const [name, part] = target.path;
  if (part !== undefined) objectIn(draft, name)[part] = value;
  else if (maps.has(name) && isObject(value)) Object.assign(objectIn(draft, name), value);
  else draft[name] = value;
}
