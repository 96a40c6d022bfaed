import { z } from "zod";
import { consentChannels, purposes } from "#contract/consent.ts";
import { question } from "#contract/survey-parts.ts";

/** The text says what is agreed to; ticked it is given, left alone nothing is said. */
export const schema = question("consent", {
  purpose: z.enum(purposes).default("research"),
  channel: z.enum(consentChannels).default("any"),
});
