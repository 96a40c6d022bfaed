/** Values that are worked out: a condition, a sum, one of two, or one that is always the same. */
import { celOf, known, quoted, sumOf, type Names, type Subject } from "./condition.ts";
import type { Draft } from "./draft.ts";
import { Unsayable } from "./fault.ts";
import type { Operand } from "./formula.ts";
import type { Thing } from "./report.ts";

export type Worth = Pick<Subject, "cel" | "holds" | "values">;

/** @throws Unsayable where ours can't say the same. */
export function worthOf(operand: Operand, names: Names): Worth {
  if ("condition" in operand) return { cel: celOf(operand.condition, names), holds: "truth" };
  if ("sum" in operand) return { cel: sumOf(operand.sum, names), holds: "number" };
  if ("name" in operand) {
    const { cel, holds, values } = known(operand.name, names);
    if (holds === "many" || holds === "chosen")
      throw new Unsayable("logic_kind", { name: operand.name, operator: "=", value: "" });
    return { cel, holds, ...(values ? { values } : {}) };
  }
  if ("value" in operand) {
    const { value } = operand;
    if (typeof value === "string") return { cel: quoted(value), holds: "text" };
    if (typeof value === "number") return { cel: String(value), holds: "number" };
    if (typeof value === "boolean") return { cel: String(value), holds: "truth" };
    throw new Unsayable("logic_unread", { text: JSON.stringify(value) });
  }
  const yes = worthOf(operand.yes, names);
  const no = worthOf(operand.no, names);
  if (yes.holds !== no.holds || yes.holds === "one")
    throw new Unsayable("logic_unread", { text: no.cel });
  const cel = `(${celOf(operand.when, names)} ? ${yes.cel} : ${no.cel})`;
  return { cel, holds: yes.holds };
}

/** A value that waits for those that it names. */
export type Waiting = {
  readonly thing: Thing;
  readonly what: string;
  /** As texts and conditions of the file call it. */
  readonly name: string;
  readonly key: string;
  readonly expression: string;
  read(): Operand;
  made?(): void;
};

/** Rounds in which a value can find what it names: so deep may values name one another. */
const rounds = 10;

/** Works out what the file works out, wherever it stands there; what ours can't say is reported. */
export function workOut(draft: Draft, waiting: readonly Waiting[]): void {
  let left = waiting;
  for (let round = 0; round < rounds && left.length > 0; round += 1) {
    const still = left.filter((each) => !attempt(draft, each));
    if (still.length === left.length) break;
    left = still;
  }
  for (const { thing, what, expression } of left)
    thing.left("value_left", { value: expression }, what);
}

function attempt(draft: Draft, { name, key, read, made }: Waiting): boolean {
  try {
    const { cel, ...worth } = worthOf(read(), draft.names({}));
    if (cel.length > 2_000) return false;
    draft.calculated.push({ key, value: cel });
    draft.subjects.set(name, { ...worth, cel: `calculated.${key}` });
    made?.();
    return true;
  } catch (error) {
    if (error instanceof Unsayable) return false;
    throw error;
  }
}
