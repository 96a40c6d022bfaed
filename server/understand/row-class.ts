/** What a row of the signals table is to a figure: counted or left out, and of which kind. Pure. */
import { patterns } from "#contract/signal.ts";

/** Why a signal is left out, in the order in which a reason counts. */
export const leftOutReasons = ["suspicious", "partial", "otherVoices"] as const;
export type LeftOut = (typeof leftOutReasons)[number];

export type RowClass = {
  leftOut: LeftOut | undefined;
  /** Confidential or anonymous: the name is kept. */
  guarded: boolean;
  pattern: string;
  staff: boolean;
};

/** Takes apart the byte that `compile.ts` makes: two bits why, one guarded, two the pattern, one staff. */
export function readClass(byte: number): RowClass {
  return {
    leftOut: leftOutReasons[(byte & 3) - 1],
    guarded: (byte & 4) !== 0,
    pattern: patterns[((byte >> 3) & 3) - 1] ?? "",
    staff: (byte & 32) !== 0,
  };
}
