/** Saves all about one person as a file. */
import { ownHeaders, Refused, refusalOf } from "../data/client.ts";
import { save } from "../parts/save.ts";
import { language } from "../words/catalogue.ts";

export type ExportFormat = "html" | "json";

/** Throws `Refused`. By a request of our own, as a link does not say which workspace is meant. */
export async function saveExport(key: string, format: ExportFormat): Promise<void> {
  const query = new URLSearchParams({ format, lang: language }).toString();
  const response = await fetch(`/v1/customers/${encodeURIComponent(key)}/export?${query}`, {
    headers: ownHeaders(),
    credentials: "same-origin",
  }).catch((error: unknown) => {
    throw new Refused(0, { code: "offline", message: String(error) });
  });
  if (!response.ok) throw await refusalOf(response);
  save(`customer-${key}.${format}`, await response.blob());
}
