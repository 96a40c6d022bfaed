/** What the respondent's page is made of, and where its files are kept. */
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

export const surveySources = {
  root,
  entry: "survey/main.ts",
  sources: ["survey/**/*.{ts,css}", "{contract,expression,questions}/**/*.ts", "package-lock.json"],
  cacheDir: join(root, ".cache", "survey"),
};
