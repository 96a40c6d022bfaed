/**
 * What of the stores a backup does not take, and what stands still while both are caught. Every
 * other table is taken, whoever adds it: a table is named here only where it must not be.
 */
import type { BackupRules } from "#platform/backup/part.ts";

export const backupRules: BackupRules = {
  postgres: {
    leftOut: {
      migrations: "written by the migrations, which a restore applies by name",
      sessions: "whoever was signed in signs in again: one that was ended since must not come back",
      verifications: "second steps of a sign-in under way: good for minutes",
    },
    // What is acknowledged, what a drain ends, the beginning of a removal, and what is noted for
    // ClickHouse: none of it may happen between the cut of one store and that of the other.
    still: ["inbox", "inbox_groups", "imports", "projections"],
  },
  clickhouse: {
    leftOut: {
      migrations: "written by the migrations, which a restore applies by name",
      placements_kept: "computed of the signals, and again where it is not there",
      levels_kept: "computed of the signals, and again where it is not there",
    },
  },
};
