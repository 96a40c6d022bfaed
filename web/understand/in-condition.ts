/** What the server found wrong with a condition, in the reader's language: it is said where that is written. */
import { Refused } from "../data/client.ts";
import { toldOf } from "../parts/told.tsx";

export const inCondition = (error: unknown): string | undefined =>
  error instanceof Refused && error.code === "expression_invalid" ? toldOf(error) : undefined;
