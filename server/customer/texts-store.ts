/** Lists of any texts, given to the database as one value. */
import { sql, type RawBuilder } from "kysely";

/** A text[] of these texts, which may hold anything. */
export const textArray = (values: readonly string[]): RawBuilder<string[]> =>
  sql`array(select jsonb_array_elements_text(${JSON.stringify(values)}::jsonb))`;
