/**
 * Targets of a mapping: dotted paths of a signal. What exists is read from the contract's schema,
 * so that a field added there can be mapped at once. The first segment names the field; in a map
 * the rest is one key, dots and all (`measures.asat.price` is the key `asat.price`).
 */
import { judgement, key, signalInput } from "#contract/signal.ts";
import { z } from "zod";

/** A signal as it is being made. */
export type Draft = Record<string, unknown>;

export type Target =
  | { readonly kind: "field"; readonly path: readonly [string] | readonly [string, string] }
  | { readonly kind: "map"; readonly field: string; readonly key: string }
  | { readonly kind: "judgement"; readonly aspect: string; readonly field: string };

function unwrapped(schema: z.ZodType): z.ZodType {
  let inner: unknown = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap();
  return inner instanceof z.ZodType ? inner : schema;
}

const shape: Readonly<Record<string, z.ZodType>> = signalInput.shape;
const judgementFields = Object.keys(judgement.shape).filter((name) => name !== "aspect");

/** Fields that hold names of their own: measures, answers, attributes, text. */
const maps = new Set<string>();
/** Fields with fields: customer, account … → their names. */
const parts = new Map<string, readonly string[]>();
for (const [name, schema] of Object.entries(shape)) {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) parts.set(name, Object.keys(inner.shape));
  if (inner instanceof z.ZodRecord) maps.add(name);
  if (inner instanceof z.ZodUnion && inner.options.some((part) => part instanceof z.ZodRecord)) {
    maps.add(name);
  }
}

/** Targets that could be meant by a name: those there are, and in maps those with the name's own key. */
export function targetsLike(name: string): string[] {
  const rest = name.slice(name.indexOf(".") + 1);
  return Object.keys(shape).flatMap((head) => {
    const names = parts.get(head);
    if (names !== undefined) return names.map((part) => `${head}.${part}`);
    if (maps.has(head)) return head === "text" ? [head, `${head}.${rest}`] : [`${head}.${rest}`];
    if (head !== "judgements") return [head];
    const aspect = rest.slice(0, Math.max(0, rest.lastIndexOf("."))) || "<aspect>";
    return judgementFields.map((field) => `${head}.${aspect}.${field}`);
  });
}

/** Targets without which no signal is valid. */
export const neededTargets = ["kind", "occurredAt"] as const;

/** What values a target takes: one sort, or any (answers, attributes, whole objects). */
export type Sort = "string" | "number" | "boolean" | "any";

function sortOf(schema: z.ZodType | undefined): Sort {
  const type = schema === undefined ? "" : unwrapped(schema).type;
  if (type === "string" || type === "enum") return "string";
  return type === "number" || type === "boolean" ? type : "any";
}

const judgementShape: Readonly<Record<string, z.ZodType>> = judgement.shape;

export function sortFor(target: Target): Sort {
  if (target.kind === "judgement") return sortOf(judgementShape[target.field]);
  if (target.kind === "map") {
    return target.field === "measures" ? "number" : target.field === "text" ? "string" : "any";
  }
  const [name, part] = target.path;
  const schema = shape[name];
  if (part === undefined || schema === undefined) return sortOf(schema);
  const inner = unwrapped(schema);
  return inner instanceof z.ZodObject ? sortOf(inner.shape[part]) : "any";
}

/** Why a name is no target: there is no such field, or the key in it cannot be one. */
export type TargetProblem = "unknown" | "badKey";

export function parseTarget(name: string): Target | TargetProblem {
  const dot = name.indexOf(".");
  const head = dot < 0 ? name : name.slice(0, dot);
  const rest = dot < 0 ? "" : name.slice(dot + 1);
  if (!Object.hasOwn(shape, head)) return "unknown";
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
export function put(draft: Draft, target: Target, value: unknown): void {
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
