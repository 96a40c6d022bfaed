/** Entries of the registry that belong to an import: they come and go with it. */
import { z } from "zod";
import { errorBody } from "./error.ts";
import { registry } from "./registry.ts";
import { defineRoute } from "./route.ts";
import { key } from "./signal.ts";

/** What an import may define: what the attributes that it brings are, and what was promised in its world. */
export const lentTypes = [
  "attribute",
  "customer-attribute",
  "account-attribute",
  "promise",
] as const;
export type LentType = (typeof lentTypes)[number];

const entryOf = <T extends LentType>(type: T) =>
  z.strictObject({
    type: z.literal(type),
    key,
    definition: registry[type].definition,
    active: z.boolean().default(true),
  });
const entry = z.discriminatedUnion("type", [
  entryOf("attribute"),
  entryOf("customer-attribute"),
  entryOf("account-attribute"),
  entryOf("promise"),
]);
export type LentEntry = z.output<typeof entry>;
export type LentInput = z.input<typeof entry>;

const named = z.object({ type: z.enum(lentTypes), key });
const problem = (description: string) => ({ description, body: errorBody });

export const putImportRegistry = defineRoute({
  name: "putImportRegistry",
  method: "PUT",
  path: "/v1/imports/:id/registry",
  tag: "Imports",
  summary: "Define entries of the registry that belong to an import",
  description:
    "What the attributes are that it brings, and promises. They go with the import: an entry is then as it was before, and gone where nothing else names it. What somebody has defined or changed stays as it is, then and now; a default that nobody has changed may be signed. The same again changes nothing.",
  access: "change the registry",
  audit: "import.defined",
  limit: "requests",
  params: z.object({ id: z.uuid() }),
  body: z.strictObject({ entries: z.array(entry).min(1).max(200) }),
  maxBytes: 256 * 1024,
  responses: {
    200: {
      description: "Which were defined, and which were left as somebody has them.",
      body: z.object({ defined: z.array(named), left: z.array(named) }),
    },
    400: problem("A definition does not fit, or names a key that is not there."),
    404: problem("There is no such import, or it is being removed."),
  },
});
