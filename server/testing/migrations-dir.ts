import { join } from "node:path";

export const migrationsDir = (store: "postgres" | "clickhouse"): string =>
  join(import.meta.dirname, "../migrations", store);
