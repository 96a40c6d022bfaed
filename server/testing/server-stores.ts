/**
 * Databases for tests on servers of PostgreSQL and ClickHouse: those that TEST_POSTGRES_URL and
 * TEST_CLICKHOUSE_URL name where CORRIDOR_TEST_STORES=server.
 */
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { openClickHouse } from "#platform/clickhouse.ts";
import { applyClickHouseMigrations } from "#platform/clickhouse-migrations.ts";
import { createLog } from "#platform/log.ts";
import { migrationsDir } from "./migrations-dir.ts";

export const onServers = process.env.CORRIDOR_TEST_STORES === "server";

export type ServerStores = {
  /** Of the database on either server. */
  name: string;
  /** The settings by which the application opens them. */
  env: { DATABASE_URL: string; CLICKHOUSE_URL: string };
  drop: () => Promise<void>;
};

function addresses(): { postgres: string; clickhouse: string } {
  const { TEST_POSTGRES_URL: postgres, TEST_CLICKHOUSE_URL: clickhouse } = process.env;
  if (!postgres || !clickhouse)
    throw new Error("CORRIDOR_TEST_STORES=server needs TEST_POSTGRES_URL and TEST_CLICKHOUSE_URL");
  return { postgres, clickhouse };
}

async function onPostgres(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: addresses().postgres });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

async function onClickHouse(statement: string): Promise<string> {
  const response = await fetch(addresses().clickhouse, { method: "POST", body: statement });
  if (!response.ok) throw new Error(await response.text());
  return await response.text();
}

function storesNamed(name: string): ServerStores {
  const { postgres, clickhouse } = addresses();
  const own = (base: string) => Object.assign(new URL(base), { pathname: `/${name}` }).toString();
  return {
    name,
    env: { DATABASE_URL: own(postgres), CLICKHOUSE_URL: own(clickhouse) },
    drop: async () => {
      await onPostgres(`drop database if exists ${name} with (force)`);
      await onClickHouse(`DROP DATABASE IF EXISTS ${name}`);
    },
  };
}

/** PostgreSQL's code while something else looks into the database that is to be copied. */
const inUse = "55006";

async function copyPostgres(name: string, from: string): Promise<void> {
  for (let tries = 0; ; tries++)
    try {
      return await onPostgres(`create database ${name} template ${from}`);
    } catch (error) {
      if ((error as { code?: string }).code !== inUse || tries === 20) throw error;
      await sleep(250);
    }
}

/** The rows of all tables, which are there already, by their files. */
async function copyClickHouse({ name, env }: ServerStores, from: string): Promise<void> {
  const log = createLog("silent");
  const url = env.CLICKHOUSE_URL;
  const store = openClickHouse({ url, dataDir: "", threads: 2, log });
  try {
    await applyClickHouseMigrations(store, migrationsDir("clickhouse"), log);
  } finally {
    await store.close();
  }
  const filled = await onClickHouse(
    `SELECT DISTINCT table FROM system.parts WHERE database = '${from}' AND active AND table <> 'migrations'`,
  );
  for (const table of filled.split("\n").filter((line) => line !== ""))
    await onClickHouse(`ALTER TABLE ${name}.${table} ATTACH PARTITION ALL FROM ${from}.${table}`);
}

let made = 0;
/** A database of its own on each of the test servers: without a table, or a copy of the one named `from`. */
export async function serverStores(from?: string): Promise<ServerStores> {
  const stores = storesNamed(`corridor_test_${process.pid}_${Date.now()}_${made++}`);
  await onClickHouse(`CREATE DATABASE ${stores.name}`);
  if (from === undefined) await onPostgres(`create database ${stores.name}`);
  else {
    await copyPostgres(stores.name, from);
    await copyClickHouse(stores, from);
  }
  return stores;
}

export const dropStores = (name: string): Promise<void> => storesNamed(name).drop();
