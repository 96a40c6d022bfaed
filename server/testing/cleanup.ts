/** A signal store that removes what it replaced at once, for tests that wait for a purge and not for its pace. */
import type { World } from "./world.ts";

const tables = ["signals", "signal_keys", "signals_by_customer", "customers"];

/**
 * A table looks for old parts for the first time 30 to 40 seconds after it was made, and then as its migration
 * says: `customer/erasure-pace.slow.test.ts` waits for that. Attached anew, it goes by what is set here from then on.
 */
export async function cleansAtOnce({ app: { clickhouse } }: World): Promise<void> {
  for (const table of tables) {
    await clickhouse.command(
      `ALTER TABLE ${table} MODIFY SETTING cleanup_delay_period = 1, max_cleanup_delay_period = 1, cleanup_delay_period_random_add = 0`,
    );
    await clickhouse.command(`DETACH TABLE ${table}`);
    await clickhouse.command(`ATTACH TABLE ${table}`);
  }
}
