/** What the respondent's page is made of, and where its files are kept. */
import type { Bundle } from "#platform/bundle.ts";
import type { PageFiles } from "./document.ts";
import { join } from "node:path";

const root = join(import.meta.dirname, "..", "..");

export const surveySources = {
  root,
  entry: "survey/main.ts",
  sources: ["survey/**/*.{ts,css}", "{contract,expression,questions}/**/*.ts", "package-lock.json"],
  cacheDir: join(root, ".cache", "survey"),
};

/** The style as text, and the address of the script. */
export async function pageFilesOf(bundle: () => Promise<Bundle>): Promise<PageFiles> {
  const { script, styles, asset } = await bundle();
  return { script, css: asset(styles[0]!)!.bodies.identity.toString("utf8").trim() };
}
