import { z } from "zod";
import { question } from "#contract/survey-parts.ts";

export const contactFields = ["name", "email", "phone"] as const;

/** How to reach somebody. Never kept beside answers where these are anonymous. */
export const schema = question("contact-details", {
  fields: z
    .array(z.enum(contactFields))
    .min(1)
    .max(contactFields.length)
    .refine((list) => new Set(list).size === list.length, "names a field twice")
    .default(["name", "email", "phone"]),
});
