/**
 * No string that people read stands outside the catalogues. Lint refuses texts between tags; here is what
 * it lets through: what stands in braces, what attributes hold, and what code sets, says or hands on.
 */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { actions } from "#contract/permission.ts";
import { tokensOf, type Token } from "./literals.test-support.ts";

const web = join(import.meta.dirname, "..");

/** What holds both languages side by side, or names that are the same in every one. */
const catalogues = [
  "**/words.ts",
  "**/*-words.ts",
  // The first texts of a question, each with its translation.
  "ask/fresh.ts",
  // Languages by their own names, and browsers by theirs.
  "workspace/languages.ts",
  "workspace/browsers.ts",
];
const tests = ["**/*.test.ts", "**/*.test-support.ts", "**/*.d.ts"];

/** Words and sentences that nobody reads, or reads the same in every language. */
const known = new Set<string>([
  ...actions,
  // Names: of the product, of a key, and those that the API has for figures.
  "Corridor",
  "… · Corridor",
  "Ctrl K",
  "top-box share",
  "mean place",
  // An error's own name; what the schemas say where they say nothing; a part of a key under which answers are kept.
  "Refused",
  "Invalid input",
  "with signals",
  // What undo takes for one step.
  "… text",
  "… if",
]);

/** Two words or more, one behind something that is put in, or one that begins with a capital. */
const isSaid = (text: string): boolean =>
  /… \p{L}{2,}/u.test(text) ||
  /\p{L}{2,}[,.:;!?…’'"”)]*\s+[“"(]?\p{L}/u.test(text) ||
  /^\s*\p{Lu}\p{Ll}/u.test(text);
/** Styles, markup, conditions, commands, patterns of dates, selectors and lists of words that code knows. */
const isCode = (text: string): boolean =>
  /[{}<>=]|&&|var\(|\d(px|rem|em|ms)\b/.test(text) ||
  /^(curl |-H )/.test(text) ||
  /^[dMyHhmsaX]+([ :./'-]+[dMyHhmsaX]+)+$/.test(text) ||
  /^main( |$)/.test(text) ||
  /^[\w-]+-(hint|problem)( |$)/.test(text) ||
  /^!?\(?… in (measures|\[?…)/.test(text) ||
  text.startsWith("as break const ");

/** Attributes and members whose words are shown or read out, however short. */
const read = new Set(
  "alt,caption,description,error,hint,label,lead,legend,message,placeholder,title".split(","),
);
const aria = new Set(["label", "description", "roledescription", "valuetext"]);
/** What is called with something to be read. */
const saying = new Set(["tell", "failed", "alert", "confirm", "prompt"]);

/** Whether what stands around a string takes it for words. */
function isRead(tokens: readonly Token[], at: number): boolean {
  const [before, name] = [tokens[at - 1]?.text, tokens[at - 2]];
  // As in `<p>{"as it is"}</p>`, where lint sees none of it.
  if (before === "{" && name?.text === ">" && tokens[at + 1]?.text === "}") return true;
  // An attribute in braces, or not.
  const place = before === "{" && name?.text === "=" ? at - 3 : at - 2;
  const holder = tokens[place];
  if (holder?.kind !== "word" || tokens[at + 1]?.text === "in") return false;
  if (before === "(") return saying.has(holder.text);
  if (before !== ":" && before !== "=" && before !== "{") return false;
  const isAria = tokens[place - 1]?.text === "-" && tokens[place - 2]?.text === "aria";
  if (isAria) return aria.has(holder.text);
  // What is asked before a colon is a member's name only where no question is.
  return read.has(holder.text) && tokens[place - 1]?.text !== "?";
}

/** Where a string is compared, names a module or a member, or tells whoever writes the code. */
function isNobodys(tokens: readonly Token[], at: number): boolean {
  const [before, name, after] = [tokens[at - 1], tokens[at - 2], tokens[at + 1]?.text];
  if (["from", "import", "case", "===", "!==", "==", "!="].includes(before?.text ?? ""))
    return true;
  if (["===", "!=="].includes(after ?? "")) return true;
  if (after === ":" && ["{", ","].includes(before?.text ?? "")) return true;
  if (name?.text === "fontFamily" || name?.text === "fontFamilyMonospace") return true;
  return before?.text === "(" && /^(Type|Range)?Error$/.test(name?.text ?? "");
}

function found(source: string): string[] {
  const tokens = tokensOf(source);
  return tokens.flatMap(({ kind, text, line }, at) => {
    if (kind !== "string" && kind !== "template") return [];
    if (!/\p{L}{2}/u.test(text) || known.has(text) || isCode(text)) return [];
    if (isNobodys(tokens, at)) return [];
    return isRead(tokens, at) || isSaid(text) ? [`${line}: ${text.replaceAll(/\s+/g, " ")}`] : [];
  });
}

test("finds a text wherever it stands", () => {
  for (const source of [
    // In what is drawn …
    '<div aria-label="close">',
    '<TextInput label={"name"}',
    '<input placeholder="here" />',
    "<p>{`as it is`}</p>",
    '<p>\n  {"as"}\n</p>',
    '<b>{isNew ? "New" : words.old}</b>',
    // … and in what code says, sets and hands on.
    'tell("saved");',
    'const title = "saved";',
    'rooms.push({ path: "/x", label: "room" });',
    "document.title = `Entry ${name}`;",
    'if (wrong) set("Give a number.");',
    'return "could not be read";',
    "const said = `${n} answers are ${words.here}`;",
    'const names = { open: "Open", shut: words.shut };',
    'throw new Refused("Try again later.");',
    "const both = `${one} and ${`two of ${all} are`}`;",
  ])
    assert.equal(found(source).length, source.includes("both") ? 2 : 1, source);
});

test("takes nothing else for one", () => {
  for (const source of [
    '<p className="some">{words.title}</p>',
    "<p>{`${one} · ${two}`}</p>",
    '<Link to="/overview" className={`${style.one} ${style.two}`}>',
    '<p>{"–"}</p>',
    '// Nothing "That is said" here.\n/* Nor `Here it is`. */',
    'import { Page } from "../parts/Page.tsx";',
    'if (key === "Enter" || "Space bar" === key) press();',
    'switch (key) { case "Escape": close(); }',
    'throw new Error("The mapping has problems.");',
    'if (may("read signals")) show();',
    'const tone = ok ? "good" : "bad";',
    'const border = "1px solid var(--line)";',
    'if (/"Said"|`Too`/.test(text) && "text" in value) done();',
    'call("POST", "/v1/query", { headers: { "Content-Type": json } });',
    'const has = { error: broken } ? "error" : "warning";',
  ])
    assert.deepEqual(found(source), [], source);
});

test("no text of the web application stands outside its catalogues", () => {
  const files = globSync("**/*.{ts,tsx}", { cwd: web, exclude: [...catalogues, ...tests] });
  assert.ok(files.length > 250, `${files.length} files were found`);
  assert.deepEqual(
    files.flatMap((file) =>
      found(readFileSync(join(web, file), "utf8")).map((each) => `${file}:${each}`),
    ),
    [],
  );
});
