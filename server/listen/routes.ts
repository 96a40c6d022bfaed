/** The routes of listening: signals in and out, held signals, imports. */
import { CorridorError } from "#contract/error.ts";
import * as records from "#contract/listen.ts";
import { route, type Answer, type Input, type Route } from "#platform/http.ts";
import { bodyFailure, decode, lineTypes } from "#platform/lines.ts";
import { refuseFewListed } from "#platform/few.ts";
import { discard } from "#platform/request-body.ts";
import type { Scope } from "#platform/scope.ts";
import { takeJson, takeLines } from "./body.ts";
import { Intake, type Arrival } from "./intake.ts";
import { noSignal } from "./held-store.ts";
import type { ImportStore } from "./import-store.ts";
import type { Condition, Cursor, ListenQueries } from "./queries.ts";
import { type NamesOf, withNames } from "./names.ts";
import { notedHeld, notedReading } from "./noted.ts";
import { openImport, removing } from "./open-import.ts";
import { rowIdOf } from "./signal.ts";
import { hiddenSignal, isOpenTo, visibleTo, type Defined } from "./visible.ts";
import type { HeldSignal, ListenStore } from "./store.ts";

export type ListenParts = {
  store: ListenStore;
  imports: ImportStore;
  queries: ListenQueries;
  append: (scope: Scope, arrivals: Arrival[]) => Promise<number>;
  hasRoom: () => boolean;
  /** The secret by which a workspace's pages may say who their visitors are. */
  identitySecret: (workspace: string) => string;
  /** The SQL condition of a list's filters; throws `expression_invalid`, `invalid_request`. */
  condition: (scope: Scope, filter: records.SignalFilter) => Promise<Condition>;
  /** Hears what became of the signals of a request, also of one that failed half-way. */
  taken?: (counts: { accepted: number; duplicate: number; rejected: number }) => void;
  /** Which attributes somebody has defined. */
  defined: (scope: Scope) => Promise<Defined>;
  /** Who the customers of some identifiers are, as far as the caller may see that. */
  names: NamesOf;
  /** Begins the removal of an import in the background. */
  remove: (scope: Scope, importId: string) => Promise<void>;
};

const notFound = (what: string) => new CorridorError("not_found", `There is no such ${what} here.`);

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const notOurs = () =>
  new CorridorError("invalid_request", "This cursor is not one that this API gave.");
/** The last moment that a DateTime64 of ClickHouse holds. */
const latest = Date.UTC(2299, 11, 31);

/**
 * Cursors are opaque to callers; what they hold is only ever bound as values. They hold a place in
 * time and nothing of the filters: under others the list goes on from that place, so that nothing
 * is listed twice or left out whichever way somebody narrows it on the way.
 */
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
function decodeCursor(text: string | undefined): Cursor | undefined {
  if (text === undefined) return undefined;
  try {
    const { at, rowId } = JSON.parse(Buffer.from(text, "base64url").toString()) as Cursor;
    if (Number.isSafeInteger(at) && at >= 0 && at < latest && uuid.test(rowId))
      return { at, rowId };
  } catch {
    // Falls through to the error below.
  }
  throw notOurs();
}

function idCursor(text: string | undefined): string | undefined {
  if (text !== undefined && !uuid.test(text)) throw notOurs();
  return text;
}

const jsonType = "application/json";
/** What `curl -d` says unless told otherwise; its body is JSON here all the same. */
const curlType = "application/x-www-form-urlencoded";

async function takeBody(input: Input<typeof records.postSignals>, intake: Intake): Promise<void> {
  const type = (input.headers.get("content-type") ?? jsonType).split(";")[0]!.trim().toLowerCase();
  const take = lineTypes.has(type) ? takeLines : takeJson;
  if (take === takeJson && type !== jsonType && type !== curlType)
    throw new CorridorError(
      "unsupported_media_type",
      "Send application/json or application/x-ndjson.",
    );
  const encoding = input.headers.get("content-encoding")?.trim().toLowerCase();
  const stream = decode(input.incoming, encoding);
  try {
    await take(stream, intake);
  } catch (error) {
    throw bodyFailure(error);
  } finally {
    if (stream !== input.incoming) stream.destroy();
  }
}

/** What a failure in the middle of a body leaves taken: said, so that a client knows where it stands. */
function withTaken(error: unknown, { answer, rejectedTotal }: Intake): unknown {
  if (!(error instanceof CorridorError) || answer.accepted + answer.duplicate === 0) return error;
  const { accepted, duplicate } = answer;
  return new CorridorError(error.code, error.message, {
    details: { taken: { accepted, duplicate, rejected: rejectedTotal } },
    cause: error.cause,
    ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
  });
}

export function listenRoutes(parts: ListenParts): Route[] {
  const { store, imports, queries } = parts;

  const checkRoom = () => {
    if (!parts.hasRoom())
      throw new CorridorError(
        "disk_full",
        "The disk is nearly full. Nothing was taken; free some room and send again.",
        { retryAfter: 30 },
      );
  };
  /** Reads the body and writes what is valid in it. */
  async function takeAll(
    input: Input<typeof records.postSignals>,
    importId: string | null,
  ): Promise<Intake> {
    // Asked again for each chunk: a long body may fill the disk that was free when it began.
    const { scope } = input;
    const append = async (arrivals: Arrival[]) => {
      checkRoom();
      return parts.append(scope, arrivals);
    };
    const intake = new Intake(scope.workspace, importId, append, {
      trusted: scope.trusted,
      secret: () => parts.identitySecret(scope.workspace),
    });
    let failed: { error: unknown } | undefined;
    try {
      await takeBody(input, intake);
      await intake.finish();
    } catch (error) {
      await intake.settle();
      failed = { error: withTaken(error, intake) };
    }
    const { answer, rejectedTotal } = intake;
    const counts = { duplicate: answer.duplicate, rejected: rejectedTotal };
    parts.taken?.({ accepted: answer.accepted, ...counts });
    if (importId !== null && !(await imports.count(input.scope, importId, counts)))
      throw removing();
    if (failed) throw failed.error;
    return intake;
  }

  const post = route(records.postSignals, async (input): Promise<Answer> => {
    let intake: Intake;
    try {
      checkRoom();
      intake = await takeAll(input, await openImport(imports, input.scope, input.query.import));
    } catch (error) {
      discard(input.incoming);
      throw error;
    }
    const { answer } = intake;
    if (answer.accepted + answer.duplicate === 0) {
      throw new CorridorError(
        "nothing_valid",
        answer.rejected.length === 0
          ? "The body holds no signal."
          : "No signal in the body is valid; `details.rejected` says why for each.",
        { details: { rejected: answer.rejected } },
      );
    }
    return { status: 202, body: answer };
  });

  const isAny = async (scope: Scope, condition: Condition): Promise<boolean> =>
    (await queries.list(scope, condition, undefined, 1)).signals.length > 0;

  /** A signal as its sender calls it. What was anonymised is called otherwise, and is nobody's to find. */
  async function called(scope: Scope, id: string) {
    const seen = await parts.condition(scope, {});
    const found = await queries.getOwned(scope, rowIdOf(scope.workspace, id), seen);
    return found?.signal["id"] === id ? found : undefined;
  }

  /** Throws `not_found` where a signal stands in ClickHouse that the caller may not read one by one. */
  async function checkRead(scope: Scope, id: string): Promise<void> {
    if (!(await queries.placeOf(scope, rowIdOf(scope.workspace, id)))) return;
    if (!(await called(scope, id))) throw noSignal();
  }

  return [
    post,
    route(records.listSignals, async ({ scope, query }) => {
      const condition = await parts.condition(scope, query);
      const page = await queries.list(scope, condition, decodeCursor(query.cursor), query.limit);
      await refuseFewListed(scope, {
        chosen: condition.chosen === true,
        fit: async (most) =>
          page.signals.length >= most
            ? most
            : (await queries.list(scope, condition, undefined, most)).signals.length,
        any: async () => isAny(scope, await parts.condition(scope, {})),
      });
      const defined = await parts.defined(scope);
      const seen = page.signals.map((signal) => visibleTo(scope, signal, defined));
      const signals =
        query.with === undefined
          ? seen
          : await withNames(scope, { ...page, signals: seen }, parts.names);
      return {
        status: 200,
        body: { signals, next: page.next ? encode(page.next) : null },
        noted: condition.singles ? await notedReading(scope, page.owners, queries.areOne) : null,
      };
    }),
    route(records.getSignal, async ({ scope, params, query }) => {
      const found = await called(scope, params.id);
      if (!found) throw noSignal();
      const seen = visibleTo(scope, found.signal, await parts.defined(scope));
      const { owners } = found;
      const identities = owners.map(({ identity }) => identity);
      const [body] =
        query.with === undefined
          ? [seen]
          : await withNames(scope, { signals: [seen], identities, owners }, parts.names);
      return {
        status: 200,
        body: body!,
        noted: await notedReading(scope, found.owners, queries.areOne),
      };
    }),
    route(records.deleteSignal, async ({ scope, params }) => {
      const rowId = rowIdOf(scope.workspace, params.id);
      await checkRead(scope, params.id);
      const isOpen = (signal: string) => isOpenTo(scope, signal);
      const { removed, leased } = await store.withdraw(scope, rowId, isOpen);
      // It may have reached ClickHouse since.
      if (!leased) await checkRead(scope, params.id);
      const place = leased ?? (await queries.placeOf(scope, rowId));
      if (place) await queries.remove(scope, rowId, place);
      // Last, so that what is sent again comes after the deletion; also where a try before got no further.
      await store.freeId(scope, rowId);
      if (!place && !removed) throw noSignal();
      return { status: 204 };
    }),
    ...heldRoutes(store),
    ...importRoutes(parts),
  ];
}

function shownSignal(scope: Scope, text: string): unknown {
  if (!isOpenTo(scope, text)) return hiddenSignal(text);
  try {
    return JSON.parse(text);
  } catch {
    // What cannot be read is shown as the text that it is.
    return text;
  }
}

function showHeld(scope: Scope, row: HeldSignal) {
  return {
    heldId: row.id,
    code: row.code,
    path: row.path,
    reason: row.reason,
    receivedAt: row.received_at.toISOString(),
    heldAt: row.held_at.toISOString(),
    import: row.import_id,
    signal: shownSignal(scope, row.signal),
  };
}

function heldRoutes(store: ListenStore): Route[] {
  return [
    route(records.listHeld, async ({ scope, query }) => {
      const rows = await store.listHeld(scope, {
        importId: query.import,
        before: idCursor(query.cursor),
        most: query.limit + 1,
      });
      const next = rows.length > query.limit ? rows[query.limit - 1]!.id : null;
      const held = rows.slice(0, query.limit).map((row) => showHeld(scope, row));
      const noted = notedHeld(held.map(({ signal }) => signal));
      return { status: 200, body: { held, next }, noted };
    }),
    route(records.sendAllHeldAgain, async ({ scope }) => {
      const sent = await store.sendAgain(scope, "all");
      return { status: 202, body: { sent }, noted: { subject: "all", after: { sent } } };
    }),
    route(records.sendHeldAgain, async ({ scope, params }) => {
      const sent = await store.sendAgain(scope, params.id);
      if (sent === 0) throw notFound("held signal");
      return { status: 202, body: { sent } };
    }),
    route(records.deleteHeld, async ({ scope, params }) => {
      if (!(await store.deleteHeld(scope, params.id))) throw notFound("held signal");
      return { status: 204 };
    }),
  ];
}

function importRoutes({ imports, remove }: ListenParts): Route[] {
  return [
    route(records.createImport, async ({ scope, body }) => {
      const { made, record } = await imports.open(scope, body.name, body.fingerprint, body.restart);
      if (record.status === "removing")
        throw new CorridorError(
          "conflict",
          "An import of this name is being removed. Try again in a moment.",
          { retryAfter: 2 },
        );
      return { status: made ? 201 : 200, body: record, noted: { subject: record.id } };
    }),
    route(records.listImports, async ({ scope, query }) => {
      const rows = await imports.list(scope, {
        name: query.name,
        before: idCursor(query.cursor),
        most: query.limit + 1,
      });
      return {
        status: 200,
        body: {
          imports: rows.slice(0, query.limit),
          next: rows.length > query.limit ? rows[query.limit - 1]!.id : null,
        },
      };
    }),
    route(records.getImport, async ({ scope, params }) => {
      const record = await imports.get(scope, params.id);
      if (!record) throw notFound("import");
      return { status: 200, body: record };
    }),
    route(records.patchImport, async ({ scope, params, body }) => {
      const record = await imports.update(scope, params.id, body);
      if (!record) throw notFound("import");
      return { status: 200, body: record };
    }),
    route(records.deleteImport, async ({ scope, params }) => {
      const record = await imports.beginRemoval(scope, params.id);
      if (!record) throw notFound("import");
      await remove(scope, params.id);
      // Without its name, which may name somebody.
      const { accepted, createdAt } = record;
      return {
        status: 202,
        body: record,
        noted: { subject: record.id, before: { accepted, createdAt } },
      };
    }),
  ];
}
