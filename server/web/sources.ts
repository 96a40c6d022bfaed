/** What the web application is made of, and where its files are kept. */
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

export const webSources = {
  root,
  entry: "web/main.tsx",
  sources: [
    "web/**/*.{ts,tsx,css}",
    "{charts,contract,expression,importing,demo,questions}/**/*.ts",
    "survey/*.{css,ts}",
    "package-lock.json",
  ],
  manyParts: true,
  cacheDir: join(root, ".cache", "web"),
} as const;
