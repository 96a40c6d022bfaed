/** A visit to a workspace in which the fictional company's year is. */
import { startFilled } from "#server/testing/filled.ts";
import { startVisit, type Visit } from "./visit.ts";

export const startFilledVisit = (): Promise<Visit> => startFilled(startVisit, ({ world }) => world);
