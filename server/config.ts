/**
 * The only reader of the environment. Each setting is one row of `settings`, which the table in
 * docs/settings.md must equal (a test compares them). A wrong value stops the start, with the
 * setting's name and what is allowed.
 */
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { z } from "zod";
import { StartError } from "./platform/start-error.ts";
import { headers, mailbox, networks, share, url, whole } from "./setting-kinds.ts";

/** name → what is allowed (`schema`), what holds where it is unset (`standard`), what it does (`about`). */
export const settings = {
  PORT: {
    schema: whole(0, 65535),
    standard: "8080",
    allowed: "0–65535; 0 takes a free port",
    about: "The port to listen on.",
  },
  HOST: {
    schema: z.string().min(1),
    standard: "127.0.0.1",
    allowed: "an address or name",
    about: "The address to listen on. `0.0.0.0` serves other machines: put TLS in front.",
  },
  CORRIDOR_PUBLIC_URL: {
    schema: url(["http:", "https:"]).optional(),
    standard: undefined,
    allowed: "an http(s) URL",
    about:
      "Where people reach this server; stands in links. Unset: made from HOST and PORT; in a customer's own link, from the address of this machine that was asked.",
  },
  CORRIDOR_TRUSTED_PROXIES: {
    schema: networks,
    standard: "",
    allowed: "addresses or networks, separated by commas",
    about: "Proxies whose `X-Forwarded-For` is believed.",
  },
  CORRIDOR_DATA_DIR: {
    schema: z.string().min(1),
    standard: "./data",
    allowed: "a directory",
    about: "Where the embedded stores, the secret and the bootstrap key are kept.",
  },
  DATABASE_URL: {
    schema: url(["postgres:", "postgresql:"]).optional(),
    standard: undefined,
    allowed: "a postgres:// URL",
    about: "A PostgreSQL server (15 or newer). Unset: PGlite in the data directory.",
  },
  CLICKHOUSE_URL: {
    schema: url(["http:", "https:"]).optional(),
    standard: undefined,
    allowed: "an http(s) URL",
    about:
      "A ClickHouse server (26.3 or newer); user, password and database stand in it. Unset: chDB in the data directory.",
  },
  CORRIDOR_SECRET: {
    schema: z.string().min(32, "at least 32 characters").optional(),
    standard: undefined,
    allowed: "at least 32 characters",
    about:
      "What keys, sessions, links and second steps are signed, digested and sealed with. Unset: made once and kept in the data directory as `secret`. Another one voids them all.",
  },
  CORRIDOR_API_KEY: {
    schema: z.string().min(16, "at least 16 characters").optional(),
    standard: undefined,
    allowed: "at least 16 characters",
    about:
      "The bootstrap key: every right in the first workspace. Unset: made once and kept in the data directory as `api-key`.",
  },
  CORRIDOR_ADMIN_EMAIL: {
    schema: z.email("an e-mail address").max(254),
    standard: "owner@corridor.localhost",
    allowed: "an e-mail address",
    about: "The owner that the first start makes. Has no effect once there is anybody.",
  },
  CORRIDOR_ADMIN_PASSWORD: {
    schema: z.string().min(12, "at least 12 characters").max(200).optional(),
    standard: undefined,
    allowed: "at least 12 characters, none that have leaked",
    about:
      "That owner's password. Unset: one is made at random and printed once, at that start, on standard output.",
  },
  SMTP_URL: {
    schema: url(["smtp:", "smtps:"]).optional(),
    standard: undefined,
    allowed: "an smtp(s):// URL",
    about:
      "The server that mail goes through; user and password stand in it. Unset: invitations are links to be handed over.",
  },
  MAIL_FROM: {
    schema: mailbox.optional(),
    standard: undefined,
    allowed: "an address, as in Corridor <cx@example.com>",
    about: "Whom mail is from. Needed with SMTP_URL.",
  },
  CORRIDOR_OIDC_ISSUER: {
    schema: url(["http:", "https:"]).optional(),
    standard: undefined,
    allowed: "an http(s) URL",
    about:
      "An OIDC provider that members may sign in at. The address to be named there is `/sign-in/oidc/callback` under CORRIDOR_PUBLIC_URL.",
  },
  CORRIDOR_OIDC_CLIENT_ID: {
    schema: z.string().min(1).optional(),
    standard: undefined,
    allowed: "any text",
    about: "What that provider knows Corridor as.",
  },
  CORRIDOR_OIDC_CLIENT_SECRET: {
    schema: z.string().min(1).optional(),
    standard: undefined,
    allowed: "any text",
    about: "By which Corridor shows the provider that it is itself.",
  },
  CORRIDOR_OIDC_NAME: {
    schema: z.string().min(1).max(60),
    standard: "OpenID",
    allowed: "up to 60 characters",
    about: "What people know that provider as; stands on the button.",
  },
  CORRIDOR_PRIVATE_NETWORKS: {
    schema: networks,
    standard: "",
    allowed: "addresses or networks, separated by commas",
    about:
      "Private networks that requests of Corridor's own may go to, as in 10.1.0.0/16. Any other inside address is refused.",
  },
  CORRIDOR_SIGNALS_PER_MINUTE: {
    schema: whole(0, 1e9),
    standard: "600000",
    allowed: "a whole number; 0 is no limit",
    about: "Requests to `POST /v1/signals` that one key may make in a minute.",
  },
  CORRIDOR_REQUESTS_PER_MINUTE: {
    schema: whole(0, 1e9),
    standard: "6000",
    allowed: "a whole number; 0 is no limit",
    about: "Other requests that one key, or one address without a key, may make in a minute.",
  },
  CORRIDOR_MIN_FREE_MB: {
    schema: whole(0, 1e6),
    standard: "256",
    allowed: "a whole number",
    about: "With less room than this on the data directory's disk, signals are refused with 503.",
  },
  CORRIDOR_BACKUP_DIR: {
    schema: z.string().min(1).optional(),
    standard: undefined,
    allowed: "a directory",
    about:
      "Where backups are kept; another disk is better. Unset: `backups` in the data directory.",
  },
  CORRIDOR_BACKUP_HOURS: {
    schema: whole(0, 8760),
    standard: "24",
    allowed: "a whole number up to 8760; 0 is never",
    about:
      "Hours from one backup to the next that is made by itself, where a store is embedded. With both on servers none is.",
  },
  CORRIDOR_BACKUPS_KEPT: {
    schema: whole(1, 1000),
    standard: "7",
    allowed: "1–1000",
    about: "How many backups are kept. The oldest is removed when a new one is whole.",
  },
  CORRIDOR_THREADS: {
    schema: whole(1, 256),
    standard: String(availableParallelism()),
    allowed: "1–256",
    about:
      "Threads that one question to the embedded ClickHouse may use. Unset: the machine's processors.",
  },
  LOG_LEVEL: {
    schema: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      error: "one of fatal, error, warn, info, debug, trace, silent",
    }),
    standard: "info",
    allowed: "fatal, error, warn, info, debug, trace, silent",
    about: "How much is logged.",
  },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    schema: url(["http:", "https:"])
      .refine((text) => new URL(text).username + new URL(text).password === "", {
        error: "a URL without user and password; send them by OTEL_EXPORTER_OTLP_HEADERS",
        when: ({ issues }) => issues.length === 0,
      })
      .optional(),
    standard: undefined,
    allowed: "an http(s) URL",
    about:
      "Where traces and metrics are sent by OTLP over HTTP (JSON); `/v1/traces` and `/v1/metrics` are added. Unset: nothing is traced or sent.",
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    schema: headers,
    standard: "",
    allowed: "name=value pairs, separated by commas, values percent-encoded",
    about: "Sent along with them, as `authorization=Bearer%20TOKEN`.",
  },
  OTEL_SERVICE_NAME: {
    schema: z.string().min(1).max(200),
    standard: "corridor",
    allowed: "a name of up to 200 characters",
    about: "What this server is called in traces and metrics.",
  },
  OTEL_TRACES_SAMPLER_ARG: {
    schema: share,
    standard: "1",
    allowed: "a number from 0 to 1",
    about:
      "The share of traces that are kept. A caller's own trace is joined, and counts against it too.",
  },
  OTEL_METRIC_EXPORT_INTERVAL: {
    schema: whole(1000, 3_600_000),
    standard: "60000",
    allowed: "1000–3600000",
    about: "Milliseconds between two times that metrics are sent.",
  },
} as const;

/** What tests start the application with, in the place of what holds else. */
export type AppOptions = {
  postgresDeadline?: number;
  drainGap?: number;
  statementPause?: number;
  keptFrom?: number;
};

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly clickhouseUrl: string | undefined;
  readonly secret: string | undefined;
  readonly apiKey: string | undefined;
  readonly adminEmail: string;
  readonly adminPassword: string | undefined;
  /** Both set, or there is no mail. */
  readonly mail: { url: string; from: string } | undefined;
  /** All set, or nobody signs in by OIDC. */
  readonly oidc:
    | { issuer: string; clientId: string; clientSecret: string; name: string }
    | undefined;
  readonly privateNetworks: readonly string[];
  readonly signalsPerMinute: number;
  readonly requestsPerMinute: number;
  readonly minFreeBytes: number;
  readonly backupDir: string;
  readonly backupHours: number;
  readonly backupsKept: number;
  readonly threads: number;
  readonly logLevel: string;
  readonly telemetry: {
    readonly endpoint: string | undefined;
    readonly headers: Readonly<Record<string, string>>;
    readonly serviceName: string;
    /** The share of traces that are kept. */
    readonly traced: number;
    readonly metricsEveryMs: number;
  };
};

/** A setting is wrong; `message` names each with what is allowed. Values are not repeated: one may be a secret. */
export class ConfigError extends StartError {}

function parse<N extends keyof typeof settings>(
  name: N,
  env: NodeJS.ProcessEnv,
  problems: string[],
): z.output<(typeof settings)[N]["schema"]> {
  const { schema, standard, allowed } = settings[name];
  // An empty value counts as unset, as shells and compose files write it.
  const result = schema.safeParse(
    env[name] === "" || env[name] === undefined ? standard : env[name],
  );
  if (!result.success)
    problems.push(
      `${name}: must be ${result.error.issues[0]?.message ?? allowed} (allowed: ${allowed})`,
    );
  return result.data as z.output<(typeof settings)[N]["schema"]>;
}

/** Settings that are of use only together: all, or none of them. Half of them is a mistake, and named. */
function together<K extends string>(
  values: Record<K, string | undefined>,
  names: Record<K, string>,
  problems: string[],
): Record<K, string> | undefined {
  const keys = Object.keys(names) as K[];
  const missing = keys.filter((each) => values[each] === undefined);
  if (missing.length === 0) return values as Record<K, string>;
  if (missing.length < keys.length)
    for (const each of missing) {
      const others = keys.filter((key) => !missing.includes(key)).map((key) => names[key]);
      problems.push(`${names[each]}: must be set where ${others.join(" and ")} is`);
    }
  return undefined;
}

function oidcOf(env: NodeJS.ProcessEnv, problems: string[]): Config["oidc"] {
  const provider = together(
    {
      issuer: parse("CORRIDOR_OIDC_ISSUER", env, problems),
      clientId: parse("CORRIDOR_OIDC_CLIENT_ID", env, problems),
      clientSecret: parse("CORRIDOR_OIDC_CLIENT_SECRET", env, problems),
    },
    {
      issuer: "CORRIDOR_OIDC_ISSUER",
      clientId: "CORRIDOR_OIDC_CLIENT_ID",
      clientSecret: "CORRIDOR_OIDC_CLIENT_SECRET",
    },
    problems,
  );
  const name = parse("CORRIDOR_OIDC_NAME", env, problems);
  return provider && { ...provider, name };
}

/** Reads every setting; throws ConfigError that names all wrong ones at once. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  for (const name of Object.keys(env)) {
    if (name.startsWith("CORRIDOR_") && !(name in settings) && !otherPrograms.has(name)) {
      problems.push(`${name}: is not a setting (see docs/settings.md)`);
    }
  }
  const dataDir = resolve(parse("CORRIDOR_DATA_DIR", env, problems) ?? ".");
  const config: Config = {
    port: parse("PORT", env, problems),
    host: parse("HOST", env, problems),
    publicUrl: parse("CORRIDOR_PUBLIC_URL", env, problems),
    trustedProxies: parse("CORRIDOR_TRUSTED_PROXIES", env, problems),
    dataDir,
    databaseUrl: parse("DATABASE_URL", env, problems),
    clickhouseUrl: parse("CLICKHOUSE_URL", env, problems),
    secret: parse("CORRIDOR_SECRET", env, problems),
    apiKey: parse("CORRIDOR_API_KEY", env, problems),
    adminEmail: parse("CORRIDOR_ADMIN_EMAIL", env, problems),
    adminPassword: parse("CORRIDOR_ADMIN_PASSWORD", env, problems),
    mail: together(
      { url: parse("SMTP_URL", env, problems), from: parse("MAIL_FROM", env, problems) },
      { url: "SMTP_URL", from: "MAIL_FROM" },
      problems,
    ),
    oidc: oidcOf(env, problems),
    privateNetworks: parse("CORRIDOR_PRIVATE_NETWORKS", env, problems),
    signalsPerMinute: parse("CORRIDOR_SIGNALS_PER_MINUTE", env, problems),
    requestsPerMinute: parse("CORRIDOR_REQUESTS_PER_MINUTE", env, problems),
    minFreeBytes: (parse("CORRIDOR_MIN_FREE_MB", env, problems) ?? 0) * 1024 * 1024,
    backupDir: resolve(parse("CORRIDOR_BACKUP_DIR", env, problems) ?? join(dataDir, "backups")),
    backupHours: parse("CORRIDOR_BACKUP_HOURS", env, problems),
    backupsKept: parse("CORRIDOR_BACKUPS_KEPT", env, problems),
    threads: parse("CORRIDOR_THREADS", env, problems),
    logLevel: parse("LOG_LEVEL", env, problems),
    telemetry: {
      endpoint: parse("OTEL_EXPORTER_OTLP_ENDPOINT", env, problems),
      headers: parse("OTEL_EXPORTER_OTLP_HEADERS", env, problems),
      serviceName: parse("OTEL_SERVICE_NAME", env, problems),
      traced: parse("OTEL_TRACES_SAMPLER_ARG", env, problems),
      metricsEveryMs: parse("OTEL_METRIC_EXPORT_INTERVAL", env, problems),
    },
  };
  if (problems.length > 0)
    throw new ConfigError(`Corridor cannot start:\n  ${problems.join("\n  ")}`);
  return config;
}

/**
 * What is allowed, and may surprise whoever runs it: each with the names of the settings to look at.
 * A database on a server may have several processes in front of it, and each makes what is not
 * given: a key that opens one of them is then refused by the next.
 */
export function warningsOf(config: Config): { message: string; settings: string[] }[] {
  if (config.databaseUrl === undefined) return [];
  const missing = [
    ...(config.apiKey === undefined ? ["CORRIDOR_API_KEY"] : []),
    ...(config.secret === undefined ? ["CORRIDOR_SECRET"] : []),
  ];
  if (missing.length === 0) return [];
  return [
    {
      message:
        "made and kept in the data directory, so that another process on this database has others; set them where there is more than one",
      settings: missing,
    },
  ];
}

/** Read by the command line, the tests and the browser's driver, not by the server. */
const otherPrograms = new Set(["CORRIDOR_URL", "CORRIDOR_TEST_DATA", "CORRIDOR_TEST_STORES"]);
