/** Which columns of a table differ from which. */
import { z } from "zod";

/** How columns were held against one another. */
export const letters = z.object({
  columns: z.array(z.object({ letter: z.string(), value: z.string().nullable() })),
  tested: z.int().describe("Pairs that were held against each other; of both at least 30."),
  rate: z
    .number()
    .describe("Of the pairs that are said to differ, so many at most do by chance, on average."),
  differences: z
    .array(
      z.object({
        by: z.record(z.string(), z.string().nullable()).describe("The row of the table."),
        one: z.string(),
        other: z.string(),
        delta: z.number().describe("The estimate of `one` minus that of `other`."),
        low: z.number().nullable(),
        high: z.number().nullable(),
        p: z.number().describe("Two-sided, of this pair alone."),
        adjusted: z
          .number()
          .describe("Of all pairs together: `differs` where it is `rate` at most."),
        differs: z.boolean(),
      }),
    )
    .describe("Every pair that was tested."),
});
export type Letters = z.infer<typeof letters>;
