/** Turns stems into what people write: slots filled, and as untidy as real comments are. */
import { personName, places } from "./names.ts";
import type { Random } from "./random.ts";
import { lines } from "./stems/stems.ts";
import type { Stems } from "./stems/stems.ts";
import { monthNumber } from "./time.ts";

export type Language = "id" | "en";

/** Who speaks, and when: a month that is named is this one or one of the two before. */
export interface Speech {
  language: Language;
  /** Epoch milliseconds. */
  at: number;
  unhappy?: boolean;
}

const days = {
  id: ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
};
const monthNames = {
  id: "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
  en: "January February March April May June July August September October November December",
};
const products = {
  id: ["router", "modem", "paket Serat 50", "kartu SIM", "dekoder", "paket Serat 100", "Wi-Fi"],
  en: ["router", "modem", "Fibre 50", "SIM card", "TV box", "Fibre 100", "Wi-Fi"],
};
const closers = {
  id: lines(`Mohon jadi perhatian.
    Terima kasih.
    Sekian dari saya.
    Salam dari {place}.
    Saya tulis ini hari {day} sore.
    Saya catat sejak {month}.
    Ini sudah yang ke-{n} kali saya tulis.
    Pelanggan sejak {n} tahun lalu.
    Tetangga di {place} juga begitu.
    Maaf kalau terlalu terus terang.
    Kami sekeluarga di {place}, {n} orang.
    Ini soal {product} di rumah {place}.
    Saudara saya di {place} bilang sama.
    Dulu, bulan {month}, berbeda.
    Saya pakai {product} dan {product}.
    Waktu itu hari {day}, sekitar {minutes} menit.
    Langganan saya Rp {price} sebulan.
    Rumah saya {n} gang dari {place}.
    Biasanya saya pakai {product} hari {day}.
    Saya baru pindah ke {place} bulan {month}.`),
  en: lines(`Hope somebody reads this.
    Thanks.
    Nothing more from me.
    Regards from {place}.
    I am writing this on {day} afternoon.
    That is how it is since {month}.
    I have written this {n} times now.
    A customer for {n} years.
    Same for my neighbours in {place}.
    Sorry to be blunt.
    We are {n} at home in {place}.
    This is about the {product} at my place in {place}.
    My sister in {place} says the same.
    Back in {month} it was different.
    I use a {product} and a {product}.
    That was {day}, about {minutes} minutes.
    I pay Rp {price} a month.
    I live {n} streets from {place}.
    I mostly use the {product} on {day}.
    I moved to {place} in {month}.`),
};
const openers = {
  id: ["Halo,", "Jujur saja:", "Terus terang,", "Selamat pagi.", "Untuk tim Selasar:", "Kak,"],
  en: ["Hello,", "Honestly:", "To be frank,", "Good morning.", "To the Selasar team:", "Hi,"],
};
const irony = {
  id: lines(`Hebat sekali, {minutes} menit mendengarkan musik gratis.
    Luar biasa, {n} hari untuk satu {product}. Rekor baru?
    Terima kasih atas liburan tanpa internet di {place}.
    Bagus, sekarang saya hafal nomor telepon kalian.
    Mantap, hari {day} janji, hari {day} lupa.
    Salut, Rp {price} untuk layanan yang tidak ada.
    Selamat, {product} saya jadi pajangan paling mahal di {place}.
    Senang sekali bisa cuti untuk menunggu {product}.`),
  en: lines(`Wonderful, {minutes} minutes of free music on the phone.
    Brilliant, {n} days for one {product}. A new record?
    Thanks for the holiday without internet in {place}.
    Lovely, I now know your number by heart.
    Superb: promised on {day}, forgotten by {day}.
    Bravo, Rp {price} for a service that is not there.
    Congratulations, my {product} is the dearest ornament in {place}.
    What a joy to take a day off and wait for a {product}.`),
};
const nearlyNothing = ["", "", ".", "-", "?", "k", "y"];

function slot(random: Random, name: string, { language, at }: Speech): string {
  if (name === "place") return random.pick(places);
  if (name === "day") return random.pick(days[language]);
  if (name === "product") return random.pick(products[language]);
  if (name === "month") {
    const number = (monthNumber(at) + 12 - random.int(3)) % 12;
    return monthNames[language].split(" ")[number] as string;
  }
  if (name === "minutes") return String(10 + 5 * random.int(14));
  if (name === "price") return `${5 * (2 + random.int(28))}${language === "id" ? ".000" : ",000"}`;
  return String(2 + random.int(6));
}

function fillSlots(random: Random, text: string, speech: Speech): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => slot(random, name, speech));
}

/** Fills the slots of a text and starts it with a capital. */
export function fill(random: Random, text: string, speech: Speech): string {
  const filled = fillSlots(random, text, speech);
  return filled.charAt(0).toUpperCase() + filled.slice(1);
}

/** A sentence of the story, or in 5 of 100 half in the other language, as people do speak. */
export function sentence(random: Random, story: Stems, speech: Speech): string {
  const { language } = speech;
  const other = language === "id" ? "en" : "id";
  const end = random.chance(0.05) ? other : language;
  const head = fill(random, random.pick(story[language].heads), speech);
  return `${head} ${fillSlots(random, random.pick(story[end].tails), { ...speech, language: end })}`;
}

/** An opening before a sentence, whose capital goes where the opening ends in a comma. */
function opened(opener: string, text: string): string {
  const lower = opener.endsWith(",") && /^[A-Z][a-z]+ /.test(text);
  return `${opener} ${lower ? text.charAt(0).toLowerCase() + text.slice(1) : text}`;
}

/** One slip of the finger: two letters swapped, one lost or one doubled. */
function mistype(random: Random, text: string): string {
  const at = 1 + random.int(Math.max(1, text.length - 3));
  const kind = random.int(3);
  const [a, b] = [text.charAt(at), text.charAt(at + 1)];
  if (kind === 0) return text.slice(0, at) + b + a + text.slice(at + 2);
  if (kind === 1) return text.slice(0, at) + text.slice(at + 1);
  return text.slice(0, at) + a + text.slice(at);
}

/** Something that has to be blacked out: a telephone number or a name. */
function personal(random: Random, language: Language): string {
  const number = `0812-00${String(random.int(100)).padStart(2, "0")}-${1000 + random.int(9000)}`;
  if (random.chance(0.5))
    return language === "id" ? `Hubungi saya di ${number}.` : `Call me on ${number}.`;
  const name = personName(random);
  return language === "id" ? `Saya bicara dengan Pak ${name}.` : `I spoke to Mr ${name}.`;
}

/** A comment on a story, with openers, closers, slips, irony and what to redact. */
export function comment(random: Random, story: Stems, speech: Speech): string {
  const { language, unhappy } = speech;
  if (random.chance(0.01)) return random.pick(nearlyNothing);
  let text =
    unhappy && random.chance(0.04)
      ? fill(random, random.pick(irony[language]), speech)
      : sentence(random, story, speech);
  if (random.chance(0.15)) text = opened(random.pick(openers[language]), text);
  // A short sentence without a place, day or number is filled up, or many people would write the same.
  const closer = (): string => ` ${fill(random, random.pick(closers[language]), speech)}`;
  if (random.chance(/[\dA-Z]/.test(text.slice(1)) ? 0.65 : 0.95)) text += closer();
  if (random.chance(0.2)) text += closer();
  if (random.chance(0.02)) text += ` ${personal(random, language)}`;
  if (random.chance(0.07)) text = mistype(random, text);
  if (random.chance(0.08)) text = text.toLowerCase();
  return text;
}

/** What an answer says in its own words, if anything: 45 % write, of the unhappy 70 %. */
export function maybeComment(random: Random, story: Stems, speech: Speech): string | undefined {
  return random.chance(speech.unhappy ? 0.7 : 0.45) ? comment(random, story, speech) : undefined;
}
