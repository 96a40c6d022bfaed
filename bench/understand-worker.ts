/** A process with the whole application over the firm of `understand-data.ts`: asked over HTTP as a page asks it, and by hand. */
import { performance } from "node:perf_hooks";
import { listen } from "#platform/http.ts";
import { createLog } from "#platform/log.ts";
import { createApp, type App } from "#server/app.ts";
import { readConfig } from "#server/config.ts";
import { apiKey } from "./children.ts";
import { keptDirectory } from "./kept.ts";
import { bestInTurns } from "./rounds.ts";
import { same, type HandRow } from "./ten.ts";
import { tiles } from "./tiles.ts";
import {
  attributes,
  businessesOf,
  comeIn,
  end,
  makeClosed,
  makeLast,
  ratings,
  regions,
  sampleOf,
  unitsOf,
} from "./understand-data.ts";
import { serve } from "./worker.ts";

/** Wall time, and what all threads of this process took of the processor meanwhile, in milliseconds. */
export type Spent = { wall: number; cpu: number };
export type TileTimes = { corridor: Spent; byHand: Spent };

let app: App | undefined;
let base = "";
let stop: () => Promise<void> = async () => undefined;

async function begin(dataDir: string): Promise<App> {
  const config = readConfig({
    CORRIDOR_DATA_DIR: dataDir,
    CORRIDOR_API_KEY: apiKey,
    CORRIDOR_SIGNALS_PER_MINUTE: "0",
    CORRIDOR_REQUESTS_PER_MINUTE: "0",
    LOG_LEVEL: "warn",
    PORT: "0",
  });
  const own = await createApp(config, createLog("warn"));
  const server = await listen(own.http, config.host, config.port);
  own.servesOn(server.port);
  base = `http://127.0.0.1:${server.port}`;
  stop = async () => {
    await server.close(2_000);
    await own.stop();
  };
  return own;
}

async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  const lines = typeof body === "string";
  const response = await fetch(`${base}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(body === undefined
        ? {}
        : { "content-type": lines ? "application/x-ndjson" : "application/json" }),
    },
    ...(body === undefined ? {} : { body: lines ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
  return JSON.parse(text) as T;
}

const workspaceOf = async (own: App): Promise<string> => {
  const { rows } = await own.postgres.execute(
    "select id from workspaces order by created_at limit 1",
  );
  return (rows[0] as { id: string }).id;
};

/** What a firm says of itself: units below regions, ratings, attributes, two promises that somebody has signed. */
async function fillRegistry(): Promise<void> {
  const put = (path: string, definition: unknown) =>
    request("PUT", `/v1/${path}`, { definition, active: true });
  for (const region of regions) {
    await put(`units/${region}`, {});
    for (let n = 0; n < unitsOf; n++)
      await put(`units/${encodeURIComponent(`${region}/${n}`)}`, { parent: region });
  }
  for (const key of ratings)
    await put(`measures/${key}`, { scale: { min: 1, max: 5 }, direction: "higher-is-better" });
  for (const key of attributes) await put(`attributes/${key}`, {});
  await put("customer-attributes/plan", { type: "text" });
  for (const promise of ["delivery.hoursToDeliver", "support-call.secondsToAnswer"]) {
    const { definition } = await request<{ definition: object }>("GET", `/v1/promises/${promise}`);
    const signed = {
      owner: "owner@corridor.example",
      from: "2024-01-01",
      words: { en: "On time." },
    };
    await put(`promises/${promise}`, { ...definition, ...signed });
  }
}

/** Business accounts over HTTP, so that both stores have them. */
async function fillAccounts(rows: number): Promise<void> {
  const lines = Array.from({ length: businessesOf(rows) }, (_, n) =>
    JSON.stringify({
      id: `B-${n}`,
      name: `Business ${n}`,
      type: "business",
      unit: `${regions[n % regions.length]!}/${n % unitsOf}`,
      renewalOn: `2026-0${1 + (n % 9)}-15`,
      revenue: 1_000 + ((n * 7_919) % 90_000),
      potential: 2_000 + ((n * 104_729) % 200_000),
    }),
  );
  await request("POST", "/v1/accounts", lines.join("\n"));
  await app!.projector.flush();
}

async function open(rows: number, report: (text: string) => void): Promise<void> {
  const kept = { name: "understand", count: rows, sample: sampleOf(1_000), room: 4e9 };
  const directory = await keptDirectory(kept, async (fresh) => {
    report(`understand: making ${rows.toLocaleString("en")} signals (once; they are kept)`);
    app = await begin(fresh);
    await fillRegistry();
    await fillAccounts(rows);
    await makeClosed(app.clickhouse, await workspaceOf(app), rows, report);
    await stop();
  });
  app = tellingChanges(await begin(directory));
  await makeLast(app.clickhouse, rows);
}

async function timed(work: () => Promise<unknown>): Promise<Spent> {
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: performance.now() - from, cpu: (user + system) / 1000 };
}

/** The best of so many rounds, by wall time and by processor each. */
async function best(
  works: readonly (() => Promise<unknown>)[],
  rounds: number,
  holds: (walls: readonly number[]) => boolean,
  before: () => Promise<void> = async () => undefined,
): Promise<Spent[]> {
  const least = works.map(() => Number.POSITIVE_INFINITY);
  const walls = await bestInTurns(
    works.map((work, n) => async () => {
      await before();
      const { wall, cpu } = await timed(work);
      least[n] = Math.min(least[n]!, cpu);
      return wall;
    }),
    { rounds, better: "lower" },
    holds,
  );
  return walls.map((wall, n) => ({ wall, cpu: least[n]! }));
}

let changes = 0;
/** So that nothing that is kept of it answers: every month says that something has come in since. */
async function changeAll(): Promise<void> {
  changes++;
}
/** What the store tells of its months, as though each had changed so many times. */
function tellingChanges(own: App): App {
  const { query } = own.clickhouse;
  own.clickhouse.query = async <T>(...asked: Parameters<typeof query>): Promise<T[]> => {
    const rows = await query<T>(...asked);
    return rows.map((row) => {
      const { print } = row as { print?: unknown };
      return typeof print === "string" ? { ...row, print: `${print} ${changes}` } : row;
    });
  };
  return own;
}

const asked = (path: string, body?: unknown) => () =>
  request(body === undefined ? "GET" : "POST", path, body);
const drivers = {
  outcome: "nps",
  predictors: ratings.map((key) => `measures.${key}`),
  pattern: "present",
  timezone: "UTC",
  from: "2025-01-01",
  to: end,
};

/** Questions by name: each is asked of the routes that pages ask. */
const questions: Readonly<Record<string, () => Promise<unknown>>> = {
  drivers: asked("/v1/drivers", drivers),
  "placements of businesses": asked(`/v1/accounts?placed=true&at=${end}&timezone=UTC&limit=50`),
  "placements of households": asked(
    `/v1/accounts?placed=true&type=household&at=${end}&timezone=UTC&limit=50`,
  ),
  levels: asked("/v1/loyalty/flow", { from: "2025-08-01", to: end, timezone: "UTC" }),
  changes: asked("/v1/changes", { from: "2026-01-01", to: end, timezone: "UTC" }),
  gaps: asked("/v1/gaps", { from: "2025-08-01", to: end, timezone: "UTC", by: "unit" }),
};

serve(
  {
    open,

    names: (): string[] => tiles.map(({ name }) => name),

    /** Times one tile; throws where the two sides do not give the same figures. */
    async tile({
      index,
      rounds,
      most,
    }: {
      index: number;
      rounds: number;
      most: [ratio: number, milliseconds: number];
    }): Promise<TileTimes> {
      const { name, asked: question, byHand, figures } = tiles[index]!;
      const workspace = await workspaceOf(app!);
      const own = () => request<never>("POST", "/v1/query", question);
      const hand = () => app!.clickhouse.query<HandRow>(byHand, { workspace });
      const [one, other] = [figures.asked(await own()), figures.byHand(await hand())];
      if (!same(one, other))
        throw new Error(
          `${name}: Corridor says ${one.slice(0, 20).join(" ")}, by hand ${other.slice(0, 20).join(" ")}`,
        );
      const [corridor, byHandTimes] = await best(
        [own, hand],
        rounds,
        ([a = 0, b = 0]) => a / b <= most[0] && a <= most[1],
        changeAll,
      );
      return { corridor: corridor!, byHand: byHandTimes! };
    },

    /** All twelve at once, as a page asks them: when nothing of them is kept, and when signals have come in since the last time. */
    async page({
      rounds,
      most,
    }: {
      rounds: number;
      most: number;
    }): Promise<Record<"first" | "again", Spent>> {
      const page = () =>
        Promise.all(tiles.map(({ asked: question }) => request("POST", "/v1/query", question)));
      const holds = ([a = 0]: readonly number[]) => a <= most;
      const [first] = await best([page], rounds, holds, changeAll);
      await page();
      const [again] = await best([page], rounds, holds, () => comeIn(app!.clickhouse));
      return { first: first!, again: again! };
    },

    /** Today as it is kept, once it has been computed; and what computing all of it took. */
    async today({
      rounds,
      most,
    }: {
      rounds: number;
      most: number;
    }): Promise<{ kept: Spent; computed: Spent }> {
      const path = `/v1/today?at=${end}&timezone=UTC`;
      type Section = { state: string; problem: unknown };
      type Today = Record<"intervention" | "gaps" | "changes", Section>;
      const sections = ({ intervention, gaps, changes }: Today) => [intervention, gaps, changes];
      // A store that is kept for the next bench keeps what was computed in it as well.
      await app!.postgres.execute("delete from kept_answers");
      const computed = await timed(async () => {
        for (let tries = 0; tries < 20; tries++) {
          const now = sections(await request<Today>("GET", `${path}&wait=30`));
          const refused = now.find(({ state }) => state === "refused");
          if (refused) throw new Error(`Today: ${JSON.stringify(refused.problem)}`);
          if (now.every(({ state }) => state === "known")) return;
        }
        throw new Error("Today was not computed in ten minutes");
      });
      const [kept] = await best([() => request("GET", path)], rounds, ([a = 0]) => a <= most);
      return { kept: kept!, computed };
    },

    async question({
      name,
      rounds,
      most,
    }: {
      name: string;
      rounds: number;
      most: number;
    }): Promise<Spent> {
      return (await best([questions[name]!], rounds, ([a = 0]) => a <= most))[0]!;
    },
  },
  () => stop(),
);
