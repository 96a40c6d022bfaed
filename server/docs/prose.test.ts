import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "node:test";
import { changesQuestion } from "#contract/changes.ts";
import { driversQuestion } from "#contract/drivers.ts";
import { gapsQuestion } from "#contract/gaps.ts";
import { flowQuestion } from "#contract/loyalty.ts";
import { dimensions, measureKinds, query } from "#contract/query.ts";
import { registry } from "#contract/registry.ts";
import { signalInput } from "#contract/signal.ts";
import { surveyDefinition } from "#contract/survey.ts";
import { queryCommand, signalCommand } from "./examples.ts";

const root = join(import.meta.dirname, "..", "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const pages = globSync(["*.md", "docs/**/*.md"], { cwd: root });
const sources = (pattern: string): string =>
  globSync(pattern, { cwd: root })
    .filter((path) => !path.endsWith(".test.ts"))
    .map(read)
    .join("\n");

/** The anchor that a heading gets where the pages are read. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, "")
    .trim()
    .replaceAll(" ", "-");

function blocksOf(page: string, info: string): string[] {
  return Array.from(read(page).matchAll(/^```(.*)\n([\s\S]*?)^```$/gm))
    .filter((match) => match[1]!.trim() === info)
    .map((match) => match[2]!);
}

describe("what is written for people", () => {
  it("links only to what is there", () => {
    for (const page of pages) {
      const text = read(page).replace(/^```[\s\S]*?^```$/gm, "");
      for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (target!.startsWith("https:")) continue;
        const [path = "", anchor] = target!.split("#");
        const file = path === "" ? join(root, page) : join(root, dirname(page), path);
        assert.ok(existsSync(file), `${page}: ${target}`);
        if (anchor === undefined) continue;
        const headings = Array.from(readFileSync(file, "utf8").matchAll(/^#+ (.+)$/gm), (match) =>
          anchorOf(match[1]!),
        );
        assert.ok(headings.includes(anchor), `${page}: ${target}`);
      }
    }
  });

  it("shows the very commands that the server's pages show", () => {
    const shown = blocksOf("README.md", "sh");
    const base = "http://localhost:8080";
    for (const command of [signalCommand(base), queryCommand(base)])
      assert.ok(shown.includes(`${command}\n`), command);
  });

  it("gives examples that the contract takes", () => {
    const schemas = {
      "json signal": signalInput,
      "json survey": surveyDefinition,
      "json query": query,
      "json changes": changesQuestion,
      "json drivers": driversQuestion,
      "json gaps": gapsQuestion,
      "json flow": flowQuestion,
      "json put-measure": registry.measure.definition,
    };
    for (const [info, schema] of Object.entries(schemas)) {
      const blocks = pages.flatMap((page) => blocksOf(page, info));
      assert.ok(blocks.length > 0, info);
      for (const block of blocks) {
        const { error } = schema.safeParse(JSON.parse(block));
        assert.equal(error, undefined, `${info}: ${error?.message}`);
      }
    }
  });

  it("names only scripts, commands and options that there are", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const cli = sources("cli/**/*.ts");
    for (const page of pages) {
      for (const [, script] of read(page).matchAll(/npm run ([a-z]+)/g))
        assert.ok(scripts[script!], `${page}: npm run ${script}`);
      for (const [, command, rest] of read(page).matchAll(/corridor -- ([a-z]+)([^#`\n]*)/g)) {
        assert.ok(cli.includes(`name: "${command}"`), `${page}: corridor ${command}`);
        for (const [, option] of (rest ?? "").matchAll(/--([a-z-]+)/g))
          assert.match(cli, new RegExp(`["\\s]${option}"?: (text|flag|\\{)`), `--${option}`);
      }
    }
  });

  it("names every measure, every dimension and every type of the registry", () => {
    const text = read("docs/query.md");
    for (const name of [...measureKinds, ...dimensions])
      assert.ok(text.includes(`\`${name}\``), name);
    const page = read("docs/registry.md");
    for (const [type, { plural }] of Object.entries(registry))
      assert.ok(page.includes(`/v1/${plural}`) || page.includes(type), type);
  });

  it("quotes log lines and reasons as the code has them", () => {
    const server = sources("server/**/*.ts");
    const lines = Array.from(
      read("docs/operating.md").matchAll(/^\| (`.*`.*) \| (\d0) \|$/gm),
      (match) => match[1]!,
    );
    assert.ok(lines.length >= 7);
    for (const line of lines)
      for (const [, message] of line.matchAll(/`([^`]+)`/g))
        assert.ok(server.includes(`"${message}"`), message);
    for (const [, code] of read("docs/signals.md").matchAll(/`([a-z]+(?:_[a-z]+)+)`/g))
      assert.ok(server.includes(`"${code}"`), code);
  });

  it("describes folders that are there", () => {
    for (const [, folder] of read("ARCHITECTURE.md").matchAll(/^([a-z-]+)\/ /gm))
      assert.ok(existsSync(join(root, folder!)), folder);
    for (const [, slice] of read("ARCHITECTURE.md").matchAll(/^ {2}([a-z]+)\/ /gm))
      assert.ok(existsSync(join(root, "server", slice!)), slice);
  });
});
