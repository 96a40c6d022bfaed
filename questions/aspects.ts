/** The parts of an offering that people judge, in the words of the question bank. */
import type { Part } from "#contract/survey-parts.ts";

const row = (value: string, en: string, id: string): Part => ({ value, text: { en, id } });
export const aspects: readonly Part[] = [
  row("customer-care", "Customer care", "Layanan pelanggan"),
  row("advertising", "Advertising", "Iklan"),
  row("packaging", "Packaging", "Kemasan"),
  row("features", "Features", "Fitur"),
  row("ease-of-use", "Ease of use", "Kemudahan penggunaan"),
  row("reliability", "Reliability", "Keandalan"),
  row("price", "Value for money", "Kesesuaian harga"),
  row("speed", "Speed", "Kecepatan"),
  row("communication", "Information", "Informasi"),
  row("staff", "Staff", "Petugas"),
  row("availability", "Availability", "Ketersediaan"),
  row("billing", "Clear, correct bills", "Tagihan jelas dan tepat"),
  row("trust", "Privacy and safety", "Privasi dan keamanan"),
];

/** Some of them, in the order named. Throws for one that is none. */
export const aspectsNamed = (names: string): Part[] =>
  names.split(" ").map((name) => {
    const found = aspects.find((each) => each.value === name);
    if (!found) throw new Error(`There is no aspect ${name}.`);
    return { value: found.value, text: { ...found.text } };
  });
