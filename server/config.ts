/**
 * The only reader of the environment. Each setting is one row of `settings`, which the table in
 * docs/settings.md must equal (a test compares them). A wrong value stops the start, with the
 * setting's name and what is allowed.
 */
import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { z } from "zod";

const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((n) => n >= min && n <= max, `a whole number from ${min} to ${max}`);

const url = (protocols: string[]) =>
  z.string().refine(
    (text) => {
      try {
        return protocols.includes(new URL(text).protocol);
      } catch {
        return false;
      }
    },
    `a URL that begins with ${protocols.map((p) => `${p}//`).join(" or ")}`,
  );

function isNetwork(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
const networks = z
  .string()
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter(Boolean),
  )
  .refine(
    (list) => list.every(isNetwork),
    "addresses or networks, separated by commas, as in 10.0.0.1,172.16.0.0/12",
  );

const share = z
  .string()
  .regex(/^(0|1|0\.\d{1,9}|1\.0{1,9})$/, "a number from 0 to 1")
  .transform(Number);

/** A header's name by RFC 9110. */
const token = /^[\w!#$%&'*+.^`|~-]+$/;

/** `name=value,name=value`; values percent-encoded, as OpenTelemetry has them. */
const headers = z.string().transform((text, context) => {
  const pairs = text
    .split(",")
    .filter((part) => part.trim() !== "")
    .map((part) => {
      const [name = "", ...rest] = part.split("=");
      return [name.trim().toLowerCase(), rest.join("=").trim()] as const;
    });
  try {
    const read = pairs.map(([name, value]) => [name, decodeURIComponent(value)] as const);
    if (read.every(([name, value]) => token.test(name) && /^[\t\x20-\x7e]+$/.test(value)))
      return Object.fromEntries(read);
  } catch {
    // Not percent-encoded: said below, without the value.
  }
  context.addIssue({
    code: "custom",
    message: "name=value pairs, separated by commas, values percent-encoded",
  });
  return z.NEVER;
});

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
    about: "Where people reach this server; stands in links. Unset: made from HOST and PORT.",
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
      "Keys the digests that API keys are compared by. Unset: made once and kept in the data directory as `secret`.",
  },
  CORRIDOR_API_KEY: {
    schema: z.string().min(16, "at least 16 characters").optional(),
    standard: undefined,
    allowed: "at least 16 characters",
    about:
      "The bootstrap key: every right in the first workspace. Unset: made once and kept in the data directory as `api-key`.",
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
  readonly signalsPerMinute: number;
  readonly requestsPerMinute: number;
  readonly minFreeBytes: number;
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
export class ConfigError extends Error {}

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

/** Reads every setting; throws ConfigError that names all wrong ones at once. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  for (const name of Object.keys(env)) {
    if (name.startsWith("CORRIDOR_") && !(name in settings) && !otherPrograms.has(name)) {
      problems.push(`${name}: is not a setting (see docs/settings.md)`);
    }
  }
  const config: Config = {
    port: parse("PORT", env, problems),
    host: parse("HOST", env, problems),
    publicUrl: parse("CORRIDOR_PUBLIC_URL", env, problems),
    trustedProxies: parse("CORRIDOR_TRUSTED_PROXIES", env, problems),
    dataDir: resolve(parse("CORRIDOR_DATA_DIR", env, problems) ?? "."),
    databaseUrl: parse("DATABASE_URL", env, problems),
    clickhouseUrl: parse("CLICKHOUSE_URL", env, problems),
    secret: parse("CORRIDOR_SECRET", env, problems),
    apiKey: parse("CORRIDOR_API_KEY", env, problems),
    signalsPerMinute: parse("CORRIDOR_SIGNALS_PER_MINUTE", env, problems),
    requestsPerMinute: parse("CORRIDOR_REQUESTS_PER_MINUTE", env, problems),
    minFreeBytes: (parse("CORRIDOR_MIN_FREE_MB", env, problems) ?? 0) * 1024 * 1024,
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
