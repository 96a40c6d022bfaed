/** How a survey looks: its theme needs no download but the logo, which is in it. */
import { z } from "zod";
import { texts } from "./survey-parts.ts";

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, "must be six hexadecimal digits after #");
/** Fonts that are there already, on whatever a respondent uses. */
export const surveyFonts = ["system", "humanist", "geometric", "serif", "rounded", "mono"] as const;

export const surveyTheme = z.strictObject({
  logo: z
    .strictObject({
      /** No SVG: it can hold more than a picture. */
      data: z
        .string()
        .max(200_000)
        .regex(
          /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/,
          "must be a PNG, JPEG or WebP as data: URL",
        ),
      alt: texts(200),
    })
    .optional(),
  accent: colour.optional().describe("Of buttons, chosen options and focus."),
  background: colour.optional(),
  text: colour.optional(),
  radius: z.int().min(0).max(24).default(6).describe("Of corners, in CSS pixels."),
  dark: z.enum(["auto", "never", "always"]).default("auto"),
  font: z.enum(surveyFonts).default("system"),
});
export type SurveyTheme = z.output<typeof surveyTheme>;
