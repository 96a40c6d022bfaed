import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { startTestServer } from "../testing/server.ts";
import { newFolder } from "../testing/terminal.ts";

const main = join(import.meta.dirname, "..", "main.ts");

test("a file larger than the memory it may take goes through, CSV and NDJSON", async () => {
  const server = await startTestServer();
  try {
    await using folder = await newFolder();
    const mapping = await folder.mapping(
      { kind: "'review'", occurredAt: "'2025-01-01T00:00:00Z'", "attributes.n": "row.n" },
      { each: "row.n.endsWith('50')" },
    );
    const text = "slow and long ".repeat(300);
    for (const [name, row] of [
      ["a.csv", (n: number) => `${n},"${text}"\n`],
      ["a.ndjson", (n: number) => `${JSON.stringify({ n: String(n), text })}\n`],
    ] as const) {
      const path = join(folder.path, name);
      const file = await open(path, "w");
      if (name === "a.csv") await file.write("n,text\n");
      for (let n = 0; n < 30_000; n += 100) {
        await file.write(Array.from({ length: 100 }, (_, k) => row(n + k)).join(""));
      }
      await file.close();
      // 126 MB of text under a heap of 96.
      const args = ["import", path, "--mapping", mapping, "--url", server.url, "--key", "k"];
      const child = spawn(process.execPath, ["--max-old-space-size=96", main, ...args]);
      let said = "";
      child.stdout.on("data", (part) => (said += String(part)));
      child.stderr.on("data", (part) => (said += String(part)));
      const [code] = await once(child, "close");
      assert.equal(code, 0, said.slice(-2000));
      assert.match(said, /300 accepted, 0 duplicate, 0 rejected, 0 held, 29,700 left out/);
    }
  } finally {
    await server.close();
  }
});
