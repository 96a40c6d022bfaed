/**
 * Why the start can't go on, where whoever starts it can mend that. Each names the setting, what is
 * wrong and what to do. No value is repeated: an address may hold a password, or a piece of one.
 */
import { CorridorError } from "#contract/error.ts";

/** The message is all that is said. */
export class StartError extends Error {}

type Failed = {
  code?: unknown;
  syscall?: unknown;
  type?: unknown;
  path?: unknown;
  cause?: unknown;
};

/** What PostgreSQL's codes mean to whoever set the address. Others may be defects, and are told whole. */
function refusalOf(code: string): string | undefined {
  if (code.startsWith("28")) return "the database refuses this user or password";
  if (code === "3D000") return "the database server has no database of this name";
  if (code === "42501") return "this user may not do there what Corridor needs";
  if (code === "53300") return "the database server takes no more connections";
  if (code === "57P03") return "the database server is itself starting or stopping; try again";
  if (/CERT|SSL|TLS/.test(code)) return "the database server's certificate is not trusted";
  return undefined;
}

const clickhouseRefusals = new Set([
  "AUTHENTICATION_FAILED",
  "REQUIRED_PASSWORD",
  "UNKNOWN_USER",
  "UNKNOWN_DATABASE",
  "ACCESS_DENIED",
]);

/** The error and its causes, the outermost first. */
function chainOf(error: unknown): Failed[] {
  const chain: Failed[] = [];
  for (let at = error; at instanceof Error && chain.length < 5; at = (at as Failed).cause)
    chain.push(at as Failed);
  return chain;
}

/** A word that the system or a store made; never a text of theirs, which may quote an address. */
const inBrackets = (code: string): string => (/^[\w-]{1,60}$/.test(code) ? ` (${code})` : "");

function databaseProblem(error: unknown): string | undefined {
  const codes = chainOf(error).flatMap(({ code }) => (typeof code === "string" ? [code] : []));
  for (const code of codes) {
    const refusal = refusalOf(code);
    if (refusal !== undefined) return `${refusal}${inBrackets(code)}`;
  }
  if (!(error instanceof CorridorError) || error.code !== "store_unavailable") {
    // A connection of its own, beside the pool's.
    const connects = chainOf(error).some(({ syscall }) =>
      /^(connect|getaddrinfo)/.test(`${syscall}`),
    );
    if (!connects) return undefined;
  }
  const code = codes.find((each) => /^[A-Z0-9_]+$/.test(each)) ?? "";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN")
    return `its host is not known${inBrackets(code)}`;
  return `the database does not answer there${inBrackets(code)}`;
}

/** What a failure of the start has to do with a setting; undefined where nothing, and it is a defect. */
export function startErrorOf(
  error: unknown,
  config: { databaseUrl: string | undefined; clickhouseUrl: string | undefined },
): StartError | undefined {
  if (error instanceof StartError) return error;
  if (config.databaseUrl !== undefined) {
    const problem = databaseProblem(error);
    if (problem !== undefined)
      return new StartError(
        `DATABASE_URL: ${problem}. Start the PostgreSQL server, or correct the address.`,
      );
  }
  const refused = chainOf(error).find(({ type }) => clickhouseRefusals.has(`${type}`));
  if (config.clickhouseUrl !== undefined && refused)
    return new StartError(
      `CLICKHOUSE_URL: the server refuses this user, password or database (${String(refused.type)}). Correct the address.`,
    );
  return undefined;
}

/** What is wrong with the address that was to be listened on. */
export function listenErrorOf(error: unknown): StartError | undefined {
  const { code } = error as Failed;
  switch (code) {
    case "EADDRINUSE":
      return new StartError(
        "PORT: the port is in use. Stop what listens there, or set PORT to another.",
      );
    case "EACCES":
      return new StartError(
        "PORT: this user may not listen on it (EACCES). Set PORT to one from 1024 on.",
      );
    case "EADDRNOTAVAIL":
    case "EINVAL":
      return new StartError(
        `HOST: no address of this machine (${code}). Set HOST to one that it has: 127.0.0.1 for this machine alone, 0.0.0.0 for all.`,
      );
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new StartError(
        `HOST: the name is not known (${code}). Set HOST to an address of this machine: 127.0.0.1 for itself alone, 0.0.0.0 for all.`,
      );
    default:
      return undefined;
  }
}
