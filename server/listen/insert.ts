/** The insert of a batch into ClickHouse; where it refuses rows, the guilty ones are found and held. */
import { hash } from "node:crypto";
import { isAway } from "#platform/clickhouse.ts";
import type { Held, Prepared } from "./prepare.ts";

/**
 * ClickHouse's codes for values that it cannot take: parsing (6, 25–28, 33, 38, 41, 72, 117, 130,
 * 376, 467), types and ranges (53, 69, 70, 128, 131, 321, 349, 407), a constraint (469).
 */
const rowsAtFault = new Set(
  "6 25 26 27 28 33 38 41 53 69 70 72 117 128 130 131 321 349 376 407 467 469".split(" "),
);
/** This many refused one by one, and none taken: it may not be the rows. */
const suspicious = 10;

/** Not rows are at fault, as far as can be told, but the store: the batch is tried again later. */
export class SystemicError extends Error {}

const refused = {
  code: "store_refused",
  path: "",
  reason: "The signal store refused this signal.",
};

/**
 * Inserts rows; where ClickHouse refuses them, halves until the guilty ones stand alone, and answers
 * those. `patient`: a failure that does not clearly blame rows is thrown, to be tried again; after
 * some tries rows are held all the same, so that none stands in the way of the others for ever.
 */
export async function insertOrIsolate(
  insert: (lines: string, token: string) => Promise<void>,
  rows: readonly Prepared[],
  batch: string,
  patient: boolean,
): Promise<Held[]> {
  const held: Held[] = [];
  let inserted = 0;
  const hold = (from: number, to: number) =>
    held.push(...rows.slice(from, to).map(({ row }) => ({ ...row, ...refused })));

  const attempt = async (from: number, to: number): Promise<void> => {
    if (from === to) return;
    const hopeless = inserted === 0 && held.length >= suspicious;
    if (hopeless && !patient) return void hold(from, to);
    try {
      const lines = rows
        .slice(from, to)
        .map((each) => each.line)
        .join("\n");
      // The rows are part of the token: what differs from the try before is never taken for it.
      await insert(lines, `${batch}:${hash("sha256", lines, "base64url")}`);
      inserted += to - from;
    } catch (error) {
      const code = String((error as { code?: unknown }).code);
      const clear = rowsAtFault.has(code);
      // The message may repeat what the row says, so that it is no sign where the code is one. An
      // answer of something between, as of a proxy, has no code of ClickHouse's.
      if (!clear && (isAway(error) || !/^\d+$/.test(code))) throw error;
      if (patient && (!clear || hopeless))
        throw new SystemicError((error as Error).message, { cause: error });
      if (to - from === 1) return void hold(from, to);
      const middle = (from + to) >> 1;
      await attempt(from, middle);
      await attempt(middle, to);
    }
  };
  await attempt(0, rows.length);
  return held;
}
