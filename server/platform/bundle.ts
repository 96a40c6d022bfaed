/**
 * The files that a browser loads, made of TypeScript sources at the first request for them and kept
 * on disk under a hash of what they were made of: nothing is built by hand, and nothing twice.
 */
import { createHash, randomUUID } from "node:crypto";
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { BuildOptions, Metafile } from "esbuild";
import { takenBy } from "./encoding.ts";

export type BundleOptions = {
  /** The folder that paths are relative to. */
  root: string;
  /** The module that the page loads first. */
  entry: string;
  /** Every file that can change the outcome, as patterns below `root`. */
  sources: readonly string[];
  /** What is loaded later comes after the entry (`afterEntry`): for a page of many parts. With few, the entry would only be parted from its own file. */
  manyParts?: true;
  /** Where what was made is kept; one folder each is made in it. */
  cacheDir: string;
};

type Encoding = "br" | "gzip" | "identity";
export type Asset = { type: string; bodies: Readonly<Record<Encoding, Buffer>> };
export type Bundle = {
  /** Names below `/assets/`. */
  script: string;
  styles: readonly string[];
  /** Chunks that the first page needs at once, for `modulepreload`. */
  preload: readonly string[];
  asset(name: string): Asset | undefined;
};

type Manifest = Pick<Bundle, "script" | "styles" | "preload"> & { files: readonly string[] };

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

function keyOf({ root, sources, entry, manyParts }: BundleOptions): string {
  const hash = createHash("sha256").update(`${entry} ${manyParts}`).update(process.version);
  // How it is made is a part of what it is made of.
  for (const own of ["bundle.ts", "bundle-parts.ts"])
    hash.update(readFileSync(join(import.meta.dirname, own)));
  for (const file of globSync([...sources], { cwd: root }).toSorted())
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest("hex").slice(0, 20);
}

/** What the entry loads at once: its own chunks, and theirs. */
function staticImports(outputs: Metafile["outputs"], of: string, seen = new Set<string>()) {
  for (const { path, kind } of outputs[of]?.imports ?? []) {
    if (kind !== "import-statement" || seen.has(path)) continue;
    seen.add(path);
    staticImports(outputs, path, seen);
  }
  return seen;
}

function manifestOf({ outputs }: Metafile, entry: string): Manifest {
  const script = Object.keys(outputs).find((name) => outputs[name]!.entryPoint === entry)!;
  const css = outputs[script]!.cssBundle;
  // The entry's styles are those of all parts; what each part has of its own is the same once more, and never asked for.
  const isNeeded = (path: string) => extname(path) !== ".css" || path === css;
  return {
    script: basename(script),
    styles: css === undefined ? [] : [basename(css)],
    preload: [...staticImports(outputs, script)].map((path) => basename(path)),
    files: Object.keys(outputs)
      .filter(isNeeded)
      .map((path) => basename(path)),
  };
}

async function make(options: BundleOptions, folder: string): Promise<void> {
  const staging = `${folder}-${randomUUID()}`;
  mkdirSync(staging, { recursive: true });
  try {
    // Only here: what it loads is no part of a server that finds its files made.
    const [{ build }, { afterEntry, componentPlugins }] = await Promise.all([
      import("esbuild"),
      import("./bundle-parts.ts"),
    ]);
    const how = {
      absWorkingDir: options.root,
      entryPoints: [options.entry],
      outdir: staging,
      bundle: true,
      splitting: true,
      format: "esm" as const,
      target: "es2022",
      jsx: "automatic" as const,
      minify: true,
      metafile: true as const,
      legalComments: "none",
      entryNames: "[name]-[hash]",
      chunkNames: "[name]-[hash]",
      assetNames: "[name]-[hash]",
      define: {
        "process.env.NODE_ENV": '"production"',
        // zod tries whether it may make code, which the page's policy refuses and reports: it is told so.
        "globalThis.__zod_globalConfig": '{"jitless":true}',
      },
      logLevel: "silent" as const,
    } satisfies BuildOptions & { metafile: true };
    const looked = await build({ ...how, write: false, plugins: componentPlugins(options.root) });
    const plugins = [
      ...(options.manyParts ? [afterEntry(options.root, options.entry)] : []),
      ...componentPlugins(options.root, looked.metafile),
    ];
    const { metafile } = await build({ ...how, plugins });
    const manifest = manifestOf(metafile, options.entry);
    const compressed = { br: promisify(brotliCompress), gzip: promisify(gzip) };
    // The best that there is for what every page waits for: 8 % less than quality 9, for a second's work.
    const first = new Set([manifest.script, ...manifest.styles, ...manifest.preload]);
    const quality = (name: string) => ({
      params: { [constants.BROTLI_PARAM_QUALITY]: first.has(name) ? 11 : 9 },
    });
    await Promise.all(
      manifest.files.map(async (name) => {
        const body = readFileSync(join(staging, name));
        const [br, gz] = [compressed.br(body, quality(name)), compressed.gzip(body, { level: 9 })];
        writeFileSync(join(staging, `${name}.br`), await br);
        writeFileSync(join(staging, `${name}.gzip`), await gz);
      }),
    );
    for (const path of Object.keys(metafile.outputs).map((path) => basename(path)))
      if (!manifest.files.includes(path)) rmSync(join(staging, path));
    writeFileSync(join(staging, "manifest.json"), JSON.stringify(manifest));
    renameSync(staging, folder);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    // Another process that made the same was first.
    if (!existsSync(join(folder, "manifest.json"))) throw error;
  }
}

async function open(options: BundleOptions): Promise<Bundle> {
  const folder = join(options.cacheDir, keyOf(options));
  if (!existsSync(join(folder, "manifest.json"))) await make(options, folder);
  const { files, ...manifest } = JSON.parse(
    readFileSync(join(folder, "manifest.json"), "utf8"),
  ) as Manifest;
  const known = new Set(files);
  const read = new Map<string, Asset>();
  return {
    ...manifest,
    asset(name) {
      if (!known.has(name)) return undefined;
      let asset = read.get(name);
      if (!asset) {
        const body = (ending: string) => readFileSync(join(folder, `${name}${ending}`));
        asset = {
          type: types[extname(name)] ?? "application/octet-stream",
          bodies: { br: body(".br"), gzip: body(".gzip"), identity: body("") },
        };
        read.set(name, asset);
      }
      return asset;
    },
  };
}

/** Answers the bundle, which the first call makes where it is not there yet (about 2 s). A failure is tried again. */
export function lazyBundle(options: BundleOptions): () => Promise<Bundle> {
  let opened: Promise<Bundle> | undefined;
  return () =>
    (opened ??= open(options).catch((error: unknown) => {
      opened = undefined;
      throw error;
    }));
}

/** The smallest form that a browser takes, by its `Accept-Encoding`. */
export function encodingFor(accepted: string | null): Encoding {
  const takes = takenBy(accepted);
  return takes("br") ? "br" : takes("gzip") ? "gzip" : "identity";
}
