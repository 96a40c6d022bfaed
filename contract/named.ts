/** What entries of the registry are made of: labels by language, texts, numbers. */
import { z } from "zod";
import { limits, repairText } from "./signal.ts";

/** A text of at most so many characters, repaired. */
export const text = (most: number) => z.string().min(1).max(most).overwrite(repairText);
export const number = z.number().min(-limits.number).max(limits.number);

/** A text by language: BCP 47 tag → words, as in `{"en": "Delivery", "id": "Pengiriman"}`. */
export const localised = z
  .record(
    z
      .string()
      .max(35)
      .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$/, "must be a BCP 47 tag, as in id or en-GB"),
    text(2_000),
  )
  .refine((map) => Object.keys(map).length <= 50, "holds at most 50 languages");
export type Localised = z.output<typeof localised>;

export const common = { labels: localised.default({}), description: localised.optional() };
export const person = text(limits.idLength);
export const plain = z.strictObject(common);
