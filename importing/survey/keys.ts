/** Keys and values of ours from a file's codes: valid, unique, and as near to the code as can be. */
import { optionValue, surveyKey } from "#contract/survey-parts.ts";

/** Puts a value into the list of its key. */
export function addTo<V>(map: Map<string, V[]>, key: string, value: V): void {
  const there = map.get(key);
  if (there) there.push(value);
  else map.set(key, [value]);
}

/** Keys of one kind: each is given once. */
export class Keys {
  readonly #given = new Set<string>();
  /** How often a name was asked for: so many of the same cost no more than others. */
  readonly #last = new Map<string, number>();
  readonly #fallback: string;
  /** `fallback` begins a key whose code has no letter that a key can have. */
  constructor(fallback: string) {
    this.#fallback = fallback;
  }
  key(code: string): string {
    const plain = code
      .normalize("NFKD")
      .replace(/[^A-Za-z0-9_]+/g, "_")
      .replace(/^_+|_+$/g, "")
      .slice(0, 50);
    const begun = /^[A-Za-z]/.test(plain) ? plain : `${this.#fallback}${plain}`;
    const named = surveyKey.safeParse(begun).success ? begun : `${this.#fallback}_${begun}`;
    let name = named;
    let n = this.#last.get(named) ?? 1;
    for (; this.#given.has(name); n += 1) name = `${named}_${n + 1}`;
    this.#last.set(named, n);
    this.#given.add(name);
    return name;
  }
}

/** Values of one question's options, rows or columns. */
export class OptionValues {
  readonly #given = new Set<string>();
  value(code: string): string {
    const plain = code
      .replace(/[^A-Za-z0-9 _.:/@$&+()#%*-]+/g, "_")
      .trim()
      .slice(0, 90);
    const base = optionValue.safeParse(plain).success ? plain : `v_${plain.replace(/\W+/g, "_")}`;
    let name = base;
    for (let n = 2; this.#given.has(name); n += 1) name = `${base}_${n}`;
    this.#given.add(name);
    return name;
  }
}
