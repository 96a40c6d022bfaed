/**
 * Which passwords are taken: long enough, and none that is tried first. The list of leaked ones is
 * that of zxcvbn-ts (49,000, in order of how often they leak), shipped with the program: nothing is
 * asked of anybody. Pure but for that list, which is read at the first use.
 */
import { passwordLength } from "./identity.ts";

export type PasswordProblem = "short" | "long" | "leaked" | "simple" | "personal";

type List = { rank: ReadonlyMap<string, number> };
let list: Promise<List> | undefined;

async function load(): Promise<List> {
  const { dictionary } = await import("@zxcvbn-ts/language-common");
  const words: unknown = dictionary["passwords-common"];
  const all = (typeof words === "function" ? (words as () => unknown)() : words) as string[];
  return { rank: new Map(all.map((word, n) => [word, n])) };
}

/** Two that are each among so many leaked ones are found as soon as one that is rarer. */
const wellKnown = 10_000;

const lookalikes: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "l",
  "3": "e",
  "4": "a",
  "5": "s",
  "7": "t",
  "8": "b",
  "9": "g",
  "@": "a",
  $: "s",
  "!": "i",
  "+": "t",
};
const plain = (text: string): string => text.replace(/[^a-z]/g, (each) => lookalikes[each] ?? each);

/** The shortest piece that the text is a repetition of. */
function unitOf(text: string): string {
  const period = `${text}${text}`.indexOf(text, 1);
  return text.slice(0, period);
}

/** Rows of a keyboard and of the alphabet: a run along them is no secret. */
const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
].flatMap((row) => [row, [...row].toReversed().join("")]);

/** How many pieces the text falls into, each as long a run along a row as there is. */
function runsIn(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; count++) {
    let length = 1;
    while (
      at + length < text.length &&
      rows.some((row) => row.includes(text.slice(at, at + length + 1)))
    )
      length++;
    at += length;
  }
  return count;
}

function isLeaked(text: string, { rank }: List): boolean {
  const trimmed = text.replace(/^[^a-z]+|[^a-z]+$/g, "");
  const forms = new Set([text, trimmed, plain(text), plain(trimmed)]);
  for (const form of forms) if (form.length > 2 && rank.has(form)) return true;
  const common = (part: string) => (rank.get(part) ?? wellKnown) < wellKnown;
  for (const form of forms)
    for (let at = 3; at <= form.length - 3; at++)
      if (common(form.slice(0, at)) && common(form.slice(at))) return true;
  return false;
}

/** The parts of what is known of somebody that a password must not lean on. */
const partsOf = (known: readonly string[]): string[] =>
  known.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((p) => p.length > 3);

/**
 * What is wrong with a password; undefined where it is taken. `known` is what anybody may know: the
 * person's address and name, the workspace's name.
 */
export async function problemOf(
  password: string,
  known: readonly string[],
): Promise<PasswordProblem | undefined> {
  const length = [...password].length;
  if (length < passwordLength.least) return "short";
  if (password.length > passwordLength.most) return "long";
  const text = password.normalize("NFKC").toLowerCase();
  const unit = unitOf(text);
  if (new Set(text).size < 5 || unit.length < 6 || runsIn(text) <= 4) return "simple";
  list ??= load();
  const loaded = await list;
  if (isLeaked(text, loaded) || (unit !== text && isLeaked(unit, loaded))) return "leaked";
  // Without what everybody knows of the person there must still be something to find.
  const rest = partsOf([...known, "corridor"]).reduce(
    (left, part) => left.replaceAll(part, ""),
    text,
  );
  return rest !== text && rest.replace(/[^\p{L}\p{N}]/gu, "").length < 8 ? "personal" : undefined;
}

/** What is said to who sent it. */
export const passwordMessages: Readonly<Record<PasswordProblem, string>> = {
  short: `It has fewer than ${passwordLength.least} characters. A few words that don't belong together are easy to keep in mind.`,
  long: `It has more than ${passwordLength.most} characters.`,
  leaked:
    "It is among the passwords that have leaked and are tried first, or is made of them. Take another.",
  simple: "It repeats itself or runs along the keyboard or the alphabet. Take another.",
  personal: "It is little more than your address, your name or the workspace's. Take another.",
};
