/** Time zones, currencies and countries by name, as the browser knows them. */
import { locale } from "../words/format.ts";

export type Choice = { value: string; label: string };

/** UTC is a zone that the list leaves out; `held` is what the workspace has, known here or not. */
export function zones(held: string): Choice[] {
  const names = new Set([held, "UTC", ...Intl.supportedValuesOf("timeZone")]);
  return [...names].toSorted().map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}

export function currencies(held: string): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  return [...new Set([held, ...Intl.supportedValuesOf("currency")])]
    .map((code) => ({ value: code, label: `${code} · ${names.of(code)}` }))
    .toSorted((a, b) => a.label.localeCompare(b.label, locale));
}

/** Two letters each, that mean a country and not a part of the world or one of old. */
const noCountry = new Set(["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"]);
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

export function countries(held: string): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: "region", fallback: "none" });
  const codes = letters.flatMap((a) => letters.map((b) => a + b));
  const known = codes.filter(
    (code) =>
      !noCountry.has(code) &&
      names.of(code) !== undefined &&
      Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`,
  );
  return [...new Set([held, ...known])]
    .map((code) => ({ value: code, label: names.of(code) ?? code }))
    .toSorted((a, b) => a.label.localeCompare(b.label, locale));
}

/** What the clock shows in a zone. */
export const clockIn = (timeZone: string): string =>
  new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", timeZone }).format();
