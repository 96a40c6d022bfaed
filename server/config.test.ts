import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { describe, it } from "node:test";
import fc from "fast-check";
import { failedStart, scratch } from "./testing/server.ts";
import { ConfigError, readConfig, settings, warningsOf } from "./config.ts";

type Name = keyof typeof settings;
const names = Object.keys(settings) as Name[];

/** The rows of the table in the docs, each cell without its code marks. */
function documented(): { name: string; standard: string; allowed: string; about: string }[] {
  const page = readFileSync(join(import.meta.dirname, "..", "docs", "settings.md"), "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  return rows.map((row) => {
    const [name = "", standard = "", allowed = "", about = ""] = row
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim());
    return {
      name: name.replaceAll("`", ""),
      standard: standard.replaceAll("`", ""),
      allowed,
      about,
    };
  });
}

/** A standard that differs from machine to machine is said in words. */
const inWords: Partial<Record<Name, { standard: string; words: string }>> = {
  CORRIDOR_THREADS: {
    standard: String(availableParallelism()),
    words: "*the machine's processors*",
  },
};

/** For each setting, values that must stop the start and values that must not. */
const values: Record<Name, { wrong: string[]; right: string[] }> = {
  PORT: { wrong: ["-1", "65536", "http", "80.5", " 80", "0x50"], right: ["0", "65535"] },
  HOST: { wrong: [], right: ["0.0.0.0", "::1", "cx.example.com"] },
  CORRIDOR_PUBLIC_URL: {
    wrong: ["cx.example.com", "ftp://cx.example.com", "http://"],
    right: ["https://cx.example.com", "http://localhost:8080/"],
  },
  CORRIDOR_TRUSTED_PROXIES: {
    wrong: ["proxy", "10.0.0.0/33", "10.0.0", "::1/129", "10.0.0.1/8/8", "10.0.0.1;10.0.0.2"],
    right: ["10.0.0.1", "10.0.0.0/8, 172.16.0.0/12", "::1,fd00::/8"],
  },
  CORRIDOR_DATA_DIR: { wrong: [], right: ["/tmp/somewhere", "data"] },
  DATABASE_URL: {
    wrong: ["mysql://user:hidden@db/x", "db:5432", "postgres"],
    right: ["postgres://user:hidden@db/corridor", "postgresql://db"],
  },
  CLICKHOUSE_URL: {
    wrong: ["tcp://user:hidden@ch:9000", "ch:8123"],
    right: ["http://user:hidden@ch:8123/corridor", "https://ch"],
  },
  CORRIDOR_SECRET: { wrong: ["hidden", "x".repeat(31)], right: ["x".repeat(32)] },
  CORRIDOR_API_KEY: { wrong: ["hidden", "x".repeat(15)], right: ["x".repeat(16)] },
  CORRIDOR_ADMIN_EMAIL: {
    wrong: ["owner", "a@b", "Owner <owner@example.com>"],
    right: ["owner@example.com"],
  },
  CORRIDOR_ADMIN_PASSWORD: { wrong: ["hidden", "x".repeat(201)], right: ["x".repeat(12)] },
  SMTP_URL: {
    wrong: ["http://user:hidden@mail", "mail:25"],
    right: ["smtp://user:hidden@mail:587", "smtps://mail"],
  },
  MAIL_FROM: {
    wrong: ["Corridor", "a@b\r\nBcc: c@d", "<a@b>, <c@d>"],
    right: ["cx@example.com", "Corridor <cx@example.com>"],
  },
  CORRIDOR_OIDC_ISSUER: {
    wrong: ["accounts.example.com"],
    right: ["https://accounts.example.com"],
  },
  CORRIDOR_OIDC_CLIENT_ID: { wrong: [], right: ["corridor"] },
  CORRIDOR_OIDC_CLIENT_SECRET: { wrong: [], right: ["hidden"] },
  CORRIDOR_OIDC_NAME: { wrong: ["x".repeat(61)], right: ["Maju Bersama"] },
  CORRIDOR_PRIVATE_NETWORKS: { wrong: ["inside", "10.0.0.0/33"], right: ["10.0.0.0/8,::1"] },
  CORRIDOR_SIGNALS_PER_MINUTE: { wrong: ["many", "-1", "1e3"], right: ["0", "1000000000"] },
  CORRIDOR_REQUESTS_PER_MINUTE: { wrong: ["many", "-1", "1000000001"], right: ["0", "60"] },
  CORRIDOR_MIN_FREE_MB: { wrong: ["256 MB", "-1"], right: ["0", "1000000"] },
  CORRIDOR_BACKUP_DIR: { wrong: [], right: ["/mnt/backups", "kept"] },
  CORRIDOR_BACKUP_HOURS: { wrong: ["-1", "1.5", "8761", "daily"], right: ["0", "8760"] },
  CORRIDOR_BACKUPS_KEPT: { wrong: ["0", "1001", "all"], right: ["1", "1000"] },
  CORRIDOR_THREADS: { wrong: ["0", "257", "two"], right: ["1", "256"] },
  LOG_LEVEL: { wrong: ["loud", "INFO", "2"], right: ["silent", "trace"] },
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    wrong: ["collector:4318", "grpc://collector:4317", "http://", "http://user:hidden@collector"],
    right: ["http://collector:4318", "https://otlp.example.com/base"],
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    wrong: ["hidden", "=hidden", "a b=hidden", "x=%E0%A4%A", "x=%0Ahidden", "x="],
    right: ["authorization=Bearer%20hidden", "x=1, y=a=b,", "api-key=a%2Cb"],
  },
  OTEL_SERVICE_NAME: { wrong: ["x".repeat(201)], right: ["corridor-eu"] },
  OTEL_TRACES_SAMPLER_ARG: {
    wrong: ["-0.1", "1.1", "10%", "all", "1e-3"],
    right: ["0", "1", "0.05", "1.0"],
  },
  OTEL_METRIC_EXPORT_INTERVAL: { wrong: ["999", "1 min", "3600001"], right: ["1000", "15000"] },
};

/** What a setting is of use with. */
const mail = { SMTP_URL: "smtp://mail", MAIL_FROM: "cx@example.com" };
const oidc = {
  CORRIDOR_OIDC_ISSUER: "https://accounts.example.com",
  CORRIDOR_OIDC_CLIENT_ID: "corridor",
  CORRIDOR_OIDC_CLIENT_SECRET: "s",
};
const together = [mail, oidc] as Record<string, string>[];
const companions = (name: Name) => together.find((each) => name in each) ?? {};

function messageOf(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.message;
  }
  throw new assert.AssertionError({ message: `${JSON.stringify(env)} was taken` });
}

describe("the table of settings", () => {
  it("says what the code says, setting by setting", () => {
    const expected = names.map((name) => {
      const { standard, allowed, about } = settings[name];
      const words = inWords[name];
      if (words) assert.equal(standard, words.standard);
      return { name, standard: words?.words ?? standard ?? "", allowed, about };
    });
    assert.deepEqual(documented(), expected);
  });
});

describe("readConfig", () => {
  it("starts with nothing set", () => {
    const config = readConfig({});
    assert.equal(config.port, 8080);
    assert.equal(config.host, "127.0.0.1");
    assert.equal(config.dataDir, resolve("data"));
    assert.equal(config.databaseUrl, undefined);
    assert.equal(config.minFreeBytes, 256 * 1024 * 1024);
    assert.deepEqual(config.trustedProxies, []);
  });

  it("takes an empty value for an unset one", () => {
    const empty = Object.fromEntries(names.map((name) => [name, ""]));
    assert.deepEqual(readConfig(empty), readConfig({}));
  });

  for (const name of names) {
    it(`refuses a wrong ${name} by name, with what is allowed, and takes a right one`, () => {
      for (const wrong of values[name].wrong) {
        const message = messageOf({ [name]: wrong });
        const line = message.split("\n").find((each) => each.includes(name));
        assert.ok(line?.includes(settings[name].allowed), message);
        assert.equal(message.split("\n").length, 2, message);
      }
      for (const right of values[name].right) readConfig({ ...companions(name), [name]: right });
    });
  }

  it("names every wrong setting at once", () => {
    const wrong = names.filter((name) => values[name].wrong.length > 0);
    const message = messageOf(
      Object.fromEntries(wrong.map((name) => [name, values[name].wrong[0]!])),
    );
    for (const name of wrong) assert.ok(message.includes(`\n  ${name}:`), name);
  });

  it("refuses half of what is of use only whole, and names the other half", () => {
    for (const whole of together)
      for (const name of Object.keys(whole)) {
        const { [name]: _, ...half } = whole;
        assert.match(messageOf(half), new RegExp(`^  ${name}: must be set where`, "m"));
      }
    assert.equal(readConfig({}).mail, undefined);
    assert.equal(readConfig({}).oidc, undefined);
    assert.deepEqual(readConfig(mail).mail, { url: "smtp://mail", from: "cx@example.com" });
    assert.equal(readConfig(oidc).oidc?.name, "OpenID");
  });

  it("never repeats a value", () => {
    const secrets: Name[] = [
      "CORRIDOR_SECRET",
      "CORRIDOR_API_KEY",
      "DATABASE_URL",
      "CLICKHOUSE_URL",
      "OTEL_EXPORTER_OTLP_HEADERS",
      "OTEL_EXPORTER_OTLP_ENDPOINT",
      "CORRIDOR_ADMIN_PASSWORD",
      "SMTP_URL",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...secrets),
        fc.stringMatching(/^[\w!?+-]{8,11}$/),
        (name, value) => {
          const message = messageOf({ [name]: value });
          return !message.includes(value);
        },
      ),
    );
    for (const name of secrets)
      for (const wrong of values[name].wrong)
        assert.ok(!messageOf({ [name]: wrong }).includes("hidden"), name);
  });

  it("refuses a name of ours that is no setting, and leaves others alone", () => {
    assert.match(messageOf({ CORRIDOR_DATADIR: "/tmp" }), /CORRIDOR_DATADIR: is not a setting/);
    readConfig({ PATH: "/bin", CORRIDOR_URL: "http://localhost:8080", CORRIDOR_TEST_DATA: "x" });
  });

  it("reads addresses, networks and megabytes as what they mean", () => {
    const config = readConfig({
      CORRIDOR_TRUSTED_PROXIES: " 10.0.0.1 , 172.16.0.0/12,",
      CORRIDOR_MIN_FREE_MB: "1",
      PORT: "0",
    });
    assert.deepEqual(config.trustedProxies, ["10.0.0.1", "172.16.0.0/12"]);
    assert.equal(config.minFreeBytes, 1024 * 1024);
    assert.equal(config.port, 0);
  });

  it("reads the headers of an export as they are to be sent", () => {
    const { telemetry } = readConfig({
      OTEL_EXPORTER_OTLP_HEADERS: " Authorization = Basic%20YTpi , x-scope=a=b,",
    });
    assert.deepEqual(telemetry.headers, { authorization: "Basic YTpi", "x-scope": "a=b" });
    assert.deepEqual(readConfig({}).telemetry, {
      endpoint: undefined,
      headers: {},
      serviceName: "corridor",
      traced: 1,
      metricsEveryMs: 60_000,
    });
  });
});

describe("warningsOf", () => {
  const database = { DATABASE_URL: "postgres://db/corridor" };
  const key = { CORRIDOR_API_KEY: "k".repeat(16) };
  const secret = { CORRIDOR_SECRET: "s".repeat(32) };
  const named = (env: Record<string, string>) =>
    warningsOf(readConfig(env)).flatMap((warning) => warning.settings);

  it("names what every process on one database would make for itself", () => {
    assert.deepEqual(named(database), ["CORRIDOR_API_KEY", "CORRIDOR_SECRET"]);
    assert.deepEqual(named({ ...database, ...key }), ["CORRIDOR_SECRET"]);
    assert.deepEqual(named({ ...database, ...secret }), ["CORRIDOR_API_KEY"]);
  });

  it("is silent where nothing can differ", () => {
    assert.deepEqual(named({ ...database, ...key, ...secret }), []);
    assert.deepEqual(named({}), []);
    assert.deepEqual(named({ CLICKHOUSE_URL: "http://ch:8123" }), []);
  });

  it("stands in the log of the start", async () => {
    const { dir, remove } = scratch();
    const env = {
      DATABASE_URL: "postgres://nobody@127.0.0.1:1/x",
      CLICKHOUSE_URL: "http://127.0.0.1:1",
    };
    const { code, output } = await failedStart({ dataDir: join(dir, "data"), env });
    remove();
    assert.equal(code, 1, "there is no database");
    const line = output.split("\n").find((each) => each.includes("CORRIDOR_SECRET"));
    const { level, msg, settings: names } = JSON.parse(line ?? "{}") as Record<string, unknown>;
    assert.deepEqual([level, names], [40, ["CORRIDOR_SECRET"]]);
    assert.match(String(msg), /another process on this database/);
  });
});
