import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { commands } from "./run.ts";
import { apiKey, language, serverUrl } from "./settings.ts";
import { startTestServer } from "./testing/server.ts";
import { corridor, newFolder } from "./testing/terminal.ts";
import { wordsIn } from "./words/index.ts";

test("help: the overview, and of each command every option, in both languages", async () => {
  const overview = await corridor([]);
  assert.equal(overview.exit, 0);
  for (const { name } of commands) assert.match(overview.out, new RegExp(`^ {2}${name}`, "m"));
  assert.equal((await corridor(["help"])).out, overview.out);
  assert.equal((await corridor(["--help"])).out, overview.out);
  assert.match((await corridor(["help", "--lang", "id"])).out, /Perintah corridor/);
  for (const command of commands) {
    for (const lang of ["en", "id"]) {
      const { out, exit } = await corridor([command.name, "--help", "--lang", lang]);
      assert.equal(exit, 0);
      for (const option of Object.keys(command.options))
        assert.match(out, new RegExp(`--${option}\\b`));
      assert.ok(
        out.split("\n").every((line) => line.length <= 110),
        `${command.name} ${lang}`,
      );
    }
    assert.equal(
      (await corridor(["help", command.name])).out,
      (await corridor([command.name, "-h"])).out,
    );
  }
});

test("what does not exist is refused with the nearest name", async () => {
  for (const [args, pattern] of [
    [["imprt"], /no command "imprt".*"import"/],
    [["import", "a.csv", "--maping", "m"], /no option "--maping".*"--mapping"/],
    [["import", "a.csv", "-m", "m"], /no option "-m"/],
    [["demo", "--remove=yes"], /"--remove" takes no value/],
    [["demo", "--lang", "fr"], /en, id/],
    [["query", "nps", "--url", "ftp://x"], /no address of a server/],
    [["imports", "rename", "a"], /no action.*remove/],
    [["imports", "remove"], /NAME is missing/],
  ] as const) {
    const { exit, err, out } = await corridor(args);
    assert.equal(exit, 1, args.join(" "));
    assert.match(err, pattern);
    assert.equal(out, "");
  }
});

test("settings: option before environment before default", async () => {
  assert.equal(serverUrl({}, {}), "http://localhost:8080");
  assert.equal(
    serverUrl({}, { CORRIDOR_URL: "https://cx.example/base/" }),
    "https://cx.example/base",
  );
  assert.equal(serverUrl({ url: "http://x:1" }, { CORRIDOR_URL: "http://y" }), "http://x:1");
  assert.equal(serverUrl({ url: "localhost:8080" }, {}), undefined);
  await using folder = await newFolder();
  const environment = { CORRIDOR_DATA_DIR: folder.path };
  assert.equal(apiKey({}, environment), undefined);
  await writeFile(join(folder.path, "api-key"), "from-file\n");
  assert.equal(apiKey({}, environment), "from-file");
  assert.equal(apiKey({}, { ...environment, CORRIDOR_API_KEY: "from-env" }), "from-env");
  assert.equal(apiKey({ key: "given" }, { CORRIDOR_API_KEY: "from-env" }), "given");
  assert.equal(language({}, { LANG: "id_ID.UTF-8" }), "id");
  assert.equal(language({}, { LANG: "id_ID.UTF-8", LC_ALL: "C" }), "en");
  assert.equal(language({ lang: "en" }, { LANG: "id" }), "en");
  assert.equal(language({}, { LANG: "idle" }), "en");
});

test("the program itself: exit codes, and a key from the data directory", async () => {
  await using folder = await newFolder();
  await mkdir(join(folder.path, "data"));
  await writeFile(join(folder.path, "data", "api-key"), "kept-key");
  const main = join(import.meta.dirname, "main.ts");
  const env = { PATH: process.env["PATH"] ?? "", CORRIDOR_URL: "http://127.0.0.1:1" };
  const start = (...args: string[]) =>
    spawnSync(process.execPath, [main, ...args], { cwd: folder.path, env, encoding: "utf8" });
  const help = start("help");
  assert.equal(help.status, 0, help.stderr);
  assert.match(help.stdout, /import FILE/);
  assert.equal(start("nonsense").status, 1);
  assert.equal(start("query", "nps").status, 3);
});

test("the key from the data directory is the one that is sent", async () => {
  const server = await startTestServer();
  try {
    await using folder = await newFolder();
    await writeFile(join(folder.path, "api-key"), "kept-key\n");
    const environment = { CORRIDOR_API_KEY: "", CORRIDOR_DATA_DIR: folder.path };
    await corridor(["imports"], { url: server.url, environment });
    assert.equal(server.requests[0]?.headers.authorization, "Bearer kept-key");
  } finally {
    await server.close();
  }
});

/** Every text of a catalogue by its path; functions by what they say of stand-ins for their arguments. */
function texts(words: unknown, path = ""): Map<string, string> {
  const found = new Map<string, string>();
  if (typeof words === "string") found.set(path, words);
  if (typeof words !== "object" || words === null) return found;
  for (const [name, value] of Object.entries(words)) {
    for (const [below, text] of texts(value, `${path}.${name}`)) found.set(below, text);
  }
  return found;
}

test("no text is left in the other language, or empty", () => {
  const [english, indonesian] = [texts(wordsIn("en")), texts(wordsIn("id"))];
  // The same in both: a name that is not translated.
  const alike = new Set([".query.n", ".imports.status"]);
  assert.ok(english.size > 60);
  for (const [path, text] of english) {
    assert.ok(text.length > 0 && (indonesian.get(path)?.length ?? 0) > 0, path);
    if (!alike.has(path)) assert.notEqual(indonesian.get(path), text, path);
  }
});
