/** What listening keeps in Postgres: the inbox, the ids of the last 30 days, held signals. */
import type { Generated, Selectable } from "kysely";
import type { Database } from "#platform/postgres.ts";
import { createHeldStore } from "./held-store.ts";
import { createInboxStore, type LeaseOptions } from "./inbox-store.ts";

type InboxTable = {
  group_id: number;
  /** In its group, which with it makes the key. */
  place: number;
  workspace: string;
  row_id: string;
  received_at: Date;
  import_id: string | null;
  /** It was deleted while a drain had it. */
  withdrawn: Generated<boolean>;
  signal: string;
};
type InboxGroupTable = {
  id: Generated<number>;
  rows: number;
  bytes: number;
  received_at: Date;
  batch: string | null;
  leased_until: Date | null;
};
type HeldTable = {
  id: string;
  workspace: string;
  row_id: string;
  received_at: Date;
  import_id: string | null;
  code: string;
  path: string;
  reason: string;
  held_at: Date;
  signal: string;
};
export type ListenTables = {
  inbox: InboxTable;
  inbox_groups: InboxGroupTable;
  signal_ids: { row_id: string; received_at: Date };
  held_signals: HeldTable;
};

export type HeldSignal = Selectable<HeldTable>;
export type Reason = { code: string; path: string; reason: string };

export function createListenStore(database: Database, options: LeaseOptions = {}) {
  const db = database.withTables<ListenTables>();
  return { ...createInboxStore(db, options), ...createHeldStore(db) };
}

export type ListenStore = ReturnType<typeof createListenStore>;
