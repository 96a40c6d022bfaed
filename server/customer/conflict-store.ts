/** Where two customers meet, in Postgres, and the proposals that follow from it. */
import { sql } from "kysely";
import { uuidv7 } from "#platform/clock.ts";
import type { Conflict } from "./identity.ts";
import { listed, type Trx } from "./lists-store.ts";
import type { Change, Region } from "./region-store.ts";

/** Adds conflicts, and the pairs that they propose. */
export async function addConflicts(
  trx: Trx,
  workspace: string,
  conflicts: readonly Conflict[],
): Promise<void> {
  if (conflicts.length === 0) return;
  const list = (of: (each: Conflict) => string) => listed(conflicts.map(of), "uuid");
  const proposals = new Map(conflicts.map((each) => [`${each.one} ${each.other}`, each]));
  const pairs = [...proposals.values()];
  await sql`
    insert into identity_conflicts (workspace, via_a, via_b, one, other, open)
    select ${workspace}::uuid, * from unnest(
      ${list(({ via }) => via[0])}, ${list(({ via }) => via[1])}, ${list(({ one }) => one)}, ${list(({ other }) => other)},
      ${listed(
        conflicts.map(({ open }) => String(open)),
        "boolean",
      )}
    )
    on conflict do nothing`.execute(trx);
  await sql`
    insert into identity_proposals (id, workspace, one, other)
    select id, ${workspace}::uuid, one, other from unnest(
      ${listed(
        pairs.map(() => uuidv7()),
        "uuid",
      )}, ${listed(
        pairs.map(({ one }) => one),
        "uuid",
      )}, ${listed(
        pairs.map(({ other }) => other),
        "uuid",
      )}
    ) as x(id, one, other) on conflict (one, other) do nothing`.execute(trx);
}

/** Puts the conflicts of a region in the place of those that were there; what is gone is given as well. */
export async function replaceConflicts(
  trx: Trx,
  workspace: string,
  region: Region,
  { gone = [], lost = [] }: Change,
  conflicts: readonly Conflict[],
): Promise<void> {
  const { rows: any } = await sql`
    select from identity_conflicts where workspace = ${workspace}::uuid limit 1`.execute(trx);
  const vias = [
    ...[...region.links, ...gone].map(({ a, b }) => (a < b ? [a, b] : [b, a])),
    ...[...region.nodes.map(({ key }) => key), ...lost].map((key) => [key, key]),
  ];
  let pairs: { one: string; other: string }[] = [];
  if (any.length > 0) {
    const { rows } = await sql<{ one: string; other: string }>`
      delete from identity_conflicts using unnest(${listed(
        vias.map(([a]) => a!),
        "uuid",
      )}, ${listed(
        vias.map(([, b]) => b!),
        "uuid",
      )}) as x(a, b)
      where via_a = a and via_b = b returning one, other`.execute(trx);
    pairs = rows;
  }
  await addConflicts(trx, workspace, conflicts);
  if (pairs.length > 0)
    await sql`
      delete from identity_proposals as p using unnest(${listed(
        pairs.map(({ one }) => one),
        "uuid",
      )}, ${listed(
        pairs.map(({ other }) => other),
        "uuid",
      )}) as x(one, other)
      where p.one = x.one and p.other = x.other and p.dismissed_at is null
        and not exists (select from identity_conflicts as c where c.one = p.one and c.other = p.other)`.execute(
      trx,
    );
}
