import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

type Entry = {
  version?: string;
  resolved?: string;
  hasInstallScript?: boolean;
  optional?: boolean;
  optionalDependencies?: Record<string, string>;
};
const lock = JSON.parse(
  readFileSync(join(import.meta.dirname, "..", "package-lock.json"), "utf8"),
) as { packages: Record<string, Entry> };
const packages = Object.entries(lock.packages);

test("the lockfile names every platform's packages, so that arm64 and npm 12 install from it too", () => {
  for (const [path, { optionalDependencies = {} }] of packages) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const entry = lock.packages[`node_modules/${name}`];
      assert.ok(
        entry,
        `${name}, which ${path || "the project"} has for another platform, is missing`,
      );
      if (/^\d/.test(version)) assert.equal(entry.version, version, name);
    }
  }
});

test("the lockfile says nothing of where packages were downloaded", () => {
  assert.deepEqual(
    packages.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path),
    [],
  );
});

test("no package that is needed depends on an install script: npm 12 blocks them", () => {
  // chdb's is `node -e ""`: its binary comes in a package of its own. So does esbuild's, whose script only
  // spares its command line a process of Node; what builds the web application calls the binary itself.
  assert.deepEqual(
    packages.filter(([, entry]) => entry.hasInstallScript && !entry.optional).map(([path]) => path),
    ["node_modules/chdb", "node_modules/esbuild"],
  );
});
