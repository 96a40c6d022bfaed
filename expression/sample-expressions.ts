/** Expressions at random, most of them of one type and some of any; for tests. */
import { keys, numbers, texts } from "./sample-signals.ts";
import type { Random } from "./sample-random.ts";

const quoted = (text: string) => JSON.stringify(text);
const number = (value: number) =>
  Object.is(value, -0)
    ? "-0.0"
    : Math.abs(value) > 9e15 && Number.isInteger(value)
      ? value.toExponential()
      : String(value);

const plain = ["kind", "touchpoint", "channel", "account.id"];
const patterns = [
  "^eu$",
  "e.",
  "(?i)CHECK",
  "^.$",
  "a|b",
  "[0-9]+",
  "\\\\pL",
  "^$",
  "line.break",
  "(?s)line.break",
  "\\\\bq",
  "u*",
  "日",
];
const zones = [
  "",
  '"UTC"',
  '"Asia/Jakarta"',
  '"America/New_York"',
  '"+05:30"',
  '"-02:30"',
  '"Europe/Berlin"',
];
const methods = [
  "getFullYear",
  "getMonth",
  "getDate",
  "getDayOfMonth",
  "getDayOfWeek",
  "getDayOfYear",
  "getHours",
  "getMinutes",
  "getSeconds",
  "getMilliseconds",
];
const lengths = ["0s", "1ms", "36h", "-90m", "8760h", "1h30m0.5s"];

type Wanted = "bool" | "string" | "number" | "time" | "duration" | "any";

/** Writes an expression of about `size` parts. */
export class Writer {
  readonly #random: Random;
  #locals: string[] = [];
  constructor(random: Random) {
    this.#random = random;
  }

  field(root: string): string {
    const key = this.#random.pick(keys);
    return /^[a-z]+$/i.test(key) && this.#random.chance(0.7)
      ? `${root}.${key}`
      : `${root}[${quoted(key)}]`;
  }

  dynamic(): string {
    if (this.#locals.length > 0 && this.#random.chance(0.6)) return this.#random.pick(this.#locals);
    return this.field(this.#random.pick(["answers", "attributes", "attributes"]));
  }

  write(wanted: Wanted, size: number): string {
    const { pick, chance } = this.#random;
    if (chance(0.06))
      return this.write(pick(["bool", "string", "number", "time", "duration", "any"]), size);
    if (chance(0.05) && size > 3)
      return `(${this.write("bool", size / 3)} ? ${this.write(wanted, size / 3)} : ${this.write(wanted, size / 3)})`;
    if (wanted === "bool") return this.#bool(size);
    if (wanted === "string") return this.#string(size);
    if (wanted === "number") return this.#number(size);
    if (wanted === "time") return this.#time(size);
    if (wanted === "duration") return this.#duration(size);
    if (chance(0.1)) return "null";
    return chance(0.5) ? this.dynamic() : this.write(pick(["bool", "string", "number"]), size);
  }

  #literal(): string {
    const { pick, chance } = this.#random;
    return chance(0.4)
      ? quoted(pick(texts))
      : chance(0.7)
        ? number(pick(numbers))
        : chance(0.7)
          ? pick(["true", "false"])
          : "null";
  }

  #bool(size: number): string {
    const { pick, chance, below } = this.#random;
    if (size <= 1)
      return pick([
        () => this.dynamic(),
        () => pick(["true", "false"]),
        () => `has(${this.field(pick(["answers", "attributes", "measures", "text"]))})`,
        () => `${quoted(pick(keys))} in ${pick(["answers", "attributes", "measures", "text"])}`,
      ])();
    const half = size / 2;
    switch (below(13)) {
      case 0:
      case 1:
        return `(${this.write("bool", half)} && ${this.write("bool", half)}${chance(0.2) ? ` && ${this.write("bool", half)}` : ""})`;
      case 2:
      case 3:
        return `(${this.write("bool", half)} || ${this.write("bool", half)})`;
      case 4:
        return `!(${this.write("bool", size - 1)})`;
      case 5:
        return this.#compare("string", half);
      case 6:
        return this.#compare("number", half);
      case 7:
        return this.#compare("any", half);
      case 8:
        return chance(0.5) ? this.#compare("time", half) : this.#compare("duration", half);
      case 9:
        return `(${this.write("any", half)} in [${Array.from({ length: below(4) }, () => (chance(0.85) ? this.#literal() : this.write("any", 1))).join(", ")}])`;
      case 10:
        return this.#listed(half);
      case 11:
        return this.#tested(half);
      default:
        return `bool(${this.write(pick(["any", "string", "bool"]), half)})`;
    }
  }

  #compare(of: Wanted, size: number): string {
    const sign = this.#random.pick(["==", "==", "!=", "<", "<=", ">", ">="]);
    return `(${this.write(of, size)} ${sign} ${this.write(this.#random.chance(0.85) ? of : "any", size)})`;
  }

  #listed(size: number): string {
    const { pick, chance } = this.#random;
    const list = chance(0.6)
      ? this.field("answers")
      : chance(0.5)
        ? "suspicious"
        : `[${[this.#literal(), this.#literal(), this.#literal()].join(", ")}]`;
    if (chance(0.35) || this.#locals.length > 1) return `(${this.write("any", size)} in ${list})`;
    const name = pick(["x", "y"]);
    const outer = this.#locals;
    this.#locals = [...outer.filter((each) => each !== name), name];
    const body = this.write("bool", size);
    this.#locals = outer;
    return `${list}.${pick(["exists", "all", "exists_one"])}(${name}, ${body})`;
  }

  #tested(size: number): string {
    const { pick, chance } = this.#random;
    const text = this.write("string", size);
    if (chance(0.3)) return `${text}.matches("${pick(patterns)}")`;
    return `${text}.${pick(["contains", "startsWith", "endsWith"])}(${this.write("string", size / 2)})`;
  }

  #string(size: number): string {
    const { pick, chance, below } = this.#random;
    if (size <= 1 || chance(0.4)) {
      return pick([
        () => quoted(pick(texts)),
        () => pick(plain),
        () => this.dynamic(),
        () => this.field("text"),
      ])();
    }
    const part = () => this.write("string", size - 1);
    switch (below(8)) {
      case 0:
        return `(${this.write("string", size / 2)} + ${this.write("string", size / 2)})`;
      case 1:
        return `string(${this.write(pick(["any", "number", "string", "bool", "time", "duration"]), size - 1)})`;
      case 2:
        return `${part()}.lowerAscii()`;
      case 3:
        return `${part()}.upperAscii()`;
      case 4:
        return `${part()}.trim()`;
      case 5:
        return `${part()}.substring(${below(4)}${chance(0.5) ? `, ${below(5)}` : ""})`;
      case 6:
        return `${part()}.replace(${quoted(pick(["e", "eu", "😀", "'", "\\"]))}, ${quoted(pick(texts))})`;
      default:
        return part();
    }
  }

  #number(size: number): string {
    const { pick, chance, below } = this.#random;
    if (size <= 1 || chance(0.35)) {
      return pick([
        () => number(pick(numbers)),
        () => this.field("measures"),
        () => "measures.nps",
        () => "weight",
        () => this.dynamic(),
      ])();
    }
    const [a, b] = [() => this.write("number", size / 2), () => this.write("number", size / 2)];
    switch (below(9)) {
      case 0:
        return `(${a()} + ${b()})`;
      case 1:
        return `(${a()} - ${b()})`;
      case 2:
        return `(${a()} * ${b()})`;
      case 3:
        return `(${a()} / ${b()})`;
      case 4:
        return `(${a()} % ${b()})`;
      case 5:
        return chance(0.5)
          ? `-(${a()})`
          : `size(${chance(0.5) ? this.write("string", size - 1) : this.field("answers")})`;
      case 6:
        return `${pick(["int", "double"])}(${this.write(pick(["any", "string", "number", "time", "duration"]), size - 1)})`;
      case 7:
        return chance(0.6)
          ? `${this.write("time", size - 1)}.${pick(methods)}(${pick(zones)})`
          : `${this.write("duration", size - 1)}.${pick(methods.slice(6))}()`;
      default:
        return `${this.write("string", size / 2)}.indexOf(${this.write("string", size / 2)})`;
    }
  }

  #time(size: number): string {
    const { pick, chance } = this.#random;
    if (size <= 1 || chance(0.5))
      return chance(0.7)
        ? "at"
        : `timestamp(${quoted(pick(texts.filter((text) => /^\d{4}-/.test(text))))})`;
    if (chance(0.4)) return `timestamp(${this.write(pick(["string", "number", "any"]), size - 1)})`;
    return `(${this.write("time", size / 2)} ${pick(["+", "-"])} ${this.write("duration", size / 2)})`;
  }

  #duration(size: number): string {
    const { pick, chance } = this.#random;
    if (size <= 1 || chance(0.5)) return `duration("${pick(lengths)}")`;
    if (chance(0.5)) return `(${this.write("time", size / 2)} - ${this.write("time", size / 2)})`;
    return `(${this.write("duration", size / 2)} ${pick(["+", "-"])} ${this.write("duration", size / 2)})`;
  }
}
