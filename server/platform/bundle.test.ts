/** What a browser loads, made of small sources of this test's own. */
import assert from "node:assert/strict";
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { lazyBundle } from "./bundle.ts";

test("what the entry shares with parts that are loaded later is one file, and runs once", async (t) => {
  const root = mkdtempSync(join(tmpdir(), "corridor-bundle-"));
  t.after(() => rmSync(root, { recursive: true, force: true }));
  const sources = {
    "main.ts": `import { a } from "./a.ts"; import { b } from "./b.ts"; import { c } from "./c.ts";
      globalThis.begun = (globalThis.begun ?? 0) + 1;
      globalThis.loaded = Promise.all([import("./one.ts"), import("./two.ts"), import("./named.ts")]);
      globalThis.own = a() + b() + c();`,
    "a.ts": `export const a = () => "a";`,
    "b.ts": `export const b = () => "b";`,
    "c.ts": `export const c = () => "c";`,
    "one.ts": `import { a } from "./a.ts"; import { b } from "./b.ts"; export default a() + b();`,
    "two.ts": `import { b } from "./b.ts"; import { c } from "./c.ts"; export { both as default };
      const both = b() + c();`,
    "named.ts": `import { c } from "./c.ts"; export const named = c();`,
  };
  for (const [name, text] of Object.entries(sources)) writeFileSync(join(root, name), text);
  const cacheDir = join(root, "made");
  const bundle = await lazyBundle({
    root,
    entry: "main.ts",
    sources: ["*.ts"],
    manyParts: true,
    cacheDir,
  })();
  assert.equal(bundle.preload.length, 1);

  const served = join(root, "served");
  mkdirSync(served);
  for (const folder of globSync("made/*", { cwd: root }))
    cpSync(join(root, folder), served, { recursive: true });
  writeFileSync(join(served, "package.json"), '{"type":"module"}');
  await import(pathToFileURL(join(served, bundle.script)).href);
  const seen = globalThis as unknown as {
    begun: number;
    own: string;
    loaded: Promise<[{ default: string }, { default: string }, { named: string }]>;
  };
  const [one, two, { named }] = await seen.loaded;
  assert.deepEqual(
    [seen.begun, seen.own, one.default, two.default, named],
    [1, "abc", "ab", "bc", "c"],
  );
});
