/** What languages are called. */
import { locale } from "../words/format.ts";

/** In the reader's words: `id` is Indonesian, or bahasa Indonesia. */
export function nameOfLanguage(tag: string): string {
  try {
    const name = new Intl.DisplayNames([locale], { type: "language" }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(locale) + name.slice(1);
  } catch {
    return tag;
  }
}
