/** The members of workspaces, in Postgres: their roles, and what they belong to. */
import { sql, type Transaction } from "kysely";
import { CorridorError } from "#contract/error.ts";
import { clock, uuidv7 } from "#platform/clock.ts";
import type { Database } from "#platform/postgres.ts";
import type { Membership, Scope, SystemScope } from "#platform/scope.ts";
import type { Member } from "./member.ts";
import type { MemberTable, PeopleTables, Place, Shown } from "./person.ts";

type Trx = Transaction<PeopleTables>;

const memberships = sql<Membership[]>`coalesce((
  select json_agg(json_build_object('function', m.function, 'unit', m.unit) order by m.function, m.unit)
  from memberships m where m.member = members.id), '[]'::json)`.as("memberships");

async function setMemberships(trx: Trx, member: MemberTable, list: readonly Membership[]) {
  await trx.deleteFrom("memberships").where("member", "=", member.id).execute();
  if (list.length === 0) return;
  const rows = list.map((each) => ({
    workspace: member.workspace,
    member: member.id,
    function: each.function,
    unit: each.unit,
  }));
  await trx.insertInto("memberships").values(rows).execute();
}

/** The member, and the workspace's owners, locked until the transaction ends: two owners that leave at once would leave none. */
async function locked(trx: Trx, workspace: string, person: string) {
  const rows = await trx
    .selectFrom("members")
    .selectAll()
    .where("workspace", "=", workspace)
    .where((where) => where.or([where("person", "=", person), where("role", "=", "owner")]))
    .orderBy("id")
    .forUpdate()
    .execute();
  const owners = rows.filter(({ role }) => role === "owner");
  const member = rows.find((each) => each.person === person);
  return { member, isLastOwner: member?.role === "owner" && owners.length === 1 };
}

const lastOwner = () =>
  new CorridorError(
    "conflict",
    "This is the workspace's last owner. Make somebody else an owner first.",
  );

/** Makes a person a member within a transaction; false where they are one already. */
export async function joinIn(trx: Trx, workspace: string, person: string, place: Place) {
  const member = await trx
    .insertInto("members")
    .values({
      id: uuidv7(),
      workspace,
      person,
      role: place.role,
      version: 1,
      added_at: new Date(clock.now()),
    })
    .onConflict((conflict) => conflict.columns(["workspace", "person"]).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (member) await setMemberships(trx, member, place.memberships);
  return member !== undefined;
}

export function createMemberStore(database: Database) {
  const db = database.withTables<PeopleTables>();

  const shown = (workspace: string) =>
    db
      .selectFrom("members")
      .innerJoin("people", "people.id", "members.person")
      .where("members.workspace", "=", workspace)
      .select([
        "members.person",
        "members.workspace",
        "members.role",
        "members.version",
        "members.added_at",
        "people.email",
        "people.email_verified",
        "people.name",
        "people.language",
        "people.totp",
        "people.last_sign_in_at",
      ])
      .select(memberships);

  return {
    /** Makes a person a member; false where they are one already. */
    join: async (
      _scope: SystemScope,
      workspace: string,
      person: string,
      place: Place,
    ): Promise<boolean> => db.transaction().execute((trx) => joinIn(trx, workspace, person, place)),

    /** The workspaces of a person, the one joined first at the head. */
    async membersOf(_scope: SystemScope, person: string): Promise<(Member & { name: string })[]> {
      return db
        .selectFrom("members")
        .innerJoin("workspaces", "workspaces.id", "members.workspace")
        .where("members.person", "=", person)
        .select(["person", "workspace", "role", "version", "workspaces.name"])
        .select(memberships)
        .orderBy("members.added_at")
        .orderBy("members.id")
        .execute();
    },

    /** Members of the workspace by id, which is by when they first came. */
    async list(scope: Scope, after: string | undefined, most: number): Promise<Shown[]> {
      let query = shown(scope.workspace);
      if (after !== undefined) query = query.where("members.person", ">", after);
      return query.orderBy("members.person").limit(most).execute();
    },

    async get(scope: Scope, person: string): Promise<Shown | undefined> {
      return shown(scope.workspace).where("members.person", "=", person).executeTakeFirst();
    },

    /** The member of an address or an id. */
    async called(scope: Scope, name: string): Promise<Shown | undefined> {
      const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(name);
      return shown(scope.workspace)
        .where(uuid ? "people.id" : "people.email", "=", name.toLowerCase())
        .executeTakeFirst();
    },

    /** How many workspaces a person belongs to beside this one. */
    async elsewhere(scope: Scope, person: string): Promise<number> {
      const row = await db
        .selectFrom("members")
        .select((select) => select.fn.countAll<number>().as("count"))
        .where("person", "=", person)
        .where("workspace", "<>", scope.workspace)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    /** Gives a member another place. Throws `not_found`, and `conflict` for another version or the last owner. */
    async change(scope: Scope, person: string, version: number, place: Place): Promise<void> {
      await db.transaction().execute(async (trx) => {
        const { member, isLastOwner } = await locked(trx, scope.workspace, person);
        if (!member) throw new CorridorError("not_found", "There is no such member.");
        if (member.version !== version)
          throw new CorridorError(
            "conflict",
            `You sent version ${version}; it is ${member.version} now. Read it again and repeat your change.`,
            { details: { sent: version, current: member.version } },
          );
        if (isLastOwner && place.role !== "owner") throw lastOwner();
        await trx
          .updateTable("members")
          .set({ role: place.role, version: version + 1 })
          .where("id", "=", member.id)
          .execute();
        await setMemberships(trx, member, place.memberships);
      });
    },

    /** Removes a member; somebody who then belongs nowhere is forgotten. Throws `not_found`, and `conflict` for the last owner. */
    async remove(scope: Scope, person: string): Promise<{ forgotten: boolean }> {
      return db.transaction().execute(async (trx) => {
        const { member, isLastOwner } = await locked(trx, scope.workspace, person);
        if (!member) throw new CorridorError("not_found", "There is no such member.");
        if (isLastOwner) throw lastOwner();
        await trx.deleteFrom("members").where("id", "=", member.id).execute();
        const { numDeletedRows } = await trx
          .deleteFrom("people")
          .where("id", "=", person)
          .where(sql<boolean>`not exists (select 1 from members where person = people.id)`)
          .executeTakeFirst();
        return { forgotten: numDeletedRows > 0n };
      });
    },
  };
}

export type MemberStore = ReturnType<typeof createMemberStore>;
