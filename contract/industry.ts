/** The registry as a whole: how much of it there is, and the industries that switch rows of its defaults on and off. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import { registryTypes } from "./registry.ts";
import { defineRoute } from "./route.ts";
import { key } from "./signal.ts";

export const industries = ["telecom", "retail", "b2b-software"] as const;
export type Industry = (typeof industries)[number];

const type = z.enum(registryTypes);
const count = z.int().min(0);
const keysByType = z.partialRecord(type, z.array(key));

export const registrySummary = z.object({
  types: z.array(
    z.object({
      type,
      plural: z.string().describe("As it stands in the address: `/v1/touchpoints`."),
      total: count,
      active: count.describe("In use, reviewed or not."),
      unreviewed: count.describe("Named by a signal, and nobody has said what they are."),
    }),
  ),
  untouched: z
    .boolean()
    .describe(
      "Whether nobody has changed a default yet, so that an industry can be chosen freely.",
    ),
  industries: z.array(
    z.object({
      industry: z.enum(industries),
      off: keysByType.describe("The defaults that this industry does not need."),
    }),
  ),
});
export type RegistrySummary = z.infer<typeof registrySummary>;

export const getRegistry = defineRoute({
  name: "getRegistry",
  method: "GET",
  path: "/v1/registry/summary",
  tag: "Registry",
  summary: "How many entries each type has, and what the industries switch off",
  access: "read figures",
  limit: "requests",
  responses: { 200: { description: "The registry in numbers.", body: registrySummary } },
});

export const industryChoice = z.object({
  on: keysByType.describe("What is in use now and was not."),
  off: keysByType.describe("What was in use and is not any more."),
});
export type IndustryChoice = z.infer<typeof industryChoice>;

export const chooseIndustry = defineRoute({
  name: "chooseIndustry",
  method: "POST",
  path: "/v1/registry/industry",
  tag: "Registry",
  summary: "Switch the defaults of a workspace to an industry",
  description:
    "Takes out of use what the industry does not need of the defaults, and brings the other defaults into use. Nothing is defined or removed: keys of your own stay as they are, and so do promises, which somebody has to sign. The same choice twice changes nothing.",
  access: "change the registry",
  audit: "registry.industry-chosen",
  limit: "requests",
  body: z.strictObject({
    industry: z.enum(industries).nullable().describe("Null: all defaults are in use."),
  }),
  responses: {
    200: { description: "What was switched.", body: industryChoice },
    400: { description: "What was wrong, and what to do.", body: errorBody },
  },
});
