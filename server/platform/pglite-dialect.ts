/** PGlite as Kysely's dialect: what `pglite.ts` answers, in the form that every store asks for. */
import {
  type CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from "kysely";
import type { Pglite } from "./pglite.ts";
import { asUnavailable } from "./unavailable.ts";

/** The one connection, as one caller holds it. */
class PgliteConnection implements DatabaseConnection {
  readonly #store: Pglite;
  #opening: number | undefined;
  constructor(store: Pglite) {
    this.#store = store;
  }
  async ask(sql: string, parameters?: readonly unknown[]) {
    return this.#store.ask(parameters === undefined ? { sql } : { sql, parameters }, {
      opening: this.#opening,
    });
  }
  async begin(): Promise<void> {
    await this.#store.open();
    this.#opening = this.#store.opening;
    await this.ask("begin");
  }
  async commit(): Promise<void> {
    await this.ask("commit");
    this.#opening = undefined;
  }
  /** Where the worker was lost, so was the transaction: there is nothing to roll back. */
  async rollback(): Promise<void> {
    await this.ask("rollback").catch(() => undefined);
    this.#opening = undefined;
  }
  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const answer = await this.ask(query.sql, query.parameters).catch((error: unknown) => {
      throw asUnavailable(error);
    });
    return { rows: answer.rows as R[], numAffectedRows: BigInt(answer.affected) };
  }
  // eslint-disable-next-line require-yield
  async *streamQuery(): AsyncIterableIterator<never> {
    throw new Error("Rows are paged by keyset, not streamed.");
  }
}

export class PgliteDialect implements Dialect {
  readonly #store: Pglite;
  constructor(store: Pglite) {
    this.#store = store;
  }
  createDriver(): Driver {
    const store = this.#store;
    const own = (connection: DatabaseConnection) => connection as PgliteConnection;
    return {
      init: () => store.open(),
      async acquireConnection() {
        await store.enter();
        return new PgliteConnection(store);
      },
      beginTransaction: (connection) => own(connection).begin(),
      commitTransaction: (connection) => own(connection).commit(),
      rollbackTransaction: (connection) => own(connection).rollback(),
      releaseConnection: async () => store.leave(),
      destroy: () => store.close(),
    };
  }
  createQueryCompiler() {
    return new PostgresQueryCompiler();
  }
  createAdapter() {
    return new PostgresAdapter();
  }
  // Kysely's own parameter type for this is Kysely<any>.
  createIntrospector(db: Kysely<never>) {
    return new PostgresIntrospector(db);
  }
}
