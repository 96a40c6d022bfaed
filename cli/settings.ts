/** The only file of the command that reads the environment. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export type Environment = Readonly<Record<string, string | undefined>>;

export function readEnvironment(): Environment {
  return process.env;
}

export type Language = "en" | "id";

export const defaultUrl = "http://localhost:8080";

/** What the options say; each goes before the environment. */
export type Given = {
  readonly url?: string | undefined;
  readonly key?: string | undefined;
  readonly lang?: string | undefined;
};

/** The server's address without a slash at its end; undefined where what is given is no HTTP address. */
export function serverUrl(given: Given, environment: Environment): string | undefined {
  const text = given.url ?? (environment["CORRIDOR_URL"] || defaultUrl);
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

/**
 * The API key: `--key`, else CORRIDOR_API_KEY, else the file `api-key` in the data directory, which
 * the server writes at its first start. Undefined where there is none.
 */
export function apiKey(given: Given, environment: Environment): string | undefined {
  const key = given.key ?? environment["CORRIDOR_API_KEY"];
  if (key !== undefined && key.trim() !== "") return key.trim();
  try {
    const text = readFileSync(join(dataDirectory(environment), "api-key"), "utf8").trim();
    return text === "" ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Where the server on this machine keeps its data. */
export function dataDirectory(environment: Environment): string {
  return environment["CORRIDOR_DATA_DIR"] || "./data";
}

/** `--lang`, else the first of LC_ALL, LC_MESSAGES and LANG that is set; English unless Indonesian. */
export function language(given: Given, environment: Environment): Language {
  const text =
    given.lang ??
    (environment["LC_ALL"] || environment["LC_MESSAGES"] || environment["LANG"] || "");
  return /^(id|in)\b|^(id|in)_/i.test(text) ? "id" : "en";
}
