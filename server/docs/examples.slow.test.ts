/** Every example of the README and of docs/, run on a server as a reader would run it. */
import assert from "node:assert/strict";
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import type { ChangesAnswer } from "#contract/changes.ts";
import type { DriversAnswer } from "#contract/drivers.ts";
import type { GapsAnswer } from "#contract/gaps.ts";
import type { QueryAnswer } from "#contract/query.ts";
import { run } from "#cli/run.ts";
import { startWorld, type Answered, type World } from "#server/testing/world.ts";
import { demoCommand } from "./examples.ts";

const root = join(import.meta.dirname, "..", "..");
const pages = ["README.md", ...globSync("docs/*.md", { cwd: root }).toSorted()];
type Block = { page: string; info: string; text: string };
const blocks: Block[] = pages.flatMap((page) =>
  Array.from(
    readFileSync(join(root, page), "utf8").matchAll(/^```(.*)\n([\s\S]*?)^```$/gm),
    ([, info = "", text = ""]) => ({ page, info: info.trim(), text }),
  ),
);

/** What a shell reads from a block: commands, each its words. Knows quotes, comments, and lines that go on. */
function commandsOf(text: string): string[][] {
  const lines = text.replaceAll("\\\n", " ").trim();
  const word = /[ \t]*(?:(\n)|(#[^\n]*)|((?:'[^']*'|"(?:[^"\\]|\\.)*"|[^\s'"#])+))/gy;
  const commands: string[][] = [[]];
  for (const [, end, , found] of lines.matchAll(word)) {
    if (end) commands.push([]);
    else if (found)
      commands
        .at(-1)!
        .push(
          found.replace(
            /'([^']*)'|"((?:[^"\\]|\\.)*)"/g,
            (_, plain?: string, open?: string) => plain ?? open!.replace(/\\(.)/g, "$1"),
          ),
        );
  }
  return commands.filter((words) => words.length > 0);
}

/** What is not run here: the server itself, its tests, and a machine's own upkeep. */
const notHere = /^(npm start|npm test|sudo )|\bnpm start$/;

let world: World;
let dir: string;
before(async () => {
  world = await startWorld();
  dir = mkdtempSync(join(tmpdir(), "corridor-examples-"));
  // Beside its file an import may leave a report.
  cpSync(join(root, "docs", "examples"), join(dir, "docs", "examples"), { recursive: true });
});
after(async () => {
  await world.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** Runs `curl` as it is written; answers what the server did. */
async function curl(words: readonly string[]): Promise<Answered<unknown>> {
  let [method, url, body]: (string | undefined)[] = [];
  const headers: Record<string, string> = {};
  for (let n = 1; n < words.length; n++) {
    const each = words[n]!;
    if (each === "-X") method = words[++n];
    else if (each === "-d") body = words[++n];
    else if (each === "-H") {
      const [name = "", value = ""] = words[++n]!.split(/: (.*)/s);
      headers[name.toLowerCase()] = value.replace("$(cat data/api-key)", world.key);
    } else {
      assert.match(each, /^http:\/\/localhost:8080\//, `an option that is not known here: ${each}`);
      url = each.slice("http://localhost:8080".length);
    }
  }
  assert.ok(url);
  return world.request(method ?? (body === undefined ? "GET" : "POST"), url, body, headers);
}

/** Runs the command line as it is written, with a file where the page says FILE, and a smaller demo. */
async function corridor(words: readonly string[]): Promise<string> {
  const files: Record<string, string> = {
    FILE: join(dir, "docs", "examples", "answers.csv"),
    "mapping.json": join(dir, "mapping.json"),
    NAME: "answers",
    DIR: join(dir, "backup"),
  };
  const args = words.map((each) => files[each] ?? each.replace(/^docs\//, `${dir}/docs/`));
  let [out, err] = ["", ""];
  const never = new AbortController().signal;
  const exit = await run([...args, ...(args[0] === "demo" ? ["--signals", "3000"] : [])], {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
    environment: { CORRIDOR_URL: world.url, CORRIDOR_API_KEY: world.key },
    stop: never,
    abort: never,
  });
  assert.equal(exit, 0, `${words.join(" ")}: ${err}`);
  return out;
}

/** Runs one command of a page; answers false where it is none that is run here. */
async function runOne(words: readonly string[]): Promise<boolean> {
  const line = words.join(" ");
  if (words[0] === "curl") {
    const { status, body } = await curl(words);
    assert.ok(status >= 200 && status < 300, `${line}: ${status} ${JSON.stringify(body)}`);
    await world.drained();
    return true;
  }
  if (line.startsWith("npm run corridor -- ")) {
    const out = await corridor(words.slice(4));
    await world.drained();
    if (words[4] === "query") assert.doesNotMatch(out, /No signal fits/, line);
    return true;
  }
  assert.match(line, notHere, `an example that is neither run nor known not to be: ${line}`);
  return false;
}

test("a shell's words", () => {
  assert.deepEqual(commandsOf(`a 'b "c"' "d \\"e" # f\n\n# g\nh \\\n  -i "x $(y)"\n`), [
    ["a", 'b "c"', 'd "e'],
    ["h", "-i", "x $(y)"],
  ]);
});

test("the README, from its first signal to its figure as it says", async () => {
  const [send, ask] = blocks.filter(
    ({ page, text }) => page === "README.md" && text.startsWith("curl"),
  );
  const sent = await curl(commandsOf(send!.text)[0]!);
  assert.equal(JSON.stringify(sent.body), '{"accepted":1,"duplicate":0,"rejected":[]}');
  await world.drained();
  const { body } = (await curl(commandsOf(ask!.text)[0]!)) as Answered<QueryAnswer>;
  const [row] = body.rows;
  assert.deepEqual(
    [row!.estimate, Math.round(row!.low!), row!.high, row!.lowBase],
    [100, -48, 100, true],
  );
  const said = readFileSync(join(root, "README.md"), "utf8");
  assert.ok(said.includes(`It answers \`${JSON.stringify(sent.body)}\``));
  assert.ok(said.includes("an NPS of 100 with an interval from −48 to 100"));
});

test("every command of every page", async () => {
  const commands = blocks
    .filter(({ info }) => info === "sh")
    .flatMap(({ text }) => commandsOf(text))
    // The company is there before anything is asked of it, wherever the page says so.
    .toSorted((a, b) => Number(b[4] === "demo") - Number(a[4] === "demo"));
  assert.ok(commands.some((words) => words.join(" ") === demoCommand));
  let ran = 0;
  for (const words of commands) if (await runOne(words)) ran++;
  assert.ok(ran >= 20, `only ${ran} commands were run`);
});

test("every question finds something, on both sides of a comparison", async () => {
  const questions = blocks.filter(({ info }) => info === "json query");
  assert.ok(questions.length >= 2);
  for (const { page, text } of questions) {
    const { rows } = await world.query(JSON.parse(text));
    assert.ok(rows.length > 0, `${page}: ${text}`);
    for (const row of rows) {
      assert.ok(row.n > 0 && row.estimate !== null, `${page}: ${JSON.stringify(row)}`);
      if (text.includes('"compare"'))
        assert.ok(row.compare && row.compare.n > 0, `${page}: ${JSON.stringify(row)}`);
    }
  }
});

test("every signal and every definition is taken", async () => {
  for (const { info, text } of blocks) {
    if (info === "json signal") {
      const { status, body } = await world.request("POST", "/v1/signals", text);
      assert.equal(status, 202, JSON.stringify(body));
    }
    if (info === "json put-measure") {
      const definition: unknown = JSON.parse(text);
      const { status, body } = await world.request("PUT", "/v1/measures/effort", { definition });
      assert.equal(status, 201, JSON.stringify(body));
    }
    if (info === "json put-privacy") {
      const { status, body } = await world.request("PUT", "/v1/privacy", JSON.parse(text));
      assert.equal(status, 200, JSON.stringify(body));
    }
  }
  await world.drained();
  const { body } = await world.request<{ held: { reason: string }[] }>("GET", "/v1/held?limit=100");
  const held = body.held.filter(({ reason }) => !/^(nps|csat|ces|rating|asat|hours)/.test(reason));
  assert.deepEqual(held, [], "only what the demo plants is held");
});

test("every survey can be published as it is", async () => {
  const surveys = blocks.filter(({ info }) => info === "json survey");
  assert.ok(surveys.length > 0);
  for (const { page, text } of surveys) {
    const made = await world.request<{ id: string }>("POST", "/v1/surveys", text);
    assert.equal(made.status, 201, `${page}: ${JSON.stringify(made.body)}`);
    const { status, body } = await world.request("POST", `/v1/surveys/${made.body.id}/publish`);
    assert.equal(status, 200, `${page}: ${JSON.stringify(body)}`);
  }
});

test("every question for drivers finds some", async () => {
  const questions = blocks.filter(({ info }) => info === "json drivers");
  assert.ok(questions.length > 0);
  for (const { page, text } of questions) {
    const { status, body } = await world.request<DriversAnswer>(
      "POST",
      "/v1/drivers",
      JSON.parse(text),
    );
    assert.equal(status, 200, `${page}: ${JSON.stringify(body)}`);
    assert.ok(
      body.predictors.some(({ found }) => found),
      `${page}: ${JSON.stringify(body)}`,
    );
  }
});

test("every question for what changed looks at something", async () => {
  const questions = blocks.filter(({ info }) => info === "json changes");
  assert.ok(questions.length > 0);
  for (const { page, text } of questions) {
    const { status, body } = await world.request<ChangesAnswer>(
      "POST",
      "/v1/changes",
      JSON.parse(text),
    );
    assert.equal(status, 200, `${page}: ${JSON.stringify(body)}`);
    // What it finds in the whole year has tests of its own.
    assert.ok(body.lookedAt.tests > 0, `${page}: ${JSON.stringify(body.lookedAt)}`);
  }
});

test("every question for gaps finds some, or what follows from them", async () => {
  const questions = blocks.filter(({ info }) => info === "json gaps");
  assert.ok(questions.length > 0);
  for (const { page, text } of questions) {
    const { status, body } = await world.request<GapsAnswer>("POST", "/v1/gaps", JSON.parse(text));
    assert.equal(status, 200, `${page}: ${JSON.stringify(body)}`);
    assert.ok(
      body.earlier ? body.earlier.after.n > 0 : body.sources.some(({ rows }) => rows.length > 0),
      `${page}: ${JSON.stringify(body)}`,
    );
  }
});

test("every kind of block is one that is run, or a machine's own file", () => {
  const known = new Set([
    "sh",
    "json query",
    "json changes",
    "json drivers",
    "json gaps",
    "json flow",
    "json signal",
    "json put-measure",
    "json put-privacy",
    "json survey",
    "ini",
    "nginx",
    "yaml",
    "csv",
    "text",
  ]);
  for (const { page, info } of blocks) assert.ok(known.has(info), `${page}: ${info}`);
});
